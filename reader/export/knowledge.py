"""What an export knows of words, from the session: the user's terms, the dictionary, the levels."""

from collections.abc import Sequence

from glossary.model import Concept
from reader.session import Session
from reader.text.model import Token
from reader.text.orthography import NameKind
from reader.text.script import fold_all
from texts.model import Script

_SENSES = 3
_LONGEST = 56
"""Characters of a meaning: two lines of a pop-up. Longer ones are cut between senses."""


class SessionKnowledge:
    """The session as :class:`reader.export.model.Knowledge`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def concept(self, concept_id: str) -> Concept | None:
        return self._session.termbase.concept(concept_id)

    def name_kind(self, concept_id: str) -> NameKind | None:
        return self._session.name_kind(concept_id)

    def levels(self, words: Sequence[Token]) -> list[str | None]:
        return self._session.levels(words)

    def in_script(self, word: str, script: Script) -> str:
        return self._session.in_script(word, script)

    def senses(self, words: Sequence[Token]) -> list[str]:
        """The first meanings of the entry that is read as the token is."""
        # As written first: 後 and 后 are two words, their simplified copy one.
        folded = fold_all([token.text for token in words])
        asked = [(token.text, token.readings) for token in words]
        asked += [(simple, token.readings) for token, simple in zip(words, folded, strict=True) if token.text != simple]
        known = self._session.dictionary.senses(asked, _SENSES)
        return [
            _joined(known[token.text, token.readings] or known[simple, token.readings])
            for token, simple in zip(words, folded, strict=True)
        ]


def _joined(senses: list[str]) -> str:
    found = senses[0] if senses else ""
    for sense in senses[1:]:
        if len(found) + len(sense) > _LONGEST:
            break
        found += " / " + sense
    return found
