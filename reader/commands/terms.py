"""``duban glossary add, edit, remove, merge, deprecate, undo``: ids on stdout, words on stderr."""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from reader.commands.base import open_session, say

if TYPE_CHECKING:
    from glossary.model import Concept
    from reader.entering import Fields
    from reader.session import Session

_Command = TypeVar("_Command", bound=Callable[..., None])
_TEXTS = {
    "definition": "definition_en",
    "definition_zh": "definition_zh",
    "domain": "domain",
    "subdomain": "subdomain",
    "platform": "platform",
    "source": "source",
}
_LINKS = ("related", "broader", "narrower")
_STATUS = click.Choice(["preferred", "admitted", "deprecated"])


def _fields_of(command: _Command) -> _Command:
    """The options that say something of a concept."""
    options = [
        click.option("--english", multiple=True, help="A rendering; the first is the preferred one. Repeatable."),
        click.option(
            "--wrong",
            multiple=True,
            metavar="RENDERING=WHY",
            help="A rendering not to be used, and what is wrong with it. Repeatable.",
        ),
        click.option("--also", multiple=True, metavar="NAME", help="A further name. Repeatable."),
        click.option("--abbreviation/--no-abbreviation", default=None, help="The name is an abbreviation, or is not."),
        click.option("--hant", help="The name in traditional characters, where it is not what conversion gives."),
        click.option("--reading", help="Its reading, in any spelling: zhi2 bo1, zhíbō."),
        click.option("--status", type=_STATUS, help="Status of the name."),
        click.option("--definition", help="What it means, in English."),
        click.option("--definition-zh", help="What it means, in Chinese."),
        click.option("--domain"),
        click.option("--subdomain"),
        click.option("--platform", help="The platform that it belongs to."),
        click.option("--source", help="Where the sense is from."),
        click.option("--example", "examples", nargs=2, multiple=True, metavar="ZH EN", help="Repeatable."),
        *(click.option(f"--{name}", multiple=True, metavar="ID", help="Repeatable.") for name in _LINKS),
        click.option("--json", "json_file", metavar="FILE", help="Whole concepts from a file, or - for stdin."),
    ]
    for option in reversed(options):
        command = option(command)
    return command


def _fields(said: dict[str, Any]) -> "Fields":
    from reader.entering import Fields

    wrong = []
    for text in said.pop("wrong"):
        rendering, equals, why = text.partition("=")
        if text.strip() and not (rendering.strip() and equals and why.strip()):
            raise click.BadParameter(f"“{text}” does not say why: write RENDERING=WHY.", param_hint="--wrong")
        wrong.append((rendering, why))
    texts = {field: said.pop(option) for option, field in _TEXTS.items()}
    links = {name: said.pop(name) for name in _LINKS}
    return Fields(wrong=wrong, texts=texts, links=links, **said)


def _from_json(file: str) -> "list[Concept]":
    from reader.entering import concepts_from_json
    from texts.library import decode, read_text

    if file == "-":
        return concepts_from_json(decode(sys.stdin.buffer.read(), "Standard input"), "Standard input")
    return concepts_from_json(read_text(Path(file)), file)


def _one_of(word: str | None, json_file: str | None, fields: "Fields", what: str) -> None:
    """Exactly one of a word and a file, and options only with a word."""
    if (word is None) == (json_file is None):
        raise click.UsageError(f"Give either {what} or --json.")
    if json_file is not None and fields.says_anything:
        raise click.UsageError("--json has whole concepts; no other field goes with it.")


@click.command()
@click.argument("word", required=False)
@_fields_of
@click.option("--id", "identity", help="Its id; made from the English otherwise.")
@click.option("--even-if-known", is_flag=True, help="Add it although the glossary has a concept of this name.")
def add(word: str | None, json_file: str | None, identity: str | None, even_if_known: bool, **said: Any) -> None:
    """Add WORD, in either script, as a term of yours; prints its id.

    What no option says is filled in: the other script, the reading, and the English of the dictionary's first sense.
    """
    from reader.drafting import draft_concept
    from reader.entering import check_links, check_new, with_fields

    fields = _fields(said)
    _one_of(word, json_file, fields, "WORD")
    if json_file is not None and identity is not None:
        raise click.UsageError("--json has whole concepts, each with its id.")
    with open_session() as session:
        if word is None:
            concepts = _from_json(json_file or "-")
            check_links(session, concepts)
        else:
            concept = draft_concept(session, word, english=[text for text in fields.english if text.strip()])
            concepts = [_with_id(with_fields(session, concept, concept.preferred.hans, fields), identity)]
        check_new(session, concepts, even_if_known)
        _save(session, concepts, "adding")
        for concept in concepts:
            english = f": {concept.rendering}" if concept.rendering else "; it has no English yet"
            say(f"Added {concept.preferred.hans}{english}.")


def _with_id(concept: "Concept", identity: str | None) -> "Concept":
    from msgspec.structs import replace

    return concept if identity is None else replace(concept, id=identity)


def _save(session: "Session", concepts: "Sequence[Concept]", doing: str) -> None:
    if not concepts:
        return
    names = "、".join(concept.preferred.hans for concept in concepts[:3]) + ("…" if len(concepts) > 3 else "")
    session.terms.save(concepts, f"{doing} {names}")
    for concept in concepts:
        click.echo(concept.id)


@click.command()
@click.argument("concept", required=False)
@click.option("--name", help="Another name in place of the one given.")
@_fields_of
def edit(concept: str | None, json_file: str | None, **said: Any) -> None:
    """Change CONCEPT (an id, or a name that leaves no doubt); prints its id.

    An option replaces what stood there, an empty value ("") clears it. --name, --hant, --reading, --abbreviation and
    --status are about the name given, or the preferred one. A bundled concept becomes one of yours.
    """
    from reader.entering import check_links, with_fields

    fields = _fields(said)
    _one_of(concept, json_file, fields, "CONCEPT")
    if concept is not None and not fields.says_anything:
        raise click.UsageError("Say what is to be changed; --help lists the options.")
    with open_session() as session:
        if concept is None:
            after = _from_json(json_file or "-")
            before = [session.terms.concept(one.id) for one in after]
            check_links(session, after)
        else:
            before = [session.terms.named(concept)]
            after = [with_fields(session, before[0], before[0].used(concept).hans, fields)]
        changed = [new for old, new in zip(before, after, strict=True) if _differences(old, new)]
        _save(session, changed, "editing")
        for old, new in zip(before, after, strict=True):
            if new not in changed:
                click.echo(new.id)
            for line in _differences(old, new) or ["nothing changed"]:
                say(f"{new.preferred.hans}: {line}")


def _differences(before: "Concept", after: "Concept") -> list[str]:
    from glossary.editing import difference
    from glossary.serialise import concept_to_dict

    return difference(concept_to_dict(before), concept_to_dict(after))


@click.command()
@click.argument("concepts", nargs=-1, required=True, metavar="CONCEPT…")
def remove(concepts: tuple[str, ...]) -> None:
    """Take concepts away, and every link to them; prints their ids."""
    with open_session() as session:
        gone = {found.id: found for found in map(session.terms.named, concepts)}
        session.terms.remove(*gone)
        for concept in gone.values():
            click.echo(concept.id)
            say(f"Removed {concept.preferred.hans}; `duban glossary undo` brings it back.")


@click.command()
@click.argument("kept")
@click.argument("other")
def merge(kept: str, other: str) -> None:
    """Put OTHER into KEPT: names, renderings, examples and links; prints the id of KEPT."""
    with open_session() as session:
        first, second = session.terms.named(kept), session.terms.named(other)
        one = session.terms.merge(first.id, second.id)
        click.echo(one.id)
        say(f"{second.preferred.hans} is now part of {one.id}: {'、'.join(term.hans for term in one.terms)}.")


@click.command()
@click.argument("concept")
@click.argument("name")
def deprecate(concept: str, name: str) -> None:
    """Mark NAME, a name or rendering of CONCEPT, as no longer to be used; prints the concept's id."""
    with open_session() as session:
        one = session.terms.deprecate(session.terms.named(concept).id, name)
        click.echo(one.id)
        say(f"“{name}” is deprecated; {one.preferred.hans} is {one.rendering or 'without English'}.")


@click.command()
def undo() -> None:
    """Take back the last change of terms; prints the ids of the concepts that it changes."""
    from reader.commands.base import fail

    with open_session() as session:
        before = {concept.id: concept for concept in session.termbase.concepts()}
        what = session.terms.undo()
        after = {concept.id: concept for concept in session.termbase.concepts()}
        if what is None:
            fail("There is no change of terms to take back.")
        for concept_id in dict.fromkeys((*before, *after)):
            if before.get(concept_id) != after.get(concept_id):
                click.echo(concept_id)
        say(f"Took back {what}.")
