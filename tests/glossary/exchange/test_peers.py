"""Other tools' readers of what duban writes: the Translate Toolkit's for martif, UTX and OmegaT."""

from collections.abc import Iterable
from typing import Any, cast

import pytest

from glossary.model import Concept
from glossary.termbase import Termbase
from tests.glossary.exchange.samples import written

pytest.importorskip("translate.storage", reason="the Translate Toolkit is not installed")


@pytest.fixture(scope="module")
def bundled() -> list[Concept]:
    return list(Termbase.open().concepts())


def pairs(units: Iterable[Any]) -> list[tuple[str, str]]:
    return [(str(unit.source), str(unit.target)) for unit in units]


def test_utx(bundled: list[Concept]) -> None:
    from translate.storage.utx import UtxFile

    store = cast(Any, UtxFile).parsestring(written(bundled, "utx"))
    assert (store.getsourcelanguage(), store.gettargetlanguage()) == ("zh-Hans", "en")
    expected = [(t.hans, r.text) for c in bundled for t in c.terms for r in c.renderings]
    assert pairs(store.units)[: len(expected)] == expected


def test_omegat(bundled: list[Concept]) -> None:
    from translate.storage.omegat import OmegaTFile

    store = cast(Any, OmegaTFile).parsestring(written(bundled, "omegat", script="hant"))
    expected = [(t.hant, r.text) for c in bundled for t in c.terms for r in c.renderings]
    assert [pair for pair in pairs(store.units) if not pair[0].startswith("#")] == expected


def test_the_older_tbx(bundled: list[Concept]) -> None:
    """The one dialect that the toolkit reads."""
    from translate.storage.tbx import tbxfile

    store = cast(Any, tbxfile).parsestring(written(bundled, "martif"))
    store.setsourcelanguage("zh-Hans")
    store.settargetlanguage("en")
    assert pairs(store.units) == [(c.terms[0].hans, c.renderings[0].text) for c in bundled]
