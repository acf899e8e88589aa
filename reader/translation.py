"""What machine translation gives: a paragraph's English, and what lies ahead of a run."""

from msgspec import Struct

from reader.engines.catalogue import PROVIDERS
from reader.engines.model import Price

GLOSSARY = "glossary"
"""In the place of a service's name: the paragraph was all terms."""


class Translation(Struct, frozen=True):
    """A paragraph's English, made by a machine."""

    english: str
    provider: str
    """Name of the service; empty for a paragraph without any Chinese, which is its own English."""
    cached: bool = False
    notes: tuple[str, ...] = ()
    """What is to be known of it, in words."""

    @property
    def label(self) -> str:
        """The service as it is called."""
        known = PROVIDERS.get(self.provider)
        return known.label if known else self.provider


class Estimate(Struct, frozen=True):
    """What lies ahead."""

    paragraphs: int
    characters: int
    calls: int
    seconds: float
    price: Price | None

    def words(self) -> str:
        """``"1,234 characters in 5 calls, about 1 minute"``, and what that costs as far as it is known."""
        minutes = self.seconds / 60
        took = "less than a minute" if minutes < 1 else f"about {minutes:.0f} minute{'s' if minutes >= 1.5 else ''}"
        said = f"{self.characters:,} characters in {self.calls:,} call{'s' * (self.calls != 1)}, {took}"
        price = self.price
        if price is None:
            return said
        if price.per_million:
            cost = price.per_million * self.characters / 1e6
            return f"{said}, at most {cost:.2f} {price.currency} ({price.words}, says {price.source})"
        return f"{said} ({price.words}, says {price.source})"
