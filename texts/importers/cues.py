"""Subtitle files as cues: SubRip, WebVTT, Advanced SubStation Alpha. Times, tags and positions are taken off."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from html import unescape

from msgspec import Struct

_CLOCK = r"(?:(\d{1,3}):)?(\d{1,2}):(\d{2})[,.:](\d{1,3})"
_TIMES = re.compile(rf"\s*{_CLOCK}\s*--?>\s*{_CLOCK}")
_VOICE = re.compile(r"<v(?:\.[^\s>]*)?\s+([^>]{1,80})>")
_READING = re.compile(r"<rt>[^<]*(?:</rt>)?")
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,200}>|<[\d:.]{5,15}>|</?>|\{\\[^{}]{0,300}\}")
_DRAWING = re.compile(r"\{[^{}]*\\p[1-9]")
_ASS_BREAK = re.compile(r"\\[Nn]")
_RARE = 0.15
_FIELDS = 9
"""Commas before the text of an event, where the file does not say which fields it has."""
_UNTITLED = re.compile(r"default (?:aegisub|ass) file|<?untitled>?|", re.IGNORECASE)


class Cue(Struct):
    """What is shown from one moment to another, in milliseconds."""

    start: int
    end: int
    lines: list[str]
    speaker: str = ""
    style: str = ""
    aside: bool = False
    """Not what is said: a sign, a name, a note of the translator."""


class Subtitles(Struct):
    """A file's cues in order of time."""

    cues: list[Cue]
    title: str = ""


def read_cues(lines: Iterable[str]) -> Subtitles:
    """Take a file of any of the three kinds apart; what is neither is a file without cues."""
    source = iter(lines)
    head: list[str] = []
    for line in source:
        head.append(line)
        if line.strip():
            break
    first = head[-1].strip().lower() if head else ""
    rest = _again(head, source)
    if first.startswith(("[script info", "[v4", "[events")):
        found = _ass(rest)
        _find_asides(found.cues)
    else:
        found = Subtitles(list(_srt(rest, vtt=first.startswith("webvtt"))))
    # Lines of two languages often come as two cues of one time; sorting is stable.
    found.cues.sort(key=lambda cue: (cue.start, cue.end))
    return found


def _again(head: list[str], source: Iterator[str]) -> Iterator[str]:
    yield from head
    yield from source


def _srt(lines: Iterable[str], vtt: bool) -> Iterator[Cue]:
    """SubRip and WebVTT. A number or name before the times is no text; blank lines within a cue are forgiven."""
    cue: Cue | None = None
    texts: list[str] = []
    for line in lines:
        times = _TIMES.match(line) if "-->" in line or "->" in line else None
        if times is None:
            texts.append(line)
            continue
        _drop_name(texts, vtt, first=cue is None)
        if cue is not None:
            yield _filled(cue, texts, vtt)
        cue = Cue(_milliseconds(times.groups()[:4]), _milliseconds(times.groups()[4:]), [])
        texts = []
    if cue is not None:
        yield _filled(cue, texts, vtt)


def _drop_name(texts: list[str], vtt: bool, first: bool) -> None:
    """Take away the number or name of the cue that comes next, which stands right before its times."""
    if not texts or not texts[-1].strip():
        return
    apart = len(texts) > 1 and not texts[-2].strip()
    if texts[-1].strip().isdigit() or (vtt and (apart or (first and len(texts) == 1))):
        texts.pop()


def _filled(cue: Cue, texts: list[str], vtt: bool) -> Cue:
    for number, text in enumerate(texts):
        if vtt and not text.strip():
            break  # what follows is a comment, a style or nothing
        voice = _VOICE.search(text)
        if voice is not None and (number == 0 or not cue.speaker):
            cue.speaker = " ".join(unescape(voice[1]).split())
        if plain := _plain(text):
            cue.lines.append(plain)
    return cue


def _plain(text: str) -> str:
    if "<" in text or "{" in text:
        text = _TAG.sub("", _READING.sub("", text))
    return " ".join(unescape(text).split()) if "&" in text else " ".join(text.split())


def _milliseconds(clock: tuple[str | None, ...]) -> int:
    hours, minutes, seconds = (int(value or 0) for value in clock[:3])
    # .5 is half a second, .05 a twentieth.
    fraction = int((clock[3] or "").ljust(3, "0"))
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + fraction


def _ass(lines: Iterable[str]) -> Subtitles:
    """Sub Station Alpha: events are comma-separated, the text last; drawings are none."""
    found = Subtitles([])
    fields: list[str] = []
    section = ""
    for line in lines:
        line = line.strip()
        if line.startswith("[") and line.endswith("]"):
            section = line.lower()
        key, _, value = line.partition(":")
        key = key.lower()
        if key == "title" and section.startswith("[script") and not _UNTITLED.fullmatch(value.strip()):
            found.title = value.strip()
        elif key == "format" and section == "[events]":
            fields = [name.strip().lower() for name in value.split(",")]
        elif key == "dialogue" and (cue := _event(value, fields)) is not None:
            found.cues.append(cue)
    return found


def _find_asides(cues: list[Cue]) -> None:
    """Styles that few lines have show what is written in the picture."""
    counts = Counter(cue.style for cue in cues)
    most = max(counts.values(), default=0)
    for cue in cues:
        cue.aside = counts[cue.style] < _RARE * most


def _event(value: str, fields: list[str]) -> Cue | None:
    parts = value.split(",", len(fields) - 1 if fields else _FIELDS)
    if len(parts) < (len(fields) or _FIELDS + 1):
        return None
    named = dict(zip(fields or ["layer", "start", "end", "style", "name", *"lrve", "text"], parts, strict=False))
    times = _TIMES.match(f"{named.get('start', '')}-->{named.get('end', '')}")
    if times is None or _DRAWING.search(named.get("text", "")):
        return None
    texts = _ASS_BREAK.split(named.get("text", "").replace("\\h", " "))
    lines = [line for line in map(_plain, texts) if line]
    speaker = " ".join((named.get("name") or named.get("actor") or "").split())
    start, end = _milliseconds(times.groups()[:4]), _milliseconds(times.groups()[4:])
    return Cue(start, end, lines, speaker, named.get("style", "").strip("* "))
