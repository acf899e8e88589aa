"""Machine translation while reading: asked for by a key, or as one comes to a paragraph where settings say so."""

from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from msgspec import Struct
from textual import on, work
from textual.timer import Timer
from textual.worker import Worker, WorkerState, get_current_worker

from reader.errors import USER_ERRORS
from reader.reading import Reading
from reader.session import Session
from reader.tui.screens.terms_shown import TermsShown
from reader.tui.text_view import TextView

if TYPE_CHECKING:
    from reader.text.pipeline import Analyser
    from reader.translating import Translator
    from reader.translation import Translation

Begin = Callable[["Translator"], None]
"""Begins with what was chosen to translate."""
ALLOWED = "translate_to"
"""The preference that holds the hosts to which the user has let text go."""
REST_SECONDS = 0.5
"""How long one rests on a paragraph before its English is fetched unasked, where settings say so."""
_YES = "yes"
_NOTE = "translation"
"""The kind of work that the status line tells of."""


class _Wish(Struct, frozen=True):
    """A paragraph to be translated."""

    index: int
    translator: "Translator"
    anew: bool = False
    """What was kept does not count."""


class Translating(TermsShown):
    """The keys that translate."""

    def __init__(self, session: Session, reading: Reading) -> None:
        super().__init__(session, reading)
        self._wanted: deque[_Wish] = deque()
        """What is still to be translated, the next first."""
        self._translating: Worker[None] | None = None
        self._asked_for = 0
        """Paragraphs of this run."""
        self._resting: Timer | None = None
        self._failed_unasked = False
        """Whether fetching unasked has failed; it is not tried again in this text."""

    def prepare(self) -> None:
        super().prepare()
        self._look_for_earlier()

    @work(thread=True, exclusive=True, group="earlier translations")
    def _look_for_earlier(self) -> None:
        worker = get_current_worker()
        self.wait_for(self._tables_loaded, worker)
        lacking = any(not paragraph.translation for paragraph in self._reading.paragraphs)
        if lacking and not worker.is_cancelled and self._stand_in.prepare():
            self._call_when_drawn(worker, self.view.reload)

    # Keys

    def action_translate(self) -> None:
        """The paragraph in focus; where it has English, what became of its terms."""
        at = self.view.cursor
        if at is None:
            return
        if self.source.voice(at.paragraph) != "gloss":
            self.show_terms(at.paragraph)
        elif not self._lacks_english(at.paragraph):
            self.notify("There is no Chinese in this paragraph.")
        elif (translator := self._translator()) is not None:
            self._once_allowed(translator, lambda chosen: self._begin(chosen, [at.paragraph]))

    def _lacks_english(self, index: int) -> bool:
        from reader.text.translate.answers import needs_translation

        return self.source.voice(index) == "gloss" and needs_translation(self._reading.paragraphs[index].text)

    def action_translate_missing(self) -> None:
        """Every paragraph without English: those in sight first, then what follows, then what stands before."""
        from reader.tui.dialogs.lists import Choice, ChoiceDialog

        translator = self._translator()
        if translator is None:
            return
        missing = [index for index in self._from_here() if self._lacks_english(index)]
        if not missing:
            self.notify("Every paragraph has English.")
            return
        paragraphs = self._reading.paragraphs
        ahead = translator.estimate((paragraphs[index].text for index in missing), self._reading.script)
        many = f"{len(missing)} paragraph{'s' * (len(missing) > 1)} without English"
        heading = f"{many}: {ahead.words()}.\n{_whither(translator)}"
        choices = [Choice(_YES, "Translate them"), Choice("", "Leave them")]

        def answered(answer: str | None) -> None:
            if answer == _YES:
                self._allow(translator)
                self._begin(translator, missing)

        self.app.push_screen(ChoiceDialog(heading, choices, ""), answered)

    def _from_here(self) -> list[int]:
        sight = self.view.in_sight
        at = self.view.cursor
        here = [at.paragraph] if at is not None else []
        last = max(sight, default=0)
        return list(dict.fromkeys([*here, *sight, *range(last, self._reading.count), *range(self._reading.count)]))

    def _translator(self) -> "Translator | None":
        """What translates; None, after saying why, where settings are wrong or forbid it."""
        try:
            translator = self._session.translator
            translator.settings.chosen()
        except USER_ERRORS as error:
            self.notify(str(error), severity="error", timeout=10, markup=False)
            return None
        if translator.settings.offline:
            glosses = self.key_of("glosses")
            self.notify(
                f"settings.toml says offline = true, so nothing is sent. {glosses} shows glosses.", markup=False
            )
            return None
        return translator

    # Where text goes

    def _allowed(self) -> frozenset[str]:
        return frozenset((self._session.preference(ALLOWED) or "").split())

    def _allow(self, translator: "Translator") -> None:
        hosts = " ".join(sorted(self._allowed() | translator.hosts()))
        self.keep(lambda: self._session.save_preference(ALLOWED, hosts))

    def _once_allowed(self, translator: "Translator", begin: Begin) -> None:
        """Begin; before the first text goes to a host, say so and ask."""
        from reader.tui.dialogs.lists import Choice, ChoiceDialog

        if translator.hosts() <= self._allowed():
            begin(translator)
            return
        choices = [Choice(_YES, "Send it, now and whenever I press this key")]
        choices += [
            Choice(provider.name, f"Translate it on this computer, by {provider.label}")
            for provider in translator.settings.ready()
            if provider.is_local
        ]
        choices.append(Choice("", "Send nothing"))

        def answered(answer: str | None) -> None:
            if answer == _YES:
                self._allow(translator)
                begin(translator)
            elif answer:
                begin(translator.asking(answer))

        self.app.push_screen(ChoiceDialog(_whither(translator), choices, ""), answered)

    # Fetching

    def _begin(self, translator: "Translator", indices: Sequence[int], *, anew: bool = False) -> None:
        """Translate paragraphs, before whatever is waiting already."""
        if self._options.english == "hidden":
            self.set_options(self._options.with_choice("english", "paragraph"))
        wishes = [_Wish(index, translator, anew) for index in indices]
        if self._is_fetching():
            for wish in (wish for wish in list(self._wanted) if wish.index in indices):
                with suppress(ValueError):  # its turn has come just now
                    self._wanted.remove(wish)
                    self._asked_for -= 1
            self._wanted.extendleft(reversed(wishes))
            self._asked_for += len(wishes)
        else:
            # Another one: what is left of a run that was stopped is that run's.
            self._wanted = deque(wishes)
            self._start()

    def _is_fetching(self) -> bool:
        worker = self._translating
        alive = worker is not None and worker.state in (WorkerState.PENDING, WorkerState.RUNNING)
        return alive and worker is not None and not worker.is_cancelled

    def _start(self) -> None:
        self._asked_for = len(self._wanted)
        for translator in {id(wish.translator): wish.translator for wish in self._wanted}.values():
            translator.begin()
        self._translating = self._fetch(self._wanted, self._session.analyser(self._reading.id))

    @work(thread=True, exclusive=True, group="translate")
    def _fetch(self, wanted: deque[_Wish], analyser: "Analyser") -> None:
        from reader.engines.model import CancelledCallError, TranslationError

        worker = get_current_worker()
        self.wait_for(self._tables_loaded, worker)
        done, fault = 0, ""
        while wanted and not worker.is_cancelled:
            try:
                wish = wanted.popleft()
            except IndexError:  # the last one is asked for anew, or of another service
                continue
            index, translator = wish.index, wish.translator
            if index >= self._reading.count:  # repair may have left fewer
                continue
            progress = f" {done + 1}/{self._asked_for}" if self._asked_for > 1 else ""
            self._say(worker, f"translating{progress} …")
            try:
                made = translator.translate(
                    self._reading.paragraphs[index].text,
                    self._reading.script,
                    analyser,
                    index=index,
                    cancelled=lambda: worker.is_cancelled,
                    say=lambda words: self._say(worker, words),
                    again=wish.anew,
                )
            except CancelledCallError:
                break
            except TranslationError as error:
                fault = fault or str(error)
                if translator.exhausted:
                    wanted.clear()
                continue
            done += 1
            if not worker.is_cancelled:
                self.app.call_from_thread(self._arrived, index, made)
        if not worker.is_cancelled:
            self.app.call_from_thread(self._ended, done, fault)

    def _say(self, worker: Worker[None], words: str) -> None:
        if not worker.is_cancelled:
            self.app.call_from_thread(self._note, words, _NOTE)

    def _arrived(self, index: int, made: "Translation") -> None:
        self._stand_in.put(index, made)
        self.view.reload([index])

    def _ended(self, done: int, fault: str) -> None:
        self._note("", _NOTE)
        if self._wanted:  # asked for while the last one came
            self._start()
        if fault:
            self._failed_unasked = True
            of = f"{done} of {self._asked_for} paragraphs translated. " if self._asked_for > 1 else ""
            glosses = f" {self.key_of('glosses')} shows glosses meanwhile."
            self.notify(of + fault + glosses, severity="error", timeout=10, markup=False)
        elif done > 1:
            self.notify(
                f"{done} paragraphs translated. {self.key_of('machine')} shows what became of a paragraph’s terms."
            )

    # Unasked, where settings say so

    @on(TextView.PlaceChanged)
    def _rest_here(self) -> None:
        if self._session.settings.translate.get("automatic") is not True or self._failed_unasked:
            return
        if self._resting is not None:
            self._resting.stop()
        self._resting = self.set_timer(REST_SECONDS, self._fetch_unasked)

    def _fetch_unasked(self) -> None:
        if self._session.settings.translate.get("offline") is True:
            return
        at = self.view.cursor
        here = [at.paragraph] if at is not None else []
        missing = [i for i in dict.fromkeys([*here, *self.view.in_sight]) if self._lacks_english(i)]
        if not missing or (translator := self._translator()) is None:
            self._failed_unasked = bool(missing)
            return
        if not translator.hosts() <= self._allowed():
            self.notify(f"settings.toml says automatic = true. {_whither(translator)}", timeout=10, markup=False)
            self._allow(translator)
        self._begin(translator, missing)

    def translate_again(self, index: int, provider: str) -> None:
        if (translator := self._translator()) is not None:
            chosen = translator.asking(provider) if provider else translator
            self._once_allowed(chosen, lambda one: self._begin(one, [index], anew=True))


def _whither(translator: "Translator") -> str:
    """Where text will go, in a sentence."""
    where = translator.destinations()
    if not where:
        return "Nothing leaves this computer."
    then = f"; where that fails, to {' and '.join(where[1:])}" if len(where) > 1 else ""
    return f"The text goes to {where[0]}{then}."
