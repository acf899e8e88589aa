"""Texts: importing, repairing and keeping them. Imports nothing else of ours."""
