"""``duban cards export``, ``push`` and ``import``: flashcards to Anki and back."""

from typing import TYPE_CHECKING, Any

import click

from reader.commands.base import echo_json, open_session, say

if TYPE_CHECKING:
    from reader.anki.exporting import Chosen, Form
    from reader.anki.importing import Taken
    from texts.model import Script

_FORMATS = click.Choice(["apkg", "txt"])
_SCRIPTS = click.Choice(["hans", "hant", "tw", "hk"])


def _choosing(command: Any) -> Any:
    for option in (
        click.option("--deck", default="duban", show_default=True, help="Anki's deck for new notes; levels by “::”."),
        click.option("--script", type=_SCRIPTS, help="Script of the cards; as you read otherwise."),
        click.option("--every-term", is_flag=True, help="Also terms without a card, in the directions of [study]."),
        click.option("--term", "terms", multiple=True, help="A concept's id or name; may be repeated."),
        click.option("--domain", help="Only this domain or sub-domain."),
        click.option("--text", help="Only terms that occur in this text; it becomes a tag."),
    ):
        command = option(command)
    return command


@click.command("export")
@click.argument("out")
@_choosing
@click.option("--format", "form", type=_FORMATS, help="The format, where the name does not say it.")
@click.option("--with-scheduling", is_flag=True, help="In .apkg: when cards are due, and every answer.")
def export_cards(
    out: str,
    text: str | None,
    domain: str | None,
    terms: tuple[str, ...],
    every_term: bool,
    script: "Script | None",
    deck: str,
    form: "Form | None",
    with_scheduling: bool,
) -> None:
    """Write your cards for Anki to OUT (- for standard output): .apkg, or .txt for its text import.

    Anki knows the notes again: importing a later export brings them up to date and leaves its schedule alone.
    --with-scheduling tells it when cards that are new to it are due. Text needs the note types, which a package brings.
    """
    from reader.anki.exporting import STANDARD, Choice, chosen, form_of, were_pushed
    from reader.anki.exporting import export_cards as write_out

    if out == STANDARD and form is None:
        raise click.UsageError("Standard output has no name to tell its format by: add --format.")
    made = form_of(out, form)
    if with_scheduling and made == "txt":
        raise click.UsageError("Anki's text import knows no schedule; export a package (.apkg).")
    with open_session() as session:
        found = chosen(session, Choice(text, domain, terms, every_term, script))
        write_out(session, found.notes, out, made, _named(deck), with_scheduling)
        pushed = were_pushed(session)
    say(f"{_counted(found)} written.{_left_out(found)}")
    if pushed:
        say("You have pushed notes into Anki. It does not know them again in a file and would double them: push there "
            "again, and import the file elsewhere.")  # fmt: skip


@click.command()
@_choosing
@click.option("--url", default="http://127.0.0.1:8765", show_default=True, help="Where AnkiConnect listens.")
@click.option("--key", default="", envvar="DUBAN_ANKI_KEY", help="AnkiConnect's key, if you set one.")
@click.option(
    "--timeout", type=click.FloatRange(0.1, 600), default=30.0, show_default=True, help="Seconds a call may take."
)
def push(
    text: str | None,
    domain: str | None,
    terms: tuple[str, ...],
    every_term: bool,
    script: "Script | None",
    deck: str,
    url: str,
    key: str,
    timeout: float,
) -> None:
    """Put your cards into a running Anki, through its add-on AnkiConnect.

    New notes are added, known ones brought up to date; none is doubled, and Anki's schedule stays as it is. Fields that
    you fill in Anki (Sound) stay too. Notes that came in a file are known; but a file imported after a push doubles
    what was pushed, since AnkiConnect gives notes other GUIDs.
    """
    from glossary.anki.connect import AnkiConnect
    from glossary.anki.push import push as send
    from reader.anki.exporting import Choice, chosen, note_pushed

    name = _named(deck)
    anki = AnkiConnect(url, key, timeout)
    anki.check()  # before the notes are made, which takes seconds
    with open_session() as session:
        found = chosen(session, Choice(text, domain, terms, every_term, script))
        pushed = send(found.notes, anki, name)
        if pushed.added:
            note_pushed(session)
    for hanzi, problem in pushed.problems:
        say(f"{hanzi}: {problem}")
    say(f"{_many(pushed.added, 'note')} added, {pushed.updated} brought up to date, {pushed.unchanged} as they were"
        f"{f', {len(pushed.problems)} refused' if pushed.problems else ''}.{_left_out(found)}")  # fmt: skip
    if pushed.problems:
        click.get_current_context().exit(1)


def _named(deck: str) -> str:
    name = "::".join(filter(None, (" ".join(part.split()) for part in deck.split("::"))))
    if not name:
        raise click.UsageError("--deck needs a name.")
    return name


def _many(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"


def _counted(found: "Chosen") -> str:
    return f"{_many(len(found.notes), 'note')} with {_many(found.cards, 'card')}"


def _left_out(found: "Chosen") -> str:
    if not found.left_out:
        return ""
    return f" {_many(found.left_out, 'card')} left out: the sentence no longer holds the term."


@click.command("import")
@click.argument("file")
@click.option("--dry-run", is_flag=True, help="Show what would change, and change nothing.")
@click.option(
    "--map",
    "fields",
    multiple=True,
    metavar="FIELD=ROLE",
    help="What a field of others' notes holds: hanzi, simplified, traditional, pinyin, english, or - for nothing.",
)
@click.option("--add-terms", is_flag=True, help="Make terms of the words that the glossary does not have.")
@click.option("--add-cards", is_flag=True, help="With --add-terms: cards too, of terms that are not known yet.")
@click.option("--json", "as_json", is_flag=True, help="The changes as one JSON object.")
def import_cards(
    file: str, dry_run: bool, fields: tuple[str, ...], add_terms: bool, add_cards: bool, as_json: bool
) -> None:
    """Take in what Anki knows: FILE (- for standard input) is a .apkg or .colpkg that it made.

    Answers to cards of duban become answers here, each once, at their true times; what cards remember follows anew.
    Words of other notes become known (every card has an interval of 21 days or more), learning, or ignored (suspended);
    a mark is never made less. Everything happens in one step, or nothing.
    """
    from reader.anki.importing import Wish, carry_out, changes, work_out
    from reader.study import Added

    if add_cards and not add_terms:
        raise click.UsageError("--add-cards makes cards of the terms that --add-terms makes; give both.")
    wish = Wish(file, _mapping(fields), add_terms, add_cards)
    with open_session() as session:
        taken = work_out(session, wish)
        added = Added(0, 0)
        if not dry_run and taken.changes_anything:
            added = carry_out(session, wish, taken)
        rows = changes(session, taken)
    for fault in taken.faults:
        say(str(fault))
    if as_json:
        faults = [{"where": fault.where, "problem": fault.problem} for fault in taken.faults]
        echo_json({"imported": not dry_run, "changes": rows, "faults": faults})
    else:
        for row in rows:
            click.echo(_line(row))
    say(_summary(taken, added, dry_run))


def _mapping(fields: tuple[str, ...]) -> dict[str, str]:
    found = {}
    for pair in fields:
        name, _, role = pair.rpartition("=")
        if not name or not role:
            raise click.UsageError(f"--map {pair}: write it as FIELD=ROLE, as in --map Vorderseite=hanzi.")
        found[name] = role
    return found


def _line(row: dict[str, Any]) -> str:
    match row["kind"]:
        case "answers":
            card = f"{row['direction']}, new card" if row["new_card"] else row["direction"]
            return f"answers\t{row['word']}\t{card}\t{row['count']}"
        case "status":
            return f"{row['status']}\t{row['word']}"
    return f"term\t{row['word']}\t{row['english']}"


def _summary(taken: "Taken", added: Any, dry_run: bool) -> str:
    histories, found = taken.histories, taken.found
    parts = [f"{_many(histories.answers, 'answer')} to {_many(len(histories.lacking), 'card')}"]
    parts += [f"{histories.new_cards} of them new"] if histories.new_cards else []
    parts += [f"{_many(histories.known, 'answer')} known already"] if histories.known else []
    parts += [f"{histories.early} dated after now left out"] if histories.early else []
    for status in ("known", "learning", "ignored"):
        parts += [f"{_many(count, 'word')} {status}"] if (count := taken.learnt(status)) else []
    parts += [f"{_many(taken.kept, 'word')} marked already"] if taken.kept else []
    parts += [f"{_many(len(taken.terms), 'new term')}"] if taken.terms else []
    parts += [f"{_many(added.cards, 'card')} of them"] if added.cards else []
    parts += [f"{_many(found.gone, 'note')} of terms that the glossary no longer has"] if found.gone else []
    parts += [f"{_many(found.other, 'note')} about no single Chinese word"] if found.other else []
    undo = " `duban glossary undo` takes the terms back." if taken.terms and not dry_run else ""
    return f"{'Would take in' if dry_run else 'Took in'} {', '.join(parts)}.{undo}"
