"""What became of a paragraph's terms in its English, whoever wrote that."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reader.errors import USER_ERRORS
from reader.tui.screens.desk import ReadingDesk

if TYPE_CHECKING:
    from reader.text.translate.auditing import TermAudit
    from reader.translation import Translation
    from reader.tui.dialogs.lists import Choice

_AGAIN, _INSTEAD = "again", "instead "
_SIGNS = {"kept": "✓", "otherwise": "≠", "lost": "✗"}


class TermsShown(ReadingDesk):
    """The list of a paragraph's terms; ↵ goes to one in the text."""

    def show_terms(self, index: int) -> None:
        from reader.tui.dialogs.lists import ChoiceDialog

        paragraph = self._reading.paragraphs[index]
        made = None if paragraph.translation else self._stand_in.machine(index)
        english = paragraph.translation or (made.english if made is not None else "")
        try:
            terms = self._session.translator.audit(
                paragraph.text, english, self._session.analyser(self._reading.id), index
            )
        except USER_ERRORS as error:
            self.notify(str(error), severity="error", timeout=10, markup=False)
            return
        who = paragraph.translated_by or (made.provider if made is not None else "")
        heading = f"¶{index + 1} · English by {_label(who)} · {_counted(terms)}"
        for note in made.notes if made is not None else ():
            heading += f"\n{note[0].upper()}{note[1:]}."
        choices = [*self._term_choices(terms), *(self._other_choices(made) if made is not None else ())]

        def chosen(answer: str | None) -> None:
            if answer is not None:
                self._after_terms(index, answer)

        self.app.push_screen(ChoiceDialog(heading, choices, "This paragraph has no terms of the glossary."), chosen)

    def _term_choices(self, terms: "Sequence[TermAudit]") -> "list[Choice]":
        from reader.tui.dialogs.lists import Choice

        order = ["lost", "otherwise", "kept"]
        choices = []
        for term in sorted(terms, key=lambda term: order.index(term.verdict)):
            said = {
                "kept": term.found,
                "otherwise": f"“{term.found}”, not {term.preferred}",
                "lost": f"({term.preferred})",
            }
            label = f"{_SIGNS[term.verdict]} {self._shown_word(term.name)}  {said[term.verdict]}"
            choices.append(Choice(f"term {term.name}", label))
        return choices

    def _other_choices(self, made: "Translation") -> "list[Choice]":
        from reader.tui.dialogs.lists import Choice

        others = [one for one in self._session.translator.settings.ready() if one.name != made.provider]
        return [
            Choice(_AGAIN, "Translate it again"),
            *(Choice(_INSTEAD + one.name, f"Translate it by {one.label}") for one in others),
        ]

    def _after_terms(self, index: int, answer: str) -> None:
        if answer.startswith("term "):
            offset = self._reading.paragraphs[index].text.find(answer.removeprefix("term "))
            self.view.go_to(index, max(offset, 0))
        else:
            self.translate_again(index, answer.removeprefix(_INSTEAD) if answer.startswith(_INSTEAD) else "")

    def translate_again(self, index: int, provider: str) -> None:
        """Ask anew for a paragraph's English; ``provider``: of this service alone."""
        raise NotImplementedError


def _label(provider: str) -> str:
    from reader.stand_in import label_of

    return label_of(provider) if provider else "a person"


def _counted(terms: "Sequence[TermAudit]") -> str:
    """``"3 terms kept, 1 lost"``."""
    counts = {verdict: sum(term.verdict == verdict for term in terms) for verdict in ("kept", "otherwise", "lost")}
    words = {"kept": "kept", "otherwise": "rendered otherwise", "lost": "lost"}
    said = [f"{count} {words[verdict]}" for verdict, count in counts.items() if count]
    return f"terms: {', '.join(said)}" if said else "no terms"
