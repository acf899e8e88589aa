"""The line at the bottom: the few keys that matter now, as they are really bound."""

from collections.abc import Sequence

from textual.binding import Binding
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

Hint = tuple[str, str]
"""(key as shown, what it does)"""


def hints(screen_bindings: Sequence[tuple[str, Binding]], names: Sequence[str], display: "KeyNames") -> list[Hint]:
    """Pick the bindings with these ids, in this order, each by its first key."""
    by_id: dict[str, Binding] = {}
    for _key, binding in screen_bindings:
        if binding.id:
            by_id.setdefault(binding.id, binding)
    return [(display(by_id[name]), by_id[name].description) for name in names if name in by_id]


class KeyNames:
    """How a key is written on the screen: as short as people write it."""

    _NAMES = {
        "enter": "↵", "slash": "/", "question_mark": "?", "full_stop": ".", "comma": ",", "minus": "-",
        "colon": ":", "left_curly_bracket": "{", "right_curly_bracket": "}", "escape": "Esc", "space": "Space",
        "tab": "Tab", "pageup": "PgUp", "pagedown": "PgDn", "left": "←", "right": "→", "up": "↑", "down": "↓",
        "home": "Home", "end": "End", "left_square_bracket": "[", "right_square_bracket": "]", "semicolon": ";",
        "plus": "+", "delete": "Del", "equals_sign": "=", "apostrophe": "'", "underscore": "_",
        "exclamation_mark": "!", "asterisk": "*", "at": "@", "less_than_sign": "<", "greater_than_sign": ">",
    }  # fmt: skip

    def __call__(self, binding: Binding) -> str:
        return self.key(binding.key)

    def key(self, key: str) -> str:
        *modifiers, name = key.split("+")
        shown = self._NAMES.get(name, name.upper() if len(name) > 1 and name[0] == "f" else name)
        return "".join({"ctrl": "^", "shift": "⇧", "alt": "⌥"}.get(m, m) for m in modifiers) + shown


class KeyBar(Widget):
    """One row of hints; those that do not fit are left out from the end, but never the last one (help)."""

    DEFAULT_CSS = "KeyBar { height: 1; dock: bottom; }"
    COMPONENT_CLASSES = {"key-bar--key", "key-bar--word"}

    hints: reactive[tuple[Hint, ...]] = reactive(())

    def render(self) -> Content:
        if not self.hints:
            return Content("")
        *others, last = self.hints
        room = self.size.width - self._width(last)
        fitting: list[Hint] = []
        for hint in others:
            if self._width(hint) > room:
                break
            room -= self._width(hint)
            fitting.append(hint)
        key, word = self.get_visual_style("key-bar--key"), self.get_visual_style("key-bar--word")
        return Content.assemble(
            *(part for name, what in (*fitting, last) for part in (" ", (name, key), " ", (what, word), " "))
        )

    @staticmethod
    def _width(hint: Hint) -> int:
        return Content("".join(hint)).cell_length + 3
