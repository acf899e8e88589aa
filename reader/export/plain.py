"""Plain text: each line of words below a line of pinyin, then the English; the glossary at the end."""

from typing import BinaryIO

from reader.annotate import text_block
from reader.export.escape import printable
from reader.export.model import Manuscript
from reader.export.options import ExportOptions
from reader.export.terms import TermUse
from reader.text.styles import write


def write_plain(manuscript: Manuscript, options: ExportOptions, file: BinaryIO) -> None:
    """Write a text as UTF-8."""
    del options  # nothing in it can be switched
    terms = TermUse(manuscript.knowledge)

    def put(text: str) -> None:
        file.write((printable(text) + "\n").encode())

    put(text_block(manuscript.title().shown))
    if manuscript.meta.title_en:
        put(manuscript.meta.title_en + "\n")
    for block in manuscript.blocks():
        if block.is_blank:
            continue
        for shown in block.shown.tokens:
            if shown.token.term is not None:
                terms.note(shown.token.term, block.number)
        put(text_block(block.shown))
        if block.translation:
            put(block.translation + "\n")
    for used in terms.used():
        name = used.concept.preferred
        forms = " ".join(dict.fromkeys((name.hans, name.hant)))
        put(f"{forms}  {write(name.readings)}  {used.concept.rendering}")
