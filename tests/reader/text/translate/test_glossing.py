"""Words and their likeliest senses."""

from reader.text.translate.glossing import GlossToken, Sense, best_gloss, expected, gloss_line, shortened


def word(text: str, *senses: str, tag: str = "") -> GlossToken:
    return GlossToken(text, "word", tag, "", tuple(Sense(sense, place) for place, sense in enumerate(senses)))


MARK = GlossToken("。", "mark")
CHOOSE = word("选择", "to select", "choice", tag="v")
EXPERIENCE = word("体验", "to experience for oneself", "experience")


def test_grammar_chooses_between_verb_and_noun() -> None:
    assert best_gloss([word("的", "of"), CHOOSE], 1) == "choice"
    assert best_gloss([CHOOSE, word("了", "particle")], 0) == "select"
    assert best_gloss([word("不", "not"), EXPERIENCE], 1) == "experience for oneself"
    assert expected([word("的"), MARK, CHOOSE], 2) == "", "a mark is between"


def test_senses_of_other_times_come_last() -> None:
    assert best_gloss([word("行", "(old) a company of troops", "row")], 0) == "row"


def test_what_the_paragraph_is_about_comes_sooner() -> None:
    flow = word("流量", "flow rate", "website traffic")
    assert best_gloss([flow], 0, {"traff"}) == "website traffic"


def test_measure_words_stand_for_themselves() -> None:
    line = [
        GlossToken("3", "other", "m"),
        word("家", "home", "classifier for firms"),
        word("店", "shop", tag="n"),
        MARK,
    ]
    assert gloss_line(line) == "3 · (item) · shop."
    assert gloss_line([GlossToken("25", "other", "m"), word("岁", "year"), MARK]) == "25 · years old."


def test_terms_and_names_stand_as_they_are_called() -> None:
    line = [
        GlossToken("小五", "name", "N", "Xiǎo Wǔ"),
        GlossToken("，", "mark"),
        GlossToken("自然流", "term", "", "organic traffic"),
        word("寧", ""),
    ]
    assert gloss_line(line) == "Xiǎo Wǔ, organic traffic · 寧"


def test_a_gloss_is_short() -> None:
    assert shortened("to convene (a conference or meeting)") == "convene"
    assert shortened("the capital of a province, and a very long description of it") == "capital of a province"
    assert len(shortened("a definition that does not come to its end before the line does")) <= 28
