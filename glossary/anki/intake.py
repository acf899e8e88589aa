"""Notes of Anki's sorted: answers to cards of ours, and words that others' notes are about. Pure."""

import html
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final, Literal, get_args

from msgspec import Struct

from glossary.anki.collection import Answer, Card, Note
from glossary.anki.model import TEMPLATES, AnkiError, sentence_mark, split_key
from glossary.fold import fold, is_han
from glossary.model import Concept
from glossary.study.model import Direction

Role = Literal["hanzi", "simplified", "traditional", "pinyin", "english", "-"]
ROLES: Final[tuple[str, ...]] = get_args(Role)
Status = Literal["learning", "known", "ignored"]
KNOWN_DAYS: Final = 21
"""Anki calls a card with such an interval mature."""

_NAMES: Final[Mapping[Role, str]] = {
    "hanzi": """hanzi 汉字 漢字 chinese chineseword 中文 词语 詞語 生词 生詞 word expression vocab vocabulary term
        headword character characters front question""",
    "simplified": """simplified simp simplifiedcharacters simplifiedchinese simplifiedhanzi hanzisimplified hanzis 简体
        简体字 简化字""",
    "traditional": """traditional trad traditionalcharacters traditionalchinese traditionalhanzi hanzitraditional hanzit
        繁体 繁體 繁體字 繁体字 正體字""",
    "pinyin": "pinyin 拼音 reading pronunciation romanization",
    "english": "english meaning meanings definition definitions translation gloss back answer 英文 英语 英語 释义",
}
"""Fields as Chinese Support 3, HSK decks and Anki's own note types name them, without spaces and in small letters."""
_USUAL: Final[Mapping[str, Role]] = {name: role for role, names in _NAMES.items() for name in names.split()}
_LONGEST: Final = 12
"""Characters of a word; what is longer is a sentence."""
_RENDERING: Final = 80

_TAG = re.compile(r"<(?:br|/div|/p|/li|hr)\b[^>]*>", re.IGNORECASE)
_RUBY = re.compile(r"<r[tp]\b.*?</r[tp]\s*>|<(style|script)\b.*?</\1\s*>|<!--.*?-->", re.IGNORECASE | re.DOTALL)
_ANY_TAG = re.compile(r"<[^<>]*>")
_SOUND = re.compile(r"\[(?:sound|anki):[^\[\]]*\]")
_CLOZE = re.compile(r"\{\{c\d+::(.*?)(?:::[^{}]*?)?\}\}", re.DOTALL)
_NOTE = re.compile(r"\[[^\[\]]*\]|\([^()]*\)|（[^（）]*）")
_OR = re.compile(r"[/|\n]")
_COMMA = re.compile(r"[,，、;；]")
_KANA = re.compile("[\u3041-\u3096\u30a1-\u30fa\uac00-\ud7a3]")
_WITHIN = frozenset("·・-— 　")


class Reviewed(Struct, frozen=True):
    """Answers to one card of ours, by what it asks."""

    concept_id: str
    direction: Direction
    detail: str
    answers: tuple[Answer, ...]


class Word(Struct, frozen=True):
    """A word that a note of somebody else's is about."""

    hans: str
    """As it stands in the note, or empty; as are the others."""
    hant: str
    written: str
    """A form of which nobody says the script."""
    pinyin: str
    english: tuple[str, ...]
    status: Status | None
    """None: never asked."""

    @property
    def surface(self) -> str:
        return self.hans or self.written or self.hant


class Sorted(Struct, frozen=True):
    """A collection, sorted."""

    reviewed: tuple[Reviewed, ...]
    words: tuple[Word, ...]
    gone: int
    """Notes of ours whose concept the glossary no longer has."""
    other: int
    """Notes that are about no single Chinese word."""


class Finder(Struct, frozen=True):
    """What is asked of the glossary and the deck."""

    concept: Callable[[str], Concept | None]
    sentences: Callable[[str], Iterable[str]]
    """Of the cloze cards that a concept has."""


def roles_of(given: Mapping[str, str]) -> dict[str, Role]:
    """What was said of fields, checked. Raises AnkiError for a role that there is not."""
    found: dict[str, Role] = {}
    for name, role in given.items():
        if role not in ROLES:
            raise AnkiError(f"A field can hold {', '.join(ROLES[:-1])} or - (nothing of use), and not “{role}”.")
        found[name] = role  # type: ignore[assignment]
    return found


def sort_notes(notes: Sequence[Note], finder: Finder, roles: Mapping[str, Role]) -> Sorted:
    """Raises AnkiError if a field that ``roles`` names is in no note."""
    there = {name for note in notes for name in note.type.fields}
    for name in roles:
        if name not in there:
            raise AnkiError(f"No note has a field “{name}”; there are {', '.join(sorted(there)) or 'none at all'}.")
    reviewed: dict[tuple[str, Direction, str], list[Answer]] = {}
    words: dict[str, Word] = {}
    gone = other = 0
    for note in notes:
        key = plain(note.fields.get("TermId", ""))
        if key:
            concept = finder.concept(key) or finder.concept(split_key(key)[0])
            if concept is None:
                gone += any(card.answers for card in note.cards)
                continue
            for direction, detail, card in _ours(note, concept, key, finder):
                reviewed.setdefault((concept.id, direction, detail), []).extend(card.answers)
            continue
        word = _word(note, roles)
        if word is None:
            other += 1
        else:
            known = words.get(fold(word.surface))
            words[fold(word.surface)] = word if known is None else _both(known, word)
    histories = (
        Reviewed(*asked, tuple(sorted(answers, key=lambda answer: answer.at)))
        for asked, answers in reviewed.items()
        if answers
    )
    return Sorted(tuple(histories), tuple(words.values()), gone, other)


def _ours(note: Note, concept: Concept, key: str, finder: Finder) -> Iterator[tuple[Direction, str, Card]]:
    directions = list(TEMPLATES.values())
    for card in note.cards:
        if note.type.cloze:
            mark = split_key(key)[1] if concept.id != key else ""
            sentences = [*finder.sentences(concept.id), *(example.zh for example in concept.examples)]
            found = next((s for s in sentences if sentence_mark(s) == mark), None)
            # The sentence was changed since: as the note has it.
            sentence = found or plain(note.fields.get("Cloze", "")) or plain(note.fields.get("Sentence", ""))
            if sentence:
                yield "cloze", sentence, card
        else:
            direction = TEMPLATES.get(note.template(card))
            if direction is None and card.ordinal < len(directions):
                direction = directions[card.ordinal]
            if direction is not None:
                yield direction, "", card


def _word(note: Note, roles: Mapping[str, Role]) -> Word | None:
    """The word that a note is about; None if there is no single Chinese one."""
    fields: dict[str, str] = {}
    for name, value in note.fields.items():
        role = roles.get(name) or _USUAL.get("".join(c for c in name.lower() if c.isalnum()), "-")
        # What was said comes before what is usual; of several fields of one role the first that is filled counts.
        if role != "-" and (value.strip() and not fields.get(role)):
            fields[role] = value
    for name, role in roles.items():
        if role != "-" and note.fields.get(name, "").strip():
            fields[role] = note.fields[name]
    forms = {role: _single_word(fields.get(role, "")) for role in ("hanzi", "simplified", "traditional")}
    if not any(forms.values()) or any(_KANA.search(value) for value in note.fields.values()):
        return None
    english = tuple(dict.fromkeys(_renderings(fields.get("english", ""))))
    pinyin = _NOTE.sub("", plain(fields.get("pinyin", ""))).strip()
    hans, hant, written = forms["simplified"], forms["traditional"], forms["hanzi"]
    return Word(hans, hant, written, pinyin, english, _status(note.cards))


def _status(cards: Sequence[Card]) -> Status | None:
    """Known if every card that was asked is mature; ignored if all are suspended."""
    if cards and all(card.suspended for card in cards):
        return "ignored"
    asked = [card for card in cards if card.asked and not card.suspended]
    if not asked:
        return None
    return "known" if all(card.interval >= KNOWN_DAYS for card in asked) else "learning"


_ORDER: Final = (None, "ignored", "learning", "known")


def _both(one: Word, other: Word) -> Word:
    """Two notes about one word: the better known status, the first's texts."""
    better = max(one.status, other.status, key=_ORDER.index)
    return Word(
        one.hans or other.hans, one.hant or other.hant, one.written or other.written, one.pinyin or other.pinyin,
        one.english or other.english, better,
    )  # fmt: skip


def _single_word(value: str) -> str:
    """The first of several ways to write a word; empty for a sentence, and for what is no Chinese."""
    first = _OR.split(_NOTE.sub("", plain(value)).strip(), maxsplit=1)[0]
    parts = ["".join(part.split()) for part in _COMMA.split(first)]
    if len({fold(part) for part in parts}) > 1:
        return ""  # two words, or two halves of a sentence
    word = " ".join(_COMMA.split(first)[0].split())
    if not any(map(is_han, word)):
        return ""
    fit = all(is_han(char) or char.isalnum() or char in _WITHIN for char in word)
    joined = "".join(word.split()) if all(is_han(char) or char.isspace() for char in word) else word
    return joined if fit and len(joined) <= _LONGEST else ""


def _renderings(value: str) -> Iterator[str]:
    for text in re.split(r"[\n;；/]", plain(value)):
        text = " ".join(text.split()).strip(" .,")
        if text and len(text) <= _RENDERING and not any(map(is_han, text)):
            yield text


def plain(value: str) -> str:
    """The text of a field: without markup, readings in ruby, sounds and marks of a cloze; each block on its own line.

    >>> plain("<ruby>店播<rt>diànbō</rt></ruby>&nbsp;[sound:a.mp3]")
    '店播'
    """
    text = _ANY_TAG.sub("", _TAG.sub("\n", _RUBY.sub("", value)))
    text = _CLOZE.sub(r"\1", _SOUND.sub("", text))
    return html.unescape(text).replace("\xa0", " ").strip()
