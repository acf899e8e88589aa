"""Bare annotated HTML for other people's pages: paragraphs in ruby, terms marked, nothing around them."""

from reader.export.escape import escape
from reader.export.model import Knowledge
from reader.export.options import LANGUAGE, RubyBy
from reader.export.ruby import RubyWriter, pieces
from reader.text.model import ShownParagraph, ShownToken
from texts.model import Kind

_ELEMENT: dict[Kind, str] = {"heading": "h2", "caption": "p", "body": "p"}


class FragmentWriter:
    """Writes paragraphs one by one; a term is ``<dfn data-term="its id" title="its English">``."""

    def __init__(self, knowledge: Knowledge, by: RubyBy = "word") -> None:
        self._knowledge = knowledge
        self._ruby = RubyWriter(by, full=True)

    def paragraph(self, shown: ShownParagraph) -> str:
        """The paragraph as one line, its English as another; empty for a blank one."""
        if not shown.text.strip():
            return ""
        name = _ELEMENT[shown.paragraph.kind]
        mark = ' class="caption"' if shown.paragraph.kind == "caption" else ""
        body = f'<{name} lang="{LANGUAGE[shown.script]}"{mark}>{self.inline(shown)}</{name}>\n'
        english = shown.paragraph.source.translation
        return body + (f'<p lang="en">{escape(english)}</p>\n' if english else "")

    def inline(self, shown: ShownParagraph) -> str:
        return "".join(map(self._token, shown.tokens))

    def _token(self, shown: ShownToken) -> str:
        html = "".join(map(self._ruby.piece, pieces(shown, self._knowledge.name_kind)))
        term = shown.token.term
        concept = None if term is None else self._knowledge.concept(term)
        if concept is None:
            return html
        return f'<dfn data-term="{escape(concept.id)}" title="{escape(concept.rendering)}">{html}</dfn>'
