"""What stands at the edges of pages and is no text: running titles, page numbers, addresses that browsers print."""

import re
from collections.abc import Iterable, Iterator

from msgspec import Struct

from texts.importers.pdf_lines import Row, size_of

_EDGE = 0.15
"""Share of a page's height, above and below, in which running titles stand."""
_FAR_EDGE = 0.08
_ROWS = 3
"""Rows at either edge that are looked at."""
_AROUND = 2
"""Pages before and after with which one is compared: left and right pages often have titles of their own."""
_NUMBER = re.compile(
    r"[\s\-–—·•~|/]*(?:第\s*)?(?:\d{1,5}|[ivxlcIVXLC]{1,7}|[一二三四五六七八九十百〇零]{1,5})(?:\s*[页頁])?"
    r"(?:\s*(?:/|／|of|共)\s*(?:共\s*)?\d{1,5}\s*[页頁]?)?[\s\-–—·•~|/]*",
    re.IGNORECASE,
)
_PRINTED = re.compile(
    r"(?:https?|file)://\S+.*|\d{1,4}[/年.-]\d{1,2}[/月.-]\d{1,4}日?[,，]?\s*(?:[上下]午)?\s*\d{1,2}:\d{2}.*",
    re.IGNORECASE,
)
"""What browsers print above and below a page: address, day and time."""
_DIGITS = re.compile(r"^[\s\d\-–—·|/]+|[\s\d\-–—·|/]+$")
_MARGIN = 0.05
"""Share of a page's height that the text keeps free."""
_LEADER = re.compile(r"(?:[.．·…‥⋯]\s*){4,}")
_CONTENTS = 4
"""Lines with leaders from which a page holds a table of contents."""
_GAP = 1.5
"""Sizes of a character between what is at an edge and the text."""


class Sheet(Struct):
    """A page's rows, and which of them are at its edges."""

    number: int
    width: float
    height: float
    rows: list[Row]
    lost: int = 0


def without_edges(sheets: Iterable[Sheet]) -> Iterator[Sheet]:
    """The pages without their running titles and numbers; five of them are held at a time."""
    window: list[Sheet] = []
    keys: list[set[tuple[int, str]]] = []
    at = 0
    for sheet in sheets:
        window.append(sheet)
        keys.append(set(_keys(sheet)))
        if len(window) > at + _AROUND:
            yield _cleaned(window[at], keys[:at] + keys[at + 1 :])
            at += 1
        if at > _AROUND:
            window.pop(0)
            keys.pop(0)
            at -= 1
    for number in range(at, len(window)):
        yield _cleaned(
            window[number], keys[max(0, number - _AROUND) : number] + keys[number + 1 : number + 1 + _AROUND]
        )


def _keys(sheet: Sheet) -> Iterator[tuple[int, str]]:
    """Place and text of what might be a running title."""
    body = size_of([span for row in sheet.rows for span in row.spans])
    for row in _edge_rows(sheet):
        said = _said(row, body)
        if said or _NUMBER.fullmatch(row.text):
            yield round(row.base / 4), said


def _said(row: Row, body: float) -> str:
    """A row's text without a page number beside it."""
    if len(row.spans) > 1:
        text = "".join(span.text for span in row.spans if not _NUMBER.fullmatch(span.text))
    else:
        # A title in large type that differs in its number alone is a chapter's.
        text = row.text if row.size > 1.1 * body else _DIGITS.sub("", row.text)
    return text.replace(" ", "")


def _edge_rows(sheet: Sheet) -> list[Row]:
    rows, low, high = sheet.rows, _EDGE * sheet.height, (1 - _EDGE) * sheet.height
    return [row for row in rows[:_ROWS] if row.base > high] + [row for row in rows[-_ROWS:] if row.base < low]


def _cleaned(sheet: Sheet, others: list[set[tuple[int, str]]]) -> Sheet:
    repeated = set().union(*others)
    dropped: list[Row] = []
    body = size_of([span for row in sheet.rows for span in row.spans])
    for row in _edge_rows(sheet):
        said = _said(row, body)
        place = round(row.base / 4)
        if any((place + step, said) in repeated for step in (-1, 0, 1)) and (said or _NUMBER.fullmatch(row.text)):
            dropped.append(row)
    rest = [row for row in sheet.rows if not any(row is other for other in dropped)]
    rest = _without_contents(rest)
    for at in (0, -1):
        if rest and _is_alone(rest, at, sheet, body):
            rest.pop(at)
    return Sheet(sheet.number, sheet.width, sheet.height, rest, sheet.lost)


def _without_contents(rows: list[Row]) -> list[Row]:
    """The rows without a table of contents: lines that lead to page numbers."""
    leading = [bool(_LEADER.search(row.text)) for row in rows]
    if sum(leading) < _CONTENTS:
        return rows
    # Chapters often stand between their sections, with a number and no dots.
    ends = {round(row.spans[-1].right / 4) for row, leads in zip(rows, leading, strict=True) if leads}
    return [
        row
        for row, leads in zip(rows, leading, strict=True)
        if not leads
        and not (_NUMBER.fullmatch(row.spans[-1].text) and round(row.spans[-1].right / 4) in ends)
        and row.text.replace(" ", "").lower() not in ("目录", "目錄", "目次", "contents", "tableofcontents")
    ]


def _is_alone(rows: list[Row], at: int, sheet: Sheet, body: float) -> bool:
    """Whether the outermost row is a page number, or what a browser prints, standing apart from the text; or, where
    there is no page to compare with, whatever is small and stands in the margin itself."""
    row = rows[at]
    low, high = row.base < _EDGE * sheet.height, row.base > (1 - _EDGE) * sheet.height
    if not (high if at == 0 else low):
        return False
    gap = abs(row.base - rows[1 if at == 0 else -2].base) if len(rows) > 1 else sheet.height
    if gap < _GAP * row.size:
        return False
    margin = _MARGIN * sheet.height
    in_margin = row.base < margin or row.base > sheet.height - margin
    if len(rows) > 1 and row.size <= 1.2 * body and gap > 2 * _GAP * row.size and in_margin:
        return True
    far = row.base < _FAR_EDGE * sheet.height or row.base > (1 - _FAR_EDGE) * sheet.height
    return bool(_NUMBER.fullmatch(row.text)) or (far and bool(_PRINTED.fullmatch(row.text.strip())))
