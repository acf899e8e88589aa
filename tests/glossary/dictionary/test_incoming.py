"""Dictionaries from outside: what is in them is shown, whatever format they come in; what harms is refused."""

import bz2
import gzip
import io
import json
import lzma
import struct
import tarfile
import time
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary.dictionary.incoming import archive
from glossary.dictionary.incoming.foreign import Foreign
from glossary.dictionary.incoming.markup import lines, plain
from glossary.dictionary.incoming.reading import read_dictionary, read_dictionary_file
from glossary.dictionary.incoming.release import Release, read_cedict, read_release, title_of
from glossary.dictionary.stored import StoredEntry
from glossary.errors import DictionaryError, GlossaryError
from tests.glossary.dictionary.foreign_files import CEDICT, stardict, tarred, write_stardict, yomitan, zipped

WORDS = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=6)


def entries(data: bytes, name: str = "x.zip") -> list[StoredEntry]:
    found = read_dictionary(data, name)
    return list(found.entries) if isinstance(found, Foreign) else []


def senses(data: bytes) -> list[str]:
    return [sense for entry in entries(data) for sense in entry.senses]


def refused(data: bytes, name: str = "x.zip") -> str:
    """The one sentence that says why."""
    with pytest.raises(GlossaryError) as raised:
        entries(data, name)
    said = str(raised.value)
    assert "\n" not in said
    assert said.endswith((".", ")."))
    return said


# StarDict


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("bits", [32, 64])
def test_stardict_by_its_files(tmp_path: Path, bits: int, packed: bool) -> None:
    files = stardict(
        [("坑位", b"slot in a show\nsold for a fee"), ("MCN", b"agency")],
        bits=bits, packed=packed, synonyms=[("坑位费", 0)], extra="author=A B\ndate=2026.01.02\n",
    )  # fmt: skip
    ifo = write_stardict(tmp_path, files)
    for path in (ifo, ifo.with_suffix(".idx"), tmp_path):
        found = read_dictionary_file(path)
        assert isinstance(found, Foreign)
        assert (found.title, found.about["publisher"], found.about["date"]) == ("Trade words", "A B", "2026.01.02")
        assert [(entry.word, entry.senses) for entry in found.entries] == [
            ("坑位", ("slot in a show", "sold for a fee")),
            ("坑位费", ("slot in a show", "sold for a fee")),
            ("MCN", ("agency",)),
        ]


@pytest.mark.parametrize("packing", ["", "gz", "bz2", "xz"])
def test_stardict_in_an_archive(packing: str) -> None:
    files = {f"dict/trade{suffix}": data for suffix, data in stardict([("坑", b"pit")], packed=True).items()}
    assert senses(tarred(files, packing)) == ["pit"]
    assert senses(zipped(files)) == ["pit"]


@pytest.mark.parametrize(
    ("types", "article", "wanted"),
    [
        ("m", b"a\nb", ("a", "b")),
        ("t", "kēng".encode(), ()),
        ("tm", "kēng\0pit".encode(), ("pit",)),
        ("mW", b"pit\0RIFF\0\1", ("pit",)),
        ("Wm", struct.pack(">I", 4) + b"RI\0Fpit", ("pit",)),
        ("h", b"<p>a <b>hole</b> &amp; more</p><ul><li>one<li>two</ul>", ("a hole & more", "one", "two")),
        ("g", b"<span foreground='red'>pit</span> &lt;noun&gt;", ("pit <noun>",)),
        ("x", b"<k>keng</k>\n<def>pit <kref>hole</kref></def>", ("keng", "pit hole")),
        ("", b"mpit\0hmore <i>here</i>\0", ("pit", "more here")),
        ("", b"tke1ng\0mpit", ("pit",)),
        ("", b"r" + b"img:a.png\0mpit\0", ("pit",)),
    ],
)  # fmt: skip
def test_stardict_fields_of_every_kind(types: str, article: bytes, wanted: tuple[str, ...]) -> None:
    files = stardict([("坑", article), ("洞", article)], types=types)
    found = entries(zipped({f"d{suffix}": data for suffix, data in files.items()}))
    assert [entry.senses for entry in found] == ([wanted] * 2 if wanted else [])
    if types == "tm":
        assert found[0].reading == ("keng1",)


def test_stardict_that_is_damaged_is_refused() -> None:
    good = stardict([("坑", b"pit"), ("洞", b"hole")], synonyms=[("穴", 1)])

    def archived(**changed: bytes | None) -> bytes:
        files = {**good, **{f".{suffix}": data for suffix, data in changed.items()}}
        return zipped({f"d{suffix}": data for suffix, data in files.items() if data is not None})

    assert "lacks its file .idx" in refused(archived(idx=None))
    assert "lacks its file .dict" in refused(archived(dict=None))
    assert "should have" in refused(archived(idx=good[".idx"][:-3]))
    assert "outside of its .dict" in refused(archived(dict=b"p"))
    assert ".syn is damaged" in refused(archived(syn=good[".syn"][:-2]))
    assert "no StarDict file" in refused(archived(ifo=b"hello"))
    assert "no StarDict file" in refused(archived(ifo=b"\xff\xfe"))
    assert "no StarDict file" in refused(archived(ifo=b""))
    without_size = b"\n".join(line for line in good[".ifo"].split(b"\n") if not line.startswith(b"idxfilesize"))
    assert "cut short" in refused(archived(ifo=without_size, idx=good[".idx"][:-3]))
    assert "holds 2 dictionaries" in refused(zipped({"a.ifo": good[".ifo"], "b.ifo": good[".ifo"]}))


def test_a_part_of_a_stardict_dictionary_alone_is_told_what_is_missing(tmp_path: Path) -> None:
    (tmp_path / "a.dict.dz").write_bytes(gzip.compress(b"x"))
    with pytest.raises(DictionaryError, match=r"whose file a\.ifo is not there"):
        read_dictionary_file(tmp_path / "a.dict.dz")
    with pytest.raises(DictionaryError, match="holds no StarDict"):
        read_dictionary_file(tmp_path)


@pytest.mark.parametrize("options", [{}, {"packed": True}, {"bits": 64}])
def test_another_reader_of_stardict_finds_the_same(tmp_path: Path, options: dict[str, Any]) -> None:
    peer = pytest.importorskip("pystardict")
    articles = [("MCN", "agency"), ("坑", "pit"), ("坑位", "slot in a show")]
    ifo = write_stardict(tmp_path, stardict([(word, text.encode()) for word, text in articles], **options))
    theirs = peer.Dictionary(str(ifo.with_suffix("")), in_memory=True)
    assert [(word, theirs[word]) for word, _ in articles] == articles
    ours = read_dictionary_file(ifo)
    assert isinstance(ours, Foreign)
    assert [(entry.word, entry.senses[0]) for entry in ours.entries] == articles


@given(st.lists(st.tuples(WORDS, st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1)), min_size=1))
def test_what_stands_in_a_stardict_dictionary_is_read_back(pairs: list[tuple[str, str]]) -> None:
    files = stardict([(word, text.encode()) for word, text in pairs])
    found = entries(zipped({f"d{suffix}": data for suffix, data in files.items()}))
    assert [(entry.word, "".join(entry.senses)) for entry in found] == pairs


@given(st.binary(max_size=200), st.binary(max_size=200), st.sampled_from(["", "m", "tm", "Wm", "h"]))
def test_no_bytes_make_a_reader_of_stardict_fall_over(index: bytes, body: bytes, types: str) -> None:
    files = {**stardict([("坑", b"pit")], types=types), ".idx": index, ".dict": body}
    files[".ifo"] = files[".ifo"].replace(b"idxfilesize", b"other")
    said = ""
    try:
        entries(zipped({f"d{suffix}": data for suffix, data in files.items()}))
    except GlossaryError as error:
        said = str(error)
    assert "\n" not in said


# Yomitan


def test_yomitan_rows_of_the_present_format() -> None:
    rows: list[list[Any]] = [
        ["坑位", "kēng wèi", "n", "", 1, ["slot", {"type": "text", "text": "place in a show"}], 1, ""],
        ["MCN", "", None, "", 0, ["agency"], 2, ""],
        ["坑位費", "ㄎㄥ ㄨㄟˋ ㄈㄟˋ", "", "", 0, ["fee"], 3, ""],
        ["没有意思", "mei2you3 yi4si5", "", "", 0, [{"type": "image", "path": "a", "description": "a picture"}], 4, ""],
        ["空", "", "", "", 0, [], 5, ""],
        ["卖了", "", "", "", 0, [["卖", ["past"]]], 6, ""],
    ]  # fmt: skip
    found = entries(yomitan(rows, banks=3))
    assert {entry.word: entry for entry in found} == {
        "坑位": StoredEntry("坑位", ("keng1", "wei4"), "", ("slot", "place in a show")),
        "MCN": StoredEntry("MCN", (), "", ("agency",)),
        "坑位費": StoredEntry("坑位費", (), "ㄎㄥ ㄨㄟˋ ㄈㄟˋ", ("fee",)),
        "没有意思": StoredEntry("没有意思", ("mei2", "you3", "yi4", "si5"), "", ("a picture",)),
        "卖了": StoredEntry("卖了", (), "", ("form of 卖",)),
    }


def test_yomitan_structured_content_becomes_lines() -> None:
    def node(tag: str, *content: Any, **more: Any) -> dict[str, Any]:
        return {"tag": tag, "content": list(content), **more}

    content = [
        node("div", "a ", node("span", "slot", style={"fontWeight": "bold"}), " in a show"),
        node("ul", node("li", "one"), node("li", "two", {"tag": "br"}, "three")),
        node("table", node("tr", node("td", "x"), node("td", "y"))),
        node("ruby", "坑", node("rp", "("), node("rt", "kēng")),
        {"tag": "img", "path": "a.png"},
        node("a", "坑", href="?query=坑"),
    ]
    row = ["坑", "", "", "", 0, [{"type": "structured-content", "content": content}], 0, ""]
    assert senses(yomitan([row])) == ["a slot in a show", "one", "two", "three", "x y", "坑坑"]


def test_yomitan_rows_of_the_first_format() -> None:
    assert senses(yomitan([["坑", "kēng", "n", "", 0, "pit", "slot"]], version=1)) == ["pit", "slot"]


def test_yomitan_says_what_it_is() -> None:
    found = read_dictionary(yomitan([["坑", "", "", "", 0, ["pit"], 0, ""]]), "x.zip")
    assert isinstance(found, Foreign)
    assert (found.title, found.about) == ("Trade words", {"date": "2026-01", "publisher": "A", "license": "CC0"})


def test_yomitan_that_is_broken_is_refused() -> None:
    row = ["坑", "", "", "", 0, ["pit"], 0, ""]
    assert "has no title" in refused(yomitan([row], index={"title": ""}))
    assert "duban reads Yomitan's formats 1 to 3" in refused(yomitan([row], version=9))
    assert "holds no terms" in refused(zipped({"index.json": b'{"title":"t","format":3}'}))
    assert "no valid JSON" in refused(zipped({"index.json": b'{"title":'}))
    good = json.dumps({"title": "t", "revision": "1", "format": 3}).encode()
    for bank, said in (
        (b"[", "no valid JSON"),
        (b"\xff\xfe", "no valid JSON"),
        (b"{}", "no list of terms"),
        (b"[1]", "row 1 of term_bank_1.json is no term"),
        (b'[["a"]]', "is no term"),
        (b"[" * 200_000, "no valid JSON"),
    ):
        assert said in refused(zipped({"index.json": good, "term_bank_1.json": bank}))
    deep = b'[["a","","","",0,[{"type":"structured-content","content":' + b"[" * 500 + b"]" * 500 + b'}],0,""]]'
    assert entries(zipped({"index.json": good, "term_bank_1.json": deep})) == []


# Archives that mean harm


def test_names_that_point_out_of_an_archive_are_refused() -> None:
    for name in ("../evil.u8", "/etc/evil.u8", "a/../../evil.u8", "..\\evil.u8", "C:\\evil.u8"):
        assert "outside of itself" in refused(zipped({name: CEDICT.encode()}))
        assert "outside of itself" in refused(tarred({name: CEDICT.encode()}), "x.tar.gz")


def test_links_in_an_archive_lead_nowhere(tmp_path: Path) -> None:
    secret = tmp_path / "secret.u8"
    secret.write_text(CEDICT, encoding="utf-8")
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as made:
        info = tarfile.TarInfo("words.u8")
        info.type, info.linkname = tarfile.SYMTYPE, str(secret)
        made.addfile(info)
    assert "holds no dictionary" in refused(out.getvalue(), "x.tar.gz")


@pytest.mark.parametrize("kind", ["zip", "gz", "bz2", "xz", "tar.gz", "yomitan"])
def test_a_bomb_is_given_up_on(kind: str) -> None:
    zeros = bytes(80 << 20)
    made: dict[str, Callable[[bytes], bytes]] = {
        "zip": lambda zeros: zipped({"words.u8": zeros}),
        "gz": lambda zeros: gzip.compress(zeros, 1),
        "bz2": lambda zeros: bz2.compress(zeros, 1),
        "xz": lambda zeros: lzma.compress(zeros, preset=0),
        "tar.gz": lambda zeros: tarred({"words.u8": zeros}),
        "yomitan": lambda zeros: zipped({"index.json": b'{"title":"t","format":3}', "term_bank_1.json": zeros}),
    }
    data = made[kind](zeros)
    del zeros
    tracemalloc.start()
    try:
        with pytest.raises(DictionaryError, match="unpacks to more than 8 MB"):
            _read_whole(data, 8 << 20)
        assert tracemalloc.get_traced_memory()[1] < 40 << 20
    finally:
        tracemalloc.stop()


def _read_whole(data: bytes, largest: int) -> None:
    found = archive.unpacked(data, "x", largest)
    for name in found.names if found is not None else ():
        assert found is not None
        assert found[name] is not None
    archive.decompressed(data, "x", largest)


def test_an_archive_that_is_cut_short_or_locked_is_refused() -> None:
    whole = zipped({"words.u8": CEDICT.encode() * 50})
    assert "damaged or cut short" in refused(whole[: len(whole) // 2])
    spoilt = bytearray(whole)
    spoilt[60:80] = bytes(20)
    assert "damaged or cut short" in refused(bytes(spoilt))
    for data in (gzip.compress(CEDICT.encode()), bz2.compress(CEDICT.encode()), lzma.compress(CEDICT.encode())):
        assert "damaged or cut short" in refused(data[: len(data) - 12], "words.u8.gz")
    out = io.BytesIO(whole)
    with zipfile.ZipFile(out, "a") as locked:
        for info in locked.infolist():
            info.flag_bits |= 1
    data = out.getvalue().replace(b"PK\x01\x02\x14\x03\x14\x00\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01\x00")
    assert "locked with a password" in refused(data)


def test_entities_are_characters_and_nothing_else() -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;">]><p>&b; &lt;ok&gt; &#x4e2d;</p>'
    assert "lol" not in plain("<p>&b;</p>")
    assert lines(plain(bomb))[-1] == "&b; <ok> 中"


def test_what_a_terminal_would_obey_is_left_out() -> None:
    assert lines("a\x1b[31mred\x07\x9b2J\u2028b\ud800c") == ["a [31mred 2J b c"]
    with_escape = read_cedict((CEDICT + "好 好 [hao3] /\x1b[31mgood/\n").encode(), "x")
    assert with_escape.faults == (4,)


@pytest.mark.parametrize(
    "text", ["<" * 200_000, "<!--" * 50_000, "<style>" * 30_000, "&" * 200_000, "<a " * 60_000], ids=range(5)
)
def test_markup_made_to_be_slow_is_not(text: str) -> None:
    began = time.monotonic()
    plain(text)
    assert time.monotonic() - began < 2


# CC-CEDICT


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("words.u8", CEDICT.encode()),
        ("words.txt", CEDICT.replace("\n", "\r\n").encode("utf-8-sig")),
        ("words.u8.gz", gzip.compress(CEDICT.encode())),
        ("words.zip", zipped({"readme.txt": b"hello", "cedict_ts.u8": CEDICT.encode()})),
        ("words.tar.xz", tarred({"words.u8": CEDICT.encode()}, "xz")),
    ],
)
def test_the_format_of_cc_cedict_however_it_is_packed(name: str, data: bytes) -> None:
    found = read_dictionary(data, name)
    assert isinstance(found, Release)
    assert (found.count, found.faults, found.date, title_of(name)) == (2, (), "2026-01-01", "words")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "holds no line"),
        (b"hello\n", "holds no line"),
        (b"\x00\x01\x02", "binary file"),
        ("中國 中国 [Zhong1 guo2] /China/".encode("gbk"), "not UTF-8"),
        (CEDICT.encode()[:20], "cut short"),
        (b"<!DOCTYPE html><html>", "web page"),
        (b"\n\n <HTML lang=en>", "web page"),
        ((CEDICT + "no entry\n" * 50).encode(), "50 of 52 lines are no entry, the first is line 4"),
    ],
)
def test_what_is_no_cc_cedict_is_refused(data: bytes, said: str) -> None:
    assert said in refused(data, "words.u8")


def test_both_syntaxes_are_one_entry() -> None:
    first = "北京大學 北京大学 [Bei3 jing1 Da4 xue2] /PKU/\n點兒 点儿 [dian3 r5] /a bit/\n女兒 女儿 [nu:3 er2] /d/\n"
    second = "北京大學 北京大学 [[Bei3jing1 Da4xue2]] /PKU/\n點兒 点儿 [[dianr3]] /a bit/\n女兒 女儿 [[nu:3'er2]] /d/\n"
    assert read_cedict(first.encode(), "a").entries == read_cedict(second.encode(), "b").entries


def test_a_release_is_whole() -> None:
    with pytest.raises(DictionaryError, match="says it has 120,000 entries and has 2"):
        read_release(("#! entries=120000\n" + CEDICT).encode(), "x")
    with pytest.raises(DictionaryError, match="duban dictionary add"):
        read_release(CEDICT.encode(), "x")


def test_a_folder_a_pipe_and_nothing_are_no_file(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "missing", Path("/dev/zero")):
        with pytest.raises(DictionaryError):
            archive.read_file(path)
    large = tmp_path / "large"
    with large.open("wb") as file:
        file.truncate(archive.LARGEST + 1)
    with pytest.raises(DictionaryError, match="larger than any dictionary"):
        archive.read_file(large)
