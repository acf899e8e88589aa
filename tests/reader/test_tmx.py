"""Translation memories out and in."""

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from translate.storage import tmx as toolkit

from glossary.exchange.text import ExchangeError, flat
from reader.tmx import Unit, language_of, read_tmx, write_tmx

UNITS = [Unit("他来了 <b>&。", "He came ]]> & “left”.", 0.987), Unit("好。", "Good.")]


def written(units: list[Unit]) -> bytes:
    return "\n".join(write_tmx(units, "zh-Hant")).encode()


def test_the_translate_toolkit_reads_what_is_written() -> None:
    reader: Any = toolkit.tmxfile
    store = reader.parsestring(written(UNITS), sourcelanguage="zh-Hant", targetlanguage="en")
    assert [(unit.source, unit.target) for unit in store.units] == [(unit.zh, unit.en) for unit in UNITS]


def test_the_header_has_what_the_dtd_demands() -> None:
    """The DTD itself is not free to be kept here; ``tmx14.dtd`` accepted such a document when this was written."""
    head = written(UNITS).decode().split("<body>")[0]
    names = set(re.findall(r' ([a-z-]+)="', head.partition("<header")[2]))
    assert names == {"creationtool", "creationtoolversion", "segtype", "o-tmf", "adminlang", "srclang", "datatype"}
    assert '<tmx version="1.4">' in head


@given(st.lists(st.builds(Unit, st.text(), st.text(), st.none() | st.integers(0, 1000).map(lambda n: n / 1000))))
def test_round_trip(units: list[Unit]) -> None:
    kept = [Unit(flat(unit.zh), flat(unit.en), unit.score) for unit in units if flat(unit.zh) and flat(unit.en)]
    assert read_tmx(written(units), "a.tmx") == kept


def test_of_other_origin() -> None:
    data = """<?xml version="1.0"?><!DOCTYPE tmx SYSTEM "tmx11.dtd"><tmx version="1.1"><header/><body>
    <tu><tuv lang="EN-US"><seg>See <bpt i="1">&lt;b></bpt>this<ept i="1">/b</ept>
      <ph>{1}<sub>note</sub></ph>.</seg></tuv>
    <tuv lang="zh_CN"><seg>看<hi>这个</hi>。</seg></tuv><tuv lang="de"><seg>Da.</seg></tuv></tu>
    <tu><prop type="x-score">high</prop><tuv xml:lang="fr"><seg>x</seg></tuv><tuv xml:lang="en"><seg>y</seg></tuv></tu>
    </body></tmx>""".encode()
    assert read_tmx(data, "a.tmx") == [Unit("看这个。", "See this note.")]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ('<!DOCTYPE tmx [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><tmx>&b;</tmx>', "declares entities"),
        ("<tmx><body>" + "<tu>" * 100, "nested"),
        ("<tmx><body><tu><tuv><seg>" + "a" * 1_100_000, "more than"),
        ("<tmx><body>", "not valid XML"),
        ("<html></html>", "no translation memory"),
        ("\0\1", "not valid XML"),
    ],
)
def test_hostile_files_get_one_sentence(data: str, says: str) -> None:
    with pytest.raises(ExchangeError, match=says) as caught:
        read_tmx(data.encode(), "a.tmx")
    assert str(caught.value).startswith("a.tmx")
    assert "gloss" not in str(caught.value)


def test_the_script_is_told() -> None:
    assert (language_of("这个电视"), language_of("這個電視")) == ("zh-Hans", "zh-Hant")
