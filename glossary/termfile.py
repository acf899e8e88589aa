"""The bundled glossary's files: TOML that people edit, and beside it the same compiled for a quick start.

Parsing 160 KB of TOML takes 60 ms, half of what the whole app may take to its first paint. The compiled form
is JSON Lines: a header, all names in one line (what the matcher needs), and one concept a line, parsed when it is
first asked for. ``python -m glossary.compile`` writes it; a test keeps the two in step.
"""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from glossary.errors import TermbaseError
from glossary.model import Concept, Term
from glossary.serialise import concept_from_dict, concept_to_dict, readings_from_text, readings_to_text

BUNDLED = Path(__file__).with_name("bundled")
_FORMAT = 1


class TermFile(NamedTuple):
    """A glossary file, opened: its names at once, its concepts when needed."""

    names: list[tuple[str, Term]]
    """Concept id and term, in the order of the file."""
    concepts: dict[str, "str | Concept"]
    """By id: the concept, or the JSON that it is made of."""


def open_file(toml: Path) -> TermFile:
    """The compiled form if it belongs to this very TOML file (by size), else the TOML itself."""
    try:
        lines = toml.with_suffix(".jsonl").read_text(encoding="utf-8").split("\n")
        header = json.loads(lines[0])
        if header["format"] == _FORMAT and header["bytes"] == toml.stat().st_size:
            ids: list[str] = header["concepts"]
            return TermFile(list(_names(ids, json.loads(lines[1]))), dict(zip(ids, lines[2:], strict=False)))
    except (OSError, ValueError, LookupError, TypeError):
        pass  # missing, old or damaged: the TOML has everything
    concepts = load_toml(toml)
    return TermFile(
        [(concept.id, term) for concept in concepts for term in concept.terms],
        {concept.id: concept for concept in concepts},
    )


def _names(ids: Sequence[str], rows: Sequence[Sequence[Any]]) -> Iterator[tuple[str, Term]]:
    for number, hans, hant, reading, status, kind in rows:
        yield ids[number], Term(hans, hant or hans, readings_from_text(reading), status, kind)


def load_toml(path: Path) -> list[Concept]:
    """Every concept of a file, checked, also against each other.

    Raises TermbaseError, which names file, concept and field.
    """
    import tomllib

    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise TermbaseError(f"{path.name} cannot be read: {error.strerror}.") from error
    except ValueError as error:  # not UTF-8, or not TOML
        raise TermbaseError(f"{path.name} is not valid TOML: {error}.") from error
    rows = table.get("concept", [])
    if set(table) - {"concept"} or not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise TermbaseError(f"{path.name}: a glossary file holds [[concept]] tables and nothing else.")
    concepts = [
        concept_from_dict(row, where=f"{path.name}: concept {i}", origin="bundled") for i, row in enumerate(rows, 1)
    ]
    _check_together(concepts, path.name)
    return concepts


def _check_together(concepts: Sequence[Concept], name: str) -> None:
    seen: set[str] = set()
    for concept in concepts:
        if concept.id in seen:
            raise TermbaseError(f"{name}: two concepts have the id “{concept.id}”.")
        seen.add(concept.id)
    for concept in concepts:
        for field in ("related", "broader", "narrower"):
            for target in getattr(concept, field):
                if target not in seen or target == concept.id:
                    raise TermbaseError(f"{name}: concept {concept.id}: {field} names “{target}”, which is no other.")


def compiled(toml: Path) -> str:
    """The text of the compiled form."""
    concepts = load_toml(toml)
    header = {"format": _FORMAT, "bytes": toml.stat().st_size, "concepts": [concept.id for concept in concepts]}
    names = [
        [i, t.hans, t.hant if t.hant != t.hans else "", readings_to_text(t.readings), t.status, t.kind]
        for i, concept in enumerate(concepts)
        for t in concept.terms
    ]
    return "\n".join(_json(value) for value in (header, names, *map(concept_to_dict, concepts))) + "\n"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
