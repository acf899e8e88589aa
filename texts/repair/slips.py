"""Which characters a careless conversion to traditional leaves or gets wrong, and what settles each.

Only pairs where every standard (Taiwan, Hong Kong, OpenCC) writes the target in the words meant: 台/臺, 周/週,
布/佈, 群/羣 and other legitimate variants are not here, and must never be.
"""

SETTLED_BY_WORDS: dict[str, str] = {
    # Written alike in simplified, one of several in traditional.
    "后": "後", "里": "裡", "于": "於", "制": "製", "干": "幹乾", "么": "麼", "并": "並併", "面": "麵",
    "系": "係繫", "松": "鬆", "谷": "穀", "斗": "鬥", "范": "範", "余": "餘", "征": "徵", "准": "準",
    "云": "雲", "朴": "樸", "术": "術", "郁": "鬱", "夸": "誇", "淀": "澱", "托": "託", "注": "註",
    "板": "闆", "采": "採", "志": "誌", "舍": "捨", "胡": "鬍", "须": "鬚", "須": "鬚", "姜": "薑",
    "丑": "醜", "御": "禦", "咸": "鹹", "筑": "築", "辟": "闢", "别": "彆", "別": "彆", "卜": "蔔",
    "致": "緻", "表": "錶", "杰": "傑", "仆": "僕", "吁": "籲", "沈": "瀋", "盡": "儘", "冲": "衝沖",
    "佣": "傭", "几": "幾", "曲": "麯", "愿": "願",
    # Converted, but to the wrong one.
    "發": "髮", "髮": "發", "復": "複", "複": "復", "鍾": "鐘", "鐘": "鍾", "曆": "歷", "歷": "曆",
    "獲": "穫", "穫": "獲", "匯": "彙", "後": "后", "製": "制", "乾": "干幹", "幹": "干乾", "麵": "面",
    "鬆": "松", "穀": "谷", "徵": "征", "係": "系", "範": "范", "癥": "症", "髒": "臟", "臟": "髒",
    "隻": "只", "闆": "板", "裡": "里", "裏": "里",
}  # fmt: skip
"""Character as it stands → characters it may have been meant for, if a word says so."""

BY_DEFAULT: dict[str, str] = {"后": "後", "里": "裡", "于": "於", "干": "幹", "么": "麼", "并": "並", "凈": "淨"}
"""What the character becomes outside any known word, once the text has shown that its converter slipped."""
