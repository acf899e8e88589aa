"""The analysis as text: JSON Lines for scripts (the contract of ``duban annotate``), two rows for people and pipes."""

import json
import re
from collections.abc import Callable, Iterator

from reader.text.layout.width import cell_width
from reader.text.model import ShownParagraph, ShownToken, Token
from reader.text.orthography import write_token
from reader.text.styles import StyleName

Gloss = Callable[[Token], str | None]
"""A short English gloss of a token of the source, or None."""
Level = Callable[[Token], str | None]
"""A level with its list (``"HSK 4 (3.0-2021)"``), or None."""

COLUMNS = 100
_OPENING = re.compile(r"[“‘「『（《〈【〔(\[]+")


def _nothing(_: Token) -> str | None:
    return None


def jsonl_record(shown: ShownParagraph, gloss: Gloss = _nothing, level: Level = _nothing) -> str:
    """One line of JSON, without its newline: paragraph, kind, script, text, translation, tokens.

    Offsets are code points into ``text``; ``readings`` has one item per code point of the token, null where it is not a
    Han character. Lone surrogates, which UTF-8 cannot carry, are escaped.
    """
    paragraph = shown.paragraph
    record = {
        "paragraph": paragraph.index,
        "kind": paragraph.kind,
        "script": shown.script,
        "text": shown.text,
        "translation": paragraph.source.translation,
        "tokens": [_token(token, gloss, level) for token in shown.tokens],
    }
    line = json.dumps(record, ensure_ascii=False)
    return _SURROGATE.sub(lambda match: f"\\u{ord(match.group()):04x}", line)


_SURROGATE = re.compile("[\ud800-\udfff]")


def _token(shown: ShownToken, gloss: Gloss, level: Level) -> dict[str, object]:
    worth = shown.token.is_han or shown.token.term is not None
    return {
        "text": shown.text,
        "start": shown.start,
        "end": shown.end,
        "readings": list(shown.readings),
        "term": shown.token.term,
        "gloss": gloss(shown.token) if worth else None,
        "level": level(shown.token) if worth else None,
    }


def text_block(shown: ShownParagraph, columns: int = COLUMNS, style: StyleName = "marks") -> str:
    """The paragraph's words set apart by spaces, each below its reading, in lines of at most ``columns`` cells.

    Ends with an empty line, so that paragraphs stay apart in a pipe. A word wider than a line stands alone on it.
    """
    lines: list[str] = []
    above, below, width = "", "", 0
    for reading, text in _columns(shown, style):
        need = max(cell_width(reading), cell_width(text))
        if width and width + 1 + need > columns:
            lines += [above.rstrip(), below.rstrip()]
            above, below, width = "", "", 0
        gap = " " if width else ""
        above += gap + reading + " " * (need - cell_width(reading))
        below += gap + text + " " * (need - cell_width(text))
        width += len(gap) + need
    if width:
        lines += [above.rstrip(), below.rstrip()]
    return "\n".join(lines) + "\n"


def _columns(shown: ShownParagraph, style: StyleName) -> Iterator[tuple[str, str]]:
    """(reading, text) of each column: a word with the closing marks after it and the opening marks before it."""
    reading, text, opening = "", "", ""
    for token in shown.tokens:
        piece = _printable(token.text)
        if token.token.kind == "space":
            if text:
                yield reading, text
            reading, text = "", ""
        elif token.token.kind == "punctuation" and _OPENING.fullmatch(piece):
            if text:
                yield reading, text
            reading, text, opening = "", "", opening + piece
        elif token.token.kind == "punctuation":
            text, opening = text + opening + piece, ""
        else:
            if text:
                yield reading, text
            said = write_token(token, token.readings, style)
            reading = " " * cell_width(opening) + said if said else ""
            text, opening = opening + piece, ""
    if text or opening:
        yield reading, text + opening


def _printable(text: str) -> str:
    """Without control characters, which would break the rows (tabs, NUL, escape), and lone surrogates."""
    return "".join(char if char.isprintable() or char == "\u3000" else "\ufffd" for char in text if char != "\u200d")
