"""The switches: what each press of a key leads to, and what comes back after a restart."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.options import CHOICES, LABELS, ReadingOptions


def pressed(name: str, times: int) -> list[str]:
    """What a switch says after each press of its key, beginning with a fresh duban."""
    options = ReadingOptions()
    states = [str(getattr(options, name))]
    for _ in range(times):
        options = options.cycled(name)
        states.append(str(getattr(options, name)))
    return states


@pytest.mark.parametrize(
    ("name", "states"),
    [
        ("script", ["source", "hans", "hant", "tw", "hk", "source"]),
        ("ruby", ["all", "off", "terms", "unknown", "all"]),
        ("style", ["pinyin", "zhuyin", "pinyin"]),
        ("tones", ["citation", "spoken", "citation"]),
        ("colours", ["zhongwen", "pleco", "hanping", "none", "zhongwen"]),
        ("english", ["paragraph", "beside", "hidden", "sentence", "paragraph"]),
        ("mode", ["focus", "page", "focus"]),
        ("vocabulary", ["kept", "regional", "kept"]),
    ],
)
def test_a_key_goes_through_every_state_and_round(name: str, states: list[str]) -> None:
    assert pressed(name, len(states) - 1) == states


@pytest.mark.parametrize("name", CHOICES)
def test_a_switch_moves_nothing_else(name: str) -> None:
    before, after = ReadingOptions().to_record(), ReadingOptions().cycled(name).to_record()
    assert {key for key in before if before[key] != after[key]} == {name}


@pytest.mark.parametrize(("name", "choice"), [("script", "fr"), ("scripts", "hans"), ("", ""), ("ruby", "all ")])
def test_what_does_not_exist_cannot_be_chosen(name: str, choice: str) -> None:
    with pytest.raises(ValueError, match="no choice"):
        ReadingOptions().with_choice(name, choice)


def test_every_state_has_a_name_of_its_own_on_the_screen() -> None:
    """“traditional” may be both what was written and what was asked for; two states of one switch never read alike."""
    states = [(name, choice) for name, choices in CHOICES.items() for choice in choices]
    assert set(LABELS) == set(states)
    assert len(set(LABELS.values())) == len(states)


@given(st.fixed_dictionaries({name: st.sampled_from(choices) for name, choices in CHOICES.items()}))
def test_every_state_comes_back(record: dict[str, str]) -> None:
    options = ReadingOptions.from_record(record)
    assert options.to_record() == record
    assert ReadingOptions.from_record(json.loads(json.dumps(options.to_record()))) == options


@pytest.mark.parametrize(
    "kept",
    [
        None,
        {},
        {"script": "klingon"},
        {"script": 5},
        {"script": None},
        {"script": ["hans"]},
        {"script": {"hans": 1}},
        {"font": "large"},
        {"": ""},
    ],
)
def test_what_is_unknown_is_passed_over(kept: dict[str, object] | None) -> None:
    assert ReadingOptions.from_record(kept) == ReadingOptions()


def test_one_damaged_value_spoils_no_other() -> None:
    kept = {"script": "klingon", "ruby": "terms", "font": "large", "mode": 1, "english": "hidden"}
    assert ReadingOptions.from_record(kept) == ReadingOptions(ruby="terms", english="hidden")
