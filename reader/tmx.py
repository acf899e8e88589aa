"""Translation memories: TMX 1.4b written, and TMX of any version read.

Written are pairs that have both sides, with their score as ``<prop type="x-score">``. Read are the units that have
Chinese and English; text of inline codes (``bpt``, ``ph`` and their like) is markup and no text, that of ``hi`` and
``sub`` stays.
"""

from collections.abc import Iterable, Iterator
from importlib.metadata import version
from typing import Final, Literal
from xml.sax.saxutils import escape

from msgspec import Struct

from glossary.exchange.text import ExchangeError, flat
from glossary.exchange.xmltree import Node, parse
from reader.text.script import detect_script

_CODES: Final = frozenset({"bpt", "ept", "it", "ph", "ut"})
_CHINESE, _ENGLISH = ("zh", "cmn"), ("en",)

Language = Literal["zh-Hans", "zh-Hant"]


class Unit(Struct, frozen=True):
    """A stretch of Chinese and its English."""

    zh: str
    en: str
    score: float | None = None
    """How sure it is that they belong together, 0 to 1; None: nobody says."""


def language_of(chinese: str) -> Language:
    """The tag of the script that a text is mostly written in."""
    return "zh-Hans" if detect_script(chinese) == "hans" else "zh-Hant"


def write_tmx(units: Iterable[Unit], language: Language) -> Iterator[str]:
    """A document, line by line; units that lack a side are left out."""
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<!DOCTYPE tmx SYSTEM "tmx14.dtd">'
    yield '<tmx version="1.4">'
    yield (
        f'<header creationtool="duban" creationtoolversion="{version("duban")}" segtype="sentence" o-tmf="duban"'
        f' adminlang="en" srclang="{language}" datatype="plaintext"/>'
    )
    yield "<body>"
    for unit in units:
        zh, en = flat(unit.zh), flat(unit.en)
        if zh and en:
            score = "" if unit.score is None else f'<prop type="x-score">{unit.score:.3f}</prop>'
            yield (
                f'<tu>{score}<tuv xml:lang="{language}"><seg>{escape(zh)}</seg></tuv>'
                f'<tuv xml:lang="en"><seg>{escape(en)}</seg></tuv></tu>'
            )
    yield "</body>"
    yield "</tmx>"


def read_tmx(data: bytes, name: str) -> list[Unit]:
    """The Chinese–English units of a document, in order. Raises ExchangeError, which names the line, for what is no
    TMX or no safe XML: entities of its own, nesting or units beyond all measure."""
    units: list[Unit] = []

    def take(node: Node) -> None:
        sides: dict[str, str] = {}
        for variant in node.children:
            if variant.name == "tuv":
                language = _language(variant.attributes.get("lang", ""))
                segment = next((child for child in variant.children if child.name == "seg"), None)
                if language and segment is not None:
                    sides.setdefault(language, " ".join("".join(_text(segment)).split()))
        if sides.get("zh") and sides.get("en"):
            units.append(Unit(sides["zh"], sides["en"], _score(node)))

    root = parse(data, name, frozenset({"tu"}), take)
    if root.name != "tmx":
        raise ExchangeError(f"{name} is XML, but no translation memory: its first element is <{root.name}>, not <tmx>.")
    return units


def _language(tag: str) -> str | None:
    first = tag.lower().replace("_", "-").partition("-")[0]
    return "zh" if first in _CHINESE else "en" if first in _ENGLISH else None


def _score(node: Node) -> float | None:
    for child in node.children:
        if child.name == "prop" and child.attributes.get("type") == "x-score":
            try:
                score = float(child.text)
            except ValueError:
                return None
            return score if 0 <= score <= 1 else None
    return None


def _text(node: Node) -> Iterator[str]:
    for part in node.parts:
        if isinstance(part, str):
            yield part
        elif part.name not in _CODES:
            yield from _text(part)
        else:
            yield from (text for sub in part.children if sub.name == "sub" for text in _text(sub))
