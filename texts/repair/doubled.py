"""UTF-8 that was read as GBK: 涓枃 was 中文, 銆? was 。 and what the ? swallowed.

GBK takes two bytes where UTF-8 takes three, so the characters come back by reading the bytes again, except where a pair
means nothing in GBK: it became ``?`` or U+FFFD, a character of the private use area (which keeps its bytes) or nothing.
UTF-8 tells where a character begins, so what is lost there concerns a character or two; the model chooses among those
that fit the bytes left over and whose own bytes are lost in GBK.
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import groupby
from operator import attrgetter

from msgspec import Struct

from texts.repair.draft import Edit
from texts.repair.gaps import Hand, form_cost
from texts.repair.gbk import LEADS, TRAILS, decode
from texts.repair.latin import ABOUT
from texts.repair.likelihood import model

TELLING = (
    "涓锛紝銆殑鐨浜浠鍙屽澶杩屾鏄浣鍦屼鍒槸鍚瀹鎴鍏涔灏勫竴鐢缁岃佸勬鍥笉嶅鍔鏃湁湪璇鍗浼鏉寰岀"
    "鏂鎵宸濂佹夊嗗閲寮瀛嬪鍑骞兘鍐鏍鈥"
)
"""What 的, 一, 在, 。 and other frequent characters begin or end as: all but one in 3,000 misread sentences have one of
them, of sound sentences one in 2,000 has."""
LEAST = 3
"""Characters of GBK that a stretch must have: two characters of UTF-8."""
PRESENT = 0.6
"""Share of the characters that must come back without any byte being guessed."""
BETTER = 1.0
"""Nats a character by which what comes out must be likelier than what stands here."""
GUESSED = 0.9
"""Certainty at most of what is filled in: of those that are called certain 98 in 100 are right."""
TEMPERATURE = 2.0
"""Costs are divided by this before they are odds, as in ``misread``."""
ENDS = "。！？”」』…）》：；"
UNENDED = 2.0
"""Cost of a paragraph that ends in anything else."""
KANA = 5.0
"""Cost of kana, which the model has seen in quotations only."""
TRIED = 60
"""Fillings of one place that are kept: the likeliest by themselves."""
LONGEST = 8
"""Bytes of a place that can be filled in; more is a gap that nobody can fill."""
_LOST = -1
_UNKNOWN = -2
_SPLIT = re.compile(r"[^\x00-\x7f](?:.*[^\x00-\x7f?])?[?\ufffd]*", re.DOTALL)


class _Unit(Struct, frozen=True):
    """What bytes ``start`` to ``end`` stand for."""

    start: int
    end: int
    text: str
    certainty: float
    note: str = ""


@lru_cache(maxsize=4096)
def find(text: str, hand: Hand = "either") -> tuple[Edit, ...]:
    """The paragraph read again, in stretches that are sure or not; nothing unless it comes out far likelier.

    Remembers the last ones, because the survey asks before the repair does.
    """
    return tuple(_found(text, hand))


def _found(text: str, hand: Hand) -> list[Edit]:
    body = _SPLIT.search(text)
    if body is None or ABOUT.search(text):
        return []
    data, owners = _bytes_of(body[0])
    if len(data) < 2 * LEAST or _high(data) < 2 * LEAST:
        return []
    if not 0.25 < _led(data) < 0.42:
        return []
    units = list(_units(data, hand))
    after = "".join(unit.text for unit in units)
    sure = sum(len(unit.text) for unit in units if unit.certainty == 1)
    if sure < PRESENT * len(after):
        return []
    sample = 2000
    stands = model().total(body[0][: sample * 3 // 2]) / len(body[0][: sample * 3 // 2])
    if model().total(after[:sample]) / len(after[:sample]) > stands - BETTER:
        return []
    return list(_edits(units, owners, body.start(), len(body[0])))


def _high(data: list[int]) -> int:
    return sum(byte >= 0x80 for byte in data)


def _led(data: list[int]) -> float:
    """Share of the bytes beyond ASCII that begin a character of three: a third, if it was UTF-8."""
    return sum(0xE2 <= byte <= 0xEF for byte in data) / _high(data)


def _bytes_of(text: str) -> tuple[list[int], list[int]]:
    """The bytes that were read as ``text``, and which character of it each came from."""
    data: list[int] = []
    owners: list[int] = []
    for at, char in enumerate(text):
        if char in "?\ufffd":
            found: bytes = b""
        elif char == "€":
            found = b"\x80"  # as Windows reads it
        else:
            try:
                found = char.encode("gb18030")
            except UnicodeEncodeError:
                found = b""
        values = list(found) if 0 < len(found) < 3 else [_LOST]
        data += values
        owners += [at] * len(values)
    return data, owners


def _units(data: list[int], hand: Hand) -> Iterator[_Unit]:
    at = 0
    before = "  "
    while at < len(data):
        end, char = _whole(data, at)
        if char:
            unit = _Unit(at, end, char, 1.0)
        else:
            end = at + 1
            while end < len(data) and not _whole(data, end)[1]:
                end += 1
            unit = _filled(data, at, end, before, hand)
        yield unit
        before = (before + unit.text)[-2:]
        at = unit.end


def _whole(data: list[int], at: int) -> tuple[int, str]:
    """The character at ``at`` if all its bytes are there, and where it ends."""
    lead = data[at]
    if 0 <= lead < 0x80:
        return at + 1, chr(lead)
    size = 2 if 0xC2 <= lead <= 0xDF else 3 if 0xE0 <= lead <= 0xEF else 4 if 0xF0 <= lead <= 0xF4 else 0
    rest = data[at : at + size]
    if not size or len(rest) < size or min(rest) < 0:
        return at, ""
    try:
        return at + size, bytes(rest).decode("utf-8")
    except UnicodeDecodeError:
        return at, ""


def _filled(data: list[int], start: int, end: int, before: str, hand: Hand) -> _Unit:
    """The likeliest characters for the bytes from ``start`` to ``end``, some of which are lost."""
    known = data[start:end]
    if known == [_LOST]:
        return _Unit(start, end, "?", 0.3, "one character here was lost")
    if len(known) <= LONGEST:
        after = ""
        at = end
        while at < len(data) and len(after) < 2:
            at, char = _whole(data, at)
            if not char:
                break
            after += char
        follows = data[end] if end < len(data) else 0
        last = end >= len(data)
        ranked = sorted(
            (
                model().total(text + after, before)
                + sum(_cost(c, hand) for c in text)
                + UNENDED * (last and text[-1] not in ENDS),
                text,
            )
            for text in _fillings(tuple(known), follows)
        )
        if ranked:
            best = ranked[0]
            odds = sum(2.718281828 ** ((best[0] - cost) / TEMPERATURE) for cost, _ in ranked)
            return _Unit(start, end, best[1], GUESSED / odds, "UTF-8 read as GBK; bytes were lost here")
    return _Unit(start, end, "\ufffd", 0.2, "UTF-8 read as GBK; too many bytes were lost here")


@lru_cache(maxsize=65536)
def _fillings(known: tuple[int, ...], follows: int) -> tuple[str, ...]:
    return tuple({text for pattern in _patterns(known) for text in _fitting(pattern, follows)})


@cache
def _cost(char: str, hand: Hand) -> float:
    return KANA if "ぁ" <= char <= "ヿ" else form_cost(char, hand)


def _patterns(known: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
    """What the bytes may have been: each lost place one unknown byte or a pair, or a pair that left no trace."""
    if _LOST not in known:
        for at in range(len(known) + 1):
            yield (*known[:at], _UNKNOWN, _UNKNOWN, *known[at:])
            yield (*known[:at], _UNKNOWN, *known[at:])
        return
    places = [at for at, byte in enumerate(known) if byte == _LOST]
    if len(places) > 3:
        return
    for choice in range(2 ** len(places)):
        pattern: list[int] = []
        for at, byte in enumerate(known):
            twice = byte == _LOST and choice >> places.index(at) & 1
            pattern += [_UNKNOWN] * (1 + bool(twice)) if byte == _LOST else [byte]
        yield tuple(pattern)


def _fitting(pattern: tuple[int, ...], follows: int) -> list[str]:
    """Texts whose UTF-8 has the form of ``pattern`` and whose unknown bytes are lost in GBK."""
    if len(pattern) % 3 or len(pattern) > 9:
        return []
    texts = [""]
    for at in range(0, len(pattern), 3):
        found = _candidates(*pattern[at : at + 3])
        texts = [text + char for text in texts for char in found][: TRIED * TRIED]
    return [text for text in texts if _is_lost((*text.encode("utf-8"), follows), pattern)]


def _is_lost(data: tuple[int, ...], pattern: tuple[int, ...]) -> bool:
    """Whether the unknown bytes, read as GBK, would have been lost: in pairs, or alone before what follows."""
    at = 0
    while at < len(pattern):
        if pattern[at] != _UNKNOWN:
            at += 1
            continue
        if _read(data[at], data[at + 1]):
            return False
        at += 2 if pattern[at + 1 : at + 2] == (_UNKNOWN,) else 1
    return True


@cache
def _read(lead: int, trail: int) -> bool:
    """Whether every decoder of GBK has a character for two bytes; GB 18030 has some more."""
    try:
        return len(bytes((lead, trail)).decode("gbk")) == 1
    except UnicodeDecodeError:
        return False


@cache
def _candidates(one: int, two: int, three: int) -> tuple[str, ...]:
    """The characters whose three bytes of UTF-8 are these, ``_UNKNOWN`` for any; the most frequent first."""
    wanted = (one, two, three)
    found = []
    for char, data in _characters():
        if all(want in (_UNKNOWN, byte) for want, byte in zip(wanted, data, strict=True)):
            found.append(char)
            if len(found) == TRIED:
                break
    return tuple(found)


@cache
def _characters() -> list[tuple[str, bytes]]:
    """Every character of GBK that the model knows, the most frequent first, with its bytes in UTF-8."""
    known = model()
    chars = {char for lead in LEADS for trail in TRAILS if (char := decode(lead, trail)) and known.rank(char)}
    three = ((char, char.encode("utf-8")) for char in sorted(chars, key=lambda c: (known.rank(c), c)))
    return [(char, data) for char, data in three if len(data) == 3]


def _edits(units: list[_Unit], owners: list[int], offset: int, length: int) -> Iterator[Edit]:
    """Stretches that begin and end where both readings have a border, the sure ones joined."""
    stretches: list[_Unit] = []
    for unit in units:
        if stretches and owners[unit.start] == owners[unit.start - 1]:
            last = stretches.pop()
            note = last.note or unit.note
            unit = _Unit(last.start, unit.end, last.text + unit.text, min(last.certainty, unit.certainty), note)
        stretches.append(unit)
    ends = [owners[unit.start] for unit in stretches[1:]] + [length]
    bordered = [
        _Unit(owners[unit.start], end, unit.text, unit.certainty, unit.note)
        for unit, end in zip(stretches, ends, strict=True)
    ]
    for _, group in groupby(bordered, key=lambda u: 0 if u.certainty == 1 else u.start + 1):
        run = list(group)
        text = "".join(map(attrgetter("text"), run))
        certainty = min(0.98, *(unit.certainty for unit in run), 0.98)
        yield Edit(
            offset + run[0].start, offset + run[-1].end, "encoding", text, certainty, run[0].note or "UTF-8 read as GBK"
        )
