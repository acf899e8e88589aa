"""What a check finds, and what it must be told of the world outside the glossary."""

from collections.abc import Callable, Collection
from typing import Final, Literal

from msgspec import Struct

from glossary.model import Concept

Severity = Literal["error", "warning", "note"]
SEVERITIES: Final = ("error", "warning", "note")

Kind = Literal[
    "invalid",
    "duplicate-id",
    "same-concept",
    "same-name",
    "near-name",
    "reading",
    "script",
    "rendering",
    "status",
    "broken-link",
    "one-sided-link",
    "double-link",
    "cycle",
    "no-rendering",
    "no-definition",
    "no-reason",
    "example",
    "translation",
]

Reading = tuple[str | None, ...]


class Finding(Struct, frozen=True):
    """One thing that is wrong, or worth a look."""

    severity: Severity
    kind: Kind
    concepts: tuple[str, ...]
    """Ids; empty only for what could not be read as a concept."""
    sentence: str
    place: str = ""
    """Where: “live-commerce.toml: concept 12”, “hangzhou-live-commerce, ¶3”; "" for a concept of the termbase."""


class Knowledge(Struct, frozen=True):
    """Dictionary and scripts, handed in so that checking stays free of them."""

    readings: Callable[[str], Collection[Reading]]
    """How the dictionary reads a simplified word; nothing if it has none."""
    written: Callable[[str], Collection[str]]
    """How it writes a simplified word in traditional characters; nothing if it has none."""
    to_hans: Callable[[str], str]
    to_hant: Callable[[str], Collection[str]]
    """What conversion makes of a simplified name, in each standard; the first is the one that users are shown."""
    forms: Callable[[str], str]
    """The traditional characters that a simplified one may stand for, itself among them if it may."""


def label(concept: Concept) -> str:
    """How a sentence names a concept: 店播 (store-livestreaming)."""
    return f"{concept.preferred.hans} ({concept.id})"
