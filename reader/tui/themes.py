"""Colours: two themes of our own, and the tone schemes people know from other tools.

Tone colours: hues and the dark Zhongwen set as in the Zhongwen extension (css/content.css); where a scheme's own
hex fell below a contrast of 4.5 on our background, it was lightened or darkened within its hue until it passed
(``tests/reader/tui/test_themes.py`` holds every one to that). Colour only ever repeats what the tone mark says.
"""

from collections.abc import Mapping
from typing import Final

from textual.theme import Theme

from reader.options import ColourChoice

DARK = Theme(
    name="duban-dark",
    primary="#d9a45b",
    secondary="#8fb0a9",
    accent="#e0a458",
    foreground="#e6e1d6",
    background="#16181c",
    surface="#1c1f24",
    panel="#23272e",
    success="#8fbf7f",
    warning="#e0b058",
    error="#e5776f",
    dark=True,
    variables={"duban-dim": "#908f89", "duban-dimmer": "#84837c", "duban-ruby": "#a7a294"},
)
LIGHT = Theme(
    name="duban-light",
    primary="#8a5a12",
    secondary="#2f6660",
    accent="#8f4f00",
    foreground="#22252a",
    background="#faf7f0",
    surface="#f2eee4",
    panel="#e8e2d4",
    success="#2f6b22",
    warning="#8a5a00",
    error="#a82a22",
    dark=False,
    variables={"duban-dim": "#67645b", "duban-dimmer": "#716e65", "duban-ruby": "#5f5b50"},
)
THEMES = (DARK, LIGHT)

Palette = tuple[str, str, str, str, str]
"""Colours of tones 1, 2, 3, 4 and neutral."""

_ON_DARK: Final[Mapping[ColourChoice, Palette]] = {
    "zhongwen": ("#f2525a", "#f47c36", "#73bb4f", "#649cd3", "#a0a0a0"),
    "pleco": ("#ff5a52", "#02b31c", "#8c8aff", "#c873e6", "#9a9a9a"),
    "hanping": ("#64b4ff", "#30b030", "#f08000", "#f4606f", "#a0a0a0"),
}
_ON_LIGHT: Final[Mapping[ColourChoice, Palette]] = {
    "zhongwen": ("#c21a20", "#a84a08", "#3a7420", "#2a659f", "#666666"),
    "pleco": ("#d00000", "#017a13", "#1510f0", "#8900bf", "#666666"),
    "hanping": ("#0067b8", "#1f7a1f", "#9a5200", "#c4001d", "#666666"),
}


def tone_palette(scheme: ColourChoice, dark: bool) -> Palette | None:
    """The five colours of a scheme on a dark or light background; None for no colours."""
    return (_ON_DARK if dark else _ON_LIGHT).get(scheme)
