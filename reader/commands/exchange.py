"""``duban glossary import`` and ``export``: termbases of other tools, in and out."""

from typing import TYPE_CHECKING

import click

from reader.commands.base import echo_json, open_session, say

if TYPE_CHECKING:
    from glossary.exchange.entry import FileScript
    from glossary.model import TermStatus

_FORMATS = click.Choice(["json", "csv", "tsv", "omegat", "tbx", "martif", "utx", "yomitan", "pleco"])
_STATUSES = click.Choice(["preferred", "admitted", "deprecated"])
_SCRIPTS = click.Choice(["hans", "hant"])


@click.command("import")
@click.argument("file")
@click.option("--dry-run", is_flag=True, help="Show what would change, and change nothing.")
@click.option("--valid-only", is_flag=True, help="Take what is sound and leave the rest out.")
@click.option("--format", "form", type=_FORMATS, help="The format, where the file's name does not say it.")
@click.option(
    "--map",
    "columns",
    multiple=True,
    metavar="COLUMN=FIELD",
    help="What a column of a table holds; FIELD - ignores it.",
)
@click.option("--script", type=_SCRIPTS, help="The script of Chinese terms, where the file does not say it.")
@click.option("--json", "as_json", is_flag=True, help="The changes as one JSON object.")
def import_glossary(
    file: str,
    dry_run: bool,
    valid_only: bool,
    form: str | None,
    columns: tuple[str, ...],
    script: "FileScript | None",
    as_json: bool,
) -> None:
    """Take in the glossary FILE (- for standard input): .json, .csv, .tsv, .txt (OmegaT), .tbx, .utx, .zip (Yomitan).

    Every entry is checked first; with a fault in one, nothing is changed, unless told --valid-only. An entry with the
    id of a concept and a name or rendering in common updates it; else one with its preferred name, reading and a
    rendering in common; else it is new. What the file does not say stays, nothing is taken away, and one undo takes
    all of it back. What is filled in (the other script, readings) is listed as a note.
    """
    from glossary.exchange.report import change_lines, change_records, summary
    from reader.exchange import STANDARD, GlossaryFile, carry_out, plan_import

    if file == STANDARD and form is None:
        raise click.UsageError("Standard input has no name to tell its format by: add --format.")
    source = GlossaryFile(file, form, _mapping(columns), script)
    with open_session() as session:
        planned = plan_import(session, source)
        sound = not planned.faults or valid_only
        done = sound and not dry_run
        if done:
            carry_out(session, source, planned)
    for notice in planned.notices:
        say(notice)
    for fault in planned.faults:
        say(f"{source.name}, {fault}")
    if as_json:
        faults = [{"where": fault.where, "problem": fault.problem} for fault in planned.faults]
        echo_json({"imported": done, "concepts": change_records(planned) if sound or dry_run else [], "faults": faults})
    elif sound or dry_run:
        for line in change_lines(planned):
            click.echo(line)
    if planned.faults:
        several = f"{len(planned.faults)} faults" if len(planned.faults) > 1 else "1 fault"
        left = "what they are in is left out" if valid_only else "nothing was changed; --valid-only takes the rest"
        say(f"{several} in {source.name}: {left}.")
    if sound:
        say(summary(planned, dry_run))
    else:
        click.get_current_context().exit(1)


def _mapping(columns: tuple[str, ...]) -> dict[str, str]:
    pairs = [column.rpartition("=") for column in columns]
    for column, (heading, _, field) in zip(columns, pairs, strict=True):
        if not heading or not field:
            raise click.UsageError(f"--map {column}: write it as COLUMN=FIELD, as in --map “Begriff”=english.")
    return {heading: field for heading, _, field in pairs}


@click.command("export")
@click.argument("out")
@click.option("--format", "form", type=_FORMATS, help="The format, where the name does not say it.")
@click.option("--domain", default="", help="Concepts of this domain or sub-domain.")
@click.option("--status", type=_STATUSES, help="Concepts with a name or rendering of this status.")
@click.option("--text", metavar="TEXT", help="Concepts that occur in this text.")
@click.option("--own", is_flag=True, help="Your own: those you added or changed.")
@click.option("--script", type=_SCRIPTS, help="For OmegaT and Yomitan: terms in one script only.")
def export_glossary(
    out: str,
    form: str | None,
    domain: str,
    status: "TermStatus | None",
    text: str | None,
    own: bool,
    script: "FileScript | None",
) -> None:
    """Write the glossary to OUT (- for standard output): .json, .csv, .tsv, .txt (OmegaT), .tbx, .utx, .zip (Yomitan).

    --format martif writes TBX in its older dialect, which OmegaT reads; pleco makes flashcards.
    """
    from glossary.exchange.formats import format_of
    from glossary.selecting import Selection, select
    from reader.exchange import STANDARD
    from reader.exchange import export_glossary as write_out
    from reader.occurrences import concepts_in

    if out == STANDARD and form is None:
        raise click.UsageError("Standard output has no name to tell its format by: add --format.")
    format_of(out, form)  # says what is wrong with the name before a long text is read
    with open_session() as session:
        within = None if text is None else set(concepts_in(session, text))
        concepts = select(session.termbase.concepts(), Selection("", domain, status, own, within))
        write_out(session, concepts, out, form, script)
    say(f"{len(concepts)} concept{'s' * (len(concepts) != 1)} written.")
