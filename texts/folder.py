"""Writing a text as a folder of the library: ``meta.toml``, ``zh.txt`` and, if it has a translation, ``en.txt``."""

import json
import re
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

from texts.manifest import ISO_DATE
from texts.model import Paragraph, SourceText, TextMeta

_WORDS = ("title_zh", "title_en", "script", "outlet", "place", "date", "topic", "licence", "origin")
_BREAKS = re.compile(r"[\r\n\x00]+")
_SURROGATE = re.compile("[\ud800-\udfff]")
_NOT_IN_ID = re.compile(r"[^\w.-]+")


def write_folder(folder: Path, source: SourceText) -> None:
    """Make a folder that ``load_folder`` reads back; it is there whole or not at all. ``folder`` must not exist.

    What a line of a text cannot hold (line ends, NUL) becomes a space, a lone surrogate U+FFFD.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(dir=folder.parent, prefix="."))
    try:
        _put(draft / "meta.toml", _manifest(source.meta, source.paragraphs))
        _put(draft / "zh.txt", "".join(_line(p.text) for p in source.paragraphs))
        if any(paragraph.translation for paragraph in source.paragraphs):
            _put(draft / "en.txt", "".join(_line(p.translation or "") for p in source.paragraphs))
        draft.chmod(0o755)
        draft.rename(folder)
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise


def free_id(wanted: str, taken: list[str]) -> str:
    """An id for a new text, made of what was wished for: letters, digits, ``-``, ``_`` and ``.``; numbered if taken."""
    stem = _NOT_IN_ID.sub("-", wanted).strip("-._")[:80] or "text"
    found, number = stem, 1
    while found in taken:
        number += 1
        found = f"{stem}-{number}"
    return found


def _manifest(meta: TextMeta, paragraphs: Sequence[Paragraph]) -> str:
    lines = []
    for name in _WORDS:
        value = (getattr(meta, name) or "").strip()
        if name == "title_zh":
            value = value or meta.id
        if value and (name != "date" or ISO_DATE.fullmatch(value)):
            lines.append(f"{name} = {_quoted(value)}")
    if meta.tags:
        lines.append(f"tags = [{', '.join(map(_quoted, meta.tags))}]")
    lines += ["", "[paragraphs]"]
    for kind in ("heading", "caption"):
        numbers = [number for number, paragraph in enumerate(paragraphs) if paragraph.kind == kind]
        lines.append(f"{kind}s = {numbers}")
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    """A TOML string: JSON's escapes are all TOML's, which wants DEL escaped too."""
    return json.dumps(_SURROGATE.sub("\ufffd", text), ensure_ascii=False).replace("\x7f", "\\u007f")


def _line(text: str) -> str:
    return _SURROGATE.sub("\ufffd", _BREAKS.sub(" ", text)) + "\n"


def _put(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")
