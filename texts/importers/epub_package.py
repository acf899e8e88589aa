"""What an EPUB says of itself: container, package document, contents; EPUB 2 and 3, as books in the wild have them."""

import re

from msgspec import Struct
from msgspec.structs import replace

from texts.importers.archive import Archive, folder_of
from texts.importers.model import ImportFaultError
from texts.importers.plain import stem
from texts.importers.scanner import Tag, tokens
from texts.model import Script, TextMeta

_CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"
_FONTS = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
"""Ways of hiding fonts from copying, which are no protection of the text."""
_CHAPTERS = (".xhtml", ".html", ".htm", ".xht")
_LARGEST = 8 << 20
_DATE = re.compile(r"([12]\d{3})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?(?!\d)")
_OLDEST = 1500
"""Years before are placeholders of library software (0101-01-01)."""
_MOST_SUBJECTS, _LONGEST_SUBJECT = 5, 20


class Target(Struct, frozen=True):
    """An entry of the contents: where in which file a chapter begins."""

    entry: str
    anchor: str
    title: str
    depth: int = 1


class Package(Struct, frozen=True):
    """An EPUB's package: what is read, in order, and what is known of it."""

    meta: TextMeta
    chapters: tuple[str, ...]
    contents: tuple[Target, ...]
    missing: int
    """Chapters that are named and not there."""
    generator: str = ""


class _Item(Struct):
    href: str
    kind: str
    properties: str


class _Said:
    """What stands in a package document."""

    def __init__(self) -> None:
        self.facts: dict[str, list[tuple[str, Tag]]] = {}
        self.items: dict[str, _Item] = {}
        self.spine: list[tuple[str, bool]] = []
        """Ids, and whether they are in the line of reading."""
        self.ncx = ""
        self.asides: list[str] = []
        """What the guide calls a cover or a page of contents."""
        self.generator = ""

    def first(self, name: str) -> str:
        return next((text for text, _ in self.facts.get(name, ())), "")


def read_package(archive: Archive) -> Package:
    """Find and read the package. Raises ImportFaultError, one sentence, where it is none or is locked."""
    entry = _package_entry(archive)
    said = _read(xml_text(archive.read(entry, _LARGEST)))
    base = folder_of(entry)
    if not said.spine:
        raise ImportFaultError(f"{archive.name} names no chapters: its package document is damaged.")
    aside = {found for href in said.asides if (found := archive.find(href, base))}
    chapters: dict[str, None] = {}
    missing = 0
    linear = [identity for identity, is_linear in said.spine if is_linear] or [identity for identity, _ in said.spine]
    for identity in linear:
        item = said.items.get(identity)
        found = archive.find(item.href, base) if item else None
        if item is None or found is None:
            missing += 1
        elif _is_chapter(item, found) and "nav" not in item.properties.split() and found not in aside:
            chapters[found] = None
    if not chapters:
        raise ImportFaultError(f"{archive.name} has no chapters in it: the files that it names are missing.")
    _check_locks(archive, {entry, *chapters})
    return Package(_meta(said, archive.name), tuple(chapters), _contents(archive, said, base), missing, said.generator)


def _package_entry(archive: Archive) -> str:
    container = archive.find(_CONTAINER)
    if container is not None:
        for tag in tokens([xml_text(archive.read(container, _LARGEST))]):
            if isinstance(tag, Tag) and tag.local == "rootfile":
                found = archive.find(tag.get("full-path"))
                if found is not None:
                    return found
    found = next(iter(archive.names(".opf")), None)
    if found is None:
        raise ImportFaultError(f"{archive.name} is not an EPUB: it has no package document.")
    return found


def _read(text: str) -> _Said:
    said = _Said()
    inside: Tag | None = None
    words: list[str] = []
    for token in tokens([text]):
        if isinstance(token, str):
            if inside is not None:
                words.append(token)
            continue
        name = token.local
        if token.closing:
            if inside is not None and name == inside.local:
                value = " ".join("".join(words).split())
                if value:
                    said.facts.setdefault(name, []).append((value, inside))
                inside = None
        elif token.name.startswith("dc:") or name in _FACTS:
            inside, words = (None if token.empty else token), []
        elif name == "item":
            identity = token.get("id")
            item = _Item(token.get("href"), token.get("media-type").lower(), token.get("properties"))
            said.items.setdefault(identity, item)
        elif name == "itemref":
            said.spine.append((token.get("idref"), token.get("linear") != "no"))
        elif name == "spine":
            said.ncx = token.get("toc")
        elif name == "reference" and token.get("type").lower() in ("cover", "toc", "title-page"):
            said.asides.append(token.get("href"))
        elif name == "meta" and token.get("name") == "generator":
            said.generator = token.get("content")
    return said


_FACTS = frozenset({"title", "creator", "publisher", "date", "language", "source", "rights", "subject"})


def _is_chapter(item: _Item, entry: str) -> bool:
    return "html" in item.kind or entry.lower().endswith(_CHAPTERS) or item.kind in ("text/xml", "application/xml")


def _check_locks(archive: Archive, needed: set[str]) -> None:
    """Raise where the text itself is encrypted; hidden fonts and pictures do not matter."""
    entry = archive.find(_ENCRYPTION)
    if entry is None:
        return
    method = ""
    for tag in tokens([xml_text(archive.read(entry, _LARGEST))]):
        if not isinstance(tag, Tag) or tag.closing:
            continue
        if tag.local == "encrypteddata":
            method = ""
        elif tag.local == "encryptionmethod":
            method = method or tag.get("algorithm")
        elif tag.local == "cipherreference" and method not in _FONTS and archive.find(tag.get("uri")) in needed:
            raise ImportFaultError(
                f"{archive.name} is locked by its shop (DRM); duban can only open books without such a lock."
            )


def _meta(said: _Said, name: str) -> TextMeta:
    titles = said.facts.get("title", [])
    english = next((text for text, tag in titles if tag.get("lang").lower().startswith("en")), "")
    chinese = next((text for text, tag in titles if text != english), "") or english
    makers = [text for text, _ in said.facts.get("creator", [])[:3]]
    outlet = " · ".join(dict.fromkeys([*makers, said.first("publisher")])).strip(" ·")
    published = [(tag.get("event") not in ("publication", ""), text) for text, tag in said.facts.get("date", ())]
    subjects = [text for text, _ in said.facts.get("subject", ()) if len(text) <= _LONGEST_SUBJECT]
    return TextMeta(
        id="",
        title_zh=chinese or stem(name),
        title_en=english if english != chinese else "",
        script=script_of(said.first("language")),
        outlet=outlet,
        date=next((found for _, text in sorted(published) if (found := iso_date(text))), ""),
        licence=said.first("rights")[:500],
        origin=said.first("source")[:500],
        tags=tuple(dict.fromkeys(subjects))[:_MOST_SUBJECTS],
    )


def iso_date(text: str) -> str:
    """The day, month or year at the beginning of a date; empty if there is none that can be."""
    match = _DATE.match(text.strip())
    return match[0] if match and int(match[1]) >= _OLDEST else ""


def script_of(language: str) -> Script | None:
    """The script that a language tag states beyond doubt; zh and zh-CN stand on books in either."""
    parts = language.lower().replace("_", "-").split("-")
    if parts[0] not in ("zh", "cmn", "yue"):
        return None
    by_part: dict[str, Script] = {"hk": "hk", "mo": "hk", "tw": "tw", "hant": "hant", "hans": "hans"}
    return next((script for part, script in by_part.items() if part in parts), None)


def _contents(archive: Archive, said: _Said, base: str) -> tuple[Target, ...]:
    nav = next((item for item in said.items.values() if "nav" in item.properties.split()), None)
    ncx = said.items.get(said.ncx) or next(
        (i for i in said.items.values() if i.kind == "application/x-dtbncx+xml"), None
    )
    for item, read in ((nav, _nav), (ncx, _ncx)):
        entry = archive.find(item.href, base) if item else None
        if entry is None:
            continue
        found = []
        for reference, title, depth in read(xml_text(archive.read(entry, _LARGEST))):
            target = archive.find(reference, folder_of(entry))
            if target is not None and title:
                found.append(Target(target, reference.partition("#")[2], title, max(depth, 1)))
        if found:
            return tuple(_leveled(found))
    return ()


def _leveled(targets: list[Target]) -> list[Target]:
    """Entries counted from those that are chapters: often the one above all others is the book itself."""
    above = [target for target in targets if target.depth == 1]
    if len(above) > 1 or len(targets) == 1:
        return targets
    return [replace(target, depth=max(target.depth - 1, 1)) for target in targets]


def _nav(text: str) -> list[tuple[str, str, int]]:
    """Reference, title and depth of each link in the (first) nav that is a table of contents."""
    found: list[tuple[str, str, int]] = []
    words: list[str] = []
    reference, inside, depth = "", False, 0
    for token in tokens([text], html=True):
        if isinstance(token, str):
            words.append(token)
        elif token.local == "nav":
            inside = not token.closing and token.get("type") in ("toc", "")
            depth = 0
            if token.closing and found:
                break
        elif inside and token.local in ("ol", "ul"):
            depth += -1 if token.closing else 1
        elif inside and token.local == "a":
            if token.closing and reference:
                found.append((reference, " ".join("".join(words).split()), depth))
            reference, words = ("", []) if token.closing else (token.get("href"), [])
    return found


def _ncx(text: str) -> list[tuple[str, str, int]]:
    found: list[tuple[str, str, int]] = []
    words: list[str] = []
    inside, depth = False, 0
    for token in tokens([text]):
        if isinstance(token, str):
            words.append(token)
        elif token.local == "navmap":
            inside = not token.closing
        elif token.local == "navpoint":
            depth += -1 if token.closing else 1
        elif token.local == "navlabel" and not token.closing:
            words = []
        elif token.local == "content" and inside and not token.closing:
            found.append((token.get("src"), " ".join("".join(words).split()), depth))
    return found


def xml_text(data: bytes) -> str:
    """A package's XML, which is UTF-8 or UTF-16 by its standard."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    return data.decode("utf-8-sig", errors="replace")
