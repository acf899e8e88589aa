"""How the glossary's screens write Chinese: in the script and style in which the text is being read."""

from glossary.model import Concept, Term
from reader.session import Session
from reader.text.script import fold
from reader.text.styles import StyleName
from texts.model import Script


class ConceptWords:
    """Names, readings and sentences of concepts as they are to be seen now."""

    def __init__(self, session: Session, script: Script, style: StyleName) -> None:
        self._session = session
        self.script = script
        self._style = style

    def name(self, term: Term) -> str:
        match self.script:
            case "hans":
                return term.hans
            case "hk":
                return self._session.in_script(term.hans, "hk")
            case _:
                return term.hant

    def other(self, term: Term) -> str:
        """The name in the other script; nothing where both are the same."""
        shown = self.name(term)
        return next((form for form in (term.hans, term.hant) if form != shown), "")

    def reading(self, concept: Concept, term: Term) -> str:
        return self._session.reading_of_term(concept, term, self._style)

    def sentence(self, text: str) -> str:
        """A sentence of the glossary or a text: what is traditional already stays as it was written."""
        simple = fold(text)
        if self.script == "hans" or simple != text:
            return simple if self.script == "hans" else text
        return self._session.in_script(text, self.script)
