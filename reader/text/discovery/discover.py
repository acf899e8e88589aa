"""The search for terms: paragraphs in, candidates out, the likeliest first.

    paragraphs ─ units ─ joined words ─ marked, repeated and built strings ─ places ─ scores ─ merging ─▶ candidates

The paragraphs are passed once as they come; then only the numbers of their words, which is all that is kept of them
beside their text. Nothing is known of any trade: a text is compared with general Chinese and with itself.
"""

from collections.abc import Callable, Iterable

from reader.text.discovery.drafts import Draft, Drafts
from reader.text.discovery.evidence import EvidenceWriter
from reader.text.discovery.joining import join_words
from reader.text.discovery.marked import Marks
from reader.text.discovery.model import Candidate, CutParagraph, EvidenceKind
from reader.text.discovery.places import locate
from reader.text.discovery.runs import read_runs
from reader.text.discovery.scoring import Scorer
from reader.text.discovery.units import Units
from reader.text.script import fold

LEAST = 0.6
"""Score below which nothing is handed out."""
_MARKED: frozenset[EvidenceKind] = frozenset({"definition", "quoted", "abbreviation", "mixed"})
"""What keeps a string that stands only inside a longer one."""
_LOOSE: frozenset[EvidenceKind] = frozenset({"compound", "new word"})
_LONG = 3
"""Words of a coinage that may have terms in it: 乡村直播 in “乡村直播推广大使”."""


def discover(paragraphs: Iterable[CutParagraph], skip: Callable[[str], bool] = lambda _: False) -> list[Candidate]:
    """Candidate terms, best first; equal scores in the order of the text. ``skip`` says of a string, folded by
    ``glossary.fold``, whether it is not wanted: known already, or rejected before."""
    units = Units()
    drafts = Drafts(units)
    marks = Marks(units)
    texts: dict[int, str] = {}
    for paragraph in paragraphs:
        units.add(paragraph)
        texts[paragraph.index] = paragraph.text
    join_words(units)
    for index, first, last in units.paragraphs():
        drafts.claim(marks.find(fold(texts[index]), first, last))
    drafts.count()
    read_runs(drafts)
    locate(units, drafts.all, drafts.keys)
    scorer = Scorer(units, drafts.counts, drafts.keys)
    scores = {draft.key: round(scorer.score(draft), 3) for draft in drafts.all.values() if draft.count}
    kept = [
        draft
        for draft in drafts.all.values()
        if scores.get(draft.key, LEAST - 1) >= LEAST and not skip(draft.key) and not _merged(draft, drafts.all, scores)
    ]
    kept.sort(key=lambda draft: (-scores[draft.key], draft.first, draft.key))
    writer = EvidenceWriter(units, texts)
    return [writer.candidate(draft, scores[draft.key]) for draft in kept]


def _merged(draft: Draft, drafts: dict[str, Draft], scores: dict[str, float]) -> bool:
    """Whether a longer candidate tells all that a string has to say: it never stands outside one, nothing marks it,
    and the longer one is more than words that happen to meet once.

    A string keeps its place beside a longer one that is made of it and of another that stands elsewhere too
    (平台经济 | 高质量发展), and words of the dictionary keep theirs beside what stands once.
    """
    if draft.covered < draft.count or not _MARKED.isdisjoint(draft.kinds):
        return False
    if sum(n for key, n in draft.covers.items() if "organisation" in drafts[key].kinds) >= draft.count:
        return True
    longest = [key for key, n in draft.covers.items() if n >= draft.count and scores[key] >= LEAST]
    longest = [key for key in longest if not any(key in other and key != other for other in longest)]
    return any(_told_by(draft, drafts[key], drafts) for key in longest)


def _told_by(draft: Draft, longer: Draft, drafts: dict[str, Draft]) -> bool:
    if longer.count > 1:
        rests = (longer.key.removesuffix(draft.key), longer.key.removeprefix(draft.key))
        found = [drafts[rest] for rest in rests if rest != longer.key and rest in drafts]
        return not any(len(rest.cut) > 1 and rest.count > longer.count for rest in found)
    if "unusual" in draft.kinds or longer.kinds.keys() <= _LOOSE:
        return False
    return "organisation" in longer.kinds or len(longer.cut) < _LONG
