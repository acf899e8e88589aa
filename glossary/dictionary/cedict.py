"""Reads CC-CEDICT: the older syntax, the one of December 2023, and files that mix both.

    v1  中國 中国 [Zhong1 guo2] /China/
    v2  中國 中国 [[Zhong1guo2]] /China/

Since April 2022 ``/`` separates senses and ``;`` glosses; older entries use ``/`` for both, which cannot be told from
the outside, so there each gloss counts as a sense. What stands inside senses and is no meaning (measure words, other
readings, pointers to other entries) is taken out and kept as data. Format: https://cc-cedict.org/wiki/format:syntax
"""

import re
from collections.abc import Iterable, Iterator

from glossary.dictionary.entry import Classifier, Entry, Quoted, Reference, ReferenceKind, Sense
from glossary.pinyin import cedict_signs, join_marks, parse_cedict

LINE = re.compile(r"(?P<hant>\S+) (?P<hans>\S+) \[(?P<v2>\[)?(?P<pinyin>[^\]]*)\]\]? /(?P<senses>.*)/\s*$")
_WORD = r"(?P<hant>[^\s|\[\]/,;()]+)(?:\|(?P<hans>[^\s|\[\]/,;()]+))?(?:\[\[?(?P<pinyin>[^\]]*)\]\]?)?"
_CLASSIFIER = re.compile(_WORD)
_POINTER_WORDS: tuple[tuple[str, ReferenceKind], ...] = (
    (r"see(?: also)?", "see"),
    (r"(?:erhua |Japanese |Taiwan |euphemistic )?variant of", "variant"),
    (r"(?:old|archaic|ancient) variant of", "old variant"),
    (r"(?:abbr\.|short) for", "abbreviation"),
    (r"also written", "also written"),
    (r"same as", "same as"),
    (r"used in", "used in"),
)
_POINTERS = [(re.compile(rf"^(?:\([^)]*\) )?{words} {_WORD}(?P<rest>.*)$"), kind) for words, kind in _POINTER_WORDS]
_TAIWAN = re.compile(r"\(?(?:Taiwan|Tw) pr\. \[\[?([^\]]*)\]\]?\)?")
_ALSO = re.compile(r"\(?also pr\. \[\[?([^\]]*)\]\]?\)?")
_HAN = re.compile(r"[\u3007\u3400-\u9fff\U00020000-\U0003ffff]")
_PART = r"[^\s|\[\]/,;()“”\"]"
_QUOTED = re.compile(
    rf"(?P<hant>{_PART}*{_HAN.pattern}{_PART}*)(?:\|(?P<hans>{_PART}+))?(?:\[\[?(?P<pinyin>[^\]]*)\]\]?)?"
    r"|\[\[?(?P<reading>[A-Za-züÜ:0-9 ,·'-]+)\]\]?"
)
"""Chinese inside a gloss, with or without its other form and its reading; or a reading by itself."""

Syllables = tuple[str | None, ...]


def parse(lines: Iterable[str]) -> Iterator[Entry]:
    """Every entry, in order. Comments, blank lines and lines that are no entry are passed over."""
    for line in lines:
        if line and line[0] not in "#\n\r":
            entry = parse_line(line)
            if entry is not None:
                yield entry


def parse_line(line: str) -> Entry | None:
    """One line; None if it is no entry."""
    match = LINE.match(line)
    if match is None:
        return None
    pinyin = match["pinyin"]
    gatherer = _Gatherer()
    for part in match["senses"].split("/"):
        gatherer.take(part.strip())
    return Entry(
        match["hant"],
        match["hans"],
        parse_cedict(pinyin),
        pinyin[:1].isupper() and pinyin[1:2].islower(),
        tuple(gatherer.senses),
        tuple(gatherer.classifiers),
        tuple(gatherer.taiwan),
        tuple(gatherer.also),
        tuple(gatherer.references),
    )


def first_senses(senses: str, count: int) -> list[str] | None:
    """The first senses of an entry as text (``Sense.text``), from what stands between its slashes; None where only
    parsing it tells what they are: a fifth of the entries, and parsing takes ten times as long.

    >>> first_senses("bank/CL:家[jia1],個|个[ge4]", 3)
    ['bank']
    """
    found = []
    for part in senses.split("/"):
        if part.startswith("CL:"):
            continue
        if "[" in part or _HAN.search(part):
            return None
        if meant := [gloss for piece in part.split(";") if (gloss := piece.strip())]:
            found.append("; ".join(meant))
            if len(found) == count:
                break
    return found


class _Gatherer:
    """Sorts the parts of one entry into meanings and the rest."""

    def __init__(self) -> None:
        self.senses: list[Sense] = []
        self.classifiers: list[Classifier] = []
        self.taiwan: list[Syllables] = []
        self.also: list[Syllables] = []
        self.references: list[Reference] = []

    def take(self, part: str) -> None:
        if part.startswith("CL:"):
            self.classifiers += _classifiers(part[3:])
            return
        part = self._readings(part)
        glosses = [gloss.strip() for gloss in part.split(";")]
        meant: list[str] = []
        quoted: list[Quoted] = []
        at = 0
        for gloss in glosses:
            if gloss and not self._pointer(gloss):
                written, found = _written(gloss)
                quoted += (word.moved(at) for word in found)
                meant.append(written)
                at += len(written) + len("; ")
        if meant:
            self.senses.append(Sense(tuple(meant), tuple(quoted)))

    def _readings(self, part: str) -> str:
        if "pr. [" not in part:
            return part
        for pattern, into in ((_TAIWAN, self.taiwan), (_ALSO, self.also)):
            for found in pattern.finditer(part):
                into.append(parse_cedict(found[1]))
            part = pattern.sub("", part).strip(" ;,")
        return part

    def _pointer(self, gloss: str) -> bool:
        """Note where a gloss points to; True if it is nothing but that."""
        if "[" not in gloss and not _HAN.search(gloss):
            return False
        for pattern, kind in _POINTERS:
            match = pattern.match(gloss)
            if match and (match["pinyin"] or _HAN.search(match["hant"])):
                reading = parse_cedict(match["pinyin"]) if match["pinyin"] else ()
                self.references.append(Reference(kind, match["hant"], match["hans"] or match["hant"], reading))
                return not match["rest"].strip(" .")
        return False


def _classifiers(text: str) -> Iterator[Classifier]:
    for item in text.split(","):
        match = _CLASSIFIER.match(item.strip())
        if match:
            reading = parse_cedict(match["pinyin"]) if match["pinyin"] else ()
            yield Classifier(match["hant"], match["hans"] or match["hant"], reading)


def _written(gloss: str) -> tuple[str, list[Quoted]]:
    """A gloss as it is read, and the Chinese in it: each word once, in simplified, its reading in marks
    (中國|中国[Zhong1 guo2] → 中国 (Zhōngguó))."""
    if "[" not in gloss and not _HAN.search(gloss):
        return gloss, []
    written, quoted = "", []
    last = 0
    for match in _QUOTED.finditer(gloss):
        written += gloss[last : match.start()]
        last = match.end()
        signs = cedict_signs(match["pinyin"] or match["reading"] or "")
        marks = join_marks([shown for shown, _ in signs])
        in_brackets = f" ({marks})" if marks else ""
        if match["hant"]:
            hans = match["hans"] or match["hant"]
            shown = hans + in_brackets
            reading = tuple(syllable for _, syllable in signs)
            at = len(written)
            quoted.append(Quoted(at, at + len(shown), match["hant"], hans, reading, marks[:1].isupper()))
            written += shown
        else:
            written += in_brackets
    return written + gloss[last:], quoted
