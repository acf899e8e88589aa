"""The columns of a table: which field a heading means, for tables of other tools too."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from msgspec import Struct

from glossary.exchange.text import ExchangeError

OWN: Final = (
    *("concept_id", "simplified", "traditional", "pinyin", "term_status", "term_kind"),
    *("english", "english_status", "english_note", "definition_en", "definition_zh"),
    *("domain", "subdomain", "platform", "example", "example_en", "example_source"),
    *("related", "broader", "narrower", "source", "attribution"),
)
"""The columns that duban writes, and the fields that ``--map`` can name, beside ``chinese`` (either script)."""
FIELDS: Final = (*OWN[:-1], "chinese")
IGNORED: Final = "-"

_NAMES: dict[str, tuple[str, ...]] = {
    "concept_id": ("id", "concept", "entry id", "entry number", "term id", "uuid", "概念"),
    "simplified": (
        *("zh-Hans", "zh-CN", "zh-SG", "zh-Hans-CN", "hans", "simp", "simplified chinese", "chinese simplified"),
        *("chinese (simplified)", "chinese prc", "简体", "简体中文", "简体字", "簡體", "簡體中文"),
    ),
    "traditional": (
        *("zh-Hant", "zh-TW", "zh-HK", "zh-Hant-TW", "hant", "trad", "traditional chinese", "chinese traditional"),
        *("chinese (traditional)", "chinese taiwan", "chinese hong kong", "繁体", "繁体中文", "繁體", "繁體中文"),
    ),
    "chinese": ("zh", "cmn", "term", "src", "source term", "hanzi", "word", "headword", "中文", "术语", "術語", "汉语"),
    "pinyin": ("reading", "readings", "pronunciation", "romanization", "拼音", "src:reading", "src:pinyin"),
    "term_status": ("status", "term status", "usage status", "状态", "狀態"),
    "term_kind": ("kind", "term type", "type", "src:term type"),
    "english": (
        *("en", "en-US", "en-GB", "english us", "english united states", "english uk", "english united kingdom"),
        *("translation", "target", "tgt", "target term", "rendering", "gloss", "英文", "英语", "英語", "英译", "译文"),
    ),
    "english_status": ("rendering status", "target status", "translation status"),
    "english_note": ("rendering note", "target note", "tgt:comment", "usage note"),
    "definition_en": ("definition", "def", "english def", "english definition", "meaning", "entry definition"),
    "definition_zh": ("chinese definition", "chinese prc def", "chinese def", "定义", "定義", "释义", "src:definition"),
    "domain": ("subject field", "field", "topic", "category", "entry domain", "领域", "領域", "subjectfield"),
    "subdomain": ("sub-domain", "subject", "entry subject", "sub domain"),
    "example": ("example zh", "chinese example", "context", "usage example", "term example", "例句", "sentence"),
    "example_en": ("example translation", "english example", "sentence translation"),
    "source": ("reference", "sources", "来源", "來源", "出处"),
}
_JOINTS = re.compile(r"[\s_\-]+")
_SEVERAL = re.compile(r"\.\d+$|\s\d+$")


class Columns(Struct, frozen=True):
    """The columns of one table."""

    fields: tuple[str, ...]
    """For each column its field, ``-`` for one that is not used."""
    unused: tuple[str, ...]
    """Headings that mean nothing to duban."""

    @property
    def known(self) -> int:
        return sum(field != IGNORED for field in self.fields)


def plain(heading: str) -> str:
    """A heading as it is compared: ``"Chinese_PRC"`` and ``"chinese prc"`` are one."""
    return _JOINTS.sub("", heading).casefold()


_BY_NAME = {plain(name): field for field, names in _NAMES.items() for name in names} | {plain(f): f for f in OWN}


def columns(headings: Sequence[str], mapping: Mapping[str, str]) -> Columns:
    """What the columns hold: what ``mapping`` says (heading → field), else what their names mean."""
    said = {plain(heading): field for heading, field in mapping.items()}
    fields = [said.get(plain(heading)) or _field(heading) for heading in headings]
    other_chinese = any(field in ("simplified", "traditional", "chinese") for field in fields)
    if not other_chinese and "english" in fields and "source" in fields:
        fields[fields.index("source")] = "chinese"  # source and target, as translation tools call the languages
    unused = tuple(
        heading
        for heading, field in zip(headings, fields, strict=True)
        if field == IGNORED and heading.strip() and said.get(plain(heading)) != IGNORED
    )
    return Columns(tuple(IGNORED if field == "attribution" else field for field in fields), unused)


def check_mapping(mapping: Mapping[str, str], headings: Sequence[str], name: str) -> None:
    """Raises ExchangeError for a field that there is not, or a column that the file has not."""
    for heading, field in mapping.items():
        if field not in (*FIELDS, IGNORED):
            raise ExchangeError(f"There is no field “{field}” for a column; the fields are {', '.join(FIELDS)}.")
        if plain(heading) not in map(plain, headings):
            raise ExchangeError(f"{name} has no column “{heading}”; it has {', '.join(filter(None, headings))}.")


def _field(heading: str) -> str:
    name = plain(heading)
    return _BY_NAME.get(name) or _BY_NAME.get(plain(_SEVERAL.sub("", heading))) or IGNORED
