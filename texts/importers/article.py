"""Where the text proper of a page is: without navigation, comments, related lists and whatever else stands around it.

What an element is for is told by its name (``nav``), its role, its class (``share-bar``) and by how much of its text is
links. The text proper is then the smallest element that holds most of what reads like sentences; the method is that of
text density (Sun, Song and Liao, SIGIR 2011), with marks of Chinese sentences.
"""

import re
from collections import Counter
from collections.abc import Callable

from msgspec import Struct

from texts.importers.tree import BLOCKS, Node, words
from texts.importers.weblines import Block, Blocks

_LEFT_OUT_TAGS = frozenset({"nav", "footer", "aside", "dialog", "menu"})
_ROLES = words("navigation banner contentinfo complementary search dialog alertdialog menu toolbar tablist")
_WORDS = words(
    "comment comments cmt cmts commentlist reply replies discuss discussion share shares sharing sharebar social sns "
    "bdshare related relate relates relation recommend recommends recommended recommendation recommendations recom "
    "relevant correlation guess sidebar sider siderbar rightbar leftbar rightside leftside breadcrumb breadcrumbs "
    "crumb crumbs bread nav navs navi navbar navigation subnav topnav menu menus footer foot bottombar copyright "
    "toolbar tools toolbox ad ads adv advert adverts advertisement advertising adsbygoogle gg sponsor sponsored promo "
    "promotion promote banner banners qrcode qr erweima ewm login signin signup register popup popups modal mask "
    "dialog tooltip hot hotnews hotlist hots rank ranking ranklist tag tags keywords pagination pager paging pagebar "
    "subscribe subscription newsletter download appdownload feedback jubao praise likes reward dashang donate prenext "
    "prevnext navbox reflist references editsection noprint catlinks printfooter toc interlanguage hatnote ambox "
    "metadata infobox sistersitebox topbar statusbar taglist otherlink morenews moreread readmore extend tuijian "
    "xiangguan pinglun fenxiang daohang hidden visuallyhidden screenreader skiplink jumplink cookie cookies weibo "
    "wechatqr gotop backtop totop fontsize"
)
_COMPOUND = re.compile(
    r"mw-(?:jump|editsection|indicator|hidden|portlet|panel|navigation|footer)|(?:^|\s)references?(?:\s|$)|sr-only|screen-reader|"
    r"a2a_|addthis|(?:author|editor|writer)[-_]?(?:card|box|info|intro|profile|bio)|wx[-_]?follow|code_pc|"
    r"(?:next|prev|pre)[-_]?(?:article|page|post|news)|(?:article|news|post)[-_]?(?:list|more|tool|tags?|bottom|foot)|"
    r"(?:bottom|foot|top|right|left)[-_]?(?:bar|nav|side|fixed|ad)|rich_media_(?:tool|area_extra|meta_list)|"
    r"(?:also|more|latest|trending|popular)[-_]?(?:read|news|like|posts?|stories)|fold[-_]?btn|open[-_]?app|call[-_]?app"
)
_TOKEN = re.compile(r"[a-z]+[0-9]*|[A-Z][a-z0-9]*|[A-Z]+(?![a-z])")
_PROPER = re.compile(
    r"(?:^|[\s_-])(?:article|art|news|post|entry|story|main|detail|text|blog)[_-]?(?:body|content|contents|text|txt|con|detail)"
    r"(?:$|[\s_-])|(?:^|\s)(?:artibody|js_content|js_article|rich_media_content|rm_txt_con|trs_editor|mw-parser-output|"
    r"zoom|content|textcontent)(?:$|\s)",
    re.IGNORECASE,
)
"""Names that the text proper goes by in the systems that publish pages."""
_SENTENCE = re.compile(r"[，。；！？：]|[,.;!?](?:\s|$)")
_UI = re.compile(
    r"(?:分享(?:到|至)?|微信|微博|新浪微博|QQ(?:空间|好友)?|朋友圈|收藏|点赞|赞|评论|举报|打印|字号|字体|大|中|小|复制链接|扫码\S{0,8}|"
    r"微信扫一扫|扫一扫|阅读原文|展开全文|加载更多|查看更多|查看全文|广告|广告位|返回\S{0,4}|关闭|登录|注册|关注|已关注|订阅|下载\s?APP|"
    r"打开\s?APP|A[+-]|转发|分享文章|讚|列印|分享|留言|下一則|上一則|下一篇|上一篇|收起|更多|用微信扫码\S{0,12}|Tweet|Share|"
    r"[\d\s:：|/+·▪•<>《》、，,()（）-])+"
)
_RELATED = re.compile(
    r"^[【\[「]?(?:相关(?:阅读|新闻|报道|文章|推荐|专题|链接|资讯)|延伸阅读|推荐阅读|猜你喜欢|热门(?:推荐|文章|新闻|评论)|更多(?:新闻|精彩|报道|相关)\S{0,6}|"
    r"相關(?:閱讀|新聞|報導|文章|推薦|連結)|延伸閱讀|推薦閱讀|熱門(?:新聞|文章|推薦)|更多(?:新聞|相關)\S{0,6}|你可能(?:还|也)?(?:喜欢|感兴趣)\S{0,4}|"
    r"大家都在看|为您推荐|為您推薦|編輯推薦|编辑推荐|往期(?:推荐|回顾|精选)|精彩推荐|最新文章|参考文献|參考文獻|外部链接|外部連結|参考资料|參考資料|脚注|腳註|注释|註釋|"
    r"Related (?:stories|articles|news)|Read more|See also|References|External links)[】\]」]?[：:]?$",
    re.IGNORECASE,
)
_BYLINE = re.compile(
    r"^(?:最后更新\s*[：:]|(?:来源|來源|作者|发布日期|發布日期|发布时间|發布時間|发表时间|记者|記者|编辑|編輯|时间|時間|发布|發布|日期|字号|原标题)\s*[：:]|\d{4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2})"
)


class Proper(Struct):
    """The text proper of a page."""

    node: Node
    blocks: list[Block]
    head: list[Block]
    """What stands right before the text, and its first lines, nothing left out: date and source are there."""
    rubies: int
    """Readings in ruby that were left out."""


def find_proper(page: Node) -> Proper:
    """The text proper of a page; its blocks are empty where the page holds no text."""
    masses = _masses(Blocks(_is_hidden).take(page))
    left_out = _Judge(masses, masses[page])
    around = Blocks(left_out).take(page)
    masses = _masses(around)
    node = _holder(page, masses)
    inside = Blocks(left_out)
    whole = inside.take(node)
    return Proper(node, _captions_before(node, left_out) + _trimmed(whole), _head(around, whole), inside.rubies)


def _head(around: list[Block], whole: list[Block]) -> list[Block]:
    """The last lines before the text and its first ones."""
    first = whole[0] if whole else None
    start = next((n for n, b in enumerate(around) if first and (b.node, b.text) == (first.node, first.text)), 0)
    return around[max(0, start - 8) : start] + whole[:6]


def _captions_before(node: Node, left_out: Callable[[Node], bool]) -> list[Block]:
    """Captions of pictures that stand right before the text, in an element of their own."""
    found: list[Block] = []
    for child in node.parent.children if node.parent is not None else []:
        if child is node:
            return found
        if isinstance(child, Node) and child.first("figcaption") is not None and not left_out(child):
            found += [block for block in Blocks(left_out).take(child) if block.kind == "caption"]
    return []


class _Judge:
    """Says which elements are no part of the text."""

    def __init__(self, masses: "Counter[Node]", total: float) -> None:
        self._masses = masses
        self._total = total
        self._known: dict[Node, bool] = {}

    def __call__(self, node: Node) -> bool:
        if node not in self._known:
            self._known[node] = _is_hidden(node) or (
                _is_around(node) and self._masses[node] <= 0.4 * self._total and not _holds_text(node)
            )
        return self._known[node]


def _holds_text(node: Node) -> bool:
    """Whether an element holds what a page calls its text or its title."""
    return any(
        one.tag in ("h1", "article") or "articleBody" in one.get("itemprop") or bool(_PROPER.search(one.get("id")))
        for one in node.nodes()
        if one is not node
    )


def _is_hidden(node: Node) -> bool:
    if "hidden" in node.attributes or node.get("aria-hidden") == "true":
        return True
    style = node.get("style")
    return bool(style) and "display" in style and bool(re.search(r"display\s*:\s*none", style, re.IGNORECASE))


def _is_around(node: Node) -> bool:
    """Whether an element says by its name that it stands around a text."""
    if node.tag in _LEFT_OUT_TAGS or node.get("role").lower() in _ROLES:
        return True
    if node.tag == "header":
        return node.first("h1") is None
    if node.tag in ("body", "html", "article", "main"):
        return False
    names = f"{node.get('class')} {node.get('id')}"
    if names == " ":
        return False
    if _COMPOUND.search(names.lower()):
        return True
    return any(token.lower() in _WORDS for token in _TOKEN.findall(names)) or any(
        word in _WORDS for word in re.split(r"[\s_-]+", names.lower())
    )


def _weight(block: Block) -> float:
    """How much a line reads like a part of a text: its characters that are no links, if it has sentences."""
    size = len(block.text)
    own = size - block.linked
    if block.linked > 0.5 * size or own < 8 or (size < 80 and _BYLINE.match(block.text)):
        return 0.0
    marks = len(_SENTENCE.findall(block.text))
    if not marks:
        return 0.0 if block.item or block.row else 0.1 * own
    return own * (1.0 if own >= 25 or block.text.endswith(("。", "！", "？", "”", "」")) else 0.5)


def _masses(blocks: list[Block]) -> "Counter[Node]":
    """How much of what reads like a text is in each element."""
    masses: Counter[Node] = Counter()
    for block in blocks:
        weight = _weight(block)
        node: Node | None = block.node if weight else None
        while node is not None:
            masses[node] += weight  # type: ignore[assignment]  # typed for whole numbers
            node = node.parent
    return masses


def _holder(body: Node, masses: "Counter[Node]") -> Node:
    """The smallest element that holds most of the text."""
    total = masses[body]
    if not total:
        return body
    start = body
    named = [node for node in body.nodes() if _is_named(node) and masses[node] >= 0.5 * total]
    if named:
        start = named[-1]  # the innermost, or the last of those beside each other
        return _widened(start, body, masses) if masses[start] < 0.9 * total else start
    node = start
    while True:
        children = [child for child in node.children if isinstance(child, Node)]
        best = max(children, key=lambda child: masses[child], default=None)
        if best is None or masses[best] < 0.75 * masses[node] or best.tag in ("p", "li", "blockquote"):
            break
        node = best
    return _widened(node, body, masses)


def _is_named(node: Node) -> bool:
    if node.tag not in BLOCKS:
        return False
    return (
        node.tag == "article"
        or "articleBody" in node.get("itemprop")
        or bool(_PROPER.search(node.get("class")) or _PROPER.search(node.get("id")))
    )


_BESIDE = frozenset({"p", "blockquote"})


def _widened(node: Node, body: Node, masses: "Counter[Node]") -> Node:
    """An element that lacks paragraphs which stand right beside it: the one around it instead."""
    while node is not body and node.parent is not None:
        beside = sum(
            masses[child]
            for child in node.parent.children
            if isinstance(child, Node)
            and child is not node
            and child.tag in ("p", "blockquote", "ul", "ol", "table", "figure")
        )
        if beside < 0.03 * masses[node]:
            break
        node = node.parent
    return node


def _trimmed(blocks: list[Block]) -> list[Block]:
    """The lines without buttons, lists of links, and what stands before and after the text."""
    kept = _without_links([block for block in blocks if not _UI.fullmatch(block.text)])
    strong = [number for number, block in enumerate(kept) if _weight(block) >= 8 and _is_strong(block.text)]
    if not strong:
        return kept
    first, last = strong[0], strong[-1]
    before = [block for block in kept[:first] if not _is_before(block)]
    after = [block for block in kept[last + 1 :] if not _is_after(block)]
    return before + kept[first : last + 1] + after


def _without_links(blocks: list[Block]) -> list[Block]:
    kept: list[Block] = []
    at = 0
    while at < len(blocks):
        block = blocks[at]
        end = at + 1
        if _RELATED.match(block.text):
            # A title of related things goes with the links below it.
            while end < len(blocks) and (_is_link(blocks[end]) or (blocks[end].item and not _weight(blocks[end]))):
                end += 1
            if end > at + 1 or end == len(blocks):
                at = end
                continue
        elif _is_link(block):
            while end < len(blocks) and _is_link(blocks[end]):
                end += 1
            # One line that is a link may be a source, and a heading one to its own section; several are a list.
            if end > at + 1 or block.item or (len(block.text) < 12 and block.kind == "body"):
                at = end
                continue
        kept.append(block)
        at += 1
    return kept


def _is_strong(text: str) -> bool:
    """Whether a line has a whole sentence, or is too long to be anything else."""
    return len(text) >= 60 or any(mark in text for mark in "。！？")


def _is_link(block: Block) -> bool:
    """Whether a line is nothing but links."""
    return block.linked > 0 and block.linked * 10 >= 8 * len("".join(block.text.split()).removeprefix("•"))


def _is_before(block: Block) -> bool:
    """Whether a line before the first sentence is none of the text: the way to the page, date and source, buttons."""
    text = block.text
    if block.kind != "body":
        return False
    return (
        bool(_BYLINE.match(text) and len(text) < 80)
        or (len(text) < 60 and bool(_WAY.search(text)))
        or (len(text) <= 8 and not _OWN.search(text))
        or bool(block.linked * 2 > len(text))
    )


def _is_after(block: Block) -> bool:
    """Whether a line after the last sentence is none of the text: headings of nothing, names of lists."""
    text = block.text
    if block.kind == "caption":
        return False
    return (
        block.kind == "heading"
        or block.item
        or (len(text) <= 12 and not _OWN.search(text))
        or block.linked * 2 > len(text)
    )


_WAY = re.compile(
    r"(?:首页|首頁|[>›»]|[当當]前位置|现在位置|您?(?:所)?在的?位置).*[>›»]|设为首页|加入收藏|添加收藏|設為首頁"
)
_OWN = re.compile(r"[，。！？；：:、（）()【】《》“”「」…—]|完$|记者|記者|编辑|編輯|[文图圖]\s*[/|／]")
"""What even a short line of a text has: marks, or the names of those who made it."""
