"""The command line: data on stdout, words on stderr, exit 0 done, 1 failed with one clear line, 2 wrong usage.

Every command imports what it needs when it runs: the app must paint before a segmenter is thought of.
"""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reader.commands import exchange, terms
from reader.commands.align import align
from reader.commands.base import fail, open_session
from reader.commands.cards import cards
from reader.commands.check import check
from reader.commands.dictionary import dictionary
from reader.commands.extract import extract
from reader.commands.glossary import glossary
from reader.commands.importing import import_
from reader.commands.occurrences import occurrences
from reader.commands.search import search
from reader.commands.texts import texts
from reader.commands.translate import translate
from reader.errors import USER_ERRORS

if TYPE_CHECKING:
    from reader.session import Session
    from texts.model import Script

SCRIPTS = click.Choice(["hans", "hant", "tw", "hk"])


class _Commands(click.Group):
    """Turns what a user may meet into one line; anything else is a bug and may crash."""

    def main(self, *args: Any, **kwargs: Any) -> Any:
        for stream in (sys.stdout, sys.stderr):
            if hasattr(stream, "reconfigure"):
                # Chinese must come out whatever the locale says; a lone surrogate in the input must not stop us.
                stream.reconfigure(encoding="utf-8", errors="replace" if stream is sys.stderr else "surrogateescape")
        try:
            return super().main(*args, **kwargs)
        except USER_ERRORS as error:
            fail(str(error))
        except BrokenPipeError:
            # Whoever read our output has had enough (`duban annotate … | head`). Not a failure of theirs or ours;
            # stdout must be put out of the way or the interpreter complains while closing it.
            sys.stdout = open("/dev/null", "w") if Path("/dev/null").exists() else sys.__stdout__  # noqa: SIM115, PTH123
            sys.exit(0)
        except OSError as error:
            fail(f"{error.filename or 'The output'}: {error.strerror or error}.")


@click.group(cls=_Commands, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="duban", message="%(prog)s %(version)s")
@click.pass_context
def main(context: click.Context) -> None:
    """duban 读伴: read Chinese industry news with readings, English and a glossary of the trade's own terms.

    Without a command it opens the text read last, at its last place; the first time, the bundled article.
    """
    if context.invoked_subcommand is None:
        _run_app(None)


def _run_app(text: str | None) -> None:
    from reader.tui.app import run

    sys.exit(run(text))


_JOBS = click.option(
    "--jobs",
    type=click.IntRange(min=1),
    help="Processes that share the analysis; as many as pay for a text of this length otherwise. A page with --fast is "
    "always written by one: sharing it takes longer.",
)

_FAST = click.option(
    "--fast",
    is_flag=True,
    help="The first tier of the analysis alone: words by the dictionary's frequencies, their first reading in it, "
    "traditional characters by OpenCC's tables. For long texts; it takes a quarter of a second to begin.",
)


@main.command()
@click.argument("text", required=False)
def read(text: str | None) -> None:
    """Open TEXT (the id of a library text, or a file) in the app."""
    _run_app(text)


@main.command()
@click.option("--text", help="Only terms that occur in this text.")
@click.option("--domain", help="Only this domain or sub-domain.")
@click.option("--cram", is_flag=True, help="All cards, due or not; nothing of it is scheduled.")
@click.option("--due-only", is_flag=True, help="No new cards.")
@click.option("--cards", "at_most", type=click.IntRange(1), help="At most so many.")
def review(text: str | None, domain: str | None, cram: bool, due_only: bool, at_most: int | None) -> None:
    """Study flashcards in the app."""
    from glossary.store.study import Wanted
    from reader.reviewing import Sitting
    from reader.tui.app import run

    if cram and due_only:
        raise click.UsageError("--cram asks all cards, --due-only those that are due: give one of them.")

    def sit(session: "Session") -> Sitting:
        wanted = session.study.wanted(text, domain) if text or domain else Wanted()
        if domain and not wanted.concepts:
            fail(f"No concept is of the domain “{domain}”; `duban glossary list` shows the domains.")
        return Sitting(wanted, due_only, cram, at_most, "cram" if cram else "")

    sys.exit(run(None, sit))


@main.command()
def settings() -> None:
    """Say where the settings file, the record, own texts, deleted ones, dictionaries and the cache lie."""
    from reader import paths

    for name, path in (
        ("settings", paths.settings_file()),
        ("record", paths.record_file()),
        ("texts", paths.texts_folder()),
        ("trash", paths.trash_folder()),
        ("dictionaries", paths.dictionaries_folder()),
        ("cache", paths.cache_folder()),
    ):
        click.echo(f"{name}\t{path}")


@main.command()
@click.argument("file")
@click.option("--report", type=click.Path(dir_okay=False, path_type=Path), help="Write every repair to this file.")
def repair(file: str, report: Path | None) -> None:
    """Print the repaired text of FILE (- for standard input), one paragraph a line."""
    import json

    from msgspec.structs import asdict

    from reader.export.writing import replacing
    from texts.boilerplate import find
    from texts.library import decode_any, read_text
    from texts.repair import repair as repair_text

    source = "Standard input" if file == "-" else file
    text = decode_any(sys.stdin.buffer.read(), source) if file == "-" else read_text(Path(file), decode_any)
    repaired = repair_text(text)
    added = list(find(repaired.paragraphs))
    for paragraph in repaired.paragraphs:
        click.echo(paragraph)
    if report is not None:
        with replacing(report) as out:
            told = repaired.report() | {"boilerplate": [asdict(stretch) for stretch in added]}
            out.write(json.dumps(told, ensure_ascii=False, indent=1).encode() + b"\n")
    certain, uncertain = len(repaired.repairs) - len(repaired.uncertain), len(repaired.uncertain)
    said = f"{certain} repairs, {uncertain} more to be looked at by a person."
    if repaired.lost:
        said += f" {len(repaired.lost)} places are lost."
    if added:
        said += f" {len(added)} lines or parts of lines may have been added by a page; they stay."
    click.echo(said if text.strip() else f"{source} holds no text; there is nothing to repair.", err=True)


@main.command()
@click.argument("text")
@click.option("--script", type=SCRIPTS, help="Show the text in this script; its own otherwise.")
@click.option("--format", "form", type=click.Choice(["text", "jsonl", "html"]), default="text", show_default=True)
@_FAST
@_JOBS
def annotate(text: str, script: str | None, form: str, fast: bool, jobs: int | None) -> None:
    """Print the analysis of TEXT, paragraph by paragraph."""
    from reader.annotate import JsonLines, text_block

    if form == "html":
        _annotate_html(text, script, fast, jobs)
        return
    with open_session() as session:
        lines = JsonLines(session.brief_gloss, session.level)
        for shown in session.annotated(text, script, fast=fast, jobs=jobs):
            if form == "jsonl":
                click.echo(lines.record(shown))
            else:
                click.echo(text_block(shown))


def _annotate_html(text: str, script: str | None, fast: bool, jobs: int | None) -> None:
    from reader.export.fragment import FragmentWriter
    from reader.export.knowledge import SessionKnowledge

    with open_session() as session:
        writer = FragmentWriter(SessionKnowledge(session))
        for shown in session.annotated(text, script, fast=fast, jobs=jobs):
            click.echo(writer.paragraph(shown), nl=False)


@main.command()
@click.argument("text")
@click.option("--to", "target", type=SCRIPTS, required=True, help="The script wanted.")
@click.option("--phrases", is_flag=True, help="Also swap vocabulary (视频 → 影片) as the region uses it.")
def convert(text: str, target: str, phrases: bool) -> None:
    """Print TEXT in another script, line for line."""
    from reader.session import converted_lines

    for line in converted_lines(text, target, phrases):
        click.echo(line)


@main.command()
@click.argument("text")
@click.option(
    "-o",
    "--output",
    "out",
    type=click.Path(path_type=Path),
    required=True,
    help="Where to; the suffix says what. - is HTML on standard output.",
)
@click.option("--script", type=SCRIPTS, help="The script the page opens in; the text's own otherwise.")
@click.option("--also", "scripts", type=SCRIPTS, multiple=True, help="A further script to switch to (tw, hk).")
@click.option("--ruby", type=click.Choice(["off", "terms", "all"]), default="all", show_default=True)
@click.option(
    "--by",
    type=click.Choice(["word", "character"]),
    default="word",
    show_default=True,
    help="What a reading stands over.",
)
@click.option("--english", type=click.Choice(["off", "ask", "on"]), default="on", show_default=True)
@click.option("--english-by", type=click.Choice(["paragraph", "sentence"]), default="paragraph", show_default=True)
@click.option(
    "--template",
    type=click.Path(path_type=Path),
    help="A folder with page.html, page.css, extra.css or page.js of your own.",
)
@click.option("--as-it-arrived", is_flag=True, help="Do not repair what scraping did to a file.")
@_FAST
@_JOBS
def export(
    text: str,
    out: Path,
    scripts: "tuple[Script, ...]",
    as_it_arrived: bool,
    fast: bool,
    jobs: int | None,
    **chosen: Any,
) -> None:
    """Write TEXT as a page that explains itself (.html), a book (.epub), Markdown (.md) or plain text (.txt).

    A damaged file is repaired first, as the reader does.
    """
    from reader.export.formats import export as export_text
    from reader.export.formats import writer_for
    from reader.export.options import ExportOptions

    options = ExportOptions(scripts=("hans", "hant", *scripts), **chosen)
    writer_for(out)  # says what is wrong with the name before a long text is read
    with open_session() as session:
        source = session.load_as_it_arrived(text) if as_it_arrived else session.load_repaired(text)
        if not any(paragraph.text.strip() for paragraph in source.paragraphs):
            fail(f"{text} holds no text; there is nothing to export.")
        mended = sum(mend.state != "undone" for paragraph in source.paragraphs for mend in paragraph.mends)
        if mended and session.library.is_loose(text):
            click.echo(f"{mended} damaged places repaired first; `duban repair` lists them.", err=True)
        export_text(session, source, out, options, _progress if sys.stderr.isatty() else None, jobs, fast)


def _progress(done: int, of: int) -> None:
    """One line on a terminal, written over."""
    if done == of or done % 50 == 0:
        print(f"\r{done}/{of} ¶", end="\n" if done == of else "", file=sys.stderr, flush=True)


@main.command()
@click.argument("word")
@click.option("--json", "as_json", is_flag=True, help="One JSON object instead of text.")
def lookup(word: str, as_json: bool) -> None:
    """Look WORD up: Chinese in either script, pinyin (zhongwen, zhong1wen2, zhōngwén) or English; or a figure
    (12.5亿元)."""
    import json

    from reader.lookup_text import as_json as lookup_json
    from reader.lookup_text import as_text

    with open_session() as session:
        found = session.dictionaries.search(word)
    if as_json:
        click.echo(json.dumps(lookup_json(word, found), ensure_ascii=False, indent=1))
    else:
        for line in as_text(found):
            click.echo(line)
    if not found.concepts and not found.entries and not found.figures:
        fail(f"Nothing found for “{word}”.")


main.add_command(align)
main.add_command(cards)
main.add_command(dictionary)
main.add_command(glossary)
main.add_command(import_)
main.add_command(texts)
main.add_command(search)
main.add_command(translate)
glossary.add_command(terms.add)
glossary.add_command(terms.edit)
glossary.add_command(terms.remove)
glossary.add_command(terms.merge)
glossary.add_command(terms.deprecate)
glossary.add_command(terms.undo)
glossary.add_command(occurrences)
glossary.add_command(check)
glossary.add_command(extract)
glossary.add_command(exchange.import_glossary)
glossary.add_command(exchange.export_glossary)
