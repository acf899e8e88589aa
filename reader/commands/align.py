"""``duban align``: a text and its translation, sentence by sentence."""

import json
import sys

import click

from reader.commands.base import open_session, say


@click.command()
@click.argument("zh")
@click.argument("en")
@click.option("--format", "form", type=click.Choice(["jsonl", "tmx"]), default="jsonl", show_default=True)
@click.option(
    "--by-line/--by-sentence",
    default=None,
    help="A line is one sentence, and blank lines are between paragraphs; or a line is a paragraph. "
    "Without either, files of 20 lines or more that mostly hold one sentence each are taken by line.",
)
def align(zh: str, en: str, form: str, by_line: bool | None) -> None:
    """Print which sentences of the Chinese file ZH and the English file EN belong together (- for standard input).

    Sentences are counted from 0 over the whole file. Where a sentence has nothing on the other side, the list there is
    empty; TMX leaves it out.
    """
    if zh == en == "-":
        raise click.UsageError("Standard input can be one of the two texts only.")
    from reader.aligning import aligned, sides_of, word_knowledge
    from reader.tmx import Unit, language_of, write_tmx

    texts = (_read(zh), _read(en))
    names = (_name(zh), _name(en))
    sides = sides_of(*texts, names, by_line=by_line)
    for side, name in zip(sides, names, strict=True):
        if not side.sentences:
            say(f"{name} holds no text.")
    with open_session() as session:
        both = all(side.sentences for side in sides)
        found = aligned(*sides, word_knowledge(session, open_dictionary=True) if both else None)
    if form == "tmx":
        units = (Unit(one.zh_text, one.en_text, one.pair.score) for one in found)
        for line in write_tmx(units, language_of(texts[0][:20_000])):
            click.echo(line)
    else:
        for one in found:
            click.echo(json.dumps(one.record(), ensure_ascii=False))
    lonely = sum(not one.zh_text or not one.en_text for one in found)
    doubtful = sum(one.pair.score < 0.5 for one in found)
    paired = len(found) - lonely
    say(f"{paired} pair{'s' * (paired != 1)}, {lonely} with nothing on the other side; {doubtful} in doubt.")


def _name(path: str) -> str:
    return "Standard input" if path == "-" else path


def _read(path: str) -> str:
    from pathlib import Path

    from texts.library import decode, read_text

    return decode(sys.stdin.buffer.read(), _name(path)) if path == "-" else read_text(Path(path))
