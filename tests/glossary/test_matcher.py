import string

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from glossary.fold import fold, is_latin
from glossary.matcher import Match, TermIndex
from glossary.model import Concept, Term

TRADITIONAL = str.maketrans("头机构直间双块线", "頭機構直間雙塊綫")


def term(hans: str, hant: str | None = None) -> Term:
    hant = hans.translate(TRADITIONAL) if hant is None else hant
    return Term(hans, hant, tuple(None if is_latin(char) or char in " ." else "a1" for char in hans))


def index(*names: str) -> TermIndex:
    return TermIndex((name, term(name)) for name in names)


def marked(text: str, found: list[Match]) -> str:
    """The text with its matches in brackets: one case is one line."""
    for match in reversed(found):
        text = f"{text[: match.start]}[{text[match.start : match.end]}]{text[match.end :]}"
    return text


TRADE = index(
    "头部", "头部主播", "主播机构", "机构", "MCN机构", "MCN", "双11", "9块9", "9.9包邮", "直播间", "线上", "IP",
    "AI 主播", "自然流", "自然流量",
)  # fmt: skip


@pytest.mark.parametrize(
    "expected",
    [
        "[头部主播][机构]", "[頭部主播][機構]", "XMCN[机构]", "[头部] 主播", "[自然流量]大", "[自然流]大",
        "[MCN机构]和[MCN]", "[mcn 機構]", "[ＭＣＮ机构]", "MCNs", "aMCN", "MCN2", "[MCN]。", "éIP",
        "[雙11]到了", "双112", "[雙１１]", "19块9", "[9块9]的货", "19.9包邮", "只要[9.9包邮]",
        "[直播間]裡", "[綫上]", "[线上]", "[線上]", "这个[IP]很火", "VIP用户",
        "[AI主播]", "[AI 主播]", "[ai\u3000主播]", "", "主播",
    ],
)  # fmt: skip
def test_what_is_found(expected: str) -> None:
    text = expected.replace("[", "").replace("]", "")
    assert marked(text, TRADE.find(text)) == expected


def test_a_match_says_whose_it_is_and_how_each_place_reads() -> None:
    (match,) = TRADE.find("看MCN 機構")
    assert (match.start, match.end, match.concept_id) == (1, 7, "MCN机构")
    assert match.readings == (None, None, None, None, "a1", "a1")
    (joined,) = TRADE.find("AI主播")
    assert joined.readings == (None, None, "a1", "a1")


def test_the_first_owner_of_a_name_has_it() -> None:
    both = TermIndex([("mine", term("坑位")), ("theirs", term("坑位")), ("theirs", term("坑位费"))])
    assert [match.concept_id for match in both.find("坑位")] == ["mine"]
    assert [owner for owner, _ in both.named(" 坑位")] == ["mine", "theirs"]
    assert both.named("坑") == ()
    assert len(both) == 2


def test_from_concepts() -> None:
    concept = Concept("live-room", (term("直播间"), term("直播房")), ())
    assert marked("直播房和直播間", TermIndex.of([concept]).find("直播房和直播間")) == "[直播房]和[直播間]"


@pytest.mark.parametrize(
    "expected",
    ["完成交易", "已完成交易", "完成[成交额]", "[成交]了", "笔记本", "笔記本", "[笔记]", "这种草本", "被[种草]了"],
)
def test_a_name_inside_a_text_that_is_no_term_is_left_out(expected: str) -> None:
    names = [(name, term(name)) for name in ("成交", "成交额", "笔记", "种草", "双11")]
    trade = TermIndex(names, ["完成交易", "笔记本", "一种草", "这种草", "双11"])
    text = expected.replace("[", "").replace("]", "")
    assert marked(text, trade.find(text)) == expected
    assert trade.named("笔记本") == ()
    # What is a name stays one.
    assert [owner for owner, _ in trade.named("双11")] == ["双11"]


def test_no_terms() -> None:
    assert index().find("什么都没有") == []
    assert index("").find("什么都没有") == []


def naive(names: list[str], not_terms: list[str], text: str) -> list[tuple[int, int, str]]:
    """The module's rule word for word: at every place, every name, longest first."""
    folded, found, place = fold(text), [], 0
    owners: dict[str, str] = {}
    for name in names:
        for surface in spellings(name):
            owners.setdefault(surface, name)
    for name in not_terms:
        owners.setdefault(fold(name), "")
    while place < len(folded):
        fitting = [s for s in owners if folded.startswith(s, place) and bordered(folded, place, place + len(s))]
        if not fitting:
            place += 1
            continue
        longest = max(fitting, key=len)
        if owners[longest]:
            found.append((place, place + len(longest), owners[longest]))
        place += len(longest)
    return found


def spellings(name: str) -> list[str]:
    """The name itself, and with every joint of Latin and Han closed, and opened."""
    name = fold(name)
    latin = set(string.ascii_lowercase + string.digits)
    closed, opened = "", ""
    for i, char in enumerate(name):
        before, after = name[i - 1 : i], name[i + 1 : i + 2]
        sides = {side in latin for side in (before, after)} if before.strip() and after.strip() else set()
        if char == " " and len(sides) == 2:
            opened += " "
            continue
        if before.strip() and char.strip() and (before in latin) != (char in latin):
            opened += " "
        closed, opened = closed + char, opened + char
    return [name, closed, opened]


def bordered(text: str, start: int, end: int) -> bool:
    touches_left = start > 0 and is_latin(text[start - 1]) and is_latin(text[start])
    touches_right = end < len(text) and is_latin(text[end]) and is_latin(text[end - 1])
    return not touches_left and not touches_right


LETTERS = "头機构機直ab1Ａ１ "
names = st.text(st.sampled_from("头机构直ab1 "), min_size=1, max_size=4).filter(lambda name: name.strip() == name)


@given(
    st.lists(names, max_size=8, unique=True),
    st.lists(names, max_size=3),
    st.text(st.sampled_from(LETTERS), max_size=40),
)
@example(["a头", "头机构"], [], "ba头机构")
@example(["a头机", "头机", "机构直", "直a"], [], "ba头机构直a")
@example(["头机", "机构"], ["a头机", "直头"], "ba头机构直头机")
def test_agrees_match_for_match_with_the_rule_as_written(terms: list[str], not_terms: list[str], text: str) -> None:
    found = TermIndex(((name, term(name)) for name in terms), not_terms).find(text)
    assert [(m.start, m.end, m.concept_id) for m in found] == naive(terms, not_terms, text)
    assert all(len(m.readings) == m.end - m.start for m in found)
