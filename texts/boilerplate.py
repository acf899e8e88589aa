"""What a page adds to an article: who edited it, where it is from, whom to follow, what else to read.

Nothing is taken out here: the places are found, with how sure it is, for whoever asks the user. What belongs to the
article stays: the reporter (（记者 张三）), the dateline, captions. A line counts by its whole form, and many only near
the beginning or the end of a text, since an article may well speak of sources and editors.
"""

import re
import tomllib
from collections import deque
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from itertools import chain
from typing import Literal

import msgspec
from msgspec import Struct

from texts.repair.forms import converter

Kind = Literal[
    "editor", "source", "copyright", "original title", "follow", "more", "share", "reposted", "disclaimer", "related",
    "pager",
]  # fmt: skip
"""Editors and proofreaders; the source; who may reprint; the title elsewhere; accounts to follow; the whole text
elsewhere; share, report, print; reprinted from; whose opinion it is not; other articles; pages of the site."""
HEAD, TAIL = 6, 14
"""Paragraphs that are near the beginning, near the end."""
LONGEST = 200
"""Characters of a paragraph that is nothing but boilerplate; a copyright notice has 120."""
LISTED = 40
"""Characters of the title of another article."""


class Boilerplate(Struct, frozen=True):
    """``paragraphs[paragraph][start:end]`` was added by a page. Offsets are code points."""

    paragraph: int
    start: int
    end: int
    kind: Kind
    text: str
    certainty: float


_ENDED = r"[\s.。!！…—–\-~～]*"


class _Form(Struct, frozen=True):
    kind: Kind
    certainty: float
    pattern: str
    anywhere: bool = False
    needs: str = ""
    """What a line must contain besides, as a pattern."""


class _Rules:
    """``boilerplate.toml``, read and compiled when a text first needs it."""

    def __init__(self) -> None:
        rules = tomllib.loads(files("texts").joinpath("boilerplate.toml").read_text("utf-8"))
        self._parts: dict[str, str] = rules["parts"]
        forms = msgspec.convert(rules["form"], list[_Form])
        self.lines = [(form, self._compiled(form.pattern, _ENDED), re.compile(form.needs)) for form in forms]
        self.ends = self._compiled(rules["ends"]["pattern"])
        self.list = self._compiled(rules["list"]["pattern"])
        self.maybe = self._compiled(rules["maybe"]["pattern"])
        self.hant = re.compile(rules["maybe"]["hant"])

    def _compiled(self, pattern: str, after: str = "") -> re.Pattern[str]:
        for name, part in self._parts.items():
            pattern = pattern.replace(f"<{name}>", part)
        return re.compile(f"(?:{pattern}){after}", re.VERBOSE)


@cache
def _rules() -> _Rules:
    return _Rules()


def find(paragraphs: Iterable[str]) -> Iterator[Boilerplate]:
    """The boilerplate of a text, in order."""
    return chain.from_iterable(each(paragraphs))


def each(paragraphs: Iterable[str]) -> Iterator[list[Boilerplate]]:
    """The boilerplate of each paragraph, blank ones too. The last ``TAIL`` paragraphs are held, no more."""
    waiting: deque[tuple[int, str, bool]] = deque()
    seen = 0
    for number, text in enumerate(paragraphs):
        waiting.append((number, text, seen < HEAD))
        seen += bool(text.strip())
        if len(waiting) > TAIL:
            yield list(_judged(*waiting.popleft()))
    listed = False
    rest = list(waiting)
    for at, (number, text, _) in enumerate(rest):
        listed = listed or (seen > 1 and _begins_list(text, [line for _, line, _ in rest[at + 1 :]]))
        if listed and text.strip():
            yield [Boilerplate(number, 0, len(text), "related", text, 0.9)]
        else:
            yield list(_judged(number, text, near_edge=True))


def _judged(number: int, text: str, near_edge: bool) -> Iterator[Boilerplate]:
    if not text.strip():
        return
    if len(text) > LONGEST:
        yield from _at_end(number, text)
        return
    plain = _simplified(text)
    if plain is None:
        return
    stripped = plain.strip()
    for form, pattern, needs in _rules().lines:
        if not (near_edge or form.anywhere) or not needs.search(stripped):
            continue
        if pattern.fullmatch(stripped) and _is_line(form.kind, stripped):
            yield Boilerplate(number, 0, len(text), form.kind, text, form.certainty)
            return
    yield from _at_end(number, text)


def _is_line(kind: Kind, text: str) -> bool:
    """Whether a line that has the form is one: an article's own sentences have several clauses or are spoken."""
    if text[0] in '“「『‘"':
        return False
    if kind in ("copyright", "disclaimer", "follow", "reposted"):
        return len(re.findall("[。！？]", text.rstrip("。！？ "))) <= 3
    return True


def _at_end(number: int, text: str) -> Iterator[Boilerplate]:
    """A bracket with the editor or the source after the last sentence of a paragraph."""
    tail = text[-80:]
    plain = _simplified(tail)
    if plain is not None and (found := _rules().ends.search(plain)):
        start = len(text) - len(tail) + found.start()
        if text[:start].strip():
            yield Boilerplate(number, start, len(text.rstrip()), "editor", text[start:].rstrip(), 0.93)


def _simplified(text: str) -> str | None:
    """The text in simplified characters, of the same length; None if no form can be in it."""
    if _rules().hant.search(text):
        plain = str(converter("t2s").convert(text))
        return plain if len(plain) == len(text) else None
    return text if _rules().maybe.search(text) else None


def _begins_list(text: str, after: list[str]) -> bool:
    """Whether a heading such as 相关阅读 stands here, with nothing but titles after it up to the end."""
    plain = _simplified(text) if len(text) <= LISTED else None
    if plain is None or not _rules().list.fullmatch(plain):
        return False
    return all(len(line) <= LISTED and not re.search("[。！？；]$", line.strip()) for line in after)
