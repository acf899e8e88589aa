"""The styles of the text view, from its component classes, at three levels of light.

Truecolour themes dim by blending towards the background, which terminals of 256 and 16 colours round to what
they have; themes made of the terminal's own sixteen colours cannot be blended and use the "dim" attribute.
Where there is little colour or none (``NO_COLOR``, such themes), every mark that matters is carried by bold,
underline or reverse as well.
"""

from collections.abc import Callable

from rich.color import ColorSystem
from rich.style import Style
from textual.color import Color
from textual.css.styles import RenderStyles

from reader.tui.view_paint import BRIGHT, FAR, Look

NAMES = (
    "text",
    "near",
    "far",
    "annotation",
    "english",
    "machine",
    "gloss",
    "heading",
    "caption",
    "term",
    "unknown",
    "learning",
    "doubtful",
    "ambiguous",
    "damaged",
    "hit",
    "hover",
    "selection",
    "bookmark",
    "cursor",
    "cursor-annotation",
)
COMPONENT_CLASSES = frozenset(f"text-view--{name}" for name in NAMES)

DEFAULT_CSS = """
TextView {
    width: 1fr;
    height: 1fr;
    color: $foreground;
    background: $background;
}
TextView > .text-view--near { color: $foreground 62%; }
TextView > .text-view--far { color: $foreground 46%; }
TextView > .text-view--annotation { color: $foreground 64%; }
TextView > .text-view--english { color: $foreground 72%; }
TextView > .text-view--machine { text-style: italic; }
TextView > .text-view--gloss { color: $foreground 58%; }
TextView > .text-view--heading { color: $primary; text-style: bold; }
TextView > .text-view--caption { color: $foreground 72%; text-style: italic; }
TextView > .text-view--term { color: $accent; text-style: underline; }
TextView > .text-view--unknown { color: $secondary; }
TextView > .text-view--learning { color: $success; }
TextView > .text-view--doubtful { text-style: italic; }
TextView > .text-view--ambiguous { text-style: italic; }
TextView > .text-view--damaged { color: $warning; text-style: uu; }
TextView > .text-view--hit { color: $background; background: $warning; }
TextView > .text-view--hover { background: $foreground 12%; }
TextView > .text-view--selection { background: $primary 35%; }
TextView > .text-view--bookmark { color: $accent; }
TextView > .text-view--cursor { text-style: reverse bold; }
TextView > .text-view--cursor-annotation { color: $foreground; text-style: bold; }
"""
"""Looks from any theme's own variables; an app's style sheet may say more."""

_LIGHT = (1.0, 0.66, 0.5)
"""How much of a mark's own colour is left at each level, if that can be made out."""
_MADE_OUT = 3.0
"""The least contrast of what is dimmed, as WCAG asks of large text. Half of a tone's colour alone had 2.1."""

_WITHOUT_COLOUR = {
    "term": Style(bold=True, underline=True),
    "unknown": Style(underline=True),
    "learning": Style(bold=True),
    "damaged": Style(underline2=True),
    "hit": Style(reverse=True),
    "selection": Style(reverse=True),
    "hover": Style(underline=True),
    "cursor": Style(reverse=True, bold=True),
    "cursor-annotation": Style(bold=True),
}
"""Attributes added where colours may not be told apart."""


def make_look(
    component: Callable[[str], RenderStyles],
    background: Color,
    foreground: Color,
    tones: tuple[str, ...] | None,
    *,
    ansi: bool,
    no_colour: bool,
    few_colours: bool,
) -> Look:
    """Styles by name and level. ``component`` gives the component styles of a class name; ``tones`` are the
    colours of tones 1 to 5 as CSS colours, left out where there is no colour: five greys tell nobody anything."""
    attributes = _WITHOUT_COLOUR if ansi or no_colour or few_colours else {}
    styles: dict[tuple[str, int], Style] = {}

    def colour_at(colour: Color, level: int) -> Color:
        if ansi or colour.ansi is not None:
            return colour
        full = background + colour
        for share in (_LIGHT[level], 0.75, 0.85):
            blended = background.blend(full, share)
            if contrast(blended, background) >= _MADE_OUT and not (few_colours and _alike(blended, background)):
                return blended
        return foreground if few_colours and _alike(full, background) else full

    def make(name: str, level: int) -> Style:
        if name.startswith("tone"):
            tone = int(name[4:])
            if tones is None or no_colour or not 1 <= tone <= len(tones):
                return Style.null()
            return Style(color=colour_at(Color.parse(tones[tone - 1]), level).rich_color)
        if name == "text" and level != BRIGHT:
            return text_at(level)
        css = component(f"text-view--{name}")
        added = attributes.get(name, Style.null())
        if added.reverse:
            return added
        colour = colour_at(css.color, level) if css.has_rule("color") else None
        behind = css.background if css.has_rule("background") and css.background.a else None
        if behind is not None and not ansi:
            behind = background + behind
        if name == "text":
            colour, behind = colour or foreground, background
        style = Style(
            color=colour.rich_color if colour else None,
            bgcolor=behind.rich_color if behind else None,
        )
        return style + css.text_style + added

    def text_at(level: int) -> Style:
        css = component("text-view--far" if level == FAR else "text-view--near")
        colour = foreground if ansi else colour_at(css.color, BRIGHT)
        dim = Style(dim=True) if ansi else Style.null()
        return Style(color=colour.rich_color, bgcolor=background.rich_color) + css.text_style + dim

    def look(name: str, level: int) -> Style:
        key = (name, level)
        if key not in styles:
            styles[key] = make(name, level)
        return styles[key]

    return look


def contrast(one: Color, other: Color) -> float:
    """The contrast of two opaque colours, 1 to 21 (WCAG 2.2)."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: Color) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4) for part in colour.normalized
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _alike(one: Color, other: Color) -> bool:
    """Whether a terminal of 16 colours shows both as one."""
    first, second = (colour.rich_color.downgrade(ColorSystem.STANDARD).number for colour in (one, other))
    return first == second
