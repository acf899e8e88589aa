"""``meta.toml``: what a text folder says of itself, checked field by field.

title_zh = "…"            title_en = "…"        script = "hans" | "hant" | "tw" | "hk"
outlet, place, date, topic, licence, origin = "…"            tags = ["…"]
encoding, added = "…"     fingerprints = ["…"]               # written by an import
[paragraphs]              # zero-based numbers of the lines in zh.txt; every other line is body text
headings = [2, 6]         subheadings = [9]                  captions = [0, 1]
"""

import json
import re
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, cast, get_args

from texts.errors import ManifestError
from texts.model import Kind, Script, TextMeta

_WORDS = ("title_zh", "title_en", "outlet", "place", "date", "topic", "licence", "origin", "encoding", "added")
ISO_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")
"""A year, a month or a day as ISO 8601 writes it; ``date`` in a manifest is this or empty."""
Standing = tuple[Kind, int]
"""What a paragraph is: its kind, and of a heading its level."""
_STANDINGS: dict[str, Standing] = {
    "headings": ("heading", 1),
    "subheadings": ("heading", 2),
    "captions": ("caption", 1),
}
_SURROGATE = re.compile("[\ud800-\udfff]")


def manifest(meta: TextMeta, standings: Mapping[str, Sequence[int]]) -> str:
    """What ``read_manifest`` reads. ``standings``: the numbers of the paragraphs that are "headings" and the like."""
    lines = []
    for name in ("title_zh", "title_en", "script", *_WORDS[2:]):
        value = (getattr(meta, name) or "").strip()
        if name == "title_zh":
            value = value or meta.id
        if value and (name != "date" or ISO_DATE.fullmatch(value)):
            lines.append(f"{name} = {_quoted(value)}")
    for name in ("tags", "fingerprints"):
        if values := getattr(meta, name):
            lines.append(f"{name} = [{', '.join(map(_quoted, values))}]")
    lines += ["", "[paragraphs]"]
    lines += [f"{name} = {list(standings[name])}" for name in _STANDINGS if standings.get(name)]
    return "\n".join(lines) + "\n"


def standing_name(kind: Kind, level: int) -> str:
    """Under which name a manifest lists such a paragraph; empty for body text."""
    return "" if kind == "body" else f"{kind}s" if kind != "heading" or level < 2 else "subheadings"


def _quoted(text: str) -> str:
    """A TOML string: JSON's escapes are all TOML's, which wants DEL escaped too."""
    return json.dumps(_SURROGATE.sub("\ufffd", text), ensure_ascii=False).replace("\x7f", "\\u007f")


def read_manifest(path: Path) -> tuple[TextMeta, dict[int, Standing]]:
    """Return the meta data and what those paragraphs are that are not body text, by paragraph number."""
    try:
        # Editors on Windows put a byte order mark before it.
        table = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError as error:
        raise ManifestError(f"{path} is not UTF-8; save it as UTF-8.") from error
    except tomllib.TOMLDecodeError as error:
        raise ManifestError(f"{path} is not valid TOML: {error}.") from error
    except OSError as error:
        raise ManifestError(f"{path} cannot be read: {error.strerror}.") from error
    return meta_of(path, table), _kinds(path, table)


def meta_of(path: Path, table: dict[str, Any]) -> TextMeta:
    """What the table of a manifest at ``path`` says. Raises ManifestError if a field is wrong."""
    words: dict[str, Any] = {}
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
    lists: dict[str, Any] = {}
    for name in ("tags", "fingerprints"):
        values = table.get(name, [])
        if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
            raise ManifestError(f"{path}: {name} must be a list of texts.")
        lists[name] = tuple(values)
    return TextMeta(id=path.parent.name, script=cast(Script | None, script), **lists, **words)


def _kinds(path: Path, table: dict[str, Any]) -> dict[int, Standing]:
    section = table.get("paragraphs", {})
    if not isinstance(section, dict):
        raise ManifestError(f"{path}: [paragraphs] must be a table.")
    kinds: dict[int, Standing] = {}
    for name, standing in _STANDINGS.items():
        numbers = section.get(name, [])
        if not isinstance(numbers, list) or not all(type(n) is int and n >= 0 for n in numbers):
            raise ManifestError(f"{path}: paragraphs.{name} must be a list of paragraph numbers from 0.")
        for number in numbers:
            if number in kinds:
                raise ManifestError(f"{path}: paragraph {number} is listed twice under [paragraphs].")
            kinds[number] = standing
    return kinds
