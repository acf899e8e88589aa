"""The dialog in which a concept is added or edited: a field a line, every fault below its field."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, ClassVar, get_args

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.message import Message
from textual.reactive import reactive
from textual.suggester import SuggestFromList
from textual.widget import Widget
from textual.widgets import Input, Static

from glossary.errors import GlossaryError
from glossary.model import Concept, Example, FormKind, Rendering, TermStatus
from reader.concept_form import LINKS, TEXTS, ConceptForm, Fault, Form, FormError, NameRow
from reader.errors import ReaderError
from reader.tui.dialogs.base import Dialog

_STATUS_WORDS = {"preferred": "preferred", "admitted": "also", "deprecated": "not used"}
_RENDERING_WORDS = {"preferred": "preferred", "admitted": "also", "deprecated": "wrong"}
_AROUND = 7
"""Rows of the dialog above and below the fields: the title, a fault, the hint, and space."""
_KIND_WORDS = {"full": "full name", "variant": "variant", "abbreviation": "short form"}


class Pick(Widget, can_focus=True):
    """One of a few words; Space and arrows or a click take the next one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space,right", "turn(1)", "next", show=False),
        Binding("left", "turn(-1)", "previous", show=False),
    ]
    DEFAULT_CSS = """
    Pick { height: 1; width: 13; padding: 0 1; color: $duban-dim; background: $surface; }
    Pick:focus { background: $panel; color: $foreground; text-style: bold; }
    """
    value: reactive[str] = reactive("")

    class Turned(Message):
        """Another word was taken."""

    def __init__(self, words: dict[str, str], value: str) -> None:
        """``words``: what is said for each value."""
        super().__init__()
        self._words = words
        self.set_reactive(Pick.value, value)

    def render(self) -> str:
        return f"{self._words[self.value]} ▾"

    def action_turn(self, step: int) -> None:
        values = list(self._words)
        self.value = values[(values.index(self.value) + step) % len(values)]
        self.post_message(self.Turned())

    def on_click(self, event: events.Click) -> None:
        event.stop()
        self.action_turn(1)


class Field(Vertical):
    """One row of the form: its label, what is typed, and what is wrong with it."""

    DEFAULT_CSS = """
    Field { height: auto; }
    Field > Horizontal { height: 1; }
    Field .label { width: 10; color: $duban-dim; }
    Field Input { width: 1fr; margin-right: 1; }
    Field .fault { color: $error; padding-left: 10; display: none; }
    Field.-faulty .fault { display: block; }
    """

    def __init__(self, field: str, label: str) -> None:
        super().__init__(classes=f"field-{field}")
        self.field = field
        self.label = label

    def line(self, *widgets: Widget, label: str | None = None) -> Horizontal:
        return Horizontal(Static(self.label if label is None else label, classes="label", markup=False), *widgets)

    def fault_line(self) -> Static:
        return Static("", classes="fault", markup=False)

    def say(self, fault: str) -> None:
        self.query_one(".fault", Static).update(fault)
        self.set_class(bool(fault), "-faulty")

    @on(Input.Changed)
    @on(Pick.Turned)
    def _forget_fault(self) -> None:
        self.say("")

    def value(self) -> Any:
        """What the row says, as ``Form`` has it."""
        raise NotImplementedError


class TextField(Field):
    """A line of text, or two that belong together."""

    def __init__(self, field: str, label: str, text: str, placeholder: str = "", known: Sequence[str] = ()) -> None:
        super().__init__(field, label)
        suggester = SuggestFromList(known, case_sensitive=False) if known else None
        self._input = Input(text, placeholder=placeholder, suggester=suggester, select_on_focus=False)

    def compose(self) -> ComposeResult:
        yield self.line(self._input)
        yield self.fault_line()

    def value(self) -> str:
        return self._input.value


class NameField(Field):
    """A name in both scripts, its reading, and whether it is used."""

    class Left(Message):
        """Something else has the focus: the name may be completed."""

        def __init__(self, field: "NameField") -> None:
            super().__init__()
            self.field = field

    def __init__(self, label: str, row: NameRow) -> None:
        super().__init__("names", label)
        self.hans = Input(row.hans, placeholder="simplified", select_on_focus=False)
        self.hant = Input(row.hant, placeholder="traditional", select_on_focus=False)
        self.reading = Input(row.reading, placeholder="pinyin", select_on_focus=False)
        self._status = Pick(_STATUS_WORDS, row.status)
        self._kind = Pick(_KIND_WORDS, row.kind)

    def compose(self) -> ComposeResult:
        yield self.line(self.hans, self.hant)
        yield self.line(self.reading, self._status, self._kind, label="")
        yield self.fault_line()

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        if event.widget is self.hans:
            self.post_message(self.Left(self))

    def value(self) -> NameRow:
        status: TermStatus = next(s for s in get_args(TermStatus) if s == self._status.value)
        kind: FormKind = next(k for k in get_args(FormKind) if k == self._kind.value)
        return NameRow(self.hans.value, self.hant.value, self.reading.value, status, kind)

    def put(self, row: NameRow) -> None:
        for line, text in ((self.hans, row.hans), (self.hant, row.hant), (self.reading, row.reading)):
            if line.value != text:
                line.value = text


class RenderingField(Field):
    """An English rendering; for a wrong one also what is wrong with it."""

    DEFAULT_CSS = """
    RenderingField .note { display: none; }
    RenderingField.-noted .note { display: block; }
    """

    def __init__(self, label: str, rendering: Rendering) -> None:
        super().__init__("renderings", label)
        self._text = Input(rendering.text, select_on_focus=False)
        self._status = Pick(_RENDERING_WORDS, rendering.status)
        self._note = Input(rendering.note, placeholder="why it tempts and is wrong", select_on_focus=False)

    def compose(self) -> ComposeResult:
        yield self.line(self._text, self._status)
        note = self.line(self._note, label="note")
        note.add_class("note")
        yield note
        yield self.fault_line()

    def on_mount(self) -> None:
        self._arrange()

    @on(Pick.Turned)
    def _arrange(self) -> None:
        self.set_class(self._status.value == "deprecated" or bool(self._note.value), "-noted")

    def value(self) -> Rendering:
        status: TermStatus = next(s for s in get_args(TermStatus) if s == self._status.value)
        return Rendering(self._text.value, status, self._note.value)


class ExampleField(Field):
    """A sentence, its English, and where it is from."""

    def __init__(self, label: str, example: Example) -> None:
        super().__init__("examples", label)
        self._zh = Input(example.zh, placeholder="Chinese sentence", select_on_focus=False)
        self._en = Input(example.en, placeholder="its English", select_on_focus=False)
        self._source = Input(example.source, placeholder="where it is from", select_on_focus=False)

    def compose(self) -> ComposeResult:
        yield self.line(self._zh)
        yield self.line(self._en, label="")
        yield self.line(self._source, label="")
        yield self.fault_line()

    def value(self) -> Example:
        return Example(self._zh.value, self._en.value, self._source.value)


class ConceptDialog(Dialog[Concept]):
    """A form with everything that is known of a concept. Answers with the concept to be saved."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "save", priority=True),
        Binding("ctrl+n", "more", "one more such row", priority=True),
        Binding("down", "app.focus_next", "next field"),
        Binding("up", "app.focus_previous", "previous field"),
    ]
    DEFAULT_CSS = """
    ConceptDialog > Vertical { width: 84; padding: 1 1 1 2; }
    ConceptDialog VerticalScroll { height: auto; }
    ConceptDialog .first { margin-top: 1; }
    ConceptDialog #fault { color: $error; }
    """
    hint = "↵ save   Tab next   ^n one more such row   Esc close"

    def __init__(self, form: ConceptForm) -> None:
        super().__init__()
        self._form = form
        self._before: Form | None = None
        """The form as it was when it was opened."""
        self._warned = False
        """Whether it was said that Esc throws changes away."""
        first = form.form()
        name = first.names[0].hans if first.names else ""
        self.heading = f"Add {name or 'a term'}" if form.is_new else f"Edit {name}"
        self._first = first

    def ask(self) -> ComposeResult:
        with VerticalScroll():
            yield from self._fields(self._first)
        yield Static("", id="fault", markup=False)

    def _fields(self, form: Form) -> Iterator[Field]:
        for number, name in enumerate(form.names or (NameRow(),)):
            yield self._named("names", number, name)
        for number, rendering in enumerate(form.renderings or (Rendering(""),)):
            yield self._named("renderings", number, rendering)
        yield self._first_of(TextField("definition_en", "meaning", form.definition_en, "in plain English"))
        yield TextField("definition_zh", "", form.definition_zh, "in Chinese")
        yield TextField("domain", "domain", form.domain, known=self._form.domains)
        yield TextField("subdomain", "", form.subdomain, "sub-domain")
        yield TextField("platform", "platform", form.platform, "if it belongs to one")
        for number, example in enumerate(form.examples or (Example(""),)):
            yield self._named("examples", number, example)
        for link in LINKS:
            for number, name in enumerate(getattr(form, link) or ("",)):
                yield self._named(link, number, name)
        yield self._first_of(TextField("source", "source", form.source, "where the sense was checked"))

    @staticmethod
    def _first_of(field: Field) -> Field:
        field.add_class("first")
        return field

    def _named(self, field: str, number: int, value: Any) -> Field:
        """A row of those of which there may be several."""
        made: Field
        match field:
            case "names":
                made = NameField("" if number else "name", value)
            case "renderings":
                made = RenderingField("" if number else "English", value)
            case "examples":
                made = ExampleField("" if number else "example", value)
            case _:
                made = TextField(field, "" if number else field, value, "a concept’s name")
        return made if number or field in ("names", "narrower", "related") else self._first_of(made)

    def on_resize(self) -> None:
        self.query_one(VerticalScroll).styles.max_height = max(3, self.app.size.height - _AROUND)

    def on_mount(self) -> None:
        self._before = self._filled()
        inputs = self.query(Input)
        names = self.query_one(NameField)
        (inputs.first() if not names.hans.value else self.query_one(RenderingField).query_one(Input)).focus()

    def _rows(self, field: str) -> list[Field]:
        return list(self.query(f".field-{field}").results(Field))

    def _filled(self) -> Form:
        filled: dict[str, Any] = {name: self._rows(name)[0].value() for name in TEXTS}
        for name in ("names", "renderings", "examples", *LINKS):
            filled[name] = tuple(row.value() for row in self._rows(name))
        return Form(**filled)

    @on(NameField.Left)
    def _complete(self, event: NameField.Left) -> None:
        event.field.put(self._form.completed(event.field.value()))

    async def action_more(self) -> None:
        """One more row like the one that is being filled in."""
        focused = self.focused
        field = next((w for w in focused.ancestors if isinstance(w, Field)), None) if focused is not None else None
        empty: dict[str, Callable[[], Any]] = {
            "names": lambda: NameRow(status="admitted"),
            "renderings": lambda: Rendering("", "admitted"),
            "examples": lambda: Example(""),
        }
        if field is None or field.field not in (*empty, *LINKS):
            return
        rows = self._rows(field.field)
        made = self._named(field.field, len(rows), empty.get(field.field, str)())
        await self.query_one(VerticalScroll).mount(made, after=rows[-1])
        made.query(Input).first().focus()

    @on(Input.Submitted)
    def action_save(self) -> None:
        self.query_one("#fault", Static).update("")
        for field in self.query(Field):
            field.say("")
        try:
            concept = self._form.read(self._filled())
        except FormError as error:
            for fault in reversed(error.faults):
                self._say(fault)
        except (ReaderError, GlossaryError) as error:
            self.query_one("#fault", Static).update(str(error))
        else:
            self.dismiss(concept)

    def _say(self, fault: Fault) -> None:
        rows = self._rows(fault.field)
        row = rows[min(fault.row, len(rows) - 1)]
        row.say(fault.words)
        row.query(Input).first().focus()

    async def action_dismiss(self, result: Concept | None = None) -> None:
        """Esc: what was typed is thrown away only after a second one."""
        if result is None and not self._warned and self._filled() != self._before:
            self._warned = True
            self.query_one("#fault", Static).update("Not saved yet: ↵ saves, Esc once more throws it away.")
            return
        await super().action_dismiss(result)
