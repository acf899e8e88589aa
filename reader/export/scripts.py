"""Script conversion as data: what the page needs to show every character in another script.

A table of the characters that occur, each as it is converted alone (发 → 發), does nearly all of it; where the context
decided otherwise (头发 → 頭髮), the place is noted. Places are counted in UTF-16 units, as the browser counts.
"""

import re
from collections.abc import Callable
from typing import Any

from reader.text.convert import Converter
from texts.model import Script

_AT_ONCE = 32_000
"""Code points converted in one go."""
_APART = "\0"
"""Between stretches; no markup holds it, so no stretch does."""
_SOME = re.compile(rb"[^\0]")


class _Characters(dict[int, str]):
    """What each character is by itself, as ``str.translate`` asks; found out when it is first met."""

    def __init__(self, convert: Callable[[str], str]) -> None:
        self._convert = convert

    def __missing__(self, code: int) -> str:
        char = chr(code)
        shown = self._convert(char)
        found = self[code] = shown if len(shown) == 1 else char
        return found


class ScriptTable:
    """Learns the conversion from ``base`` to ``target`` stretch by stretch."""

    def __init__(self, base: Script, target: Script, converter: Converter) -> None:
        self._base, self._target, self._converter = base, target, converter
        self._map = _Characters(lambda char: converter.convert_character(char, base, target))
        self._fixes: dict[str, list[list[Any]]] = {}
        self._waiting: list[tuple[str, str]] = []
        """Stretches that are still to be converted, several in one go."""
        self._size = 0

    def learn(self, key: str, text: str, wanted: str | None = None) -> None:
        """Note how a stretch looks in the target script; ``key`` names its element in the page.

        ``wanted``: what it must look like, where that is known better than by conversion (the source itself).
        """
        if wanted is not None:
            self._note(key, text, wanted)
            return
        self._waiting.append((key, text))
        self._size += len(text)
        if self._size > _AT_ONCE:
            self._settle()

    def converted(self, text: str) -> str:
        """A stretch in the target script, as conversion has it."""
        return self._converter.convert(text, self._base, self._target).text

    def _settle(self) -> None:
        waiting, self._waiting, self._size = self._waiting, [], 0
        texts = [text for _, text in waiting]
        converted = self._converter.convert_all(texts, self._base, self._target)
        mapped = _APART.join(texts).translate(self._map)
        if mapped == _APART.join(converted):
            return
        for (key, text), got, wanted in zip(waiting, mapped.split(_APART), converted, strict=True):
            if got != wanted:
                self._fix(key, text, got, wanted)

    def _note(self, key: str, text: str, wanted: str) -> None:
        got = text.translate(self._map)
        if got != wanted:
            self._fix(key, text, got, wanted)

    def _fix(self, key: str, text: str, got: str, wanted: str) -> None:
        """Note where a stretch is not what its characters are alone."""
        if len(wanted) != len(text):
            if wanted != text:
                self._fixes[key] = [[0, utf16(text), wanted]]
            return
        self._fixes[key] = [[start, end, sign] for start, end, sign in _differing(got, wanted)]

    def to_data(self) -> dict[str, Any]:
        """``{"map": "發发後后…", "fix": {"p3": [[12, 13, "髮"]]}}``"""
        self._settle()
        pairs = "".join(chr(char) + shown for char, shown in self._map.items() if chr(char) != shown)
        return {"map": pairs, "fix": self._fixes} if self._fixes else {"map": pairs}


def _differing(got: str, wanted: str) -> list[tuple[int, int, str]]:
    """Places where two texts of one length differ: start and end in UTF-16, and what is wanted there."""
    units = got.encode("utf-16-le", "surrogatepass"), wanted.encode("utf-16-le", "surrogatepass")
    if len(units[0]) == len(units[1]) == 2 * len(wanted):
        # Nearly always: all at once, by what is left of the one when the other is taken off bit by bit.
        one, other = (int.from_bytes(each, "little") for each in units)
        rest = (one ^ other).to_bytes(len(units[0]), "little")
        places = dict.fromkeys(match.start() // 2 for match in _SOME.finditer(rest))
        return [(place, place + 1, wanted[place]) for place in places]
    return [
        (utf16(got[:place]), utf16(got[: place + 1]), shown)
        for place, (one, shown) in enumerate(zip(got, wanted, strict=True))
        if one != shown
    ]


def utf16(text: str) -> int:
    """Length in UTF-16 units."""
    return len(text) + sum(char > "\uffff" for char in text)


def apply(data: dict[str, Any], key: str, text: str) -> str:
    """What a stretch looks like in the target script, from ``to_data``; the page's script does the same."""
    pairs = data["map"]
    table = {ord(char): shown for char, shown in zip(pairs[::2], pairs[1::2], strict=True)}
    out = text.translate(table)
    if not (fixes := data.get("fix", {}).get(key)):
        return out
    units = out.encode("utf-16-le", "surrogatepass")
    original = text.encode("utf-16-le", "surrogatepass")
    if len(units) != len(original):
        return out
    for start, end, shown in reversed(fixes):
        units = units[: 2 * start] + shown.encode("utf-16-le", "surrogatepass") + units[2 * end :]
    return units.decode("utf-16-le", "surrogatepass")
