"""With the real Anki: what notes of others say of words."""

from pathlib import Path

import pytest

from reader.session import Session
from tests.reader.anki.peer import Anki, running
from tests.reader.commands.running import duban, json_of
from tests.reader.test_cli import fails


@pytest.fixture(autouse=True)
def ready(used_home: Path) -> Path:
    return used_home


def statuses() -> dict[str, str]:
    session = Session.open(print)
    try:
        return dict(session.record.statuses())
    finally:
        session.close()


def fill(anki: Anki) -> None:
    fields = ("Hanzi", "Pinyin", "English", "Sound")
    anki.add_note_type("Chinese (Basic)", fields)
    for hanzi, english, interval, suspended in (
        ("经济", "economy", 30, False),
        ("<b>杭州</b>[sound:a.mp3]", "Hangzhou", 21, False),
        ("云逛街", "window-shopping in the cloud; cloud browsing", 20, False),
        ("的", "of", 100, True),
        ("云货架", "endless shelf", 0, False),
        ("今天天气很好，我们去公园。", "a sentence", 30, False),
        ("hello", "no Chinese", 30, False),
    ):
        anki.add("Chinese (Basic)", {"Hanzi": hanzi, "English": english}, interval, suspended)
    anki.add_note_type("Japanese", ("Expression", "Reading", "Meaning"))
    anki.add("Japanese", {"Expression": "勉強", "Reading": "べんきょう", "Meaning": "study"}, 40)
    anki.add_note_type("Mine", ("Zeichen", "Bedeutung"))
    anki.add("Mine", {"Zeichen": "發展", "Bedeutung": "Entwicklung"}, 25)


@pytest.mark.parametrize("name", ["theirs.apkg", "theirs.colpkg"])
def test_known_learning_and_ignored_words(name: str, tmp_path: Path) -> None:
    with running(tmp_path / "anki") as anki:
        fill(anki)
        theirs = str(anki.give(tmp_path / name))
    done = duban("cards", "import", theirs)
    assert statuses() == {"经济": "known", "杭州": "known", "云逛街": "learning", "的": "ignored"}
    assert "4 notes about no single Chinese word" in done.stderr
    assert "发展" in duban("cards", "import", theirs, "--map", "Zeichen=hanzi").stdout
    assert statuses()["发展"] == "known"
    assert duban("cards", "import", theirs, "--map", "Zeichen=hanzi").stdout == ""
    assert "Zeichen" in fails("cards", "import", theirs, "--map", "Nothing=hanzi")
    assert "simplified" in fails("cards", "import", theirs, "--map", "Zeichen=glyph")


def test_of_several_ways_to_write_a_word_the_first_counts_and_two_words_are_none(tmp_path: Path) -> None:
    with running(tmp_path / "anki") as anki:
        anki.add_note_type("Two", ("Hanzi",))
        anki.add("Two", {"Hanzi": "銀行，银行"}, 30)
        anki.add("Two", {"Hanzi": "打的/打车"}, 30)
        anki.add("Two", {"Hanzi": "上，下"}, 30)
        theirs = str(anki.give(tmp_path / "theirs.apkg"))
    duban("cards", "import", theirs)
    assert statuses() == {"银行": "known", "打的": "known"}


def test_a_mark_is_never_made_less(tmp_path: Path) -> None:
    with running(tmp_path / "anki") as anki:
        fill(anki)
        theirs = str(anki.give(tmp_path / "theirs.apkg"))
    session = Session.open(print)
    session.set_status("云逛街", "known")
    session.set_status("经济", "learning")
    session.set_status("杭州", "ignored")
    session.close()
    assert "2 words marked already" in duban("cards", "import", theirs).stderr
    assert statuses() == {"经济": "known", "杭州": "ignored", "云逛街": "known", "的": "ignored"}


def test_terms_and_cards_on_request(tmp_path: Path) -> None:
    with running(tmp_path / "anki") as anki:
        fill(anki)
        theirs = str(anki.give(tmp_path / "theirs.apkg"))
    before = len(json_of("glossary", "list", "--json"))
    done = duban("cards", "import", theirs, "--add-terms", "--add-cards")
    (shop,) = [c for c in json_of("glossary", "list", "--json") if c["terms"][0]["hans"] == "云逛街"]
    assert [r["text"] for r in shop["renderings"]] == ["window-shopping in the cloud", "cloud browsing"]
    assert (shop["terms"][0]["hant"], shop["terms"][0]["readings"]) == ("雲逛街", ["yun2", "guang4", "jie1"])
    assert "new terms" in done.stderr
    due = {row["hans"] for row in json_of("cards", "due", "--json")}
    assert {"云逛街", "云货架"} & due
    assert "经济" not in due
    assert duban("cards", "import", theirs, "--add-terms", "--add-cards").stdout == ""
    assert "the import of theirs.apkg" in duban("glossary", "undo").stderr
    assert len(json_of("glossary", "list", "--json")) == before


def test_all_or_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with running(tmp_path / "anki") as anki:
        fill(anki)
        duban("cards", "add", "--term", "livestream")
        duban("cards", "export", str(tmp_path / "ours.apkg"))
        anki.take(tmp_path / "ours.apkg")
        anki.answer(anki.card("livestream", "Recognise"), 3)
        theirs = str(anki.give(tmp_path / "theirs.colpkg"))
    concepts = json_of("glossary", "list", "--json")

    def broken(*_: object) -> None:
        raise RuntimeError("the power fails")

    monkeypatch.setattr("glossary.store.record.Record.set_status", broken)
    with pytest.raises(RuntimeError):
        duban("cards", "import", theirs, "--add-terms")
    monkeypatch.undo()
    session = Session.open(print)
    assert session.study.deck.store.reviews() == []
    assert session.record.statuses() == {}
    session.close()
    assert json_of("glossary", "list", "--json") == concepts
