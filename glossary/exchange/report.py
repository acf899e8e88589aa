"""A plan in words and as JSON: what an import changes, concept by concept."""

from collections.abc import Iterator
from typing import Any

from glossary.editing import difference
from glossary.exchange.plan import Change, Plan
from glossary.serialise import concept_to_dict


def change_lines(plan: Plan) -> Iterator[str]:
    """A line for each new concept, for each field of a changed one, and for each note."""
    for change in plan.changes:
        concept = change.after
        if change.kind == "new":
            english = "; ".join(rendering.text for rendering in concept.renderings)
            yield f"new\t{concept.id}\t{'; '.join(term.hans for term in concept.terms)}\t{english}"
        for line in _fields(change):
            yield f"changed\t{concept.id}\t{line}"
        for note in change.notes:
            yield f"note\t{concept.id}\t{note}"


def _fields(change: Change) -> list[str]:
    if change.kind != "changed" or change.before is None:
        return []
    return difference(concept_to_dict(change.before), concept_to_dict(change.after))


def change_records(plan: Plan) -> list[dict[str, Any]]:
    """For JSON: every concept with what it was and will be, field by field."""
    return [
        {
            "id": change.after.id,
            "change": change.kind,
            "where": change.where,
            "fields": _field_records(change),
            "notes": list(change.notes),
        }
        for change in plan.changes
    ]


def _field_records(change: Change) -> list[dict[str, Any]]:
    after = concept_to_dict(change.after)
    before = concept_to_dict(change.before) if change.before else {}
    return [
        {"field": name, "before": before.get(name), "after": after[name]}
        for name in after
        if name not in ("origin", "id") and after[name] != before.get(name) and (after[name] or before.get(name))
    ]


def summary(plan: Plan, dry: bool = False) -> str:
    """One sentence of what was (or would be) done."""
    counts = ", ".join(f"{plan.count(kind)} {kind}" for kind in ("new", "changed", "unchanged"))
    return f"{counts}; nothing was changed, this is a dry run." if dry else f"{counts}."
