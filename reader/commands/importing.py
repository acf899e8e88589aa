"""``duban import``: texts into the library."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reader.commands.base import fail, open_session, say

if TYPE_CHECKING:
    from reader.importing import Watch


@click.command("import")
@click.argument("sources", nargs=-1, required=True)
@click.option("--id", "text_id", help="The id it gets in the library.")
@click.option("--title", help="The Chinese title it gets.")
@click.option("--encoding", help="What the file is encoded in (gb18030, big5 …); found out otherwise.")
@click.option(
    "--translation",
    type=click.Path(path_type=Path),
    help="A file with its English, which is put beside the text (with an id as SOURCE: beside a text of yours); or a "
    "translation memory, .tmx.",
)
@click.option(
    "--as-it-arrived",
    is_flag=True,
    help="Do not repair what the web did to it, nor take English in it for its translation.",
)
@click.option(
    "--drop-boilerplate",
    is_flag=True,
    help="Take out what a page added: editors, source, whom to follow, other articles. Only offered otherwise.",
)
@click.option("--again", is_flag=True, help="Also what the library has already; a translation in place of another.")
@click.option("--allow-local", is_flag=True, help="Addresses of the local network too.")
def import_(
    sources: tuple[str, ...],
    text_id: str | None,
    title: str | None,
    encoding: str | None,
    translation: Path | None,
    as_it_arrived: bool,
    drop_boilerplate: bool,
    again: bool,
    allow_local: bool,
) -> None:
    """Add texts to the library; prints each one's id.

    SOURCES are files, addresses of pages, or - for standard input. A page that duban exported brings its terms along.
    """
    from reader.importing import Failed, Imported, Wishes, import_all

    for option, given in (("--id", text_id), ("--title", title), ("--translation", translation)):
        if given is not None and len(sources) > 1:
            raise click.UsageError(f"{option} is for one text; import the others by themselves.")
    wishes = Wishes(text_id, title, encoding, translation, allow_local, as_it_arrived, drop_boilerplate, again)
    done: list[Imported] = []
    failed: list[Failed] = []
    with open_session() as session:
        line = _Line(sources)
        for outcome in import_all(session, sources, wishes, line.watch):
            line.clear()
            if isinstance(outcome, Failed):
                failed.append(outcome)
                say(f"duban: {outcome.fault}" if len(sources) == 1 else f"{outcome.source}: {outcome.fault}")
            else:
                done.append(outcome)
                click.echo(outcome.text_id)
                say(f"{outcome.source}: {outcome.said}." if len(sources) > 1 else f"{outcome.said}.")
    if len(sources) == 1 and failed:
        sys.exit(1)
    if failed:
        new = sum(not one.known for one in done)
        fail(f"{len(failed)} of {len(sources)} could not be imported; {new} new in the library.")
    if len(sources) > 1:
        known = sum(one.known for one in done)
        say(f"{len(done) - known} imported" + (f", {known} in the library already." if known else "."))


class _Line:
    """One line on a terminal that says how far the import is, written over."""

    def __init__(self, sources: tuple[str, ...]) -> None:
        self._sources = sources
        self._shown = False

    def watch(self, number: int) -> "Watch":
        """Who looks on at one of the sources."""
        from reader.importing import Watch

        name = Path(self._sources[number]).name[:40]
        place = f"{number + 1}/{len(self._sources)} " if len(self._sources) > 1 else ""

        def progress(what: str, count: int) -> None:
            if sys.stderr.isatty():
                told = f"{count:,} ¶" if count else f"{what} …"
                print(f"\r\x1b[K{place}{name}  {told}", end="", file=sys.stderr, flush=True)
                self._shown = True

        return Watch(progress)

    def clear(self) -> None:
        """Make room for words that stay."""
        if self._shown:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)
            self._shown = False
