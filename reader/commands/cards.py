"""``duban cards``: flashcards without the app."""

from datetime import UTC, datetime
from typing import Any

import click

from reader.commands.anki import export_cards, import_cards, push
from reader.commands.base import echo_json, fail
from reader.commands.card_list import due, filters, iso, list_cards, open_study, suspend, unsuspend

_DIRECTIONS = click.Choice(["recognise", "produce", "cloze", "reading", "choice"])
_RATINGS = {"again": 1, "hard": 2, "good": 3, "easy": 4, "1": 1, "2": 2, "3": 3, "4": 4}


@click.group()
def cards() -> None:
    """Flashcards of the glossary's terms."""


for _command in (list_cards, due, suspend, unsuspend, export_cards, import_cards, push):
    cards.add_command(_command)


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
    with open_study() as study:
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


@cards.command()
@filters
def stats(text: str | None, domain: str | None, as_json: bool) -> None:
    """Figures: cards by state, reviews a day, what is coming, retention true against predicted, hardest terms."""
    with open_study() as study:
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
    with open_study() as study:
        after = study.deck.answer(card, Rating(_RATINGS[rating]), at)
    assert after.memory.due is not None
    click.echo(f"{after.id}\t{after.memory.phase.name.lower()}\t{iso(after.memory.due)}")
    if after.suspended:
        said = f"It was forgotten so often that it is suspended now; `duban cards unsuspend {card}` brings it back."
        click.echo(said, err=True)


@cards.command()
def undo() -> None:
    """Take back the answer given last; prints its card's id."""
    with open_study() as study:
        card = study.deck.undo()
    if card is None:
        fail("No answer has been given yet, so there is none to take back.")
    click.echo(card.id)


@cards.command()
def reschedule() -> None:
    """Work out anew when every card comes again, from its answers: after a change of [study] in settings.toml, such as
    the retention or the weights. No answer is changed."""
    with open_study() as study:
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
