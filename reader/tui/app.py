"""The app: themes, global settings, and which screen is open. No more."""

import sys
from collections.abc import Awaitable, Callable, Iterable
from typing import TYPE_CHECKING

from textual import on
from textual.app import App, SystemCommand
from textual.notifications import SeverityLevel
from textual.screen import Screen

from reader.errors import USER_ERRORS
from reader.options import CHOICES, LABELS, ReadingOptions
from reader.reading import Reading
from reader.session import KNOWN_LEVELS, Session
from reader.tui.keys import ALL
from reader.tui.screens.keyed import KeyedScreen
from reader.tui.screens.reading import ReadingScreen
from reader.tui.screens.terming import OpenText
from reader.tui.themes import DARK, THEMES
from reader.tui.view_cells import set_ambiguous_width
from reader.tui.whole_rows import draw_whole_rows
from reader.tui.widgets.key_bar import KeyNames

if TYPE_CHECKING:
    from reader.places import TextPlace
    from reader.reviewing import Sitting

KEY_SECONDS = 0.2
"""A key that writes something down waits no longer for another program: its own writes take a millisecond."""
SWITCH_SECONDS = 0.001
"""How long a thread in the background may keep the interpreter when a key waits for it; Python's own 5 ms, which may
pass several times in the drawing of one screen, are felt."""


class DubanApp(App[None]):
    """duban in the terminal, opened on one text."""

    TITLE = "duban 读伴"
    # The reading screen's style: as the screen's own it would have every rule read twice before the first paint.
    CSS_PATH = "styles/reading.tcss"
    ENABLE_COMMAND_PALETTE = True

    def __init__(self, session: Session, reading: Reading | None, sitting: "Sitting | None" = None) -> None:
        """Opened on a text, or on a sitting with flashcards."""
        draw_whole_rows()
        super().__init__()
        self._sitting = sitting
        self._session = session
        self._reading = reading
        for theme in THEMES:
            self.register_theme(theme)
        wanted = session.settings.theme or session.preference("theme")
        self._begin_with_theme(wanted if wanted in self.available_themes else DARK.name)
        self._missing_theme = session.settings.theme if session.settings.theme not in ("", self.theme) else ""

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = False,  # noqa: ARG002
    ) -> None:
        """As plain words always: ``duban[speech]`` and names of files have brackets that are no markup."""
        super().notify(message, title=title, severity=severity, timeout=timeout, markup=False)

    def on_mount(self) -> None:
        names = {binding.id for binding in ALL}
        keys = self._session.settings.keys
        self.set_keymap({name: key for name, key in keys.items() if name in names})
        if self._missing_theme:
            ours = " and ".join(theme.name for theme in THEMES)
            self.notify(
                f"There is no theme “{self._missing_theme}”, which settings.toml names. Ours are {ours}; ^p lists all.",
                severity="warning",
            )
        unknown = ", ".join(sorted(set(keys) - names))
        if unknown:
            self.notify(f"settings.toml names keys that do not exist: {unknown}.", severity="warning")
        if self._reading is not None:
            self.push_screen(ReadingScreen(self._session, self._reading))
        elif self._sitting is not None:
            self._sit(self._sitting)

    def _sit(self, sitting: "Sitting") -> None:
        """Begin with flashcards; when they are left the app is, unless a place in a text was asked for."""
        from reader.tui.screens.review import ReviewScreen

        options = ReadingOptions.from_record(self._session.preference("reading"))

        def after(place: "TextPlace | None") -> None:
            if place is None:
                self.exit()
            else:
                self._open_text(OpenText(place.text_id, (place.paragraph, place.offset)))

        self.push_screen(ReviewScreen(self._session, sitting, options), after)

    def _begin_with_theme(self, theme_name: str) -> None:
        """Set the theme while there is nothing yet to be styled anew, which an assignment would do at the start."""
        self.set_reactive(App.theme, theme_name)
        self.stylesheet.set_variables(self.get_css_variables())
        self.set_class(self.current_theme.dark, "-dark-mode", update=False)
        self.set_class(not self.current_theme.dark, "-light-mode", update=False)
        self.set_class(True, f"-theme-{theme_name}", update=False)
        self._refresh_truecolor_filter(self.ansi_theme)

    def _watch_theme(self, theme_name: str) -> None:
        super()._watch_theme(theme_name)
        if self.is_running and self.screen_stack:
            try:
                self._session.save_preference("theme", theme_name)
            except USER_ERRORS as error:
                self.notify(str(error), severity="error")
            for screen in self.screen_stack:
                if isinstance(screen, KeyedScreen):
                    screen.on_theme_changed()

    def get_system_commands(self, _screen: Screen[object]) -> Iterable[SystemCommand]:
        """Everything there is a key for, every state of every switch, the known level and the themes."""
        keyed = next((s for s in reversed(self.screen_stack) if isinstance(s, KeyedScreen)), None)
        if keyed is not None:
            keys: dict[str | None, list[str]] = {}
            for key, binding in keyed.bindings_in_force():
                keys.setdefault(binding.id, []).extend(map(KeyNames().key, key.split(",")))
            for binding in keyed.KEYS:
                if binding.id not in ("palette", "close") and not binding.action.startswith("cycle"):
                    yield SystemCommand(
                        binding.description.capitalize(),
                        "   ".join(filter(None, (" ".join(keys.get(binding.id, ())), binding.tooltip))),
                        self._runner(binding.action),
                    )
            yield from (SystemCommand(*command) for command in keyed.more_commands())
        if isinstance(reading := keyed, ReadingScreen):
            for name, choices in CHOICES.items():
                for choice in choices:
                    label = LABELS[name, choice]
                    yield SystemCommand(f"Show: {label}", f"Switch “{name}”", self._chooser(reading, name, choice))
            for level in KNOWN_LEVELS:
                yield SystemCommand(
                    f"Words I know: {level}", "Those do not count as new", self._level_setter(reading, level)
                )
        for theme in (DARK.name, *(name for name in sorted(self.available_themes) if name != DARK.name)):
            yield SystemCommand(f"Theme: {theme}", "Colours of the app", self._themer(theme))

    def _runner(self, action: str) -> Callable[[], Awaitable[None]]:
        async def run_action() -> None:
            await self.run_action(action, self.screen)

        return run_action

    @staticmethod
    def _chooser(reading: ReadingScreen, name: str, choice: str) -> Callable[[], None]:
        return lambda: reading.set_options(reading.options.with_choice(name, choice))

    def _level_setter(self, reading: ReadingScreen, level: str) -> Callable[[], None]:
        def set_level() -> None:
            self._session.set_known_level(level)
            reading.set_options(reading.options)

        return set_level

    def _themer(self, theme: str) -> Callable[[], None]:
        def set_theme() -> None:
            self.theme = theme

        return set_theme

    @on(OpenText)
    def _open_text(self, event: OpenText) -> None:
        try:
            reading = self._session.open_text(event.text_id)
        except USER_ERRORS as error:
            self.notify(str(error), severity="error", timeout=10)
            return
        before = next((s for s in self.screen_stack if isinstance(s, ReadingScreen)), None)
        screen = ReadingScreen(self._session, reading)
        screen.begin_at = event.at
        screen.begin_with_search = event.looked_for
        if before is None:
            self.push_screen(screen)
        else:
            screen.take_over(before)
            self.switch_screen(screen)


def run(text: str | None, sit: "Callable[[Session], Sitting] | None" = None) -> int:
    """Open the app on a text; None: the one read last. With ``sit``: on a sitting with flashcards. Returns the exit
    code."""
    sys.setswitchinterval(SWITCH_SECONDS)
    session = Session.open(announce=lambda _words: None)
    try:
        reading = session.open_text(text) if sit is None else None
        sitting = None if sit is None else sit(session)
        if sit is not None:
            _ = session.study.chosen  # says what is wrong with the settings before there is a screen
        session.record.wait_at_most(KEY_SECONDS)
        if session.settings.wide_ambiguous:
            set_ambiguous_width(2)
        app = DubanApp(session, reading, sitting)
        app.run(mouse=session.settings.mouse)
        return app.return_code or 0
    finally:
        session.close()
