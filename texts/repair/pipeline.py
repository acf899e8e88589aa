"""The passes over a text, in the order in which the damage is undone: the last done first.

Misread bytes come before pinyin, since pinyin took part in the misreading; markup before punctuation, since a
restored ``<`` completes a tag; script last, on clean words.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice

from texts.repair import glosses, marks, misread, script
from texts.repair.draft import Draft, Edit
from texts.repair.model import Repair, Repaired
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
    lines = text.splitlines(keepends=True)
    for paragraph, found in _repair(lines, survey(lines)):
        paragraphs.append(paragraph)
        repairs.extend(found)
    return Repaired(tuple(paragraphs), tuple(repairs))


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
    for line in lines:
        raw = line.rstrip("\r\n")
        if raw.strip():
            draft = Draft(raw, offset)
            for _ in range(_ROUNDS):
                before = draft.text
                _passes(draft, seen)
                if draft.text == before:
                    break
            paragraph, found = draft.finish(number)
            if paragraph or every:
                yield paragraph, found
                number += 1
        elif every:
            yield "", []
            number += 1
        offset += len(line)


def _passes(draft: Draft, seen: Survey) -> None:
    if misread.TRIGGER.search(draft.text):
        draft.apply([Edit(r.start, r.end, "misread", r.text, r.certainty, r.note) for r in misread.find(draft.text)])
    if "(" in draft.text:
        draft.apply(glosses.find(draft.text, seen.glosses))
    if "<" in draft.text or "&" in draft.text:
        draft.apply(marks.markup(draft.text))
    if "?" in draft.text:
        draft.apply(marks.dots(draft.text))
    if seen.ascii_marks:
        draft.apply(marks.punctuation(draft.text))
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
