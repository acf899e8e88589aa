"""Flashcards as Anki has them: note types, packages written and read, a running Anki spoken to."""
