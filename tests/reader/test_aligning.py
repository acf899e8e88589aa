"""What a session knows of words when it aligns them."""

from textwrap import fill
from typing import cast

import pytest

from glossary.dictionary.dictionary import Dictionary
from glossary.errors import DictionaryError
from reader.aligning import WordKnowledge, has_sentence_lines, sides_of, word_knowledge
from reader.session import Session
from reader.text.align.aligner import align
from reader.text.align.model import Evidence
from reader.text.sentences import chinese_sentences, pair_sentences
from tests.reader.text.align.variants import SEEDS, article, clean, f1, noisy, written


@pytest.mark.usefixtures("used_home")
def test_no_dictionary_is_opened_for_a_screen() -> None:
    opened = Session.open(lambda _: None)
    assert opened.words is None
    assert not opened.dictionaries.is_open
    known = word_knowledge(opened, open_dictionary=True)
    assert opened.words is known
    opened.close()


@pytest.mark.usefixtures("used_home")
@pytest.mark.parametrize("pairs", [article(), written()], ids=["article", "written"])
def test_nineteen_in_twenty_pairs_are_right_with_a_tenth_changed(pairs: list[tuple[str, str]]) -> None:
    """Unseen texts of a thousand pairs are measured by ``python -m tests.bench alignment FOLDER``."""
    opened = Session.open(lambda _: None)
    words = word_knowledge(opened, open_dictionary=True)
    case = clean("", pairs, SEEDS[0])
    assert f1(align(case.zh, case.en, words), case.gold) == 1.0
    changed = [noisy("", pairs, seed) for seed in SEEDS]
    with_words = [f1(align(case.zh, case.en, words), case.gold) for case in changed]
    assert min(with_words) >= 0.95
    # What the words are known for: without them it is worse.
    without = [f1(align(case.zh, case.en, words, Evidence(dictionary=False)), case.gold) for case in changed]
    assert sum(without) < sum(with_words)
    opened.close()


@pytest.mark.usefixtures("used_home")
def test_meanings_are_those_of_every_entry() -> None:
    opened = Session.open(lambda _: None)
    words = word_knowledge(opened, open_dictionary=True)
    assert words is not None
    found = words.meanings(["行", "没有的词"])
    assert list(found) == ["行"]
    said = " ".join(found["行"])
    assert "to walk" in said
    assert "profession" in said
    assert any("organic traffic" in some for some in words.renderings("靠自然流的直播间"))
    opened.close()


@pytest.mark.usefixtures("used_home")
def test_a_damaged_dictionary_stops_no_paragraph() -> None:
    class Damaged:
        def glosses(self, words: object) -> dict[str, list[str]]:
            raise DictionaryError(f"damaged, asked for {words}")

    opened = Session.open(lambda _: None)
    words = WordKnowledge(opened.termbase, cast(Dictionary, Damaged()))
    english = "He came. She left, and all of us were glad."
    assert len(pair_sentences("他来了。她走了。我们都很高兴。", english, words)) == 2
    opened.close()


def test_how_a_file_is_counted() -> None:
    one, two = "他来了。", "他来了。她走了。"
    assert has_sentence_lines([one] * 18 + [two] * 2, chinese_sentences)
    assert not has_sentence_lines([one] * 15 + [two] * 5, chinese_sentences)
    assert not has_sentence_lines([one] * 19, chinese_sentences)


def test_lines_broken_to_fit_a_width_are_put_together() -> None:
    pairs = written()[:40]
    chinese = ["".join(zh for zh, _ in pairs[n : n + 4]) for n in range(0, 40, 4)]
    english = [" ".join(en for _, en in pairs[n : n + 4]) for n in range(0, 40, 4)]
    narrow = ["\n".join(text[at : at + 32] for at in range(0, len(text), 32)) for text in chinese]
    sides = sides_of("\n\n".join(narrow), "\n\n".join(fill(text, 64) for text in english), ("zh", "en"))
    assert list(sides[1].sentences) == [en for _, en in pairs]
    assert list(sides[0].sentences) == [zh for zh, _ in pairs]
    assert len(sides[0].starts) == len(sides[1].starts) == 10
    told = sides_of("\n\n".join(narrow), "\n\n".join(english), ("zh", "en"), by_line=False)
    assert len(told[0].starts) > 10
