"""Cards on the screen: Chinese inside meanings, levels, words with a character, dictionaries of the user's."""

from pathlib import Path

import pytest

from reader.session import Session
from tests.glossary.dictionary.foreign_files import stardict, write_stardict
from tests.reader.tui.screen_case import opened

pytestmark = pytest.mark.usefixtures("used_home")


@pytest.fixture
def text(tmp_path: Path) -> str:
    path = tmp_path / "text.txt"
    path.write_text("丁磊播种仓库。\n", encoding="utf-8")
    return str(path)


async def test_chinese_in_a_meaning_follows_script_and_style_and_can_be_followed(text: str) -> None:
    async with opened(text=text) as case:
        assert "NetEase 网易 (Wǎngyì)" in case.card
        await case.press("z")
        assert "NetEase 网易 (ㄨㄤˇ ㄧˋ)" in case.card
        await case.press("s", "s")
        assert "NetEase 網易 (" in case.card
        await case.press("enter", "enter")
        assert case.card.startswith("網易")


async def test_a_card_says_level_and_frequency(text: str) -> None:
    async with opened(text=text) as case:
        await case.walk_to("仓库")
        assert "HSK 6 (3.0-2021) · commonest 10,000" in case.card


async def test_a_single_character_lists_words_with_it(tmp_path: Path) -> None:
    path = tmp_path / "one.txt"
    path.write_text("播。\n", encoding="utf-8")
    async with opened(text=str(path)) as case:
        assert "words with it" in case.card
        assert "直播" in case.card.partition("words with it")[2]


async def test_a_dictionary_of_the_users_is_named_in_the_card(text: str, tmp_path: Path) -> None:
    session = Session.open(lambda _: None)
    ifo = write_stardict(tmp_path, stardict([("仓库", b"depot of a seller")]))
    session.dictionaries.add(str(ifo), "Trade", allow_local=False, progress=lambda _: None)
    session.close()
    async with opened(text=text) as case:
        await case.walk_to("仓库")
        before, name, after = case.card.partition("Trade")
        assert "warehouse" in before
        assert name
        assert "depot of a seller" in after


async def test_in_taiwan_the_yuan_is_another(tmp_path: Path) -> None:
    path = tmp_path / "taiwan.txt"
    path.write_text("他在裡面賣了30億元，啟動資金是人民幣5億元，群眾很多。\n", encoding="utf-8")
    async with opened(text=str(path)) as case:
        while "30億" not in case.card:
            await case.press("l")
        assert "New Taiwan dollar" in case.card
        while "5億元" not in case.card:
            await case.press("l")
        assert "人民幣5億元" in case.card.splitlines()[0]


async def test_a_figure_is_told_from_any_of_its_words_in_the_script_that_is_read(tmp_path: Path) -> None:
    path = tmp_path / "figures.txt"
    path.write_text("他们的销售额同比增长12.5%，达3640.06亿元，千万别小看。\n", encoding="utf-8")
    async with opened(text=str(path)) as case:
        seen = {}
        for _ in range(16):
            seen[case.word] = case.card
            await case.press("l")
        growth = [word for word, card in seen.items() if card.startswith("同比增长12.5%  up 12.5% year on year")]
        assert "".join(growth).startswith("同比增长12.5")
        amount = [card for word, card in seen.items() if word in "3640.06亿元"]
        assert amount
        assert all(card.startswith("3640.06亿元  CNY 364.006 billion") for card in amount)
        assert "10 million" not in "".join(seen.values())
        await case.press("g", "l", "l", "l")
        assert "同比" in case.word
        await case.press("s", "s")
        assert case.card.startswith("同比增長12.5%")
        assert case.word in "同比增長"
