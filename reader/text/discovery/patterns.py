"""How Chinese texts mark a term: the words and signs around it, as patterns over folded text."""

import re
from typing import Final

QUOTED: Final = tuple(
    re.compile(f"{opening}([^{opening}{closing}\n]+){closing}")
    for opening, closing in ("“”", "「」", "『』", "‘’", '""', "＂＂")
)
"""One pattern each, for quotations stand inside others."""
OPENING: Final = {"”": "“", "」": "「", "』": "『", "’": "‘"}
"""The opening mark by its closing one."""
LINKS: Final = re.compile(r"[—–+＋·・/／、→&]+")
"""Between the parts of a quoted chain: 种草—成交—复购."""
SENTENCE_MARKS: Final = re.compile(r"[，。！？；：,!?;:…]")
PARTICLES: Final = frozenset("的了着过吗呢吧啊呀嘛我你您他她它们这那哪被把")
"""In a quotation these tell speech from a coinage."""

_CALLED = (
    "所谓的?|被?称为|被?称作|称之为|称其为|叫做|叫作|简称为?|俗称|又称为?|也称为?|亦称|统称为?|合称|也叫|又叫"
    "|术语叫|行话叫|行话是|命名为|定义为"
)
BEFORE: Final = re.compile(f"(?:{_CALLED}|名为|誉为|也就是|也即)是?[:：]?\\s*$")
"""What a quotation that names something follows."""
_NOT_THAT_IS = "(?![使便将可刻时日食兴位]|.即)"
"""即使, 即将, 即点即玩: no “that is”."""
NAMING: Final = re.compile(
    f"(?P<called>{_CALLED})"
    "|(?P<defined>，?(?:是指的?|指的(?:就)?是|系指|即指|就是指|泛指|特指|意指|的意思是|是一种|是一类)"
    f"|，也?就是[说指]|，也?即{_NOT_THAT_IS})"
    f"|(?P<equals>即{_NOT_THAT_IS}(?=[^，。！？；：]{{2}}))"
    "|(?P<aside>(?:，|——)也就是)"
)
"""``called``: the term comes after it; ``defined``, ``equals``: before; ``aside``: after, if it ends the clause."""
BRACKET: Final = re.compile(r"[（(]([^（）()\n]{2,80})[）)]")
LATIN_NAME: Final = re.compile(r"[A-Za-z][A-Za-z0-9&.+/' \-]*")
AFTER_LATIN_NAME: Final = frozenset("，,；;：:”")
EXPLAINS: Final = re.compile("指|即|是|又称|俗称|简称|称为|又名|亦称|也叫|的")
"""A bracket of some length with one of these explains what it follows."""
EXPLANATION = 6
"""Characters of such a bracket."""
SHORT_FOR: Final = re.compile("(?:以下|下文)?(?:简称|下称|又称|俗称|也称|也叫|即|又名|英文名?为?|英文简称)[:：]?[“「]?")
"""What a bracket with another name may begin with."""
ALIAS_END: Final = re.compile("[，,；;”」)）]")
