"""What is toggled while reading: each a closed set of values in the order its key goes through them."""

from collections.abc import Mapping
from typing import Any, Final, Literal

from msgspec import Struct
from msgspec.structs import asdict, fields, replace

ScriptChoice = Literal["source", "hans", "hant", "tw", "hk"]
RubyChoice = Literal["off", "terms", "unknown", "all"]
StyleChoice = Literal["pinyin", "zhuyin"]
TonesChoice = Literal["citation", "spoken"]
ColourChoice = Literal["none", "zhongwen", "pleco", "hanping"]
EnglishChoice = Literal["hidden", "sentence", "paragraph", "beside"]
ModeChoice = Literal["focus", "page"]
VocabularyChoice = Literal["kept", "regional"]
MissingChoice = Literal["nothing", "gloss"]


class ReadingOptions(Struct, frozen=True):
    """One state of all switches. Kept between runs as plain words, see ``to_record``."""

    script: ScriptChoice = "source"
    ruby: RubyChoice = "all"
    style: StyleChoice = "pinyin"
    tones: TonesChoice = "citation"
    colours: ColourChoice = "zhongwen"
    english: EnglishChoice = "paragraph"
    mode: ModeChoice = "focus"
    vocabulary: VocabularyChoice = "kept"
    missing: MissingChoice = "nothing"
    """What stands where nobody has translated."""

    def cycled(self, name: str) -> "ReadingOptions":
        """The options after one press of the key for the switch ``name``."""
        choices = CHOICES[name]
        following = choices[(choices.index(getattr(self, name)) + 1) % len(choices)]
        return self.with_choice(name, following)

    def with_choice(self, name: str, choice: str) -> "ReadingOptions":
        """The options with one switch set; ValueError for a switch or choice that does not exist."""
        if choice not in CHOICES.get(name, ()):
            raise ValueError(f"no choice “{choice}” for “{name}”")
        changed: dict[str, Any] = {name: choice}
        return replace(self, **changed)

    def to_record(self) -> dict[str, str]:
        return asdict(self)

    @classmethod
    def from_record(cls, kept: Mapping[str, Any] | None) -> "ReadingOptions":
        """Restore what was kept; whatever an older or newer version kept that is unknown here is dropped."""
        options = cls()
        for name, choice in (kept or {}).items():
            if choice in CHOICES.get(name, ()):
                options = options.with_choice(name, choice)
        return options


CHOICES: Final[Mapping[str, tuple[str, ...]]] = {
    "script": ("source", "hans", "hant", "tw", "hk"),
    "ruby": ("off", "terms", "unknown", "all"),
    "style": ("pinyin", "zhuyin"),
    "tones": ("citation", "spoken"),
    "colours": ("none", "zhongwen", "pleco", "hanping"),
    "english": ("hidden", "sentence", "paragraph", "beside"),
    "mode": ("focus", "page"),
    "vocabulary": ("kept", "regional"),
    "missing": ("nothing", "gloss"),
}
assert set(CHOICES) == {f.name for f in fields(ReadingOptions)}

LABELS: Final[Mapping[tuple[str, str], str]] = {
    ("script", "source"): "as written",
    ("script", "hans"): "simplified",
    ("script", "hant"): "traditional",
    ("script", "tw"): "Taiwan",
    ("script", "hk"): "Hong Kong",
    ("ruby", "off"): "no readings",
    ("ruby", "terms"): "on terms",
    ("ruby", "unknown"): "on new words",
    ("ruby", "all"): "on all words",
    ("tones", "citation"): "dictionary tones",
    ("tones", "spoken"): "spoken tones",
    ("colours", "none"): "no tone colours",
    ("colours", "zhongwen"): "tone colours",
    ("colours", "pleco"): "Pleco colours",
    ("colours", "hanping"): "Hanping colours",
    ("english", "hidden"): "no English",
    ("english", "sentence"): "English by sentence",
    ("english", "paragraph"): "English by paragraph",
    ("english", "beside"): "English beside",
    ("mode", "focus"): "one paragraph",
    ("mode", "page"): "whole page",
    ("vocabulary", "kept"): "wording kept",
    ("vocabulary", "regional"): "regional wording",
    ("missing", "nothing"): "no glosses",
    ("missing", "gloss"): "glosses for lack of English",
    ("style", "pinyin"): "pinyin",
    ("style", "zhuyin"): "zhuyin",
}
"""How the status line and the palette name each choice."""
