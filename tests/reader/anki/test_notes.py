"""Notes made of concepts: what fields hold, whatever stands in a concept; looks."""

import re
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from glossary.anki.intake import plain
from glossary.anki.model import FIELDS
from glossary.anki.note_types import style_sheet
from glossary.anki.package_write import write_package
from glossary.exchange.text import flat
from glossary.model import Concept, Example, Rendering, Term
from glossary.study.model import DIRECTIONS, Card
from reader.anki.notes import NoteMaker, tag_part
from reader.anki.sentences import SentencePinyin
from reader.export.escape import printable
from reader.session import Session
from tests.glossary.exchange.samples import glossaries
from tests.reader.anki.peer import running
from tests.reader.export.conftest import session as export_session

session = export_session
HOSTILE = Concept(
    "evil",
    (Term("店播<script>alert(1)</script>", "店播<script>alert(1)</script>", ("dian4", "bo1", *[None] * 25)),),
    (
        Rendering('<img src=x onerror=alert(1)> "store" & {{Sentence}}'),
        Rendering(
            "{{c2::gap}} [sound:evil.mp3] [anki:tts]x[/anki:tts]", "deprecated", r"\(x\) [latex]\input{x}[/latex]"
        ),
    ),
    definition_en="[[type:Hanzi]] {{FrontSide}} </div><hr id=answer>",
    domain="a b::c",
    subdomain="d\te",
    examples=(
        Example("店播<script>alert(1)</script>的{{c3::x}}::}}", "<a href='javascript:1'>", "javascript:alert(1), ¶1"),
    ),
)
ALLOWED = {"div", "span", "ruby", "rp", "rt", "b", "hr", "ol", "li", "a", "br"}


class Parsed(HTMLParser):
    """The tags, links and text of a side."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes.update(name for name, _ in attrs)

    def handle_data(self, data: str) -> None:
        self.text += data


def every_card(concept: Concept) -> list[Card]:
    sentence = concept.examples[0].zh if concept.examples else ""
    return [Card(n, concept.id, one, sentence if one == "cloze" else "") for n, one in enumerate(DIRECTIONS, 1)]


def sides(session: Session, concepts: list[Concept], folder: Path) -> Iterator[tuple[Mapping[str, str], str, str]]:
    """Each card as the real Anki shows it: its note's fields, front and back."""
    maker = NoteMaker(session, "hans")
    notes = [note for concept in concepts for note in maker.notes(concept, every_card(concept))]
    package = folder / "x.apkg"
    with package.open("wb") as file:
        write_package(notes, file, 1_795_000_000_000)
    with running(folder / "anki") as anki:
        assert anki.take(package).get("new", 0) == len(notes)
        there = anki.notes()
        assert sorted(note.fields for note in there) == sorted(note.values for note in notes)
        assert sum(len(note.cards()) for note in there) == sum(len(note.cards) for note in notes)
        assert not anki.col.get_empty_cards().notes
        for card in anki.cards():
            shown = card.render_output()
            assert not shown.question_av_tags
            assert not shown.answer_av_tags
            yield dict(card.note().items()), shown.question_text, shown.answer_text


def test_nothing_in_a_term_is_more_than_text_to_anki(session: Session, tmp_path: Path) -> None:
    count = 0
    for fields, front, back in sides(session, [HOSTILE], tmp_path):
        count += 1
        for side in (front, back):
            parsed = Parsed(side)
            assert parsed.tags <= ALLOWED
            assert parsed.attributes <= {"class", "lang", "id", "data-cloze", "data-ordinal"}
            assert side.count("[[type:") <= 1
        assert "<script>alert(1)</script>" in Parsed(back).text
        assert fields["Url"] == ""
        assert plain(fields["English"]) == HOSTILE.rendering
    assert count == 5


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(concepts=glossaries())
def test_whatever_stands_in_a_concept_arrives_as_it_is(
    session: Session, tmp_path_factory: pytest.TempPathFactory, concepts: list[Concept]
) -> None:
    from unicodedata import normalize

    named = {concept.id: concept for concept in concepts}
    for fields, front, back in sides(session, concepts, tmp_path_factory.mktemp("notes")):
        assert Parsed(front).tags | Parsed(back).tags <= ALLOWED
        concept = (
            named[plain(fields["TermId"]).rpartition("#")[0]] if fields["Cloze"] else named[plain(fields["TermId"])]
        )
        said = flat(normalize("NFC", printable(re.sub(r"[\r\n\t]", " ", concept.preferred.hant))))
        assert flat(Parsed(fields["Traditional"]).text) == said


def test_a_package_is_the_same_for_the_same_notes(session: Session) -> None:
    concept = session.termbase.concept("mcn-agency")
    assert concept is not None
    made = []
    for _ in range(2):
        out = BytesIO()
        write_package(list(NoteMaker(session, "hant").notes(concept, every_card(concept))), out, 1_795_000_000_000)
        made.append(out.getvalue()[200:])
    assert made[0] == made[1]


def test_fields(session: Session) -> None:
    concept = session.termbase.concept("mcn-agency")
    assert concept is not None
    maker = NoteMaker(session, "hant", [("my text", frozenset({"mcn-agency"}))])
    term, cloze = maker.notes(concept, every_card(concept))
    fields = term.fields
    assert set(FIELDS) >= set(fields)
    assert (fields["Hanzi"], fields["Simplified"], fields["Traditional"]) == ("MCN機構", "MCN机构", "MCN機構")
    assert (fields["Pinyin"], fields["Bopomofo"]) == ("jīgòu", "ㄐㄧ ㄍㄡˋ")
    assert fields["Color"] == 'MCN<span class="tone1">機</span><span class="tone4">構</span>'
    assert plain(fields["Ruby"]) == "MCN機構"
    assert "<b>MCN機構</b>" in fields["Sentence"]
    assert fields["SentencePinyin"].startswith("Zhè bùjǐnjǐn shì ")
    assert fields["Lang"] == "zh-Hant"
    assert fields["Choices"].count("<li>") == 4
    assert term.tags[0] == "duban"
    assert term.tags[-1] == "text::my_text"
    assert "{{c1::MCN機構::＿＿＿＿＿}}" in cloze.fields["Cloze"]
    assert cloze.guid != term.guid
    assert {note.guid for note in NoteMaker(session, "hans").notes(concept, every_card(concept))} == {
        term.guid,
        cloze.guid,
    }


def test_measure_words_are_those_of_the_word_with_its_reading(session: Session) -> None:
    bank = Concept("bank", (Term("银行", "銀行", ("yin2", "hang2")),), (Rendering("bank"),))
    (note,) = NoteMaker(session, "hant").notes(bank, [Card(1, "bank", "recognise")])
    assert note.fields["Classifier"] == "家 jiā, 個 gè"
    other = Concept("bank", (Term("银行", "銀行", ("yin2", "xing2")),), (Rendering("bank"),))
    (note,) = NoteMaker(session, "hant").notes(other, [Card(1, "bank", "recognise")])
    assert note.fields["Classifier"] == ""


@pytest.mark.parametrize(
    ("sentence", "pinyin"),
    [
        ("他说：“我们来了！”然后走了。", "Tā shuō: “Wǒmen lái le!” ránhòu zǒu le."),
        ("2025年，MCN机构有300家。", "2025 nián, MCN jīgòu yǒu 300 jiā."),
        ("", ""),
    ],
)
def test_a_sentence_in_pinyin(session: Session, sentence: str, pinyin: str) -> None:
    assert SentencePinyin(session).write(sentence) == pinyin


def test_tags_are_one_word_each() -> None:
    assert tag_part(" live  commerce\u3000x ") == "live_commerce_x"
    assert tag_part("a::b\x00") == "a_b\ufffd"
    assert tag_part(" ") == "_"


def _luminance(colour: str) -> float:
    digits = colour.lstrip("#")
    digits = "".join(c * 2 for c in digits) if len(digits) == 3 else digits
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_every_colour_can_be_read_by_day_and_by_night() -> None:
    themes = [
        dict(re.findall(r"--(\w+): (#\w+)", rule))
        for rule in re.findall(r"\.card[^{]*\{([^}]*--bg[^}]*)\}", style_sheet())
    ]
    assert len(themes) == 2
    for theme in themes:
        for name in ("fg", "dim", "accent", "tone1", "tone2", "tone3", "tone4", "tone5"):
            assert _contrast(theme[name], theme["bg"]) >= 4.5, name
        for name in ("good", "bad", "panel"):
            assert _contrast(theme["fg"], theme[name]) >= 4.5, name


@pytest.fixture
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    chromium = Path("/usr/bin/chromium")
    if not chromium.exists():
        pytest.skip("needs chromium")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=str(chromium), args=["--no-sandbox"])
        yield opened
        opened.close()


def test_cards_fit_a_phone_and_follow_the_night(session: Session, tmp_path: Path, browser: Any) -> None:
    concepts = [c for c in session.termbase.concepts() if len(c.preferred.hans) > 6 or c.id == "mcn-agency"][:4]
    page = browser.new_page(viewport={"width": 360, "height": 640})
    for _, front, back in list(sides(session, concepts, tmp_path)):
        for side in (front, back):
            for night, background in (("", "rgb(250, 247, 240)"), ("nightMode night_mode", "rgb(22, 24, 28)")):
                page.set_content(
                    '<meta name="viewport" content="width=device-width">'
                    f'<body class="card {night}"><style>{style_sheet()}</style><div id="qa">{side}</div>'
                )
                measured = page.evaluate(
                    """() => [getComputedStyle(document.body).backgroundColor, document.documentElement.scrollWidth,
                    parseFloat(getComputedStyle(document.querySelector(".word, .english, .sentence")).fontSize)]"""
                )
                assert measured[0] == background
                assert measured[1] <= 360
                assert measured[2] >= 20
