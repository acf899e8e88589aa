"""The dialog in which is changed what a text says of itself."""

import re
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Input, Static

from reader.tui.dialogs.base import Dialog
from reader.tui.dialogs.concept import TextField
from texts.editing import Changes
from texts.manifest import ISO_DATE
from texts.model import TextMeta

_FIELDS = (
    ("title_zh", "title", "in Chinese"),
    ("title_en", "", "in English"),
    ("outlet", "outlet", "newspaper or site"),
    ("date", "date", "2025-12 or 2025-12-19"),
    ("place", "place", "where it was written"),
    ("topic", "topic", "what it is about"),
    ("origin", "origin", "address, or where it was found"),
    ("tags", "tags", "with commas between them"),
)
_BETWEEN_TAGS = re.compile(r"\s*[,，、;；]\s*")
_AROUND = 7
"""Rows of the dialog above and below the fields."""


class TextForm(Dialog[Changes]):
    """Answers with the fields that were changed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "save", priority=True),
        Binding("down", "app.focus_next", "next field"),
        Binding("up", "app.focus_previous", "previous field"),
    ]
    DEFAULT_CSS = """
    TextForm > Vertical { width: 76; }
    TextForm VerticalScroll { height: auto; }
    TextForm #tags-known { color: $duban-dim; padding-left: 11; }
    """
    hint = "↵ save   Tab next   Esc close"

    def __init__(self, meta: TextMeta, heading: str, tags: tuple[str, ...], first: str = "title_zh") -> None:
        """``tags``: those that other texts have; ``first``: the field that has the cursor."""
        super().__init__()
        self.heading = heading
        self._meta = meta
        self._tags = tags
        self._first = first

    def ask(self) -> ComposeResult:
        with VerticalScroll():
            for name, label, placeholder in _FIELDS:
                value = ", ".join(self._meta.tags) if name == "tags" else getattr(self._meta, name)
                yield TextField(name, label, value, placeholder)
            if self._tags:
                yield Static(f"in use: {', '.join(self._tags)}", id="tags-known", markup=False)

    def on_resize(self) -> None:
        self.query_one(VerticalScroll).styles.max_height = max(3, self.app.size.height - _AROUND)

    def on_mount(self) -> None:
        self._field(self._first).query_one(Input).focus()

    def _field(self, name: str) -> TextField:
        return self.query_one(f".field-{name}", TextField)

    @on(Input.Submitted)
    def action_save(self) -> None:
        changes: dict[str, str | tuple[str, ...]] = {}
        for name, _, _ in _FIELDS:
            typed = self._field(name).value().strip()
            value = tuple(dict.fromkeys(filter(None, _BETWEEN_TAGS.split(typed)))) if name == "tags" else typed
            if value != getattr(self._meta, name):
                changes[name] = value
        if not changes.get("title_zh", "_"):
            self._fault("title_zh", "A text needs a title.")
        elif changes.get("date") and not ISO_DATE.fullmatch(str(changes["date"])):
            self._fault("date", "Write 2025, 2025-12 or 2025-12-19.")
        else:
            self.dismiss(changes)

    def _fault(self, name: str, fault: str) -> None:
        field = self._field(name)
        field.say(fault)
        field.query_one(Input).focus()
