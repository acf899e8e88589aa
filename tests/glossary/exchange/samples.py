"""Concepts with hostile strings, and what an import of a file makes of an empty glossary."""

import string
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from io import BytesIO
from typing import Any, get_args

from hypothesis import strategies as st
from msgspec.structs import replace

from glossary.exchange.entry import TEXTS, Contents, GivenTerm
from glossary.exchange.formats import read, write
from glossary.exchange.options import ReadOptions, WriteOptions
from glossary.exchange.plan import Plan, plan
from glossary.exchange.text import flat
from glossary.fold import fold, is_han
from glossary.model import Concept, Example, FormKind, Rendering, Term, TermStatus
from glossary.termbase import Termbase

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
_PAIRS = ["头頭", "机機", "后後", "发發", "发髮", "直直", "𠮷𠮷", "〇〇", "里裡", "里里", "㐂㐂"]
_SYLLABLES = ["tou2", "ji1", "hou4", "r5", "de5", "lü4", "nü3", "ê4", "m2", "hng5", "xi1", "an1", "er2", "lüe4"]
_SIGNS = [
    *(*string.ascii_letters, *string.digits, *"+=-@#'\"\\;|；/<>&[]{}%$,.:_·’“…—！ＡＢ０　"),
    *("\t", "\n", "\r", "\r\n", " ", "\x00", "\x1b", "\x7f", "\x85", "\u2028", "\u200b", "\u202e", "\ufeff", "\ufffe"),
    *("é", "e\u0301", "ж", "ね", "🧧", "👩\u200d💻", "\ufffd"),
]


def text_of(*more: str) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from([*_SIGNS, *"直播带货", "𠮷", *more]), max_size=12).map("".join)


LONG = st.one_of(text_of(), text_of(" | ", "</term>", "]]>", "&amp;", "{duban:x}", "[deprecated: y] ", '","', "=1+1"))
OPTIONAL = st.one_of(st.just(""), LONG.filter(lambda text: flat(text) not in ("", "-")))
REQUIRED = LONG.filter(lambda text: flat(text) not in ("", "-"))
IDS = st.lists(st.sampled_from([*string.ascii_lowercase, *"0123456789-_.=+@;|'\"<&直}#:", "_x0041_"]), min_size=1,
               max_size=8).map("".join).filter(lambda text: text != "-")  # fmt: skip
STATUS: st.SearchStrategy[TermStatus] = st.sampled_from(get_args(TermStatus))
KIND: st.SearchStrategy[FormKind] = st.sampled_from(get_args(FormKind))


@st.composite
def terms(draw: st.DrawFn) -> Term:
    signs = draw(st.lists(st.one_of(st.sampled_from(_PAIRS), st.sampled_from(_SIGNS)), min_size=1, max_size=6))
    signs.append(draw(st.sampled_from(_PAIRS)))
    hans = "".join(sign[0] if sign in _PAIRS else sign for sign in signs)
    hant = "".join(sign[1] if sign in _PAIRS else sign for sign in signs)
    readings = tuple(draw(st.sampled_from(_SYLLABLES)) if is_han(char) else None for char in hans)
    return Term(hans, hant, readings, draw(STATUS), draw(KIND))


RENDERINGS = st.builds(Rendering, REQUIRED, STATUS, OPTIONAL)
EXAMPLES = st.builds(Example, REQUIRED, OPTIONAL, OPTIONAL)


@st.composite
def glossaries(draw: st.DrawFn) -> list[Concept]:
    """Up to three concepts, linked among each other from both sides."""
    found = []
    for identity in draw(st.lists(IDS, min_size=1, max_size=3, unique=True)):
        texts: dict[str, Any] = {name: draw(OPTIONAL) for name in TEXTS}
        found.append(
            Concept(
                identity,
                tuple(draw(st.lists(terms(), min_size=1, max_size=3, unique_by=lambda t: fold(flat(t.hans)).strip()))),
                tuple(draw(st.lists(RENDERINGS, max_size=3, unique_by=lambda r: flat(r.text)))),
                examples=tuple(draw(st.lists(EXAMPLES, max_size=2, unique_by=lambda e: flat(e.zh)))),
                origin="user",
                **texts,
            )
        )
    for at in range(len(found) - 1):
        name, inverse = draw(st.sampled_from([("related", "related"), ("broader", "narrower")]))
        one, other = found[at : at + 2]
        found[at] = replace(one, **{name: (*getattr(one, name), other.id)})
        found[at + 1] = replace(other, **{inverse: (*getattr(other, inverse), one.id)})
    return found


class PlainCompleter:
    """Fills in as little as can be: the same form, every character read a1."""

    def forms(self, given: GivenTerm) -> tuple[str, str]:
        return given.hans or given.surface, given.hant or given.surface

    def reading(self, hans: str, hant: str) -> tuple[tuple[str | None, ...], bool]:  # noqa: ARG002
        return spelt(hans), False


def spelt(hans: str) -> tuple[str | None, ...]:
    return tuple("a1" if is_han(char) else None for char in hans)


def written(concepts: Sequence[Concept], form: str, **options: Any) -> bytes:
    out = BytesIO()
    by_id = {concept.id: concept for concept in concepts}
    write(concepts, out, form, WriteOptions(NOW, find=by_id.get, **options))
    return out.getvalue()


def contents(data: bytes | str, form: str, **options: Any) -> Contents:
    return read(data.encode() if isinstance(data, str) else data, "a file", form, ReadOptions(**options))


def planned(data: bytes | str, form: str, base: Sequence[Concept] = (), **options: Any) -> Plan:
    return plan(contents(data, form, **options), Termbase((), base), PlainCompleter())


def imported(data: bytes | str, form: str, base: Sequence[Concept] = (), **options: Any) -> list[Concept]:
    """The concepts of a file taken in; none of them may have a fault."""
    made = planned(data, form, base, **options)
    assert not made.faults, made.faults
    return [change.after for change in made.changes]


def problems(data: bytes | str, form: str, base: Sequence[Concept] = (), **options: Any) -> list[str]:
    """The faults of a file, as they are shown."""
    return [str(fault) for fault in planned(data, form, base, **options).faults]


def mapped(concept: Concept, change: Callable[[str], str]) -> Concept:
    """A concept with every string but its ids changed."""
    return replace(
        concept,
        terms=tuple(replace(t, hans=change(t.hans), hant=change(t.hant)) for t in concept.terms),
        renderings=tuple(replace(r, text=change(r.text), note=change(r.note)) for r in concept.renderings),
        examples=tuple(Example(change(e.zh), change(e.en), change(e.source)) for e in concept.examples),
        **{name: change(getattr(concept, name)) for name in TEXTS},
    )


def flattened(concept: Concept) -> Concept:
    """What a format of one line a value holds: names keep the readings of the characters that are left."""
    plain = mapped(concept, flat)
    return replace(plain, terms=tuple(realigned(t, o) for t, o in zip(plain.terms, concept.terms, strict=True)))


def realigned(term: Term, before: Term) -> Term:
    """The term with the readings of its Han characters as they were before it lost some other signs."""
    rest = iter([reading for reading in before.readings if reading])
    return replace(term, readings=tuple(next(rest) if is_han(char) else None for char in term.hans))
