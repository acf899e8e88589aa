"""Blocks as HTML: paragraphs in ruby, terms as links into the glossary, English below."""

from collections.abc import Iterator, Mapping, Sequence
from typing import cast

from glossary.pinyin import join_marks
from reader.export.escape import escape, escape_word, is_fit, printable
from reader.export.model import Block, Knowledge
from reader.export.options import EnglishBy, RubyBy
from reader.export.ruby import Piece, RubyWriter, pieces
from reader.export.scripts import ScriptTable
from reader.export.terms import TermUse
from reader.export.words import WordBook
from reader.text.model import ShownToken
from reader.text.sentences import pair_sentences
from texts.model import Script

_LONGEST = 2_000
"""Code points of one ``<p>``: a browser lays a paragraph out as a whole, and one of 300,000 stalls it."""


class BlockWriter:
    """Writes blocks, and has every word, term and conversion on the way noted. Keeps nothing of a block itself."""

    def __init__(
        self,
        knowledge: Knowledge,
        by: RubyBy,
        english_by: EnglishBy,
        scripts: Mapping[Script, ScriptTable],
        glossary: str | None = None,
    ) -> None:
        """``scripts``: a table for every other script that the page can be switched to. ``glossary``: the file that the
        entries are in, for XHTML; None for our page, which has them itself."""
        self.words = WordBook(knowledge) if glossary is None else None
        self.terms = TermUse(knowledge)
        self.raw: dict[int, list[str | None]] = {}
        """Number → text and English of the paragraphs that markup cannot hold as they are, or that are blank."""
        self._scripts = scripts
        self._name_kind = knowledge.name_kind
        self._ruby = RubyWriter(by, full=glossary is not None)
        self._quote = "" if glossary is None else '"'
        self._entries = glossary or ""
        self._english_by = english_by
        self._made: dict[tuple[str, tuple[str | None, ...], str], str] = {}

    def block(self, block: Block) -> str:
        """The block as ``<div class="b">``; empty for a blank one."""
        text, english = block.shown.paragraph.text, block.translation
        if block.is_blank or not is_fit(text) or not is_fit(english or ""):
            self.raw[block.number] = [text, english]
        if block.is_blank:
            return ""
        key = f"p{block.number}"
        name = "h2" if block.kind == "heading" else "p"
        q = self._quote
        attributes = f" id={q}{key}{q} class={q}cap{q}" if block.kind == "caption" else f" id={q}{key}{q}"
        sentences = self._sentences(block, english) if english and self._english_by == "sentence" else ""
        if sentences:
            self._learn(key, block, block.shown.tokens)
            body = f"<{name}{attributes}>{sentences}</{name}>\n"
        else:
            body = ""
            for n, tokens in enumerate(_portions(block)):
                if n:
                    attributes = f' class="more" data-k="{key}.{n}"'
                self._learn(f"{key}.{n}" if n else key, block, tokens)
                body += f"<{name}{attributes}>{self.tokens(tokens, block.number)}</{name}>\n"
            if english:
                body += f'<p class="en" lang="en">{escape(english)}</p>\n'
        return f"<div class={q}b{q} data-n={q}{block.number}{q}>\n{body}</div>\n"

    def title(self, block: Block) -> str:
        """The title's Chinese, for an element with the id p0."""
        self._learn("p0", block, block.shown.tokens)
        return self.tokens(block.shown.tokens, block.number)

    def tokens(self, tokens: Sequence[ShownToken], paragraph: int) -> str:
        """Plain text, ruby, and links around terms."""
        made = self._made
        parts = []
        for shown in tokens:
            token = shown.token
            # What is written of a token is made once for all its occurrences.
            key = (shown.text, shown.readings, token.term or token.kind)
            html = made.get(key)
            if html is None:
                html = made[key] = self._make(shown)
            parts.append(html if token.term is None else self._linked(html, token.term, paragraph))
        return "".join(parts)

    def _linked(self, html: str, concept_id: str, paragraph: int) -> str:
        numbers = self.terms.note(concept_id, paragraph)
        if numbers is None:
            return html
        q = self._quote
        return f"<a id={q}o{numbers[1]}{q} href={q}{self._entries}#g{numbers[0]}{q}>{html}</a>"

    def _sentences(self, block: Block, english: str) -> str:
        """Every sentence with its English after it; empty where they do not pair off one to one."""
        pairs = pair_sentences(block.shown.paragraph.text, english)
        if len(pairs) < 2:
            return ""
        ends = [pair.zh.start for pair in pairs[1:]]
        cuts = [0, *(pair.en.start for pair in pairs[1:]), len(english)]
        written = []
        for n, tokens in enumerate(_split(block.shown.tokens, ends)):
            sentence = self.tokens(tokens, block.number)
            translation = escape(english[cuts[n] : cuts[n + 1]])
            written.append(f'<span class="s">{sentence}</span><span class="en" lang="en">{translation}</span>')
        return "".join(written) if len(written) == len(pairs) else ""

    def _learn(self, key: str, block: Block, tokens: Sequence[ShownToken]) -> None:
        """Note what a stretch looks like in the other scripts; in the source's own that is known."""
        text = printable("".join([shown.text for shown in tokens]))
        source = block.shown.paragraph
        for script, table in self._scripts.items():
            if script == source.script:
                table.learn(key, text, printable(source.text[tokens[0].token.start : tokens[-1].token.end]))
            else:
                table.learn(key, text)

    def _make(self, shown: ShownToken) -> str:
        """A token's markup."""
        token = shown.token
        if token.term is None:
            if not token.is_han:
                return escape_word(shown.text)
            if token.kind == "word" and None not in shown.readings:
                return self._plain(shown)
        found = pieces(shown, self._name_kind)
        whole = len(found) == 1
        word = token if whole and token.term is None else None
        for piece in found:
            if piece.reading and self.words is not None:
                self.words.add(piece.text, self._ruby.reading_over(piece), piece.syllables, word)
        html = "".join(map(self._ruby.piece, found))
        if token.term is None and not whole:
            over = "".join(map(self._ruby.reading_over, found))
            if self.words is not None:
                self.words.add(shown.text, over, tuple(s for piece in found for s in piece.syllables), token)
            html = f'<span class="w">{html}</span>'
        return html

    def _plain(self, shown: ShownToken) -> str:
        """A word of the dictionary that is Han throughout, as most are: what ``_make`` does in general."""
        said = cast(tuple[str, ...], shown.readings)
        piece = Piece(shown.text, join_marks(said), said)
        if self.words is not None:
            self.words.add(piece.text, self._ruby.reading_over(piece), said, shown.token)
        return self._ruby.piece(piece)


def _portions(block: Block) -> Iterator[Sequence[ShownToken]]:
    """The paragraph's tokens, in pieces of whole sentences if it is very long."""
    tokens = block.shown.tokens
    if len(block.shown.text) <= _LONGEST:
        return iter([tokens])
    ends = []
    start = 0
    for before, after in zip(block.shown.paragraph.sentences, block.shown.paragraph.sentences[1:], strict=False):
        if after.end - start > _LONGEST and before.end > start:
            ends.append(after.start)
            start = after.start
    # A sentence that goes on for pages is cut between any two words.
    cuts: list[int] = []
    for end in [*ends, tokens[-1].token.end]:
        last = cuts[-1] if cuts else 0
        cuts += [at for at in range(last + _LONGEST, end, _LONGEST) if end - at > _LONGEST // 4]
        cuts.append(end)
    return _split(tokens, cuts[:-1])


def _split(tokens: Sequence[ShownToken], starts: Sequence[int]) -> Iterator[Sequence[ShownToken]]:
    """Tokens in groups; a new one begins with the first token at or after each of these offsets of the source."""
    group: list[ShownToken] = []
    at = 0
    for shown in tokens:
        if at < len(starts) and shown.token.start >= starts[at]:
            if group:
                yield group
            group = []
            while at < len(starts) and shown.token.start >= starts[at]:
                at += 1
        group.append(shown)
    if group:
        yield group
