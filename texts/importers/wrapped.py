"""Lines put together to paragraphs where a text is hard-wrapped, and left alone where it is not.

A text is taken for wrapped when many of its lines are about as wide as its widest and end in the middle of a sentence.
Then a line goes on in the next one if it is full, unless that one is blank, indented or a heading.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice

_LOOKED_AT = 2_000
"""Lines by which a text is judged."""
_LEAST = 3
"""Lines that go on in the next one, at least."""
_NARROWEST, _WIDEST = 30, 200
"""Columns of a full line: narrower ones are verse, wider ones are paragraphs."""
_SLACK = 5
"""Columns by which a full line may be shorter than the widest: a mark or a word that had to go to the next line."""
_NEARLY = 0.6
_FIRST_WORD = re.compile(r"[!-~]+")
_LONGEST = 20_000
"""Code points of a paragraph: beyond this the lines were no paragraph."""
_ENDS = re.compile(r"[。！？!?…；;：:.][”’」』）)\]】》\"']*\s*$")
_INDENTED = re.compile(r"^(?:　{1,4}|[ ]{2,8}|\t)(?=\S)")


def width(text: str) -> int:
    """Columns that a line takes where a Chinese character takes two."""
    return len(text) if text.isascii() else sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def unwrapped(
    lines: Iterable[str], is_heading: Callable[[str], bool], said: Callable[[], object] = lambda: None
) -> Iterator[str]:
    """The paragraphs, without the white space around them; blank lines are dropped. ``said`` is called once if the text
    turns out to be hard-wrapped."""
    lines = iter(lines)
    ahead = list(islice(lines, _LOOKED_AT))
    full = _full_width(ahead, is_heading)
    if not full:
        for line in chain(ahead, lines):
            if stripped := line.strip():
                yield stripped
        return
    said()
    indented = sum(bool(_INDENTED.match(line)) for line in ahead) * 20 >= sum(bool(line.strip()) for line in ahead)
    spaced = sum(not line.strip() for line in ahead) * 40 >= len(ahead)
    held = ""
    last = ""
    for line in chain(ahead, lines):
        stripped = line.strip()
        goes_on = (
            held
            and stripped
            and len(held) < _LONGEST
            and _is_full(last.rstrip(), stripped, full, spaced)
            and not (indented and _INDENTED.match(line))
            and not is_heading(stripped)
            and not is_heading(held)
            # Where nothing marks a paragraph's beginning, a sentence that ends with its line ends one.
            and (indented or spaced or not _ENDS.search(last))
        )
        if goes_on:
            held = joined(held, stripped)
        else:
            if held:
                yield held
            held = stripped
        last = line
    if held:
        yield held


def _is_full(line: str, following: str, full: int, spaced: bool) -> bool:
    """Whether a line was broken because no more fitted: what begins the next one would have been too much. Where blank
    lines are between paragraphs, one that is nearly as wide and ends within a sentence was broken too."""
    columns = width(line)
    if columns >= full - _SLACK:
        return True
    if columns < _NEARLY * full:
        return False
    word = _FIRST_WORD.match(following)
    return (word is not None and columns + 1 + len(word.group()) > full) or (spaced and not _ENDS.search(line))


def joined(left: str, right: str) -> str:
    """Two lines as one: with a space between words, without one between Chinese."""
    if left.endswith("-") and left[-2:-1].isalpha() and left.isascii() and right[:1].islower():
        return left[:-1] + right
    spaced = _is_narrow(left[-1:]) and _is_narrow(right[:1])
    return f"{left} {right}" if spaced else left + right


def _is_narrow(character: str) -> bool:
    return bool(character) and unicodedata.east_asian_width(character) not in "WF"


def _full_width(lines: list[str], is_heading: Callable[[str], bool]) -> int:
    """Columns of a full line of a hard-wrapped text; 0 if the text is not wrapped."""
    widths = [width(line.rstrip()) for line in lines]
    written = sorted(w for w in widths if w)
    if len(written) < 2 * _LEAST:
        return 0
    # The widest few lines may be a table or an address that was not wrapped.
    widest = written[int(len(written) * 0.98) - 1]
    common = Counter(w // 2 for w in written if w >= 0.85 * widest).most_common(1)
    if not common or not _NARROWEST <= widest <= _WIDEST:
        return 0
    going_on = full = 0
    ended = sum(bool(_ENDS.search(line)) for line in lines)
    for line, following, columns in zip(lines, lines[1:], widths, strict=False):
        if columns < widest - _SLACK or not following.strip() or is_heading(line.strip()):
            continue
        full += 1
        going_on += not _ENDS.search(line)
    # In running text three lines in four end within a sentence, and now and then one ends with it; of lines that happen
    # to be equally long, few do the one, or none the other.
    share = full / max(1, len(written))
    running = going_on >= _LEAST and going_on * 2 >= full and ended * 60 >= len(written)
    return widest if running and share >= 0.25 else 0
