"""Pinyin: numbered syllables (``"lü4"``, ``"de5"``, ``"r5"``) are the one form used inside.

Spellings read: CC-CEDICT v1 (``Zhong1 wen2``, ``lu:4``, ``xx5``, ``r5``) and v2 (``Zhong1wen2``), and
what people type (``zhongwen``, ``zhong1wen2``, ``zhōngwén``, ``lv4``; spaces, apostrophes, hyphens and case
as they like; NFC or NFD). Pure standard library, and cheap to import: the table is one split string.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate

from msgspec import Struct

_TABLE = """
a ai an ang ao ba bai ban bang bao bei ben beng bi bia bian biang biao bie bin bing biu bo bu ca cai can
cang cao ce cei cen ceng cha chai chan chang chao che chen cheng chi chong chou chu chua chuai chuan chuang
chui chun chuo ci cong cou cu cuan cui cun cuo da dai dan dang dao de dei den deng di dia dian diao die ding
diu dong dou du duan dui dun duo e ei en eng er fa fan fang fei fen feng fiao fo fou fu ga gai gan gang gao
ge gei gen geng ging gong gou gu gua guai guan guang gui gun guo ha hai han hang hao he hei hen heng hong
hou hu hua huai huan huang hui hun huo ji jia jian jiang jiao jie jin jing jiong jiu ju juan jue jun ka kai
kan kang kao ke kei ken keng kong kou ku kua kuai kuan kuang kui kun kuo la lai lan lang lao le lei leng li
lia lian liang liao lie lin ling liu lo long lou lu luan lun luo lü lüe ma mai man mang mao me mei men meng
mi mian miao mie min ming miu mo mou mu na nai nan nang nao ne nei nen neng ni nian niang niao nie nin ning
niu nong nou nu nuan nun nuo nü nüe o ou pa pai pan pang pao pei pen peng pi pian piao pie pin ping po pou
pu qi qia qian qiang qiao qie qin qing qiong qiu qu quan que qun ran rang rao re ren reng ri rong rou ru rua
ruan rui run ruo sa sai san sang sao se sei sen seng sha shai shan shang shao she shei shen sheng shi shou
shu shua shuai shuan shuang shui shun shuo si song sou su suan sui sun suo ta tai tan tang tao te tei teng
ti tian tiao tie ting tong tou tu tuan tui tun tuo wa wai wan wang wei wen weng wo wu xi xia xian xiang xiao
xie xin xing xiong xiu xu xuan xue xun ya yan yang yao ye yi yin ying yo yong you yu yuan yue yun za zai zan
zang zao ze zei zen zeng zha zhai zhan zhang zhao zhe zhei zhen zheng zhi zhong zhou zhu zhua zhuai zhuan
zhuang zhui zhun zhuo zi zong zou zu zuan zui zun zuo
"""
_FULL = frozenset(_TABLE.split())
SYLLABLES = _FULL | {"r", "m", "n", "ng", "hm", "hng", "ê"}
"""Every toneless syllable of CC-CEDICT (419 of them) and the rest of the standard ones; ``r`` is erhua."""

_MARKS = {"\u0304": 1, "\u0301": 2, "\u030c": 3, "\u0306": 3, "\u0300": 4}
_COMBINING = {1: "\u0304", 2: "\u0301", 3: "\u030c", 4: "\u0300"}
_SEPARATORS = frozenset(" \t\u3000'’‘`-‐–·・,，:/")
_LAX = {"lue": "lüe", "nue": "nüe"}
"""Spellings without the dots that leave no doubt within a syllable."""
_LONGEST = 6
_ENOUGH_SPLITS = 64
"""Splits of one string that are kept: ``xianxianxian…`` has two to the power of its length."""


def strip_tone(syllable: str) -> str:
    """``"lü4"`` → ``"lü"``."""
    return syllable.rstrip("012345")


def tone(syllable: str) -> int:
    """``"lü4"`` → 4; a syllable without a digit is neutral, 5."""
    return int(syllable[-1]) if syllable[-1:].isdigit() else 5


@lru_cache(maxsize=8192)
def normalize(syllable: str) -> str | None:
    """One syllable in any spelling as a numbered one, None if it is not pinyin (``xx5``, ``C``, ``·``).

    ``"Lu:4"``, ``"lv4"``, ``"lǜ"`` → ``"lü4"``; ``"de"``, ``"de0"`` → ``"de5"``.
    """
    spelling = parse_query(syllable)
    if spelling is None:
        return None
    letters = _LAX.get(spelling.letters, spelling.letters)
    if letters not in SYLLABLES or any(end != len(spelling.letters) for end in spelling.digits):
        return None
    tones = {*spelling.digits.values(), *spelling.marks.values()}
    return f"{letters}{min(tones, default=5)}" if len(tones) <= 1 else None


@lru_cache(maxsize=4096)
def to_marks(syllable: str) -> str:
    """``"lü4"`` → ``"lǜ"``, ``"Zhong1"`` → ``"Zhōng"``, ``"de5"`` → ``"de"``, ``"r5"`` → ``"r"``; NFC.

    The mark goes on a or e, on the o of ou, else on the last vowel (on the first letter of m, n, ng).
    """
    letters, number = strip_tone(syllable), tone(syllable)
    if number not in _COMBINING:
        return letters
    lower = letters.lower()
    place = next((lower.index(v) for v in ("a", "e", "ê", "ou") if v in lower), -1)
    if place < 0:
        place = max((i for i, char in enumerate(lower) if char in "iouü"), default=-1)
    if place < 0:
        place = max(lower.find("m"), lower.find("n"), 0)
    return unicodedata.normalize("NFC", letters[: place + 1] + _COMBINING[number] + letters[place + 1 :])


_OPEN = frozenset("aoeêAOEÊ")


def join_marks(syllables: tuple[str, ...] | list[str]) -> str:
    """One word: ``("nü3", "er2")`` → ``"nǚ'ér"``: an apostrophe before a later a, o or e (GB/T 16159)."""
    marks = list(map(to_marks, syllables))
    for place in range(1, len(marks)):
        if syllables[place][:1] in _OPEN:
            marks[place] = "'" + marks[place]
    return "".join(marks)


class Spelling(Struct, frozen=True):
    """What somebody typed: the letters, and what is known about where syllables end and their tones."""

    letters: str
    """Lower case a–z and ü, nothing between them."""
    digits: dict[int, int]
    """Offset in ``letters`` where a syllable ends → its tone, from ``zhong1wen2``."""
    marks: dict[int, int]
    """Offset of a vowel that bears a tone mark → the tone, from ``zhōngwén``."""
    borders: frozenset[int]
    """Offsets where a space, apostrophe or hyphen says that a syllable ends."""

    @property
    def key(self) -> str:
        """What an index is keyed on: see :func:`key`."""
        return self.letters.replace("ü", "u")

    def matches(self, syllables: tuple[str, ...]) -> bool:
        """Whether numbered syllables can be spelt so; tones that were not typed match any tone."""
        plain = [strip_tone(syllable) for syllable in syllables]
        lax = [part.replace("üe", "ue") for part in plain]
        if self.letters not in ("".join(plain), "".join(lax)):
            return False
        start, ends = 0, dict(zip(accumulate(map(len, plain)), map(tone, syllables), strict=True))
        if not self.borders <= ends.keys():
            return False
        for end, number in ends.items():
            if self.digits.get(end, number) != number:
                return False
            if any(self.marks.get(place, number) != number for place in range(start, end)):
                return False
            start = end
        return self.digits.keys() <= ends.keys()

    def splits(self) -> list[tuple[str, ...]]:
        """Every reading of it as numbered syllables, likeliest first; an unmarked syllable is neutral (5)."""
        found = []
        for parts in _splits(self.letters, self.borders.union(self.digits)):
            offset, numbered = 0, []
            for part in parts:
                inside = range(offset, offset + len(part))
                offset += len(part)
                tones = {self.marks[i] for i in inside if i in self.marks}
                tones |= {self.digits[offset]} if offset in self.digits else set()
                if len(tones) > 1 or sum(i in self.marks for i in inside) > 1:
                    break
                numbered.append(f"{part}{min(tones, default=5)}")
            else:
                found.append(tuple(numbered))
        return found


def key(syllables: tuple[str, ...] | list[str]) -> str:
    """The index key of a reading: toneless, run together, ü as u (``("nü3", "ren2")`` → ``"nuren"``)."""
    return "".join(strip_tone(syllable) for syllable in syllables).replace("ü", "u")


def parse_query(text: str) -> Spelling | None:
    """Read a user's spelling; None when it holds what pinyin does not (hanzi, other signs, no letter)."""
    letters: list[str] = []
    digits: dict[int, int] = {}
    marks: dict[int, int] = {}
    borders: set[int] = set()
    text = re.sub(r"u:", "ü", text.strip(), flags=re.IGNORECASE).lower()
    for char in unicodedata.normalize("NFD", text):
        if "a" <= char <= "z":
            letters.append(_u_umlaut(letters) if char == "v" else char)
        elif char == "\u0308" and letters and letters[-1] == "u":
            letters[-1] = _u_umlaut(letters[:-1])
        elif char == "\u0302" and letters and letters[-1] == "e":
            letters[-1] = "ê"
        elif char in _MARKS and letters:
            marks[len(letters) - 1] = _MARKS[char]
        elif char in "012345" and letters and len(letters) not in digits:
            digits[len(letters)] = int(char) or 5
        elif char in _SEPARATORS:
            borders.add(len(letters))
        else:
            return None
    if not letters:
        return None
    return Spelling("".join(letters), digits, marks, frozenset(borders - {0}))


class Pattern(Struct, frozen=True):
    """Pinyin with wildcards: ``*`` stands for anything, ``?`` for one letter."""

    glob: str
    """For the keys of an index: letters, ``*`` and ``?``."""
    expression: re.Pattern[str]
    """For numbered syllables run together."""

    def matches(self, syllables: Sequence[str]) -> bool:
        """Whether numbered syllables fit; tones that were not typed fit any."""
        return self.expression.fullmatch("".join(syllables)) is not None


def pattern_of(text: str) -> Pattern | None:
    """Read a user's spelling with wildcards; None when it holds what pinyin does not, or no letter."""
    glob, expression = "", ""
    text = re.sub(r"u:", "v", text.strip(), flags=re.IGNORECASE).lower().replace("ü", "v")
    for char in unicodedata.normalize("NFD", unicodedata.normalize("NFC", text).translate(_MARKED_UMLAUT)):
        if "a" <= char <= "z":
            letter = "ü" if char == "v" and glob[-1:] not in ("j", "q", "x", "y") else "u" if char == "v" else char
            if letter == "e" and glob.endswith(("lu", "nu")):
                expression = (
                    expression.removesuffix("u[1-5]?") + "[uü]" if expression.endswith("u[1-5]?") else expression
                )
            glob += letter.replace("ü", "u")
            expression += f"{letter}[1-5]?"
        elif char in _MARKS and glob:
            # The tone stands after the syllable's last letter, and nothing but letters comes between.
            expression = expression.removesuffix("[1-5]?") + f"(?=[a-zü]*{_MARKS[char]})[1-5]?"
        elif char in "012345" and glob:
            expression = expression.removesuffix("[1-5]?") + (char if char != "0" else "5")
        elif char in "*?":
            glob = glob + char if not glob.endswith("*") else glob
            expression += "[a-zü1-5]*?" if char == "*" else "[a-zü][1-5]?"
        elif char in _SEPARATORS:
            if expression.endswith("[1-5]?"):  # here a syllable ends
                expression = expression.removesuffix("?")
        elif char != "\u0302":
            return None
    if not glob.strip("*?"):
        return None
    return Pattern(glob, re.compile(expression))


_MARKED_UMLAUT = {ord(marked): f"v{mark}" for mark, marked in zip("\u0304\u0301\u030c\u0300", "ǖǘǚǜ", strict=True)}


def _u_umlaut(before: list[str]) -> str:
    """ü, which after j, q, x and y is written u."""
    return "u" if before and before[-1] in "jqxy" else "ü"


def parse_readings(text: str, count: int | None = None) -> tuple[str, ...] | None:
    """What a user typed as a reading, as numbered syllables: ``"zhōngwén"`` → ``("zhong1", "wen2")``.

    ``count``: how many syllables are wanted, where known (``xian`` for two characters is ``xi an``).
    None when it is not pinyin or there is no such split.
    """
    spelling = parse_query(text)
    if spelling is None:
        return None
    return next((s for s in spelling.splits() if count is None or len(s) == count), None)


def split(letters: str) -> list[tuple[str, ...]]:
    """Every way to cut unspaced toneless pinyin into syllables: ``xian`` → ``("xian",)``, ``("xi", "an")``.

    Fewest syllables first, then those that would need no apostrophe (``fangan`` is fan-gan before fang-an).
    """
    spelling = parse_query(letters)
    return [] if spelling is None else _splits(spelling.letters, spelling.borders)


def parse_cedict(pinyin: str) -> tuple[str | None, ...]:
    """The inside of CC-CEDICT's ``[…]`` or ``[[…]]``: one item per sign, None where it is no syllable.

    ``"Ya4 dang1 · Si1 mi4"`` → ``("ya4", "dang1", None, "si1", "mi4")``;
    ``"Zhong1wen2"`` → ``("zhong1", "wen2")``; ``"ka3 la1 O K"`` → ``("ka3", "la1", None, None)``;
    ``xx5`` (no reading known) → None.
    """
    return tuple(item for _, item in cedict_signs(pinyin))


def cedict_signs(pinyin: str) -> list[tuple[str, str | None]]:
    """As :func:`parse_cedict`, each item with its spelling (``("Ya4", "ya4")``), capitals kept."""
    return [sign for piece in _PIECE.findall(pinyin) for sign in _piece_signs(piece)]


_PIECE = re.compile(r"[A-Za-zÜüÊê:]+[0-5]?|[·,]")


@lru_cache(maxsize=8192)
def _piece_signs(piece: str) -> tuple[tuple[str, str | None], ...]:
    """What stands between two spaces or tone digits; CC-CEDICT has 2,500 different ones."""
    head, body = "", piece
    while normalize(body) is None and body[:1].isupper() and body[-1:].isdigit() and len(body) > 2:
        head, body = head + body[0], body[1:]  # v2 runs Latin letters into syllables: Xguang1
    signs: list[tuple[str, str | None]] = [(letter, None) for letter in head]
    if body[-1:].isdigit():
        signs.extend(_syllable_signs(body))
    else:
        signs.extend((sign, None) for sign in body)
    return tuple(signs)


def _syllable_signs(body: str) -> list[tuple[str, str | None]]:
    """One toned spelling; v2's ``dianr3`` is a syllable and its erhua."""
    if (plain := normalize(body)) is not None:
        return [(_spelt(body), plain)]
    if body[-2:-1] == "r" and (plain := normalize(body[:-2] + body[-1])) is not None:
        return [(_spelt(body[:-2] + body[-1]), plain), ("r5", "r5")]
    return [(body, None)]


def _spelt(body: str) -> str:
    return body.replace("u:", "ü").replace("U:", "Ü")


@lru_cache(maxsize=1024)
def _splits(letters: str, borders: frozenset[int]) -> list[tuple[str, ...]]:
    if letters in SYLLABLES - _FULL and not borders - {len(letters)}:
        return [(letters,)]
    tails: list[list[tuple[str, ...]]] = [[] for _ in letters] + [[()]]
    for start in range(len(letters) - 1, -1, -1):
        for end in range(start + 1, min(start + _LONGEST, len(letters)) + 1):
            part = _LAX.get(letters[start:end], letters[start:end])
            known = part in _FULL or (part == "r" and start > 0)
            if known and tails[end] and not any(start < border < end for border in borders):
                tails[start].extend((part, *tail) for tail in tails[end] if (part, *tail[:1]) != ("e", "r"))
        tails[start] = sorted(tails[start], key=_rank)[:_ENOUGH_SPLITS]
    return tails[0]


def _rank(parts: tuple[str, ...]) -> tuple[int, int, int]:
    """Fewest syllables, then least erhua, then fewest apostrophes; stable."""
    return len(parts), parts.count("r"), sum(part[0] in "aoe" for part in parts[1:])
