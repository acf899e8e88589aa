"""Scripts: telling them apart, and the simplified copy ("fold") that look-up and pronunciation work on."""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from operator import ne
from pathlib import Path

from texts.model import Script

_SAMPLE = 20_000
"""Code points looked at: enough for any certainty, 2 ms."""

# Forms that OpenCC's t2tw and t2hk tables give to one region only, without those that are words of their own.
_TAIWAN = re.compile("[裡啟群床峰唇粽嫻]")
_HONG_KONG = re.compile("[説衞脱税温悦閲敍卧鋭葱枱]")
_STANDARD = re.compile("[爲僞喫羣衆牀峯脣臥]")
_CLEAR = 8
_LAID_DOWN = re.compile("[裏着]")
"""Common to the standard and Hong Kong; speaks against Taiwan."""


def opencc_converter(config: str) -> Callable[[str], str]:
    """OpenCC's conversion of that name, opened once; text that it cannot take comes back unchanged."""
    return _converter(config)


@lru_cache(maxsize=16)
def _converter(config: str) -> Callable[[str], str]:
    # Imported late: 4 ms, and a simplified text shown as it stands needs no traditional tables.
    from opencc import OpenCC

    convert: Callable[[str], str] = OpenCC(config).convert

    def safe(text: str) -> str:
        try:
            return convert(text)
        except UnicodeEncodeError:  # lone surrogates, which UTF-8 cannot carry
            return "".join(part if _SURROGATE.match(part) else convert(part) for part in _SURROGATE.split(text))

    return safe


def load_ahead(config: str) -> None:
    """Load the tables of a conversion while the other threads run on.

    OpenCC's Python class keeps the interpreter's lock while it loads (s2t 65 ms); a call of its C function does not,
    and the library loads a table once for all who use it. A build of OpenCC that shows no C function is left alone:
    there, the first conversion loads its tables itself.
    """
    import ctypes

    from opencc.clib import opencc_clib  # type: ignore[attr-defined]  # the compiled part, without stubs

    library = Path(opencc_clib.__file__)
    try:
        load = ctypes.CDLL(str(library)).opencc_open
    except (OSError, AttributeError):
        return
    load.argtypes, load.restype = [ctypes.c_char_p], ctypes.c_void_p
    # Never closed: the tables stay as long as one handle does.
    load(str(library.parent / "share/opencc" / f"{config}.json").encode())
    _converter(config)


_SURROGATE = re.compile("([\ud800-\udfff]+)")
_PARTICLE = re.compile("(?<![显卓名原专土编论巨所合昭旧拙译遗新共自校撰])著(?![名作称述者书录文《])")
"""著 that stands for 着 (懷揣著, 活著的). OpenCC's t2s keeps every 著; its tw2s spoils 显著 and 卓著."""


def to_simplified(text: str) -> str:
    """Traditional of any region to simplified, characters only; of equal length but for rare OpenCC phrases."""
    simple = opencc_converter("t2s")(text)
    return _PARTICLE.sub("着", simple) if "著" in simple else simple


def fold(text: str) -> str:
    """The simplified copy of a text in any script, of equal length, so that offsets hold in both.

    >>> fold("銀行裡放著")
    '银行里放着'
    """
    simple = to_simplified(text)
    if len(simple) == len(text):
        return simple
    return "".join(map(_fold_char, text))


def fold_all(words: Sequence[str]) -> list[str]:
    """Each word folded; all at once, a tenth of the time that one by one takes."""
    found = to_simplified("\n".join(words)).split("\n")
    if len(found) == len(words):
        return [simple if len(simple) == len(word) else fold(word) for word, simple in zip(words, found, strict=True)]
    return [fold(word) for word in words]  # a line break in one of them


@lru_cache(maxsize=8192)
def _fold_char(char: str) -> str:
    simple = opencc_converter("t2s")(char)
    return simple if len(simple) == 1 else char


def detect_script(text: str) -> Script:
    """The script a text is written in, judged on its first 20,000 code points.

    Simplified or traditional: which one more of its characters would have to leave. A region is named only on clear
    evidence of its variant forms (裡 or 裏, 説 or 說, 羣 or 群); traditional text with “curly” quotes has
    been converted on the mainland and names none. Text without evidence counts as simplified.
    """
    sample = text[:_SAMPLE]
    traditional = _changed(sample, "t2s")
    if traditional == 0:
        return "hans"
    # A third of the characters of running traditional text would change. The other direction is looked at only
    # where this one leaves a doubt: its tables take 85 ms to load.
    if traditional < len(sample) // _CLEAR and traditional <= _changed(sample, "s2t"):
        return "hans"
    if "“" in sample and "「" not in sample:
        return "hant"
    taiwan = len(_TAIWAN.findall(sample)) + len(_PARTICLE.findall(sample))
    hong_kong = len(_HONG_KONG.findall(sample))
    standard = len(_STANDARD.findall(sample))
    if hong_kong >= 2 and hong_kong > 3 * (standard + taiwan):
        return "hk"
    if taiwan >= 2 and taiwan > 3 * (standard + hong_kong + len(_LAID_DOWN.findall(sample))):
        return "tw"
    return "hant"


def _changed(sample: str, config: str) -> int:
    return sum(map(ne, sample, opencc_converter(config)(sample)))
