"""What is said of a typed or chosen answer, and which rating is proposed for it. Pure."""

from glossary.fold import is_han
from glossary.model import Term
from glossary.study.answers import Judged, Verdict, judge, judge_reading
from glossary.study.model import Rating
from reader.faces import Dress, Question

_PROPOSED: dict[Verdict, Rating] = {
    "right": Rating.GOOD,
    "other name": Rating.GOOD,
    "toneless": Rating.GOOD,
    "tone": Rating.HARD,
    "deprecated": Rating.HARD,
    "characters": Rating.AGAIN,
    "wrong": Rating.AGAIN,
    "empty": Rating.AGAIN,
}


def judged(question: Question, typed: str) -> Judged:
    """An answer to a card that is answered by typing."""
    of = judge_reading if question.card.direction == "reading" else judge
    return of(typed, question.concept)


def proposed(verdict: Verdict) -> Rating:
    """The rating that Enter gives."""
    return _PROPOSED[verdict]


def verdict_words(found: Judged, question: Question, dress: Dress) -> str:
    """A sentence on what was right of an answer; nothing where none was given."""
    preferred = dress.name(question.concept.preferred)
    named = "" if found.term is None else dress.name(found.term)
    match found.verdict:
        case "right":
            return "Right."
        case "other name":
            return f"Right: {named} is another name. Preferred: {preferred}."
        case "deprecated":
            return f"{named} is no longer used for this; say {preferred}."
        case "tone" if found.term is not None:
            return f"Right word, wrong tone: {_slips(found.term, found.slips, dress)}."
        case "toneless":
            return "Right; its tones were not typed."
        case "characters":
            return "That is the word itself; its reading was asked."
        case "empty":
            return ""
        case _:
            return "Not that."


def _slips(term: Term, slips: tuple[int, ...], dress: Dress) -> str:
    """Every character whose tone was another, with its reading."""
    shown = dress.name(term)
    signs = shown if len(shown) == len(term.hans) else term.hans
    read = [(sign, reading) for sign, reading in zip(signs, term.readings, strict=False) if reading is not None]
    wrong = [read[place] for place in slips if place < len(read)]
    return ", ".join(
        f"{sign} is {dress.write(Term(sign, sign, (reading,)))}" for sign, reading in wrong if is_han(sign)
    )
