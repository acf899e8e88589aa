"""How our notes look in Anki: the templates of both note types, and their style sheet (``note.css``)."""

from importlib.resources import files
from typing import Final, NamedTuple

from glossary.anki.model import CLOZE_TYPE, CLOZE_TYPE_ID, TERM_TYPE, TERM_TYPE_ID

DESIGNED: Final = 1_795_651_200
"""When templates and style were last changed (2026-11-26, seconds): Anki replaces those it has only by later ones, so
that what a learner has changed since stays."""


class Template(NamedTuple):
    name: str
    asked: str
    """The field without which the front is empty, and so there is no card."""
    front: str
    back: str


class NoteType(NamedTuple):
    id: int
    name: str
    cloze: bool
    templates: tuple[Template, ...]


_WORD = '<div class="word" lang="{{Lang}}">{{Hanzi}}</div>'
_ENGLISH = '<div class="english" lang="en">{{English}}</div>'
_ANSWER = """<div class="word read" lang="{{Lang}}">{{Ruby}}</div>
{{#Classifier}}<div class="classifier" lang="{{Lang}}">{{Classifier}}</div>{{/Classifier}}
{{Sound}}
%s{{#Notes}}<div class="notes">{{Notes}}</div>{{/Notes}}
%s{{#Source}}<div class="source">{{#Url}}<a href="{{Url}}">{{Source}}</a>{{/Url}}{{^Url}}{{Source}}{{/Url}}</div>
{{/Source}}
"""
_SENTENCE = """{{#Sentence}}<div class="sentence" lang="{{Lang}}">{{Sentence}}</div>
<div class="spoken">{{SentencePinyin}}</div>
<div class="translation" lang="en">{{SentenceTranslation}}</div>{{/Sentence}}
"""
_RULE = "\n<hr id=answer>\n"
_FULL = _ANSWER % (f"{_ENGLISH}\n", _SENTENCE)


def _side(direction: str, inside: str) -> str:
    return f'<div class="duban {direction}">\n{inside}\n</div>'


def _asked(field: str, direction: str, inside: str) -> str:
    """A front that is empty, and so no card, where the field is."""
    return f"{{{{#{field}}}}}{_side(direction, inside)}{{{{/{field}}}}}"


_PROMPT = _ENGLISH + '\n{{#Hint}}<div class="hint">{{Hint}}</div>{{/Hint}}'
_CHOICES = '<div class="choices" lang="en">{{Choices}}</div>'
_GAP = """<div class="sentence asked" lang="{{Lang}}">{{cloze:Cloze}}</div>
<div class="translation" lang="en">{{SentenceTranslation}}</div>
"""

TYPES: Final = (
    NoteType(
        TERM_TYPE_ID,
        TERM_TYPE,
        False,
        (
            Template(
                "Recognise",
                "AskRecognise",
                _asked("AskRecognise", "recognise", _WORD),
                _side("recognise", _RULE.lstrip() + _FULL),
            ),
            Template(
                "Produce",
                "AskProduce",
                _asked("AskProduce", "produce", _PROMPT + "\n{{type:Hanzi}}"),
                _side("produce", _PROMPT + _RULE + "{{type:Hanzi}}\n" + _ANSWER % ("", _SENTENCE)),
            ),
            Template(
                "Reading",
                "AskReading",
                # nc: who types no tone marks is not wrong; those of the answer are shown.
                _asked("AskReading", "reading", _WORD + "\n{{type:nc:Pinyin}}"),
                _side("reading", _RULE.lstrip() + "{{type:nc:Pinyin}}\n" + _FULL),
            ),
            Template(
                "Choose",
                "Choices",
                _asked("Choices", "choose", f"{_WORD}\n{_CHOICES}"),
                _side("choose", _CHOICES + _RULE + _FULL),
            ),
        ),
    ),
    NoteType(
        CLOZE_TYPE_ID,
        CLOZE_TYPE,
        True,
        (
            Template(
                "Cloze",
                "Cloze",
                _side("cloze", _GAP + _ENGLISH + "\n{{type:cloze:Cloze}}"),
                _side("cloze", _GAP + _RULE + "{{type:cloze:Cloze}}\n" + _ANSWER % (f"{_ENGLISH}\n", "")),
            ),
        ),
    ),
)


def style_sheet() -> str:
    return files("glossary.anki").joinpath("note.css").read_text(encoding="utf-8")
