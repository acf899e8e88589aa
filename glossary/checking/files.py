"""Glossary files as they are, faults and all: what can be read of them, and a finding for each concept that cannot."""

import json
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from glossary.checking.model import Finding
from glossary.errors import TermbaseError
from glossary.model import Concept
from glossary.serialise import concept_from_dict


def read_concepts(path: Path) -> tuple[list[Concept], list[Finding]]:
    """The sound concepts of a TOML file ([[concept]] tables) or a JSON file (an array, or one object).

    Unlike loading, it goes on after a fault, so that one check names them all. Raises TermbaseError if the file cannot
    be read at all.
    """
    concepts: dict[str, Concept] = {}
    findings: list[Finding] = []
    for number, row in enumerate(_rows(path), 1):
        place = f"{path.name}: concept {number}"
        try:
            concept = concept_from_dict(row, where=place)
        except TermbaseError as error:
            identity = row.get("id")
            ids = (identity,) if isinstance(identity, str) and identity else ()
            findings.append(Finding("error", "invalid", ids, str(error), place))
            continue
        if concept.id in concepts:
            said = f"Two concepts have the id “{concept.id}”; the second is left out of the check."
            findings.append(Finding("error", "duplicate-id", (concept.id,), said, place))
        else:
            concepts[concept.id] = concept
    return list(concepts.values()), findings


def _rows(path: Path) -> Sequence[Mapping[str, Any]]:
    if path.suffix not in (".toml", ".json"):
        raise TermbaseError(f"{path} cannot be checked as it is; import it, or name a .toml or .json file.")
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
