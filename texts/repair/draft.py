"""A paragraph under repair: edits in several passes, each place still known in the raw text.

Passes see the text that the pass before left. Two edits that touch the same place become one repair, so the
repairs of a paragraph never overlap and each says what stood in the raw text and what stands there now.
"""

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from msgspec import Struct

from texts.repair.model import Kind, Repair


class Edit(Struct, frozen=True):
    """Replace ``text[start:end]`` of the draft by ``after``."""

    start: int
    end: int
    kind: Kind
    after: str
    certainty: float
    note: str = ""


@dataclass(slots=True)
class _Change:
    start: int
    end: int
    raw_start: int
    raw_end: int
    kind: Kind
    certainty: float
    note: str


class Draft:
    """The paragraph ``raw``, which stands at ``offset`` in the whole raw text."""

    def __init__(self, raw: str, offset: int) -> None:
        self.text = raw
        self._raw = raw
        self._offset = offset
        self._changes: list[_Change] = []

    def apply(self, edits: Sequence[Edit]) -> None:
        """Make ``edits`` (in order, without overlap, in offsets of the present text), in one pass over the text."""
        if not edits:
            return
        parts: list[str] = []
        changes: list[_Change] = []
        at = shift = to_raw = 0
        for touching, made in self._clusters(edits):
            start = min([*(c.start for c in touching), *(e.start for e in made)])
            end = max([*(c.end for c in touching), *(e.end for e in made)])
            raw_start = start + to_raw
            to_raw += sum((c.raw_end - c.raw_start) - (c.end - c.start) for c in touching)
            parts.append(self.text[at:start])
            after = self._edited(start, end, made)
            parts.append(after)
            change = _merged(start + shift, len(after), raw_start, end + to_raw, touching, made)
            if after != self._raw[change.raw_start : change.raw_end]:
                changes.append(change)
            shift += len(after) - (end - start)
            at = end
        parts.append(self.text[at:])
        self.text = "".join(parts)
        self._changes = changes

    def _clusters(self, edits: Sequence[Edit]) -> Iterator[tuple[list[_Change], list[Edit]]]:
        """The changes made before and the new edits, in order; those that touch the same place together."""
        changes, new = deque(self._changes), deque(edits)
        while changes or new:
            touching: list[_Change] = []
            made: list[Edit] = []
            if new and not (changes and _precedes(changes[0], new[0])):
                made.append(new.popleft())
            else:
                touching.append(changes.popleft())
            while True:
                if made and changes and _touch(changes[0], made[-1]):
                    touching.append(changes.popleft())
                elif touching and new and _touch(touching[-1], new[0]):
                    made.append(new.popleft())
                else:
                    break
            yield touching, made

    def _edited(self, start: int, end: int, edits: list[Edit]) -> str:
        parts: list[str] = []
        for edit in edits:
            parts += (self.text[start : edit.start], edit.after)
            start = edit.end
        return "".join((*parts, self.text[start:end]))

    def finish(self, paragraph: int) -> tuple[str, list[Repair]]:
        """The repaired paragraph without the white space around it, and its repairs."""
        text = self.text.strip()
        if not self._changes:
            return text, []
        lead = len(self.text) - len(self.text.lstrip())
        repairs = []
        for c in self._changes:
            start = min(max(c.start - lead, 0), len(text))
            end = min(max(c.end - lead, start), len(text))
            before = self._raw[c.raw_start : c.raw_end]
            repairs.append(
                Repair(
                    paragraph,
                    start,
                    end,
                    self._offset + c.raw_start,
                    self._offset + c.raw_end,
                    c.kind,
                    before,
                    text[start:end],
                    round(c.certainty, 3),
                    c.note,
                )
            )
        return text, repairs


def _precedes(change: _Change, edit: Edit) -> bool:
    return (change.start, change.end) < (edit.start, edit.end)


def _touch(change: _Change, edit: Edit) -> bool:
    if change.start == change.end:
        return edit.start <= change.start <= edit.end
    return change.start < edit.end and edit.start < change.end


def _merged(
    start: int, length: int, raw_start: int, raw_end: int, touching: list[_Change], edits: list[Edit]
) -> _Change:
    """One change for everything that touches a place: of the kind of the first repair, as certain as the least."""
    notes = [*(c.note for c in touching), *(e.note for e in edits)]
    return _Change(
        start,
        start + length,
        raw_start,
        raw_end,
        touching[0].kind if touching else edits[0].kind,
        min([*(c.certainty for c in touching), *(e.certainty for e in edits)]),
        "; ".join(dict.fromkeys(note for note in notes if note)),
    )
