"""Script conversion as data: what the page needs to show every character in another script.

A table of the characters that occur, each as it is converted alone (发 → 發), does nearly all of it; where the context
decided otherwise (头发 → 頭髮), the place is noted. Places are counted in UTF-16 units, as the browser counts.
"""

from typing import Any

from reader.text.convert import Converter
from texts.model import Script


class ScriptTable:
    """Learns the conversion from ``base`` to ``target`` stretch by stretch."""

    def __init__(self, base: Script, target: Script, converter: Converter) -> None:
        self._base, self._target, self._converter = base, target, converter
        self._map: dict[int, str] = {}
        self._fixes: dict[str, list[list[Any]]] = {}
        self._known: set[str] = set()

    def learn(self, key: str, text: str, wanted: str | None = None) -> None:
        """Note how a stretch looks in the target script; ``key`` names its element in the page.

        ``wanted``: what it must look like, where that is known better than by conversion (the source itself).
        """
        if wanted is None:
            wanted = self._converter.convert(text, self._base, self._target).text
        if len(wanted) != len(text):
            if wanted != text:
                self._fixes[key] = [[0, utf16(text), wanted]]
            return
        if not self._known.issuperset(text):
            for char in sorted(set(text) - self._known):
                shown = self._converter.convert(char, self._base, self._target).text
                if shown != char and len(shown) == 1:
                    self._map[ord(char)] = shown
            self._known.update(text)
        mapped = text.translate(self._map)
        if mapped != wanted:
            self._fixes[key] = [
                [utf16(text[:i]), utf16(text[: i + 1]), shown]
                for i, (got, shown) in enumerate(zip(mapped, wanted, strict=True))
                if got != shown
            ]

    def to_data(self) -> dict[str, Any]:
        """``{"map": "發发後后…", "fix": {"p3": [[12, 13, "髮"]]}}``"""
        pairs = "".join(chr(char) + shown for char, shown in self._map.items())
        return {"map": pairs, "fix": self._fixes} if self._fixes else {"map": pairs}


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
