"""Sources that hold their own translation: Chinese and English by turns, in one paragraph (a line of a table, lines
under each other), or one half after the other."""

import re
from collections.abc import Iterable, Iterator
from itertools import chain, islice, pairwise
from typing import Final, Literal

from msgspec.structs import replace

from texts.model import Paragraph

_LOOKED_AT: Final = 80
"""Paragraphs by which it is told whether the languages take turns."""
_FEWEST: Final = 3
"""Paragraphs in each language; with fewer there is no telling."""
_TURNS: Final = 0.8
"""Share of neighbours in different languages, where they take turns."""
_LETTERS: Final = (1.2, 9.0)
"""English letters for a Chinese character in a translation, from terse to wordy."""

_BREAK: Final = re.compile(r"\s*(?:\t|\s[|｜]\s)\s*")
_ENDED: Final = re.compile("(?s:.*)[。！？…][”’」』）》]*")
_MARKED: Final = re.compile("[^A-Za-z]*[：；，、”’」』）》]")
"""Where the Chinese ends that has no mark at its end."""
_WORD: Final = re.compile("[A-Za-z]{2,}|[aAI](?![A-Za-z])")
_OPENING: Final = "“‘「『（《"
_Language = Literal["zh", "en", ""]


class Bilingual:
    """The Chinese of a source, paragraph by paragraph; what was found is known when all of it has been taken."""

    def __init__(self, paragraphs: Iterable[Paragraph]) -> None:
        self._source = iter(paragraphs)
        self.english: list[str] = []
        """The paragraphs of the English half, if there is one: to be fitted to the Chinese."""
        self.paired = 0
        """Paragraphs that have their English beside them."""

    @property
    def notes(self) -> tuple[str, ...]:
        """Clauses for the user."""
        if self.paired:
            return (f"English beside the Chinese: taken for the translation of {self.paired:,} paragraphs",)
        return ()

    def __iter__(self) -> Iterator[Paragraph]:
        first = list(islice(self._source, _LOOKED_AT))
        rest = chain(first, self._source)
        if any(paragraph.translation for paragraph in first):
            return rest
        if _stand_together(first):
            return map(self._parted, rest)
        if _take_turns(first):
            languages = filter(None, (language_of(paragraph.text) for paragraph in first))
            return self._by_turns(rest, english_first=next(languages) == "en")
        if next(filter(None, (language_of(paragraph.text) for paragraph in first)), "") == "en":
            return self._second_half(rest)
        return self._first_half(rest)

    def _by_turns(self, paragraphs: Iterator[Paragraph], *, english_first: bool) -> Iterator[Paragraph]:
        held: Paragraph | None = None
        english: list[str] = []
        for paragraph in paragraphs:
            if language_of(paragraph.text) == "en":
                english.append(paragraph.text)
                continue
            if english_first:
                yield self._with_english(paragraph, english)
            else:
                if held is not None:
                    yield self._with_english(held, english)
                held = paragraph
            english = []
        if held is not None:
            yield self._with_english(held, english)
        elif english:
            yield from map(Paragraph, english)

    def _with_english(self, paragraph: Paragraph, english: list[str]) -> Paragraph:
        self.paired += bool(english)
        return replace(paragraph, translation=" ".join(english)) if english else paragraph

    def _parted(self, paragraph: Paragraph) -> Paragraph:
        parts = parted(paragraph.text)
        if parts is None:
            return paragraph
        self.paired += 1
        return replace(paragraph, text=parts[0], translation=parts[1])

    def _first_half(self, paragraphs: Iterator[Paragraph]) -> Iterator[Paragraph]:
        """Chinese first. English paragraphs are held back until it is known whether Chinese follows."""
        held: list[Paragraph] = []
        chinese = count = 0
        for paragraph in paragraphs:
            if chinese and language_of(paragraph.text) != "zh" and (held or language_of(paragraph.text) == "en"):
                held.append(paragraph)
                continue
            yield from held
            held = []
            chinese += _han(paragraph.text)
            count += language_of(paragraph.text) == "zh"
            yield paragraph
        english = [paragraph.text for paragraph in held if paragraph.text.strip()]
        if len(english) >= _FEWEST and count >= _FEWEST and _is_translation(chinese, english):
            self.english = english
        else:
            yield from held

    def _second_half(self, paragraphs: Iterator[Paragraph]) -> Iterator[Paragraph]:
        """English first: whether Chinese follows is known at the end alone."""
        all_of_it = list(paragraphs)
        border = next((n for n, one in enumerate(all_of_it) if language_of(one.text) == "zh"), len(all_of_it))
        chinese = all_of_it[border:]
        english = [one.text for one in all_of_it[:border] if one.text.strip()]
        count = sum(language_of(one.text) == "zh" for one in chinese)
        foreign = sum(language_of(one.text) == "en" for one in chinese)
        much = count >= _FEWEST and foreign <= count / 10
        if len(english) >= _FEWEST and much and _is_translation(sum(_han(one.text) for one in chinese), english):
            self.english = english
            yield from chinese
        else:
            yield from all_of_it


def language_of(text: str) -> _Language:
    """What a paragraph is mostly written in; empty for figures and marks."""
    han = _han(text)
    letters = sum(char.isalpha() for char in text) - han
    if han and han * 4 > letters:
        return "zh"
    return "en" if letters >= _FEWEST and han * 6 <= letters else ""


def _han(text: str) -> int:
    return sum("\u3400" <= char <= "\u9fff" or char >= "\U00020000" for char in text)


def parted(text: str) -> tuple[str, str] | None:
    """The Chinese and the English of a paragraph that has first all of the one, then all of the other."""
    places = [n for n, char in enumerate(text) if _han(char)]
    if not places:
        return None
    head, tail = text[: places[0]], text[places[-1] + 1 :]
    if _is_english(tail):
        border = _BREAK.search(tail)
        ended = _ENDED.match(tail) or _MARKED.match(tail)
        mark = ended.end() if ended is not None else 0
        end, start = border.span() if border is not None else (mark, mark)
        chinese, english = text[: places[-1] + 1] + tail[:end], tail[start:]
    elif _is_english(head):
        english = _BREAK.split(head)[0].rstrip(_OPENING)
        chinese = text[len(english) :].lstrip(" \t|｜")
    else:
        return None
    english = english.strip()
    return (chinese.strip(), english) if _is_english(english) and language_of(chinese) == "zh" else None


def _is_english(text: str) -> bool:
    """Two words at least; one may be a name."""
    return len(_WORD.findall(text)) >= 2


def _stand_together(paragraphs: list[Paragraph]) -> bool:
    written = [one.text for one in paragraphs if _han(one.text)]
    parts = [found for text in written if (found := parted(text)) is not None]
    if len(parts) < max(_FEWEST, _TURNS * len(written)):
        return False
    return _is_translation(sum(_han(chinese) for chinese, _ in parts), [english for _, english in parts])


def _take_turns(paragraphs: list[Paragraph]) -> bool:
    languages = [language for one in paragraphs if (language := language_of(one.text))]
    chinese, english = languages.count("zh"), languages.count("en")
    if min(chinese, english) < _FEWEST or abs(chinese - english) > len(languages) / 4:
        return False
    turns = sum(a != b for a, b in pairwise(languages))
    if turns < _TURNS * (len(languages) - 1):
        return False
    texts = [one.text for one in paragraphs]
    return _is_translation(sum(map(_han, texts)), [text for text in texts if language_of(text) == "en"])


def _is_translation(chinese: int, english: list[str]) -> bool:
    """Whether so much English may be the translation of so many Chinese characters."""
    return chinese > 0 and _LETTERS[0] <= sum(map(len, english)) / chinese <= _LETTERS[1]
