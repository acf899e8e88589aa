"""What of a sentence can be found again in its translation: words, figures, names, Latin words, marks.

Every item is a small number; an English item is a stem or a key of its own kind (``#300``, ``month 12``, ``?``), a
Chinese one knows by its links which English items render it.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Final

from glossary.fold import fold, is_han
from reader.text.align.model import Evidence, Knowledge
from reader.text.align.numbers import chinese_numbers, english_numbers
from reader.text.align.stems import STOP, stem, words
from reader.text.lexicon import MAX_WORD, lexicon

Links = Mapping[int, float]
"""English item → the share of the Chinese item's renderings that it is."""

_Linker = Callable[[str], Links]

_MARKS: Final = (
    ("?", re.compile("[?？]"), re.compile(r"\?")),
    ("!", re.compile("[!！]"), re.compile("!")),
    ("quote", re.compile('[“”「」『』"〝]'), re.compile("[“”\"]|(?<!\\w)['‘]\\w|\\w[,.!?]['’]")),
    (":", re.compile("[：:](?!\\d)"), re.compile(":(?!\\d)")),
    ("(", re.compile("[（(]"), re.compile(r"\(")),
    ("…", re.compile(r"…|\.{3}"), re.compile(r"…|\.{3}")),
)
MARK_SHARE = 0.25
"""A mark is in so many sentences that alone it tells less than a word."""
_NUMBER, _LATIN, _NAME, _TERM = "#", "=", "@", "&"
"""How the keys of Chinese items begin that are no words."""
_LATIN_WORD = re.compile(r"[a-z][a-z0-9+&.'’-]*[a-z0-9+]|[a-z]")
_CAPITAL = re.compile(r"\b[A-Z][a-z]{1,11}(?:['’-]?[a-z]+)?\b")
_NO_MEANING = re.compile(
    r"\[[^\]]*\]|\([^)]*\)|[^\x00-\u024f]+"
    r"|\b(?:CL:|surname|(?:old )?variant of|see also|abbr\. for|used in|also written)"
)
_HALF = re.compile("[\ud800-\udfff]")
"""Half a character, which the lexicon cannot be asked for."""
_SPLIT = re.compile(r"[/;,]")
_LONGEST_NAME = 4
"""Characters of one Latin word of a name: 齐齐哈尔."""


class Vocabulary:
    """Gathers the items of both sides of a stretch of text and links them."""

    def __init__(self, knowledge: Knowledge | None, evidence: Evidence) -> None:
        self._knowledge = knowledge
        self._evidence = evidence
        self._lexicon = lexicon()
        self.english_ids: dict[str, int] = {}
        self.chinese_ids: dict[str, int] = {}
        self.links: list[Links] = []
        """By Chinese item."""
        self.english_kinds: list[str] = []
        self.chinese_kinds: list[str] = []
        self._pinyin: dict[str, int] = {}
        """Latin words with capitals that may be pinyin → English item."""
        self._meanings: dict[str, Sequence[str]] = {}

    # English

    def english(self, text: str) -> tuple[int, ...]:
        """The items of an English sentence, each once. All of English has to be given before any Chinese."""
        keys = [stem(word) for word in words(text)]
        if self._evidence.names:
            for name in _CAPITAL.findall(text):
                self._pinyin.setdefault(name.lower().replace("'", "").replace("’", "").replace("-", ""), -1)
        if self._evidence.numbers:
            keys += english_numbers(text)
        if self._evidence.marks:
            keys += (name for name, _, pattern in _MARKS if pattern.search(text))
        return tuple(dict.fromkeys(map(self._english_item, keys)))

    def _english_item(self, key: str) -> int:
        known = self.english_ids.get(key)
        if known is None:
            known = self.english_ids[key] = len(self.english_kinds)
            self.english_kinds.append(_kind(key))
        return known

    # Chinese

    def chinese(self, texts: Sequence[str]) -> list[tuple[int, ...]]:
        """The items of Chinese sentences, each once; links all that are new."""
        folded = [_HALF.sub("\ufffd", fold(text)) for text in texts]
        cut = [list(self._words(text)) for text in folded]
        self._learn_meanings(word for found in cut for word in found)
        self._learn_names()
        return [
            tuple(dict.fromkeys(self._items(text, plain, found)))
            for text, plain, found in zip(texts, folded, cut, strict=True)
        ]

    def _words(self, text: str) -> Iterator[str]:
        """The longest words of the lexicon at every place, but for those inside another; single characters that stand
        in none."""
        prefixes = self._lexicon.list.prefixes
        covered = 0
        for place, char in enumerate(text):
            if not is_han(char):
                continue
            longest = max(map(len, prefixes(text[place : place + MAX_WORD])), default=1)
            end = place + longest
            if longest > 1 and end > covered:
                yield text[place:end]
            elif longest == 1 and place >= covered:
                yield char
            covered = max(covered, end)

    def _learn_meanings(self, found: Iterable[str]) -> None:
        if self._knowledge is None or not self._evidence.dictionary:
            return
        new = {word for word in found if word not in self._meanings}
        new |= {char for word in new for char in word}
        # Parts of words that the dictionary lacks or that are rendered by parts.
        new |= {word[a:b] for word in new for a in range(len(word)) for b in range(a + 2, len(word)) if len(word) > 2}
        asked = [word for word in new if word not in self._meanings]
        answers = self._knowledge.meanings(asked)
        for word in asked:
            self._meanings[word] = answers.get(word, ())

    def _learn_names(self) -> None:
        for name, known in self._pinyin.items():
            if known < 0:
                self._pinyin[name] = self.english_ids.get(stem(name), -1)

    def _items(self, text: str, folded: str, found: Sequence[str]) -> Iterator[int]:
        for word in found:
            yield self._item(word, self._word_links)
        evidence = self._evidence
        if evidence.numbers:
            for key in chinese_numbers(folded):
                yield self._item(_NUMBER + key, self._same)
        if evidence.latin:
            for word in _LATIN_WORD.findall(folded):
                if word not in STOP:
                    yield self._item(_LATIN + word, self._latin)
        if evidence.names:
            yield from self._names(folded)
        if evidence.marks:
            for name, pattern, _ in _MARKS:
                if pattern.search(text):
                    yield self._item("." + name, self._mark)
        if evidence.glossary and self._knowledge is not None:
            for renderings in self._knowledge.renderings(text):
                yield self._item(_TERM + "\n".join(renderings), self._term)

    def _item(self, key: str, link: _Linker) -> int:
        known = self.chinese_ids.get(key)
        if known is None:
            known = self.chinese_ids[key] = len(self.links)
            self.chinese_kinds.append(_kind(key.removeprefix(_NUMBER).removeprefix(".")))
            self.links.append(link(key))
        return known

    # Links

    def _same(self, key: str) -> Links:
        known = self.english_ids.get(key[1:])
        return {} if known is None else {known: 1.0}

    def _mark(self, key: str) -> Links:
        known = self.english_ids.get(key[1:])
        return {} if known is None else {known: MARK_SHARE}

    def _latin(self, key: str) -> Links:
        known = self.english_ids.get(stem(key[1:]))
        return {} if known is None else {known: 1.0}

    def _term(self, key: str) -> Links:
        return self._of_glosses(key[1:].split("\n"), least=0.5)

    def _word_links(self, word: str) -> Links:
        links = self._of_glosses(self._meanings.get(word, ()))
        if links or len(word) == 1:
            return links
        parts = [word[a:b] for a in range(len(word)) for b in range(a + 2, len(word) + 1) if b - a < len(word)]
        known = [self._of_glosses(self._meanings.get(part, ())) for part in parts]
        known = [links for links in known if links] or [self._of_glosses(self._meanings.get(c, ())) for c in word]
        return _mixed([links for links in known if links])

    def _of_glosses(self, glosses: Sequence[str], least: float = 0.0) -> Links:
        """Stems of glosses that occur in the English text at all. Each gloss is worth the same, a stem as much of it as
        the gloss has words."""
        weights: dict[int, float] = {}
        ids = self.english_ids
        for sense in glosses:
            for gloss in _SPLIT.split(_NO_MEANING.sub(" ", sense)):
                stems = [stem(word) for word in words(gloss)]
                for one in stems:
                    known = ids.get(one)
                    if known is not None:
                        weights[known] = max(weights.get(known, 0.0), 1 / len(stems))
        total = sum(weights.values())
        if not total:
            return {}
        return {known: max(least, weight / max(total, 1.0)) for known, weight in weights.items()}

    def _names(self, folded: str) -> Iterator[int]:
        """Stretches of one to four characters read as a Latin word of the English that begins with a capital."""
        if not self._pinyin:
            return
        for place, char in enumerate(folded):
            spelling = ""
            for length in range(1, _LONGEST_NAME + 1):
                syllable = _syllable(folded[place + length - 1 : place + length])
                if not syllable:
                    break
                spelling += syllable
                known = self._pinyin.get(spelling, -1)
                if known >= 0 and (length > 1 or char in self._lexicon.surnames):
                    yield self._item(_NAME + folded[place : place + length] + " " + spelling, self._name)

    def _name(self, key: str) -> Links:
        return {self._pinyin[key.partition(" ")[2]]: 1.0 if key.index(" ") > 2 else 0.3}


@cache
def _syllable(char: str) -> str:
    """A character's default reading without tone, "" for what has none."""
    readings = lexicon().readings(char) if char else ()
    first = readings[0].syllables[0] if readings else None
    return first[:-1].replace("ü", "u") if first else ""


def _kind(key: str) -> str:
    if key in ("?", "!"):
        return key
    if key in ("quote", ":", "(", "…"):
        return "mark"
    return "number" if key[0] == "#" or key.startswith("month ") else "word"


def _mixed(several: Sequence[Links]) -> Links:
    found: dict[int, float] = {}
    for links in several:
        for known, share in links.items():
            found[known] = max(found.get(known, 0.0), share / len(several))
    return found
