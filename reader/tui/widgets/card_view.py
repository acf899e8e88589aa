"""The card of a word: term first, then the dictionary, then the characters. Chinese words in it can be followed."""

from collections.abc import Sequence

from msgspec import Struct
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.style import Style
from textual.widgets import Static

from glossary.fold import is_han
from glossary.model import Concept
from reader.lookup import Card, Convert, EntryCard, Link, Write, band_label
from reader.text.layout import wrap_english

_BRIEF = 60
"""Letters of meaning beside a word that is only listed."""


class _Link(Struct, frozen=True):
    word: str
    line: int


class CardView(VerticalScroll, can_focus=True):
    """Shows a ``Card``. With the focus on it, Tab and arrows go through its words, Enter looks one up."""

    BINDINGS = [
        Binding("right,l,tab", "link(1)", "next word in the card", show=False),
        Binding("left,h,shift+tab", "link(-1)", "previous word in the card", show=False),
        Binding("enter,d", "follow", "look it up", show=False),
        Binding("down,j", "scroll_down", "down", show=False),
        Binding("up,k", "scroll_up", "up", show=False),
        Binding("escape,backspace", "back", "back", show=False),
    ]
    DEFAULT_CSS = """
    CardView {
        height: 1fr; padding: 0 1; scrollbar-size-vertical: 1; scrollbar-gutter: stable; background: $background;
    }
    CardView > Static { width: 1fr; height: auto; }
    """
    COMPONENT_CLASSES = {
        "card--head",
        "card--reading",
        "card--term",
        "card--text",
        "card--dim",
        "card--label",
        "card--wrong",
        "card--link",
        "card--here",
    }

    card: reactive[Card | None] = reactive(None)
    depth: reactive[int] = reactive(0)
    """How many look-ups deep one is."""

    class Followed(Message):
        """A word in the card was chosen."""

        def __init__(self, word: str) -> None:
            super().__init__()
            self.word = word

    class Back(Message):
        """One look-up back, or out of the card."""

    def __init__(self, convert: Convert, write: Write, *, id: str | None = None) -> None:
        """``convert`` puts a simplified word into the script now read; ``write`` spells readings in the style now
        chosen."""
        super().__init__(id=id)
        self._convert = convert
        self._write = write
        self._links: list[_Link] = []
        self._at = 0
        self._body = Static(id="card-body")

    def compose(self) -> ComposeResult:
        yield self._body

    def watch_card(self) -> None:
        self._at = 0
        self.draw()
        self.scroll_home(animate=False)

    def watch_has_focus(self, _has_focus: bool) -> None:
        super().watch_has_focus(_has_focus)
        self.draw()

    def notify_style_update(self) -> None:
        super().notify_style_update()
        if self.is_attached:
            self.draw()

    # Keys

    def action_link(self, step: int) -> None:
        if self._links:
            self._at = (self._at + step) % len(self._links)
            self.draw()
            self.scroll_to(y=max(0, self._links[self._at].line - self.size.height // 2), animate=False)

    def action_follow(self) -> None:
        if self._links:
            self.post_message(self.Followed(self._links[self._at].word))

    def action_back(self) -> None:
        self.post_message(self.Back())

    def action_follow_word(self, word: str) -> None:
        self.post_message(self.Followed(word))

    def on_click(self, event: events.Click) -> None:
        word = event.style.meta.get("word") if event.style else None
        if isinstance(word, str):
            event.stop()
            self.post_message(self.Followed(word))

    # Drawing

    def draw(self) -> None:
        self._links = []
        lines = _Lines(self) if self.card else None
        if lines is None or self.card is None:
            self._body.update("")
            return
        lines.card(self.card)
        self._body.update(Content("\n").join(lines.lines))

    def style(self, name: str) -> Style:
        return self.get_visual_style(f"card--{name}")

    def link(self, word: str, line: int, shown: str | None = None) -> Content:
        """The word as something to follow; lit if the focus is here and it is the one chosen."""
        number = len(self._links)
        self._links.append(_Link(word, line))
        name = "here" if self.has_focus and number == self._at else "link"
        return Content(shown or word).stylize(self.style(name) + Style.from_meta({"word": word}))

    @property
    def text_width(self) -> int:
        """Cells that a line of the card has, the scroll bar's left out."""
        return self.scrollable_content_region.width or self.size.width

    def on_resize(self) -> None:
        self.draw()

    def convert(self, word: str, hant: str = "") -> str:
        return self._convert(word, hant)

    def write(self, reading: Sequence[str | None]) -> str:
        return self._write(reading)


class _Lines:
    """Builds the lines of a card from top to bottom."""

    def __init__(self, view: CardView) -> None:
        self.lines: list[Content] = []
        self._view = view

    def add(self, *parts: Content | tuple[str, str] | str) -> None:
        """A line of parts: plain strings in the text's style, pairs (string, style name)."""
        made: list[Content] = []
        for part in parts:
            if isinstance(part, Content):
                made.append(part)
            else:
                text, style = (part, "text") if isinstance(part, str) else part
                made.append(Content(text).stylize(self._view.style(style)))
        self.lines.append(Content("").join(made))

    def gap(self) -> None:
        if self.lines and self.lines[-1].plain:
            self.lines.append(Content(""))

    def _link(self, word: str, shown: str | None = None) -> Content:
        return self._view.link(word, len(self.lines), shown)

    def card(self, card: Card) -> None:
        if card.concept is not None:
            self._concept(card, card.concept)
        else:
            self.add((card.word, "head"), "  ", (card.reading, "reading"))
        if card.alternatives:
            self.add(("may also be ", "dim"), (", ".join(card.alternatives), "reading"), ("  r fixes it", "dim"))
        for damage in card.damage:
            self.add((damage, "wrong"))
        marks = " · ".join(filter(None, (card.level, band_label(card.band), card.status)))
        if marks:
            self.add((marks, "dim"))
        if card.sentence:
            self.gap()
            self.add((card.sentence, "dim"))
        if card.message:
            self.gap()
            self.add((card.message, "dim"))
        if card.entries:
            self.gap()
            for number, entry in enumerate(card.entries):
                if number:
                    self.gap()
                if entry.dictionary and (not number or card.entries[number - 1].dictionary != entry.dictionary):
                    self.add((entry.dictionary, "dim"))
                self._entry(entry, headed=card.concept is not None or len(card.entries) > 1 or number > 0)
        if card.longer:
            self.gap()
            self.add(("longer words here", "label"))
            for entry in card.longer:
                self._brief(entry)
        if card.characters:
            self.gap()
            self.add(("words" if any(len(part) > 1 for part, _ in card.characters) else "characters", "label"))
            for character, entries in card.characters:
                if entries:
                    for entry in entries:
                        self._brief(entry)
                else:
                    self.add(self._link(character))
        if card.words:
            self.gap()
            self.add(("words with it", "label"))
            for entry in card.words:
                self._brief(entry)
        if card.is_empty and not card.message and any(map(is_han, card.word)):
            self.gap()
            self.add(("Not in the glossary and not in the dictionary.", "dim"))

    def _concept(self, card: Card, concept: Concept) -> None:
        view = self._view
        term = concept.used(card.word)
        head = view.convert(term.hans)
        other = [form for form in (term.hans, term.hant) if form != head]
        self.add((head, "head"), "  ", (card.reading, "reading"), ("  TERM", "term"))
        if other:
            self.add((" / ".join(dict.fromkeys(other)), "dim"))
        good = [r for r in concept.renderings if r.status != "deprecated"]
        if good:
            self.add((good[0].text, "term"))
            if len(good) > 1:
                self.add(("also ", "dim"), ", ".join(r.text for r in good[1:]))
        if concept.definition_en:
            self.gap()
            self.add(concept.definition_en)
        if concept.definition_zh:
            self._chinese(view.convert(concept.definition_zh), "dim")
        wrong = [r for r in concept.renderings if r.status == "deprecated"]
        if wrong:
            self.gap()
            for rendering in wrong:
                note = f": {rendering.note}" if rendering.note else ""
                self.add(("not ", "wrong"), (rendering.text, "wrong"), (note, "dim"))
        names = [t for t in concept.terms if t is not term]
        if names:
            self.gap()
            self.add(("also called ", "dim"), *self._joined([(t.hans, view.convert(t.hans)) for t in names]))
        if card.related:
            self.gap()
            for how, other_concept in card.related:
                word = other_concept.preferred.hans
                self.add((f"{how} ", "dim"), self._link(word, view.convert(word)), f" {other_concept.rendering}")
        for example in concept.examples[:2]:
            self.gap()
            self._chinese(example.zh, "text")
            self.add((example.en, "dim"))
        self.gap()
        where = " › ".join(filter(None, (concept.domain, concept.subdomain, concept.platform)))
        if where:
            self.add((where, "dim"))
        if card.occurrences:
            shown = " ".join(f"¶{n}" for n in card.occurrences[:8]) + (" …" if len(card.occurrences) > 8 else "")
            self.add((f"{shown} in this text", "dim"))

    def _chinese(self, text: str, style: str) -> None:
        """Running Chinese, broken as the page breaks it: no ，。 at the beginning of a line."""
        for line in wrap_english(text, max(10, self._view.text_width)):
            self.add((line.text, style))

    def _joined(self, words: Sequence[tuple[str, str]]) -> list[Content]:
        parts: list[Content] = []
        for word, shown in words:
            if parts:
                parts.append(Content("、").stylize(self._view.style("dim")))
            parts.append(self._link(word, shown))
        return parts

    def _entry(self, entry: EntryCard, headed: bool) -> None:
        view = self._view
        if headed:
            self.add((entry.word(view.convert), "label"), "  ", (view.write(entry.reading), "reading"))
        else:
            forms = [form for form in dict.fromkeys((entry.hant, entry.hans)) if form != entry.word(view.convert)]
            if forms:
                self.add((" / ".join(forms), "dim"))
        many = len(entry.senses) > 1
        for number in range(len(entry.senses)):
            parts = [
                self._link(part.hans, part.shown) if isinstance(part, Link) else part
                for part in entry.sense(number, view.convert, view.write)
            ]
            self.add((f"{number + 1} ", "dim") if many else "", *parts)
        if entry.classifiers:
            self.add(
                ("measure word ", "dim"), ", ".join(said.text(view.convert, view.write) for said in entry.classifiers)
            )
        for note in entry.notes:
            self.add((note.text(view.convert, view.write), "dim"))
        if entry.links:
            self.add(("→ ", "dim"), *self._joined([(word, view.convert(word)) for word in entry.links]))

    def _brief(self, entry: EntryCard) -> None:
        view = self._view
        sense = "; ".join(
            "".join(part.shown if isinstance(part, Link) else part for part in entry.sense(n, view.convert, view.write))
            for n in range(len(entry.senses[:2]))
        )
        if len(sense) > _BRIEF:
            sense = sense[:_BRIEF].rsplit(" ", 1)[0] + " …"
        self.add(
            self._link(entry.hans, entry.word(view.convert)),
            "  ",
            (view.write(entry.reading), "reading"),
            "  ",
            sense,
        )
