"""A translation put right by hand, a sentence at a time: the next one pulled up, the last one pushed down."""

from collections.abc import Mapping, Sequence

from reader.text.sentences import english_sentences

Lines = Mapping[int, str]
"""What lines of the English become, by number."""


def pulled_up(english: Sequence[str], at: int) -> Lines | None:
    """The first sentence below comes to the end of this paragraph; None where there is none below."""
    below = next((n for n in range(at + 1, len(english)) if english[n].strip()), None)
    if below is None:
        return None
    first = english_sentences(english[below])[0]
    return {at: _joined(english[at], english[below][: first.end]), below: english[below][first.end :].strip()}


def pushed_down(chinese: Sequence[str], english: Sequence[str], at: int) -> Lines | None:
    """The last sentence of this paragraph goes to the beginning of the next one; None where it has none, or is the
    last."""
    below = next((n for n in range(at + 1, len(chinese)) if chinese[n].strip()), None)
    if below is None or not english[at].strip():
        return None
    last = english_sentences(english[at])[-1]
    return {at: english[at][: last.start].strip(), below: _joined(english[at][last.start :], english[below])}


def _joined(first: str, second: str) -> str:
    return " ".join(filter(None, (first.strip(), second.strip())))
