"""A rendering is recognised in running text however it is inflected, and not where it only looks like it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary.checking.english import is_rendered
from glossary.termbase import Termbase

RENDERINGS = [r.text for concept in Termbase.open().concepts() for r in concept.renderings]


@pytest.mark.parametrize(
    ("rendering", "text", "found"),
    [
        ("top-tier host", "a few top-tier hosts", True),
        ("cross over", "Cao Ying, who crossed over from", True),
        ("seeding", "‘seeding, sale’", True),
        ("sell", "were sold on air", True),
        ("seeding", "a seedy market", False),
        ("organic traffic", "an organic “traffic”", False),
        ("co-host", "a mastered co-op", False),
        ("co-host", "her cohost", True),
        ("live-streaming", "they livestreamed it", True),
        ("industrial entity", "industrial entities", True),
        ("shop", "shopping", True),
        ("plan", "planned", True),
        ("travel", "travelling", True),
        ("make", "were made", True),
        ("take off", "it took off", True),
        ("put into practice", "Putting a new strategy into practice", True),
        ("put into practice", "to put it here and go at once into practice", False),
        ("shelf", "on the shelves", True),
        ("organise", "organized and organizing", True),
        ("colour", "in bright colors", True),
        ("four walls", "4 walls", False),
        ("hour", "the hours", True),
        ("host's fee", "the host’s fees", True),
        ("host’s fee", "the host's fee", True),
        ("the very top", "at the very top", True),
        ("to go viral", "It went viral", True),
        ("GMV (gross merchandise value)", "a GMV of", True),
        ("MCN", "MCNs", True),
        ("host", "ghost", False),
        ("host", "hostile", False),
        ("Jia Nailiang", "his co-host Jia Nailiang.", True),
        ("people online", "People online: 3", True),
        ("…", "anything … at all", False),
        ("", "anything", False),
    ],
)
def test_inflection(rendering: str, text: str, found: bool) -> None:
    assert is_rendered(rendering, text) == found


@given(st.sampled_from(RENDERINGS), st.text("ab “.", max_size=5), st.sampled_from(["", "s", "’s", "'s"]))
def test_every_rendering_is_found_where_it_stands(rendering: str, around: str, ending: str) -> None:
    assert is_rendered(rendering, f"{around} {rendering.upper()} {around}")
    assert is_rendered(rendering, f"{around}-{rendering}, {around}")
    if rendering[-1:].isalpha() and rendering[-1:] not in "sy":
        assert is_rendered(rendering, f"{rendering}{ending}.")


@given(st.text(max_size=12), st.text(max_size=20))
def test_any_text_can_be_asked(rendering: str, text: str) -> None:
    is_rendered(rendering, text)
