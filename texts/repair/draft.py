"""A paragraph under repair: edits in several passes, each place still known in the raw text.

Passes see the text that the pass before left. Two edits that touch the same place become one repair, so the
repairs of a paragraph never overlap and each says what stood in the raw text and what stands there now.
"""

from dataclasses import dataclass

from texts.repair.model import Kind, Repair


@dataclass(frozen=True, slots=True)
class Edit:
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

    def apply(self, edits: list[Edit]) -> None:
        """Make ``edits`` (in order, without overlap, in offsets of the present text)."""
        for edit in reversed(edits):
            self._apply(edit)

    def _apply(self, edit: Edit) -> None:
        shift = len(edit.after) - (edit.end - edit.start)
        touched = [c for c in self._changes if c.start < edit.end and edit.start < c.end]
        touched += [c for c in self._changes if c.start == c.end and edit.start <= c.start <= edit.end]
        touched.sort(key=lambda c: c.raw_start)
        start = min([edit.start, *(c.start for c in touched)])
        end = max([edit.end, *(c.end for c in touched)])
        raw_start, raw_end = self._to_raw(start), self._to_raw(end, right=True)
        main = touched[0] if touched else None
        merged = _Change(
            start,
            end + shift,
            raw_start,
            raw_end,
            main.kind if main else edit.kind,
            min([edit.certainty, *(c.certainty for c in touched)]),
            "; ".join(dict.fromkeys(n for n in [*(c.note for c in touched), edit.note] if n)),
        )
        kept = [c for c in self._changes if c not in touched]
        for change in kept:
            if change.start >= end:
                change.start += shift
                change.end += shift
        self.text = self.text[: edit.start] + edit.after + self.text[edit.end :]
        if self.text[merged.start : merged.end] != self._raw[raw_start:raw_end]:
            kept.append(merged)
        self._changes = sorted(kept, key=lambda c: c.start)

    def _to_raw(self, place: int, *, right: bool = False) -> int:
        """The raw offset of a place between or at the edge of changes. ``right``: past an empty change there."""
        raw = place
        for change in self._changes:
            if change.end < place or (change.end == place and (right or change.start < place)):
                raw = change.raw_end + place - change.end
        return raw

    def finish(self, paragraph: int) -> tuple[str, list[Repair]]:
        """The repaired paragraph without the white space around it, and its repairs."""
        text = self.text.strip()
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
