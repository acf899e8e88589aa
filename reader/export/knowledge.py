"""What an export knows of words, from the session: the user's terms, the dictionary, the levels."""

from collections.abc import Iterator, Sequence
from weakref import WeakKeyDictionary

from glossary.dictionary.dictionary import Dictionary
from glossary.model import Concept
from reader.session import Session
from reader.text.levels import HskList
from reader.text.model import Token
from reader.text.orthography import NameKind
from reader.text.script import fold_all
from texts.model import Script

_SENSES = 3
_LONGEST = 56
"""Characters of a meaning: two lines of a pop-up. Longer ones are cut between senses."""


_Word = tuple[str, tuple[str | None, ...]]
_Meant = tuple[str, str | None]
_Kept = dict[str, tuple[tuple[str | None, ...], _Meant]]
"""Word → the reading that was asked for last, and what it means."""
_kept: WeakKeyDictionary[Dictionary, dict[HskList, _Kept]] = WeakKeyDictionary()
"""What was found in a dictionary while it is open: the same words come on every page."""
_NOTHING: tuple[tuple[str | None, ...], _Meant] = ((), ("", None))
_MANY = 50_000


class SessionKnowledge:
    """The session as :class:`reader.export.model.Knowledge`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def concept(self, concept_id: str) -> Concept | None:
        return self._session.termbase.concept(concept_id)

    def name_kind(self, concept_id: str) -> NameKind | None:
        return self._session.name_kind(concept_id)

    def in_script(self, word: str, script: Script) -> str:
        return self._session.in_script(word, script)

    def meanings(self, words: Sequence[Token]) -> list[_Meant]:
        """Of each word the first meanings of the entry that is read as the token is."""
        kept = _kept.setdefault(self._session.dictionary, {}).setdefault(self._session.settings.level_list, {})
        if len(kept) > _MANY:
            kept.clear()
        found = [kept.get(token.text, _NOTHING) for token in words]
        new = [token for token, (readings, _) in zip(words, found, strict=True) if readings != token.readings]
        looked_up = dict(self._looked_up(new)) if new else {}
        kept.update((word, (readings, meant)) for (word, readings), meant in looked_up.items())
        return [
            meant if readings == token.readings else looked_up[token.text, token.readings]
            for token, (readings, meant) in zip(words, found, strict=True)
        ]

    def _looked_up(self, words: Sequence[Token]) -> Iterator[tuple[_Word, _Meant]]:
        # As written first: 後 and 后 are two words, their simplified copy one.
        folded = fold_all([token.text for token in words])
        asked = [(token.text, token.readings) for token in words]
        simple = [(word, token.readings) for token, word in zip(words, folded, strict=True)]
        others = [two for one, two in zip(asked, simple, strict=True) if one != two]
        known = self._session.dictionary.senses([*asked, *others], _SENSES)
        for word, other, level in zip(asked, simple, self._session.levels(words), strict=True):
            yield word, (_joined(known[word] or known[other]), level)


def _joined(senses: list[str]) -> str:
    found = senses[0] if senses else ""
    for sense in senses[1:]:
        if len(found) + len(sense) > _LONGEST:
            break
        found += " / " + sense
    return found
