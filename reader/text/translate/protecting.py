"""Terms that travel through a translation engine as codes, and come back as their renderings.

Engines copy what looks like the code of a product or a model: two capitals and a number (``ZQ3``). Marks such as
brackets they move or translate, and small letters they take for words. What came of every code is looked at: each must
be there exactly once, wherever it has gone; otherwise nothing is restored and the text is to be sent as it is.
"""

import re
from collections.abc import Mapping, Sequence

from msgspec import Struct

from reader.text.translate.english import set_in

_PREFIXES = ("ZQ", "QX", "XJ", "VQ", "ZX", "QJ", "WQ", "XK")
"""Capitals that begin no usual word, name or unit."""


class Span(Struct, frozen=True):
    """A term in a text."""

    start: int
    end: int
    concept_id: str
    rendering: str


class Slot(Struct, frozen=True):
    """A term that was taken out: how it was written there, and what it was to become when it was."""

    surface: str
    concept_id: str
    rendering: str


class Sent(Struct, frozen=True):
    """A text as it goes out: ``prefix`` and a number (from 1) stand for each slot."""

    text: str
    prefix: str = ""
    slots: tuple[Slot, ...] = ()


class Restored(Struct, frozen=True):
    """What became of an answer."""

    text: str
    """Empty where a code is missing or doubled."""
    fault: str = ""
    """… and then what was wrong, in words."""


def protect(text: str, spans: Sequence[Span]) -> Sent:
    """The text with a code for each span; as it is where there are none, or no code could be told from the text."""
    if not spans:
        return Sent(text)
    low = text.upper()
    prefix = next((prefix for prefix in _PREFIXES if prefix not in low), None)
    if prefix is None:
        return Sent(text)
    out, slots, at = "", [], 0
    for span in sorted(spans, key=lambda span: span.start):
        if span.start < at:
            continue
        out = _apart(out, text[at : span.start])
        slots.append(Slot(text[span.start : span.end], span.concept_id, span.rendering))
        out = _apart(out, f"{prefix}{len(slots)}")
        at = span.end
    return Sent(_apart(out, text[at:]), prefix, tuple(slots))


def _apart(left: str, right: str) -> str:
    """Joined, with a space where a letter or figure would touch a code."""
    latin = left[-1:].isascii() and left[-1:].isalnum() and right[:1].isascii() and right[:1].isalnum()
    return f"{left} {right}" if latin else left + right


def restore(answer: str, sent: Sent, renderings: Mapping[str, str]) -> Restored:
    """The answer with each code as the rendering of its concept now (``renderings``), or as it was when it was sent."""
    if not sent.slots:
        return Restored(answer)
    codes = list(_code(sent.prefix).finditer(answer))
    seen = [int(code["number"]) for code in codes]
    count = len(sent.slots)
    strange = [number for number in seen if not 1 <= number <= count]
    if strange:
        return Restored("", f"the engine made up the code {sent.prefix}{strange[0]}")
    for number, slot in enumerate(sent.slots, 1):
        if number not in seen:
            return Restored("", f"the engine dropped the code for {slot.surface}")
        if seen.count(number) > 1:
            return Restored("", f"the engine doubled the code for {slot.surface}")
    out, at = "", 0
    for code in codes:
        slot = sent.slots[int(code["number"]) - 1]
        rendering = renderings.get(slot.concept_id) or slot.rendering
        out, word = set_in(out + answer[at : code.start()], rendering, answer[code.end() :], code["ending"] or "")
        out += word
        at = code.end()
    return Restored(out + answer[at:])


def _code(prefix: str) -> re.Pattern[str]:
    """A code however an engine has spaced it, in capitals or not, with a plural's or possessive's ending."""
    letters = r"\s?".join(prefix)
    return re.compile(rf"{letters}[\s_-]?(?P<number>\d+)(?P<ending>['’]s|e?s|['’](?=\s))?(?![a-z])", re.IGNORECASE)
