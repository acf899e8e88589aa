"""``duban texts``: the library as a table or as JSON."""

from typing import Any

import click

from reader.commands.base import echo_json, open_session, say
from reader.overview import Figures, Row


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON array instead of a table.")
def texts(as_json: bool) -> None:
    """List the library: each text's id, date, length, titles, how much of it was read, the share of its words that you
    know, its terms without a card, its level with the list's name, its tags.

    What has not been worked out yet takes about 20 ms a text.
    """
    rows: list[dict[str, Any]] = []
    with open_session() as session:
        overview = session.overview
        learner = overview.learner()
        for listed in overview.rows():
            row = overview.fill(listed, learner)
            if row is None or row.fault or row.figures is None:
                say(f"duban: {row.fault if row else f'{listed.listed.folder} is being changed; try again.'}")
            elif as_json:
                rows.append(_record(row, row.figures))
            else:
                click.echo("\t".join(_cells(row, row.figures, learner.vocabulary.says_anything)))
        overview.keep()
    if as_json:
        echo_json(rows)


def _record(row: Row, figures: Figures) -> dict[str, Any]:
    meta, levels = row.meta, figures.levels
    return {
        "id": row.id,
        "title_zh": meta.title_zh,
        "title_en": meta.title_en,
        "outlet": meta.outlet,
        "date": meta.date,
        "place": meta.place,
        "topic": meta.topic,
        "script": meta.script,
        "tags": list(meta.tags),
        "origin": row.origin,
        "folder": str(row.listed.folder),
        "paragraphs": row.paragraphs,
        "characters": row.characters,
        "progress": _rounded(row.progress),
        "last_read": row.last_read or None,
        "known_share": _rounded(figures.known),
        "terms": figures.terms,
        "unknown_terms": figures.unknown_terms,
        "level": levels.full_label or None,
        "level_list": levels.of,
        "levels": {name: round(share, 4) for name, share in levels.shares.items()},
    }


def _cells(row: Row, figures: Figures, says_anything: bool) -> list[str]:
    """The columns; one that nothing is known for is empty."""
    meta = row.meta
    return [
        row.id,
        meta.date,
        f"{row.paragraphs} ¶",
        meta.title_zh,
        meta.title_en,
        meta.outlet,
        f"{row.characters} characters",
        "" if row.progress is None else f"read {row.progress:.0%}",
        "" if figures.known is None or not says_anything else f"known {figures.known:.0%}",
        f"{figures.unknown_terms} term{'s' if figures.unknown_terms > 1 else ''} without a card"
        if figures.unknown_terms
        else "",
        figures.levels.full_label,
        " ".join(f"#{tag}" for tag in meta.tags),
    ]


def _rounded(share: float | None) -> float | None:
    return None if share is None else round(share, 4)
