"""A column of lines with things in it that can be followed: what a card and a concept in full are drawn in."""

from typing import ClassVar

from msgspec import Struct
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.style import Style
from textual.widgets import Static

from reader.text.layout import wrap_spans

_NARROWEST = 10
"""Cells of a line, however narrow the view is."""
_PLACE_CELLS = 6


class _Link(Struct, frozen=True):
    target: str
    line: int


class LinkView(VerticalScroll, can_focus=True):
    """With the focus on it, Tab and arrows go through its links, Enter follows one; so does a click."""

    BINDINGS = [
        Binding("right,l,tab", "link(1)", "next link", show=False),
        Binding("left,h,shift+tab", "link(-1)", "previous link", show=False),
        Binding("enter,d", "follow", "follow it", show=False),
        Binding("down,j", "scroll_down", "down", show=False),
        Binding("up,k", "scroll_up", "up", show=False),
        Binding("escape,backspace", "back", "back", show=False),
    ]
    DEFAULT_CSS = """
    LinkView {
        height: 1fr; padding: 0 1; scrollbar-size-vertical: 1; scrollbar-gutter: stable; background: $background;
    }
    LinkView > Static { width: 1fr; height: auto; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
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

    class Followed(Message):
        """A link was chosen."""

        def __init__(self, target: str) -> None:
            super().__init__()
            self.target = target

    class Back(Message):
        """One step back, or out of the view."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._links: list[_Link] = []
        self._at = 0
        self._body = Static(classes="body")

    def compose(self) -> ComposeResult:
        yield self._body

    def watch_has_focus(self, _has_focus: bool) -> None:
        super().watch_has_focus(_has_focus)
        self.draw()

    def notify_style_update(self) -> None:
        super().notify_style_update()
        if self.is_attached:
            self.draw()

    def on_resize(self) -> None:
        self.draw()

    # Links

    def first_link(self) -> None:
        """From the beginning, for something else that is shown."""
        self._at = 0
        self.draw()
        self.scroll_home(animate=False)

    def action_link(self, step: int) -> None:
        if self._links:
            self._at = (self._at + step) % len(self._links)
            self.draw()
            self.scroll_to(y=max(0, self._links[self._at].line - self.size.height // 2), animate=False)

    def action_follow(self) -> None:
        if self._links:
            self.post_message(self.Followed(self._links[self._at].target))

    def action_back(self) -> None:
        self.post_message(self.Back())

    def on_click(self, event: events.Click) -> None:
        target = event.style.meta.get("link") if event.style else None
        if isinstance(target, str):
            event.stop()
            self.post_message(self.Followed(target))

    # Drawing

    def draw(self) -> None:
        self._links = []
        self._body.update(Content("\n").join(self.lines()))

    def lines(self) -> list[Content]:
        """What is to be seen, line by line; made with ``style`` and ``link``."""
        raise NotImplementedError

    def style(self, name: str) -> Style:
        return self.get_visual_style(f"card--{name}")

    def link(self, target: str, line: int, shown: str | None = None, style: str = "link") -> Content:
        """Something to follow; lit if the focus is here and it is the one chosen."""
        return self.link_over(Content(shown or target).stylize(self.style(style)), target, line)

    def link_over(self, content: Content, target: str, line: int) -> Content:
        """The same for a stretch that has its styles already."""
        number = len(self._links)
        self._links.append(_Link(target, line))
        here = self.has_focus and number == self._at
        return content.stylize(Style.from_meta({"link": target}) + (self.style("here") if here else Style()))

    @property
    def text_width(self) -> int:
        """Cells that a line has, the scroll bar's left out."""
        return self.scrollable_content_region.width or self.size.width


Part = Content | tuple[str, str] | str
"""A piece of a line: a plain string in the text's style, or (string, style name), or made already."""


class Lines:
    """Builds the lines of a view from top to bottom."""

    def __init__(self, view: LinkView) -> None:
        self.lines: list[Content] = []
        self._view = view

    def made(self, *parts: Part) -> Content:
        pieces: list[Content] = []
        for part in parts:
            if isinstance(part, Content):
                pieces.append(part)
            else:
                text, style = (part, "text") if isinstance(part, str) else part
                pieces.append(Content(text).stylize(self._view.style(style)))
        return Content("").join(pieces)

    def add(self, *parts: Part) -> None:
        """One line."""
        self.lines.append(self.made(*parts))

    def wrapped(self, *parts: Part, lead: Content | str = "") -> None:
        """As many lines as it takes, broken as the page breaks them: no ，。 at the beginning of one. ``lead`` stands
        before the first, and the others begin where it ends."""
        content = self.made(*parts)
        lead = Content(lead) if isinstance(lead, str) else lead
        room = max(_NARROWEST, self._view.text_width - lead.cell_length)
        for number, (start, end) in enumerate(wrap_spans(content.plain, room)):
            before = Content(" " * lead.cell_length) if number else lead
            self.lines.append(Content.assemble(before, content[start:end]))

    def gap(self) -> None:
        if self.lines and self.lines[-1].plain:
            self.lines.append(Content(""))

    def place(self, target: str, where: str) -> Content:
        """A link to a place, in a column of its own before a sentence."""
        return Content.assemble(self.link(target, where, "dim"), " " * max(1, _PLACE_CELLS - len(where)))

    def link(self, target: str, shown: str | None = None, style: str = "link") -> Content:
        return self._view.link(target, len(self.lines), shown, style)
