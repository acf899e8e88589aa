"""Paragraphs translated through deep-translator by servers on this computer: terms, cache, failures, cancelling."""

import time
from collections.abc import Iterator
from pathlib import Path
from types import MappingProxyType

import pytest

from reader import paths
from reader.engines.catalogue import PROVIDERS
from reader.engines.model import CancelledCallError, TranslationError
from reader.session import Session
from reader.text.pipeline import Analyser
from reader.text.translate.chunks import chunks
from reader.translate_settings import TranslateSettings
from reader.translating import Translator
from reader.translation import Translation
from reader.translation_cache import TranslationCache
from tests.reader.engines import loopback
from tests.reader.engines.loopback import Answer, Server

TEXT = "店播的自然流比达播高。"
"""Three terms of the bundled glossary."""
PLAIN = "今天下雨。"


@pytest.fixture
def session() -> Iterator[Session]:
    session = Session.open(lambda _: None)
    yield session
    session.close()


@pytest.fixture
def server() -> Iterator[Server]:
    with loopback.serving() as server:
        yield server


@pytest.fixture
def other() -> Iterator[Server]:
    with loopback.serving() as server:
        yield server


def translator(session: Session, server: Server, other: Server | None = None, **settings: object) -> Translator:
    options = {"libre": {"url": server.url}, **({"google": {"url": other.url + "m"}} if other else {})}
    given = {"providers": ("libre", "google") if other else ("libre",), "deadline": 0.9, **settings}
    return Translator(session, TranslateSettings(**given, options=MappingProxyType(options)))  # type: ignore[arg-type]


def translated(maker: Translator, text: str = TEXT) -> Translation:
    return maker.translate(text, "hans", maker._session.analyser("-"))


def test_terms_survive_as_the_glossary_has_them(session: Session, server: Server) -> None:
    maker = translator(session, server)
    found = translated(maker)
    assert server.texts == ["ZQ1的ZQ2比ZQ3高。"]
    assert (
        found.english
        == "Store livestreaming some words organic traffic some words influencer livestreaming some words."
    )
    assert (found.provider, found.label, found.cached, found.notes) == ("libre", "LibreTranslate", False, ())
    assert [one.verdict for one in maker.audit(TEXT, found.english, session.analyser("-"))] == ["kept"] * 3


def test_what_is_all_terms_needs_nobody(session: Session, server: Server) -> None:
    maker = translator(session, server)
    found = translated(maker, "店播、达播：自然流")
    assert found.english == "Store livestreaming, influencer livestreaming: organic traffic"
    assert (found.provider, found.label) == ("glossary", "glossary")
    assert maker.known("店播、达播：自然流", "hans") == found
    assert not server.asked


def test_verbs_go_out_as_they_are(session: Session, server: Server) -> None:
    translated(translator(session, server), "他们转身打造品牌。")
    assert "打造" in server.texts[0]


@pytest.mark.parametrize("spoilt", ["Only ZQ1 and ZQ2.", "ZQ1 ZQ2 ZQ3 ZQ3", "Nothing of it"])
def test_codes_that_do_not_come_back_whole_cost_a_second_call_and_are_told(
    session: Session, server: Server, spoilt: str
) -> None:
    server.script.append(lambda handler: handler.json({"translatedText": spoilt}))
    maker = translator(session, server)
    found = translated(maker)
    assert server.texts == ["ZQ1的ZQ2比ZQ3高。", TEXT]
    assert found.english == "some words."
    assert "without protecting terms" in found.notes[0]
    assert [one.verdict for one in maker.audit(TEXT, found.english, session.analyser("-"))] == ["lost"] * 3
    assert translated(maker).notes == found.notes, "also when it comes from the cache"


def test_nothing_is_asked_twice(session: Session, server: Server) -> None:
    first = translated(translator(session, server))
    again = translated(translator(session, server))
    assert (again.english, again.cached) == (first.english, True)
    assert len(server.asked) == 1
    maker = translator(session, server)
    assert maker.known(TEXT, "hans") == again
    assert maker.known(TEXT, "hant") is None, "another language"
    assert maker.translate(TEXT, "hans", session.analyser("-"), again=True).cached is False
    assert len(server.asked) == 2


def test_a_rendering_changed_later_is_the_one_shown(session: Session, server: Server) -> None:
    from msgspec.structs import replace

    from glossary.model import Rendering

    maker = translator(session, server)
    translated(maker)
    concept = session.concepts_named("自然流")[0]
    session.terms.save([replace(concept, renderings=(Rendering("free traffic"),))], "editing")
    known = maker.known(TEXT, "hans")
    assert known is not None
    assert "free traffic" in known.english


def test_what_has_no_chinese_is_not_sent(session: Session, server: Server) -> None:
    assert translated(translator(session, server), "MCN 2025").english == "MCN 2025"
    assert not server.asked


def test_a_long_paragraph_goes_in_pieces_and_what_came_is_kept(session: Session, server: Server) -> None:
    text = "".join(f"雨下了{day}天。" for day in range(700))
    server.script += [lambda handler: handler._translate({"q": PLAIN, "source": "zh-Hans", "target": "en"})]
    server.script += [loopback.page]
    maker = translator(session, server)
    with pytest.raises(TranslationError):
        translated(maker, text)
    maker.begin()
    days = translated(maker, text).english
    assert days.startswith("some words. some words ")
    assert days.endswith(" 699 some words.")
    pieces = len(chunks(text, PROVIDERS["libre"].limit))
    assert len(server.asked) == 2 + pieces - 1, "the first piece was not asked for again"


@pytest.mark.parametrize(
    "answer",
    [
        *(loopback.empty, loopback.echo, loopback.no_text, loopback.page, loopback.page_as_text, loopback.broken_json),
        *(loopback.truncated, loopback.endless, loopback.hang, loopback.drip, loopback.elsewhere),
    ],
)
def test_a_failure_is_never_kept_and_the_next_service_is_asked(
    session: Session, server: Server, other: Server, answer: Answer
) -> None:
    server.script.append(answer)
    maker = translator(session, server, other)
    begun = time.monotonic()
    found = translated(maker, PLAIN)
    assert time.monotonic() - begun < 3
    assert (found.provider, found.english) == ("google", "some words.")
    cache = TranslationCache(paths.translations_file())
    assert cache.get("libre", "zh-Hans", PLAIN) is None
    assert cache.get("google", "zh-Hans", PLAIN) is not None
    cache.close()


def test_a_pause_is_kept_as_long_as_the_service_asks(session: Session, server: Server) -> None:
    server.script.append(loopback.pause("1"))
    said: list[str] = []
    begun = time.monotonic()
    translator(session, server).translate(PLAIN, "hans", session.analyser("-"), say=said.append)
    assert 1.0 <= time.monotonic() - begun < 2.5
    assert said == ["LibreTranslate asks for a pause: 1 s"]


def test_without_a_time_the_pauses_grow(session: Session, server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    waited: list[float] = []
    monkeypatch.setattr("reader.engines.asking.wait", lambda seconds, _cancelled: waited.append(seconds))
    server.script += [loopback.pause(), loopback.trouble]
    translated(translator(session, server), PLAIN)
    assert [seconds for seconds in waited if seconds >= 0.9] == [1.0, 2.0]


def test_a_pause_of_an_hour_is_not_waited_for(session: Session, server: Server, other: Server) -> None:
    server.script += [loopback.pause("3600")]
    maker = translator(session, server, other)
    assert translated(maker, PLAIN).provider == "google"
    translated(maker, "明天也下雨。")
    assert len(server.asked) == 1, "nor is it asked again in this run"
    maker.begin()
    assert translated(maker, "后天也下雨。").provider == "libre"


def test_when_nobody_answers_the_sentence_says_why(session: Session, server: Server, other: Server) -> None:
    maker = translator(session, server, other)
    server.keys = {"right"}
    other.script += [loopback.page, loopback.page]
    for _ in range(2):
        with pytest.raises(TranslationError) as caught:
            translated(maker, PLAIN)
    assert "LibreTranslate refuses the key or the caller: Invalid API key" in str(caught.value)
    assert "Google answered with" in str(caught.value)
    assert maker.exhausted
    assert (len(server.asked), len(other.asked)) == (1, 2)


def test_a_call_that_hangs_can_be_given_up(session: Session, server: Server) -> None:
    server.script.append(loopback.hang)
    maker = translator(session, server, deadline=60.0)
    begun = time.monotonic()
    with pytest.raises(CancelledCallError):
        maker.translate(PLAIN, "hans", session.analyser("-"), cancelled=server.reached.is_set)
    assert time.monotonic() - begun < 2
    assert translated(maker, PLAIN).english == "some words."


def test_what_lies_ahead_is_told_before_it_begins(session: Session, server: Server) -> None:
    maker = translator(session, server)
    translated(maker, PLAIN)
    estimate = maker.estimate([PLAIN, TEXT, "MCN", "雨。" * 1500], "hans")
    assert (estimate.paragraphs, estimate.characters, estimate.calls) == (2, len(TEXT) + 3000, 3)
    assert estimate.words() == "3,011 characters in 3 calls, less than a minute"
    deepl = TranslateSettings(providers=("deepl",), options={"deepl": {"key": "k"}})
    assert "at most 0.02 EUR" in Translator(session, deepl).estimate(["雨。" * 500], "hans").words()


def test_a_provider_without_its_key_says_what_it_needs(session: Session) -> None:
    with pytest.raises(TranslationError, match=r"DeepL needs key: set it under \[translate.deepl\].*DEEPL_API_KEY"):
        Translator(session, TranslateSettings(providers=("deepl",))).destinations()


def test_where_text_goes(session: Session, server: Server) -> None:
    port = server.server_port
    assert translator(session, server).destinations() == [f"LibreTranslate (127.0.0.1:{port})"]
    usual = Translator(session, TranslateSettings())
    assert usual.destinations() == ["Google (translate.google.com)", "MyMemory (api.mymemory.translated.net)"]


@pytest.mark.parametrize("damage", [b"not a database at all" * 500, b""])
def test_a_damaged_cache_is_made_anew(session: Session, server: Server, damage: bytes) -> None:
    maker = translator(session, server)
    translated(maker)
    maker.close()
    paths.translations_file().write_bytes(damage)
    maker = translator(session, server)
    assert maker.known(TEXT, "hans") is None
    translated(maker)
    assert maker.known(TEXT, "hans") is not None


def test_a_folder_that_cannot_be_written_keeps_nobody_from_translating(
    session: Session, server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setattr(paths, "translations_file", lambda: tmp_path / "file" / "cache.db")
    maker = translator(session, server)
    assert translated(maker).english
    assert maker.known(TEXT, "hans") is not None


def test_argos_is_asked_where_it_is_installed(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys
    from types import ModuleType, SimpleNamespace

    class Chinese:
        code = "zh"

        def get_translation(self, _: object) -> object:
            return SimpleNamespace(translate=loopback.english)

    translate = ModuleType("argostranslate.translate")
    translate.get_installed_languages = lambda: [Chinese(), SimpleNamespace(code="en")]  # type: ignore[attr-defined]
    package = ModuleType("argostranslate")
    package.translate = translate  # type: ignore[attr-defined]
    maker = Translator(session, TranslateSettings(providers=("argos",)))
    assert maker.destinations() == [], "nothing leaves the computer"
    with pytest.raises(TranslationError, match="is not installed"):
        translated(maker)
    monkeypatch.setitem(sys.modules, "argostranslate", package)
    monkeypatch.setitem(sys.modules, "argostranslate.translate", translate)
    maker.begin()
    assert translated(maker).english.startswith("Store livestreaming")


def test_an_analyser_is_all_that_is_wanted_of_a_text(session: Session, server: Server) -> None:
    maker = translator(session, server, protect_terms=False)
    maker.translate(TEXT, "hans", Analyser())
    assert server.texts == [TEXT]
