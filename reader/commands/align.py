"""``duban align``: a text and its translation, sentence by sentence."""

import json
import sys
from typing import TYPE_CHECKING

import click

from reader.commands.base import fail, open_session, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.aligning import Aligned


@click.command()
@click.argument("zh")
@click.argument("en", required=False)
@click.option("--format", "form", type=click.Choice(["jsonl", "tmx"]), default="jsonl", show_default=True)
@click.option(
    "--by-line/--by-sentence",
    default=None,
    help="A line is one sentence, and blank lines are between paragraphs; or a line is a paragraph. "
    "Without either, files of 20 lines or more that mostly hold one sentence each are taken by line, and lines "
    "that were broken to fit a width are put together.",
)
def align(zh: str, en: str | None, form: str, by_line: bool | None) -> None:
    """Print which sentences of the Chinese file ZH and the English file EN belong together (- for standard input); or,
    without EN, of the text ZH of the library and the translation beside it.

    Sentences are counted from 0 over the whole file. Where a sentence has nothing on the other side, the list there is
    empty; TMX leaves it out.
    """
    if zh == en == "-":
        raise click.UsageError("Standard input can be one of the two texts only.")
    if en is None:
        if by_line is not None:
            raise click.UsageError("--by-line and --by-sentence are for files; a text's translation has its own lines.")
        _print(*_of_text(zh), form)
        return
    from reader.aligning import aligned, sides_of, word_knowledge

    texts = (_read(zh), _read(en))
    names = (_name(zh), _name(en))
    sides = sides_of(*texts, names, by_line=by_line)
    for side, name in zip(sides, names, strict=True):
        if not side.sentences:
            say(f"{name} holds no text.")
    with open_session() as session:
        both = all(side.sentences for side in sides)
        found = aligned(*sides, word_knowledge(session, open_dictionary=True) if both else None)
    _print(found, texts[0][:20_000], form)


def _of_text(text: str) -> "tuple[list[Aligned], str]":
    """The pairs of a text that has its translation beside it, and a sample of its Chinese."""
    from reader.aligning import aligned_paragraphs, word_knowledge

    with open_session() as session:
        source = session.library.load(text)
        if not any(paragraph.translation for paragraph in source.paragraphs):
            fail(f"{text} has no translation; name the file that has it, or put it beside the text with duban import.")
        found = aligned_paragraphs(source.paragraphs, word_knowledge(session, open_dictionary=True))
    return found, "".join(paragraph.text for paragraph in source.paragraphs[:200])


def _print(found: "Sequence[Aligned]", chinese: str, form: str) -> None:
    from reader.tmx import Unit, language_of, write_tmx

    if form == "tmx":
        units = (Unit(one.zh_text, one.en_text, one.pair.score) for one in found)
        for line in write_tmx(units, language_of(chinese)):
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

    from texts.library import decode_any, read_text

    return decode_any(sys.stdin.buffer.read(), _name(path)) if path == "-" else read_text(Path(path), decode_any)
