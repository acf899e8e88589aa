"""``duban glossary extract``: candidate terms of a text, best first, each with its evidence."""

from typing import TYPE_CHECKING, Any

import click

from reader.commands.base import echo_json, open_session, say

if TYPE_CHECKING:
    from reader.session import Session
    from reader.text.discovery.model import Candidate


@click.command()
@click.argument("text")
@click.option("--ignore-known", is_flag=True, help="Leave the termbase out of account, as if it were empty.")
@click.option("--json", "as_json", is_flag=True, help="One JSON array, with all evidence.")
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="The best N only.")
def extract(text: str, ignore_known: bool, as_json: bool, limit: int | None) -> None:
    """Print strings of TEXT that may be terms and that the termbase does not know, the likeliest first.

    Term, score, count, the kinds of evidence, paragraphs (from 0, as annotate counts) and a sentence are columns. What
    was rejected before is left out.
    """
    from reader.discovery import find_candidates

    with open_session() as session:
        found = find_candidates(session, session.library.load(text), ignore_known=ignore_known)
        shown = found[:limit]
        if as_json:
            echo_json([_record(session, candidate) for candidate in shown])
        else:
            for candidate in shown:
                click.echo(_row(candidate))
    say(f"{len(shown)} of {len(found)} candidates." if len(shown) < len(found) else f"{len(found)} candidates.")


def _record(session: "Session", candidate: "Candidate") -> dict[str, Any]:
    from msgspec import to_builtins

    from reader.discovery import both_scripts

    hans, hant = both_scripts(session, candidate)
    return {
        "term": candidate.term,
        "hans": hans,
        "hant": hant,
        "score": candidate.score,
        "count": candidate.count,
        "evidence": [to_builtins(evidence) for evidence in candidate.evidence],
        "paragraphs": list(candidate.paragraphs),
        "definitions": list(candidate.definitions),
    }


def _row(candidate: "Candidate") -> str:
    kinds = ",".join(dict.fromkeys(evidence.kind for evidence in candidate.evidence))
    paragraphs = ",".join(map(str, candidate.paragraphs))
    sentence = " ".join(candidate.evidence[0].sentence.split())
    return f"{candidate.term}\t{candidate.score:.1f}\t{candidate.count} ×\t{kinds}\t{paragraphs}\t{sentence}"
