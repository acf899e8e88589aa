"""What conversions, scrapers and typists do to sound text, one function a kind.

Each takes dice, which are seeded, so that figures can be had again. ``damage`` has the byte-by-byte harm of GBK read
one byte off; here is the rest.
"""

import random
import unicodedata
from collections.abc import Callable

from opencc import OpenCC

Harm = Callable[[str, random.Random], str]
_NAMED = {"“": "ldquo", "”": "rdquo", "‘": "lsquo", "’": "rsquo", "—": "mdash", "…": "hellip", "·": "middot"}
_RADICALS = {unicodedata.normalize("NFKC", chr(n)): chr(n) for n in range(0x2F00, 0x2FD6)}
_COMPATIBLE = {unicodedata.normalize("NFC", chr(n)): chr(n) for n in range(0xF900, 0xFA00)}


def _cp1252(data: bytes) -> str:
    return "".join(bytes((b,)).decode("cp1252", "ignore") or chr(b) for b in data)


def references(text: str, _: random.Random) -> str:
    return "".join(f"&{_NAMED[c]};" if c in _NAMED else c for c in text)


def references_twice(text: str, _: random.Random) -> str:
    return "".join(f"&amp;{_NAMED[c]};" if c in _NAMED else c for c in text)


def numbered(text: str, _: random.Random) -> str:
    return "".join(f"&#{ord(c)};" if c in "“”‘’《》·—…" else c for c in text)


def blanks(text: str, _: random.Random) -> str:
    return "&nbsp;&nbsp;&nbsp;&nbsp;" + text.replace("。", "。&nbsp;")


def latin_1(text: str, _: random.Random) -> str:
    return text.encode().decode("latin-1")


def windows_1252(text: str, _: random.Random) -> str:
    return _cp1252(text.encode())


def twice(text: str, dice: random.Random) -> str:
    return windows_1252(windows_1252(text, dice), dice)


def gbk_as_latin_1(text: str, _: random.Random) -> str:
    return text.encode("gb18030").decode("latin-1")


def big5_as_latin_1(text: str, _: random.Random) -> str:
    return text.encode("big5hkscs", "ignore").decode("latin-1")


def utf8_as_gb18030(text: str, _: random.Random) -> str:
    """As browsers do: pairs without a meaning keep a private code."""
    return text.encode().decode("gb18030", "replace")


def utf8_as_gbk(text: str, _: random.Random) -> str:
    return text.encode().decode("gbk", "replace")


def utf8_as_gbk_asked(text: str, _: random.Random) -> str:
    return text.encode().decode("gbk", "replace").replace("\ufffd", "?")


def hidden(text: str, dice: random.Random) -> str:
    return "".join(c + (dice.choice("\u200b\ufeff\u00ad\u200e\x0e") if dice.random() < 0.1 else "") for c in text)


def radicals(text: str, _: random.Random) -> str:
    return "".join(_RADICALS.get(c, c) for c in text)


def compatible(text: str, _: random.Random) -> str:
    return "".join(_COMPATIBLE.get(c, c) for c in text)


def half_marks(text: str, _: random.Random) -> str:
    return text.translate(str.maketrans("。、「」", "｡､｢｣"))


def characters(text: str, _: random.Random) -> str:
    return " ".join(text)


def strewn(text: str, dice: random.Random) -> str:
    """A space after every tenth Han character, wherever that is."""
    return "".join(c + (" " if "㐀" <= c <= "鿿" and dice.random() < 0.1 else "") for c in text)


def single_space(text: str, dice: random.Random) -> str:
    """One space inside a paragraph, as where a line was broken."""
    places = [i for i in range(2, len(text) - 2) if all("㐀" <= c <= "鿿" for c in text[i - 1 : i + 1])]
    at = dice.choice(places) if places else 0
    return f"{text[:at]} {text[at:]}" if at else text


def typed(text: str, _: random.Random) -> str:
    """All marks in ASCII, full stops too."""
    return text.translate(str.maketrans("，：；！？（）“”。", ',:;!?()"".')).replace("……", "...").replace("——", "--")


def straight(text: str, _: random.Random) -> str:
    """Quotation marks alone."""
    return text.translate(str.maketrans("“”", '""'))


def left_traditional(text: str, dice: random.Random) -> str:
    """A twentieth of the characters that differ."""
    hant = OpenCC("s2t").convert(text)
    pairs = zip(text, hant, strict=True)
    return "".join(t if s != t and dice.random() < 0.05 else s for s, t in pairs)


def cut(text: str, dice: random.Random) -> str:
    """One character lost."""
    places = [i for i in range(2, len(text) - 2) if all("㐀" <= c <= "鿿" for c in text[i - 2 : i + 3])]
    at = dice.choice(places) if places else -1
    return text if at < 0 else f"{text[:at]}\ufffd{text[at + 1 :]}"


HANS: dict[str, Harm] = {
    "references": references,
    "references, escaped twice": references_twice,
    "references by number": numbered,
    "&nbsp;": blanks,
    "UTF-8 as Latin-1": latin_1,
    "UTF-8 as Windows-1252": windows_1252,
    "UTF-8 twice": twice,
    "GBK as Latin-1": gbk_as_latin_1,
    "UTF-8 as GB 18030": utf8_as_gb18030,
    "UTF-8 as GBK, U+FFFD": utf8_as_gbk,
    "UTF-8 as GBK, ?": utf8_as_gbk_asked,
    "hidden characters": hidden,
    "radicals": radicals,
    "compatible": compatible,
    "half-width marks": half_marks,
    "spaces: characters": characters,
    "spaces: strewn": strewn,
    "space, one": single_space,
    "typed in ASCII": typed,
    "straight quotes": straight,
    "left traditional": left_traditional,
    "one lost": cut,
}
HANT: dict[str, Harm] = {
    "Big5 as Latin-1": big5_as_latin_1,
    "hidden": hidden,
    "spaces": characters,
    "radicals": radicals,
}
