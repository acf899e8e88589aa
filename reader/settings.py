"""``settings.toml``: what a user sets once and for all. What is toggled while reading is kept elsewhere.

theme = "duban-dark"          # any theme the palette lists
known_level = "HSK 4"         # words up to here count as known: "none", "HSK 1" … "HSK 6"
level_list = "3.0-2021"       # "2.0", "3.0-2021" or "3.0-2025"
wide_ambiguous = false        # true where the terminal draws “ ” … — two cells wide
mouse = true
speech = "off"                # who says words aloud: "espeak", "system", or "edge", which sends them to Microsoft
speech_voice = ""             # a voice of theirs; left out: a Mandarin one
[keys]                        # binding id = "key" or "key,key"; README lists the ids
script = "s"
[study]                       # flashcards; each may be left out
retention = 0.9               # share of answers that should be right: higher means more reviews
new_a_day = 20
reviews_a_day = 200
day_starts_at = 4             # hour; who studies after midnight is still in yesterday
timezone = "Asia/Shanghai"    # left out: the system's
learning_steps = [1, 10]      # minutes
relearning_steps = [10]
maximum_interval = 36500      # days
leech_after = 8               # lapses after which a card is suspended; 0: never
bury_siblings = true          # two cards of one concept do not come on one day
weights = []                  # the 21 weights of FSRS-6, where they were optimised
directions = ["recognise", "produce"]   # which cards a term gets: also "cloze", "reading", "choice"
[translate]                   # machine translation; nothing leaves the computer before it is asked for
providers = ["google", "mymemory"]      # tried in this order
automatic = false             # true: the reader has missing English translated as you come to it
offline = false               # true: never the network; word-for-word glosses only
protect_terms = true          # terms go out as codes and come back as the glossary renders them
deadline = 30                 # seconds for one call
[translate.libre]             # what a provider needs: url, key, id, region, email, model
url = "http://localhost:5000/"
"""

import tomllib
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, get_args

from msgspec import Struct, field
from msgspec.structs import fields

from reader.errors import SettingsError

LevelList = Literal["2.0", "3.0-2021", "3.0-2025"]
Speech = Literal["off", "espeak", "system", "edge"]
KnownLevel = Literal["none", "HSK 1", "HSK 2", "HSK 3", "HSK 4", "HSK 5", "HSK 6"]


class Settings(Struct, frozen=True):
    theme: str = ""
    """Empty: the theme last chosen in the app, at first the dark one."""
    known_level: KnownLevel | Literal[""] = ""
    """Empty: what was last chosen in the app, at first none."""
    level_list: LevelList = "3.0-2021"
    wide_ambiguous: bool = False
    mouse: bool = True
    speech: Speech = "off"
    speech_voice: str = ""
    """Empty: a Mandarin voice of whoever speaks."""
    keys: MappingProxyType[str, str] = field(default_factory=lambda: MappingProxyType({}))
    study: MappingProxyType[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    """As it stands in the file; ``reader.study_settings`` checks it when it is needed: reading does without."""
    translate: MappingProxyType[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    """As it stands in the file; ``reader.translate_settings`` checks it."""


def load_settings(path: Path) -> Settings:
    """Read the file; a missing one means all defaults."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return Settings()
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path} is not valid TOML: {error}.") from error
    except OSError as error:
        raise SettingsError(f"{path} cannot be read: {error.strerror}.") from error
    return _checked(path, table)


def _checked(path: Path, table: dict[str, Any]) -> Settings:
    known = [f.name for f in fields(Settings)]
    for name in table:
        if name not in known:
            raise SettingsError(f"{path}: there is no setting “{name}”; the settings are {', '.join(known)}.")
    for name in ("wide_ambiguous", "mouse"):
        if not isinstance(table.get(name, False), bool):
            raise SettingsError(f"{path}: {name} must be true or false.")
    for name in ("theme", "speech_voice"):
        if not isinstance(table.get(name, ""), str):
            raise SettingsError(f"{path}: {name} must be a name in quotes.")
    for name, choices in (
        ("known_level", get_args(KnownLevel)),
        ("level_list", get_args(LevelList)),
        ("speech", get_args(Speech)),
    ):
        if name in table and table[name] not in choices:
            raise SettingsError(f"{path}: {name} must be one of {', '.join(choices)}.")
    keys = table.pop("keys", {})
    if not isinstance(keys, dict) or not all(isinstance(key, str) for key in keys.values()):
        raise SettingsError(f'{path}: [keys] must hold lines like script = "s".')
    tables: dict[str, Any] = {}
    for name, line in (("study", "retention = 0.9"), ("translate", "automatic = false")):
        value = table.pop(name, {})
        if not isinstance(value, dict):
            raise SettingsError(f"{path}: [{name}] must be a table with lines like {line}.")
        tables[name] = MappingProxyType(value)
    return Settings(**table, keys=MappingProxyType(keys), **tables)
