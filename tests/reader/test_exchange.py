"""``duban glossary import`` and ``export``: pipes, faults, dry runs, one undo; what is filled in is said."""

import csv
import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from glossary.exchange.entry import GivenTerm
from reader.cli import main
from reader.completion import SessionCompleter
from reader.session import Session

GOOD = "simplified,traditional,pinyin,english\n云逛街,雲逛街,yún guàng jiē,cloud window-shopping\n"
FAULTY = GOOD + "云店,雲店,yún,cloud shop\n云仓,云鸡,,cloud depot\n"


def run(*arguments: str, stdin: bytes | str | None = None) -> Result:
    return CliRunner().invoke(main, ["glossary", *arguments], input=stdin)


def ok(*arguments: str, stdin: bytes | str | None = None) -> Result:
    result = run(*arguments, stdin=stdin)
    assert result.exit_code == 0, result.output
    return result


def listed() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(ok("list", "--json").stdout)
    return found


def test_an_import_is_one_step_that_undo_takes_back(tmp_path: Path) -> None:
    before = listed()
    file = tmp_path / "terms.csv"
    file.write_text(GOOD + "云店,雲店,yún diàn,cloud shop\n", encoding="utf-8")
    done = ok("import", str(file))
    assert done.stdout == (
        "new\tcloud-window-shopping\t云逛街\tcloud window-shopping\nnew\tcloud-shop\t云店\tcloud shop\n"
    )
    assert done.stderr == "2 new, 0 changed, 0 unchanged.\n"
    assert len(listed()) == len(before) + 2
    assert ok("import", str(file)).stderr == "0 new, 0 changed, 2 unchanged.\n"
    assert "the import of terms.csv" in ok("undo").output
    assert listed() == before


def test_a_dry_run_changes_nothing_and_tells_all() -> None:
    before = listed()
    shown = ok("import", "-", "--format", "csv", "--dry-run", "--json", stdin=GOOD)
    told = json.loads(shown.stdout)
    assert told["imported"] is False
    assert [(c["id"], c["change"], c["where"]) for c in told["concepts"]] == [
        ("cloud-window-shopping", "new", "line 2")
    ]
    assert "dry run" in shown.stderr
    assert listed() == before


def test_with_one_fault_nothing_is_changed_unless_told(tmp_path: Path) -> None:
    before = listed()
    file = tmp_path / "terms.csv"
    file.write_text(FAULTY, encoding="utf-8")
    refused = run("import", str(file))
    assert refused.exit_code == 1
    assert refused.stdout == ""
    assert refused.stderr.splitlines() == [
        "terms.csv, line 3: the reading “yún” does not fit “云店”.",
        "terms.csv, line 4: “云鸡” is not “云仓” in traditional characters.",
        "2 faults in terms.csv: nothing was changed; --valid-only takes the rest.",
    ]
    assert listed() == before
    taken = ok("import", str(file), "--valid-only")
    assert taken.stderr.splitlines()[-2:] == [
        "2 faults in terms.csv: what they are in is left out.",
        "1 new, 0 changed, 0 unchanged.",
    ]
    assert len(listed()) == len(before) + 1


def test_what_is_left_out_is_filled_in_and_said() -> None:
    done = ok("import", "-", "--format", "tsv", "--dry-run", stdin="zh\ten\n里程碑式\tmilestone\n後臺系統\tback end\n")
    notes = [line for line in done.stdout.splitlines() if line.startswith("note")]
    assert notes == [
        "note\tmilestone\tfilled in: 里程碑式 is read li3 cheng2 bei1 shi4",
        "note\tback-end\tfilled in: 后台系统 for 後臺系統",
        "note\tback-end\tfilled in: 后台系统 is read hou4 tai2 xi4 tong3",
    ]


def test_completion_keeps_what_is_given(home: Path) -> None:  # noqa: ARG001
    session = Session.open(lambda _: None)
    complete = SessionCompleter(session)
    assert complete.forms(GivenTerm(written="头发")) == ("头发", "頭髮")
    assert complete.forms(GivenTerm(written="頭髮")) == ("头发", "頭髮")
    assert complete.forms(GivenTerm(hant="頭髮")) == ("头发", "頭髮")
    assert complete.forms(GivenTerm(written="項鍊")) == ("项链", "項鍊")
    assert complete.forms(GivenTerm(hans="MCN")) == ("MCN", "MCN")
    assert complete.reading("头发", "頭髮") == (("tou2", "fa5"), False)
    assert complete.reading("干", "幹") == (("gan4",), False)
    session.close()


@pytest.mark.parametrize("suffix", [".json", ".csv", ".tsv", ".txt", ".tbx", ".martif", ".utx", ".zip"])
def test_every_format_goes_out_and_comes_back_unchanged(suffix: str, tmp_path: Path) -> None:
    file = tmp_path / f"terms{suffix}"
    assert ok("export", str(file)).stdout == ""
    assert "0 new, 0 changed" in ok("import", str(file), "--dry-run").stderr


def test_export_and_import_in_a_pipe() -> None:
    out = ok("export", "-", "--format", "yomitan", "--domain", "supply chain")
    assert "0 new, 0 changed" in ok("import", "-", "--format", "yomitan", stdin=out.stdout_bytes).stderr
    count = len([c for c in listed() if c["domain"] == "supply chain"])
    assert out.stderr == f"{count} concepts written.\n"
    table = ok("export", "-", "--format", "csv", "--status", "deprecated").stdout
    assert not table.startswith("\ufeff")
    rows = list(csv.DictReader(StringIO(table)))
    assert {row["concept_id"] for row in rows} == {
        c["id"] for c in listed() if "deprecated" in {x["status"] for x in (*c["terms"], *c["renderings"])}
    }


def test_the_concepts_of_a_text_are_exported(tmp_path: Path) -> None:
    text = tmp_path / "a.txt"
    text.write_text("他在直播間直播。\n", encoding="utf-8")
    assert [c["id"] for c in json.loads(ok("export", "-", "--format", "json", "--text", str(text)).stdout)] == [
        "livestream",
        "livestream-room",
    ]


def test_columns_are_mapped_and_the_script_can_be_said() -> None:
    table = "Begriff,Englisch\n雲倉庫,cloud depot\n"
    arguments = ("import", "-", "--format", "csv", "--dry-run", "--json", "--map", "Begriff=chinese")
    told = json.loads(ok(*arguments, "--map", "Englisch=english", "--script", "hant", stdin=table).stdout)
    fields = {f["field"]: f["after"] for f in told["concepts"][0]["fields"]}
    assert (fields["terms"][0]["hant"], fields["terms"][0]["hans"]) == ("雲倉庫", "云仓库")


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("import", "-"), 2, "add --format"),
        (("export", "-"), 2, "add --format"),
        (("import", "x.csv", "--map", "nonsense"), 2, "COLUMN=FIELD"),
        (("import", "missing.csv"), 1, "There is no file missing.csv"),
        (("import", "x.docx"), 1, "“.docx” says no format of glossaries"),
        (("import", "x"), 1, "The name “x” says no format"),
        (("import", "tests", "--format", "csv"), 1, "is a folder"),
        (("export", "nowhere/x.csv"), 1, "There is no folder nowhere"),
        (("export", "tests", "--format", "csv"), 1, "is a folder"),
        (("export", "x.docx"), 1, "no format of glossaries"),
        (("import", "-", "--format", "tbx", "--map", "a=english"), 1, "--map names columns of a table"),
    ],
)
def test_what_cannot_be_gets_one_sentence(arguments: tuple[str, ...], code: int, said: str) -> None:
    result = run(*arguments, stdin="<tbx/>")
    assert result.exit_code == code
    assert said in result.stderr
    assert "Traceback" not in result.output


def test_an_export_that_fails_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "terms.json"
    file.write_text("old", encoding="utf-8")

    def fail(*_: object) -> dict[str, Any]:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("glossary.exchange.jsonfile.concept_to_dict", fail)
    result = run("export", str(file))
    assert result.exit_code == 1
    assert file.read_text(encoding="utf-8") == "old"
    assert [path for path in tmp_path.iterdir() if path.is_file()] == [file]
