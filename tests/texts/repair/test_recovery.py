"""Recovery on sentences written for this test, as news writes them; the figures at large come from ``recovery``."""

import pytest
from opencc import OpenCC

from tests.texts.repair import damage
from tests.texts.repair.recovery import Figures, interval, measure, misread

NEWS = [
    "“我们把工厂搬到了杭州，产品卖得比以前更好。”李明说，公司今年还要招人。",
    "她告诉记者：“直播不是一个人的事，需要整个团队。”说完又走进了直播间。",
    "市场越来越大。《城市发展规划》提出，到明年建成新的中心。",
    "“消费者喜欢新的品牌，我们就做新的品牌。”王芳表示，“质量最重要。”",
    "这次会议在上海召开。“这是一个很好的机会。”专家认为，行业正在发生变化。",
    "大家都说这里的环境很好。“早上可以看到很多人在公园里跑步。”当地居民介绍，",
    "“只要有订单，我们就不怕。”他说，工人们也很努力。",
    "记者看到，商店里有不少顾客。“价格便宜，服务也不错。”一名顾客说，",
    "“以前没有人知道这个地方。”村里的老人说，“现在每天都有游客。”",
    "公司负责人表示：“我们希望更多的年轻人加入。”目前，团队已经有五十人。",
    "“技术是关键。”这位负责人说，企业每年都要投入很多钱。",
    "比赛结束了。“能参加比赛我已经很高兴。”这名学生说，",
]
HANT = [OpenCC("s2tw").convert(text) for text in NEWS]


@pytest.mark.parametrize(
    ("sound", "marks", "pinyin", "least"),
    [
        (HANT, "！，", {}, 11),
        (HANT, "！，", damage.PINYIN, 11),
        (NEWS, "！，", {}, 8),
    ],
)
def test_most_misread_runs_come_back(sound: list[str], marks: str, pinyin: dict[str, str], least: int) -> None:
    figures = measure(sound, misread(marks, pinyin))
    assert figures.paragraphs == len(sound)
    assert figures.exact >= least
    assert figures.silent == 0


def test_protected_characters_across_a_border() -> None:
    figures = measure(["我们要保护环境，也要保护历史。", "学校和家庭都有责任，学校会议也讨论了。"], misread("：；，"))
    assert figures == Figures(2, 2, 0)


def test_the_interval_is_wilsons() -> None:
    low, high = interval(95, 100)
    assert (round(low, 3), round(high, 3)) == (0.888, 0.978)
