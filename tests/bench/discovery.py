"""How well the terms of a text are found, with nothing known beforehand.

    python -m tests.bench discovery          the bundled article, and texts of other trades with terms marked by hand
    python -m tests.bench discovery FILE…    the best candidates of a text, to be looked at

The article's terms are those of the bundled glossary that stand in it; weights and thresholds were set on it. The
other texts (``tests/reader/text/discovery/industry``) were written to see whether that holds elsewhere; what they
showed to be missed led to rules, but for the one marked "unseen". Precision: the share of the first N candidates that
the lists call terms, and no list has them all; recall: the share of concepts of which at least one name is found.
"""

import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from glossary.fold import fold as fold_key
from glossary.termbase import Termbase
from reader.text.discovery.discover import discover
from reader.text.discovery.model import Candidate, CutParagraph
from reader.text.pipeline import Analyser
from texts.library import FIRST_TEXT, Library

INDUSTRY = Path(__file__).parents[1] / "reader" / "text" / "discovery" / "industry"
NAMES = ("institutions", "companies and brands", "people", "places")
"""Domains of the bundled glossary whose concepts are names, not terms of a trade."""
CRAFTS = "crafts and produce"
RANKS = (20, 50, 100)
DEPTHS = (50, 100, 200, 10**6)


class Marked(NamedTuple):
    """A text with the terms that are to be found."""

    name: str
    paragraphs: Sequence[str]
    kinds: dict[str, list[frozenset[str]]]
    """Kind → the folded names of each concept that stand in the text."""


def candidates(paragraphs: Sequence[str]) -> list[Candidate]:
    """What is found in a text by the analysis alone, without any glossary."""
    analyser = Analyser()

    def cut() -> Iterator[CutParagraph]:
        for index, text in enumerate(paragraphs):
            folded, pieces = analyser.cut(index, text)
            yield CutParagraph(index, text, folded, pieces)

    return discover(cut())


def article() -> Marked:
    """The bundled article and the bundled glossary's concepts that it names."""
    paragraphs = [paragraph.text for paragraph in Library(Path("none")).load(FIRST_TEXT).paragraphs]
    whole = fold_key("\n".join(paragraphs))
    kinds: dict[str, list[frozenset[str]]] = {"trade": [], CRAFTS: [], "names": []}
    for concept in Termbase.open().concepts():
        here = frozenset(name for term in concept.terms if (name := fold_key(term.hans)) in whole)
        if here:
            kind = "names" if concept.domain in NAMES else CRAFTS if concept.domain == CRAFTS else "trade"
            kinds[kind].append(here)
    return Marked("article", paragraphs, kinds)


def industry() -> Iterator[Marked]:
    """The texts of other trades."""
    for name, lists in tomllib.loads((INDUSTRY / "gold.toml").read_text(encoding="utf-8")).items():
        paragraphs = (INDUSTRY / f"{name}.txt").read_text(encoding="utf-8").splitlines()
        kinds = {
            kind: [frozenset({fold_key(term)}) for term in lists[key]]
            for kind, key in (("trade", "trade"), ("names", "other"))
        }
        yield Marked(name + (" (unseen)" if lists.get("unseen") else ""), paragraphs, kinds)


def precision(found: Sequence[Candidate], marked: Marked, first: int) -> float:
    wanted = {name for concepts in marked.kinds.values() for names in concepts for name in names}
    return sum(candidate.key in wanted for candidate in found[:first]) / first


def recall(found: Sequence[Candidate], concepts: Sequence[frozenset[str]], first: int) -> float:
    keys = {candidate.key for candidate in found[:first]}
    return sum(not names.isdisjoint(keys) for names in concepts) / len(concepts)


def main(files: Sequence[str]) -> None:
    for file in files:
        found = candidates(Path(file).read_text(encoding="utf-8").splitlines())
        print(f"{file}: {len(found)} candidates")
        for rank, candidate in enumerate(found[:60], 1):
            kinds = ", ".join(dict.fromkeys(evidence.kind for evidence in candidate.evidence))
            print(f"{rank:4} {candidate.term}  {candidate.score:.1f}  {candidate.count} ×  {kinds}")
    if files:
        return
    print(f"{'':24}{'list':>6} " + "".join(f"{f'P@{rank}':>7}" for rank in RANKS))
    for marked in (article(), *industry()):
        found = candidates(marked.paragraphs)
        shares = "".join(f"{precision(found, marked, rank):7.2f}" for rank in RANKS)
        print(f"{marked.name:24}{len(found):6} {shares}")
        for kind, concepts in marked.kinds.items():
            depths = (f"{'all' if n == DEPTHS[-1] else n} {recall(found, concepts, n):4.0%}" for n in DEPTHS)
            print(f"    {kind:18}{len(concepts):4}   recall in the first " + "  ".join(depths))
