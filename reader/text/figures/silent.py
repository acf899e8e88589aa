"""What looks like a figure and is none, or says nothing: 万一, 千万别, 三心二意, 十四五, a telephone number."""

import re
from typing import Final

from reader.text.figures.numerals import NUMERALS
from reader.text.figures.phrases import Quantity

_REIGNS: Final = """
建安 黄初 太和 景初 贞观 开元 天宝 永徽 显庆 咸亨 上元 垂拱 神龙 景龙 至德 乾元 广德 永泰 大历 建中 贞元 元和 长庆
开成 会昌 大中 咸通 乾符 广明 中和 光启 景福 乾宁 天复 天祐 建隆 乾德 开宝 兴国 雍熙 端拱 淳化 至道 咸平 景德 祥符
天禧 天圣 明道 景祐 宝元 庆历 皇祐 至和 嘉祐 治平 熙宁 元丰 元祐 绍圣 元符 崇宁 大观 政和 宣和 靖康 建炎 绍兴 隆兴
乾道 淳熙 绍熙 庆元 嘉泰 开禧 嘉定 宝庆 绍定 端平 淳祐 宝祐 景定 咸淳 至元 元贞 大德 延祐 至治 泰定 至顺 至正 建文
洪熙 正统 景泰 天顺 弘光
"""
OLD_REIGNS: Final = tuple(_REIGNS.split())
"""Years of these are no spans of time; who reads of them has a table."""
_WORDS: Final = r"""
十[一二三四五六]五(?=规划|期间|时期|以来|末|开局|收官|[，。、：；”」』）]|的|$) 一带一路 五险一金 十全十美 百分百
百分之百分 七七八八 三三两两 三五成群 九九八十一 三十而立 四十不惑 五十知天命 一五一十 五十步笑百步 十万火急
十万八千里 十字 十足 十分(?![之钟]) 百度 百货 百姓 百合 百般 百世 百胜 百事 百科 千禧 千金 千古 千载 千岛 一亩三分地
千方百计 千千万万 千家万户 千万(?=别|不|要|记|注意|小心|莫|勿|得|当心|可|请|当真|拜托) 千山万水 千言万语 千上[万百]
千变万化 千篇一律 千人千面 千里马 千里眼 千里迢迢 千里之 千瓦(?!时) 千克(?!拉) 千卡 千赫 千兆 千米
百米(?=[冲赛跑飞]) 万一 万万 万象 万能 万物 万科 万达 万豪 万向 万华 万历 万恶 万岁 万事 万里长 万众 万家乐 万国
万宝 万代 万分(?!之) 万幸 万年 万有 万圣 万水 万人空巷 亿联 亿纬 亿滋 亿邦 亿万 亿航
[一二三四五六七八九]+[线](?=城|市|都|品|大|明|主|演|员|工|销|卫) [一二三四]、?[二三四五](?:三|四)?线
二百五(?![十千万]) 八百里加急 三百六十行 三十六计 三元[锂正催前] 三元里 三元桥 三角 五角大楼 五角星 八角 三分球
七匹狼 六个核桃 三只松鼠 五粮液 五月天 十月稻田 十月革命 五月花 八达岭 十里洋场 十堰 十三香 九牛二虎 九死一生
五湖四海 四面八方 乱七八糟 七上八下 五花八门 三番五次 三言两语 三天两头 隔三差五 接二连三 三心二意 三长两短 一石二鸟
一举两得 一波三折 百折不 一成不变 九成宫 两成人 双十一 双十二 二维 二手 二胎 三胎 二孩 三孩 两会 三农 两岸 两极 两者
两地 零售 零食 零件 零钱 零星 零距离 零部件 零下 零上 零和 零碎 零增长 零基础 零门槛 零成本 百亿补贴 百家讲坛 百家号
百家争鸣 百家饭 七夕 七喜 七彩 六神 六合 九江 九寨 九阳 九龙 五金 五官 五谷 五行 五星 五矿 四川 四海 四季 四肢 三亚
三星 三甲 三峡 三国 三轮(?!融) 三明治 三角洲 三生有幸 三思 三围 三伏 三观 三包 一汽 三一重工 二锅头 二人转 八卦 八宝
数一数二 数九 数万(?=里) 几何 几乎 几许 几度 几率 几时 正月(?=里) 万元户 万元店 百元店 两元店 千元机 百元机
"""
"""Regular expressions of words and phrases."""
_LATIN: Final = (
    r"\d+ ?[A-Za-z]{1,2}(?=[\u4e00-\u9fff]|$)"
    r"(?<!km)(?<!kg)(?<!cm)(?<!mm)(?<!GW)(?<!MW)(?<!kW)(?<!nm)"
)
NO_FIGURE: Final = re.compile(
    "|".join([*_WORDS.split(), _LATIN, f"(?:{'|'.join(OLD_REIGNS)})[一二三四五六七八九十元]+年"])
)
"""Matched where a figure could begin; nothing inside is looked at."""
_ONE_AS_ARTICLE: Final = frozenset({"count", "span"})
_FIXED_LI: Final = re.compile("[百千万十]+里")
_BEHIND_MONEY: Final = ("", *"，。、；：！？”’）」』…钱的左右上下以之多起至到一每/ ,.")
"""三元, but not 三元杂环 or 二元对立."""
_UNIT_OF_TABLE: Final = re.compile("单位[:：为是（(]?$|[（(/]$")


def is_no_figure(original: str, text: str, read: Quantity) -> bool:
    """Whether nothing is said of what has been read."""
    if read.trivial and read.kind in ("number", "count"):
        return True
    start, end = read.start, read.end
    plain = read.relation == "exact" and not read.several
    if _among_latin(text, read):
        return True
    if text[end - 1] == "里" and (original[end - 1] != "里" or read.bare or read.single):
        return True  # inside, not a length
    if read.kind == "number" and _says_too_little(text, read, plain):
        return True
    if read.single and plain and read.kind in _ONE_AS_ARTICLE:
        return read.kind == "count" or _one(text, read)
    if (
        read.kind == "measure"
        and read.single
        and plain
        and read.unit is not None
        and read.unit.zh in ("米", "升", "尺", "丈", "担")
    ):
        return True
    if read.bare and plain:
        return _bare_says_nothing(text, read)
    if read.kind == "money" and read.single and text[start] in NUMERALS and read.unit is not None:
        return read.unit.zh in ("元", "圆") and text[end : end + 1] not in tuple(_BEHIND_MONEY)
    return False


_ENGLISH_SCALE: Final = re.compile(r" ?(?:thousand|[mbt]illion|mn|bn|tn)(?![a-z])", re.IGNORECASE)
"""USD 5 million is English already."""


def _one(text: str, read: Quantity) -> bool:
    """一天, 一年: as often “once” as “one”."""
    return text[read.start] == "一" and not re.compile("[前后内来]|之[前后内]|以[前后内来]").match(text, read.end)


def _among_latin(text: str, read: Quantity) -> bool:
    """H5, 2B, iPhone 15: letters beside a number that has neither 万 nor money."""
    first = text[read.start]
    before = text[read.start - 1 : read.start]
    latin_before = first.isdigit() and first.isascii() and before.isascii() and before.isalpha()
    behind = text[read.end : read.end + 1]
    latin_behind = (
        text[read.end - 1].isdigit() and behind.isascii() and bool(behind) and (behind.isalnum() or behind in ":/")
    )
    strong = any(char in "百千万亿" for char in text[read.start : read.end]) or read.kind in ("money", "percent")
    return latin_behind or bool(_ENGLISH_SCALE.match(text, read.end)) or (latin_before and not strong)


def _says_too_little(text: str, read: Quantity, plain: bool) -> bool:
    """A number without a unit: 三, 十一, 百万 can be anything; 三十七, 两千多 and 12.5亿 are numbers."""
    written = text[read.start : read.end]
    if read.bare and plain:
        return True
    if not plain:
        return read.single
    if written[0].isdigit():
        return False
    digits = sum(char in "一二两三四五六七八九" for char in written)
    if read.low != read.high and read.high < 20:
        return True
    return digits == 0 or read.low < 20 or not any(char in NUMERALS and char in "十百千万亿" for char in written)


def _bare_says_nothing(text: str, read: Quantity) -> bool:
    """百元, 万人, 亿元: a unit of a table, or a beginning. 百亿元 and 千万人次 are amounts."""
    written = text[read.start : read.end]
    scale = sum(char in "十百千万亿" for char in written)
    if scale < 2 or _UNIT_OF_TABLE.search(text[max(0, read.start - 4) : read.start]):
        return True
    return read.kind not in ("money", "count", "measure") or (read.unit is not None and not read.unit.one)
