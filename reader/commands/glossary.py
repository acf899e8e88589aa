"""``duban glossary``: the group, and the commands that only look (list, show)."""

from typing import TYPE_CHECKING

import click

from reader.commands.base import echo_json, fail, open_session

if TYPE_CHECKING:
    from glossary.model import TermStatus


@click.group()
def glossary() -> None:
    """The termbase."""


@glossary.command("list")
@click.option("--query", default="", metavar="WORDS", help="Characters in either script, pinyin, or English.")
@click.option("--domain", default="", help="Of this domain or sub-domain.")
@click.option(
    "--status",
    type=click.Choice(["preferred", "admitted", "deprecated"]),
    help="With a name or rendering of this status.",
)
@click.option("--own", is_flag=True, help="Your own: those you added or changed.")
@click.option("--text", metavar="TEXT", help="Those that occur in this text.")
@click.option("--json", "as_json", is_flag=True, help="One JSON array of whole concepts.")
def list_(query: str, domain: str, status: "TermStatus | None", own: bool, text: str | None, as_json: bool) -> None:
    """List the concepts, all of them or those that fit every option; with --query the best first."""
    from glossary.selecting import Selection, select
    from glossary.serialise import concept_to_dict
    from reader.occurrences import concepts_in

    with open_session() as session:
        within = None if text is None else set(concepts_in(session, text))
        concepts = select(session.termbase.concepts(), Selection(query, domain, status, own, within))
    if as_json:
        echo_json([concept_to_dict(concept) for concept in concepts])
    else:
        for concept in concepts:
            click.echo(f"{concept.id}\t{concept.preferred.hans}\t{concept.preferred.hant}\t{concept.rendering}")


@glossary.command()
@click.argument("term")
@click.option("--json", "as_json", is_flag=True, help="JSON instead of text.")
def show(term: str, as_json: bool) -> None:
    """Show the concepts with this id or this term, in either script."""
    from glossary.serialise import concept_to_dict
    from reader.lookup_text import concept_lines

    with open_session() as session:
        concepts = session.concepts_named(term)
    if not concepts:
        fail(f"The glossary has no “{term}”.")
    if as_json:
        echo_json([concept_to_dict(concept) for concept in concepts])
    else:
        for concept in concepts:
            for line in concept_lines(concept):
                click.echo(line)
