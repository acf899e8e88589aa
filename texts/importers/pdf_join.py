"""Lines of a PDF joined into paragraphs, across columns and pages; headings by size, weight, form and outline.

A paragraph ends where its last line is short, where the next one is indented, in another size, or further away than
lines are; at the end of a column it goes on unless it has ended.
"""

import re
from collections.abc import Iterator, Mapping

from msgspec import Struct

from texts.importers.headings import heading_level
from texts.importers.pdf_columns import Line
from texts.importers.pdf_habits import LARGER, Habits
from texts.importers.pdf_lines import HAN
from texts.model import Paragraph

_END = re.compile(r"[。！？!?…；;：:.][”’」』）)\]】》\s]*$")
_STOP = re.compile(r"[。！？!?…][”’」』）)\]】》\s]*$|[.][”’)\]\s]*$")
_LATIN_END = re.compile(r"[A-Za-zÀ-ɏ]-$")
_LOWER = re.compile(r"[a-zà-ɏ]")
_HAN_NUMBER = "一二三四五六七八九十百"
_ITEM = re.compile(
    rf"[•·●○■□◆▪–—-]\s|\(?\d{{1,3}}[.)、．]\s*\D|[（(][{_HAN_NUMBER}\d]{{1,3}}[)）]|[{_HAN_NUMBER}]{{1,3}}、|"
    rf"第[\d{_HAN_NUMBER}]{{1,5}}[条條章节節]"
)
_BULLET = re.compile(r"^[•·●○■□◆▪]\s+")
"""Items of lists are marked alike wherever they come from."""
_CAPTION = re.compile(
    rf"(?:图|圖|表|Fig(?:ure|\.)|Table)\s*[\d{_HAN_NUMBER}]{{1,4}}(?:[-.–]\d{{1,3}})?(?:[\s:：.]|$)", re.IGNORECASE
)
_SQUEEZED = re.compile(r"[\s.．·、:：]+")
_LONGEST_HEADING = 60
_SMALLER = 0.93
"""Times the size of the text that a caption set in the middle has at most."""
_TIGHT, _NEARLY_FULL = 1.6, 0.75
"""Lines of one title stand so close, in sizes of a character, or the first fills so much of its column."""
_LONGEST_BARE_HEADING = 30
"""Characters of a heading that nothing but its place tells."""


class _Held(Struct):
    """A paragraph that is being joined."""

    lines: list[Line]
    page: int
    """Where it begins."""
    apart: bool
    """Whether it stands apart from what is above it."""
    last_page: int


class Joiner:
    """Joins lines; ``habits`` is told of a page's lines before they come."""

    def __init__(self, habits: Habits, outline: Mapping[int, Mapping[str, int]]) -> None:
        """``outline``: by page, the titles of its outline (squeezed) and their levels."""
        self._habits = habits
        self._outline = outline
        self._held: _Held | None = None

    def join(self, lines: list[Line], page: int) -> Iterator[Paragraph]:
        """The paragraphs that a page completes."""
        for number, line in enumerate(lines):
            following = lines[number + 1] if number + 1 < len(lines) else None
            held = self._held
            above = held.lines[-1] if held is not None and held.last_page == page else None
            apart = above is None or above.column != line.column or self._is_far(above, line)
            if held is not None and self._parts(held, line, following, above is None):
                yield self._paragraph(held, apart)
                held = None
            if held is None:
                held = self._held = _Held([], page, apart, page)
            held.lines.append(line)
            held.last_page = page

    def end(self) -> Iterator[Paragraph]:
        """The last paragraph."""
        if self._held is not None:
            yield self._paragraph(self._held, True)
            self._held = None

    def _is_far(self, above: Line, line: Line) -> bool:
        return self._habits.is_far((above.base - line.base) / line.size)

    def _parts(self, held: _Held, line: Line, following: Line | None, new_page: bool) -> bool:
        """Whether a new paragraph begins with a line."""
        last, habits = held.lines[-1], self._habits
        if last.row or line.row or abs(last.size - line.size) > 0.08 * line.size:
            return True
        if last.strong != line.strong and self._is_set_apart(held, line):
            return True
        if new_page or line.first or last.column != line.column:
            return self._parts_at_break(last, line)
        if self._is_large(line):
            return not self._is_one_title(last, line)
        if self._is_far(last, line):
            return True
        indented = habits.is_indented(line)
        further = line.left - last.left > 0.8 * line.size
        if indented and further:
            return True
        short = habits.is_short(last, line)
        if indented and abs(line.left - last.left) <= 0.3 * line.size:
            # Lines that all stand further in: a quotation, or paragraphs of one line each.
            goes_on = following is not None and abs(following.left - line.left) <= 0.3 * line.size
            return short or (bool(_STOP.search(last.text)) and not goes_on)
        return short or (bool(_ITEM.match(line.text)) and bool(_END.search(last.text)))

    def _parts_at_break(self, last: Line, line: Line) -> bool:
        """Whether a paragraph has ended at the end of a column or page."""
        habits = self._habits
        if self._is_large(line) or _ITEM.match(line.text) or _CAPTION.match(line.text):
            return True
        if habits.is_short(last, line) or habits.is_indented(line):
            return True
        return bool(_STOP.search(last.text)) and not habits.is_indented_throughout

    def _is_one_title(self, last: Line, line: Line) -> bool:
        """Whether two lines in large type are of one heading."""
        breadth = last.column[1] - last.column[0]
        distance = (last.base - line.base) / line.size
        full = last.right - last.left >= _NEARLY_FULL * breadth
        return 0 < distance <= _TIGHT or (full and not self._habits.is_far(distance))

    def _is_large(self, line: Line) -> bool:
        return line.size >= LARGER * self._habits.body

    def _is_beneath(self, line: Line) -> bool:
        """Whether a line is smaller than the text and in the middle, as beneath a picture."""
        left, right = line.left - line.column[0], line.column[1] - line.right
        small = line.size <= _SMALLER * self._habits.body
        return small and abs(left - right) < 1.5 * line.size and left > 1.5 * line.size

    def _is_set_apart(self, held: _Held, line: Line) -> bool:
        """Whether bold type makes a line a title, rather than words within a paragraph."""
        last = held.lines[-1]
        return len(held.lines) == 1 and last.strong and last.column[1] - last.right > 2 * line.size

    def _paragraph(self, held: _Held, apart: bool) -> Paragraph:
        """``apart``: what comes next stands apart from it."""
        text = _BULLET.sub("• ", self._text(held.lines))
        level = self._level(held, text, apart)
        if level:
            return Paragraph(text, "heading", level=level)
        is_named = bool(_CAPTION.match(text)) and not _STOP.search(text)
        beneath = all(map(self._is_beneath, held.lines))
        if len(text) <= _LONGEST_HEADING and not held.lines[0].row and (is_named or beneath):
            return Paragraph(text, "caption")
        return Paragraph(text)

    def _level(self, held: _Held, text: str, apart: bool) -> int:
        """1 or 2 for a heading, 0 for what is none."""
        first, habits = held.lines[0], self._habits
        if first.row or len(text) > _LONGEST_HEADING:
            return 0
        named = self._outline.get(held.page, {}).get(squeezed(text))
        if named:
            return min(named, 2)
        if self._is_large(first) and not text.endswith(("。", "，", "；")):
            return 1 if first.size >= 0.95 * habits.chief else 2
        if len(held.lines) > 1 or _END.search(text) or text.endswith(("，", ",", "；")):
            return 0
        if first.strong and habits.has_bold_words:
            return 2
        bare = habits.is_indented_throughout and first.left - first.column[0] < 0.3 * first.size
        if bare and held.apart and apart and len(text) <= _LONGEST_BARE_HEADING and HAN.search(text):
            return 2
        return 1 if heading_level(text) == 1 else 0

    def _text(self, lines: list[Line]) -> str:
        text = lines[0].text
        for line in lines[1:]:
            if _LATIN_END.search(text) and _LOWER.match(line.text):
                text = text[:-1] + line.text
            else:
                text += self._between(text[-1:], line.text[:1]) + line.text
        return text

    def _between(self, before: str, after: str) -> str:
        """What stands where two lines meet: a space between words, as the document has it between scripts."""
        wide = (before >= "\u2e80") + (after >= "\u2e80")
        if wide == 2 or before in "“‘（([《" or after in "”’）)]》，。、；：！？,.;:!?":
            return ""
        if wide == 0:
            return " " if before.isascii() else ""
        return " " if self._habits.sets_scripts_apart and (before + after).isalnum() else ""


def squeezed(title: str) -> str:
    """A title as it is compared with the outline's."""
    return _SQUEEZED.sub("", title)
