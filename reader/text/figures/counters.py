"""Units that are counted: people, businesses, items, days.

A line of a table is the Chinese, English for one and for more (``_`` is a space), and a regular expression of what
makes it something else when it stands behind it (家 is no business in 家庭).
"""

from decimal import Decimal
from typing import Final, Literal

from msgspec import Struct

Sort = Literal["money", "percent", "points", "measure", "count", "span", "multiple"]


class Unit(Struct, frozen=True):
    """A unit that stands behind a number."""

    zh: str
    sort: Sort
    one: str = ""
    """As English has it, for one …"""
    many: str = ""
    """… and for more; empty: as for one."""
    factor: Decimal = Decimal(0)
    """How much of ``metric`` it is; 0: there is nothing to convert."""
    metric: str = ""
    note: str = ""
    telling: bool = False
    """It is worth saying even of a single 三: a measure that English does not have, money."""
    not_before: str = ""
    """A regular expression of what makes it something else."""

    def name(self, value: Decimal) -> str:
        return self.one if value == 1 or not self.many else self.many


_COUNTS: Final = r"""
人次 person-time person-times
人 person people 民币|[均工才生类员格物体气名选手力事文行造大心间头家为性]
口人 person people
人口 person people
名 person people [为叫列字词单义次气牌言额师利称誉下片校将胜]
位 person people [于居列置数]
余人 person people
万人次 person-time person-times
户 household households [外型口籍主均]
家 business businesses [庭人乡具居电长族务常里属用国校]
场 session sessions [景所地馆面合均内外次上]
场次 session sessions
件 item items
件次 item items
单 order orders [位元价一纯品独身双价车打词人项]
笔 transaction transactions [记者试画直名墨]
次 time times [日年要序数品元于之月氏]
款 model models [项式待]
辆 vehicle vehicles
台 unit units [湾风阶词上下北中南商前州资]
套 set sets [路餐房装件利用现取]
间 room rooms [接隔断谍]
间房 room rooms
项 item items [目链羽]
种 kind kinds [植草子地族种]
类 kind kinds [型似别人]
批 batch batches [发评准次]
轮 round rounds [胎船廓回]
届 edition editions
集 episode episodes [团体中合群市成]
层 floor floors [面次级]
页 page pages [面岩]
册 volume volumes
首 song songs [先次要席都个发创家批日府]
篇 article articles [章幅]
字 character characters [节母典]
步 step steps [入行骤]
票 vote votes [房据价选]
股 share shares [份票东民市价权]
岁 year-old
桶 barrel barrels
瓶 bottle bottles
箱 box boxes
袋 bag bags
包 pack packs [括含裹邮装]
盒 box boxes
杯 cup cups
双 pair pairs [方边重语向十]
对 pair pairs [于比方手应象一\d]
株 plant plants
棵 tree trees
颗 piece pieces
粒 grain grains
用户 user users
个用户 user users
粉丝 follower followers
个粉丝 follower followers
名粉丝 follower followers
订单 order orders
会员 member members
名会员 member members
商家 merchant merchants
家商家 merchant merchants
家企业 enterprise enterprises
家公司 company companies
家门店 shop shops
家店 shop shops
主播 streamer streamers
名主播 streamer streamers
观众 viewer viewers
名观众 viewer viewers
名员工 employee employees
员工 employee employees
名学生 student students
参数 parameter parameters
播放量 view views
次播放 view views
个
只
支
条
张
本
份
部
座
栋
所
处
期
站
艘
架
头
匹
组
块
片
幅
门
枚
根
朵
口
封
道
号人
"""
_NOTES: Final = {
    "人次": "人次 counts each visit or view, not each person.",
    "家": "家 counts companies, shops and institutions.",
}


def counts() -> list[Unit]:
    """People, businesses, items …: what Chinese counts with a word of its own."""
    units = []
    for line in _COUNTS.strip().splitlines():
        zh, *rest = line.split(maxsplit=3)
        one = rest[0].replace("_", " ") if rest else ""
        many = rest[1].replace("_", " ") if len(rest) > 1 else ""
        guard = rest[2] if len(rest) > 2 else ""
        note = _NOTES.get(zh, "")
        if zh == "岁":
            units.append(Unit(zh, "count", "year old", "years old"))
        elif not zh.endswith("月"):
            units.append(Unit(zh, "count", one, many, note=note, not_before=guard))
    return units


_SPANS: Final = """
年 year years [级份度轻代终纪报龄糕货味夜兽少青老均初底末中关长月岁头华景]
年间 year years
个年头 year years
载 year years [体荷重波人客货]
个月 month months
个多月 month months
个季度 quarter quarters
季度 quarter quarters
周 week weeks [年岁期边转围末刊报]
星期 week weeks
个星期 week weeks
个礼拜 week weeks
天 day days [猫气然空下津地生使真线才堂桥]
昼夜 day_and_night days_and_nights
夜 night nights
小时 hour hours
个小时 hour hours
个钟头 hour hours
钟头 hour hours
分钟 minute minutes
秒钟 second seconds
秒 second seconds [杀拍]
个工作日 working_day working_days
个交易日 trading_day trading_days
年半 year years
"""


def spans() -> list[Unit]:
    """Stretches of time."""
    units = []
    for line in _SPANS.strip().splitlines():
        zh, one, many, *rest = line.split(maxsplit=3)
        if zh != "年半":
            units.append(
                Unit(zh, "span", one.replace("_", " "), many.replace("_", " "), not_before=rest[0] if rest else "")
            )
    return units
