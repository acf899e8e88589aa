"""Words and sentences said aloud, where settings say by whom."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reader.errors import ReaderError
from reader.reading import Reading
from reader.session import Session
from reader.tui.screens.desk import ReadingDesk

if TYPE_CHECKING:
    from reader.speech import Speaker
    from reader.text.model import Token
    from reader.tui.view_source import TokenAt


class Speaking(ReadingDesk):
    """The key that has something said."""

    def __init__(self, session: Session, reading: Reading) -> None:
        super().__init__(session, reading)
        self._speaker: Speaker | None = None
        self._spoken: TokenAt | None = None
        """The word that was said last: the next time it is its sentence's turn."""
        self._told_who_listens = False

    def action_speak(self) -> None:
        """What is selected, else the word; again, its sentence; once more, the word."""
        at = self.view.cursor
        if at is None:
            return
        if self.view.selection is None and at == self._spoken:
            self._spoken, tokens = None, self._spoken_sentence(at)
        else:
            first, last = self.view.selection or (at, at)
            self._spoken = at if self.view.selection is None else None
            tokens = self._spoken_tokens(first, last)
        self._speak(tokens)

    def _spoken_tokens(self, first: "TokenAt", last: "TokenAt") -> "list[Token]":
        found: list[Token] = []
        for index in range(first.paragraph, last.paragraph + 1):
            tokens = self._reading.annotated(index).tokens
            low = first.token if index == first.paragraph else 0
            high = last.token + 1 if index == last.paragraph else len(tokens)
            found += [shown.token for shown in self.source.shown(index).tokens[low:high]]
        return found

    def _spoken_sentence(self, at: "TokenAt") -> "list[Token]":
        paragraph = self._reading.annotated(at.paragraph)
        place = self.source.shown(at.paragraph).tokens[at.token].token.start
        sentence = next((one for one in paragraph.sentences if one.start <= place < one.end), None)
        if sentence is None:
            return list(paragraph.tokens)
        return [token for token in paragraph.tokens if sentence.start <= token.start < sentence.end]

    def _speak(self, tokens: "Sequence[Token]") -> None:
        from reader.speech import Speaker, sends_to, utterance

        settings = self._session.settings
        if self._speaker is None:
            self._speaker = Speaker(settings.speech, settings.speech_voice, self._speech_failed)
        try:
            self._speaker.say(utterance(tokens))
        except ReaderError as error:
            self.notify(str(error), severity="warning", timeout=10)
            return
        if (who := sends_to(settings.speech)) and not self._told_who_listens:
            self._told_who_listens = True
            self.notify(f"What is said goes to {who} over the network.")

    def _speech_failed(self, sentence: str) -> None:
        if self.is_running:
            self.app.call_from_thread(self.notify, sentence, severity="error", timeout=10)

    def be_silent(self) -> bool:
        """Whether something was being said."""
        if self._speaker is None or not self._speaker.is_speaking():
            return False
        self._speaker.stop()
        return True

    def on_unmount(self) -> None:
        if self._speaker is not None:
            self._speaker.stop()
