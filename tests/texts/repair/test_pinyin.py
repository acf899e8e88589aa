"""Inserted pinyin, against glosses that somebody meant; and recovery over whole sentences."""

from collections.abc import Iterator

import pytest

from tests.texts.repair.damage import PINYIN
from texts.repair import repair, repair_lines

SENTENCES = [
    "杭州直播電商產業帶的環境越來越好，經濟數據穩步增長。",
    "農業創新與網絡統計，都是監管部門的戰略。",
    "這種狀態持續了很久，聯盟發現了新的規律。",
    "現在是創業的好時節，優秀的人才都來了。",
]


def inserted(text: str) -> str:
    for char, syllable in PINYIN.items():
        text = text.replace(char, f"{char}({syllable})")
    return text


@pytest.mark.parametrize("size", [1, 2, 4])
def test_every_group_goes(size: int) -> None:
    sound = "\n".join(SENTENCES[:size]) + "\n"
    repaired = repair(inserted(sound))
    assert repaired.text == sound
    assert {r.kind for r in repaired.repairs} == {"pinyin"}


def test_a_wrong_reading_is_no_pinyin() -> None:
    damaged = inserted(SENTENCES[0]) + "他學鄉(shān)土。"
    assert repair(damaged).text == SENTENCES[0] + "他學鄉(shān)土。\n"


def test_full_width_glosses_stay_beside_inserted_pinyin() -> None:
    damaged = inserted(SENTENCES[0]) + "業（yè）字。"
    assert repair(damaged).text == SENTENCES[0] + "業（yè）字。\n"


def test_a_stream_is_repaired_line_by_line() -> None:
    taken: list[int] = []

    def lines() -> Iterator[str]:
        for number in range(30_000):
            taken.append(number)
            yield inserted(SENTENCES[number % 4]) + "\n"

    stream = repair_lines(lines())
    first, found = next(stream)
    assert first == SENTENCES[0]
    assert found
    assert len(taken) < 30_000
    assert sum(1 for _ in stream) == 29_999
