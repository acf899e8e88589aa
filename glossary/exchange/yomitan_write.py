"""A Yomitan dictionary (format 3): a zip of banks, for Yomitan, Readest and others that read it.

A row for each name in each script; rows of one concept have one sequence number. All of the concept stands in the
row's structured content, its parts marked by ``data`` attributes (``{"duban": "definition-en"}``), by which
``yomitan_read`` finds them again; a deprecated rendering is struck through.
"""

import json
import re
import zipfile
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO, Final
from urllib.parse import quote

from glossary.exchange.attribution import ATTRIBUTION, TITLE
from glossary.exchange.omegat import forms
from glossary.exchange.options import WriteOptions
from glossary.exchange.spelling import reading_text
from glossary.exchange.text import encode
from glossary.model import Concept, Example, Rendering

ROWS: Final = 10_000
"""Rows of one bank, as dictionaries of Yomitan have."""
_TAGS: Final = (
    ["admitted", "", 2, "a name that may be used", 0],
    ["deprecated", "archaism", 1, "a name that should not be used", -10],
    ["variant", "", 3, "another form of the name", 0],
    ["abbreviation", "", 3, "a short form", 0],
)
_RELATIONS: Final = {"related": "see also", "broader": "a kind of", "narrower": "for instance"}
_SCORES: Final = {"preferred": 1, "admitted": 0, "deprecated": -1}
_TIME: Final = (1980, 1, 1, 0, 0, 0)
"""The files' time: the same glossary gives the same zip."""


def write_yomitan(concepts: Iterable[Concept], out: BinaryIO, options: WriteOptions) -> None:
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        _put(archive, "index.json", _index(options))
        domains: dict[str, str] = {}
        bank: list[Any] = []
        number = 0
        for sequence, concept in enumerate(concepts, 1):
            for row in _rows(concept, sequence, domains, options):
                bank.append(row)
                if len(bank) == ROWS:
                    number += 1
                    _put(archive, f"term_bank_{number}.json", bank)
                    bank = []
        if bank or not number:
            _put(archive, f"term_bank_{number + 1}.json", bank)
        tags = [[tag, "partOfSpeech", 0, domain, 0] for domain, tag in domains.items()]
        _put(archive, "tag_bank_1.json", [*_TAGS, *tags])


def _put(archive: zipfile.ZipFile, name: str, value: object) -> None:
    info = zipfile.ZipInfo(name, _TIME)
    info.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(info, encode(json.dumps(value, ensure_ascii=False, separators=(",", ":"))))


def _index(options: WriteOptions) -> dict[str, Any]:
    return {
        "title": TITLE,
        "revision": options.now.strftime("%Y.%m.%d.%H%M%S"),
        "format": 3,
        "sequenced": True,
        "author": "duban",
        "description": "Terms of the Chinese trade press, with definitions and examples.",
        "attribution": ATTRIBUTION,
        "sourceLanguage": "zh",
        "targetLanguage": "en",
    }


def _rows(concept: Concept, sequence: int, domains: dict[str, str], options: WriteOptions) -> Iterator[list[Any]]:
    domain = domains.setdefault(concept.domain, _tag(concept.domain)) if concept.domain.strip() else ""
    body = list(_body(concept, options))
    for term in concept.terms:
        tags = " ".join(tag for tag in (term.status, term.kind) if tag not in ("preferred", "full"))
        data = {"duban": "concept", "id": concept.id, "hans": term.hans, "hant": term.hant}
        data |= {"status": term.status, "kind": term.kind}
        data |= {name: value for name in ("domain", "subdomain", "platform") if (value := getattr(concept, name))}
        content = {"type": "structured-content", "content": _node("div", body, data)}
        for form in forms(term, options.script):
            yield [form, reading_text(term), domain, "", _SCORES[term.status], [content], sequence, tags]


def _tag(domain: str) -> str:
    """A tag's name, which has no spaces."""
    return re.sub(r"\s+", "-", domain.strip())


def _body(concept: Concept, options: WriteOptions) -> Iterator[Any]:
    if concept.renderings:
        yield _node("ul", [_rendering(rendering) for rendering in concept.renderings])
    for name, language in (("definition-en", "en"), ("definition-zh", "zh-Hans")):
        if text := getattr(concept, name.replace("-", "_")):
            yield _node("div", text, {"duban": name}, lang=language)
    for example in concept.examples:
        yield _example(example)
    for name, words in _RELATIONS.items():
        for target in getattr(concept, name):
            yield _relation(name, words, target, options)
    if concept.source:
        yield _node(
            "div", ["Source: ", _node("span", concept.source, {"duban": "source"})], style={"fontSize": "0.8em"}
        )


def _rendering(rendering: Rendering) -> Any:
    struck = {"textDecorationLine": "line-through"} if rendering.status == "deprecated" else None
    content: list[Any] = [_node("span", rendering.text, {"duban": "text"}, style=struck)]
    if rendering.note:
        content += [" (", _node("span", rendering.note, {"duban": "note"}), ")"]
    return _node("li", content, {"duban": "rendering", "status": rendering.status})


def _example(example: Example) -> Any:
    content = [_node("div", example.zh, {"duban": "zh"}, lang="zh")]
    if example.en:
        content.append(_node("div", example.en, {"duban": "en"}, lang="en"))
    if example.source:
        content.append(_node("div", example.source, {"duban": "source"}, style={"fontSize": "0.8em"}))
    return _node("div", content, {"duban": "example"}, style={"marginTop": 0.5, "marginLeft": 1})


def _relation(name: str, words: str, target: str, options: WriteOptions) -> Any:
    concept = options.find(target)
    label: Any = target
    if concept is not None:
        hans = concept.preferred.hans
        label = {"tag": "a", "href": f"?query={quote(encode(hans))}&wildcards=off", "content": hans, "lang": "zh-Hans"}
    return _node("div", [f"{words}: ", label], {"duban": name, "to": target})


def _node(tag: str, content: Any, data: dict[str, str] | None = None, **more: Any) -> dict[str, Any]:
    return {"tag": tag, "content": content, "data": data or {}, **{k: v for k, v in more.items() if v is not None}}
