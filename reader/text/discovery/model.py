"""What the search for terms takes in and hands out."""

from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

from reader.text.segment import Piece

EvidenceKind = Literal[
    "definition",  # X是指…, 所谓X, 称为X, X，即…, X（…）: the sentence explains it
    "quoted",  # “X”, 「X」: a coinage or a word in a sense of its own
    "abbreviation",  # Latin capitals
    "mixed",  # Latin letters or digits joined to Han: MCN机构, U盘, 双11
    "organisation",  # ends as names of companies, offices and associations do
    "name",  # a person's or place's name
    "repeated",  # several words that keep standing together
    "new word",  # a word that the dictionary lacks: 店播, 自然流
    "compound",  # several words, one of them a key word of this text
    "unusual",  # a word of the dictionary that stands here far more often than in general Chinese
]


class CutParagraph(Struct, frozen=True):
    """A paragraph cut into words. ``folded`` is its simplified copy, with the same offsets; ``pieces`` cover it."""

    index: int
    """Zero-based place in the text."""
    text: str
    folded: str
    pieces: Sequence[Piece]


class Evidence(Struct, frozen=True):
    """One reason to take a string for a term, with a place where it shows."""

    kind: EvidenceKind
    paragraph: int
    """Zero-based, as in ``Candidate.paragraphs``."""
    start: int
    """Code points of the paragraph's text; ``text[start:end]`` is the candidate there."""
    end: int
    sentence: str
    """The sentence that it stands in, as written."""


class Candidate(Struct, frozen=True):
    """A string that may be a term."""

    term: str
    """As the text writes it where it stands first."""
    key: str
    """Folded (``glossary.fold``), without spaces between Latin and Han: the same for either script."""
    score: float
    """The higher the likelier; comparable within one text."""
    count: int
    """Times that it stands in the text as words of its own."""
    evidence: tuple[Evidence, ...]
    """Strongest kind first."""
    paragraphs: tuple[int, ...]
    """Every paragraph (zero-based) that it stands in, in order."""

    @property
    def definitions(self) -> tuple[str, ...]:
        """Sentences of the text that say what it is."""
        return tuple(dict.fromkeys(e.sentence for e in self.evidence if e.kind == "definition"))
