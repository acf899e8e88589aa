"""What an export knows of words, from the session: the user's terms, the dictionary, the levels."""

from glossary.model import Concept
from reader.session import Session
from reader.text.model import Token
from reader.text.orthography import NameKind
from reader.text.script import fold
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

    def level(self, token: Token) -> str | None:
        return self._session.level(token)

    def in_script(self, word: str, script: Script) -> str:
        return self._session.in_script(word, script)

    def senses(self, token: Token) -> str:
        """The first meanings of the entry that is read as the token is."""
        dictionary = self._session.dictionary
        # As written first: 後 and 后 are two words, their simplified copy one.
        for word in dict.fromkeys((token.text, fold(token.text))):
            entries = [entry for entry in dictionary.resolved(word) if entry.senses]
            wanted = [reading for reading in token.readings if reading]
            entries.sort(key=lambda entry: [r for r in entry.reading if r] != wanted)
            if entries:
                return _joined([sense.text for sense in entries[0].senses])
        return ""


def _joined(senses: list[str]) -> str:
    found = senses[0]
    for sense in senses[1:_SENSES]:
        if len(found) + len(sense) > _LONGEST:
            break
        found += " / " + sense
    return found
