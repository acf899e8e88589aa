"""``duban glossary check``: what is wrong with the termbase or with glossary files, for people and for CI."""

import sys
from pathlib import Path

import click

from reader.commands.base import echo_json, open_session, say


@click.command()
@click.argument("files", nargs=-1, metavar="[FILE]…", type=click.Path(dir_okay=False, path_type=Path))
@click.option(
    "--text", "texts", multiple=True, metavar="TEXT", help="Check against this translated text alone. Repeatable."
)
@click.option("--strict", is_flag=True, help="Exit code 1 for warnings too, not only for errors.")
@click.option("--notes", is_flag=True, help="Print notes too, not only their number.")
@click.option("--json", "as_json", is_flag=True, help="Everything as one JSON array, notes included.")
def check(files: tuple[Path, ...], texts: tuple[str, ...], strict: bool, notes: bool, as_json: bool) -> None:
    """Check the termbase, or glossary FILEs by themselves: .toml, .json, or any that can be imported (.csv, .tbx …).

    It looks for doubles, for readings, scripts and renderings that contradict each other or the dictionary, for links
    that lead nowhere, and for terms that a translated text of the library renders in another way. Severity, kind, ids,
    place and what is wrong are columns. Exit code 1 if there is an error.
    """
    from msgspec import to_builtins

    from reader.checking import check_files, check_termbase

    def fault(words: str) -> None:
        say(f"duban: {words}")

    with open_session() as session:
        if files:
            findings = check_files(session, files, texts or None, fault)
        else:
            findings = check_termbase(session, texts or None, fault)
    counts = {severity: sum(f.severity == severity for f in findings) for severity in ("error", "warning", "note")}
    if as_json:
        echo_json([to_builtins(finding) for finding in findings])
    else:
        for finding in findings:
            if notes or finding.severity != "note":
                ids = ",".join(finding.concepts)
                click.echo(f"{finding.severity}\t{finding.kind}\t{ids}\t{finding.place}\t{finding.sentence}")
    hidden = " (--notes prints them)" if counts["note"] and not notes and not as_json else ""
    say(", ".join(f"{number} {name}{'s' * (number != 1)}" for name, number in counts.items()) + hidden + ".")
    if counts["error"] or (strict and counts["warning"]):
        sys.exit(1)
