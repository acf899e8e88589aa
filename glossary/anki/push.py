"""Our notes into a running Anki: new ones added, known ones brought up to date, none ever twice.

Known is a note of our types with the same ``TermId``. Its fields are replaced, except those that are empty with us or
that we leave to Anki; its cards and their schedule stay as they are.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, TypeVar

from msgspec import Struct

from glossary.anki.connect import AnkiConnect, RefusalError
from glossary.anki.model import DECK, FIELDS, FILLED_IN_ANKI, AnkiError, AnkiNote
from glossary.anki.note_types import TYPES, NoteType, style_sheet

_AT_ONCE: Final = 100
"""Notes in one call, so that each ends well within its deadline."""
_Item = TypeVar("_Item")


class Pushed(Struct):
    """What became of the notes."""

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    problems: list[tuple[str, str]] = []
    """Of each note that Anki refused: its Hanzi, and why."""


def push(notes: Sequence[AnkiNote], anki: AnkiConnect, deck: str = DECK) -> Pushed:
    """Raises AnkiError where nothing more can be done; what a single note met with is in what is returned."""
    anki.check()
    anki.ask("createDeck", deck=deck)
    names = anki.ask("modelNames")
    used = {note.type_name for note in notes}
    for kind in TYPES:
        if kind.name in used:
            _have_type(anki, kind, names if isinstance(names, list) else [])
    known = {key: note for kind in TYPES if kind.name in used for key, note in _known(anki, kind.name)}
    pushed = Pushed()
    _add([note for note in notes if note.key not in known], anki, deck, pushed)
    _update([(note, known[note.key]) for note in notes if note.key in known], anki, pushed)
    return pushed


def _have_type(anki: AnkiConnect, kind: NoteType, names: Sequence[object]) -> None:
    """Make a note type, unless there is one; how a learner has changed its looks stays."""
    if kind.name not in names:
        templates = [{"Name": t.name, "Front": t.front, "Back": t.back} for t in kind.templates]
        anki.ask(
            "createModel", modelName=kind.name, inOrderFields=list(FIELDS), css=style_sheet(), isCloze=kind.cloze,
            cardTemplates=templates,
        )  # fmt: skip
        return
    fields = anki.ask("modelFieldNames", modelName=kind.name)
    missing = [name for name in FIELDS if not isinstance(fields, list) or name not in fields]
    if missing:
        raise AnkiError(
            f"Anki’s note type “{kind.name}” lacks the field{'s' * (len(missing) > 1)} {', '.join(missing)}; "
            "rename or delete that note type, and push again."
        )


class _Known(Struct, frozen=True):
    id: int
    fields: Mapping[str, str]
    tags: frozenset[str]


def _known(anki: AnkiConnect, type_name: str) -> Iterator[tuple[str, _Known]]:
    """The notes of a type that Anki has, by ``TermId``."""
    ids = anki.ask("findNotes", query=f'note:"{type_name}"')
    if not isinstance(ids, list):
        raise AnkiError(f"Anki at {anki.url} gave no list of notes; is the add-on AnkiConnect up to date?")
    for some in _portions(ids):
        for info in _listed(anki.ask("notesInfo", notes=some)):
            try:
                fields = {str(name): str(field["value"]) for name, field in info["fields"].items()}
                note = _Known(int(info["noteId"]), fields, frozenset(map(str, info.get("tags", ()))))
            except (AttributeError, KeyError, TypeError, ValueError):
                continue  # {} stands for a note that was deleted meanwhile
            if fields.get("TermId"):
                yield fields["TermId"], note


def _add(notes: Sequence[AnkiNote], anki: AnkiConnect, deck: str, pushed: Pushed) -> None:
    for some in _portions(notes):
        wanted = [_as_wanted(note, deck) for note in some]
        allowed = _listed(anki.ask("canAddNotes", notes=wanted))
        if len(allowed) != len(some):
            raise AnkiError(f"Anki at {anki.url} did not say which of {len(some)} notes it takes.")
        for note, may in zip(some, allowed, strict=True):
            if not may:
                pushed.problems.append((note.fields["Hanzi"], "Anki has a note with the same TermId."))
        taken = [(note, want) for note, want, may in zip(some, wanted, allowed, strict=True) if may is True]
        for (note, _), answer in zip(taken, _added(anki, [want for _, want in taken]), strict=True):
            if isinstance(answer, int):
                pushed.added += 1
            else:
                pushed.problems.append((note.fields["Hanzi"], str(answer or "Anki did not add it.")))


def _added(anki: AnkiConnect, wanted: Sequence[dict[str, Any]]) -> list[Any]:
    """The new ids. Some versions of the add-on refuse all for one that fails, others have null for it, and none says
    why; so what was not added is asked for by itself."""
    if not wanted:
        return []
    try:
        answers = anki.ask("addNotes", notes=wanted)
    except RefusalError:
        answers = [None] * len(wanted)
    if not isinstance(answers, list) or len(answers) != len(wanted):
        raise AnkiError(f"Anki at {anki.url} did not say which of {len(wanted)} notes it added.")
    again = [n for n, answer in enumerate(answers) if not isinstance(answer, int)]
    for n, answer in zip(again, anki.ask_many("addNote", [{"note": wanted[n]} for n in again]), strict=True):
        answers[n] = answer
    return answers


def _as_wanted(note: AnkiNote, deck: str) -> dict[str, Any]:
    return {
        "deckName": deck,
        "modelName": note.type_name,
        "fields": dict(zip(FIELDS, note.values, strict=True)),
        "tags": list(note.tags),
        "options": {
            "allowDuplicate": False,
            "duplicateScope": "collection",
            "duplicateScopeOptions": {"deckName": None, "checkChildren": True, "checkAllModels": False},
        },
    }


def _update(pairs: Sequence[tuple[AnkiNote, _Known]], anki: AnkiConnect, pushed: Pushed) -> None:
    changed: list[tuple[AnkiNote, int, dict[str, str]]] = []
    tagged: list[dict[str, Any]] = []
    for note, known in pairs:
        fields = {
            name: value
            for name, value in zip(FIELDS, note.values, strict=True)
            if name not in FILLED_IN_ANKI and value != known.fields.get(name) and (value or name.startswith("Ask"))
        }
        new_tags = sorted(set(note.tags) - known.tags)
        if new_tags:
            tagged.append({"notes": [known.id], "tags": " ".join(new_tags)})
        if fields:
            changed.append((note, known.id, fields))
        elif not new_tags:
            pushed.unchanged += 1
        else:
            pushed.updated += 1
    for some in _portions(changed):
        answers = anki.ask_many("updateNoteFields", [{"note": {"id": i, "fields": fields}} for _, i, fields in some])
        for (note, _, _), answer in zip(some, answers, strict=True):
            if isinstance(answer, AnkiError):
                pushed.problems.append((note.fields["Hanzi"], str(answer)))
            else:
                pushed.updated += 1
    for tags in _portions(tagged):
        anki.ask_many("addTags", tags)


def _listed(answer: object) -> list[Any]:
    return answer if isinstance(answer, list) else []


def _portions(items: Sequence[_Item]) -> Iterator[Sequence[_Item]]:
    for start in range(0, len(items), _AT_ONCE):
        yield items[start : start + _AT_ONCE]
