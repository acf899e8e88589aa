"""The page: one self-contained file, written as the text is walked, that asks the network for nothing."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib.metadata import version
from typing import Any, BinaryIO

from markupsafe import Markup
from msgspec.structs import asdict

from glossary.serialise import concept_to_dict
from reader.export.escape import escape, json_in_script, web_link
from reader.export.glossary import GlossaryWriter
from reader.export.markup import BlockWriter
from reader.export.model import Manuscript
from reader.export.options import LANGUAGE, SCRIPT_LABEL, ExportOptions
from reader.export.packing import pack
from reader.export.scripts import ScriptTable
from reader.export.template import template_in
from texts.manifest import ISO_DATE

FORMAT = 1
"""Version of the data in a page; ``readback`` refuses a later one."""

_AT_ONCE = 8_000
"""Code points that are elements from the start: five screens."""
_PORTION = 1_500
"""Code points that are built in one go: 10 ms."""


class Page:
    """Writes one text as a page."""

    def __init__(self, manuscript: Manuscript, options: ExportOptions) -> None:
        self._text = manuscript
        self._options = options
        others = dict.fromkeys([manuscript.source_script, *options.scripts])
        others.pop(manuscript.script, None)
        self._scripts = {script: ScriptTable(manuscript.script, script, manuscript.converter) for script in others}
        pins = manuscript.analyser.pins
        self._blocks = BlockWriter(manuscript.knowledge, options.by, options.english_by, self._scripts, pins)
        self._glossary = GlossaryWriter(self._blocks.terms, manuscript.knowledge, manuscript.script, self._scripts)

    def write(self) -> Iterator[str]:
        """The page, part by part; nothing but what repeats (words, terms, conversions) is kept meanwhile."""
        meta = self._text.meta
        offered = [script for script in SCRIPT_LABEL if script == self._text.script or script in self._scripts]
        yield from template_in(self._options.template).write(
            {
                "meta": meta,
                "title": Markup(self._blocks.title(self._text.title())),
                "plain_title": escape(self._text.converted(meta.title_zh)),
                "origin_link": web_link(meta.origin),
                "has_date": ISO_DATE.fullmatch(meta.date) is not None,
                "language": LANGUAGE[self._text.script],
                "script": self._text.script,
                "scripts": [(script, *SCRIPT_LABEL[script]) for script in offered],
                "options": self._options,
                "contents": self._contents(),
                "translated": any(paragraph.translation for paragraph in self._text.paragraphs),
                "blocks": map(Markup, self._portions()),
                "glossary": map(Markup, self._glossary.entries()),
                "terms": lambda: json_in_script(pack(self._terms())),
                "data": lambda: json_in_script(self._data()),
                "version": _version(),
            }
        )

    def _portions(self) -> Iterator[str]:
        """The blocks; those behind the first screens in ``<noscript>``, where a browser that runs scripts takes them
        for text and the page's script builds them after the first paint. 300,000 characters are 1.6 million nodes: as
        plain elements they took Chromium 2.5 s, so it has the window filled in a third of a second and stays at hand.
        """
        size = 0
        portion: list[str] = []
        for html, length in self._written():
            size += length
            if size <= _AT_ONCE:
                yield "".join(html)
                continue
            portion += html
            if size > _AT_ONCE + _PORTION:
                yield "".join(("<noscript>", *portion, "</noscript>\n"))
                portion, size = [], _AT_ONCE
        if portion:
            yield "".join(("<noscript>", *portion, "</noscript>\n"))

    def _written(self) -> Iterator[tuple[Iterable[str], int]]:
        """The blocks in pieces, and how many code points each shows."""
        if (quick := self._text.analyser.quick) is not None:
            from reader.export.bulk import BulkWriter

            yield from BulkWriter(self._text, quick, self._blocks, self._options.by).write()
            return
        for block in self._text.blocks():
            yield (self._blocks.block(block),), len(block.shown.text)

    def _contents(self) -> list[list[tuple[int, Markup]]]:
        """Headings as (number, text) in the script of the page, those that belong together in one list."""
        return [
            [(number, escape(self._text.converted(self._text.paragraphs[number - 1].text))) for number in group]
            for group in self._text.headings()
        ]

    def _terms(self) -> list[dict[str, Any]]:
        """Every concept used, whole, so that whoever imports the page has it."""
        return [
            {name: value for name, value in concept_to_dict(used.concept).items() if value}
            for used in self._blocks.terms.used()
        ]

    def _data(self) -> dict[str, Any]:
        """What the page's script and ``readback`` need; see the docstrings of its parts."""
        text, words = self._text, self._blocks.words
        assert words is not None
        return {
            "duban": FORMAT,
            "meta": {name: value for name, value in asdict(text.meta).items() if value},
            "source": text.source_script,
            "script": text.script,
            "paragraphs": len(text.paragraphs),
            "raw": self._blocks.raw,
            "scripts": {script: table.to_data() for script, table in self._scripts.items()},
            "lexicon": pack(words.to_data()),
        }


@lru_cache(maxsize=1)
def _version() -> str:
    return version("duban")


def write_page(manuscript: Manuscript, options: ExportOptions, file: BinaryIO) -> None:
    """Write a text as one HTML file."""
    for part in Page(manuscript, options).write():
        file.write(part.encode())
