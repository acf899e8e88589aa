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
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from texts.repair.gbk import LEADS, decode, encode, user_defined
from texts.repair.likelihood import CharModel, model
from texts.repair.readings import GROUP, SYLLABLE, reads_as

MARKS = {"!": 0xA1, ",": 0xAC, ":": 0xBA, ";": 0xBB, "?": 0xBF}
MARKS |= {chr(ord(mark) + 0xFEE0): byte for mark, byte in MARKS.items()}
TRIGGER = re.compile(rf"[?？](?=[{''.join(MARKS)}]|{SYLLABLE}\))")

_CUT_GROUP = re.compile(rf"({SYLLABLE})\)")
"""Pinyin that has lost its opening parenthesis."""

BEAM = 60
ALIKE = 2
WIDTH = 18.0
CLOSE = 8.0
MARGIN = 4.0
"""Nats by which the restored text must be likelier than the text as it stands."""
HOPELESS = 10.0
"""Nats a character above which a hypothesis is noise; sound text costs 5.6 on held-out sentences."""
VANISHED = 1.0
UNASSIGNED = 6.0
CONVERTED = 3.0
"""Costs of a vanished pair (1 in 12, less than that since the shorter reading always looks cheaper), of an
unassigned one, of garbage that was itself converted."""
MISPLACED = 6.0
CLOSES = 2.0
"""Costs of a mark that cannot stand here (nothing to close, two stops in a row); gain of closing what is open."""
SHORT = 8
"""Characters that a quotation must have to end in a full stop: “共同富裕” has none."""
NO_STOP = 3.5
"""Cost of another character than 。 before the border: most of these places are the end of a sentence."""
READ_ALOUD = 6.0
"""Gain of a character that the pinyin after it names: F(xiàn) can only be the rest of 現(xiàn)."""
BROKEN_TAG = 5.0
"""Gain of explaining ``/p>``, which has lost its ``<``."""
LONGEST = 600

_USER_DEFINED = tuple((lead, trails) for lead in LEADS if (trails := tuple(t for t in LEADS if user_defined(lead, t))))
_CLOSERS = {"”": "“", "’": "‘", "》": "《", "）": "（", "」": "「", "』": "『", "】": "【", "〉": "〈", "〕": "〔"}
_OPENERS = {opener: closer for closer, opener in _CLOSERS.items()}
_STOPS = "。，、；：！？"
_PUNCTUATION = {*_CLOSERS, *_OPENERS, *_STOPS, *"～·∶∵"}


@dataclass(frozen=True, slots=True)
class Restoration:
    """``text`` for ``paragraph[start:end]``."""

    start: int
    end: int
    text: str
    certainty: float
    note: str


@dataclass(frozen=True, slots=True)
class _State:
    cost: float
    text: str
    pending: tuple[int, ...]
    """What the second byte of the pair read last may have been: the true lead byte of what comes next."""
    note: str = ""


@lru_cache(maxsize=1024)
def find(paragraph: str) -> tuple[Restoration, ...]:
    """The misread runs of a paragraph, in order. Takes a raw paragraph, pinyin still in it.

    Remembers the last few, because the survey asks before the repair does.
    """
    found: list[Restoration] = []
    at = 0
    while trigger := TRIGGER.search(paragraph, at):
        restored = _Search(paragraph, trigger.start(), found).run()
        if restored:
            found.append(restored)
        at = restored.end if restored else trigger.start() + 1
    return tuple(found)


class _Search:
    def __init__(self, paragraph: str, start: int, done: list[Restoration]) -> None:
        self._raw = paragraph
        self._start = start
        self._model: CharModel = model()
        before, at = "", 0
        for r in done:
            before += paragraph[at : r.start] + r.text
            at = r.end
        self._before = before + GROUP.sub("", paragraph[at:start]) if at <= start else before
        self._finished: list[tuple[float, str, int, str]] = []

    def run(self) -> Restoration | None:
        raw, start = self._raw, self._start
        self._as_it_stands = self._cumulative_cost()
        waiting: dict[int, list[_State]] = {}
        for at, state in self._beginnings():
            waiting.setdefault(at, []).append(state)
        while waiting:
            at = min(waiting)
            states = self._best(waiting.pop(at))
            if at - start > LONGEST or not states:
                continue
            near = [state for state in states if state.cost < states[0].cost + CLOSE]
            once = [s for state in near for s in self._vanished(state)]
            twice = [s for state in self._best(once)[:3] for s in self._vanished(state)]
            states = self._best(states + once + twice)
            best = states[0]
            if len(best.text) >= 6 and best.cost > HOPELESS * len(best.text):
                continue
            if raw[at : at + 1] in "?？":
                # 94 possible lead bytes times 126 possible second bytes: not for every state of the beam.
                states = [s for s in states if len(s.pending) == 1 or s.cost < best.cost + CLOSE]
            for state in states:
                for following, reached in self._step(state, at):
                    waiting.setdefault(following, []).append(reached)
        return self._choose()

    def _cumulative_cost(self) -> list[float]:
        first, second = ("", "", *self._before[-2:])[-2:]
        sums = [0.0]
        for char in GROUP.sub(lambda m: "\0" * len(m[0]), self._raw[self._start : self._start + LONGEST + 8]):
            if char == "\0":
                sums.append(sums[-1])
                continue
            sums.append(sums[-1] + self._model.cost(first, second, char))
            first, second = second, char
        return sums

    def _beginnings(self) -> Iterator[tuple[int, _State]]:
        raw, start = self._raw, self._start
        empty = _State(0.0, "", ())
        if mark := MARKS.get(raw[start + 1]):
            for lead in LEADS:
                if char := decode(lead, 0xA3):
                    yield start + 2, self._extend(empty, char, (mark,), NO_STOP * (char != "。"))
            return
        inserted = _CUT_GROUP.match(raw, start + 1)
        before = re.search(rf"(.)(?:\({SYLLABLE}\))?$", raw[max(0, start - 10) : start])
        pair = encode(before[1]) if before else None
        if not inserted or not pair:
            return
        pending = tuple(t for t in LEADS if (char := decode(pair[1], t)) and reads_as(char, inserted[1]))
        if pending:
            yield inserted.end(), _State(0.0, "", pending)

    def _extend(self, state: _State, char: str, pending: tuple[int, ...], extra: float = 0.0, note: str = "") -> _State:
        context = (self._before[-2:] + state.text)[-2:].rjust(2, "\0")
        first, second = (c if c != "\0" else "" for c in context)
        cost = state.cost + extra + self._model.cost(first, second, char)
        if char in _PUNCTUATION:
            cost += self._misplaced(self._before + state.text, char)
        return _State(cost, state.text + char, pending, note or state.note)

    @staticmethod
    def _misplaced(before: str, char: str) -> float:
        """What speaks against (or for) a mark here beyond its neighbours: what is open, and what just stood."""
        last = before[-1:]
        if char in _STOPS:
            return MISPLACED * (last in _STOPS or last in _OPENERS)
        if opener := _CLOSERS.get(char):
            opened = before.rfind(opener)
            if before.count(opener) <= before.count(char):
                return MISPLACED
            inside = before[opened + 1 :]
            return MISPLACED / 2 if last == "。" and len(inside) < SHORT else -CLOSES
        if char in _OPENERS:
            return MISPLACED * (before.count(char) > before.count(_OPENERS[char]))
        return MISPLACED * (last in _STOPS) if char in "～·∶∵" else 0.0

    @staticmethod
    def _best(states: list[_State]) -> list[_State]:
        # The model sees two characters back: of states that end alike only the best few can matter.
        alike: Counter[tuple[str, tuple[int, ...]]] = Counter()
        kept: list[_State] = []
        seen: set[tuple[str, tuple[int, ...]]] = set()
        for state in sorted(states, key=lambda s: s.cost):
            if kept and state.cost > kept[0].cost + WIDTH:
                break
            end = (state.text[-2:], state.pending)
            alike[end] += 1
            if alike[end] <= ALIKE and (state.text, state.pending) not in seen:
                seen.add((state.text, state.pending))
                kept.append(state)
        return kept[:BEAM]

    def _vanished(self, state: _State) -> Iterator[_State]:
        for byte in state.pending:
            for lead, trails in _USER_DEFINED:
                if char := decode(byte, lead):
                    yield self._extend(state, char, trails, VANISHED)

    def _step(self, state: _State, at: int) -> Iterator[tuple[int, _State]]:
        raw = self._raw
        if at >= len(raw):
            return
        token = raw[at]
        if token in "?？":
            yield from self._lost(state, at)
            return
        if token in MARKS and token.isascii():
            for byte in state.pending:
                if char := decode(byte, 0xA3):
                    yield at + 1, self._extend(state, char, (MARKS[token],))
            return
        if "@" <= token <= "~":
            group = GROUP.match(raw, at + 1)
            for byte in state.pending:
                char = decode(byte, ord(token))
                if char and (not group or reads_as(char, group[1])):
                    self._finish(self._extend(state, char, (), -READ_ALOUD * bool(group)), at + 1)
            return
        following = at + 1
        if group := GROUP.match(raw, following):
            if not reads_as(token, group[1]):
                return
            following = group.end()
        for form in dict.fromkeys((token, *_other_forms(token))):
            if not (pair := encode(form)):
                continue
            for byte in state.pending:
                if char := decode(byte, pair[0]):
                    yield following, self._extend(state, char, (pair[1],), CONVERTED * (form != token))

    def _lost(self, state: _State, at: int) -> Iterator[tuple[int, _State]]:
        """``?`` in a run: a lead byte with the ASCII byte it swallowed, or an unassigned pair."""
        rest = self._raw[at + 1 : at + 40]
        inserted = _CUT_GROUP.match(rest)
        for byte in state.pending:
            for trail in LEADS:
                if not (char := decode(byte, trail)):
                    continue
                swallowed, cost, note = _swallowed(char, rest)
                if swallowed is not None:
                    self._finish(self._extend(state, char, (), cost, note), at + 1, swallowed)
                if (unassigned := _unassigned(trail)) and not inserted:
                    yield at + 1, self._extend(state, char, unassigned, UNASSIGNED)
            if (char := decode(byte, 0x80)) and not inserted:
                # 80 begins no pair: it becomes ``?`` with the byte after it, or alone and the run is over.
                yield at + 1, self._extend(state, char, tuple(LEADS), CLOSES)
                self._finish(self._extend(state, char, (), CLOSES), at + 1)

    def _finish(self, state: _State, end: int, swallowed: str = "") -> None:
        group = GROUP.match(self._raw, end)
        resumed = group.end() if group else end
        horizon = resumed if swallowed == "<" else min(resumed + 3, len(self._raw))
        after = swallowed.strip("<") + self._raw[resumed:horizon]
        cost = state.cost + self._model.total(after, (self._before + state.text)[-2:])
        gain = self._as_it_stands[horizon - self._start] - cost + BROKEN_TAG * (swallowed == "<")
        self._finished.append((gain, state.text + swallowed, end, state.note))

    def _choose(self) -> Restoration | None:
        if not self._finished:
            return None
        ranked: dict[tuple[str, int], tuple[float, str]] = {}
        for gain, text, end, note in sorted(self._finished, key=lambda f: -f[0])[:200]:
            ranked.setdefault((text, end), (gain, note))
        (text, end), (gain, note) = next(iter(ranked.items()))
        if gain < MARGIN:
            return None
        # Costs of neighbouring characters are not independent, so differences are halved before they are odds.
        odds = sum(math.exp((other - gain) / 2) for other, _ in ranked.values())
        doubt = math.exp((MARGIN - 3 - gain) / 2)
        certainty = max(0.05, 1 / (odds + doubt)) * (0.9 if note else 1.0)
        return Restoration(self._start, end, text, certainty, note or "GBK read one byte off")


def _other_forms(char: str) -> tuple[str, ...]:
    """What ``char`` may have been before somebody converted the garbage to the other script."""
    from texts.repair.forms import simplified, traditional

    return (simplified(char), traditional(char))


_UNASSIGNED: dict[int, tuple[int, ...]] = {}


def _unassigned(lead: int) -> tuple[int, ...]:
    if lead not in _UNASSIGNED:
        _UNASSIGNED[lead] = tuple(t for t in LEADS if not decode(lead, t) and not user_defined(lead, t))
    return _UNASSIGNED[lead]


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
