"""A list of words answers as the words themselves would."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.wordlist import WordList, write_words

some = st.text("中国人U盘𠮷AZ\U0010ffff", min_size=1, max_size=4)


@given(st.sets(some, max_size=30), some)
def test_numbers_beginnings_and_prefixes(tmp_path_factory: pytest.TempPathFactory, words: set[str], asked: str) -> None:
    path = tmp_path_factory.mktemp("words") / "w"
    ordered = write_words(words, path)
    listed = WordList(path)
    assert list(listed) == ordered == sorted(words)
    assert listed.get(asked) == (ordered.index(asked) if asked in words else None)
    assert (asked in listed) == (asked in words)
    assert listed.starting(asked) == [(w, n) for n, w in enumerate(ordered) if w.startswith(asked)]
    assert listed.prefixes(asked) == sorted((w for w in words if asked.startswith(w)), key=len)


@pytest.mark.parametrize("asked", ["", "\0", "\n", "人\n", "\ud800"])
def test_what_can_be_no_word_is_none(tmp_path: Path, asked: str) -> None:
    write_words(["人", "人人"], tmp_path / "w")
    assert WordList(tmp_path / "w").get(asked) is None
    assert WordList(tmp_path / "w").prefixes(asked) in ([], ["人"])


@pytest.mark.parametrize("word", ["", "人\n"])
def test_what_cannot_be_listed_is_refused(tmp_path: Path, word: str) -> None:
    with pytest.raises(ValueError, match="cannot be listed"):
        write_words([word], tmp_path / "w")
