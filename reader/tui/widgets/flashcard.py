"""A flashcard in the middle of an empty screen: the front, what is typed under it, and the answer that grows below."""

from collections.abc import Sequence
from typing import ClassVar, Literal

from textual import events
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.style import Style
from textual.widgets import Input, Static

from glossary.pinyin import tone
from glossary.study.model import Direction
from reader import glyphs
from reader.faces import Line, Question
from reader.text.layout import wrap_spans
from reader.text.styles import to_zhuyin
from reader.tui.themes import Palette

_MEASURE = 66
"""Cells of the widest line of prose."""
_LARGE_FROM = 26
"""Rows from which there is room for large characters and what stands below them."""
_HEAD = 8
"""Rows of an answer that are seen without scrolling, if what was typed is then seen too."""
_NARROWEST = 8

Verdict = Literal["right", "near", "wrong"]
"""How an answer was, for the colour in which that is said."""

_ASKED: dict[Direction, str] = {
    "recognise": "what does it mean, and how is it read?",
    "produce": "what is it called in Chinese?",
    "cloze": "which word is missing?",
    "reading": "how is it read?",
    "choice": "which is right?",
}


class Flashcard(VerticalScroll, can_focus=True):
    """Shows a ``Question``. Nothing of the front moves when the answer comes."""

    DEFAULT_CSS = """
    Flashcard { height: 1fr; scrollbar-size-vertical: 1; scrollbar-gutter: stable; background: $background; }
    Flashcard > Static { width: 1fr; height: auto; }
    Flashcard > Input { width: 36; max-width: 90%; height: 1; border: none; padding: 0 1; background: $panel; }
    Flashcard > Input:focus { border: none; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        f"flashcard--{name}"
        for name in (
            "term", "reading", "english", "text", "sentence", "lit", "dim", "wrong", "near", "right", "rule", "choice",
            "asked",
        )
    }  # fmt: skip

    class Revealed(Message):
        """The card was clicked, or what was typed was sent off."""

    class Chosen(Message):
        """One of the choices was clicked."""

        def __init__(self, choice: int) -> None:
            super().__init__()
            self.choice = choice

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._question: Question | None = None
        self._message: Sequence[tuple[str, str]] = ()
        self._revealed = False
        self._verdict: tuple[str, Verdict] = ("", "right")
        self._chosen: int | None = None
        self._top = self._room = 0
        """Empty rows above the front, and the rows of the widget for which they were worked out."""
        self.tones: Palette | None = None
        self._front = Static(id="front")
        self._back = Static(id="back")
        self.typed = Input(placeholder="characters or pinyin", id="typed", select_on_focus=False)
        self.typed.cursor_blink = False  # nothing flashes here

    def compose(self) -> ComposeResult:
        yield self._front
        yield self.typed
        yield self._back

    def on_mount(self) -> None:
        self.typed.display = False

    # What is shown

    def ask(self, question: Question) -> None:
        """Show a front."""
        self._question, self._message = question, ()
        self._revealed, self._verdict, self._chosen = False, ("", "right"), None
        self.typed.value = ""
        self.typed.disabled = False
        self.typed.placeholder = "pinyin" if question.card.direction == "reading" else "characters or pinyin"
        self.typed.display = question.typed
        self.draw()
        self.scroll_home(animate=False)
        (self.typed if question.typed else self).focus()

    def reveal(self, verdict: str = "", look: Verdict = "right", chosen: int | None = None) -> None:
        """Show the answer below the front; ``verdict`` says what was right of what was typed or chosen."""
        self._revealed, self._verdict, self._chosen = True, (verdict, look), chosen
        self.typed.disabled = True
        self.draw()
        self.focus()
        if verdict:
            # The first refresh lays the answer out, after the second there is room to scroll to it.
            self.call_after_refresh(self.call_after_refresh, self._show_verdict)

    def _show_verdict(self) -> None:
        """In a low window: what is said of the answer, and the head of what is right, with what was typed or chosen."""
        if self._question is None or not self._revealed:
            return
        at, rows = self._back.virtual_region.y, self._back.virtual_region.height
        if at < self.scroll_offset.y + self.size.height:
            return  # it is seen, and nothing of the front moves
        kept = self.typed.virtual_region.y if self._question.typed else at - 1 - len(self._question.choices)
        self.scroll_to(y=max(0, min(kept, at + min(rows, _HEAD) - self.size.height)), animate=False)

    def redress(self, question: Question) -> None:
        """The same card, otherwise written."""
        self._question = question
        self.draw()

    def say(self, *lines: tuple[str, str]) -> None:
        """Show no card but words, line by line with their style."""
        self._question, self._message, self._revealed = None, lines, False
        self.typed.display = False
        self.draw()
        self.focus()

    @property
    def is_revealed(self) -> bool:
        return self._revealed

    # Mouse and keys

    def on_click(self, event: events.Click) -> None:
        choice = event.style.meta.get("choice") if event.style else None
        if event.widget is self.typed or self._revealed or self._question is None:
            return
        event.stop()
        self.post_message(self.Chosen(choice) if isinstance(choice, int) else self.Revealed())

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.post_message(self.Revealed())

    def on_resize(self) -> None:
        self.draw()

    def notify_style_update(self) -> None:
        super().notify_style_update()
        if self.is_attached and self.is_mounted:
            self.draw()

    # Drawing

    def _look(self, name: str) -> Style:
        return self.get_visual_style(f"flashcard--{name}")

    @property
    def _width(self) -> int:
        return max(_NARROWEST, self.scrollable_content_region.width or self.size.width)

    @property
    def _is_tall(self) -> bool:
        return self.size.height >= _LARGE_FROM

    def draw(self) -> None:
        if self._question is None:
            lines = [line for text, look in self._message for line in self._block(Content(text), look)]
            self._put(lines, [], 0)
            return
        front = self._front_lines(self._question)
        back = self._back_lines(self._question)
        self._put(front, back, 2 if self._question.typed else 0)

    def _put(self, front: list[Content], back: list[Content], between: int) -> None:
        """Place the front so that the answer has room below it, whether or not it is to be seen yet."""
        room = max(1, self.size.height)
        if not self._revealed or room != self._room:
            free = room - len(front) - between - len(back) - (1 if back else 0)
            self._top = max(min(1, room - len(front)), min(free // 2, (room - len(front)) // 3), 0)
            self._room = room
        self._front.styles.margin = (self._top, 0, 0, 0)
        self._front.update(Content("\n").join(front))
        self.typed.styles.margin = (1, 0, 0, max(0, (self._width - 36) // 2))
        self._back.styles.margin = (1, 0, 0, 0)
        self._back.update(Content("\n").join(back) if self._revealed else "")

    def _front_lines(self, question: Question) -> list[Content]:
        lines = [*self._block(Content(_ASKED[question.card.direction]), "asked"), Content("")]
        for number, line in enumerate(question.front):
            if number and line.part != question.front[number - 1].part:
                lines.append(Content(""))
            lines += self._drawn(line, first=True)
        if question.choices:
            lines += [Content(""), *self._choices(question)]
        return lines

    def _back_lines(self, question: Question) -> list[Content]:
        verdict, look = self._verdict
        # Before it is known, a line is kept for what will be said of what was typed.
        lines = self._block(Content(verdict), look) if verdict else []
        if question.typed and not self._revealed:
            lines = [Content("")]
        lines += [Content("")] if lines else []
        before = ""
        for line in question.back:
            apart = line.part == "sentence" or (before in ("term", "reading") and line.part not in ("reading", "hint"))
            apart = apart or (self._is_tall and (before, line.part) == ("term", "reading"))
            if apart or (self._is_tall and line.part != before and line.part in ("definition", "note")):
                lines.append(Content(""))
            lines += self._drawn(line, first=False)
            before = line.part
        return lines

    def _drawn(self, line: Line, first: bool) -> list[Content]:
        match line.part:
            case "term":
                return self._term(line)
            case "reading":
                return self._block(self._toned_reading(line), "reading")
            case "english":
                return self._block(Content(line.text), "english")
            case "sentence":
                start, end = line.lit
                lit = Content(line.text)
                if end > start:
                    lit = lit.stylize(self._look("lit"), start, end)
                return self._block(lit, "sentence")
            case "note":
                return self._block(Content(line.text), "wrong")
            case "definition":
                return self._block(Content(line.text), "text")
            case "translation":
                return self._block(Content(line.text), "text" if first else "dim")
            case _:
                return self._block(Content(line.text), "dim")

    def _block(self, content: Content, look: str) -> list[Content]:
        """Text in the middle: one line, or several as a block with a straight left edge."""
        room = max(_NARROWEST, min(_MEASURE, self._width - 2))
        content = content.stylize_before(self._look(look))
        pieces = [content[start:end] for start, end in wrap_spans(content.plain, room)] or [content]
        # All that takes several lines begins at the same edge.
        wide = room if len(pieces) > 1 else pieces[0].cell_length
        left = " " * max(0, (self._width - wide) // 2)
        return [Content.assemble(left, piece) for piece in pieces]

    def _term(self, line: Line) -> list[Content]:
        text = line.text
        if self._is_tall and glyphs.can_draw(text) and glyphs.cells(text) <= self._width - 4:
            left = " " * ((self._width - glyphs.cells(text)) // 2)
            rows = zip(*map(glyphs.large, text), strict=True)
            return [Content.assemble(left, *map(Content, row)) if self._tone_of(line) is None else
                    Content.assemble(left, *self._toned(row, line)) for row in rows]  # fmt: skip
        spaced = " ".join(text) if len(text) > 1 and text.isalpha() and not text.isascii() else text
        step = 2 if spaced != text else 1
        content = Content(spaced).stylize(self._look("term"))
        for number, look in enumerate(self._tone_of(line) or ()):
            content = content.stylize(look, number * step, number * step + 1)
        if content.cell_length > self._width - 4:
            return self._block(content, "term")
        rule = Content("─" * (content.cell_length + 4)).stylize(self._look("rule"))
        left = " " * max(0, (self._width - rule.cell_length) // 2)
        return [Content.assemble(left, rule), Content.assemble(left, "  ", content), Content.assemble(left, rule)]

    def _tone_of(self, line: Line) -> list[Style] | None:
        """A style for every character, once the answer is to be seen: on a front it would give the tones away."""
        if self.tones is None or not self._revealed or len(line.syllables) != len(line.text):
            return None
        return [self._tone_style(syllable) for syllable in line.syllables]

    def _tone_style(self, syllable: str | None) -> Style:
        if self.tones is None or syllable is None:
            return Style()
        return Style.parse(self.tones[tone(syllable) - 1])

    def _toned(self, row: Sequence[str], line: Line) -> list[Content]:
        looks = self._tone_of(line) or []
        return [Content(piece).stylize(look) for piece, look in zip(row, looks, strict=True)]

    def _toned_reading(self, line: Line) -> Content:
        """The reading with each syllable in the colour of its tone."""
        content, at = Content(line.text), 0
        if self.tones is None:
            return content
        for syllable in filter(None, line.syllables):
            for written in (_marked(syllable), to_zhuyin(syllable)):
                start = line.text.lower().find(written, at)
                if start >= 0:
                    at = start + len(written)
                    content = content.stylize(self._tone_style(syllable), start, at)
                    break
        return content

    def _choices(self, question: Question) -> list[Content]:
        lines: list[Content] = []
        widest = max(Content(choice).cell_length for choice in question.choices)
        left = " " * max(0, (self._width - min(widest + 5, self._width)) // 2)
        for number, choice in enumerate(question.choices):
            mark, look = " ", "choice"
            if self._revealed and number == question.right:
                mark, look = "✓", "right"
            elif self._revealed and number == self._chosen:
                mark, look = "✗", "wrong"
            piece = Content(f"{mark} {number + 1} {choice}").stylize(self._look(look))
            lines.append(Content.assemble(left, piece.stylize(Style.from_meta({"choice": number}))))
        return lines


def _marked(syllable: str) -> str:
    from glossary.pinyin import to_marks

    return to_marks(syllable)
