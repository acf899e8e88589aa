"""``duban glossary occurrences``: where a term stands in the library."""

import json

import click

from reader.commands.base import open_session, say


@click.command()
@click.argument("concept")
@click.option("--json", "as_json", is_flag=True, help="One JSON object: concept, occurrences, timeline.")
def occurrences(concept: str, as_json: bool) -> None:
    """Print every sentence of the library that holds CONCEPT (an id or a name), with its English.

    Text, paragraph, date, sentence and English are columns; the first and last use and the counts go to stderr.
    """
    from msgspec import to_builtins

    from reader.occurrences import Tally
    from reader.occurrences import occurrences as find

    tally = Tally()
    with open_session() as session:
        found = session.terms.named(concept)
        if as_json:
            # Printed as it is found: a word like 直播 fills megabytes.
            click.echo(f'{{"concept": {json.dumps(found.id, ensure_ascii=False)}, "occurrences": [', nl=False)
        for place in find(session, found.id, fault=lambda words: say(f"duban: {words}")):
            if as_json:
                comma = "," if tally.timeline.count else ""
                click.echo(f"{comma}\n {json.dumps(to_builtins(place), ensure_ascii=False)}", nl=False)
            else:
                click.echo(
                    f"{place.text_id}\t¶{place.paragraph + 1}\t{place.date}\t{place.sentence}\t{place.translation}"
                )
            tally.add(place)
    timeline = tally.timeline
    if as_json:
        click.echo(f'\n], "timeline": {json.dumps(to_builtins(timeline), ensure_ascii=False)}}}')
        return
    if not timeline.count:
        say(f"No text of the library has {found.preferred.hans}.")
        return
    when = f", first {timeline.first}, last {timeline.last}" if timeline.first else ""
    say(f"{timeline.count} × {found.preferred.hans} in {timeline.texts} text{'s' * (timeline.texts > 1)}{when}.")
    for label, counts in (("by month", timeline.months), ("by outlet", timeline.outlets)):
        say(f"{label}: " + ", ".join(f"{name or 'unknown'} {count}" for name, count in counts.items()))
