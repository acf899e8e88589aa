"""Markdown: what it says without its signs."""

import time
from pathlib import Path

import pytest

from texts.importers.markdown import read_markdown
from texts.importers.model import Incoming
from texts.model import Paragraph

WHOLE = """---
title: "直播带货的杭州样本"
date: 2025-12-19T08:00:00+08:00
source: 某报
tags: [直播, 电商]
---

# 直播带货的**杭州**样本 #

第一段很长，
换行继续，见[链接](http://a.b/c_(d))和`code_x`，还有 *强调* 与 __粗体__、snake_case_name。

<!-- 注释
多行 -->
二级标题
--------

> 引用一行
> 再一行

- 第一项
- [ ] 第二项，
  继续
1. 其一
2. 其二

![图：杭州街头](a.jpg)

| 平台 | 占比 |
|---|---:|
| 抖音 | 50% |

```python
print("x")
```

<ruby>直播<rp>(</rp><rt>zhíbō</rt><rp>)</rp></ruby>间 \\*不是强调\\*[^1]

[^1]: 脚注。

[ref]: http://x
末行 &amp; 完 <b>粗</b>
"""


def opened(tmp_path: Path, text: str) -> tuple[Incoming, list[Paragraph]]:
    file = tmp_path / "a text.md"
    file.write_text(text, encoding="utf-8")
    incoming = read_markdown(file, file.name)
    return incoming, list(incoming.paragraphs)


def test_everything_that_a_text_may_have(tmp_path: Path) -> None:
    incoming, found = opened(tmp_path, WHOLE)
    assert [(p.kind, p.level, p.text) for p in found] == [
        ("heading", 1, "直播带货的杭州样本"),
        ("body", 1, "第一段很长，换行继续，见链接和code_x，还有 强调 与 粗体、snake_case_name。"),
        ("heading", 2, "二级标题"),
        ("body", 1, "引用一行再一行"),
        ("body", 1, "• 第一项"),
        ("body", 1, "• 第二项，继续"),
        ("body", 1, "1. 其一"),
        ("body", 1, "2. 其二"),
        ("caption", 1, "图：杭州街头"),
        ("body", 1, "平台 | 占比"),
        ("body", 1, "抖音 | 50%"),
        ("body", 1, 'print("x")'),
        ("body", 1, "直播间 *不是强调*"),
        ("body", 1, "脚注。"),
        ("body", 1, "末行 & 完 粗"),
    ]
    assert incoming.meta.title_zh == "直播带货的杭州样本"
    assert (incoming.meta.date, incoming.meta.outlet, incoming.meta.tags) == ("2025-12-19", "某报", ("直播", "电商"))
    assert list(incoming.notes) == ["UTF-8, detected", "1 reading in ruby left out"]


def test_the_title_is_the_first_heading_else_the_name(tmp_path: Path) -> None:
    assert opened(tmp_path, "# 题目\n\n正文。\n")[0].meta.title_zh == "题目"
    assert opened(tmp_path, "正文。\n\n# 题目\n")[0].meta.title_zh == "a text"
    assert opened(tmp_path, "")[0].meta.title_zh == "a text"


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("---\n\n正文。\n", ["正文。"]),
        ("---\ntitle: 没有完\n\n正文。\n", ["title: 没有完", "正文。"]),
        ("3 * 4 * 5 和 a*b*c\n", ["3 * 4 * 5 和 abc"]),
        ("第一行\\\n第二行\n", ["第一行", "第二行"]),
        ("#不是标题\n", ["#不是标题"]),
        ("2025. 这一年\n", ["2025. 这一年"]),
        ("[只是方括号] 和 (圆括号)\n", ["[只是方括号] 和 (圆括号)"]),
        ("<https://a.b/c> 与 ![图](x.png) 在行内\n", ["https://a.b/c 与 图 在行内"]),
    ],
)
def test_what_is_and_is_no_sign(tmp_path: Path, text: str, lines: list[str]) -> None:
    assert [p.text for p in opened(tmp_path, text)[1]] == lines


@pytest.mark.parametrize("unit", ["*a ", "_a ", "[", "[a](", "`", "<rt>", "![", "<", "> ", "a\n", "**", "\\"])
def test_lines_made_to_do_harm_take_bounded_time(tmp_path: Path, unit: str) -> None:
    start = time.process_time()
    opened(tmp_path, unit * (100_000 // len(unit)))
    assert time.process_time() - start < 10
