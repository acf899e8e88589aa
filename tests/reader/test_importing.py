"""Import: files, addresses, pasted text; whole or not at all, each once, a clear sentence for whatever is wrong."""

import gzip
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.errors import USER_ERRORS
from reader.importing import (
    Failed,
    ImportCancelledError,
    Imported,
    Watch,
    Wishes,
    import_all,
    import_pasted,
    import_source,
)
from reader.session import Session
from tests.reader.commands.running import duban
from tests.reader.test_fetch import Server, moved, ok
from tests.reader.test_fetch import server as server_fixture
from texts.importers.model import ImportFaultError

server = server_fixture
LINES = ("直播电商的下半场，比的是供应链。", "杭州的几家工厂把流水线改成了直播间。")
TEXT = "\n".join(LINES) + "\n"
DAMAGED = "这条产(chǎn)业带的经(jīng)济&nbsp;很好\n末段。\n"
PAGE = (
    f"<html><head><title>题目_某网</title><meta charset='gb2312'></head><body><h1>题目</h1><p>{LINES[0]}<p>{LINES[1]}"
)
LOCAL = Wishes(allow_local=True)


@pytest.fixture
def session(home: Path) -> Iterator[Session]:
    del home
    opened = Session.open(lambda _: None)
    yield opened
    opened.close()


def file(tmp_path: Path, name: str, content: str | bytes) -> str:
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return str(path)


def kept(home: Path) -> list[str]:
    """What lies in the library's folder, drafts included."""
    folder = home / "texts"
    return sorted(entry.name for entry in folder.iterdir()) if folder.exists() else []


def paragraphs(session: Session, text_id: str) -> list[str]:
    return [paragraph.text for paragraph in session.library.load(text_id).paragraphs]


def refused(session: Session, source: str, wishes: Wishes = LOCAL) -> str:
    with pytest.raises(USER_ERRORS) as error:
        import_source(session, source, wishes)
    said = str(error.value)
    assert "\n" not in said
    assert said.endswith(".")
    return said


# Files


def test_a_file_in_an_encoding_of_its_own(tmp_path: Path, session: Session, home: Path) -> None:
    done = import_source(session, file(tmp_path, "my text.txt", TEXT.encode("gb18030")), Wishes())
    assert done == Imported(str(tmp_path / "my text.txt"), "my-text", "my text", 2, notes=("GBK, detected",))
    assert done.said == "my text; 2 ¶; GBK, detected"
    assert paragraphs(session, "my-text") == list(LINES)
    meta = session.library.load("my-text").meta
    assert (meta.encoding, len(meta.added), meta.origin) == ("GBK", 10, "")
    assert kept(home) == ["my-text"]


def test_damage_is_repaired_unless_it_is_wanted(tmp_path: Path, session: Session) -> None:
    source = file(tmp_path, "a.txt", DAMAGED)
    done = import_source(session, source, Wishes())
    assert (done.mended, done.doubtful) == (3, 0)
    assert "3 damaged places repaired" in done.said
    assert paragraphs(session, "a") == ["这条产业带的经济很好", "末段。"]
    assert [p.text for p in session.load_as_it_arrived("a").paragraphs] == DAMAGED.splitlines()
    as_arrived = import_source(session, source, Wishes(as_it_arrived=True, again=True))
    assert paragraphs(session, as_arrived.text_id) == DAMAGED.splitlines()


def test_the_same_text_is_imported_once(tmp_path: Path, session: Session, home: Path) -> None:
    import_source(session, file(tmp_path, "one.txt", DAMAGED), Wishes(text_id="chosen", title="题"))
    for name, content in (
        ("two.txt", DAMAGED.encode("utf-16")),
        ("sound.txt", "这条产业带的经济很好\n末段。".encode()),
    ):
        done = import_source(session, file(tmp_path, name, content), Wishes())
        assert (done.known, done.text_id) == (True, "chosen")
        assert "in the library already, as chosen" in done.said
    assert kept(home) == ["chosen"]
    assert import_source(session, file(tmp_path, "one.txt", DAMAGED), Wishes(again=True)).text_id == "one"
    assert session.library.load("chosen").meta.title_zh == "题"


def test_what_was_pasted(session: Session) -> None:
    done = import_pasted(session, TEXT, Wishes())
    assert "detected" not in done.said
    assert done.title == LINES[0][:24]
    assert done.text_id == "直播电商的下半场-比的是供应链"
    assert paragraphs(session, done.text_id) == list(LINES)
    page = import_pasted(session, PAGE, Wishes(again=True))
    assert page.title == "题目"


def test_an_id_that_something_else_has(tmp_path: Path, session: Session, home: Path) -> None:
    (home / "texts/a").mkdir(parents=True)
    (home / "texts/a/notes.md").write_text("mine")
    assert import_source(session, file(tmp_path, "a.txt", TEXT), Wishes()).text_id == "a-2"
    assert (home / "texts/a/notes.md").read_text() == "mine"


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("empty.txt", b"", "holds no text; there is nothing to import"),
        ("blank.txt", b" \n\t\n", "holds no text"),
        ("program.txt", b"\x7fELF" + bytes(500), "is a program"),
        ("photo.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9, "is a picture"),
        ("noise.txt", bytes(n * n * 7 % 253 for n in range(5000)), "is no text"),
        ("nul.txt", bytes(5000), "is no text"),
        ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "save it as plain text or .docx first"),
        ("a.rtf", rb"{\rtf1\ansi hello}", "is an RTF document"),
        ("a.mobi", bytes(60) + b"BOOKMOBI" + bytes(90), "is a Kindle book; turn it into EPUB"),
        ("a.zip", b"PK\x03\x04" + bytes(90), "is cut short or damaged"),
        ("a.gz", gzip.compress(TEXT.encode(), mtime=0), "is an archive; unpack it"),
        ("page.html", b"<html><body><nav>x</nav></body></html>", "holds no text"),
    ],
)
def test_what_cannot_be_read(
    tmp_path: Path, session: Session, home: Path, name: str, content: bytes, said: str
) -> None:
    assert said in refused(session, file(tmp_path, name, content))
    assert kept(home) == []


def test_places_that_are_no_files(tmp_path: Path, session: Session) -> None:
    assert "There is no file" in refused(session, str(tmp_path / "missing.txt"))
    assert "is a folder; name the files in it" in refused(session, str(tmp_path))
    assert "is no file" in refused(session, "/dev/zero")
    assert "There is no encoding" in refused(session, file(tmp_path, "a.txt", TEXT), Wishes(encoding="klingon"))


def test_an_encoding_for_what_has_its_own(tmp_path: Path, session: Session) -> None:
    source = file(tmp_path, "a.epub", b"PK\x03\x04" + bytes(26) + b"mimetypeapplication/epub+zip")
    assert "import it without --encoding" in refused(session, source, Wishes(encoding="big5"))


def test_a_gigabyte_is_refused_at_once(tmp_path: Path, session: Session) -> None:
    for name, head in (("a.txt", TEXT.encode()), ("a.html", PAGE.encode()), ("a.epub", b"PK\x03\x04")):
        path = Path(file(tmp_path, name, head))
        with path.open("ab") as grown:
            grown.truncate(1 << 30)
        start = time.process_time()
        assert "MB" in refused(session, str(path))
        assert time.process_time() - start < 3


def test_a_text_that_is_damaged_further_on_leaves_nothing(tmp_path: Path, session: Session, home: Path) -> None:
    source = file(tmp_path, "a.txt", TEXT.encode() * 3000 + bytes(range(128, 256)) * 4000)
    assert "a tenth of it cannot be read" in refused(session, source)
    assert kept(home) == []


def test_cancelled(tmp_path: Path, session: Session, home: Path) -> None:
    seen: list[tuple[str, int]] = []
    watch = Watch(lambda what, count: seen.append((what, count)), lambda: len(seen) > 4)
    with pytest.raises(ImportCancelledError):
        import_source(session, file(tmp_path, "a.txt", TEXT * 1000), Wishes(), watch)
    assert [count for _, count in seen] == [0, 0, 100, 200, 300]
    assert kept(home) == []


def test_one_that_fails_does_not_stop_the_others(tmp_path: Path, session: Session) -> None:
    sources = [file(tmp_path, "a.txt", TEXT), str(tmp_path / "missing"), file(tmp_path, "b.txt", DAMAGED)]
    outcomes = list(import_all(session, sources, Wishes(), lambda _: Watch()))
    assert [type(outcome) for outcome in outcomes] == [Imported, Failed, Imported]


def test_a_full_disk_is_one_sentence(tmp_path: Path, session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("texts.folder.FolderDraft.add", full)
    outcomes = list(import_all(session, [file(tmp_path, "a.txt", TEXT)], Wishes(), lambda _: Watch()))
    assert isinstance(outcomes[0], Failed)
    assert "No space left on device" in outcomes[0].fault


def test_a_translation_that_the_user_has(tmp_path: Path, session: Session, home: Path) -> None:
    english = Path(file(tmp_path, "en.txt", "In the second half, supply chains decide.\nFactories became studios.\n"))
    done = import_source(session, file(tmp_path, "a.txt", TEXT), Wishes(translation=english))
    assert [p.translation for p in session.library.load(done.text_id).paragraphs] == [
        "In the second half, supply chains decide.",
        "Factories became studios.",
    ]
    broken = Wishes(translation=tmp_path / "missing.txt", again=True)
    assert "There is no file" in refused(session, file(tmp_path, "a.txt", TEXT), broken)
    assert kept(home) == ["a"]


# Addresses


def answer(body: bytes, content_type: str, more: str = "") -> bytes:
    return (
        f"HTTP/1.1 200 OK\r\nContent-Type: {content_type}\r\n{more}Content-Length: {len(body)}\r\n\r\n".encode() + body
    )


def test_a_page_from_an_address(session: Session, server: Server) -> None:
    server.answers["/a"] = moved("/%E7%9B%B4%E6%92%AD?id=7")
    server.answers["/%E7%9B%B4%E6%92%AD?id=7"] = answer(PAGE.encode("gb18030"), "text/html; charset=GBK")
    done = import_source(session, f"{server.url}/a", LOCAL)
    meta = session.library.load(done.text_id).meta
    assert (done.title, meta.origin) == ("题目", f"{server.url}/%E7%9B%B4%E6%92%AD?id=7")
    assert paragraphs(session, done.text_id) == ["题目", *LINES]
    assert "as declared" in done.said


def test_an_address_as_people_copy_it(session: Session, server: Server) -> None:
    server.answers["/%E7%9B%B4%E6%92%AD.txt"] = answer(
        gzip.compress(TEXT.encode()), "text/plain", "Content-Encoding: gzip\r\n"
    )
    assert import_source(session, f"{server.url}/直播.txt", LOCAL).text_id == "直播"


def test_addresses_that_are_refused(session: Session, server: Server, home: Path) -> None:
    server.answers["/loop"] = moved("/loop")
    server.answers["/file"] = moved("file:///etc/passwd")
    server.answers["/picture"] = answer(b"\x89PNG\r\n\x1a\n" + bytes(50), "image/png")
    server.answers["/garbage"] = b"\x00\x01garbage"
    server.answers["/bomb"] = answer(gzip.compress(bytes(200_000_000)), "text/plain", "Content-Encoding: gzip\r\n")
    server.answers["/large"] = ok(b"x", 10**10)
    assert "--allow-local" in refused(session, f"{server.url}/a", Wishes())
    assert "redirected more than" in refused(session, f"{server.url}/loop")
    assert "begins with http" in refused(session, f"{server.url}/file")
    assert "begins with http" in refused(session, "file:///etc/passwd")
    assert "404" in refused(session, f"{server.url}/missing")
    assert "is a picture" in refused(session, f"{server.url}/picture")
    assert "could not be fetched" in refused(session, f"{server.url}/garbage")
    assert "larger than" in refused(session, f"{server.url}/bomb")
    assert "larger than" in refused(session, f"{server.url}/large")
    assert kept(home) == []


def test_a_hanging_server_is_left_when_nobody_wants_it(session: Session, server: Server) -> None:
    def hang(_connection: socket.socket, _request: bytes) -> None:
        server.wait(20)

    server.answers["/hang"] = hang
    stop = threading.Event()
    threading.Timer(0.3, stop.set).start()
    start = time.monotonic()
    with pytest.raises(ImportCancelledError):
        import_source(session, f"{server.url}/hang", LOCAL, Watch(cancelled=stop.is_set))
    assert time.monotonic() - start < 10


# The command


def test_the_command(tmp_path: Path) -> None:
    one, two = file(tmp_path, "one.txt", TEXT), file(tmp_path, "two.txt", DAMAGED)
    done = duban("import", one, two, one)
    assert done.stdout == "one\ntwo\none\n"
    assert done.stderr.splitlines()[-1] == "2 imported, 1 in the library already."
    assert f"{two}: two; 2 ¶; 3 damaged places repaired; UTF-8, detected." in done.stderr
    assert duban("import", "-", stdin="别的一段话，讲的是直播。").stdout == "别的一段话-讲的是直播\n"
    assert "encoding" in duban("import", one, "--encoding", "klingon", code=1).stderr


def test_the_command_goes_on_after_a_failure(tmp_path: Path) -> None:
    one, two = file(tmp_path, "one.txt", TEXT), file(tmp_path, "two.txt", DAMAGED)
    from click.testing import CliRunner

    from reader.cli import main

    done = CliRunner().invoke(main, ["import", one, str(tmp_path / "missing.txt"), two])
    assert done.exit_code == 1
    assert done.stdout == "one\ntwo\n"
    assert done.stderr.splitlines()[-1] == "duban: 1 of 3 could not be imported; 2 new in the library."


def test_options_for_one_text_alone(tmp_path: Path) -> None:
    one, two = file(tmp_path, "one.txt", TEXT), file(tmp_path, "two.txt", DAMAGED)
    assert "--title is for one text" in duban("import", one, two, "--title", "题", code=2).stderr


def test_an_import_fault_is_of_the_errors_that_users_meet() -> None:
    assert issubclass(ImportFaultError, USER_ERRORS)


def test_what_has_no_chinese_is_no_text_to_read(session: Session, home: Path, tmp_path: Path) -> None:
    english = file(tmp_path, "en.txt", "The second half of livestreaming.\n\nFactories became studios.\n")
    said = refused(session, english)
    assert "no Chinese" in said
    assert "--translation" in said
    assert kept(home) == []
    assert refused(session, " ") == "Name a file, an address, or - for standard input."


def test_a_title_is_repaired_like_the_text(session: Session, tmp_path: Path) -> None:
    lines = f"直播电商进入下半场\n\n{LINES[0]}\n\n{LINES[1]}\n".encode().decode("latin-1")
    assert import_source(session, file(tmp_path, "a.txt", f"直\u200b播的一年\n{TEXT}"), LOCAL).title == "直播的一年"
    page = f"<html><head><title>直播&amp;ldquo;一年&amp;rdquo;</title></head><body><p>{LINES[0]}<p>{LINES[1]}"
    assert import_source(session, file(tmp_path, "b.html", page), Wishes(again=True)).title == "直播“一年”"
    misread = import_source(session, file(tmp_path, "c.txt", lines), Wishes(again=True, title=None))
    assert paragraphs(session, misread.text_id)[0] == "直播电商进入下半场"
    as_is = import_source(session, file(tmp_path, "d.txt", f"直\u200b播的两年\n{TEXT}"), Wishes(as_it_arrived=True))
    assert "直播" not in as_is.title
