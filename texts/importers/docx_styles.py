"""What a Word document's styles and lists say of its paragraphs: which are headings, and what number Word shows."""

import re
from collections.abc import Iterable

from msgspec import Struct, field

from texts.importers.scanner import Tag

HEADING, CAPTION, TITLE, CONTENTS = "heading", "caption", "title", "contents"
_NAMES = (
    (re.compile(r"(?:heading|标题|標題) ?[1-9]|(?:章|节|節)标题"), HEADING),
    (re.compile(r"title|标题|標題|subtitle|副标题|副標題"), TITLE),
    (re.compile(r"caption|题注|題注|圖表標題|标号"), CAPTION),
    (re.compile(r"(?:toc|目录|目錄) ?\d?|toc heading|table of figures|图表目录|圖表目錄"), CONTENTS),
)
"""Names of Word's own styles, which stay as they are in the file in English, or as Chinese programs write them."""
_BODY_LEVEL = 9
"""Outline level that means body text."""
_LONGEST_CHAIN = 20
_MOST_NUMBERS = 100_000


class Style(Struct):
    """A paragraph style."""

    name: str = ""
    based_on: str = ""
    level: int | None = None
    number: str = ""
    depth: int = 0


class Level(Struct):
    """A level of a list: how its numbers are written, and what stands around them."""

    start: int = 1
    form: str = "decimal"
    text: str = ""


class Styles:
    """Styles of paragraphs by id."""

    def __init__(self, tokens: Iterable[Tag | str] = ()) -> None:
        self._styles: dict[str, Style] = {}
        style = Style()
        for tag in tokens:
            if isinstance(tag, str) or tag.closing:
                continue
            value = tag.get("val")
            match tag.local:
                case "style":
                    style = Style()
                    if tag.get("type") in ("paragraph", ""):
                        self._styles[tag.get("styleid")] = style
                case "name":
                    style.name = value.lower()
                case "basedon":
                    style.based_on = value
                case "outlinelvl":
                    style.level = whole(value)
                case "numid":
                    style.number = value
                case "ilvl":
                    style.depth = whole(value) or 0

    def kind(self, identity: str) -> tuple[str, int]:
        """What a style makes of a paragraph, empty for body text; and its level as a heading, from 1."""
        for style in self._chain(identity):
            for name, kind in _NAMES:
                if name.fullmatch(style.name):
                    return kind, int(style.name[-1]) if style.name[-1:].isdecimal() else 1
            if style.level is not None:
                return HEADING if style.level < _BODY_LEVEL else "", style.level + 1
        return "", 1

    def numbering(self, identity: str) -> tuple[str, int]:
        """The list that a style puts a paragraph in, and the depth; empty if none."""
        for style in self._chain(identity):
            if style.number:
                return style.number, style.depth
        return "", 0

    def _chain(self, identity: str) -> Iterable[Style]:
        for _ in range(_LONGEST_CHAIN):
            style = self._styles.get(identity)
            if style is None:
                return
            yield style
            identity = style.based_on


class _List(Struct):
    levels: dict[int, Level] = field(default_factory=dict)


class Numbers:
    """The numbers of lists as Word works them out while a document is read."""

    def __init__(self, tokens: Iterable[Tag | str] = ()) -> None:
        self._abstract: dict[str, _List] = {}
        self._lists: dict[str, str] = {}
        self._starts: dict[tuple[str, int], int] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._read(tokens)

    def _read(self, tokens: Iterable[Tag | str]) -> None:
        level, number, depth = Level(), "", 0
        levels: dict[int, Level] = {}
        for tag in tokens:
            if isinstance(tag, str) or tag.closing:
                continue
            value = tag.get("val")
            match tag.local:
                case "abstractnum":
                    levels = self._abstract.setdefault(tag.get("abstractnumid"), _List()).levels
                    number = ""
                case "num":
                    number, levels = tag.get("numid"), {}
                case "abstractnumid":
                    self._lists[number] = value
                case "lvl" | "lvloverride":
                    depth = whole(tag.get("ilvl")) or 0
                    level = levels.setdefault(depth, Level())
                case "start":
                    level.start = whole(value) or 0
                case "startoverride":
                    self._starts[number, depth] = whole(value) or 0
                case "numfmt":
                    level.form = value
                case "lvltext":
                    level.text = value

    def next(self, number: str, depth: int) -> str:
        """What stands before the next paragraph of a list, with the space after it."""
        abstract = self._lists.get(number)
        levels = self._abstract[abstract].levels if abstract in self._abstract else {}
        level = levels.get(depth)
        if abstract is None or level is None:
            return ""
        counts = self._counts.setdefault(abstract, {})
        if (number, depth) in self._starts:
            counts[depth] = self._starts.pop((number, depth))
        else:
            counts[depth] = counts[depth] + 1 if depth in counts else level.start
        for deeper in [other for other in counts if other > depth]:
            del counts[deeper]
        if level.form in ("bullet", "none"):
            return "• " if level.form == "bullet" else ""
        text = re.sub(r"%([1-9])", lambda match: self._shown(levels, counts, int(match[1]) - 1), level.text)
        return text + ("" if not text or text[-1] in "、．）】」章节条款部分篇回" else " ")

    @staticmethod
    def _shown(levels: dict[int, Level], counts: dict[int, int], depth: int) -> str:
        level = levels.get(depth, Level())
        return written(counts.get(depth, level.start), level.form)


_HAN = "〇一二三四五六七八九"
_FORMAL = "零壹贰叁肆伍陆柒捌玖"
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
          (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


def written(number: int, form: str) -> str:
    """A number in one of Word's forms (ST_NumberFormat of ECMA-376); plain digits for those not met in Chinese."""
    if not 0 < number < _MOST_NUMBERS:
        return str(number)
    lower = form.lower()
    if lower in ("chinesecounting", "chinesecountingthousand", "taiwanesecounting", "taiwanesecountingthousand",
                 "japanesecounting", "ideographdigital", "japanesedigitaltenthousand"):  # fmt: skip
        return han_number(number)
    if lower in ("chineselegalsimplified", "ideographlegaltraditional"):
        return han_number(number).translate(str.maketrans(_HAN + "十百千", _FORMAL + "拾佰仟"))
    if lower in ("ideographtraditional", "ideographzodiac"):
        signs = "甲乙丙丁戊己庚辛壬癸" if lower == "ideographtraditional" else "子丑寅卯辰巳午未申酉戌亥"
        return signs[(number - 1) % len(signs)]
    if lower.startswith("decimalenclosedcircle") and number <= 20:
        return chr(0x2460 + number - 1)
    if lower in ("lowerletter", "upperletter"):
        letter = chr(ord("a") + (number - 1) % 26) * min(10, 1 + (number - 1) // 26)
        return letter if lower == "lowerletter" else letter.upper()
    if lower in ("lowerroman", "upperroman") and number < 4000:
        roman = ""
        for value, sign in _ROMAN:
            roman += sign * (number // value)
            number %= value
        return roman if lower == "lowerroman" else roman.upper()
    return f"{number:02d}" if lower == "decimalzero" else str(number)


def han_number(number: int) -> str:
    """A number below 100,000 in characters: 一百二十三; ten to nineteen without 一."""
    if number >= 10_000:
        high, low = divmod(number, 10_000)
        return han_number(high) + "万" + (("〇" if low < 1000 else "") + han_number(low) if low else "")
    text = ""
    gap = False
    for value, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, value)
        if digit:
            text += ("〇" if gap and text else "") + _HAN[digit] + unit
        gap = not digit
    return text.removeprefix("一") if text.startswith("一十") else text


def whole(value: str) -> int | None:
    """A small number as XML gives it; None for anything else."""
    return int(value) if value.isascii() and value.isdigit() and len(value) < 7 else None
