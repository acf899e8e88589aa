"""Notes into a running Anki, and everything that may answer in its place."""

import json
import time
from collections.abc import Iterator

import pytest

from glossary.anki.connect import AnkiConnect
from glossary.anki.model import FIELDS, AnkiCard, AnkiError, AnkiNote
from glossary.anki.push import Pushed, push
from tests.glossary.anki.ankiconnect import Desk, ankiconnect, closed_port, serving, silent


def note(number: int, english: str = "store livestreaming", cloze: bool = False) -> AnkiNote:
    fields = {"TermId": f"t{number}", "Hanzi": f"店播{number}", "English": english, "AskRecognise": "y"}
    return AnkiNote(fields, (AnkiCard("cloze" if cloze else "recognise"),), ("duban", "domain::x"), cloze)


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
def anki(desk: Desk) -> Iterator[AnkiConnect]:
    with serving(ankiconnect(desk)) as url:
        yield AnkiConnect(url, deadline=5)


def counts(pushed: Pushed) -> tuple[int, int, int, int]:
    return pushed.added, pushed.updated, pushed.unchanged, len(pushed.problems)


def test_added_then_known(desk: Desk, anki: AnkiConnect) -> None:
    notes = [*map(note, range(250)), note(900, cloze=True)]
    assert counts(push(notes, anki, "Chinese::trade")) == (251, 0, 0, 0)
    assert set(desk.models) == {"Basic", "duban term", "duban cloze"}
    assert desk.models["duban cloze"]["isCloze"] is True
    assert [t["Name"] for t in desk.models["duban term"]["cardTemplates"]] == [
        "Recognise",
        "Produce",
        "Reading",
        "Choose",
    ]
    assert {n["deckName"] for n in desk.notes.values()} == {"Chinese::trade"}
    assert counts(push(notes, anki, "Chinese::trade")) == (0, 0, 251, 0)
    assert len(desk.notes) == 251


def test_what_changed_is_brought_up_to_date_and_what_anki_has_of_its_own_stays(desk: Desk, anki: AnkiConnect) -> None:
    push([note(1), note(2)], anki)
    (first, second) = desk.notes.values()
    first["fields"] |= {"Sound": "[sound:a.mp3]", "Notes": "mine"}
    first["tags"].append("leech")
    assert counts(push([note(1, "shop show"), note(2)], anki)) == (0, 1, 1, 0)
    assert (first["fields"]["English"], first["fields"]["Sound"], first["fields"]["Notes"]) == (
        "shop show", "[sound:a.mp3]", "mine"
    )  # fmt: skip
    second["tags"].remove("domain::x")
    assert counts(push([note(1, "shop show"), note(2)], anki)) == (0, 1, 1, 0)
    assert set(second["tags"]) == {"duban", "domain::x"}
    assert set(first["tags"]) == {"duban", "domain::x", "leech"}


@pytest.mark.parametrize(("without", "lenient"), [(set(), False), ({"multi"}, False), (set(), True)])
def test_one_note_that_anki_refuses_keeps_no_other_from_coming(
    desk: Desk, anki: AnkiConnect, without: set[str], lenient: bool
) -> None:
    desk.without, desk.lenient = without, lenient
    desk.refused = {"t3"}
    pushed = push(list(map(note, range(6))), anki)
    assert counts(pushed) == (5, 0, 0, 1)
    assert pushed.problems[0][0] == "店播3"
    assert "unknown reason" in pushed.problems[0][1]
    desk.refused = {"t4"}
    pushed = push([note(n, "new") for n in range(6)], anki)
    assert counts(pushed) == (1, 4, 0, 1)
    assert "being edited" in pushed.problems[0][1]


def test_a_note_type_of_our_name_that_is_another(desk: Desk, anki: AnkiConnect) -> None:
    desk.models["duban term"] = {"inOrderFields": [name for name in FIELDS if name not in ("Ruby", "Hint")]}
    with pytest.raises(AnkiError, match="lacks the fields Ruby, Hint"):
        push([note(1)], anki)
    assert desk.notes == {}


def test_old_versions_and_keys(desk: Desk, anki: AnkiConnect) -> None:
    desk.version = 5
    with pytest.raises(AnkiError, match="speaks version 5, but 6 is needed; update"):
        push([note(1)], anki)
    desk.version, desk.key = 6, "secret"
    with pytest.raises(AnkiError, match="--key"):
        push([note(1)], anki)
    assert counts(push([note(1)], AnkiConnect(anki.url, key="secret"))) == (1, 0, 0, 0)
    assert desk.asked.count("addNotes") == 1


@pytest.mark.parametrize(
    ("status", "body", "said"),
    [
        (500, b"{}", "HTTP 500"),
        (404, b"nothing here", "HTTP 404"),
        (200, b"<html>a router</html>", "does not send JSON"),
        (200, b"", "does not send JSON"),
        (200, b"[" * 100_000, "does not send JSON"),
        (200, b'"AnkiConnect"', "is not AnkiConnect"),
        (200, b"[1]", "is not AnkiConnect"),
        (200, b'{"result": "six", "error": null}', "has no version"),
        (200, b'{"result": null, "error": "unsupported action"}', "unsupported action"),
    ],
)
def test_what_is_not_ankiconnect(status: int, body: bytes, said: str) -> None:
    with serving(lambda _: (status, body)) as url, pytest.raises(AnkiError) as caught:
        push([note(1)], AnkiConnect(url, deadline=5))
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_odd_answers_in_the_middle() -> None:
    """Right at first, then results of other shapes than were asked for."""
    for action, result in (
        ("findNotes", None),
        ("canAddNotes", [True, True]),
        ("addNotes", [1, 2, 3]),
        ("notesInfo", 7),
    ):
        desk = Desk()
        desk.notes[5] = {"modelName": "duban term", "fields": {"TermId": "other"}, "tags": []}

        def respond(body: bytes, action: str = action, result: object = result, desk: Desk = desk) -> tuple[int, bytes]:
            if json.loads(body)["action"] == action:
                return 200, json.dumps({"result": result, "error": None}).encode()
            return ankiconnect(desk)(body)

        with serving(respond) as url:
            if action == "notesInfo":
                assert push([note(1)], AnkiConnect(url)).added == 1
            else:
                with pytest.raises(AnkiError):
                    push([note(1)], AnkiConnect(url))


@pytest.mark.parametrize("dribble", [b"", b"H", b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n "])
def test_no_call_outlasts_its_deadline(dribble: bytes) -> None:
    with silent(dribble) as url:
        began = time.monotonic()
        with pytest.raises(AnkiError, match=r"has not answered within 0\.3 seconds"):
            AnkiConnect(url, deadline=0.3).check()
        assert time.monotonic() - began < 3


def test_nobody_there_and_no_address() -> None:
    with pytest.raises(AnkiError, match=r"No Anki answers .* `duban cards export"):
        AnkiConnect(closed_port()).check()
    for url in ("127.0.0.1:8765", "ftp://x", "http://", "http://[", "http://x:port", "file:///etc/passwd"):
        with pytest.raises(AnkiError, match="address"):
            AnkiConnect(url)
