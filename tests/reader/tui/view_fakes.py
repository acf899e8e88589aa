"""A text for the view's tests: made by rule, analysed by nobody, and counting who asks for what."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from rich.color import ColorSystem
from textual.app import App, ComposeResult

from reader.text.layout import English
from reader.text.model import AnnotatedParagraph, Sentence, ShownParagraph, ShownToken, Token, TokenKind
from reader.tui.text_view import TextView
from reader.tui.view_source import TokenMark, Voice
from texts.model import Kind, Paragraph

SENTENCE = ("“", "自然流", "”", "的", "直播間", "，", "GMV", "達", "12.5", "億元", "。")
READINGS = {"自然流": "zìránliú", "的": "de", "直播間": "zhíbōjiān", "達": "dá", "億元": "yìyuán", "标题": "biāotí"}
TONES = {"自然流": (4, 2, 2), "的": (5,), "直播間": (2, 1, 1), "達": (2,), "億元": (4, 2), "标题": (1, 2)}
_KINDS: dict[str, TokenKind] = {"GMV": "latin", "12.5": "number", "自然流": "term"}
PER_PARAGRAPH = 3


@dataclass
class FakeSource:
    """``count`` paragraphs of three sentences; every tenth is a heading, the second a caption."""

    count: int = 30
    ruby: bool = True
    finer: bool = False
    """Whether 直播間 is cut in two, as a better analysis might do."""
    translated: bool = True
    asked: set[int] = field(default_factory=set)
    hit: str = ""
    bookmark: int = -1
    """The paragraph that has one."""
    _shown: dict[int, ShownParagraph] = field(default_factory=dict)

    def kind(self, index: int) -> Kind:
        return "heading" if index % 10 == 0 else "caption" if index == 1 else "body"

    def words(self, index: int) -> list[str]:
        if index % 10 == 0:
            return ["标题"]
        words = list(SENTENCE) * PER_PARAGRAPH
        if self.finer:
            return [part for word in words for part in (("直播", "間") if word == "直播間" else (word,))]
        return words

    def length(self, index: int) -> int:
        return sum(map(len, self.words(index)))

    def shown(self, index: int) -> ShownParagraph:
        self.asked.add(index)
        if index not in self._shown:
            self._shown[index] = self._make(index)
        return self._shown[index]

    def _make(self, index: int) -> ShownParagraph:
        tokens = []
        sentences = []
        at = start = 0
        for word in self.words(index):
            kind = _KINDS.get(word, "punctuation" if word in "“”，。" else "word")
            readings = tuple("x1" for _ in word) if kind in ("word", "term") else (None,) * len(word)
            tokens.append(Token(word, at, at + len(word), kind, readings, "t1" if kind == "term" else None))
            at += len(word)
            if word == "。":
                sentences.append(Sentence(start, at))
                start = at
        text = "".join(self.words(index))
        source = AnnotatedParagraph(index, Paragraph(text, self.kind(index)), "hant", tuple(tokens), tuple(sentences))
        shown = tuple(ShownToken(token, token.text, token.start, token.end, token.readings) for token in tokens)
        return ShownParagraph(source, "hant", text, shown)

    def voice(self, _index: int) -> Voice:
        return "person"

    def annotations(self, index: int) -> Sequence[str]:
        return [READINGS.get(token.text, "") if self.ruby else "" for token in self.shown(index).tokens]

    def marks(self, index: int) -> Sequence[TokenMark]:
        return [self._mark(index, token) for token in self.shown(index).tokens]

    def _mark(self, index: int, token: ShownToken) -> TokenMark:
        tones = TONES.get(token.text, ())
        syllables = ((0, 2, 4), (2, 5, 2), (5, 8, 2)) if token.text == "自然流" else ()
        return TokenMark(
            tones,
            syllables,
            term=token.token.term is not None,
            unknown=token.text == "億元",
            bookmarked=index == self.bookmark,
            hit=bool(self.hit) and token.text == self.hit,
        )

    def english(self, index: int) -> English | None:
        if not self.translated:
            return None
        sentences = self.shown(index).paragraph.sentences
        return [(span, f"Organic traffic {index}.{number}.") for number, span in enumerate(sentences)]


class ViewApp(App[None]):
    """An app that is nothing but the view, and keeps the messages it posts."""

    ENABLE_COMMAND_PALETTE: ClassVar[bool] = False

    def __init__(self, source: FakeSource) -> None:
        super().__init__()
        self.console._color_system = ColorSystem.TRUECOLOR  # whatever terminal the tests run in
        self.source = source
        self.said: list[object] = []

    def compose(self) -> ComposeResult:
        yield TextView(self.source)

    @property
    def view(self) -> TextView:
        return self.query_one(TextView)

    def on_text_view_token_selected(self, message: TextView.TokenSelected) -> None:
        self.said.append(message)

    def on_text_view_token_hovered(self, message: TextView.TokenHovered) -> None:
        self.said.append(message)

    def on_text_view_place_changed(self, message: TextView.PlaceChanged) -> None:
        self.said.append(message)


def picture(view: TextView) -> list[str]:
    """The view's rows as plain text."""
    return [view.render_line(y).text.rstrip() for y in range(view.size.height)]
