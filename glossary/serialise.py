"""Concepts as plain dicts, for JSON and TOML, and back with every field checked.

A concept has the fields of :class:`~glossary.model.Concept`; a term's readings are a list with null for a sign
that has none (``"readings": [null, "ji1", "gou4"]``), or, shorter for people who edit a file, one string with a
hyphen there (``reading = "- ji1 gou4"``). Empty fields may be left out.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Literal, get_args

from msgspec import to_builtins

from glossary.errors import TermbaseError
from glossary.fold import is_han, same_name
from glossary.model import Concept, Example, FormKind, Rendering, Term, TermStatus

_TEXTS = ("definition_en", "definition_zh", "domain", "subdomain", "platform", "source")
_LINKS = ("related", "broader", "narrower")
_FIELDS = frozenset({"id", "terms", "renderings", "examples", "origin", *_TEXTS, *_LINKS})
_TERM_FIELDS = frozenset({"hans", "hant", "reading", "readings", "status", "kind"})


def concept_to_dict(concept: Concept) -> dict[str, Any]:
    """Every field, lists for tuples; what ``duban glossary list --json`` prints."""
    plain: dict[str, Any] = to_builtins(concept)
    return plain


def concept_from_dict(
    raw: Mapping[str, Any], *, where: str = "concept", origin: Literal["bundled", "user"] = "user"
) -> Concept:
    """Read a concept and check all of it.

    ``where`` begins the sentence of the :class:`TermbaseError` ("live-commerce.toml: concept 12"); the concept's
    id and the field follow.
    """
    identity = _text(raw, "id", where)
    if not identity or identity != identity.strip():
        raise TermbaseError(f"{where}: id is empty or has spaces around it.")
    where = f"{where} ({identity})"
    _known_fields(raw, _FIELDS, where)
    checked: dict[str, Any] = {name: _text(raw, name, where) for name in _TEXTS}
    checked |= {name: _strings(raw, name, where) for name in _LINKS}
    terms = tuple(_term(item, f"{where}: terms[{i}]") for i, item in enumerate(_tables(raw, "terms", where)))
    if not terms:
        raise TermbaseError(f"{where}: terms is empty; a concept needs at least one name.")
    return Concept(
        id=identity,
        terms=terms,
        renderings=tuple(
            _rendering(item, f"{where}: renderings[{i}]") for i, item in enumerate(_tables(raw, "renderings", where))
        ),
        examples=tuple(
            _example(item, f"{where}: examples[{i}]") for i, item in enumerate(_tables(raw, "examples", where))
        ),
        origin=origin,
        **checked,
    )


def readings_from_text(text: str) -> tuple[str | None, ...]:
    """``"- ji1 gou4"`` → ``(None, "ji1", "gou4")``; unchecked."""
    return tuple(None if item == "-" else item for item in text.split())


def _term(raw: Mapping[str, Any], where: str) -> Term:
    _known_fields(raw, _TERM_FIELDS, where)
    hans, hant = _required(raw, "hans", where), _required(raw, "hant", where)
    if not same_name(hans, hant):
        raise TermbaseError(f"{where}: hant “{hant}” is not “{hans}” in traditional characters.")
    if "readings" in raw:
        given = raw["readings"]
        if not isinstance(given, Sequence) or any(not isinstance(item, str | None) for item in given):
            raise TermbaseError(f"{where}: readings must be a list of syllables and nulls.")
        readings = tuple(given)
    else:
        readings = readings_from_text(_text(raw, "reading", where))
    _check_readings(hans, readings, where)
    return Term(hans, hant, readings, _status(raw, where), _choice(raw, "kind", get_args(FormKind), "full", where))


def _check_readings(hans: str, readings: tuple[str | None, ...], where: str) -> None:
    if len(readings) != len(hans):
        raise TermbaseError(f"{where}: reading has {len(readings)} items for the {len(hans)} characters of “{hans}”.")
    from glossary.pinyin import normalize  # 2 ms that opening the glossary need not wait for

    for char, reading in zip(hans, readings, strict=True):
        if (reading is not None) != is_han(char):
            problem = f"“{char}” has no reading" if reading is None else f"“{char}” takes “-”, not “{reading}”"
            raise TermbaseError(f"{where}: reading of “{hans}”: {problem}.")
        if reading is not None and normalize(reading) != reading:
            raise TermbaseError(f"{where}: reading of “{hans}”: “{reading}” is not a numbered syllable such as lü4.")


def _rendering(raw: Mapping[str, Any], where: str) -> Rendering:
    _known_fields(raw, frozenset({"text", "status", "note"}), where)
    return Rendering(_required(raw, "text", where), _status(raw, where), _text(raw, "note", where))


def _example(raw: Mapping[str, Any], where: str) -> Example:
    _known_fields(raw, frozenset({"zh", "en", "source"}), where)
    return Example(_required(raw, "zh", where), _text(raw, "en", where), _text(raw, "source", where))


def _status(raw: Mapping[str, Any], where: str) -> TermStatus:
    status: TermStatus = _choice(raw, "status", get_args(TermStatus), "preferred", where)
    return status


def _choice(raw: Mapping[str, Any], name: str, allowed: tuple[str, ...], default: str, where: str) -> Any:
    value = raw.get(name, default)
    if value not in allowed:
        raise TermbaseError(f"{where}: {name} is “{value}”, but must be one of {', '.join(allowed)}.")
    return value


def _known_fields(raw: Mapping[str, Any], known: frozenset[str], where: str) -> None:
    for name in raw:
        if name not in known:
            raise TermbaseError(f"{where}: there is no field “{name}”; the fields are {', '.join(sorted(known))}.")


def _text(raw: Mapping[str, Any], name: str, where: str) -> str:
    value = raw.get(name, "")
    if not isinstance(value, str):
        raise TermbaseError(f"{where}: {name} must be a text.")
    return value


def _required(raw: Mapping[str, Any], name: str, where: str) -> str:
    value = _text(raw, name, where)
    if not value.strip():
        raise TermbaseError(f"{where}: {name} is missing or empty.")
    return value


def _strings(raw: Mapping[str, Any], name: str, where: str) -> tuple[str, ...]:
    value = raw.get(name, ())
    if not isinstance(value, list | tuple) or any(not isinstance(item, str) for item in value):
        raise TermbaseError(f"{where}: {name} must be a list of concept ids.")
    return tuple(value)


def _tables(raw: Mapping[str, Any], name: str, where: str) -> Sequence[Mapping[str, Any]]:
    value = raw.get(name, ())
    if not isinstance(value, list | tuple) or any(not isinstance(item, Mapping) for item in value):
        raise TermbaseError(f"{where}: {name} must be a list of tables.")
    return value
