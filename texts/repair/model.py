"""What a repair is, and what a repaired text is. Offsets are code points, half-open."""

from typing import Any, Literal

from msgspec import Struct
from msgspec.structs import asdict

Kind = Literal[
    "encoding", "misread", "pinyin", "markup", "invisible", "form", "space", "lost", "dot", "punctuation", "script"
]
"""Read in a wrong encoding; GBK read one byte off; inserted pinyin; left-over tags and entities; zero-width, control
and private characters; radicals, half-width and decomposed forms; spaces between Han characters; U+FFFD where only one
character can have stood; ``?`` for ``·``; ASCII punctuation in Chinese text; characters in the other script."""

CERTAIN = 0.8
"""Below this certainty a repair is shown to the reader as doubtful."""


class Repair(Struct, frozen=True):
    """One change: ``raw[raw_start:raw_end] == before`` and ``paragraphs[paragraph][start:end] == after``."""

    paragraph: int
    start: int
    end: int
    raw_start: int
    raw_end: int
    kind: Kind
    before: str
    after: str
    certainty: float
    """Judged probability, 0 to 1, that ``after`` is what the author wrote."""
    note: str = ""


class Lost(Struct, frozen=True):
    """``paragraphs[paragraph][start:end]`` stands for something that cannot be known."""

    paragraph: int
    start: int
    end: int
    text: str
    note: str


class Repaired(Struct, frozen=True):
    """A text without its damage, one string a paragraph, and the list of what was changed.

    Blank lines and the white space around a paragraph are layout, not damage: dropped, not listed.
    """

    paragraphs: tuple[str, ...]
    repairs: tuple[Repair, ...]
    lost: tuple[Lost, ...] = ()
    """What is gone and was not filled in."""

    @property
    def text(self) -> str:
        """One paragraph a line, each ended by a line feed; empty for an empty text."""
        return "".join(f"{paragraph}\n" for paragraph in self.paragraphs)

    @property
    def uncertain(self) -> tuple[Repair, ...]:
        """The repairs that a person should look at (certainty below ``CERTAIN``)."""
        return tuple(repair for repair in self.repairs if repair.certainty < CERTAIN)

    def report(self) -> dict[str, Any]:
        """A JSON-serialisable account of every repair."""
        return {
            "paragraphs": len(self.paragraphs),
            "repairs": [asdict(r) | {"uncertain": r.certainty < CERTAIN} for r in self.repairs],
            "lost": [asdict(place) for place in self.lost],
            "certain_from": CERTAIN,
        }
