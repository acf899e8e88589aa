"""What a text is once it is inside: paragraphs of known kind, and where they came from."""

from collections.abc import Sequence
from typing import Literal

from msgspec import Struct, field

Kind = Literal["heading", "caption", "body"]
Script = Literal["hans", "hant", "tw", "hk"]
"""Simplified, traditional (OpenCC's standard), traditional as written in Taiwan, in Hong Kong."""


DOUBTFUL_FIT = 0.7
"""A translation that fits less surely than this is marked: about one paragraph in fifteen of a book."""
State = Literal["made", "accepted", "undone"]
"""Of a repair: made when the text came in, approved by the reader, taken back by the reader."""


BOILERPLATE = "boilerplate"
"""The kind of a repair that takes out what a page added."""


class Mend(Struct, frozen=True):
    """A stretch of a paragraph that arrived damaged: code points ``start`` to ``end`` arrived as ``before``. They are
    ``after`` now, or ``before`` again where the repair was undone."""

    start: int
    end: int
    before: str
    certainty: float
    """Judged probability, 0 to 1, that the text is right now."""
    certain: bool
    """False: a person should look at it."""
    after: str = ""
    kind: str = ""
    """What kind of damage it was, in the words of ``texts.repair``."""
    note: str = ""
    state: State = "made"

    @property
    def doubtful(self) -> bool:
        """Whether a person should still look at it."""
        return not self.certain and self.state == "made"

    @property
    def is_offer(self) -> bool:
        """Whether it is something that a page added, which is still there and can be taken out."""
        return self.kind == BOILERPLATE and self.state == "undone"

    def touches(self, start: int, end: int) -> bool:
        """Whether any of it stands in a stretch; what was taken out belongs to what stands after it."""
        return self.start < end and start < max(self.end, self.start + 1)


class Fit(Struct, frozen=True):
    """How a paragraph came by its translation, where the two were fitted to each other."""

    score: float
    """How sure it is that they belong together, 0 to 1."""
    by_hand: bool = False
    """The reader has put it right."""

    @property
    def doubtful(self) -> bool:
        """Whether a person should look at it."""
        return self.score < DOUBTFUL_FIT and not self.by_hand


class Paragraph(Struct, frozen=True):
    """One paragraph as it stands in the source. ``text`` is never rewritten; every view maps back to it."""

    text: str
    kind: Kind = "body"
    translation: str | None = None
    mends: tuple[Mend, ...] = ()
    """What was repaired in it, in order, where it came in from outside."""
    level: int = 1
    """Of a heading: 1 for the chief ones, 2 for those below them."""
    translated_by: str = ""
    """The service that made ``translation``; empty where a person did."""
    fit: Fit | None = None
    """Of a translation that was fitted to it; None: somebody has written it line for line."""

    @property
    def by_person(self) -> str | None:
        """The translation, if a person made it: what is to be quoted or judged as one."""
        return None if self.translated_by else self.translation


class TextMeta(Struct, frozen=True):
    """What ``meta.toml`` says of a text. ``id`` is the folder's name; every other field may be empty."""

    id: str
    title_zh: str
    title_en: str = ""
    script: Script | None = None
    """None: not stated, to be detected from the text."""
    outlet: str = ""
    place: str = ""
    date: str = ""
    """ISO 8601, as much as is known: ``2025-12`` or ``2025-12-19``."""
    topic: str = ""
    licence: str = ""
    origin: str = ""
    """URL, or a sentence saying where the text was found."""
    tags: tuple[str, ...] = ()
    encoding: str = ""
    """What the file was encoded in, where it was imported."""
    added: str = ""
    """The day on which it was imported, as ISO 8601 writes it."""
    fingerprints: tuple[str, ...] = ()
    """By which an imported text is known again: of the text as it arrived and, if that is another, as repaired."""


class SourceText(Struct, frozen=True):
    """A clean text: what the pipeline takes in."""

    meta: TextMeta
    paragraphs: Sequence[Paragraph] = field(default_factory=tuple)
