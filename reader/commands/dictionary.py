"""``duban dictionary``: a newer CC-CEDICT, and dictionaries of the user's beside it."""

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from reader.commands.base import echo_json, open_session, say

if TYPE_CHECKING:
    from glossary.dictionary.shelf import Installed

_SHOWN_FAULTS = 5
_LOCAL = click.option("--allow-local", is_flag=True, help="Fetch from an address in the local network too.")
_JSON = click.option("--json", "as_json", is_flag=True, help="One JSON array instead of a table.")


@click.group()
def dictionary() -> None:
    """The dictionaries: CC-CEDICT, and others that you add."""


@dictionary.command("list")
@_JSON
def list_(as_json: bool) -> None:
    """List what is installed: name, format, where it is from, entries, date, licence."""
    with open_session() as session:
        installed = session.dictionaries.shelf.listed()
    if as_json:
        echo_json([_told(one) for one in installed])
        return
    for one in installed:
        fields = (one.name, one.format, one.origin, _entries(one.entries), one.date, one.license)
        click.echo("\t".join(fields))


def _told(one: "Installed") -> dict[str, Any]:
    from msgspec import to_builtins

    fields: dict[str, Any] = to_builtins(one)
    del fields["faults"]  # known only when it is added
    return fields


@dictionary.command()
@click.argument("source", metavar="FILE|URL")
@_LOCAL
def update(source: str, allow_local: bool) -> None:
    """Take a newer release of CC-CEDICT: .u8 or .txt, plain or in a .gz or .zip; - is standard input.

    MDBG publishes it at https://www.mdbg.net/chinese/export/cedict/cedict_1_0_ts_utf-8_mdbg.txt.gz
    """
    with open_session() as session:
        came = session.dictionaries.update(source, allow_local=allow_local, progress=_progress("Building the index"))
    _say_faults(came.faults)
    say(
        f"CC-CEDICT{f' of {came.date}' if came.date else ''}: {came.entries:,} entries, {came.new:,} of them new; "
        f"{came.gone:,} are gone."
    )
    if came.date and came.date < came.before:
        say(f"It is older than the release it replaces, of {came.before}.")


@dictionary.command()
def reset() -> None:
    """Go back to the CC-CEDICT that came with duban."""
    with open_session() as session:
        changed = session.dictionaries.reset()
    say("The bundled CC-CEDICT is in use" + (" again." if changed else " already."))


@dictionary.command()
@click.argument("source", metavar="FILE|URL")
@click.option("--name", help="What it is called in cards; its own title otherwise.")
@_LOCAL
def add(source: str, name: str | None, allow_local: bool) -> None:
    """Add a dictionary beside CC-CEDICT and print its name.

    In the format of CC-CEDICT, of StarDict (its .ifo with the other files beside it, or all of them in a .zip or
    .tar.*) or of Yomitan (.zip).
    """
    with open_session() as session:
        added = session.dictionaries.add(
            source, name, allow_local=allow_local, progress=_progress("Building the index")
        )
    _say_faults(added.faults)
    click.echo(added.name)
    say(f"{_entries(added.entries)}, {added.format}.")


@dictionary.command()
@click.argument("name")
def remove(name: str) -> None:
    """Remove the dictionary that was added as NAME."""
    with open_session() as session:
        removed = session.dictionaries.remove(name)
    say(f"“{removed}” is removed.")


def _entries(number: int) -> str:
    return "1 entry" if number == 1 else f"{number:,} entries"


def _say_faults(faults: tuple[int, ...]) -> None:
    if faults:
        first = ", ".join(f"{number:,}" for number in faults[:_SHOWN_FAULTS])
        more = " …" if len(faults) > _SHOWN_FAULTS else ""
        if len(faults) == 1:
            say(f"Line {first} is no entry and left out.")
        else:
            say(f"{len(faults):,} lines are no entries and left out: {first}{more}")


def _progress(what: str) -> Callable[[int], None]:
    """How far it is: one line on a terminal, written over; elsewhere that it has begun."""
    shown = False

    def tell(done: int) -> None:
        nonlocal shown
        if sys.stderr.isatty():
            print(f"\r{what}: {done:,} entries ", end="\r", file=sys.stderr, flush=True)
        elif not shown:
            say(f"{what} …")
        shown = True

    return tell
