"""Making flashcards on a screen: made, told, and known how to take back."""

from collections.abc import Callable, Sequence

from glossary.model import Concept
from glossary.study.model import Direction
from reader.session import Session
from reader.tui.undo import UndoList

KINDS: dict[Direction, str] = {
    "recognise": "meaning",
    "produce": "to type",
    "cloze": "gap",
    "reading": "reading",
    "choice": "choice",
}


def make_cards(
    session: Session, undo: UndoList, concepts: Sequence[Concept], name: str, sentence: Callable[[Concept], str]
) -> str:
    """Make the cards that concepts lack, in the directions of the settings, and say what was made. ``name``: of the one
    concept, or what they are; ``sentence`` gives that of a cloze card. Raises GlossaryError if it cannot be done."""
    study = session.study
    made = study.add(concepts, sentences=sentence)
    if not made.cards:
        if len(concepts) == 1:
            return f"{name} has its cards already." if made.there else f"{name} lacks what its cards would ask."
        return f"All {len(concepts)} terms {name} have their cards already."
    undo.add(f"the cards of {name}" if len(concepts) == 1 else f"the {made.cards} cards {name}",
             lambda: study.take_away(made.ids), is_cards=True)  # fmt: skip
    if len(concepts) == 1:
        kinds = [KINDS[card.direction] for card in map(study.deck.card, made.ids)]
        return f"Made {made.cards} cards of {name}: {', '.join(kinds)}." if made.cards > 1 else (
            f"Made a card of {name}: {kinds[0]}.")  # fmt: skip
    there = f" ({made.there} were there)" if made.there else ""
    return f"Made {made.cards} cards of {len(concepts)} terms {name}{there}."
