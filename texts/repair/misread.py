"""Undoes GBK that was read one byte off: a search for the text that would have become what stands here.

What happened: a converter replaced the bytes of a full-width mark by an ASCII one (A3 A1, ！, by ``!``; A3 AC,
A3 BA, A3 BB, A3 BF by ``,`` ``:`` ``;`` ``?``) without looking where characters begin. In 。” (A1 A3, A1 B1) it
hit A3 A1 across the border. Then:

- the lead byte left over before became ``?``; what follows was decoded one byte late;
- a pair in GBK's user-defined areas vanished, an unassigned pair became ``?``;
- the run ended at a character whose second byte is an ASCII letter (it stays behind as that letter), or at an
  ASCII byte (the lead byte before it became ``?`` and swallowed it, unless it came from such a replacement);
- pinyin that a converter inserted after the bytes of a character can hit across a border in the same way
  (當地 is AE94 B5D8, and 94B5 is 數: ``當?shù)`` and then the rest one byte late).

So the search walks over what stands here, keeps a byte pending, tries every lost byte where one may be lost, and
lets the character model choose. The raw text is one of the readings: it stays unless another is far likelier.
"""

import math
import re
from functools import lru_cache

from msgspec import Struct

from texts.repair import nesting
from texts.repair.forms import only_simplified, only_traditional
from texts.repair.gaps import ANY, LOST, Filling, Gaps, Hand, form_cost, gaps
from texts.repair.gbk import LEADS, decode, encode
from texts.repair.likelihood import CharModel, model
from texts.repair.readings import GROUP, SYLLABLE, reads_as

MARKS = {"!": 0xA1, ",": 0xAC, ":": 0xBA, ";": 0xBB, "?": 0xBF}
MARKS |= {chr(ord(mark) + 0xFEE0): byte for mark, byte in MARKS.items()}
TRIGGER = re.compile(rf"[?？](?<![?？!！][?？])(?=[{''.join(MARKS)}]|{SYLLABLE}\))")

_ASKED = re.compile(r"[?？]{2}")
_CUT_GROUP = re.compile(rf"({SYLLABLE})\)")
"""Pinyin that has lost its opening parenthesis."""

BEAM = 32
WIDTH = 16.0
LEADING = 8
"""Hypotheses for which every character is tried whose second byte was lost."""
CLOSE = 7.0
"""Nats behind the best hypothesis within which the rarer explanations are tried for another."""
MARGIN = 4.0
"""Nats by which the restored text must be likelier than the text as it stands."""
HOPELESS = 10.0
"""Nats a character above which a hypothesis is noise; sound text costs 5.6 on held-out sentences."""
UNASSIGNED = 2.0
SHORT = 8
TERM = 8.0
"""A quotation of fewer characters that stands inside a clause is a term and has no full stop: “共同富裕”."""
NO_STOP = 3.0
"""Cost of another character than 。 before the border: most of these places are the end of a sentence."""
READ_ALOUD = 6.0
"""Gain of a character that the pinyin after it names: F(xiàn) can only be the rest of 現(xiàn)."""
BROKEN_TAG = 5.0
"""Gain of explaining ``/p>``, which has lost its ``<``."""
GUESSED = {"?": 0.3, ",": 0.6}
"""Certainty at most, where a swallowed character is unknown, or inferred from nothing but what stands around it."""
UNTOLD = 0.7
_PRONOUNS = {*"他她它"}
COMMA = 2.0
_COMMA_NOTE = "GBK read one byte off; one ASCII character after this was swallowed and is taken for a comma"
MANY, CLOSEST = 40, 6
"""More runs than this, on average nearer than so many characters, are no damage that anybody has seen (the article has
one in 60) but would be searched for minutes."""
FRUITLESS = 400
"""Characters of a paragraph that may be searched in vain; without it one line of ``?!毙`` takes hours."""
LONGEST = 500
TEMPERATURE = 2.0
"""Costs of neighbouring characters are not independent: differences are divided by this before they are odds."""


class Restoration(Struct, frozen=True):
    """``text`` for ``paragraph[start:end]``."""

    start: int
    end: int
    text: str
    certainty: float
    note: str


class _State:
    """A hypothesis up to one place of the raw text, the best of those that end alike."""

    __slots__ = ("back", "byte", "chars", "cost", "last", "length", "mass", "opened", "second")

    def __init__(
        self, cost: float, mass: float, second: str, last: str, byte: int, opened: str, length: int,
        back: "_State | None", chars: str,
    ) -> None:  # fmt: skip
        self.cost = cost
        self.mass = mass
        """The cost of all the hypotheses merged here together: minus the logarithm of their sum."""
        self.second, self.last = second, last
        self.byte = byte
        """The true first byte of what comes next, as far as it is known."""
        self.opened = opened
        self.length = length
        self.back, self.chars = back, chars

    def text(self) -> str:
        parts = []
        state: _State | None = self
        while state:
            parts.append(state.chars)
            state = state.back
        return "".join(reversed(parts))


class _End(Struct, frozen=True):
    gain: float
    mass: float
    state: _State
    swallowed: str
    end: int
    note: str


def hand_of(text: str) -> Hand:
    """The script that a text seems to be written in."""
    hans, hant = sum(map(only_simplified, text)), sum(map(only_traditional, text))
    return "hant" if hant > 2 * hans else "hans" if hans > 2 * hant else "either"


@lru_cache(maxsize=4096)
def find(paragraph: str, hand: Hand | None = None) -> tuple[Restoration, ...]:
    """The misread runs of a paragraph, in order. Takes a raw paragraph, pinyin still in it.

    Remembers the last ones, because the survey asks before the repair does.
    """
    found: list[Restoration] = []
    before = _Before()
    at = done = 0
    budget = min(FRUITLESS, 200 + len(paragraph) // 2)
    triggers = sum(1 for _ in TRIGGER.finditer(paragraph))
    if triggers > MANY and triggers * CLOSEST > len(paragraph):
        return ()
    while budget > 0 and (trigger := TRIGGER.search(paragraph, at)):
        hand = hand or hand_of(paragraph)
        before.read(GROUP.sub("", paragraph[done : trigger.start()]))
        done = trigger.start()
        search = _Search(paragraph, done, before, gaps(hand), hand)
        restored = search.run()
        budget += 2 * (restored.end - restored.start) if restored else -search.walked
        if restored:
            found.append(restored)
            before.read(restored.text)
            at = done = restored.end
        else:
            at = done + 1
    return tuple(found)


class _Before:
    """What stands before a run: its last characters, and which quotation is open."""

    def __init__(self) -> None:
        self.tail = ""
        self.opened = ""
        self.inside = 0
        self.speech = True

    def read(self, text: str) -> None:
        """Go on through ``text``."""
        for i, char in enumerate(text):
            self.inside += 1
            if char in nesting.OPENERS:
                self.inside = 0
                self.speech = (text[i - 1] if i else self.tail[-1:] or "。") in nesting.SPEECH
            self.opened = nesting.follow(self.opened, char)
        self.tail = (self.tail + text[-12:])[-12:]


class _Search:
    def __init__(self, paragraph: str, start: int, before: _Before, between: Gaps, hand: Hand) -> None:
        self.walked = 0
        self._raw = paragraph
        self._start = start
        self._before = before
        self._gaps = between
        self._hand: Hand = hand
        self._model: CharModel = model()
        self._cost = self._model.cost
        self._ends: list[_End] = []
        self._waiting: dict[int, dict[tuple[str, str, int, str], _State]] = {}
        self._standing: list[float] = [0.0]
        self._standing_before = (before.tail[-2:-1], before.tail[-1:])
        self._term = not before.speech and before.inside < SHORT

    def run(self) -> Restoration | None:
        self._begin()
        raw = self._raw
        while self._waiting:
            at = min(self._waiting)
            states = sorted(self._waiting.pop(at).values(), key=lambda s: s.cost)
            best = states[0]
            self.walked += 1
            if at - self._start > LONGEST or at >= len(raw) or self._dense(at):
                continue
            if best.length >= 5 and best.cost > HOPELESS * best.length:
                continue
            for rank, state in enumerate(states[:BEAM]):
                if state.cost > best.cost + WIDTH:
                    break
                if raw[at] in "?？" and rank < LEADING:
                    self._lost(state, at)
                self._step(state, at, state.cost <= best.cost + CLOSE)
        return self._choose()

    def _dense(self, at: int) -> bool:
        """Whether more is lost than misreading loses: every third character is a mark."""
        return at - self._start >= 12 and 3 * sum(map(self._raw[at - 12 : at].count, "?!？！")) >= 12

    def _stands(self, end: int) -> float:
        """The cost of the raw text from the start of the run to ``end``, as it stands."""
        at = self._start + len(self._standing) - 1
        first, second = self._standing_before
        while at < end:
            if (group := GROUP.match(self._raw, at)) and group.end() <= end:
                self._standing += [self._standing[-1]] * len(group[0])
                at = group.end()
                continue
            char = self._raw[at]
            cost = self._cost(first, second, char) + form_cost(char, self._hand)
            self._standing.append(self._standing[-1] + cost)
            first, second = second, char
            at += 1
        self._standing_before = (first, second)
        return self._standing[end - self._start]

    def _begin(self) -> None:
        raw, start = self._raw, self._start
        second, last = self._standing_before
        empty = _State(0.0, 0.0, second, last, ANY, self._before.opened, 0, None, "")
        if mark := MARKS.get(raw[start + 1]):
            for char in self._gaps.with_trail(0xA3):
                extra = NO_STOP * (char != "。") + form_cost(char, self._hand)
                self._go(empty, Filling(char, extra), mark, start + 2)
        inserted = _CUT_GROUP.match(raw, start + 1)
        glossed = re.search(rf"(.)(?:\({SYLLABLE}\))?$", raw[max(0, start - 10) : start])
        pair = encode(glossed[1]) if glossed else None
        if inserted and pair:
            for byte in LEADS:
                if (cut := decode(pair[1], byte)) and reads_as(cut, inserted[1]):
                    self._go(empty, Filling("", 0.0), byte, inserted.end())

    def _read(self, state: _State, filling: Filling) -> tuple[float, str, str, str]:
        """Cost of ``filling`` after ``state``, the two characters that it ends with, and what is then open."""
        first, second, opened = state.second, state.last, state.opened
        cost = filling.extra
        for char in filling.chars:
            cost += self._cost(first, second, char)
            if not "㐀" <= char <= "鿿":
                cost += nesting.misplaced(opened, second, char)
                if self._term and state.length == 1 and second == "。" and char in nesting.CLOSERS:
                    cost += TERM
                opened = nesting.follow(opened, char)
            first, second = second, char
        return cost, first, second, opened

    def _go(self, state: _State, filling: Filling, byte: int, at: int) -> None:
        cost, second, last, opened = self._read(state, filling)
        key = (second, last, byte, opened)
        waiting = self._waiting.setdefault(at, {})
        known = waiting.get(key)
        total, mass = state.cost + cost, state.mass + cost
        if known is None or total < known.cost:
            length = state.length + len(filling.chars)
            waiting[key] = _State(total, _sum(mass, known), second, last, byte, opened, length, state, filling.chars)
        else:
            known.mass = _sum(mass, known)

    def _fillings(self, state: _State, end: int, *, near: bool) -> tuple[Filling, ...]:
        found = self._gaps.between(state.byte, end)
        return found if near or state.byte >= LOST else found[:1]

    def _step(self, state: _State, at: int, near: bool) -> None:
        raw = self._raw
        token = raw[at]
        if token in MARKS:
            for filling in self._fillings(state, 0xA3, near=near):
                self._go(state, filling, MARKS[token], at + 1)
        elif "@" <= token <= "~":
            group = GROUP.match(raw, at + 1)
            for filling in self._fillings(state, ord(token), near=near):
                if not group or reads_as(filling.chars[-1], group[1]):
                    self._finish(state, filling, at + 1, -READ_ALOUD * bool(group))
        if not (pair := encode(token)):
            return
        following = at + 1
        if group := GROUP.match(raw, following):
            if not reads_as(token, group[1]):
                return
            following = group.end()
        for filling in self._fillings(state, pair[0], near=near):
            self._go(state, filling, pair[1], following)

    def _lost(self, state: _State, at: int) -> None:
        """``?`` in a run: a lead byte with the ASCII byte it swallowed, or an unassigned pair."""
        if state.byte >= LOST or _ASKED.fullmatch(self._raw, at - 2, at):
            return
        rest = self._raw[at + 1 : at + 40]
        inserted = _CUT_GROUP.match(rest)
        for filling in self._gaps.before(state.byte):
            lost, cost, note = _swallowed(filling.chars[-1], rest)
            if lost is not None:
                self._finish(state, filling, at + 1, cost, lost, note)
            if lost == "?" and "㐀" <= filling.chars[-1] <= "鿿" and "㐀" <= rest[0] <= "鿿":
                self._finish(state, filling, at + 1, COMMA, ",", _COMMA_NOTE)
        if inserted or not rest:
            return
        self._go(state, Filling("", UNASSIGNED), state.byte + LOST, at + 1)
        if char := decode(state.byte, 0x80):
            # 80 begins no pair: it becomes ``?`` with the byte after it, or alone and the run is over.
            self._go(state, Filling(char, UNASSIGNED), ANY, at + 1)
            self._finish(state, Filling(char, UNASSIGNED), at + 1)

    def _finish(
        self, state: _State, filling: Filling, end: int, extra: float = 0.0, swallowed: str = "", note: str = ""
    ) -> None:
        raw = self._raw
        cost, second, last, opened = self._read(state, filling)
        group = GROUP.match(raw, end)
        resumed = group.end() if group else end
        horizon = resumed if swallowed == "<" else min(resumed + 3, len(raw))
        after = swallowed.strip("<") + raw[resumed:horizon]
        total = cost + extra + self._model.total(after, second + last) - BROKEN_TAG * (swallowed == "<")
        if resumed < len(raw) and after:
            total += nesting.misplaced(opened, last, after[0])
        total += nesting.awaited(opened, raw, end) - nesting.awaited(self._before.opened, raw, end)
        stands = self._stands(horizon)
        reached = _State(0.0, 0.0, second, last, ANY, opened, 0, state, filling.chars)
        gain, mass = stands - state.cost - total, stands - state.mass - total
        self._ends.append(_End(gain, mass, reached, swallowed, end, note))

    def _choose(self) -> Restoration | None:
        if not self._ends:
            return None
        best = max(self._ends, key=lambda e: e.gain)
        if best.gain < MARGIN or not self._explained(best):
            return None
        text = best.state.text()
        odds = sum(math.exp((end.mass - best.gain) / TEMPERATURE) for end in self._ends)
        doubt = math.exp((MARGIN - 3 - best.gain) / TEMPERATURE)
        certainty = max(0.05, 1 / (odds + doubt)) * (0.9 if best.note else 1.0)
        if best.swallowed in GUESSED:
            certainty = min(certainty, GUESSED[best.swallowed])
        note = best.note or "GBK read one byte off"
        if set(text) & _PRONOUNS:
            certainty, note = min(certainty, UNTOLD), f"{note}; 他, 她 and 它 differ in a lost byte only"
        return Restoration(self._start, best.end, text + best.swallowed, certainty, note)

    def _explained(self, best: _End) -> bool:
        """Whether there is more to the run than ``?!?``, which people write: garbage, or a quotation to close."""
        run = self._raw[self._start : best.end]
        return (
            any((c >= "\x80" and c not in MARKS) or c.isalpha() for c in run)
            or best.swallowed in {"<", "1", "2"}
            or bool(self._before.opened)
        )


def _sum(mass: float, known: _State | None) -> float:
    """Two costs together: their probabilities added, at the temperature."""
    if known is None:
        return mass
    low, high = sorted((mass, known.mass))
    return low - TEMPERATURE * math.log1p(math.exp((low - high) / TEMPERATURE))


def _swallowed(char: str, rest: str) -> tuple[str | None, float, str]:
    """What stood between ``char`` and ``rest`` and was swallowed; its cost; a word on what was inferred.

    None: ``?`` cannot be a swallowed ASCII byte here.
    """
    if rest[:1] in MARKS and rest:
        return "", 0.0, ""
    if re.match(r"/?[a-zA-Z][a-z0-9]*\s*/?>", rest):
        return "<", 0.0, ""
    if inserted := _CUT_GROUP.match(rest):
        return ("(", 0.0, "") if reads_as(char, inserted[1]) else (None, 0.0, "")
    if re.match(r"\d{3}年", rest):
        digit = "2" if rest[0] == "0" else "1"
        return digit, 1.0, f"GBK read one byte off; the digit {digit} was swallowed and is inferred from the year"
    if not rest:
        return "", 1.0, ""
    return "?", 3.0, "GBK read one byte off; one ASCII character after this was swallowed and cannot be known"
