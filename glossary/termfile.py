"""The bundled glossary's files: TOML that people edit, and beside it the same compiled for a quick start.

Parsing 160 KB of TOML takes 60 ms, half of what the whole app may take to its first paint. The compiled form
is JSON Lines: a header, all names in one line (what the matcher needs), and one concept a line, decoded when it is
first asked for; six files with a thousand names open in 1 ms. ``python -m glossary.compile`` writes it; a test keeps
the two in step.

The files of a folder are one glossary: a concept may name one of another file as related, broader or narrower.
A file may begin with ``not_terms``, a list of longer texts in which a term's name is no term (:mod:`glossary.matcher`).
"""

import json
from collections.abc import Container, Sequence
from pathlib import Path
from typing import NamedTuple

from msgspec import MsgspecError, to_builtins
from msgspec.json import Decoder

from glossary.errors import TermbaseError
from glossary.model import Concept, Term
from glossary.serialise import concept_from_dict, concept_to_dict

BUNDLED = Path(__file__).with_name("bundled")
_FORMAT = 2
_NAMES = Decoder(list[tuple[str, Term]])


class TermFile(NamedTuple):
    """A glossary file, opened: its names at once, its concepts when needed."""

    name: str
    names: list[tuple[str, Term]]
    """Concept id and term, in the order of the file."""
    concepts: dict[str, "bytes | Concept"]
    """By id: the concept, or the JSON that it is made of."""
    not_terms: list[str]


def open_file(toml: Path) -> TermFile:
    """The compiled form if it belongs to this very TOML file (by size), else the TOML itself."""
    try:
        lines = toml.with_suffix(".jsonl").read_bytes().split(b"\n")
        header = json.loads(lines[0])
        if header["format"] == _FORMAT and header["bytes"] == toml.stat().st_size:
            ids: list[str] = header["concepts"]
            names = _NAMES.decode(lines[1])
            return TermFile(toml.name, names, dict(zip(ids, lines[2:], strict=False)), header["not_terms"])
    except (OSError, ValueError, LookupError, TypeError, MsgspecError):
        pass  # missing, old or damaged: the TOML has everything
    return _whole(toml)


def load_toml(path: Path) -> list[Concept]:
    """Every concept of a file, checked. Raises TermbaseError, which names file, concept and field."""
    return list(_read_toml(path)[0])


def _read_toml(path: Path) -> tuple[list[Concept], list[str]]:
    """Its concepts and its ``not_terms``."""
    import tomllib

    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise TermbaseError(f"{path.name} cannot be read: {error.strerror}.") from error
    except ValueError as error:  # not UTF-8, or not TOML
        raise TermbaseError(f"{path.name} is not valid TOML: {error}.") from error
    rows = table.get("concept", [])
    if (
        set(table) - {"concept", "not_terms"}
        or not isinstance(rows, list)
        or not all(isinstance(row, dict) for row in rows)
    ):
        raise TermbaseError(f"{path.name}: a glossary file holds [[concept]] tables and not_terms, nothing else.")
    not_terms = table.get("not_terms", [])
    if not isinstance(not_terms, list) or not all(isinstance(text, str) and text.strip() for text in not_terms):
        raise TermbaseError(f"{path.name}: not_terms must be a list of texts.")
    concepts = [
        concept_from_dict(row, where=f"{path.name}: concept {i}", origin="bundled") for i, row in enumerate(rows, 1)
    ]
    seen: set[str] = set()
    for concept in concepts:
        if concept.id in seen:
            raise TermbaseError(f"{path.name}: two concepts have the id “{concept.id}”.")
        seen.add(concept.id)
    return concepts, not_terms


def open_folder(folder: Path) -> list[TermFile]:
    """Every glossary file of a folder. Raises TermbaseError if one is wrong, or if they do not fit together."""
    files = [open_file(toml) for toml in sorted(folder.glob("*.toml"))]
    check_together(files)
    return files


def check_together(files: Sequence[TermFile]) -> None:
    """No id in two files, and no relation to a concept that none of them has.

    A compiled concept stays unread: its relations were checked when it was compiled.
    """
    homes: dict[str, str] = {}
    for file in files:
        for concept_id in file.concepts:
            if (home := homes.setdefault(concept_id, file.name)) != file.name:
                raise TermbaseError(f"{file.name}: there is a concept “{concept_id}” in {home} already.")
    for file in files:
        for concept in file.concepts.values():
            if not isinstance(concept, bytes):
                _check_relations(concept, file.name, homes)


def _check_relations(concept: Concept, name: str, known: Container[str]) -> None:
    for field in ("related", "broader", "narrower"):
        for target in getattr(concept, field):
            if target not in known or target == concept.id:
                raise TermbaseError(f"{name}: concept {concept.id}: {field} names “{target}”, which is no other.")


def compiled(folder: Path) -> dict[Path, str]:
    """The compiled form of every glossary file of the folder, by where it belongs. Raises TermbaseError."""
    files = {toml: _whole(toml) for toml in sorted(folder.glob("*.toml"))}
    check_together(list(files.values()))
    return {toml.with_suffix(".jsonl"): _compiled(toml, file) for toml, file in files.items()}


def _whole(toml: Path) -> TermFile:
    """The TOML file itself, with every concept read."""
    concepts, not_terms = _read_toml(toml)
    names = [(concept.id, term) for concept in concepts for term in concept.terms]
    return TermFile(toml.name, names, {concept.id: concept for concept in concepts}, not_terms)


def _compiled(toml: Path, file: TermFile) -> str:
    concepts = [concept for concept in file.concepts.values() if not isinstance(concept, bytes)]
    header = {
        "format": _FORMAT,
        "bytes": toml.stat().st_size,
        "concepts": list(file.concepts),
        "not_terms": file.not_terms,
    }
    lines = (header, to_builtins(file.names), *map(concept_to_dict, concepts))
    return "\n".join(map(_json, lines)) + "\n"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
