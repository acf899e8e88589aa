"""Every kind of harm on sentences written for this: what must come back, at least; ``recovery`` has the figures."""

import pytest

from tests.texts.repair.harm import HANS, HANT
from tests.texts.repair.recovery import measure, seeded
from tests.texts.repair.test_recovery import HANT as TRADITIONAL
from tests.texts.repair.test_recovery import NEWS

LEAST = {"UTF-8 as GB 18030": 8, "UTF-8 as GBK, U+FFFD": 5, "UTF-8 as GBK, ?": 5, "one lost": 0, "typed in ASCII": 11}
"""Of twelve; all the others come back whole."""


@pytest.mark.parametrize("name", HANS)
def test_harm_to_simplified_text(name: str) -> None:
    figures = measure(NEWS, seeded(name, HANS[name]))
    assert figures.exact >= min(LEAST.get(name, len(NEWS)), figures.paragraphs), figures


@pytest.mark.parametrize("name", HANT)
def test_harm_to_traditional_text(name: str) -> None:
    figures = measure(TRADITIONAL, seeded(name, HANT[name]))
    assert figures.exact >= figures.paragraphs - 1, figures
