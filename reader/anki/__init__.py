"""Flashcards to Anki and back: notes made of the glossary's concepts, and what Anki knows taken in."""
