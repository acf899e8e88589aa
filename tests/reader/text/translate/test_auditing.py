"""What became of the terms."""

from glossary.checking.translation import Use
from glossary.model import Concept, Rendering, Term
from reader.text.translate.auditing import TermAudit, audit

SLOT_FEE = Concept(
    "slot-fee",
    (Term("坑位费", "坑位費", ("keng1", "wei4", "fei4")),),
    (Rendering("slot fee"), Rendering("listing fee", "admitted"), Rendering("pit fee", "deprecated")),
)


def judged(english: str, hints: tuple[str, ...] = ()) -> TermAudit:
    use = Use("slot-fee", "坑位费", "text", 1, english, english)
    return audit({"slot-fee": SLOT_FEE}, [use, use], lambda _: hints)[0]


def test_kept() -> None:
    assert (judged("Slot fees rose.").verdict, judged("Slot fees rose.").found) == ("kept", "slot fee")
    assert judged("A listing fee is due.").found == "listing fee"


def test_rendered_otherwise() -> None:
    assert (judged("The pit fee rose.").verdict, judged("The pit fee rose.").found) == ("otherwise", "pit fee")
    found = judged("The brand paid the pot position charge, then left.", ("pot", "position; location", "charge"))
    assert (found.verdict, found.found) == ("otherwise", "pot position charge")


def test_lost() -> None:
    assert (judged("They left.").verdict, judged("They left.").found) == ("lost", "")


def test_each_term_once_and_none_that_the_glossary_has_no_english_for() -> None:
    nameless = Concept("x", (Term("某", "某", ("mou3",)),), ())
    uses = [Use("x", "某", "text", 1, "They.", "They."), Use("slot-fee", "坑位费", "text", 1, "They.", "They.")] * 2
    assert len(audit({"x": nameless, "slot-fee": SLOT_FEE}, uses)) == 1
