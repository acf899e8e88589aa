"""``duban cards``: flashcards without the app."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import click

from reader.commands.anki import export_cards, import_cards, push
from reader.commands.base import echo_json, fail, open_session

if TYPE_CHECKING:
    from glossary.study.model import Card
    from reader.study import Study

_DIRECTIONS = click.Choice(["recognise", "produce", "cloze", "reading", "choice"])
_RATINGS = {"again": 1, "hard": 2, "good": 3, "easy": 4, "1": 1, "2": 2, "3": 3, "4": 4}


@click.group()
def cards() -> None:
    """Flashcards of the glossary's terms."""


for _command in (export_cards, import_cards, push):
    cards.add_command(_command)


@contextmanager
def _study() -> Iterator["Study"]:
    with open_session() as opened:
        yield opened.study


@cards.command()
@click.option("--all", "everything", is_flag=True, help="Every concept of the glossary.")
@click.option("--text", help="The terms that occur in this text, in its order.")
@click.option("--domain", help="Concepts of this domain or sub-domain.")
@click.option("--term", "terms", multiple=True, help="A concept's id or name; may be repeated.")
@click.option("--direction", "directions", multiple=True, type=_DIRECTIONS, help="Which cards; may be repeated.")
@click.option("--order", type=click.Choice(["text", "frequency", "random"]), default="text", show_default=True)
def add(
    everything: bool, text: str | None, domain: str | None, terms: tuple[str, ...], directions: Any, order: Any
) -> None:
    """Make cards: of all terms, of a text's, of a domain's, or of those named."""
    if not (everything or text or domain or terms):
        raise click.UsageError("Say which: --all, --text TEXT, --domain D or --term ID.")
    with _study() as study:
        for term in terms:
            if not study.concepts(terms=(term,)):
                fail(f"The glossary has no “{term}”.")
        concepts = study.concepts(text, domain, terms)
        if not concepts:
            fail("No term of the glossary is meant by that; `duban glossary list` shows them.")
        added = study.add(concepts, directions, order)
    there = f"; {added.there} were there" if added.there else ""
    click.echo(added.cards)
    click.echo(f"{added.cards} cards made of {len(concepts)} terms{there}.", err=True)


def _filters(command: Any) -> Any:
    for option in (
        click.option("--text", help="Only terms that occur in this text."),
        click.option("--domain", help="Only this domain or sub-domain."),
        click.option("--json", "as_json", is_flag=True, help="JSON instead of text."),
    ):
        command = option(command)
    return command


@cards.command()
@_filters
@click.option("--limit", type=click.IntRange(1), default=100, show_default=True, help="At most so many.")
def due(text: str | None, domain: str | None, as_json: bool, limit: int) -> None:
    """List what is due today, the day's limits applied: cards being learnt, learnt ones, new ones."""
    with _study() as study:
        rows = [_row(study, card) for card in study.queue(study.wanted(text, domain), limit)]
    if as_json:
        echo_json(rows)
    else:
        for row in rows:
            click.echo("\t".join(str(row[name]) for name in ("id", "phase", "direction", "hans", "english")))


def _row(study: "Study", card: "Card") -> dict[str, Any]:
    concept = study.concept(card)
    memory = card.memory
    return {
        "id": card.id,
        "concept": card.concept_id,
        "direction": card.direction,
        "hans": concept.preferred.hans if concept else "",
        "hant": concept.preferred.hant if concept else "",
        "english": concept.rendering if concept else "",
        "sentence": card.detail,
        "phase": memory.phase.name.lower(),
        "due": None if memory.due is None else _iso(memory.due),
        "reviews": memory.reviews,
        "lapses": memory.lapses,
    }


@cards.command()
@_filters
def stats(text: str | None, domain: str | None, as_json: bool) -> None:
    """Figures: cards by state, reviews a day, what is coming, retention true against predicted, hardest terms."""
    with _study() as study:
        figures = study.statistics(study.wanted(text, domain) if text or domain else None)
        if as_json:
            echo_json(figures.plain())
            return
        names = {i: c.preferred.hans for i, _ in figures.hardest if (c := study.concept_named(i)) is not None}
    cards_by = ", ".join(f"{count} {name}" for name, count in figures.cards.items())
    click.echo(f"cards\t{sum(figures.cards.values())}\t{cards_by}")
    click.echo(f"today\t{figures.today}\tanswers")
    click.echo(f"reviews\t{figures.reviews}\tdays with reviews: {len(figures.by_day)}, in a row: {figures.streak}")
    if figures.retention is not None:
        predicted = "" if figures.predicted is None else f"{figures.predicted:.1%} predicted, "
        click.echo(f"retention\t{figures.retention:.1%}\t{predicted}of {figures.judged} answers on learnt cards")
    click.echo(f"due\t{sum(figures.forecast[:1])}\ttoday; {sum(figures.forecast[:7])} within 7 days, "
               f"{sum(figures.forecast)} within {len(figures.forecast)}")  # fmt: skip
    for concept_id, lapses in figures.hardest:
        click.echo(f"hard\t{names.get(concept_id, concept_id)}\tforgotten {lapses} times")


@cards.command()
@click.argument("card", type=click.IntRange(1))
@click.argument("rating", type=click.Choice(list(_RATINGS)))
@click.option("--at", "when", help="When, as 2026-01-02T15:04:05+08:00; without a zone in UTC. Now otherwise.")
def answer(card: int, rating: str, when: str | None) -> None:
    """Keep one answer to CARD (its id): again, hard, good or easy, or 1 to 4. Prints when it comes again."""
    from glossary.study.model import Rating
    from reader.study import now

    at = now() if when is None else _moment(when)
    with _study() as study:
        after = study.deck.answer(card, Rating(_RATINGS[rating]), at)
    assert after.memory.due is not None
    click.echo(f"{after.id}\t{after.memory.phase.name.lower()}\t{_iso(after.memory.due)}")
    if after.suspended:
        click.echo("It has been forgotten so often that it is suspended now.", err=True)


@cards.command()
def undo() -> None:
    """Take back the answer given last; prints its card's id."""
    with _study() as study:
        card = study.deck.undo()
    if card is None:
        fail("No answer has been given yet, so there is none to take back.")
    click.echo(card.id)


@cards.command()
def reschedule() -> None:
    """Work out anew when every card comes again, from its answers: after a change of [study] in settings.toml, such as
    the retention or the weights. No answer is changed."""
    with _study() as study:
        changed = study.deck.reschedule()
    click.echo(changed)
    click.echo(f"{changed} cards come at another time now.", err=True)


def _moment(text: str) -> int:
    try:
        moment = datetime.fromisoformat(text)
        at = round((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp() * 1000)
    except (ValueError, OverflowError):
        raise click.UsageError(f"“{text}” is no time; write it as 2026-01-02T15:04:05+08:00.") from None
    if not 0 <= at < 253_402_300_800_000:
        raise click.UsageError(f"“{text}” is not between 1970 and 9999.")
    return at


def _iso(at: int) -> str:
    return datetime.fromtimestamp(at / 1000, UTC).isoformat(timespec="seconds")
