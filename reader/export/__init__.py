"""Annotated texts as files: a page that explains itself, EPUB, Markdown, plain text, and the page read back."""
