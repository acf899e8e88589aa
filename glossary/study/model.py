"""Cards, what is remembered of them, and reviews. Times are whole milliseconds since 1970 in UTC."""

from enum import IntEnum
from typing import Final, Literal

from msgspec import Struct

Direction = Literal["recognise", "produce", "cloze", "reading", "choice"]
"""What a card asks: term → meaning and reading; English → term, typed; the gap in a sentence; the reading alone;
the right rendering among near ones."""
DIRECTIONS: Final[tuple[Direction, ...]] = ("recognise", "produce", "cloze", "reading", "choice")

DAY_MS: Final = 86_400_000
MATURE_MS: Final = 21 * DAY_MS
"""An interval from which a card counts as known, as Anki calls it mature."""


class Rating(IntEnum):
    """How well a card was known, with Anki's and FSRS's numbers."""

    AGAIN = 1
    HARD = 2
    GOOD = 3
    EASY = 4


class Phase(IntEnum):
    """Where a card stands. The numbers from 1 on are those of FSRS."""

    NEW = 0
    LEARNING = 1
    REVIEW = 2
    RELEARNING = 3


class Memory(Struct, frozen=True):
    """What is remembered of a card: derived from its reviews, and from nothing else."""

    phase: Phase = Phase.NEW
    step: int | None = None
    """Which learning step comes next, where there are steps."""
    stability: float | None = None
    """Days after which it is known with 90 % probability."""
    difficulty: float | None = None
    """1 (easy) to 10."""
    due: int | None = None
    last_review: int | None = None
    reviews: int = 0
    lapses: int = 0
    """How often it was forgotten after it had been learnt."""

    @property
    def interval(self) -> int:
        """Milliseconds between the last review and the next."""
        return 0 if self.due is None or self.last_review is None else self.due - self.last_review


class Card(Struct, frozen=True):
    """One question about one concept."""

    id: int
    concept_id: str
    direction: Direction
    detail: str = ""
    """The Chinese sentence of a cloze card; nothing for any other."""
    position: int = 0
    """New cards come in this order."""
    suspended: bool = False
    flag: bool = False
    buried_until: int = 0
    """Ordinal of the first study day on which it may come again."""
    memory: Memory = Memory()


class Review(Struct, frozen=True):
    """One answer. Kept for ever; only undoing it takes it away."""

    card_id: int
    concept_id: str
    rating: Rating
    at: int
    took: int
    """Milliseconds from the question to the answer; 0 where nobody measured."""
    phase: Phase
    """Where the card stood before."""
    recall: float | None
    """The probability with which it should have been known, where that can be said."""
    leech: bool = False
    """This answer had the card suspended."""
    id: int = 0
