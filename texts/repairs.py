"""``repairs.jsonl``: what repair did to a text of the library, one repair a line, so that it can be seen and undone.

People edit ``zh.txt``: a repair counts only where it still stands, between the characters that were beside it. What
stands in ``zh.txt`` decides whether it is undone, so that a computer that stops between the writing of the two files
does no harm.
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import msgspec
from msgspec import Struct

from texts.model import Mend, Paragraph, State
from texts.repair.model import CERTAIN

FILE = "repairs.jsonl"
_BESIDE = 2
"""Characters on each side by which a repair's place is known again."""


class StoredRepair(Struct, frozen=True, omit_defaults=True):
    """A line of the file. ``start`` and ``end`` are code points of the line of ``zh.txt`` as it stands."""

    paragraph: int
    start: int
    end: int
    before: str
    after: str
    kind: str
    certainty: float
    state: State = "made"
    beside: tuple[str, str] | None = None
    note: str = ""

    @property
    def mend(self) -> Mend:
        """As a paragraph carries it."""
        certain = self.certainty >= CERTAIN
        return Mend(
            self.start, self.end, self.before, self.certainty, certain, self.after, self.kind, self.note, self.state
        )


_decoder = msgspec.json.Decoder(StoredRepair)
_encoder = msgspec.json.Encoder()


def stored(number: int, paragraph: Paragraph) -> Iterator[bytes]:
    """The lines of a paragraph's repairs, each with its line end."""
    for mend in paragraph.mends:
        text = paragraph.text
        yield (
            _encoder.encode(
                StoredRepair(
                    number,
                    mend.start,
                    mend.end,
                    mend.before,
                    mend.after,
                    mend.kind,
                    mend.certainty,
                    mend.state,
                    (text[max(0, mend.start - _BESIDE) : mend.start], text[mend.end : mend.end + _BESIDE]),
                    mend.note,
                )
            )
            + b"\n"
        )


def read_repairs(file: Path) -> dict[int, list[StoredRepair]]:
    """The repairs by paragraph, in order; lines that are none are passed over. No file: none."""
    found: dict[int, list[StoredRepair]] = {}
    try:
        with file.open("rb") as lines:
            for line in lines:
                if (repair := parsed(line)) is not None:
                    found.setdefault(repair.paragraph, []).append(repair)
    except FileNotFoundError:
        return {}
    for repairs in found.values():
        repairs.sort(key=lambda repair: (repair.start, repair.end))
    return found


def parsed(line: bytes) -> StoredRepair | None:
    """A line of the file, if it is one."""
    try:
        return _decoder.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None


def standing(text: str, repairs: Iterable[StoredRepair]) -> Iterator[tuple[StoredRepair, Mend]]:
    """The repairs that still stand in a line, in order, each as it stands there."""
    moved = at = 0
    for repair in repairs:
        start = repair.start + moved
        if start < at:
            continue
        undone = repair.state == "undone"
        now, other = (repair.before, repair.after) if undone else (repair.after, repair.before)
        state: State = repair.state
        if not _stands(text, start, now, repair.beside):
            now, state = other, "made" if undone else "undone"
            if not _stands(text, start, now, repair.beside):
                continue
        at = end = start + len(now)
        moved += len(now) - (repair.end - repair.start)
        yield repair, msgspec.structs.replace(repair.mend, start=start, end=end, state=state)


def _stands(text: str, start: int, now: str, beside: tuple[str, str] | None) -> bool:
    end = start + len(now)
    if start < 0 or end > len(text) or text[start:end] != now:
        return False
    if beside is None:
        return True
    left, right = beside
    if (len(left) < _BESIDE and start > len(left)) or (len(right) < _BESIDE and len(text) - end > len(right)):
        return False  # it stood at the edge of the line
    return text[max(0, start - len(left)) : start] == left and text[end : end + len(right)] == right


def with_state(paragraph: Paragraph, number: int, state: State) -> Paragraph:
    """The paragraph with one of its repairs accepted, undone or made again."""
    mend = paragraph.mends[number]
    now = mend.before if state == "undone" else mend.after
    text = paragraph.text[: mend.start] + now + paragraph.text[mend.end :]
    shift = len(now) - (mend.end - mend.start)
    changed = msgspec.structs.replace(mend, end=mend.start + len(now), state=state)
    later = [
        msgspec.structs.replace(one, start=one.start + shift, end=one.end + shift)
        for one in paragraph.mends[number + 1 :]
    ]
    return msgspec.structs.replace(paragraph, text=text, mends=(*paragraph.mends[:number], changed, *later))


def undone(paragraph: Paragraph) -> Paragraph:
    """The paragraph as it arrived, as far as its repairs tell."""
    for number in range(len(paragraph.mends)):
        paragraph = with_state(paragraph, number, "undone")
    return msgspec.structs.replace(paragraph, mends=())


def rewritten(lines: Sequence[bytes], number: int, old: Paragraph, new: Paragraph) -> list[bytes]:
    """The file's lines when the repairs of one paragraph have changed; what is not understood stays as it is."""
    found: list[tuple[int, StoredRepair]] = []
    for at, line in enumerate(lines):
        repair = parsed(line)
        if repair is not None and repair.paragraph == number:
            found.append((at, repair))
    found.sort(key=lambda item: (item[1].start, item[1].end))
    alive = {id(repair) for repair, _ in standing(old.text, [repair for _, repair in found])}
    places = sorted(at for at, repair in found if id(repair) in alive)
    if not places:
        return list(lines)
    gone = set(places)
    kept = [line for at, line in enumerate(lines) if at not in gone]
    first = places[0]
    return [*kept[:first], *stored(number, new), *kept[first:]]
