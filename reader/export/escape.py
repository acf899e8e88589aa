"""The one door through which text gets into markup. Whatever comes from outside passes it, or is not written.

Escaping alone is not enough: NUL, other control characters, lone surrogates and noncharacters are forbidden in HTML and
XML however they are written, so each becomes U+FFFD. ``is_fit`` tells whether a text comes back from markup unchanged.
"""

import json
import re
from typing import Any

from markupsafe import Markup
from markupsafe import escape as _escape

_UNFIT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]")
_UNFIT_ASTRAL = re.compile(
    "[" + "".join(chr((plane << 16) + low) for plane in range(1, 17) for low in (0xFFFE, 0xFFFF)) + "]"
)
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")
"""One range: looking for the sixteen pairs takes ten times as long, and hardly a text has any of these."""
_IN_SCRIPT = {
    "<": "\\u003c",
    ">": "\\u003e",
    "&": "\\u0026",
    "\u2028": "\\u2028",
    "\u2029": "\\u2029",
    "\x7f": "\\u007f",
}
_IN_SCRIPT_CHARS = re.compile("[<>&\u2028\u2029\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_WEB = re.compile(r"https?://[^\s\x00-\x20\"'<>\\^`{|}]+", re.IGNORECASE)


def printable(text: str) -> str:
    """The text with U+FFFD for every code point that markup must not hold."""
    if text.isprintable():  # so is nearly everything, and it takes a tenth of the time to say so
        return text
    text = _UNFIT.sub("\ufffd", text)
    return _UNFIT_ASTRAL.sub("\ufffd", text) if _ASTRAL.search(text) else text


def is_fit(text: str) -> bool:
    """Whether markup can hold the text as it is."""
    return text.isprintable() or printable(text) == text


def escape(text: str) -> Markup:
    """Text as markup, for content and for attributes in quotes."""
    return _escape(printable(text))


def escape_word(text: str) -> str:
    """The same as plain text, at once for words of nothing but letters and digits, which need no escaping."""
    return text if text.isalnum() else str(escape(text))


def web_link(text: str) -> str | None:
    """The text if it is a plain http(s) address and nothing else; ``javascript:`` and the like are no links."""
    return text if _WEB.fullmatch(text) else None


def json_in_script(value: Any) -> Markup:
    """JSON for a ``<script type="application/json">``: no ``</script>`` in it, no code point that HTML forbids, and yet
    every string comes back exactly."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    escaped = _IN_SCRIPT_CHARS.sub(_escaped, text)
    return Markup(_UNFIT_ASTRAL.sub(_escaped, escaped) if _ASTRAL.search(escaped) else escaped)


def _escaped(match: re.Match[str]) -> str:
    char = match.group()
    if char in _IN_SCRIPT:
        return _IN_SCRIPT[char]
    return json.dumps(char).strip('"')
