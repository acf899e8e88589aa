"""A page as a tree: as browsers read it where that matters for text, in linear time whatever is wrong with it.

Tags that are not closed, crossed or missing are put right as far as the text needs it (HTML Standard, 13.2.6, without
its lists of formatting elements). Python's own ``html.parser`` takes quadratic time on some broken pages; this does
not, and trees are never deeper than ``DEEPEST``.
"""

import re
from collections import Counter
from collections.abc import Iterator
from html import unescape
from typing import Final

DEEPEST: Final = 200
"""Elements within each other; those below are put beside each other."""
MOST: Final = 500_000
"""Elements of a page; the longest that people read have a tenth. Each takes half a kilobyte and 30 µs."""
_LOOKED_BACK = 60
"""Open elements among which the one that an end tag means is looked for."""


def words(text: str) -> frozenset[str]:
    """A set of words that are written one after another."""
    return frozenset(text.split())


VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"}
)
_RAW = frozenset({"script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"})
BLOCKS = words(
    "address article aside blockquote body center dd details dialog dir div dl dt fieldset figcaption figure footer "
    "form h1 h2 h3 h4 h5 h6 header hgroup hr html li main menu nav ol p pre section summary table tbody td tfoot th "
    "thead tr ul caption"
)
"""Elements that begin a new line."""
_CLOSES: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "li": (frozenset({"li"}), frozenset({"ul", "ol", "menu", "dir"})),
    "dt": (frozenset({"dt", "dd"}), frozenset({"dl"})),
    "dd": (frozenset({"dt", "dd"}), frozenset({"dl"})),
    "tr": (frozenset({"tr", "td", "th"}), frozenset({"table"})),
    "td": (frozenset({"td", "th"}), frozenset({"tr", "table"})),
    "th": (frozenset({"td", "th"}), frozenset({"tr", "table"})),
    "tbody": (frozenset({"tbody", "thead", "tfoot", "tr", "td", "th"}), frozenset({"table"})),
    "option": (frozenset({"option"}), frozenset({"select"})),
    "rt": (frozenset({"rt", "rp"}), frozenset({"ruby"})),
    "rp": (frozenset({"rt", "rp"}), frozenset({"ruby"})),
}
"""What a start tag closes if it is open, and what it does not look beyond."""
_IN_HEAD = words("html head title meta link script style base noscript template bgsound basefont")
_NAME = re.compile(r"[a-zA-Z][^\s/>]*")
_ATTRIBUTE = re.compile(r"""[\s/]*([^\s/>=][^\s/>=]*)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]*)))?""")
_KEPT = words(
    "alt class content charset data-lang datetime hidden href hreflang http-equiv id itemprop lang name property rel "
    "role style type aria-hidden"
)


class Node:
    """An element."""

    __slots__ = ("attributes", "children", "parent", "tag")

    def __init__(self, tag: str, attributes: dict[str, str], parent: "Node | None") -> None:
        self.tag = tag
        self.attributes = attributes
        self.children: list[Node | str] = []
        self.parent = parent

    def get(self, name: str) -> str:
        """An attribute, stripped; empty if there is none. Only those are kept that say something here."""
        return self.attributes.get(name, "")

    def nodes(self) -> Iterator["Node"]:
        """It and every element in it, in order."""
        waiting = [self]
        while waiting:
            node = waiting.pop()
            yield node
            waiting.extend(child for child in reversed(node.children) if isinstance(child, Node))

    def text(self, most: int = 1 << 30) -> str:
        """All text in it, white space evened out; of a long one a part that has more than ``most`` characters, or ten
        times as many elements."""
        found: list[str] = []
        size = seen = 0
        waiting: list[Node | str] = [self]
        while waiting:
            one = waiting.pop()
            seen += 1
            if seen > 10 * most:
                break
            if isinstance(one, str):
                found.append(one)
                size += len(one.strip())
                if size > most:
                    break
            elif one.tag not in ("script", "style", "rt", "rp"):
                waiting.extend(reversed(one.children))
        return " ".join("".join(found).split())

    def first(self, *tags: str) -> "Node | None":
        """The first element of these names."""
        return next((node for node in self.nodes() if node.tag in tags), None)


class TooManyError(Exception):
    """A page has more than ``MOST`` elements."""


def parse(html: str) -> Node:
    """The tree of a page; its root is an element ``#page``. Raises TooManyError."""
    return _Builder(html).build()


class _Builder:
    def __init__(self, html: str) -> None:
        self._html = html.replace("\0", "")
        self._made = 0
        self._root = Node("#page", {}, None)
        self._open = [self._root]
        self._counts: Counter[str] = Counter()
        """Open elements by name, so that an end tag without a beginning costs nothing."""
        self._flattened: Counter[str] = Counter()
        """Elements that were too deep to be opened, by name: their end tags close nothing."""

    def build(self) -> Node:
        html, at, size = self._html, 0, len(self._html)
        while at < size:
            start = html.find("<", at)
            if start < 0:
                self._add_text(html[at:])
                break
            if start > at:
                self._add_text(html[at:start])
            at = self._tag(start)
        return self._root

    def _tag(self, start: int) -> int:
        """What begins with ``<`` at ``start``; returns where it ends."""
        html = self._html
        following = html[start + 1 : start + 2]
        if following == "!" and html.startswith("<!--", start):
            end = html.find("-->", start + 2)
            return len(html) if end < 0 else end + 3
        if following == "!" and html.startswith("<![CDATA[", start):
            end = html.find("]]>", start)
            self._add(html[start + 9 : None if end < 0 else end])
            return len(html) if end < 0 else end + 3
        if following in ("!", "?"):
            end = html.find(">", start)
            return len(html) if end < 0 else end + 1
        if following == "/":
            end = html.find(">", start)
            if match := _NAME.match(html, start + 2):
                self._close(match[0].lower())
            return len(html) if end < 0 else end + 1
        match = _NAME.match(html, start + 1)
        if match is None:
            self._add("<")
            return start + 1
        return self._start(match[0].lower(), match.end())

    def _start(self, tag: str, at: int) -> int:
        html = self._html
        attributes: dict[str, str] = {}
        while match := _ATTRIBUTE.match(html, at):
            at = match.end()
            name = match[1].lower()
            if name in _KEPT and name not in attributes:
                value = match[2] or match[3] or match[4] or ""
                attributes[name] = unescape(value).strip() if "&" in value else value.strip()
        end = html.find(">", at)
        end = len(html) if end < 0 else end + 1
        closed = html[end - 2 : end] == "/>"
        self._open_tag(tag, attributes, closed)
        if tag in _RAW and not closed:
            close = re.compile(rf"</{tag}(?=[\s/>])", re.IGNORECASE).search(html, end)
            stop = close.start() if close else len(html)
            raw = html[end:stop]
            self._add(unescape(raw) if tag in ("title", "textarea") else raw)
            return stop
        return end

    def _open_tag(self, tag: str, attributes: dict[str, str], closed: bool) -> None:
        if tag in ("html", "body") and self._counts[tag]:
            return
        if self._counts["head"] and tag not in _IN_HEAD:
            self._close_among(frozenset({"head"}), frozenset())
        if tag in BLOCKS and self._counts["p"]:
            self._close_among(frozenset({"p"}), frozenset({"td", "th", "button", "caption", "table"}))
        if tag in _CLOSES:
            self._close_among(*_CLOSES[tag])
        self._made += 1
        if self._made > MOST:
            raise TooManyError
        parent = self._open[-1]
        node = Node(tag, attributes, parent)
        parent.children.append(node)
        if tag in VOID or (closed and tag not in BLOCKS):
            return
        if len(self._open) > DEEPEST:
            self._flattened[tag] += 1
            return
        self._open.append(node)
        self._counts[tag] += 1

    def _close_among(self, tags: frozenset[str], bounds: frozenset[str]) -> None:
        """Close the outermost open element of ``tags`` within the nearest of ``bounds``."""
        found = 0
        for back, node in enumerate(reversed(self._open[-_LOOKED_BACK:]), 1):
            if node.tag in bounds:
                break
            if node.tag in tags:
                found = back
        if found:
            self._pop(len(self._open) - found)

    def _close(self, tag: str) -> None:
        if tag in ("html", "body"):
            return  # what follows is still shown
        if self._flattened[tag]:
            self._flattened[tag] -= 1
        elif tag == "p" and not self._counts["p"]:
            self._open[-1].children.append(Node("p", {}, self._open[-1]))
        elif tag == "br":
            self._open[-1].children.append(Node("br", {}, self._open[-1]))
        elif self._counts[tag]:
            block = tag in BLOCKS
            for back, node in enumerate(reversed(self._open[-_LOOKED_BACK:] if not block else self._open), 1):
                if node.tag == tag:
                    self._pop(len(self._open) - back)
                    return
                if not block and node.tag in BLOCKS:
                    return
                if block and node.tag in ("td", "th", "table") and tag not in ("table", "tr", "tbody", "body", "html"):
                    return

    def _pop(self, size: int) -> None:
        for node in self._open[size:]:
            self._counts[node.tag] -= 1
        del self._open[size:]

    def _add_text(self, text: str) -> None:
        self._add(unescape(text) if "&" in text else text)

    def _add(self, text: str) -> None:
        if text:
            self._open[-1].children.append(text)
