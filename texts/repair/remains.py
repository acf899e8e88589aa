"""Traditional characters that a conversion left in a simplified text, and what is a quotation in the other script."""

import re
from functools import cache

from texts.repair.draft import Edit
from texts.repair.forms import converter, only_simplified, only_traditional, simplified, traditional
from texts.repair.slips import SETTLED_BY_WORDS

_STANDARD = frozenset("乾吒夥後徵拚捱摺於榘菸薹袷醣麴麽鍾蘋")
"""Traditional to a converter, but in the standard for simplified text, as names or in words of their own."""
_BY_EVIDENCE = {"後": "后", "於": "于", "麽": "么"}
"""Put right only in a text that has shown remains that are none of these; 於 is a surname, too."""
_ABOUT = re.compile("繁体|繁體|简体|簡體|简化字|簡化字|正体字|正體字|异体|異體|字形|汉字|漢字|俗字|部首")
_QUOTED = re.compile("[“‘「『《〈（(]([^“”‘’「」『』《》〈〉（）()]{1,60})[”’」』》〉）)]")
_PAIRED = re.compile("[（(→/=、|「『“‘ ]")
"""What stands between two forms of a character that somebody sets side by side."""
_KANA = re.compile("[ぁ-ヺ]")
NEAR = 8
AROUND = 15
"""Characters on either side that must be simplified where they are either."""


@cache
def suspects() -> str:
    """The characters that a simplified text has only by mistake: in no table of GB 2312, and the usual traditional form
    of a character that is (舖, 昇 and 産 are variants, which people write)."""
    pairs = bytes(byte for lead in range(0xB0, 0xF8) for trail in range(0xA1, 0xFF) for byte in (lead, trail))
    standard = set(pairs.decode("gb2312", "ignore"))
    others = [char for char in map(chr, range(0x4E00, 0x9FA6)) if char not in standard]
    forms = str(converter("t2s").convert("\n".join(others))).split("\n")
    changed = [(char, hans) for char, hans in zip(others, forms, strict=True) if hans != char and hans in standard]
    plain = "\n".join(hans for _, hans in changed)
    taiwan, opencc = (str(converter(config).convert(plain)).split("\n") for config in ("s2tw", "s2t"))
    differing = {char for (_, hans), tw, char in zip(changed, taiwan, opencc, strict=True) if tw != hans}
    usual = {*taiwan, *differing}
    one_of_several = {char for key, targets in SETTLED_BY_WORDS.items() for char in key + targets}
    found = {char for char, _ in changed} & (usual | one_of_several)
    return "".join(sorted((found - _STANDARD) | {*_BY_EVIDENCE}))


@cache
def _suspected() -> re.Pattern[str]:
    return re.compile(f"[{suspects()}]")


def find(text: str, *, evident: bool) -> list[Edit]:
    """The remains in a paragraph of a simplified text; ``evident``: the text has shown others."""
    places = [m.start() for m in _suspected().finditer(text) if evident or m[0] not in _BY_EVIDENCE]
    if not places or _KANA.search(text) or _ABOUT.search(text):
        return []
    after = str(converter("t2s").convert(text))
    if len(after) != len(text):
        return []
    quoted = {at for start, end in quotations(text, "hans") for at in range(start, end)}
    return [
        Edit(at, at + 1, "script", changed, 0.9)
        for at in places
        if at not in quoted and (changed := _BY_EVIDENCE.get(text[at], after[at])) != text[at] and _in_company(text, at)
    ]


def _in_company(text: str, at: int) -> bool:
    """Whether the place stands among simplified characters, and not beside its own simplified form (国（國）)."""
    around = text[max(0, at - AROUND) : at] + text[at + 1 : at + 1 + AROUND]
    hans, hant = sum(map(only_simplified, around)), sum(map(only_traditional, around))
    return (hans > hant or not hant) and not _side_by_side(text, at, simplified(text[at]))


def _side_by_side(text: str, at: int, other: str) -> bool:
    """Whether the other form of a character stands beside it, with a bracket or the like between."""
    before, after = text[max(0, at - NEAR) : at], text[at + 1 : at + 1 + NEAR]
    if other in before:
        return bool(_PAIRED.search(before.rpartition(other)[2]))
    return other in after and bool(_PAIRED.search(after.partition(other)[0]))


def quotations(text: str, hand: str) -> list[tuple[int, int]]:
    """Stretches between marks that are written wholly in the other script than ``hand``, by intent: two characters of
    it and more in a simplified text; in either, one where the paragraph speaks of scripts."""
    about = bool(_ABOUT.search(text))
    ours, theirs = (only_simplified, only_traditional) if hand == "hans" else (only_traditional, only_simplified)
    found = []
    for m in _QUOTED.finditer(text):
        others = sum(map(theirs, m[1]))
        if others and not any(map(ours, m[1])) and (about or (hand == "hans" and others > 1)):
            found.append((m.start(1), m.end(1)))
    return found


def beside_its_form(text: str, at: int) -> bool:
    """Whether a simplified character stands beside its traditional form, as where somebody explains it."""
    other = traditional(text[at])
    return other != text[at] and _side_by_side(text, at, other)
