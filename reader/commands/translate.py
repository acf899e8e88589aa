"""``duban translate``: the English that a text lacks."""

import sys
from types import MappingProxyType
from typing import TYPE_CHECKING

import click

from reader.commands.base import fail, open_session, say

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from reader.filling import Filled
    from reader.session import Session
    from reader.translate_settings import TranslateSettings
    from reader.translating import Translator
    from reader.translation import Estimate

_LONG = 20_000
"""Characters from which somebody at a terminal is asked first."""


def _list_providers(context: click.Context, _: click.Parameter, wanted: bool) -> None:
    if not wanted or context.resilient_parsing:
        return
    from reader.engines.catalogue import PROVIDERS

    with open_session() as session:
        settings = session.translator.settings
    for provider in PROVIDERS.values():
        lacking = settings.lacking(provider)
        order = settings.providers.index(provider.name) + 1 if provider.name in settings.providers else ""
        ready = f"needs {', '.join(lacking)}" if lacking else "ready"
        if provider not in settings.ready() and not lacking:
            ready = "not installed"
        price = f"{provider.price.words} ({provider.price.source})" if provider.price else ""
        where = settings.host(provider) or "a server of your own"
        most = f"{provider.limit.chinese:,} Chinese characters"
        click.echo("\t".join((str(order), provider.name, where, ready, f"{most} a call", price, provider.note)))
    context.exit()


@click.command()
@click.argument("text")
@click.option("--provider", "providers", multiple=True, help="The service to ask; repeated: the next where one fails.")
@click.option("--url", help="The address of a server of your own (LibreTranslate without --provider).")
@click.option("--offline", is_flag=True, help="No network: what was fetched before, and glosses word for word.")
@click.option("--json", "as_json", is_flag=True, help="A JSON array, with what became of each term.")
@click.option("--all", "everything", is_flag=True, help="Also what has English; a person's stays in the library.")
@click.option("--paragraphs", help="Only these, counted from 0: 0,3-5.")
@click.option("--write", is_flag=True, help="Put it into en.txt of a text of yours, marked as made by a machine.")
@click.option("--again", is_flag=True, help="Ask anew for what was fetched before.")
@click.option("--no-protect", is_flag=True, help="Send terms as they stand.")
@click.option(
    "--estimate", "only_estimate", is_flag=True, help="Say what would be sent and what it costs; send nothing."
)
@click.option("--yes", is_flag=True, help="Do not ask before a long text.")
@click.option(
    "--providers",
    "list_providers",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_list_providers,
    help="List the services: place in your order, name, where text goes, whether it is ready, limits, price.",
)
def translate(
    text: str,
    providers: tuple[str, ...],
    url: str | None,
    offline: bool,
    as_json: bool,
    everything: bool,
    paragraphs: str | None,
    write: bool,
    again: bool,
    no_protect: bool,
    only_estimate: bool,
    yes: bool,
) -> None:
    """Print the English of TEXT, a line for each paragraph; what lacks it is translated by machine.

    The text goes to the services that settings.toml or --provider names, and nowhere without this command or the key in
    the reader. Answers are kept, so that nothing is asked twice. Terms of the glossary travel as codes and come back as
    it renders them; --json tells which were kept, rendered otherwise or lost.
    """
    from reader.filling import Filling, parse_numbers

    with open_session() as session:
        translator = _translator(session, providers, url, no_protect)
        source = session.library.load(text)
        if not any(paragraph.text.strip() for paragraph in source.paragraphs):
            fail(f"{text} holds no text; there is nothing to translate.")
        folder = _own_folder(session, text) if write else None
        numbers = parse_numbers(paragraphs, len(source.paragraphs)) if paragraphs is not None else None
        network = not offline and not (translator.settings.offline and not (providers or url))
        if write and not network:
            raise click.UsageError("--write is for translations; glosses word for word are none.")
        filling = Filling(session, source, translator=translator, network=network)
        wanted = filling.wanted(numbers, everything)
        if network:
            from reader.text.pipeline import script_of

            lacking = filling.estimate_texts(wanted, again)
            ahead = translator.estimate(lacking, script_of(source), again=again)
            if only_estimate:
                click.echo(f"{ahead.words()}.")
                return
            _announce(translator, ahead, yes)
        if as_json or not network:
            _ = session.dictionary  # audits and glosses want it
        counts = _Counts(len(wanted))
        try:
            shown = frozenset(range(len(source.paragraphs))) if numbers is None else numbers
            _print(filling.filled(frozenset(wanted), again=again, say=say), shown, counts, as_json)
        finally:
            if folder is not None:
                _write(folder, counts)
    if counts.faults:
        kinds = dict.fromkeys(counts.faults)
        more = f" ({len(kinds) - 1} for other reasons)" if len(kinds) > 1 else ""
        fail(
            f"{len(counts.faults)} of {len(wanted)} paragraphs are not translated{more}: {counts.faults[0]} "
            "--offline glosses them word for word."
        )


class _Counts:
    """What has come of a run."""

    def __init__(self, of: int) -> None:
        self.of = of
        self.done = 0
        self.faults: list[str] = []
        self.made: dict[int, tuple[str, str]] = {}
        """By paragraph: English of a machine, and which."""

    def note(self, filled: "Filled") -> None:
        if filled.fault:
            self.faults.append(filled.fault)
        elif filled.by == "machine" and filled.provider:
            self.made[filled.paragraph] = (filled.english, filled.provider)
        self.done += bool(filled.fault or filled.by == "machine")
        if sys.stderr.isatty() and self.of > 1:
            print(f"\r\x1b[K{min(self.done, self.of)}/{self.of} ¶", end="", file=sys.stderr, flush=True)


def _print(found: "Iterator[Filled]", shown: frozenset[int], counts: _Counts, as_json: bool) -> None:
    import json

    opened = False
    for filled in found:
        counts.note(filled)
        if filled.paragraph not in shown:
            continue
        if as_json:
            click.echo(("," if opened else "[") + "\n " + json.dumps(filled.record(), ensure_ascii=False), nl=False)
            opened = True
        else:
            click.echo(filled.line)
    if as_json:
        click.echo("\n]" if opened else "[]")
    if sys.stderr.isatty() and counts.of > 1:
        print("\r\x1b[K", end="", file=sys.stderr, flush=True)


def _translator(session: "Session", providers: tuple[str, ...], url: str | None, no_protect: bool) -> "Translator":
    """The session's, or one that does as the command line says."""
    from reader.engines.catalogue import PROVIDERS
    from reader.translating import Translator

    for name in providers:
        if name not in PROVIDERS:
            raise click.UsageError(f"There is no provider “{name}”; there are {', '.join(PROVIDERS)}.")
    if url is not None and not url.startswith(("http://", "https://")):
        raise click.UsageError(f"{url} is no address; it begins with http:// or https://.")
    settings = session.translator.settings
    if not (providers or url or no_protect):
        return session.translator
    return Translator(session, _chosen(settings, providers, url, no_protect))


def _chosen(
    settings: "TranslateSettings", providers: tuple[str, ...], url: str | None, no_protect: bool
) -> "TranslateSettings":
    from msgspec.structs import replace

    names = tuple(dict.fromkeys(providers)) or (("libre",) if url else settings.providers)
    options = {name: dict(given) for name, given in settings.options.items()}
    if url:
        options.setdefault(names[0], {})["url"] = url
    protect = settings.protect_terms and not no_protect
    return replace(settings, providers=names, options=MappingProxyType(options), protect_terms=protect)


def _own_folder(session: "Session", text: str) -> "Path":
    folder = session.library.own_folder(text)
    if folder is None:
        fail(f"{text} is no text of yours in the library, so there is no en.txt to write; import it first.")
    return folder


def _announce(translator: "Translator", ahead: "Estimate", yes: bool) -> None:
    """Say what goes where before anything does; ask, if it is much and somebody is there."""
    where = translator.destinations()
    if not ahead.calls:
        return
    if where:
        then = f"; where that fails, to {' and '.join(where[1:])}" if len(where) > 1 else ""
        say(f"Sending {ahead.words()}, to {where[0]}{then}.")
    if ahead.characters > _LONG and not yes and sys.stdin.isatty() and sys.stderr.isatty():
        click.confirm("Go on?", abort=True, err=True)


def _write(folder: "Path", counts: _Counts) -> None:
    from texts.machine import write_machine

    written = write_machine(folder, counts.made)
    say(f"{written} paragraph{'s' * (written != 1)} written into {folder / 'en.txt'}, marked in machine.jsonl.")
