"""Characters of a traditional text that a conversion left simplified or got wrong, settled by words."""

import re
from functools import cache
from importlib.resources import files

from texts.repair.draft import Edit
from texts.repair.forms import converter, only_traditional, simplified_only
from texts.repair.remains import beside_its_form, quotations
from texts.repair.slips import BY_DEFAULT, SETTLED_BY_WORDS

EVIDENCE = 2
"""Slips settled by words that 2,000 characters must show before one outside any known word is judged a slip: the
article shows 18, OpenCC's own slips in 200,000 characters are 6."""
# Patterns are compiled when they are first used (``re`` keeps them): together they take a tenth of a second, and a
# sound text uses none.
_NUMERAL = "一二兩两三四五六七八九十百千萬億幾数數多\\d"
_ADVERB = "有是係能要會会好得因不為为顧顾管怕想需可限用在見见剩算讓让應应肯敢求"
"""What follows 只 as "only"."""
_ONE_OF = rf"(?<![唯統统單单專专第萬千])(?:[{_NUMERAL}])只(?![{_ADVERB}])(?=[㐀-鿿])"
_SURPLUS = r"(?<=[十百千萬億\d])余(?=[㐀-鿿])"
_INSIDE = r"(?<=[間屋房館心手眼嘴腦夢夜這那哪])里(?![長民程約昂尼亞氏斯根奧奇])"
_MEASURE = rf"[{_NUMERAL}公英海華鄰邻故鄉乡阿鄉]$"
_IN_A_PLACE = "市村水海湖鄉头頭道"
"""Nouns that 里 makes another word of (海里, 鄉里), while 裡 after them says "in"."""
_BEFORE_A_NAME = "在到從从去往至自赴於離离對对和與与及過过了是為为由經经飛飞的"
_CANTONESE = "[嘅咗喺佢哋冇咁啲嚟諗乜嘢唔]"
_SPOKEN = "吓"
"""Simplified in the standard language, in Cantonese a word of its own."""
LONGEST_WORD = 5
_BATCH = 500
"""Words converted at once: OpenCC holds the interpreter's lock, and a screen may be waiting for it."""
SLIPPED = f"[{''.join(sorted({*SETTLED_BY_WORDS, *BY_DEFAULT, '只'}))}]"


@cache
def words() -> dict[str, tuple[str, ...]]:
    """Words with a character in question: simplified → the traditional forms that CC-CEDICT has for it."""
    forms = files("texts.repair").joinpath("data/words.txt").read_text("utf-8").split()
    table: dict[str, tuple[str, ...]] = {}
    for at in range(0, len(forms), _BATCH):
        some = forms[at : at + _BATCH]
        for hans, hant in zip(_simplify("\n".join(some)).split("\n"), some, strict=True):
            table[hans] = (*table.get(hans, ()), hant)
    return table


def _simplify(text: str) -> str:
    return str(converter("t2s").convert(text))


def settled_by_words(text: str) -> list[Edit]:
    """Slips that a word proves: the longest word over the character has it otherwise, and no equally long one so."""
    hits = list(re.finditer(SLIPPED, text))
    if not hits:
        return []
    hans = _simplify(text)
    if len(hans) != len(text):
        return []
    spoken = "係" in text and re.search(_CANTONESE, text)
    hits = [hit for hit in hits if not (spoken and hit[0] == "係")]  # "is", in Cantonese
    edits = [edit for hit in hits if (edit := _by_word(text, hans, hit.start()))]
    settled = {e.start for e in edits}
    for pattern, after in ((_ONE_OF, "隻"), (_SURPLUS, "餘"), (_INSIDE, "裡")):
        for m in re.finditer(pattern, text):
            if m.end() - 1 not in settled:
                edits.append(Edit(m.end() - 1, m.end(), "script", after, 0.85))
    return sorted(edits, key=lambda e: e.start)


def _by_word(text: str, hans: str, at: int) -> Edit | None:
    char = text[at]
    allowed = SETTLED_BY_WORDS.get(char)
    if not allowed:
        return None
    votes = _votes(hans, at)
    if not votes:
        return None
    longest = max(votes.values())
    winners = [c for c, length in votes.items() if length == longest]
    if len(winners) != 1 or winners[0] not in allowed:
        return None
    if char in "裡裏" and longest == 2 and _says_in(text, hans, at):
        return None
    if only_traditional(char) and _in_context(hans, at) != winners[0]:
        return None  # two traditional forms: 復購 stands in good texts though CC-CEDICT has 複購
    return Edit(at, at + 1, "script", winners[0], 0.85 if char in votes else 0.95)


def _says_in(text: str, hans: str, at: int) -> bool:
    """Whether 裡 may be the word "in" beside a noun, however well 里 would make a word with what stands there.

    管理海裡的魚 has no 海里, 書裡昂首 no 里昂; 三海裡 and 在裡昂 are slips.
    """
    if not at:
        return False
    before = text[at - 1]
    if hans[at - 1 : at + 1] in words():
        return before in _IN_A_PLACE and not re.search(f"[{_NUMERAL}]$", text[max(0, at - 2) : at - 1])
    return "㐀" <= before <= "鿿" and before not in _BEFORE_A_NAME


def _votes(hans: str, at: int) -> dict[str, int]:
    """The forms that the words over a place have there, each with the length of the longest such word."""
    votes: dict[str, int] = {}
    for start in range(max(0, at - LONGEST_WORD + 1), at + 1):
        for end in range(max(at + 1, start + 2), min(len(hans), start + LONGEST_WORD) + 1):
            for form in words().get(hans[start:end], ()):
                target = form[at - start]
                votes[target] = max(votes.get(target, 0), end - start)
    return votes


def _in_context(hans: str, at: int) -> str:
    """What OpenCC's phrases make of a place, read with ten characters on either side."""
    start = max(0, at - 10)
    after = str(converter("s2tw").convert(hans[start : at + 10]))
    return after[at - start] if len(after) == len(hans[start : at + 10]) else ""


def left_simplified(text: str) -> list[Edit]:
    """Characters that no traditional text has, each in the form that OpenCC finds in context."""
    places = [m.start() for m in simplified_only().finditer(text)]
    if not places:
        return []
    cited = {at for start, end in quotations(text, "hant") for at in range(start, end)}
    spoken = re.search(_CANTONESE, text)
    places = [i for i in places if not (i in cited or beside_its_form(text, i) or (spoken and text[i] in _SPOKEN))]
    after = str(converter("s2tw").convert(_simplify(text)))
    if len(after) != len(text):
        return []
    return [Edit(i, i + 1, "script", after[i], 0.9) for i in places if after[i] != text[i]]


def by_default(text: str) -> list[Edit]:
    """What is left over outside any known word. Only for texts that have shown ``EVIDENCE``."""
    hans = _simplify(text)
    if len(hans) != len(text):
        return []
    edits = []
    for hit in re.finditer(SLIPPED, text):
        i, char = hit.start(), hit[0]
        votes = _votes(hans, i)
        best = _in_context(hans, i) if votes else ""
        if char in "裡裏" and votes and max(votes.values()) == 2 and _says_in(text, hans, i):
            continue
        wanted = votes and best != char and best in SETTLED_BY_WORDS.get(char, "")
        if wanted and votes.get(best, 0) >= max(votes.values()):
            # 老板 and 老闆 are both words; in this text the former is a slip like the others.
            edits.append(Edit(i, i + 1, "script", best, 0.8))
            continue
        after = BY_DEFAULT.get(char)
        if not after or char in votes:
            continue
        if char == "里" and re.search(_MEASURE, text[max(0, i - 1) : i]):
            continue
        if char == "于" and (i == 0 or not "㐀" <= text[i - 1] <= "鿿"):
            continue  # 于 at the start of a clause is the surname
        edits.append(Edit(i, i + 1, "script", after, 0.85 if char in "后里于" else 0.65))
    return edits
