"""Commands of ``duban``, a module for each group; ``reader.cli`` puts them together."""
