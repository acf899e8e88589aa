"""Rows of tables gathered into entries, for CSV, TSV and UTX."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from glossary.exchange.entry import LINKS, TEXTS, Contents, Entry, FileScript, GivenTerm
from glossary.exchange.words import kind_word, status_word
from glossary.fold import fold
from glossary.model import Example, TermStatus

Cells = Mapping[str, Sequence[str]]
"""Field → its values in one row; empty ones are left out."""
_Word = TypeVar("_Word")
_LEARNING = frozenset({"0", "1", "2", "3", "4", "5", "98", "99", "w", "i"})
"""Lute's and LWT's status: how well a word is known."""


class RowCollector:
    """Makes entries of rows as they come."""

    def __init__(self, contents: Contents, script: FileScript | None, lute: bool = False) -> None:
        self._contents = contents
        self._script = script
        self._lute = lute
        self._by_id: dict[str, Entry] = {}
        self._by_name: dict[str, list[Entry]] = {}

    def add(self, line: int, cells: Cells) -> None:
        where = f"line {line}"
        entry = self._entry(where, cells)
        faults = len(entry.faults)
        self._terms(entry, cells, where)
        self._renderings(entry, cells, where)
        for name in TEXTS:
            for value in cells.get(name, ()):
                entry.add_text(name, value, where)
        for name in LINKS:
            for value in cells.get(name, ()):
                entry.add_link(name, value.strip())
        self._example(entry, cells, where)
        if len(entry.faults) == faults and not entry.id and not entry.terms:
            entry.fault("names no Chinese term.", where)

    def _entry(self, where: str, cells: Cells) -> Entry:
        ids = cells.get("concept_id", ())
        identity = ids[0].strip() if ids else ""
        if identity:
            if identity not in self._by_id:
                self._by_id[identity] = self._new(where, identity)
            return self._by_id[identity]
        names = next((cells[field] for field in ("simplified", "traditional", "chinese") if cells.get(field)), ())
        name = fold(names[0].strip()) if names else ""
        for known in self._by_name.get(name, ()) if name else ():
            if all(known.texts.get(field, value) == value for field in TEXTS for value in cells.get(field, ())):
                return known
        entry = self._new(where, "")
        self._by_name.setdefault(name, []).append(entry)
        return entry

    def _new(self, where: str, identity: str) -> Entry:
        entry = Entry(f"{where} ({identity})" if identity else where, identity)
        self._contents.entries.append(entry)
        return entry

    def _terms(self, entry: Entry, cells: Cells, where: str) -> None:
        forms = {name: cells.get(name, ()) for name in ("simplified", "traditional", "chinese")}
        count = max(map(len, forms.values()))
        if not count:
            return
        for name, values in {**forms, "pinyin": cells.get("pinyin", ())}.items():
            if values and len(values) != count:
                entry.fault(f"{len(values)} values for {name}, but {count} Chinese names.", where)
                return
        statuses = self._words(entry, "term_status", cells, status_word, count, where)
        kinds = self._words(entry, "term_kind", cells, kind_word, count, where)
        for place in range(count):
            hans, hant, written = (_at(values, place) for values in forms.values())
            if written and self._script:
                hans, hant = (written, hant) if self._script == "hans" else (hans, written)
                written = ""
            self._put(entry, GivenTerm(hans, hant, written, _at(cells.get("pinyin", ()), place) or None,
                                       statuses[place], kinds[place]))  # fmt: skip

    def _put(self, entry: Entry, term: GivenTerm) -> None:
        """Add a name, unless it stands there already and nothing more is said of it."""
        for known in entry.terms:
            if (known.hans, known.hant, known.written) == (term.hans, term.hant, term.written):
                said = (("reading", term.reading), ("status", term.status), ("kind", term.kind))
                if all(value is None or getattr(known, name) == value for name, value in said):
                    return
        entry.add_term(term)

    def _renderings(self, entry: Entry, cells: Cells, where: str) -> None:
        texts = cells.get("english", ())
        statuses = self._words(entry, "english_status", cells, status_word, len(texts), where)
        notes = cells.get("english_note", ())
        if len(notes) > max(1, len(texts)):
            entry.fault(f"{len(notes)} values for english_note, but {len(texts)} English terms.", where)
            return
        for place, text in enumerate(texts):
            note = notes[place] if len(notes) == len(texts) else notes[0] if notes else ""
            entry.add_rendering(text, statuses[place], note)

    def _words(self, entry: Entry, field: str, cells: Cells, read: Any, count: int, where: str) -> "list[Any]":
        """One word for each value, or one for all of them."""
        words = cells.get(field, ())
        if self._lute and field == "term_status" and all(word.strip().lower() in _LEARNING for word in words):
            words = ()
        if not count or not words:
            return [None] * count
        found: list[TermStatus | None] = []
        for word in words:
            found.append(read(word))
            if found[-1] is None:
                entry.fault(f"{field} is “{word}”, which is none that duban knows.", where)
        if len(found) not in (1, count):
            entry.fault(f"{len(found)} values for {field}, but {count} terms.", where)
            return [None] * count
        return found if len(found) == count else found * count

    def _example(self, entry: Entry, cells: Cells, where: str) -> None:
        zh, en, source = (_at(cells.get(f, ()), 0) for f in ("example", "example_en", "example_source"))
        if zh:
            example = Example(zh, en, source)
            if example not in entry.examples or entry.id:
                entry.examples.append(example)
        elif en:
            entry.fault("an example in English without its Chinese.", where)


def _at(values: Sequence[str], place: int) -> str:
    return values[place] if place < len(values) else ""
