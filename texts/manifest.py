"""``meta.toml``: what a text folder says of itself, checked field by field.

title_zh = "…"            title_en = "…"        script = "hans" | "hant" | "tw" | "hk"
outlet, place, date, topic, licence, origin = "…"            tags = ["…"]
[paragraphs]              # zero-based numbers of the lines in zh.txt; every other line is body text
headings = [2, 6]         captions = [0, 1]
"""

import re
import tomllib
from pathlib import Path
from typing import Any, cast, get_args

from texts.errors import ManifestError
from texts.model import Kind, Script, TextMeta

_WORDS = ("title_zh", "title_en", "outlet", "place", "date", "topic", "licence", "origin")
ISO_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")
"""A year, a month or a day as ISO 8601 writes it; ``date`` in a manifest is this or empty."""
_KINDS: tuple[tuple[str, Kind], ...] = (("headings", "heading"), ("captions", "caption"))


def read_manifest(path: Path) -> tuple[TextMeta, dict[int, Kind]]:
    """Return the meta data and the kinds of those paragraphs that are not body text, by paragraph number."""
    try:
        # Editors on Windows put a byte order mark before it.
        table = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError as error:
        raise ManifestError(f"{path} is not UTF-8; save it as UTF-8.") from error
    except tomllib.TOMLDecodeError as error:
        raise ManifestError(f"{path} is not valid TOML: {error}.") from error
    except OSError as error:
        raise ManifestError(f"{path} cannot be read: {error.strerror}.") from error
    return _meta(path, table), _kinds(path, table)


def _meta(path: Path, table: dict[str, Any]) -> TextMeta:
    words = {}
    for name in _WORDS:
        value = table.get(name, "")
        if not isinstance(value, str):
            raise ManifestError(f"{path}: {name} must be a text in quotes.")
        words[name] = value.strip()
    if not words["title_zh"]:
        raise ManifestError(f"{path}: title_zh is missing; give the text a title.")
    if words["date"] and not ISO_DATE.fullmatch(words["date"]):
        raise ManifestError(f'{path}: date must look like "2025-12" or "2025-12-19", not "{words["date"]}".')
    script = table.get("script")
    if script is not None and script not in get_args(Script):
        raise ManifestError(f"{path}: script must be one of {', '.join(get_args(Script))}.")
    tags = table.get("tags", [])
    if not isinstance(tags, list) or not all(isinstance(tag, str) for tag in tags):
        raise ManifestError(f"{path}: tags must be a list of texts.")
    return TextMeta(id=path.parent.name, script=cast(Script | None, script), tags=tuple(tags), **words)


def _kinds(path: Path, table: dict[str, Any]) -> dict[int, Kind]:
    section = table.get("paragraphs", {})
    if not isinstance(section, dict):
        raise ManifestError(f"{path}: [paragraphs] must be a table.")
    kinds: dict[int, Kind] = {}
    for name, kind in _KINDS:
        numbers = section.get(name, [])
        if not isinstance(numbers, list) or not all(type(n) is int and n >= 0 for n in numbers):
            raise ManifestError(f"{path}: paragraphs.{name} must be a list of paragraph numbers from 0.")
        for number in numbers:
            if number in kinds:
                raise ManifestError(f"{path}: paragraph {number} is listed twice under [paragraphs].")
            kinds[number] = kind
    return kinds
