"""Checking a glossary: against itself, against the dictionary, and against translations that exist. Pure."""
