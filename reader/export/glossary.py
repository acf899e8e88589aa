"""The glossary at the end of a page: an entry for each term used, with links back to every place."""

from collections.abc import Callable, Iterator, Mapping

from glossary.model import Concept, Term
from reader.export.escape import escape
from reader.export.model import Knowledge
from reader.export.options import PINYIN
from reader.export.scripts import ScriptTable
from reader.export.terms import TermUse, Used
from reader.text.model import ShownToken, Token
from reader.text.orthography import write_token
from texts.model import Script

_SEVERAL = {"related": "see also", "broader": "a kind of", "narrower": "for instance"}


def _here(_: int) -> str:
    return ""


class GlossaryWriter:
    """Writes entries as ``<li id="g1">``; all but the links back (``.back``) is also what a pop-up shows."""

    def __init__(
        self,
        terms: TermUse,
        knowledge: Knowledge,
        script: Script,
        scripts: Mapping[Script, ScriptTable],
        file_of: Callable[[int], str] = _here,
    ) -> None:
        """``file_of`` says which file an occurrence is in, where that is not the glossary's own."""
        self._file_of = file_of
        self._terms = terms
        self._knowledge = knowledge
        self._script = script
        self._scripts = scripts

    def entries(self) -> Iterator[str]:
        for used in self._terms.used():
            lines = "\n".join(line for line in self._lines(used) if line)
            yield f'<li id="g{used.number}">\n{lines}\n</li>\n'

    def _lines(self, used: Used) -> Iterator[str]:
        concept = used.concept
        head = concept.preferred
        reading = self._reading(concept, head)
        yield f'<p class="term" data-n="{used.number}"><dfn>{both_scripts(head)}</dfn> {reading}</p>'
        yield _renderings(concept)
        if concept.definition_en:
            yield f'<p class="def" lang="en">{escape(concept.definition_en)}</p>'
        if concept.definition_zh:
            yield self._chinese(f"g{used.number}z", concept.definition_zh)
        others = [term for term in concept.terms if term is not head]
        if others:
            names = ", ".join(f'<span class="name">{both_scripts(term)}</span>' for term in others)
            yield f'<p class="also" lang="en">also written {names}</p>'
        for field, words in _SEVERAL.items():
            yield self._links(words, getattr(concept, field))
        yield self._back(used)

    def _reading(self, concept: Concept, term: Term) -> str:
        token = Token(term.hans, 0, len(term.hans), "term", term.readings, concept.id)
        shown = ShownToken(token, term.hans, 0, len(term.hans), term.readings)
        written = write_token(shown, term.readings, "marks", self._knowledge.name_kind(concept.id))
        return f'<span class="r" lang="{PINYIN}">{escape(written)}</span>' if written else ""

    def _chinese(self, key: str, text: str) -> str:
        shown = self._knowledge.in_script(text, self._script)
        for script, table in self._scripts.items():
            table.learn(key, shown, self._knowledge.in_script(text, script))
        return f'<p class="def zh" data-k="{key}">{escape(shown)}</p>'

    def _links(self, words: str, ids: tuple[str, ...]) -> str:
        """Links to those related concepts that have an entry here."""
        links = []
        for concept_id in ids:
            number, concept = self._terms.number_of(concept_id), self._knowledge.concept(concept_id)
            if number is not None and concept is not None:
                links.append(f'<a href="#g{number}">{both_scripts(concept.preferred)}</a>')
        return f'<p class="see" lang="en">{words} {", ".join(links)}</p>' if links else ""

    def _back(self, used: Used) -> str:
        """Links to every place; further ones in a paragraph are small figures after its number."""
        by_paragraph: dict[int, list[str]] = {}
        for paragraph, occurrence in used.places:
            by_paragraph.setdefault(paragraph, []).append(f"{self._file_of(occurrence)}#o{occurrence}")
        links = []
        for paragraph, (first, *rest) in by_paragraph.items():
            more = "".join(
                f'<a href="{place}" aria-label="paragraph {paragraph}, place {n}"><sup>{n}</sup></a>'
                for n, place in enumerate(rest, 2)
            )
            links.append(f'<a href="{first}">{paragraph or "title"}</a>{more}')
        return f'<p class="back" lang="en"><span aria-hidden="true">¶</span> {", ".join(links)}</p>'


def both_scripts(term: Term) -> str:
    """A term in both scripts, each in its own language; the style of the page puts the one in use first."""
    if term.hans == term.hant:
        return f"<b>{escape(term.hans)}</b>"
    return f'<b class="hs" lang="zh-Hans">{escape(term.hans)}</b> <b class="ht" lang="zh-Hant">{escape(term.hant)}</b>'


def _renderings(concept: Concept) -> str:
    ranked = {"preferred": "", "admitted": "also ", "deprecated": "not "}
    written = []
    for rendering in concept.renderings:
        note = f" ({escape(rendering.note)})" if rendering.note else ""
        written.append(
            f'<span class="{rendering.status}">{ranked[rendering.status]}<i>{escape(rendering.text)}</i>{note}</span>'
        )
    return f'<p class="en-t" lang="en">{"; ".join(written)}</p>' if written else ""
