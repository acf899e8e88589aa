"""The command line as a contract: what scripts outside may rely on."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.usefixtures("used_home")

ROOT = Path(__file__).parents[2]
ARTICLE = "hangzhou-live-commerce"
KEYS = ["paragraph", "kind", "script", "text", "translation", "tokens"]
TOKEN_KEYS = ["text", "start", "end", "readings", "term", "gloss", "level"]
SYLLABLE = re.compile(r"[a-zü]+[1-5]|[a-zê]+[1-5]")


def duban(
    *arguments: str, stdin: bytes | None = None, environment: dict[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Run the command; no output of any run may hold a traceback."""
    env = {**os.environ, **(environment or {})}
    command = [sys.executable, "-m", "reader", *arguments]
    done = subprocess.run(command, input=stdin, capture_output=True, env=env, cwd=ROOT, check=False)
    assert b"Traceback" not in done.stderr
    return done


def fails(*arguments: str, stdin: bytes | None = None, environment: dict[str, str] | None = None) -> str:
    """What a failing run says: one line, exit code 1, nothing on stdout."""
    done = duban(*arguments, stdin=stdin, environment=environment)
    assert (done.returncode, done.stdout) == (1, b"")
    lines = done.stderr.decode().splitlines()
    assert len(lines) == 1
    return lines[0]


def check_record(line: str, number: int) -> dict[str, Any]:
    record: dict[str, Any] = json.loads(line)
    assert list(record) == KEYS
    assert record["paragraph"] == number
    at = 0
    for token in record["tokens"]:
        assert list(token) == TOKEN_KEYS
        assert token["start"] == at
        assert record["text"][token["start"] : token["end"]] == token["text"] != ""
        assert len(token["readings"]) == len(token["text"])
        for character, reading in zip(token["text"], token["readings"], strict=True):
            if reading is not None:
                assert SYLLABLE.fullmatch(reading)
            if "\u4e00" <= character <= "\u9fa5":
                assert reading is not None
            if character.isascii() or character in "，。“”——…":
                assert reading is None
        at = token["end"]
    assert at == len(record["text"])
    return record


@pytest.mark.parametrize("script", [None, "hans", "hant", "tw", "hk"])
def test_annotate_keeps_the_contract_on_the_article(script: str | None) -> None:
    done = duban("annotate", ARTICLE, "--format", "jsonl", *(["--script", script] if script else []))
    assert done.returncode == 0
    records = [check_record(line, n) for n, line in enumerate(done.stdout.decode().splitlines())]
    assert len(records) == 44
    assert {record["script"] for record in records} == {script or "hant"}
    assert [record["kind"] for record in records].count("heading") == 6
    assert all(record["translation"] for record in records)
    assert any(token["term"] for token in records[0]["tokens"])


def test_annotate_keeps_the_contract_on_any_text() -> None:
    lines = ["", "  今天 天气很好。 ", "𠮷野家\u0301👩‍👩‍👧 ＭＣＮ机构 U盘", "\x00\x0b\x0c\u2028x", "「裏」と한글"]
    lines.append("她说：“2027年12.5%。”")
    done = duban("annotate", "-", "--format", "jsonl", stdin="\n".join(lines).encode())
    # A file with a zero byte is no text; without it everything goes.
    assert done.returncode == 1
    lines[3] = lines[3][1:]
    done = duban("annotate", "-", "--format", "jsonl", stdin="\r\n".join(lines).encode())
    records = [check_record(line, n) for n, line in enumerate(done.stdout.decode().split("\n")[:-1])]
    assert [record["text"] for record in records] == lines


@pytest.mark.parametrize("form", ["text", "jsonl"])
def test_annotate_says_nothing_of_an_empty_file(tmp_path: Path, form: str) -> None:
    empty = tmp_path / "empty.txt"
    empty.write_bytes(b"")
    done = duban("annotate", str(empty), "--format", form)
    assert (done.returncode, done.stdout) == (0, b"")


def test_annotate_streams(tmp_path: Path) -> None:
    long = tmp_path / "long.txt"
    long.write_text("直播电商正从过去以流量驱动的规模扩张阶段，迈向新阶段。\n" * 20_000, encoding="utf-8")
    command = [sys.executable, "-m", "reader", "annotate", str(long), "--format", "jsonl"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT) as process:
        assert process.stdout is not None
        check_record(process.stdout.readline().decode(), 0)
        assert process.poll() is None, "the first line comes while the rest is still to be done"
        process.stdout.close()
        assert process.wait(20) in (0, 1)


def test_a_reader_that_has_had_enough_is_no_error(tmp_path: Path) -> None:
    long = tmp_path / "long.txt"
    long.write_text("直播电商。\n" * 5000, encoding="utf-8")
    line = f"{sys.executable} -m reader convert {long} --to tw | head -1"
    done = subprocess.run(["bash", "-c", line], capture_output=True, cwd=ROOT, check=False)
    assert (done.stdout.decode(), done.stderr) == ("直播電商。\n", b"")


@pytest.mark.parametrize("script", [[], ["--script", "tw"]])
def test_fast_changes_nothing_but_cuts_and_readings(script: list[str]) -> None:
    runs = []
    for flags in ([], ["--fast"]):
        done = duban("annotate", ARTICLE, "--format", "jsonl", *flags, *script)
        assert (done.returncode, done.stderr) == (0, b"")
        runs.append([check_record(line, n) for n, line in enumerate(done.stdout.decode().splitlines())])
    whole, fast = runs
    for one, other in zip(whole, fast, strict=True):
        assert {key: one[key] for key in KEYS[:3]} == {key: other[key] for key in KEYS[:3]}
        assert one["translation"] == other["translation"]
        assert script or one["text"] == other["text"]
    terms, others = ([(t["text"], t["term"]) for r in run for t in r["tokens"] if t["term"]] for run in runs)
    assert len(set(terms) ^ set(others)) <= 3
    assert sum(one["tokens"] != other["tokens"] for one, other in zip(whole, fast, strict=True)) > 0
    alike = sum(one["text"] == other["text"] for one, other in zip(whole, fast, strict=True))
    assert alike >= 0.8 * len(whole)


def test_convert_goes_line_for_line() -> None:
    text = "短视频\n\n后来，皇后用U盘\n"
    done = duban("convert", "-", "--to", "tw", stdin=text.encode())
    assert done.stdout.decode() == "短視頻\n\n後來，皇后用U盤\n"
    done = duban("convert", "-", "--to", "tw", "--phrases", stdin=text.encode())
    assert "影片" in done.stdout.decode()
    assert done.stdout.decode().count("\n") == 3


def test_repair_prints_the_article_and_reports(tmp_path: Path) -> None:
    folder = ROOT / "texts/articles" / ARTICLE
    report = tmp_path / "report.json"
    done = duban("repair", str(folder / "raw.txt"), "--report", str(report))
    assert done.stdout.decode() == (folder / "zh.txt").read_text(encoding="utf-8")
    kinds = {repair["kind"] for repair in json.loads(report.read_text(encoding="utf-8"))["repairs"]}
    assert {"pinyin", "misread", "punctuation", "script"} <= kinds
    clean = duban("repair", str(folder / "zh.txt"))
    assert clean.stdout == done.stdout


@pytest.mark.parametrize("spelling", ["zhongwen", "zhong1wen2", "zhōngwén", "Zhong Wen", "中文"])
def test_lookup_understands_every_spelling(spelling: str) -> None:
    done = duban("lookup", spelling, "--json")
    entries = json.loads(done.stdout)["entries"]
    assert "中文" in {entry["hans"] for entry in entries}


def test_lookup_in_english_and_of_a_term() -> None:
    assert "银行" in duban("lookup", "bank").stdout.decode()
    found = json.loads(duban("lookup", "直播帶貨", "--json").stdout)
    assert found["concepts"][0]["id"] == "livestream-selling"
    assert "Nothing found" in fails("lookup", "xyzzyq")


def test_the_glossary_is_listed_and_shown() -> None:
    concepts = json.loads(duban("glossary", "list", "--json").stdout)
    assert len(concepts) > 150
    assert {"id", "terms", "renderings", "definition_en"} <= set(concepts[0])
    for name in ("自然流", "直播間", "livestream"):
        assert duban("glossary", "show", name).returncode == 0
    assert "no “没有”" in fails("glossary", "show", "没有")


def test_texts_are_listed() -> None:
    rows = json.loads(duban("texts", "--json").stdout)
    assert [row["id"] for row in rows] == [ARTICLE]
    assert rows[0]["paragraphs"] == 44
    assert rows[0]["known_share"] == 0  # nothing has been said of what is known
    assert rows[0]["terms"] == rows[0]["unknown_terms"] > 100
    assert rows[0]["level"] == "HSK 7–9 (3.0-2021)"
    assert sum(rows[0]["levels"].values()) == pytest.approx(1, abs=0.001)
    assert (rows[0]["origin"], rows[0]["progress"], rows[0]["tags"][0]) == ("bundled", None, "live commerce")
    (line,) = duban("texts").stdout.decode().splitlines()
    assert line.startswith(f"{ARTICLE}\t2025-12\t44 ¶\t直播帶貨的杭州樣本\t")
    assert "\tHSK 7–9 (3.0-2021)\t" in line
    assert duban("cards", "add", "--text", ARTICLE).returncode == 0
    (with_cards,) = json.loads(duban("texts", "--json").stdout)
    assert with_cards["unknown_terms"] == 0


def test_settings_says_where_things_lie(used_home: Path) -> None:
    rows = dict(line.split("\t") for line in duban("settings").stdout.decode().splitlines())
    assert rows["settings"] == str(used_home / "settings.toml")
    assert set(rows) == {"settings", "record", "texts", "trash", "dictionaries", "cache"}


def test_wrong_usage_is_two() -> None:
    for arguments in (["annotate"], ["convert", ARTICLE], ["convert", ARTICLE, "--to", "xx"], ["nonsense"]):
        assert duban(*arguments).returncode == 2


BAD: Sequence[tuple[bytes, str]] = [
    (b"\x00\x01\x02 not text", "binary"),
    ("直播电商".encode() * 9 + b"\xff", "not UTF-8"),
]


@pytest.mark.parametrize(("data", "said"), BAD)
@pytest.mark.parametrize("command", [["annotate"], ["convert", "--to", "tw"], ["repair"], ["read"]])
def test_what_is_no_text_gets_one_sentence(tmp_path: Path, data: bytes, said: str, command: list[str]) -> None:
    file = tmp_path / "bad.txt"
    file.write_bytes(data)
    assert said in fails(*command, str(file))


def test_missing_files_folders_and_empty_texts_get_one_sentence(tmp_path: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.write_bytes(b"\n\n")
    assert "no text or file" in fails("annotate", "no-such-text")
    assert "folder without meta.toml" in fails("annotate", str(tmp_path))
    assert "nothing to read" in fails("read", str(empty))
    assert "nothing to export" in fails("export", str(empty), "-o", str(tmp_path / "page.html"))
    assert not (tmp_path / "page.html").exists()
    repaired = duban("repair", str(empty))
    assert (repaired.returncode, b"nothing to repair" in repaired.stderr) == (0, True)
    assert "Is a directory" in fails("repair", str(tmp_path))


def test_utf16_and_byte_order_marks_are_read() -> None:
    for data in ("直播".encode("utf-16"), "直播".encode("utf-8-sig")):
        assert duban("convert", "-", "--to", "hant", stdin=data).stdout.decode() == "直播\n"


def test_the_locale_does_not_matter() -> None:
    done = duban("convert", "-", "--to", "tw", stdin="后来".encode(), environment={"LC_ALL": "C", "LANG": "C"})
    assert done.stdout.decode() == "後來\n"


def test_a_damaged_file_is_exported_repaired_unless_told_otherwise(tmp_path: Path) -> None:
    raw, page = str(ROOT / "texts/articles" / ARTICLE / "raw.txt"), tmp_path / "page.txt"
    done = duban("export", raw, "-o", str(page))
    assert "damaged places repaired first" in done.stderr.decode()
    assert "(jīng)" not in page.read_text(encoding="utf-8")
    done = duban("export", raw, "-o", str(page), "--as-it-arrived")
    assert "repaired" not in done.stderr.decode()
    assert "(jīng)" in page.read_text(encoding="utf-8")


def test_a_full_disk_gets_one_sentence(tmp_path: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    done = duban("repair", "-", "--report", "/dev/full", stdin="直播".encode())
    assert done.returncode == 1
    assert len(done.stderr.decode().splitlines()) == 1
    with Path("/dev/full").open("wb") as full:
        command = [sys.executable, "-m", "reader", "convert", ARTICLE, "--to", "hans"]
        run = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, cwd=ROOT, check=False)
    assert run.returncode == 1
    assert b"Traceback" not in run.stderr
    assert not list(tmp_path.glob("*.json"))


def test_a_full_home_is_read_and_what_cannot_be_kept_is_said(used_home: Path) -> None:
    resource = pytest.importorskip("resource")

    def run(*arguments: str) -> "subprocess.CompletedProcess[str]":
        """As on a full disk: not a byte can be written into a file."""
        return subprocess.run(
            [sys.executable, "-B", "-m", "reader", *arguments],
            capture_output=True,
            text=True,
            cwd=ROOT,
            check=False,
            env={**os.environ, "DUBAN_HOME": str(used_home)},
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0)),
        )

    assert duban("glossary", "add", "坑产", "--english", "sales per slot").returncode == 0
    for arguments, wanted in (
        (("annotate", ARTICLE, "--format", "jsonl"), "林依輪"),
        (("lookup", "zhibo"), "livestream"),
        (("glossary", "list", "--own"), "sales per slot"),
    ):
        done = run(*arguments)
        assert (done.returncode, done.stderr) == (0, "")
        assert wanted in done.stdout
    done = run("glossary", "add", "店效", "--english", "sales per store")
    assert done.returncode == 1
    assert "disk" in done.stderr
    assert "Added" not in done.stderr + done.stdout


def test_a_broken_record_or_settings_file_gets_one_sentence(used_home: Path) -> None:
    (used_home / "library.db").write_bytes(b"nonsense" * 500)
    assert "damaged" in fails("annotate", ARTICLE)
    (used_home / "library.db").unlink()
    (used_home / "settings.toml").write_text("theme = 3", encoding="utf-8")
    assert "theme" in fails("read", ARTICLE)
    (used_home / "settings.toml").write_text("theme = ", encoding="utf-8")
    assert "not valid TOML" in fails("annotate", ARTICLE)


def test_the_glossary_is_listed_by_what_is_wanted() -> None:
    first = duban("glossary", "list", "--query", "ziranliu").stdout.decode().splitlines()[0]
    assert first.split("\t") == ["organic-traffic", "自然流", "自然流", "organic traffic"]
    found = json.loads(duban("glossary", "list", "--text", "-", "--json", stdin="一家MCN機構。".encode()).stdout)
    assert [concept["id"] for concept in found] == ["mcn-agency"]
    assert duban("glossary", "list", "--own").stdout == b""


def test_occurrences_of_a_term_and_its_timeline() -> None:
    done = duban("glossary", "occurrences", "自然流", "--json")
    found = json.loads(done.stdout)
    assert found["concept"] == "organic-traffic"
    assert found["timeline"]["count"] == len(found["occurrences"]) > 0
    assert all(place["name"] in place["sentence"] for place in found["occurrences"])
    lines = duban("glossary", "occurrences", "organic-traffic").stdout.decode().splitlines()
    assert [line.split("\t")[3] for line in lines] == [place["sentence"] for place in found["occurrences"]]
    assert "no “没有”" in fails("glossary", "occurrences", "没有")
