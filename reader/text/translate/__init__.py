"""Machine translation without any machine: cutting, protecting terms, judging answers, auditing, glossing. Pure."""
