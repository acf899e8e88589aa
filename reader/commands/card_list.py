"""``duban cards list``, ``due``, ``suspend`` and ``unsuspend``: which cards there are, and which of them come."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import click

from reader.commands.base import echo_json, open_session

if TYPE_CHECKING:
    from glossary.study.model import Card
    from reader.study import Study


@contextmanager
def open_study() -> Iterator["Study"]:
    with open_session() as opened:
        yield opened.study


def filters(command: Any) -> Any:
    """The options that say which cards a command is about, and in what form it answers."""
    for option in (
        click.option("--text", help="Only terms that occur in this text."),
        click.option("--domain", help="Only this domain or sub-domain."),
        click.option("--json", "as_json", is_flag=True, help="JSON instead of text."),
    ):
        command = option(command)
    return command


@click.command()
@filters
@click.option("--limit", type=click.IntRange(1), default=100, show_default=True, help="At most so many.")
def due(text: str | None, domain: str | None, as_json: bool, limit: int) -> None:
    """List what is due today, the day's limits applied: cards being learnt, learnt ones, new ones."""
    with open_study() as study:
        rows = [_row(study, card) for card in study.queue(study.wanted(text, domain), limit)]
    _show(rows, as_json, ("id", "phase", "direction", "hans", "english"))


@click.command("list")
@filters
@click.option("--suspended", is_flag=True, help="Only those that come no more.")
@click.option("--flagged", is_flag=True, help="Only those with a flag.")
def list_cards(text: str | None, domain: str | None, as_json: bool, suspended: bool, flagged: bool) -> None:
    """List cards, in the order in which they were made: id, phase, direction, term, English, suspended or flagged."""
    with open_study() as study:
        among = study.wanted(text, domain).concepts if text or domain else None
        rows = [
            _row(study, card)
            for card in study.store.cards()
            if (among is None or card.concept_id in among)
            and (card.suspended or not suspended)
            and (card.flag or not flagged)
        ]
    _show(rows, as_json, ("id", "phase", "direction", "hans", "english", "marks"))


@click.command()
@click.argument("cards", type=click.IntRange(1), nargs=-1, required=True, metavar="CARD…")
def suspend(cards: tuple[int, ...]) -> None:
    """Have cards (their ids) come no more, until they are brought back."""
    _mark(cards, True, "{} suspended; `duban cards unsuspend` brings them back.")


@click.command()
@click.argument("cards", type=click.IntRange(1), nargs=-1, required=True, metavar="CARD…")
def unsuspend(cards: tuple[int, ...]) -> None:
    """Have suspended cards (their ids) come again; `duban cards list --suspended` shows them."""
    _mark(cards, False, "{} brought back.")


def _mark(card_ids: tuple[int, ...], suspended: bool, words: str) -> None:
    with open_study() as study:
        found = [study.deck.card(card_id) for card_id in dict.fromkeys(card_ids)]
        changed = [card.id for card in found if card.suspended != suspended]
        study.store.suspend(changed, suspended)
    click.echo(len(changed))
    click.echo(words.format(f"{len(changed)} card{'' if len(changed) == 1 else 's'}"), err=True)


def _show(rows: list[dict[str, Any]], as_json: bool, columns: tuple[str, ...]) -> None:
    if as_json:
        echo_json(rows)
        return
    for row in rows:
        row["marks"] = ", ".join(mark for mark in ("suspended", "flagged") if row[mark])
        click.echo("\t".join(str(row[name]) for name in columns))


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
        "due": None if memory.due is None else iso(memory.due),
        "reviews": memory.reviews,
        "lapses": memory.lapses,
        "suspended": card.suspended,
        "flagged": card.flag,
    }


def iso(at: int) -> str:
    return datetime.fromtimestamp(at / 1000, UTC).isoformat(timespec="seconds")
