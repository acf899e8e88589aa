"""Blocks as HTML: paragraphs in ruby, terms as links into the glossary, English below."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, cast

from glossary.pinyin import join_marks
from reader.export.escape import escape, escape_word, is_fit, printable
from reader.export.model import Block, Knowledge
from reader.export.options import EnglishBy, RubyBy
from reader.export.ruby import NameKindOf, Piece, RubyWriter, pieces
from reader.export.scripts import ScriptTable
from reader.export.terms import TermUse
from reader.export.words import Spoken, WordBook
from reader.text.convert import pinned
from reader.text.model import ShownToken, Token
from reader.text.script import fold
from reader.text.sentences import pair_sentences
from texts.model import Paragraph, Script

LONGEST = 2_000
"""Code points of one ``<p>``: a browser lays a paragraph out as a whole, and one of 300,000 stalls it."""


class Made(NamedTuple):
    """What is written of a token, and what is noted of it."""

    html: str
    spoken: tuple[Spoken, ...]


class TokenWriter:
    """Writes tokens, the same ones always the same."""

    def __init__(self, by: RubyBy, name_kind: NameKindOf, full: bool = False) -> None:
        self._name_kind = name_kind
        self._ruby = RubyWriter(by, full)

    def make(self, shown: ShownToken) -> Made:
        """A token's markup, without a term's link."""
        token = shown.token
        if token.term is None:
            if not token.is_han:
                return Made(escape_word(shown.text), ())
            if token.kind == "word" and None not in shown.readings:
                return self.word(token, shown.text, cast(tuple[str, ...], shown.readings))
        found = pieces(shown, self._name_kind)
        html = "".join(map(self._ruby.piece, found))
        over = "".join(map(self._ruby.reading_over, found))
        if token.term is not None or not over:
            return Made(html, ())
        spoken = (Spoken(shown.text, over, token),)
        return Made(html if len(found) == 1 else f'<span class="w">{html}</span>', spoken)

    def word(self, token: Token, text: str, said: tuple[str, ...]) -> Made:
        """A word of the dictionary that is Han throughout, as most are: what ``make`` does, at once."""
        piece = Piece(text, join_marks(said), said)
        return Made(self._ruby.piece(piece), (Spoken(text, self._ruby.reading_over(piece), token),))


class BlockWriter:
    """Writes blocks, and has every word, term and conversion on the way noted. Keeps nothing of a block itself."""

    def __init__(
        self,
        knowledge: Knowledge,
        by: RubyBy,
        english_by: EnglishBy,
        scripts: Mapping[Script, ScriptTable],
        pins: Mapping[str, str] | None = None,
        glossary: str | None = None,
    ) -> None:
        """``scripts``: a table for every other script that the page can be switched to. ``pins``: how the user
        writes their terms in traditional characters. ``glossary``: the file that the
        entries are in, for XHTML; None for our page, which has them itself."""
        self.words = WordBook(knowledge) if glossary is None else None
        self.terms = TermUse(knowledge)
        self.raw: dict[int, list[str | None]] = {}
        """Number → text and English of the paragraphs that markup cannot hold as they are, or that are blank."""
        self._scripts = scripts
        self._pins = pins or {}
        self.make = TokenWriter(by, knowledge.name_kind, full=glossary is not None).make
        self._quote = "" if glossary is None else '"'
        self._entries = glossary or ""
        self._english_by = english_by
        self._made: dict[tuple[str, tuple[str | None, ...], str], Made] = {}

    def block(self, block: Block) -> str:
        """The block as ``<div class="b">``; empty for a blank one."""
        paragraph = block.shown.paragraph.source
        self.note_raw(block.number, paragraph)
        if block.is_blank:
            return ""
        english = paragraph.translation
        sentences = self._sentences(block, english) if english and self._english_by == "sentence" else ""
        if sentences:
            self._learn(f"p{block.number}", block, block.shown.tokens)
            return "".join(self.framed(block.number, paragraph, [[sentences]]))
        parts = []
        for n, tokens in enumerate(_portions(block)):
            self._learn(f"p{block.number}.{n}" if n else f"p{block.number}", block, tokens)
            parts.append([self.tokens(tokens, block.number)])
        return "".join(self.framed(block.number, paragraph, parts, english))

    def note_raw(self, number: int, paragraph: Paragraph) -> None:
        """Keep what markup cannot hold as it is."""
        text, english = paragraph.text, paragraph.translation
        if not text.strip() or not is_fit(text) or not is_fit(english or ""):
            self.raw[number] = [text, english]

    def framed(
        self, number: int, source: Paragraph, parts: Sequence[Sequence[str]], english: str | None = None
    ) -> Iterator[str]:
        """A paragraph in its elements, piece by piece: copying a page once less is a twentieth of the time that the
        first tier takes. ``parts``: each as pieces."""
        name, q = "h2" if source.kind == "heading" else "p", self._quote
        mark = "cap" if source.kind == "caption" else "sub" if name == "h2" and source.level > 1 else ""
        yield f"<div class={q}b{q} data-n={q}{number}{q}>\n<{name} id={q}p{number}{q}"
        yield f" class={q}{mark}{q}>" if mark else ">"
        yield from parts[0]
        for n, part in enumerate(parts[1:], 1):
            yield f'</{name}>\n<{name} class="more" data-k="p{number}.{n}">'
            yield from part
        yield f"</{name}>\n"
        if english:
            yield f'<p class="en" lang="en">{escape(english)}</p>\n'
        yield "</div>\n"

    def title(self, block: Block) -> str:
        """The title's Chinese, for an element with the id p0."""
        self._learn("p0", block, block.shown.tokens)
        return self.tokens(block.shown.tokens, block.number)

    def tokens(self, tokens: Sequence[ShownToken], paragraph: int) -> str:
        """Plain text, ruby, and links around terms."""
        made = self._made
        parts = []
        for shown in tokens:
            # What is written of a token is made once for all its occurrences.
            key = (shown.text, shown.readings, shown.token.term or shown.token.kind)
            known = made.get(key)
            if known is None:
                known = made[key] = self.make(shown)
                if self.words is not None:
                    self.words.add(known.spoken)
            term = shown.token.term
            parts.append(known.html if term is None else self.linked(known.html, term, paragraph))
        return "".join(parts)

    def linked(self, html: str, concept_id: str, paragraph: int) -> str:
        """A term's markup as a link into the glossary."""
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
        """Note what tokens look like in the other scripts."""
        source = block.shown.paragraph
        text = "".join([shown.text for shown in tokens])
        own = [
            (shown.start - tokens[0].start, shown.end - tokens[0].start, name)
            for shown in (tokens if self._pins else ())
            if shown.token.term is not None and (name := fold(shown.token.text)) in self._pins
        ]
        self.learn(key, text, source.text[tokens[0].token.start : tokens[-1].token.end], source.script, own)

    def learn(self, key: str, shown: str, text: str, source: Script, own: Sequence[tuple[int, int, str]] = ()) -> None:
        """Note what a stretch looks like in the other scripts. ``text``: the same in the script of the source;
        ``own``: where the user's own terms stand in it, with their simplified form."""
        shown = printable(shown)
        for script, table in self._scripts.items():
            if script == source:
                table.learn(key, shown, printable(text))
            elif own:
                table.learn(key, shown, self._in_own_form(table.converted(shown), own, script))
            else:
                table.learn(key, shown)

    def _in_own_form(self, converted: str, own: Sequence[tuple[int, int, str]], script: Script) -> str:
        for start, end, name in own:
            form = pinned(name, script, self._pins)
            if form is not None and len(form) == end - start and fold(converted[start:end]) == name:
                converted = converted[:start] + form + converted[end:]
        return converted

    def are_whole(self, paragraphs: Iterable[Paragraph]) -> bool:
        """Whether all of each paragraph's Chinese stands together."""
        return self._english_by == "paragraph" or not any(paragraph.translation for paragraph in paragraphs)


def _portions(block: Block) -> Iterator[Sequence[ShownToken]]:
    """The paragraph's tokens, in pieces of whole sentences if it is very long."""
    tokens = block.shown.tokens
    if len(block.shown.text) <= LONGEST:
        return iter([tokens])
    ends = []
    start = 0
    for before, after in zip(block.shown.paragraph.sentences, block.shown.paragraph.sentences[1:], strict=False):
        if after.end - start > LONGEST and before.end > start:
            ends.append(after.start)
            start = after.start
    # A sentence that goes on for pages is cut between any two words.
    cuts: list[int] = []
    for end in [*ends, tokens[-1].token.end]:
        last = cuts[-1] if cuts else 0
        cuts += [at for at in range(last + LONGEST, end, LONGEST) if end - at > LONGEST // 4]
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
