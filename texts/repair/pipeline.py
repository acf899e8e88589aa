"""The passes over a text, in the order in which the damage is undone: the last done first.

Encodings come first: what was misread as a whole hides everything else. Misread bytes come before pinyin, since pinyin
took part in the misreading; markup before punctuation, since a restored ``<`` completes a tag; script last, on clean
words. Hard-wrapped lines are no concern of these passes: ``texts.importers.wrapped`` joins them in plain text, before.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice

from texts.repair import glosses, glyphs, invisible, lost, marks, misread, remains, script, spaces, typed
from texts.repair.arrival import arrival
from texts.repair.draft import Draft, Edit
from texts.repair.model import Lost, Repair, Repaired
from texts.repair.odd import DRESSED, ODD
from texts.repair.survey import Survey, survey

_ROUNDS = 5
"""What one round uncovers (a tag behind a tag) the next one mends; sound text needs one, damaged text rarely three."""
SURVEYED = 20_000
"""Lines that are read ahead to judge a stream by; a text given whole is surveyed whole."""
_SURVEYED_CHARACTERS = 2_000_000
"""Code points of them at most, where lines are long and memory matters."""


def repair(text: str) -> Repaired:
    """Repair damaged Chinese web text. Sound text comes back as it is, and so does repaired text."""
    paragraphs: list[str] = []
    repairs: list[Repair] = []
    lines = invisible.lines(text)
    seen = survey(lines)
    for paragraph, found in _repair(lines, seen):
        paragraphs.append(paragraph)
        repairs.extend(found)
    gone: list[Lost] = []
    if seen.strange or "??" in text:
        gone = [
            place
            for number, paragraph in enumerate(paragraphs)
            if not paragraph.isprintable() or "\ufffd" in paragraph or "??" in paragraph
            for place in lost.places(paragraph, number)
        ]
    return Repaired(tuple(paragraphs), tuple(repairs), tuple(gone))


def repair_lines(
    lines: Iterable[str], breathe: Callable[[], object] = lambda: None
) -> Iterator[tuple[str, list[Repair]]]:
    """The same for a stream: each paragraph with its repairs, as soon as it is done.

    Memory is bounded: the first ``SURVEYED`` lines are held to judge the text by, then one line at a time.
    ``breathe`` is called after each line of that first look, before anything is yielded.
    """
    lines = iter(lines)
    ahead = list(islice(lines, SURVEYED))
    return _repair(chain(ahead, lines), survey(ahead, breathe))


def repair_each(lines: Iterable[str]) -> Iterator[tuple[str, list[Repair]]]:
    """The same line for line: blank lines, and those that are nothing but damage, come out empty and are counted."""
    lines = iter(lines)
    ahead: list[str] = []
    size = 0
    for line in lines:
        ahead.append(line)
        size += len(line)
        if len(ahead) >= SURVEYED or size >= _SURVEYED_CHARACTERS:
            break
    return _repair(chain(ahead, lines), survey(ahead), every=True)


def _repair(lines: Iterable[str], seen: Survey, every: bool = False) -> Iterator[tuple[str, list[Repair]]]:
    number = offset = 0
    touched = seen.touched
    for whole in lines:
        odd = touched.search(whole)
        # A file read line by line gives as one what line and page separators end.
        for line in (whole,) if odd is None or every else invisible.lines(whole):
            raw = line.rstrip("\r\n")
            paragraph = raw.strip()
            found: list[Repair] = []
            if paragraph and (odd is not None or seen.everywhere):
                paragraph, found = _repaired(raw, offset, number, seen)
            if paragraph or every:
                yield paragraph, found
                number += 1
            offset += len(line)


def _repaired(raw: str, offset: int, number: int, seen: Survey) -> tuple[str, list[Repair]]:
    draft = Draft(raw, offset)
    for _ in range(_ROUNDS):
        before = draft.text
        _passes(draft, seen)
        if draft.text == before:
            break
    return draft.finish(number)


def _passes(draft: Draft, seen: Survey) -> None:
    odd = ODD.search(draft.text) is not None
    for edits in arrival(draft, seen.arrival, odd=odd):
        draft.apply(edits)
    if ("?" in draft.text or "？" in draft.text) and misread.TRIGGER.search(draft.text):
        draft.apply(
            [Edit(r.start, r.end, "misread", r.text, r.certainty, r.note) for r in misread.find(draft.text.rstrip())]
        )
    if "(" in draft.text:
        draft.apply(glosses.find(draft.text, seen.glosses))
    if "<" in draft.text and not seen.about_code:
        draft.apply(marks.markup(draft.text))
    if odd and DRESSED.search(draft.text):
        draft.apply(glyphs.find(draft.text, half_width=seen.half_width))
    if " " in draft.text or "\xa0" in draft.text:
        draft.apply(spaces.find(draft.text, seen.spaces))
    if "\ufffd" in draft.text:
        draft.apply(lost.find(draft.text, seen.hand))
    if "?" in draft.text:
        draft.apply(marks.dots(draft.text))
    if seen.ascii_marks:
        draft.apply(marks.punctuation(draft.text))
    if seen.typed.strays:
        draft.apply(typed.find(draft.text, seen.typed, traditional=seen.traditional))
    if seen.simplified:
        draft.apply(remains.find(draft.text, evident=seen.left_over))
    if seen.traditional:
        draft.apply([_as_written(edit, seen) for edit in script.left_simplified(draft.text)])
        draft.apply([_as_written(edit, seen) for edit in script.settled_by_words(draft.text)])
        if seen.careless:
            draft.apply([_as_written(edit, seen) for edit in script.by_default(draft.text)])


def _as_written(edit: Edit, seen: Survey) -> Edit:
    """In the text's own standard: 裏 for 裡 where it writes so."""
    if edit.after == "裡" and seen.hong_kong:
        return Edit(edit.start, edit.end, edit.kind, "裏", edit.certainty, edit.note)
    return edit
