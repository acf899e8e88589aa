"""Glossaries in and out: JSON, CSV, TSV, OmegaT, TBX, UTX, Yomitan, Pleco. Pure; never imports ``reader``.

A reader makes :class:`~glossary.exchange.entry.Contents` out of bytes, each thing wrong with its place;
``plan`` works out what an import would change; a writer makes bytes out of concepts.
"""
