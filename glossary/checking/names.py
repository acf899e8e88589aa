"""Names of concepts: twice, nearly twice, read in two ways, or not the same in both scripts. Pure."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence

from glossary.checking.model import Finding, Knowledge, Reading, Severity, label
from glossary.fold import fold, is_han
from glossary.model import Concept, Term
from glossary.pinyin import to_marks

_SIGN = re.compile(r"[\W_]+")
_NUMERAL = re.compile("[一二三四五六七八九]?十[一二三四五六七八九]?|[〇零一二三四五六七八九]+")
_DIGITS = {numeral: str(digit) for digit, numeral in enumerate("〇一二三四五六七八九")} | {"零": "0"}
_LONGEST = 20

Named = tuple[Concept, Term]


def check_names(concepts: Sequence[Concept]) -> Iterator[Finding]:
    """Names that stand twice: in one concept, in two, or with other signs, numerals or erhua."""
    by_name: dict[str, list[Named]] = defaultdict(list)
    for concept in concepts:
        for term in concept.terms:
            by_name[fold(term.hans)].append((concept, term))
    pairs: set[frozenset[str]] = set()
    for owners in by_name.values():
        yield from _same(owners, pairs)
    near: dict[str, list[Named]] = defaultdict(list)
    for name, owners in by_name.items():
        near[_near(name)] += owners[:1]
    for owners in near.values():
        if len(owners) > 1 and len({concept.id for concept, _ in owners}) > 1:
            ids = tuple(dict.fromkeys(concept.id for concept, _ in owners))
            names = " and ".join(f"{term.hans} ({concept.id})" for concept, term in owners)
            yield Finding("warning", "near-name", ids, f"{names} are nearly the same name, in different concepts.")


def _same(owners: Sequence[Named], pairs: set[frozenset[str]]) -> Iterator[Finding]:
    (first, term), *others = owners
    seen = {first.id}
    for other, name in others:
        if other.id in seen:
            if other.id == first.id:
                yield Finding("warning", "same-name", (other.id,), f"{label(other)} has the name {name.hans} twice.")
            continue
        seen.add(other.id)
        pair = frozenset({first.id, other.id})
        if pair in pairs:
            continue
        pairs.add(pair)
        ids = (first.id, other.id)
        shared = _used(first) & _used(other)
        if fold(first.preferred.hans) == fold(other.preferred.hans) and shared:
            said = f"{first.preferred.hans}, “{min(shared)}”, is two concepts, {first.id} and {other.id}; merge them."
            yield Finding("error", "same-concept", ids, said)
        elif "deprecated" in (term.status, name.status):
            said = f"{name.hans} is a name of {label(first)} and of {label(other)}, deprecated in one of them."
            yield Finding("note", "same-name", ids, said)
        else:
            said = f"{name.hans} is a name of both {first.id} and {other.id}; in texts it is taken for {first.id}."
            yield Finding("warning", "same-name", ids, said)


def _used(concept: Concept) -> set[str]:
    return {rendering.text.lower() for rendering in concept.renderings if rendering.status != "deprecated"}


def _near(name: str) -> str:
    """A folded name without signs, spaces and erhua, with numerals as digits: 双十一 and 双11, 直播·间 and 直播间."""
    plain = _NUMERAL.sub(lambda match: _number(match.group()), _SIGN.sub("", name)) or name
    return plain[:-1] if plain.endswith("儿") and len(plain) > 2 else plain


def _number(numeral: str) -> str:
    if "十" not in numeral:
        return "".join(_DIGITS[char] for char in numeral)
    tens, _, ones = numeral.partition("十")
    return _DIGITS.get(tens, "1") + _DIGITS.get(ones, "0")


def check_readings(concepts: Sequence[Concept], knowledge: Knowledge) -> Iterator[Finding]:
    """Names read otherwise than another concept or the dictionary has it; a neutral tone agrees with any."""
    by_name: dict[str, Named] = {}
    for concept in concepts:
        for term in concept.terms:
            owner, known = by_name.setdefault(fold(term.hans), (concept, term))
            if not alike(known.readings, term.readings):
                ids = tuple(dict.fromkeys((owner.id, concept.id)))
                said = f"{term.hans} is read {_told(known.readings)} in {owner.id} and {_told(term.readings)} in "
                if owner.id == concept.id:
                    yield Finding("error", "reading", ids, f"{said}the same concept.")
                else:
                    severity = _clash(term.hans, (known.readings, term.readings), knowledge)
                    yield Finding(severity, "reading", ids, f"{said}{concept.id}.")
    for concept, term in by_name.values():
        yield from _within(concept, term, by_name, knowledge)
        yield from _in_dictionary(concept, term, knowledge)


def _clash(name: str, readings: Sequence[Reading], knowledge: Knowledge) -> Severity:
    """How bad it is that a name is read in several ways: little if the dictionary has each of them (教会 is jiàohuì, a
    church, and jiāohuì, to teach)."""
    known = knowledge.readings(name)
    return "note" if all(any(alike(reading, other) for other in known) for reading in readings) else "warning"


def _within(concept: Concept, term: Term, by_name: dict[str, Named], knowledge: Knowledge) -> Iterator[Finding]:
    """Names inside a longer one: 带货 in 直播带货."""
    for start, end in _spans(term):
        other, part = by_name.get(fold(term.hans[start:end]), (concept, term))
        if part is not term and not alike(part.readings, term.readings[start:end]):
            said = (
                f"{part.hans} is read {_told(part.readings)} in {other.id}, but {_told(term.readings[start:end])} "
                f"inside {term.hans} ({concept.id})."
            )
            severity = _clash(part.hans, (part.readings, term.readings[start:end]), knowledge)
            yield Finding(severity, "reading", tuple(dict.fromkeys((concept.id, other.id))), said)


def _in_dictionary(concept: Concept, term: Term, knowledge: Knowledge) -> Iterator[Finding]:
    """The whole name as the dictionary reads it or, where it has it not, the longest words in it."""
    whole = _comparable(knowledge.readings(term.hans), term.readings)
    if whole:
        if not any(alike(reading, term.readings) for reading in whole):
            said = f"{label(concept)}: {term.hans} is read {_told(term.readings)}, in the dictionary {_either(whole)}."
            yield Finding("warning", "reading", (concept.id,), said)
        return
    known = {
        (start, end): found
        for start, end in _spans(term)
        if (found := _comparable(knowledge.readings(term.hans[start:end]), term.readings[start:end]))
    }
    for (start, end), found in known.items():
        if any((a, b) != (start, end) and a <= start and end <= b for a, b in known):
            continue
        reading = term.readings[start:end]
        if not any(alike(other, reading) for other in found):
            part = f"{term.hans[start:end]} in {term.hans}"
            said = f"{label(concept)}: {part} is read {_told(reading)}, in the dictionary {_either(found)}."
            yield Finding("note", "reading", (concept.id,), said)


def _comparable(found: Collection[Reading], reading: Reading) -> list[Reading]:
    """Readings with as many syllables: the dictionary reads 双11 as shuāng shíyī."""
    count = sum(map(bool, reading))
    return [other for other in found if sum(map(bool, other)) == count]


def _spans(term: Term) -> Iterator[tuple[int, int]]:
    """Stretches of two and more Han characters inside a name, not the name itself."""
    size = min(len(term.hans), len(term.readings))
    for start in range(size):
        for end in range(start + 1, min(size, start + _LONGEST) + 1):
            if not is_han(term.hans[end - 1]):
                break
            if end - start > 1 and end - start < len(term.hans):
                yield start, end


def alike(left: Reading, right: Reading) -> bool:
    """Equal readings, where a neutral tone equals any."""
    ours, theirs = [r for r in left if r], [r for r in right if r]
    return len(ours) == len(theirs) and all(
        a == b or (a[:-1] == b[:-1] and "5" in (a[-1], b[-1])) for a, b in zip(ours, theirs, strict=True)
    )


def _told(reading: Reading) -> str:
    return " ".join(to_marks(syllable) for syllable in reading if syllable) or "without a reading"


def _either(readings: Sequence[Reading]) -> str:
    return " or ".join(dict.fromkeys(map(_told, readings)))


def check_scripts(concepts: Sequence[Concept], knowledge: Knowledge) -> Iterator[Finding]:
    """Names whose two scripts are not each other's conversion."""
    for concept in concepts:
        for term in concept.terms:
            yield from _scripts(concept, term, knowledge)


def _scripts(concept: Concept, term: Term, knowledge: Knowledge) -> Iterator[Finding]:
    named = f"{label(concept)}:"
    in_dictionary = knowledge.written(term.hans)
    if term.hant in in_dictionary:
        return
    if not in_dictionary and (plain := knowledge.to_hans(term.hans)) != term.hans:
        said = f"{named} {term.hans} stands for the simplified name and is not simplified; that is {plain}."
        yield Finding("warning", "script", (concept.id,), said)
        return
    conversions = list(knowledge.to_hant(term.hans))
    if term.hant in conversions:
        return
    back = knowledge.to_hans(term.hant)
    left = [
        char
        for place, (char, simple) in enumerate(zip(term.hant, term.hans, strict=False))
        if char == simple
        and all(other[place : place + 1] != char for other in (*conversions, *in_dictionary))
        and char not in knowledge.forms(simple)
    ]
    if left:
        only = "has only its simplified form" if term.hant == term.hans else f"is not traditional in {''.join(left)}"
        said = f"{named} {term.hant} {only}; conversion writes {conversions[0]}."
        yield Finding("warning", "script", (concept.id,), said)
    elif back != term.hans:
        said = f"{named} {term.hant} is {back} in simplified characters, not {term.hans}."
        yield Finding("warning", "script", (concept.id,), said)
    else:
        said = f"{named} the traditional name is {term.hant}; conversion writes {conversions[0]}."
        yield Finding("note", "script", (concept.id,), said)
