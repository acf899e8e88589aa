"""The whole check of a glossary, worst first. Pure."""

from collections.abc import Collection, Iterable, Sequence

from glossary.checking.contents import check_examples, check_renderings, check_statuses, check_wholeness
from glossary.checking.links import check_links
from glossary.checking.model import SEVERITIES, Finding, Knowledge
from glossary.checking.names import check_names, check_readings, check_scripts
from glossary.checking.translation import Use, check_translations
from glossary.model import Concept


def check_concepts(
    concepts: Sequence[Concept], knowledge: Knowledge, uses: Iterable[Use] = (), elsewhere: Collection[str] = ()
) -> list[Finding]:
    """All that is wrong with concepts by themselves and, where ``uses`` are given, in translations.

    ``elsewhere``: ids that may be named although they are not among these.
    """
    findings = [
        *check_links(concepts, elsewhere),
        *check_names(concepts),
        *check_readings(concepts, knowledge),
        *check_scripts(concepts, knowledge),
        *check_renderings(concepts),
        *check_statuses(concepts),
        *check_wholeness(concepts),
        *check_examples(concepts),
        *check_translations({concept.id: concept for concept in concepts}, uses),
    ]
    return worst_first(findings)


def worst_first(findings: Iterable[Finding]) -> list[Finding]:
    """Errors, warnings, notes; in their own order among equals."""
    return sorted(findings, key=lambda finding: SEVERITIES.index(finding.severity))
