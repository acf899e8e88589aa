"""Glossary files as they are, faults and all: what can be read of them, and a finding for each concept that cannot."""

import json
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from glossary.checking.model import Finding
from glossary.errors import TermbaseError
from glossary.model import Concept
from glossary.serialise import concept_from_dict

WHOLE = (".toml", ".json")
"""Suffixes of files that have whole concepts, every field as it is kept."""

Placed = tuple[str, Concept]
"""Where a concept stands, and the concept."""


def read_concepts(path: Path) -> tuple[list[Placed], list[Finding]]:
    """The sound concepts of a TOML file ([[concept]] tables) or a JSON file (an array, or one object).

    Unlike loading, it goes on after a fault, so that one check names them all. Raises TermbaseError if the file cannot
    be read at all.
    """
    concepts: list[Placed] = []
    findings: list[Finding] = []
    for number, row in enumerate(_rows(path), 1):
        place = f"{path.name}: concept {number}"
        try:
            concept = concept_from_dict(row, where=place)
        except TermbaseError as error:
            identity = row.get("id")
            named = (identity,) if isinstance(identity, str) and identity else ()
            findings.append(Finding("error", "invalid", named, str(error), place))
        else:
            concepts.append((place, concept))
    return concepts, findings


def without_doubles(placed: Iterable[Placed]) -> tuple[dict[str, Placed], list[Finding]]:
    """By id; of concepts with the same id the first, and a finding for each other."""
    kept: dict[str, Placed] = {}
    findings = []
    for place, concept in placed:
        if concept.id in kept:
            said = f"“{concept.id}” is the id of the concept at {kept[concept.id][0]} too; this one is left out."
            findings.append(Finding("error", "duplicate-id", (concept.id,), said, place))
        kept.setdefault(concept.id, (place, concept))
    return kept, findings


def _rows(path: Path) -> Sequence[Mapping[str, Any]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
        plain: Any = json.loads(text) if path.suffix == ".json" else tomllib.loads(text)
    except OSError as error:
        raise TermbaseError(f"{path} cannot be read: {error.strerror}.") from error
    except ValueError as error:  # not UTF-8, or neither TOML nor JSON
        kind = "JSON" if path.suffix == ".json" else "TOML"
        raise TermbaseError(f"{path} is not valid {kind}: {error}.") from error
    if path.suffix == ".json":
        rows: Any = plain if isinstance(plain, list) else [plain]
    else:
        rows = plain.get("concept", []) if set(plain) <= {"concept", "not_terms"} else None
    if not isinstance(rows, list) or not all(isinstance(row, Mapping) for row in rows):
        raise TermbaseError(f"{path} is no glossary: that is [[concept]] tables in TOML, or an array in JSON.")
    found: list[Mapping[str, Any]] = rows
    return found
