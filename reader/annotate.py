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


class JsonLines:
    """Writes paragraphs as JSON; what it has written of a word it keeps for the word's next place."""

    def __init__(self, gloss: Gloss = _nothing, level: Level = _nothing) -> None:
        self._gloss, self._level = gloss, level
        self._written: dict[tuple[object, ...], tuple[str, str]] = {}

    def record(self, shown: ShownParagraph) -> str:
        """One line of JSON, without its newline: paragraph, kind, script, text, translation, tokens.

        Offsets are code points into ``text``; ``readings`` has one item per code point of the token, null where it is
        not a Han character. Lone surrogates, which UTF-8 cannot carry, are escaped.
        """
        paragraph = shown.paragraph
        record = {
            "paragraph": paragraph.index,
            "kind": paragraph.kind,
            "script": shown.script,
            "text": shown.text,
            "translation": paragraph.source.translation,
        }
        tokens = ", ".join([self._token(token) for token in shown.tokens])
        line = f'{_json(record)[:-1]}, "tokens": [{tokens}]}}'
        return _SURROGATE.sub(lambda match: f"\\u{ord(match.group()):04x}", line)

    def _token(self, shown: ShownToken) -> str:
        token = shown.token
        key = (shown.text, shown.readings, token.text, token.readings, token.term)
        written = self._written.get(key)
        if written is None:
            if len(self._written) > _MANY:
                self._written.clear()
            written = self._written[key] = self._around(shown)
        return f'{written[0]}{shown.start}, "end": {shown.end}{written[1]}'

    def _around(self, shown: ShownToken) -> tuple[str, str]:
        """What stands before and after the token's place."""
        token = shown.token
        worth = token.is_han or token.term is not None
        after = {
            "readings": shown.readings,
            "term": token.term,
            "gloss": self._gloss(token) if worth else None,
            "level": self._level(token) if worth else None,
        }
        return f'{{"text": {_json(shown.text)}, "start": ', f", {_json(after)[1:]}"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


_SURROGATE = re.compile("[\ud800-\udfff]")
_MANY = 100_000
"""Words kept, with their readings; a novel has 30,000."""


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
