"""What a page says of itself: title, date, the site that printed it, its script."""

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from urllib.parse import urlsplit

from msgspec import Struct

from texts.importers.tree import Node
from texts.importers.weblines import Block
from texts.model import Script

_DATE = re.compile(
    r"(?<!\d)((?:19|20)\d\d)\s*(?:[-/.年])\s*(1[0-2]|0?[1-9])(?:\s*(?:[-/.月])\s*(3[01]|[12]\d|0?[1-9])(?!\d))?"
)
_STAMP = re.compile(r"(?:\bct|create_time|publish_time|oriCreateTime|pubtime)\s*[=:]\s*['\"]?(1\d{9})\b")
_WRITTEN_STAMP = re.compile(r"(?:publish_?time|create_?time|pub_?date)['\"]?\s*[=:]\s*['\"]((?:19|20)\d\d-\d\d?-\d\d?)")
_CHINA = timezone(timedelta(hours=8))
_DATE_NAMES = (
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "publishdate",
    "pubdate",
    "publish_time",
    "publication_date",
    "weibo: article:create_at",
    "weibo:article:create_at",
    "og:release_date",
    "bytedance:published_time",
    "_pubtime",
    "dc.date",
    "dc.date.issued",
    "dcterms.created",
    "date",
    "apub:time",
    "firstcreatetime",
)
_SITE_NAMES = ("og:site_name", "mediaid")
_OTHER_SITE_NAMES = ("source", "application-name", "contentsource", "sitename", "publisher")
_LIKE_A_SITE = re.compile(r"网$|網$|报$|報$|新闻|新聞|百科|平台$|频道$|頻道$")
_TITLE_CUT = re.compile(r"\s*[_|｜丨–—-]{1,2}\s*")
_SOURCE = re.compile(
    r"(?:来源|來源|稿源|信息来源|文章来源)\s*[：:]\s*([^\s|｜　,，。\d：:()（）]{2,20}?)"
    r"(?=作者|编辑|編輯|责任|責任|责编|记者|記者|原创|[\s|｜　,，。\d：:()（）]|$)"
)
_DATE_CLASS = re.compile(r"date|time|pub|info|source|meta|subtitle|about|author", re.IGNORECASE)
_LONGEST = 200


class Facts(Struct, frozen=True):
    """What was found; empty where the page does not say."""

    title: str = ""
    date: str = ""
    outlet: str = ""
    script: Script | None = None


def facts_of(page: Node, head: list[Block], blocks: list[Block]) -> Facts:
    """``blocks``: the text proper; ``head``: its first lines with what stands before it."""
    metas = _metas(page)
    data = [item for item in _linked_data(page) if "article" in str(item.get("@type", "")).lower()]
    site = _site(page, metas, data, head)
    title = _title(page, metas, data, blocks, site)
    return Facts(title, _date(page, metas, data, head), site, _script(page))


def _metas(page: Node) -> dict[str, str]:
    """What its ``meta`` elements say, by their names in small letters; the first of a name counts."""
    found: dict[str, str] = {}
    for node in page.nodes():
        if node.tag == "meta":
            name = (node.get("property") or node.get("name") or node.get("itemprop")).lower()
            content = " ".join(node.get("content").split())
            if name and content and name not in found:
                found[name] = content[:_LONGEST]
    return found


def _linked_data(page: Node) -> Iterator[dict[str, Any]]:
    """The objects of its JSON-LD."""
    for node in page.nodes():
        if node.tag != "script" or "ld+json" not in node.get("type"):
            continue
        raw = "".join(child for child in node.children if isinstance(child, str))
        try:
            waiting: list[Any] = [json.loads(raw, strict=False)]
        except (ValueError, RecursionError):
            continue
        while waiting:
            item = waiting.pop()
            if isinstance(item, list):
                waiting.extend(item[:100])
            elif isinstance(item, dict):
                yield item
                if isinstance(item.get("@graph"), list):
                    waiting.extend(item["@graph"][:100])


def _word(value: object) -> str:
    """A text of JSON-LD, or the name of a thing in it."""
    if isinstance(value, dict):
        value = value.get("name", "")
    if isinstance(value, list):
        return _word(value[0]) if value else ""
    return " ".join(value.split())[:_LONGEST] if isinstance(value, str) else ""


def _site(page: Node, metas: dict[str, str], data: list[dict[str, Any]], head: list[Block]) -> str:
    for node in page.nodes():
        # The account that published it, on pages that host many.
        if node.get("id") == "js_name" and (name := node.text()):
            return name[:_LONGEST]
    named = [_word(item.get("publisher")) for item in data]
    found = [*(metas.get(n, "") for n in _SITE_NAMES), *named, *(metas.get(n, "") for n in _OTHER_SITE_NAMES)]
    for name in found:
        if match := _SOURCE.search(name):
            return match[1]
        if 1 < len(name) <= 30 and not name.startswith("http"):
            return name
    for node in page.nodes():
        text = node.text(80) if node.tag in ("span", "a", "div", "p", "li") else ""
        if len(text) < 80 and (match := _SOURCE.search(text)):
            return match[1]
    for block in head:
        if len(block.text) < 80 and (match := _SOURCE.search(block.text)):
            return match[1]
    return ""


def _title(page: Node, metas: dict[str, str], data: list[dict[str, Any]], blocks: list[Block], site: str) -> str:
    headings = [node.text(_LONGEST) for node in page.nodes() if node.tag in ("h1", "h2")]
    shown = page.first("title")
    whole = shown.text() if shown is not None else ""
    given = metas.get("og:title") or metas.get("twitter:title") or next((_word(d.get("headline")) for d in data), "")
    # The heading that the page's own title has in it; where it also has the site's name as one, the longer.
    own = [h for h in headings if 2 < len(h) <= _LONGEST and h != site and (_within(h, whole) or _within(h, given))]
    if own:
        return max(own, key=len)
    for title in (given, whole):
        if title:
            return _without_site(title, site)[:_LONGEST]
    heading = page.first("h1")
    if heading is not None and heading.text():
        return heading.text()[:_LONGEST]
    return next((block.text[:_LONGEST] for block in blocks if block.kind == "heading"), "")


def _within(heading: str, title: str) -> bool:
    return bool(title) and "".join(heading.split()) in "".join(title.split())


def _without_site(title: str, site: str) -> str:
    """``标题_栏目_新浪网`` without what follows the title."""
    parts = [part for part in _TITLE_CUT.split(title) if part]
    if len(parts) < 2:
        return title.strip()
    if len(parts[0]) >= 6 or parts[-1] == site or _LIKE_A_SITE.search(parts[-1]):
        longest = max(parts, key=len)
        return title.split(parts[1])[0].rstrip(" _|｜丨–—-") if parts[0] is longest or len(parts[0]) >= 6 else longest
    return title.strip()


def _date(page: Node, metas: dict[str, str], data: list[dict[str, Any]], blocks: list[Block]) -> str:
    for name in _DATE_NAMES:
        if found := _day(metas.get(name, "")):
            return found
    for item in data:
        if found := _day(_word(item.get("datePublished")) or _word(item.get("dateCreated"))):
            return found
    scripts = "\n".join(
        child for node in page.nodes() if node.tag == "script" for child in node.children[:1] if isinstance(child, str)
    )
    if match := _WRITTEN_STAMP.search(scripts):
        return _day(match[1])
    if match := _STAMP.search(scripts):
        return datetime.fromtimestamp(int(match[1]), _CHINA).date().isoformat()
    for node in page.nodes():
        if node.tag == "time" and (found := _day(node.get("datetime")) or _day(node.text())):
            return found
    for node in page.nodes():
        names = f"{node.get('class')} {node.get('id')}"
        dated = bool(_DATE_CLASS.search(names)) and node.tag not in ("script", "body", "style")
        text = node.text(120) if dated else ""
        if len(text) < 120 and (found := _day(text)):
            return found
    for block in blocks:
        if len(block.text) < 80 and (found := _day(block.text)):
            return found
    return ""


def _day(text: str) -> str:
    """The first date in a text, as ISO 8601 writes it; none that is to come."""
    match = _DATE.search(text)
    if match is None:
        return ""
    year, month, day = int(match[1]), int(match[2]), int(match[3] or 0)
    if year > datetime.now(UTC).year + 1:
        return ""
    if not day:
        return f"{year}-{month:02}"
    try:
        return datetime(year, month, day, tzinfo=UTC).date().isoformat()
    except ValueError:
        return ""


def _script(page: Node) -> Script | None:
    """The script, where the page names a region that leaves no doubt."""
    root = page.first("html")
    language = (root.get("lang") if root is not None else "").lower().replace("_", "-")
    if "hans" in language or language in ("zh-cn", "zh-sg"):
        return "hans"
    if language.startswith("zh") and ("hk" in language or "mo" in language):
        return "hk"
    if language.startswith("zh") and "tw" in language:
        return "tw"
    return None


def site_of(address: str) -> str:
    """The host of an address, for a page that does not say its name."""
    host = urlsplit(address).hostname or ""
    return host.removeprefix("www.")
