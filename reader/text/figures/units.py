"""What is counted and measured: what stands behind a number, and how English says it."""

import re
from decimal import Decimal
from functools import lru_cache
from typing import Final

from reader.text.figures.counters import Unit, counts, spans

_MONEY: Final = {
    "CNY": "元人民币 块钱人民币 元钱 块钱 元整 圆整 人民币 元 圆",
    "USD": "美元 美金",
    "HKD": "港元 港币",
    "EUR": "欧元",
    "JPY": "日元 日圆",
    "GBP": "英镑",
    "KRW": "韩元 韩币",
    "TWD": "新台币 新台币元 台币",
    "AUD": "澳元 澳大利亚元",
    "CAD": "加元 加拿大元 加币",
    "SGD": "新加坡元 新加坡币 坡币 新币",
    "RUB": "卢布",
    "CHF": "瑞士法郎 瑞郎",
    "THB": "泰铢",
    "INR": "卢比 印度卢比",
    "VND": "越南盾",
    "IDR": "印尼盾 印尼卢比",
    "MOP": "澳门元 澳门币",
    "MYR": "马币 林吉特 令吉",
    "PHP": "菲律宾比索",
}
_NO_YUAN = "[素件旦宇老月年代首凶帅勋音气谋锂朝曲次始复化]|正极|催化|前驱|材料|电池|食品|里"
SIGNS: Final = {
    "人民币": "CNY", "RMB": "CNY", "CNY": "CNY", "¥": "CNY", "￥": "CNY", "US$": "USD", "USD": "USD", "HK$": "HKD",
    "HKD": "HKD", "NT$": "TWD", "$": "USD", "€": "EUR", "EUR": "EUR", "£": "GBP", "GBP": "GBP", "新台币": "TWD",
    "港币": "HKD", "JPY": "JPY", "美元": "USD", "日元": "JPY", "欧元": "EUR", "港元": "HKD",
}  # fmt: skip
"""What stands before an amount."""

_POINT = "percentage point"
_OTHERS: Final = (
    Unit("个百分点", "points", _POINT, _POINT + "s", telling=True),
    Unit("百分点", "points", _POINT, _POINT + "s", telling=True),
    Unit("个基点", "points", "basis point", "basis points", telling=True, note="A basis point is 0.01%."),
    Unit("基点", "points", "basis point", "basis points", telling=True, note="A basis point is 0.01%."),
    Unit("%", "percent", "%"),
    Unit("‰", "percent", "‰"),
    Unit("倍", "multiple", telling=True, not_before="[增感加速儿]|数"),
)


def _measure(
    zh: str, one: str, many: str = "", factor: str = "0", metric: str = "", *, telling: bool = False, guard: str = ""
) -> list[Unit]:
    number = Decimal(factor)
    return [
        Unit(name, "measure", one, many, number, metric, telling=telling or bool(number), not_before=guard)
        for name in zh.split()
    ]


_HECTARE = str(Decimal(1) / Decimal(15))
_MEASURES: Final = [
    *_measure("亩", "mu", "", _HECTARE, "hectares", guard="产"),
    *_measure("公顷", "hectare", "hectares"),
    *_measure("平方米 平米 ㎡ m² 平方公尺", "square metre", "square metres"),
    *_measure("平方公里 平方千米 km²", "square kilometre", "square kilometres"),
    *_measure("坪", "ping", "", "3.305785", "square metres", guard="[山]"),
    *_measure("市斤 斤", "jin", "", "0.5", "kg", guard="[斤两]"),
    *_measure("公斤 千克 kg KG", "kilogram", "kilograms"),
    *_measure("克", "gram", "grams", guard="[服拉隆里制]"),
    *_measure("毫克", "milligram", "milligrams"),
    *_measure("吨 公吨", "tonne", "tonnes"),
    *_measure("担", "dan", "", "50", "kg", guard="[心任当保负]"),
    *_measure("公里 千米 km KM", "kilometre", "kilometres"),
    *_measure("华里 里地 里路", "li", "", "0.5", "km"),
    *_measure("里", "li", "", "0.5", "km", guard="[面边头有程里挑的拉昂斯是都约]"),
    *_measure("英里", "mile", "miles", "1.609344", "km"),
    *_measure("海里", "nautical mile", "nautical miles", "1.852", "km"),
    *_measure("米", "metre", "metres", guard="[饭粉色线其兰]"),
    *_measure("公分 厘米 cm", "centimetre", "centimetres"),
    *_measure("毫米 mm", "millimetre", "millimetres"),
    *_measure("微米", "micrometre", "micrometres"),
    *_measure("纳米 nm", "nanometre", "nanometres"),
    *_measure("英尺", "foot", "feet", "0.3048", "m"),
    *_measure("英寸", "inch", "inches", "2.54", "cm"),
    *_measure("尺", "chi", "", "0.333333", "m", guard="[度子寸码]"),
    *_measure("丈", "zhang", "", "3.333333", "m", guard="[夫量母人八]"),
    *_measure("立方米", "cubic metre", "cubic metres"),
    *_measure("公升 升", "litre", "litres", guard="[级至到学值为降职温旗高格起仓]"),
    *_measure("毫升", "millilitre", "millilitres"),
    *_measure("摄氏度 ℃ °C", "°C"),
    *_measure("度电 千瓦时 kWh", "kilowatt-hour", "kilowatt-hours"),
    *_measure("千瓦 kW", "kilowatt", "kilowatts"),
    *_measure("兆瓦时 MWh", "megawatt-hour", "megawatt-hours"),
    *_measure("兆瓦 MW", "megawatt", "megawatts"),
    *_measure("吉瓦 GW", "gigawatt", "gigawatts"),
    *_measure("吉瓦时 GWh", "gigawatt-hour", "gigawatt-hours"),
    *_measure("瓦", "watt", "watts", guard="[尔斯解房楼片砖砾]"),
    *_measure("毫安时 mAh", "mAh"),
    *_measure("马力", "horsepower"),
    *_measure("像素", "pixel", "pixels"),
    *_measure("字节", "byte", "bytes", guard="跳动"),
    *_measure("标箱 标准箱 TEU 个标箱 个标准箱", "TEU"),
    *_measure("兆赫 MHz", "MHz"),
    *_measure("卡路里 大卡 千卡", "kcal"),
]


@lru_cache(maxsize=1)
def _table() -> dict[str, list[Unit]]:
    """By first character, the longest first."""
    money = [
        Unit(zh, "money", code, telling=True, not_before=_NO_YUAN if zh == "元" else "[形桌满心]" if zh == "圆" else "")
        for code, names in _MONEY.items()
        for zh in names.split()
    ]
    table: dict[str, list[Unit]] = {}
    for unit in [*money, *_OTHERS, *_MEASURES, *counts(), *spans()]:
        table.setdefault(unit.zh[0], []).append(unit)
    for units in table.values():
        units.sort(key=lambda unit: -len(unit.zh))
    return table


def unit_at(text: str, at: int) -> Unit | None:
    """The unit that stands at a place of a normal text, the longest that it can be."""
    for unit in _table().get(text[at : at + 1], ()):
        if text.startswith(unit.zh, at):
            end = at + len(unit.zh)
            if unit.not_before and re.compile(unit.not_before).match(text, end):
                continue
            if (
                unit.zh[-1].isascii()
                and unit.zh[-1].isalpha()
                and text[end : end + 1].isascii()
                and (text[end : end + 1].isalnum())
            ):
                continue
            return unit
    return None
