"""Pinyin as it is written: words apart, names with capitals (GB/T 16159—2012)."""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import groupby
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from glossary.fold import is_han
from reader.text.lexicon import lexicon
from reader.text.model import ShownToken
from reader.text.pronounce import default_pronouncer
from reader.text.script import fold
from reader.text.segment import LatticeSegmenter, Piece
from reader.text.styles import StyleName, write, write_name

NameKind = Literal["person", "other"]
"""What a proper name names."""

_ONE_NAME = range(2, 5)
"""Characters of a Chinese personal name."""
_SOLID = 3
"""Characters up to which a term is one word, unless there is a name in it: zìránliú, chǎnyèdài."""


class _Word(Struct, frozen=True):
    length: int
    han: bool
    proper: bool = False


def write_token(
    shown: ShownToken, readings: Sequence[str | None], style: StyleName = "marks", name: NameKind | None = None
) -> str:
    """A token's readings as one writes them. ``readings``: one per code point of what is shown, in whatever tones;
    ``name``: what its term names, if that is a proper name.

    A term of several words is written as several: ``"píngtái jīngjì"``, ``"xīn Hángzhōurén"``.
    """
    token = shown.token
    if token.kind == "word" and token.term is None:  # nearly all, and the least to do
        return write(readings, style)
    word = token.text if token.text in lexicon() else fold(token.text)
    proper = token.kind == "name" or name is not None
    if len(word) != len(readings):
        return write(readings, style, capital=proper)
    if token.term is not None:
        return write_term(word, readings, style, name or ("other" if proper else None))
    # Names that no dictionary lists and that begin with a surname are taken for persons'.
    surname = _surname(word) if proper and word not in lexicon() else 0
    return write_name(readings, surname, style) if surname else write(readings, style, capital=proper)


def write_term(
    word: str, readings: Sequence[str | None], style: StyleName = "marks", name: NameKind | None = None
) -> str:
    """A term's readings, one per code point of ``word`` (simplified), its words apart; a person's surname too.

    ``name``: what it names, if it is a proper name.
    """
    proper = name is not None
    if name == "person" and (surname := _surname(word)):
        return write_name(readings, surname, style)
    written = []
    at = 0
    for part in _words(word):
        written.append(write(readings[at : at + part.length], style, capital=proper or part.proper))
        at += part.length
    return " ".join(filter(None, written))


def read_out(text: str, after: str = "", style: StyleName = "marks") -> str:
    """A stretch with figures as it is read out, words apart; ``after`` is what follows it in the text.

    >>> read_out("2027", "年"), read_out("3640.06亿"), read_out("12.5%")
    ('èr líng èr qī', 'sānqiān liùbǎi sìshí diǎn líng liùyì', "bǎifēnzhī shí'èr diǎn wǔ")
    """
    # Imported late: only what is asked to be read out needs it, and every start would pay for it.
    from reader.text.spoken import in_words

    words = in_words(fold(text), fold(after))
    pieces: list[Piece] = []
    for match in _NUMERAL_WORDS.finditer(words):
        if match.lastgroup == "numeral":
            pieces.append(Piece(*match.span(), "word"))
        else:
            found = _segmenter().segment(match.group())
            pieces += [replace(p, start=p.start + match.start(), end=p.end + match.start()) for p in found]
    heard = default_pronouncer().pronounce(words, pieces)
    return " ".join(filter(None, (write(one.readings, style) for one in heard)))


_NUMERAL_WORDS = re.compile(
    "(?P<numeral>[百千]?分之|[一二三四五六七八九]?十[一二三四五六七八九]?"
    "|[一二三四五六七八九两][百千]?[万亿]?|[零点万亿比至])|[^零一二三四五六七八九十百千万亿两点比至分]+|."
)
"""Tens with their ones are one word, hundreds and thousands each: wǔbǎi sānshíyī."""


def _surname(word: str) -> int:
    """How many characters of a personal name are its surname; 0 where it begins with none, or is no Chinese name."""
    if len(word) in _ONE_NAME:
        for size in (2, 1):
            if size < len(word) and word[:size] in lexicon().surnames:
                return size
    return 0


@lru_cache(maxsize=4096)
def _words(term: str) -> tuple[_Word, ...]:
    """The words of a term as pinyin writes them: single characters together, or with the word beside them."""
    pieces = []
    for piece in _segmenter().segment(term):
        part = term[piece.start : piece.end]
        readings = lexicon().readings(part)
        named = len(part) > 1 and bool(readings) and readings[0].proper
        pieces.append(_Word(len(part), all(map(is_han, part)), named))
    if len(term) <= _SOLID and not any(piece.proper or not piece.han for piece in pieces):
        return (_Word(len(term), True),)
    return tuple(_attached(_singles_joined(pieces)))


def _singles_joined(pieces: Sequence[_Word]) -> list[_Word]:
    """直播|带|货 → 直播|带货."""
    joined: list[_Word] = []
    for single, run in groupby(pieces, key=lambda piece: piece.han and piece.length == 1):
        words = list(run)
        joined += [_Word(len(words), True)] if single else words
    return joined


def _attached(words: Sequence[_Word]) -> list[_Word]:
    """A lone character goes with the word before it (杭州|人), at the beginning with the one after it (微|短剧), but
    never before a name (新|杭州)."""
    found: list[_Word] = []
    for word in words:
        last = found[-1] if found else None
        if last is not None and last.han and word.han:
            if word.length == 1:
                found[-1] = _Word(last.length + 1, True, last.proper)
                continue
            if len(found) == 1 and last.length == 1 and not word.proper:
                found[-1] = _Word(1 + word.length, True)
                continue
        found.append(word)
    return found


@lru_cache(maxsize=1)
def _segmenter() -> LatticeSegmenter:
    return LatticeSegmenter()
