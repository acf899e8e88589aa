"""What pages add to an article, and what only looks so."""

import time

import pytest

from texts.boilerplate import HEAD, TAIL, find

ARTICLE = [
    "杭州全市平台经济高质量发展大会召开。",
    "晚上6点半，直播间里的灯光亮如白昼。",
    "小五对着镜子最后检查了一下妆容，走向镜头。",
    "五年前，她对未来最大的想象是能多卖几箱水果。",
    "如今，她是37个品牌店播的销冠。",
    "这座城市正悄然完成一场价值重估。",
] * 5


def kinds(line: str, *, at_end: bool = True) -> list[str]:
    """What a line is taken for at the end of an article, or in the middle of it."""
    found = find([*ARTICLE, line] if at_end else [*ARTICLE, line, *ARTICLE])
    return [b.kind for b in found if b.paragraph == len(ARTICLE) and b.start == 0]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("责任编辑：张三", "editor"),
        ("（责任编辑：张三 李四）", "editor"),
        ("責任編輯：王小明", "editor"),
        ("编辑：张三　校对：李四　审核：王五", "editor"),
        ("责编丨张三", "editor"),
        ("来源：新华网", "source"),
        ("文章来源：钱江晚报·小时新闻 作者：张三", "source"),
        ("發布時間：2025-12-19 10:30 來源：浙江日報", "source"),
        ("原标题：一场直播影响千万级货物流转", "original title"),
        ("未经授权，不得转载。", "copyright"),
        ("版权声明：本文版权归原作者所有，转载请注明出处。", "copyright"),
        ("點擊關注我們的公眾號，獲取更多資訊", "follow"),
        ("长按识别二维码，关注我们", "follow"),
        ("扫码下载客户端", "follow"),
        ("如果觉得不错，欢迎点赞、转发！", "follow"),
        ("阅读原文", "more"),
        ("点击查看更多精彩内容>>", "more"),
        ("举报/反馈", "share"),
        ("分享到： 微信 微博 QQ空间", "share"),
        ("【打印本页】【关闭窗口】", "share"),
        ("阅读 1.2万 评论(35)", "share"),
        ("本文来自微信公众号“电商报”（ID：kandianshang），作者：张三", "reposted"),
        ("免责声明：本文仅供参考，不构成投资建议。", "disclaimer"),
        ("以上内容不代表本平台立场，如有侵权请联系删除。", "disclaimer"),
        ("上一页 1 2 3 下一页", "pager"),
        ("上一篇：直播电商的下一站", "pager"),
        ("第1页（共3页）", "pager"),
    ],
)
def test_lines_that_pages_add(line: str, kind: str) -> None:
    assert kinds(line) == [kind]


@pytest.mark.parametrize(
    "line",
    [
        "（记者 张三）",
        "本报记者 张三 通讯员 李四",
        "新华社杭州12月5日电",
        "图为直播现场。",
        "作者系浙江大学教授。",
        "他说：“来源：新华网这几个字，是编辑加上去的。”",
        "数据来源主要有三个：平台公告、企业年报和实地走访。",
        "编辑部里，几个人正在讨论责任编辑的人选。",
        "她关注的公众号越来越多，每天都要看到深夜。",
        "版权意识的提高，让平台的转载变得规范。",
        "欢迎来到杭州。",
        "更多的年轻人走进了直播间。",
        "他点击关注，又点赞，再把链接分享到了朋友圈里，然后才放下手机去洗脸。",
        "2025年12月",
        "第一章",
        "12.5亿元",
        "3、2、1，上链接！",
    ],
)
def test_lines_of_an_article(line: str) -> None:
    assert kinds(line) == []
    assert kinds(line, at_end=False) == []


def test_what_is_doubtful_in_the_middle_of_a_text_counts_only_near_its_ends() -> None:
    assert kinds("来源：长江") == ["source"]
    assert kinds("来源：长江", at_end=False) == []
    assert kinds("责任编辑：张三", at_end=False) == ["editor"]


def test_a_bracket_at_the_end_of_a_paragraph() -> None:
    line = "这座城市正悄然完成一场价值重估。（责任编辑：张三）"
    (found,) = find([*ARTICLE, line])
    assert (found.text, found.kind) == ("（责任编辑：张三）", "editor")
    assert line[found.start : found.end] == found.text


def test_a_list_of_other_articles_ends_the_text() -> None:
    titles = ["直播电商的下一站", "杭州发布新规", "新茶饮为什么扎堆上市"]
    found = list(find([*ARTICLE, "相关阅读", *titles]))
    assert [b.text for b in found] == ["相关阅读", *titles]
    assert {b.kind for b in found} == {"related"}
    assert list(find([*ARTICLE, "相关阅读", "它说的是另一件事，但和本文有关。"])) == []


def test_the_two_ends_and_blank_paragraphs() -> None:
    text = ["来源：新华网", "", "  ", *ARTICLE, "", "责任编辑：张三", ""]
    assert [b.paragraph for b in find(text)] == [0, len(text) - 2]
    assert list(find([])) == []


def test_no_more_than_the_end_is_held() -> None:
    given = 0

    def endless() -> object:
        nonlocal given
        while True:
            given += 1
            yield "责任编辑：张三"

    assert next(iter(find(endless()))).paragraph == 0  # type: ignore[arg-type]
    assert given <= TAIL + 1 + HEAD


@pytest.mark.parametrize(
    "line",
    [
        "1 " * 100,
        "编辑 " * 60,
        "未经授权" * 50,
        "来源：" * 60,
        "分享 | " * 40 + "x",
        "【" * 200,
        "上一页" * 60,
        "  1  2" * 33 + "x",
    ],
)
def test_lines_made_to_be_slow(line: str) -> None:
    start = time.process_time()
    list(find([line] * 20))
    assert time.process_time() - start < 2
