"""Judging a typed answer, kindly: what was right of it is said, and a slip of the tone is not a wrong word."""

from collections.abc import Sequence
from typing import Literal
from unicodedata import normalize

from msgspec import Struct

from glossary.fold import fold, is_han
from glossary.model import Concept, Term
from glossary.pinyin import parse_query, parse_readings

Verdict = Literal["right", "tone", "toneless", "characters", "other name", "deprecated", "wrong", "empty"]
"""``toneless`` and ``characters``: only where the reading itself was asked; right, but without its tones, and the word
itself instead of how it is read."""

_TONE_MARKS = "\u0304\u0301\u030c\u0300"
"""Macron, acute, caron and grave, as they combine."""


class Judged(Struct, frozen=True):
    """What is to be said of an answer."""

    verdict: Verdict
    term: Term | None = None
    """The name that was meant, if one can be told."""
    slips: tuple[int, ...] = ()
    """Places (from 0) among the term's Han characters whose tone was wrong."""

    @property
    def accepted(self) -> bool:
        """Whether it counts as known."""
        return self.verdict in ("right", "other name", "toneless")


def _cleaned(typed: str) -> str:
    """Without what an input method leaves: full-width letters and full stops."""
    return normalize("NFKC", typed).strip().strip("。.!?")


def judge(typed: str, concept: Concept) -> Judged:
    """Compare what was typed (characters in either script, or pinyin with or without tones) with a concept's names."""
    answer = _cleaned(typed)
    if not answer:
        return Judged("empty")
    wanted = concept.preferred
    ranked = [wanted, *(term for term in concept.terms if term is not wanted)]
    for term in ranked:
        if _same_characters(answer, term):
            return Judged(_worth(term, wanted), term)
    if any(map(is_han, answer)):
        return Judged("wrong")
    slipped: Judged | None = None
    for term in ranked:
        slips = _tone_slips(answer, term)
        if slips is None:
            continue
        if not slips:
            return Judged(_worth(term, wanted), term)
        slipped = slipped or Judged("tone", term, slips)
    return slipped or Judged("wrong")


def judge_reading(typed: str, concept: Concept) -> Judged:
    """Compare what was typed with how the concept's preferred name is read; the characters are no answer to that."""
    answer = _cleaned(typed)
    wanted = concept.preferred
    if not answer:
        return Judged("empty")
    if any(map(is_han, answer)):
        return Judged("characters" if _same_characters(answer, wanted) else "wrong", wanted)
    slips = _tone_slips(answer, wanted)
    if slips is None:
        return Judged("wrong")
    if slips:
        return Judged("tone", wanted, slips)
    return Judged("right" if _has_tones(answer) or not _are_toned(wanted) else "toneless", wanted)


def _has_tones(answer: str) -> bool:
    return any(char in "12345" or char in _TONE_MARKS for char in normalize("NFD", answer))


def _are_toned(term: Term) -> bool:
    return any(reading is not None and reading[-1] in "1234" for reading in term.readings)


def _worth(term: Term, wanted: Term) -> Verdict:
    if term is wanted or term.status == "preferred":
        return "right"
    return "deprecated" if term.status == "deprecated" else "other name"


def _same_characters(answer: str, term: Term) -> bool:
    squeezed = "".join(fold(answer).split())
    return squeezed in ("".join(fold(term.hans).split()), "".join(fold(term.hant).split()))


def _tone_slips(answer: str, term: Term) -> tuple[int, ...] | None:
    """Where the tones typed differ from the term's; () if none does or none was typed; None for other syllables."""
    said = [reading for reading in term.readings if reading]
    latin = "".join(c for c, reading in zip(term.hans, term.readings, strict=False) if reading is None).lower()
    if latin.strip():
        # MCN机构: the Latin part is typed as it is, the rest as pinyin.
        plain = answer.lower().replace(" ", "")
        squeezed = "".join(latin.split())
        if not said or not (plain.startswith(squeezed) or plain.endswith(squeezed)):
            return None
        start = answer.lower().find(squeezed)
        answer = (answer[:start] + answer[start + len(squeezed) :]).strip()
    spelling = parse_query(answer)
    if spelling is None or not said:
        return None
    if spelling.matches(tuple(said)):
        return ()
    typed = parse_readings(answer, len(said))
    if typed is None or [_bare(a) for a in typed] != [_bare(b) for b in said]:
        return None
    # A tone that was not typed is none that was mistaken; parse_readings gives such a syllable the neutral one.
    neutral_typed = "5" in answer or "0" in answer
    slips = (
        place
        for place, (a, b) in enumerate(zip(typed, said, strict=True))
        if a != b and (neutral_typed or not a.endswith("5"))
    )
    return tuple(slips) or None


def _bare(syllable: str) -> str:
    return syllable.rstrip("012345")


def near_renderings(concept: Concept, others: Sequence[Concept], count: int = 3) -> list[str]:
    """Wrong answers worth choosing among: the concept's own rejected renderings first, then what its relations are
    called, then whatever else is in its field. None is an accepted rendering of the concept."""
    accepted = {r.text.lower() for r in concept.renderings if r.status != "deprecated"}
    near = {*concept.related, *concept.broader, *concept.narrower}
    ranked = [r.text for r in concept.renderings if r.status == "deprecated"]
    ranked += [other.rendering for other in others if other.id in near]
    ranked += [other.rendering for other in others if other.id not in near and other.domain == concept.domain]
    ranked += [other.rendering for other in others]
    found: dict[str, str] = {}
    for text in ranked:
        if text and text.lower() not in accepted:
            found.setdefault(text.lower(), text)
    return list(found.values())[:count]
