"""What the learner knows: terms, the dictionary, cards and reviews. Never imports ``reader`` or Textual."""
