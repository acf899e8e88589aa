"""What was done in this run and can be taken back, across the screens of one text."""

from collections.abc import Callable

from msgspec import Struct


class Done(Struct, frozen=True):
    """Something that was done: what it was, in words, and what takes it back."""

    what: str
    undo: Callable[[], object]
    is_term: bool = False
    is_cards: bool = False
    """Flashcards were made."""


class UndoList:
    """The last thing done is taken back first. Changes of terms are kept in the order in which the user's record has
    them, since the record takes back only its newest."""

    def __init__(self) -> None:
        self._done: list[Done] = []

    def add(self, what: str, undo: Callable[[], object], *, is_term: bool = False, is_cards: bool = False) -> None:
        self._done.append(Done(what, undo, is_term, is_cards))

    @property
    def last_made_cards(self) -> bool:
        """Whether the last thing done was the making of flashcards."""
        return bool(self._done) and self._done[-1].is_cards

    def take(self) -> Done | None:
        """The last thing done, off the list."""
        return self._done.pop() if self._done else None

    def drop_term(self) -> None:
        """The last change of a term was taken back elsewhere."""
        for number in range(len(self._done) - 1, -1, -1):
            if self._done[number].is_term:
                del self._done[number]
                return
