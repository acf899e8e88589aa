"""``duban search``: looks inside all texts of the library."""

import json

import click
from msgspec import to_builtins

from reader.commands.base import fail, open_session


@click.command()
@click.argument("words")
@click.option("--json", "as_json", is_flag=True, help="A JSON object a sentence, a line each.")
def search(words: str, as_json: bool) -> None:
    """Look for WORDS inside all texts: characters in either script, pinyin (zhibo, zhi2bo1) or English.

    Prints the sentences, each with its text and the number of its paragraph, as they are found.
    """
    from reader.inside import Inside

    number = 0
    with open_session() as session:
        for found in Inside(session).search(session.library.listed(), words):
            number += 1
            if as_json:
                click.echo(json.dumps(to_builtins(found), ensure_ascii=False))
            else:
                click.echo(f"{found.text_id}\t¶{found.paragraph + 1}\t{found.sentence}")
    if not number:
        fail(f"“{words}” is in no text of the library.")
