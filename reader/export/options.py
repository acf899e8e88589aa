"""How a page looks when it is opened first, and what it can be switched to."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final, Literal

from msgspec import Struct

from reader.options import ReadingOptions
from texts.model import Script

RubyShown = Literal["off", "terms", "all"]
RubyBy = Literal["word", "character"]
EnglishShown = Literal["off", "ask", "on"]
EnglishBy = Literal["paragraph", "sentence"]

LANGUAGE: Final[Mapping[Script, str]] = {
    "hans": "zh-Hans",
    "hant": "zh-Hant",
    "tw": "zh-Hant-TW",
    "hk": "zh-Hant-HK",
}
"""The language tag of each script; a region only where it is meant."""
PINYIN: Final = "zh-Latn-pinyin"
SCRIPT_LABEL: Final[Mapping[Script, tuple[str, str]]] = {
    "hans": ("简", "Simplified"),
    "hant": ("繁", "Traditional"),
    "tw": ("台", "Taiwan"),
    "hk": ("港", "Hong Kong"),
}


class ExportOptions(Struct, frozen=True):
    """What the user may choose for an export."""

    script: Script | None = None
    """The script the page is written in; None: the text's own."""
    scripts: tuple[Script, ...] = ("hans", "hant")
    """Scripts the page can be switched to; its own and the text's are always among them."""
    ruby: RubyShown = "all"
    by: RubyBy = "word"
    english: EnglishShown = "on"
    english_by: EnglishBy = "paragraph"
    template: Path | None = None
    """A folder whose page.html, page.css, extra.css or page.js are taken instead of ours."""


def as_read(options: ReadingOptions) -> ExportOptions:
    """A page that opens as the text stands on the reading screen."""
    return ExportOptions(
        script=None if options.script == "source" else options.script,
        ruby="all" if options.ruby == "unknown" else options.ruby,
        english="off" if options.english == "hidden" else "on",
        english_by="sentence" if options.english == "sentence" else "paragraph",
    )
