"""Lines that are headings by their form: 第一章, 序言, 一、, Chapter 1."""

import re

_NUMERAL = "[0-9０-９零〇一二三四五六七八九十百千两兩]"
_CHAPTER = re.compile(
    rf"^(?:正文\s*)?(?:第{_NUMERAL}{{1,9}}\s*([卷部篇編编集幕]|[章节節回話话])(?![^\s:：、.．]*[，。！？；,;])|"
    rf"卷{_NUMERAL}{{1,4}}(?=\s|$))"
)
_NAMED = re.compile(
    r"^(?:序言?|自序|代序|序章|楔子|引子|引言|前言|导言|導言|导读|導讀|绪论|緒論|尾声|尾聲|终章|終章|后记|後記|跋|"
    r"结语|結語|附录|附錄|番外|目录|目錄|内容提要|內容提要)(?:[\s:：]*[0-9０-９一二三四五六七八九十]{0,3}|[\s:：]\s*\S.{0,20})$"
)
_LATIN = re.compile(r"^(?:chapter|part|book|prologue|epilogue|section)\b(?:\s+[0-9ivxlc]+\b.{0,60})?$", re.IGNORECASE)
_COUNTED = re.compile(r"^(?:[（(]?[一二三四五六七八九十]{1,3}[）)、.．])\s*\S.{0,28}$")
_SENTENCE = re.compile(r"[。！？；，,!?;…：:]$|[。！？；]")
_BYLINE = re.compile(
    r"^[\s（(【\[]*(?:作者|来源|來源|稿源|编辑|編輯|责编|責編|责任编辑|責任編輯|记者|記者|文|图|圖|原标题|原標題|发布时间|發布時間|时间|時間|日期)"
    r"\s*(?:[：:｜|/丨])"
)
"""Who wrote it, where it is from, when: no title."""
_LONGEST = 40


def heading_level(line: str) -> int:
    """1 for a part or chapter, 2 for a section within one, 0 for what is no heading."""
    line = line.strip()
    if not line or len(line) > _LONGEST:
        return 0
    if _CHAPTER.match(line):
        return 0 if _SENTENCE.search(line) and not line.endswith(("！", "？", "…", "!", "?")) else 1
    if (_NAMED.match(line) and not line.endswith("。")) or _LATIN.match(line):
        return 1
    if _COUNTED.match(line) and not _SENTENCE.search(line):
        return 2
    return 0


def is_heading(line: str) -> bool:
    """Whether a line is a heading by its form."""
    return heading_level(line) > 0


def title_in(first: str, second: str) -> str:
    """The title of a text by its first line, if that looks like one beside what follows it."""
    first = first.strip()
    if _BYLINE.match(first):
        return ""
    looks = 2 <= len(first) <= _LONGEST and not _SENTENCE.search(first) and any("㐀" <= c <= "鿿" for c in first)
    return first if looks and len(second.strip()) > len(first) and not is_heading(first) else ""
