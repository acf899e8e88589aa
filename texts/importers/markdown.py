"""Markdown: its headings, paragraphs, lists, quotations, tables and captions as paragraphs, without the signs.

CommonMark 0.31 as far as a text to read needs it, with the tables and footnotes of GitHub and the facts that static
site generators put before a text (``---`` YAML or ``+++`` TOML).
"""

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

from texts.importers.encoding import LONGEST_LINE, Lines, encoding_of
from texts.importers.model import Incoming
from texts.importers.plain import lost_note, rubies_note, stem
from texts.importers.wrapped import joined
from texts.manifest import ISO_DATE
from texts.model import Paragraph, TextMeta

_FRONT_LINES = 60
_HEADING = re.compile(r"^ {0,3}(#{1,6})(?:[ \t　]+(.*?)|)(?:[ \t]+#+)?[ \t]*$")
_UNDERLINE = re.compile(r"^ {0,3}(=+|-+)[ \t]*$")
_RULE = re.compile(r"^ {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$")
_ITEM = re.compile(r"^(\s*)(?:([-*+])|(\d{1,9})[.)])(?:[ \t]+|$)(.*)$")
_TASK = re.compile(r"^\[[ xX]\][ \t]+")
_QUOTE = re.compile(r"^ {0,3}(?:> ?)+")
_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})")
_TABLE_RULE = re.compile(r"^ {0,3}\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")
_DEFINITION = re.compile(r"^ {0,3}\[(?!\^)[^\]]+\]:[ \t]*\S+")
_FOOTNOTE = re.compile(r"^ {0,3}\[\^[^\]]+\]:[ \t]*")
_ONLY_IMAGE = re.compile(r"^!\[([^\]]*)\](?:\([^)]*\)|\[[^\]]*\])$")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)

_CODE = re.compile(r"(`+)(.{1,400}?)(?<!`)\1(?!`)")
_IMAGE = re.compile(r"!\[([^\]]{0,400})\](?:\((?:[^()\\]|\\.|\([^()]*\))*\)|\[[^\]]*\])")
_LINK = re.compile(r"\[((?:[^\[\]\\]|\\.)*)\](?:\((?:[^()\\]|\\.|\([^()]*\))*\)|\[[^\]]*\])")
_AUTOLINK = re.compile(r"<((?:https?|mailto):[^\s<>]*)>")
_NOTE_MARK = re.compile(r"\[\^[^\]\s]{1,60}\]")
_RUBY = re.compile(r"<r[tp][^<>]*>[^<>]{0,80}</r[tp]>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_EMPHASIS = (
    re.compile(r"(?<!\\)(\*{1,3})(?=\S)(.{1,400}?)(?<=\S)(?<!\\)\1"),
    re.compile(r"(?<![\w\\])(_{1,3})(?=\S)(.{1,400}?)(?<=\S)(?<!\\)\1(?!\w)"),
    re.compile(r"(?<!\\)(~~)(?=\S)(.{1,400}?)(?<=\S)\1"),
    re.compile(r"(?<!\\)(==)(?=\S)(.{1,400}?)(?<=\S)\1"),
)
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_HELD = re.compile("\ue000(\\d+)\ue001")


def read_markdown(path: Path, name: str, encoding: str | None = None) -> Incoming:
    """A Markdown file. Title, date and source are those before the text, else the title is its first heading."""
    found = encoding_of(path, name, encoding)
    source = Lines(path, found, name)
    lines = iter(source)
    facts, first = _front_matter(lines)
    notes = [found.note]
    blocks = _Blocks(_chained(first, lines), notes).paragraphs()
    ahead = next(blocks, None)
    title = facts.get("title", "")
    if not title and ahead is not None and ahead.kind == "heading":
        title = ahead.text
    meta = TextMeta(
        "",
        title or stem(name),
        outlet=facts.get("source", "") or facts.get("site", "") or facts.get("author", ""),
        date=facts["date"][:10] if ISO_DATE.fullmatch(facts.get("date", "")[:10]) else "",
        origin=facts.get("url", "") or facts.get("link", ""),
        tags=tuple(tag for tag in re.split(r"[,，\s]+", facts.get("tags", "").strip("[]")) if tag.strip("\"'")),
        encoding=found.label,
    )
    return Incoming(meta, _finished(ahead, blocks, source, notes), notes)


def _chained(first: list[str], lines: Iterator[str]) -> Iterator[str]:
    yield from first
    yield from lines


def _finished(
    ahead: Paragraph | None, blocks: Iterator[Paragraph], source: Lines, notes: list[str]
) -> Iterator[Paragraph]:
    if ahead is not None:
        yield ahead
    yield from blocks
    if source.lost:
        notes.append(lost_note(source.lost))


def _front_matter(lines: Iterator[str]) -> tuple[dict[str, str], list[str]]:
    """The facts before the text, and the lines that were read and are no facts."""
    first = next(lines, None)
    if first is None:
        return {}, []
    fence = first.rstrip()
    if fence not in ("---", "+++"):
        return {}, [first]
    read = [first]
    facts: dict[str, str] = {}
    for line in lines:
        read.append(line)
        if line.rstrip() == fence or (fence == "---" and line.rstrip() == "..."):
            return facts, []
        if match := re.match(r"^([A-Za-z_-]+)\s*[:=]\s*(.+?)\s*$", line):
            facts.setdefault(match[1].lower(), match[2].strip("\"'"))
        if len(read) > _FRONT_LINES:
            break
    return {}, read


class _Blocks:
    """Takes lines apart into blocks."""

    def __init__(self, lines: Iterator[str], notes: list[str]) -> None:
        self._lines = lines
        self._notes = notes
        self._held = ""
        """The paragraph that may go on in the next line."""
        self._marker = ""
        self._rubies = 0

    def paragraphs(self) -> Iterator[Paragraph]:
        """One for each block."""
        fence = ""
        comment = False
        for line in self._lines:
            line = line.rstrip()
            if fence:
                if line.strip().startswith(fence) and not line.strip().strip(fence[0]):
                    fence = ""
                elif line.strip():
                    yield Paragraph(line.strip())
                continue
            if comment or "<!--" in line:
                line, comment = _without_comments(line, comment)
            if match := _FENCE.match(line):
                yield from self._flush()
                fence = match[1]
                continue
            yield from self._line(line)
        yield from self._flush()
        if self._rubies:
            self._notes.append(rubies_note(self._rubies))

    def _line(self, line: str) -> Iterator[Paragraph]:
        quoted = bool(_QUOTE.match(line))
        if quoted:
            line = _QUOTE.sub("", line, count=1)
        if not line.strip():
            yield from self._flush()
        elif match := _HEADING.match(line):
            yield from self._flush()
            yield from self._made(match[2] or "", "heading", min(2, len(match[1])))
        elif self._held and not self._marker and (match := _UNDERLINE.match(line)):
            text, self._held = self._held, ""
            yield from self._made(text, "heading", 1 if match[1][0] == "=" else 2)
        elif _RULE.match(line) or _DEFINITION.match(line):
            yield from self._flush()
        elif _TABLE_RULE.match(line) and "|" in line:
            return
        elif (match := _ITEM.match(line)) and (match[4] or not self._held):
            yield from self._flush()
            self._marker = f"{match[3]}. " if match[3] else "• "
            self._held = _TASK.sub("", match[4])
        elif line.lstrip().startswith("|") and line.endswith("|"):
            yield from self._flush()
            cells = [self._inline(cell) for cell in line.strip().strip("|").replace("\\|", "\ue002").split("|")]
            yield Paragraph(" | ".join(cells).replace("\ue002", "|"))
        elif match := _ONLY_IMAGE.match(line.strip()):
            yield from self._flush()
            yield from self._made(match[1], "caption", 1)
        else:
            if match := _FOOTNOTE.match(line):
                yield from self._flush()
                line = line[match.end() :]
            hard = self._held.endswith("\\")
            if hard or self._held.endswith("  "):
                yield from self._flush()
            if len(self._held) > LONGEST_LINE:
                yield from self._flush()
            self._held = joined(self._held, line.strip()) if self._held else line.strip()

    def _flush(self) -> Iterator[Paragraph]:
        text, self._held = self._held.removesuffix("\\"), ""
        marker, self._marker = self._marker, ""
        inline = self._inline(text)
        if inline:
            yield Paragraph(marker + inline)

    def _made(self, text: str, kind: str, level: int) -> Iterator[Paragraph]:
        if inline := self._inline(text):
            yield Paragraph(inline, "heading" if kind == "heading" else "caption", level=level)

    def _inline(self, text: str) -> str:
        """A line's text without its signs."""
        held: list[str] = []

        def hold(kept: str) -> str:
            held.append(kept)
            return f"\ue000{len(held) - 1}\ue001"

        text = text.replace("\ue000", "").replace("\ue001", "")
        text = _CODE.sub(lambda match: hold(match[2].strip()), text)
        text = _ESCAPE.sub(lambda match: hold(match[1]), text)
        text = _AUTOLINK.sub(lambda match: hold(match[1]), text)
        if "<" in text:
            self._rubies += text.lower().count("</rt>")
            text = _RUBY.sub("", text)
            text = _TAG.sub("", text)
        text = _NOTE_MARK.sub("", text)
        text = _IMAGE.sub(r"\1", text)
        text = _LINK.sub(r"\1", text)
        for sign in _EMPHASIS:
            text = sign.sub(r"\2", text)
        if "&" in text:
            text = unescape(text)
        return _HELD.sub(lambda match: held[int(match[1])], text).strip()


def _without_comments(line: str, inside: bool) -> tuple[str, bool]:
    """A line without comments, and whether one goes on."""
    if inside:
        _, end, line = line.partition("-->")
        if not end:
            return "", True
    line = _COMMENT.sub("", line)
    before, start, _ = line.partition("<!--")
    return before, bool(start)
