"""Subtitles as paragraphs: the cues of a sentence joined, those of one speaker and moment together, English beside."""

import re
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from texts.importers.cues import Cue, read_cues
from texts.importers.encoding import Lines, encoding_of
from texts.importers.model import ImportFaultError, Incoming
from texts.importers.plain import stem
from texts.model import Paragraph, TextMeta

_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]{2}")
_END = re.compile(r"[。！？!?…；;～~♪][”’」』）)\]】》\s]*$|[.!?][\"'”’)\]\s]*$")
_MARK = re.compile(r"[，、：,:—\-][\s]*$")
_WIDE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff“”‘’…—]")
_DASH = re.compile(r"[-–—‐－]\s*(?=\S)")
_LANGUAGE = re.compile(
    r"(?:[._ -](?:zho?|chi|chs|cht|sc|tc|cn|tw|hk|hans|hant|eng?|简体?|繁[体體]?|中英|双语))+$", re.IGNORECASE
)
"""What stands after a title in the name of a file."""
_BILINGUAL = 0.3
"""Share of the cues with Chinese from which other lines beside it are its translation."""
_PUNCTUATED = 0.2
"""Share of cues that end a sentence from which full stops are to be waited for; most Chinese subtitles have none."""
_PAUSE, _LONG_PAUSE = 1_500, 4_000
"""Milliseconds of silence after which a paragraph ends with its sentence, and after which it ends anyway."""
_LONG, _TOO_LONG = 120, 600
"""Characters after which a paragraph ends with its sentence, or anyway."""


class _Line(Struct):
    """What one speaker says in a cue."""

    start: int
    end: int
    text: str
    english: str
    speaker: str
    answers: bool
    """Another speaker's, by the dash before it."""
    aside: bool = False

    @property
    def ends(self) -> bool:
        """Whether a sentence ends with it; the translation, which has its full stops, knows best."""
        return bool(_END.search(self.english or self.text))


def read_subtitles(path: Path, name: str, encoding: str | None = None) -> Incoming:
    """Open a file of subtitles (.srt, .vtt, .ass, .ssa). Raises ImportFaultError."""
    found = encoding_of(path, name, encoding)
    subtitles = read_cues(Lines(path, found, name))
    if not any(cue.lines for cue in subtitles.cues):
        raise ImportFaultError(f"{name} holds no subtitles: no line of it has a time and a text.")
    cues = list(_unrolled(subtitles.cues))
    bilingual = _is_bilingual(cues)
    full = _has_full_stops(cues, bilingual)
    lines = [line for cue in cues for line in _lines(cue, bilingual, full)]
    notes = [found.note, f"{len(cues):,} subtitles joined into paragraphs"]
    if bilingual:
        notes.append("the other language beside the Chinese taken as its translation")
    title = subtitles.title or _LANGUAGE.sub("", stem(name)) or name
    return Incoming(TextMeta("", title, encoding=found.label), _paragraphs(lines, full), tuple(notes))


def _unrolled(cues: list[Cue]) -> Iterator[Cue]:
    """Cues of one time as one, and without the lines that captions made live show again when they scroll."""
    held: Cue | None = None
    shown: list[str] = []
    until = 0
    for cue in cues:
        if not cue.lines:
            continue
        if held is not None and (cue.start, cue.end, cue.speaker, cue.aside) == (
            held.start, held.end, held.speaker, held.aside,
        ):  # fmt: skip
            held.lines += [line for line in cue.lines if line not in held.lines]
            continue
        again = bool(shown) and cue.lines[0] == shown[-1] and len(cue.lines[0]) > 3 and 0 <= cue.start - until < _PAUSE
        shown, until = cue.lines, cue.end
        lines = cue.lines[1:] if again else cue.lines
        if lines:
            if held is not None:
                yield held
            held = Cue(cue.start, cue.end, list(lines), cue.speaker, cue.style, cue.aside)
        elif held is not None:
            held.end = max(held.end, cue.end)
    if held is not None:
        yield held


def _is_bilingual(cues: list[Cue]) -> bool:
    chinese = both = 0
    for cue in cues:
        if any(map(_HAN.search, cue.lines)):
            chinese += 1
            both += any(_is_foreign(line) for line in cue.lines)
    return both > 1 and both >= _BILINGUAL * chinese


def _has_full_stops(cues: list[Cue], bilingual: bool) -> bool:
    """Whether sentences end with their marks, as they do in a book; then a line without goes on in the next."""
    own = [[line for line in cue.lines if not (bilingual and _is_foreign(line))] for cue in cues]
    return sum(bool(_END.search(lines[-1])) for lines in own if lines) >= _PUNCTUATED * len(cues)


def _is_foreign(line: str) -> bool:
    return not _HAN.search(line) and bool(_LATIN.search(line))


def _lines(cue: Cue, bilingual: bool, full: bool) -> Iterator[_Line]:
    """A cue's lines, joined unless another speaker answers."""
    foreign = [line for line in cue.lines if bilingual and _is_foreign(line)]
    own = [line for line in cue.lines if line not in foreign]
    answers = len(own) > 1 and all(map(_DASH.match, own))
    spoken = [_DASH.sub("", line, count=1) for line in own] if answers else [_joined(own, full)]
    split = answers and len(foreign) == len(own)
    for number, text in enumerate(spoken):
        english = _DASH.sub("", foreign[number], count=1) if split else " ".join(foreign) if number == 0 else ""
        if text or english:
            yield _Line(cue.start, cue.end, text, english, cue.speaker, answers, cue.aside)


def _joined(texts: list[str], full: bool) -> str:
    """Lines as one. Between Han characters stands a space, as subtitles without full stops set words apart; nothing
    where there are full stops (``full``) or a mark stands there."""
    joined = ""
    for text in texts:
        if joined and text:
            marked = full or _END.search(joined) or _MARK.search(joined)
            joined += "" if marked and _WIDE.match(joined[-1]) and _WIDE.match(text[0]) else " "
        joined += text
    return joined


def _paragraphs(lines: list[_Line], full: bool) -> Iterator[Paragraph]:
    punctuated = sum(line.ends for line in lines) >= _PUNCTUATED * len(lines)
    held: list[_Line] = []
    asides: list[_Line] = []
    size = 0
    for line in lines:
        if line.aside:
            asides.append(line)
            continue
        if held and _breaks(held[-1], line, size, punctuated):
            yield from _told(held, asides, full)
            held, asides, size = [], [], 0
        held.append(line)
        size += len(line.text)
    yield from _told(held, asides, full)


def _told(held: list[_Line], asides: list[_Line], full: bool) -> Iterator[Paragraph]:
    """What is said, then what is written in the picture meanwhile."""
    if held:
        yield _paragraph(held, full)
    for line in asides:
        yield Paragraph(line.text or line.english, "caption", (line.english or None) if line.text else None)


def _breaks(last: _Line, line: _Line, size: int, punctuated: bool) -> bool:
    """Whether a paragraph ends between two lines."""
    pause = line.start - last.end
    if line.speaker != last.speaker or line.answers or last.answers or pause >= _LONG_PAUSE or size >= _TOO_LONG:
        return True
    ended = not punctuated or last.ends
    return ended and (pause >= _PAUSE or size >= _LONG)


def _paragraph(lines: list[_Line], full: bool) -> Paragraph:
    text = _joined([line.text for line in lines], full)
    english = " ".join(line.english for line in lines if line.english)
    speaker = lines[0].speaker
    text = f"{speaker}：{text}" if speaker else text
    return Paragraph(text or english, translation=(english or None) if text else None)
