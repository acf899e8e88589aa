"""deep-translator's own code against services on this computer: what it sends, what it takes, how it fails."""

import sys
import time
from collections.abc import Iterator
from types import SimpleNamespace

import pytest
import requests

from reader.engines.deep import DeepEngine
from reader.engines.model import (
    CallError,
    GarbageError,
    MisfitError,
    PauseError,
    RefusalError,
    SilenceError,
    SourceLanguage,
    TroubleError,
)
from reader.text.translate.answers import fault_of
from tests.reader.engines import loopback
from tests.reader.engines.loopback import Answer, Server

TEXT = "杭州的直播电商很热闹。"


@pytest.fixture(scope="module")
def shared() -> Iterator[Server]:
    with loopback.serving() as server:
        yield server


@pytest.fixture
def server(shared: Server) -> Server:
    shared.script.clear()
    shared.asked.clear()
    shared.reached.clear()
    shared.languages = ["en", "zh-Hans", "zh-Hant", "ja"]
    shared.keys = None
    shared.character_limit = 0
    shared.translate = loopback.english
    return shared


def engine(server: Server, name: str = "libre", source: SourceLanguage = "zh-Hans", **options: str) -> DeepEngine:
    paths = {
        "libre": "",
        "deepl": "v2/",
        "google": "m",
        "mymemory": "get",
        "microsoft": "microsoft",
        "papago": "papago",
    }
    return DeepEngine(name, {"url": server.url + paths.get(name, name), **options}, source, deadline=0.5)


def test_libretranslate_is_asked_as_its_api_wants(server: Server) -> None:
    assert engine(server).translate(TEXT) == "some words."
    asked = server.asked[0]
    assert (asked["q"], asked["source"], asked["target"], asked["format"]) == (TEXT, "zh-Hans", "en", "text")
    assert asked["method"] == "POST"
    assert asked["query"] == "", "neither text nor key stands in the address"
    assert "api_key" not in asked


@pytest.mark.parametrize(
    ("languages", "source", "code"),
    [
        (["en", "zh"], "zh-Hans", "zh"),
        (["en", "zh", "zt"], "zh-Hant", "zt"),
        (["en", "zh-Hans", "zh-Hant"], "zh-Hant", "zh-Hant"),
    ],
)
def test_libretranslate_servers_name_chinese_in_several_ways(
    server: Server, languages: list[str], source: SourceLanguage, code: str
) -> None:
    server.languages = languages
    assert engine(server, source=source).translate("杭州的直播電商") == "some words"
    assert server.asked[0]["source"] == code


def test_a_server_without_traditional_chinese_gets_it_simplified(server: Server) -> None:
    server.languages = ["en", "zh"]
    engine(server, source="zh-Hant").translate("杭州的直播電商")
    assert server.asked[0]["q"] == "杭州的直播电商"


def test_a_server_without_chinese_says_so(server: Server) -> None:
    server.languages = ["en", "ja"]
    with pytest.raises(RefusalError, match="no Chinese"):
        engine(server).translate(TEXT)


def test_a_key_goes_along_and_a_wrong_one_is_refused_in_the_server_s_words(server: Server) -> None:
    server.keys = {"right"}
    assert engine(server, key="right").translate(TEXT)
    with pytest.raises(RefusalError, match="Invalid API key"):
        engine(server, key="wrong").translate(TEXT)


def test_a_text_that_the_server_finds_too_long_is_no_reason_to_give_it_up(server: Server) -> None:
    server.character_limit = 5
    with pytest.raises(MisfitError, match="exceeds text limit"):
        engine(server).translate(TEXT)


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (loopback.pause(), PauseError),
        (loopback.pause("7"), PauseError),
        (loopback.trouble, TroubleError),
        (loopback.hang, SilenceError),
        (loopback.drip, SilenceError),
        (loopback.page, GarbageError),
        (loopback.broken_json, GarbageError),
        (loopback.truncated, SilenceError),
        (loopback.endless, GarbageError),
        (loopback.elsewhere, SilenceError),
    ],
    ids=["429", "429 with a time", "500", "hang", "drip", "page", "broken json", "truncated", "endless", "redirect"],
)
def test_every_failure_is_told_apart(server: Server, answer: Answer, error: type[CallError]) -> None:
    server.script.append(answer)
    begun = time.monotonic()
    with pytest.raises(error) as caught:
        engine(server).translate(TEXT)
    assert time.monotonic() - begun < 3
    assert TEXT not in str(caught.value)
    assert server.url not in str(caught.value)
    if isinstance(caught.value, PauseError):
        assert caught.value.seconds in (None, 7.0)


@pytest.mark.parametrize("answer", [loopback.empty, loopback.echo, loopback.no_text, loopback.page_as_text])
def test_what_is_no_translation_is_known_for_it(server: Server, answer: Answer) -> None:
    server.script.append(answer)
    assert fault_of(TEXT, engine(server).translate(TEXT)) is not None


def test_a_date_to_wait_for_is_understood(server: Server) -> None:
    server.script.append(loopback.pause("Wed, 21 Oct 2015 07:28:00 GMT"))
    with pytest.raises(PauseError) as caught:
        engine(server).translate(TEXT)
    assert caught.value.seconds == 0.0


def test_nobody_there() -> None:
    nobody = DeepEngine("libre", {"url": "http://127.0.0.1:9/"}, "zh-Hans", 1.0)
    with pytest.raises(SilenceError, match="could not be reached"):
        nobody.translate(TEXT)


@pytest.mark.parametrize(
    ("name", "source", "code", "field"),
    [("google", "zh-Hans", "zh-CN", "sl"), ("google", "zh-Hant", "zh-TW", "sl")],
)
def test_google(server: Server, name: str, source: SourceLanguage, code: str, field: str) -> None:
    assert engine(server, name, source).translate(TEXT) == "some words."
    assert (server.asked[0][field], server.asked[0]["tl"]) == (code, "en")


def test_google_s_refusal_page_is_a_pause(server: Server) -> None:
    server.script.append(lambda handler: handler.send(429, "text/html", b"<html>unusual traffic</html>"))
    with pytest.raises(PauseError):
        engine(server, "google").translate(TEXT)


def test_google_without_a_result_is_garbage(server: Server) -> None:
    server.script.append(loopback.page)
    with pytest.raises(GarbageError):
        engine(server, "google").translate(TEXT)


def test_mymemory(server: Server) -> None:
    assert engine(server, "mymemory", "zh-Hant", email="me@example.org").translate(TEXT) == "some words."
    assert (server.asked[0]["langpair"], server.asked[0]["de"]) == ("zh-TW|en-US", "me@example.org")


def test_mymemory_s_notices_are_no_translations(server: Server) -> None:
    answer = engine(server, "mymemory").translate("很长的句子" * 40)
    assert "refused" in str(fault_of("很长的句子", answer))


def test_mymemory_is_asked_over_a_connection_that_nobody_reads_along() -> None:
    from reader.engines.transport import Outgoing

    outgoing = Outgoing("GET", "http://api.mymemory.translated.net/get", {}, {}, None, {})
    DeepEngine("mymemory", {}, "zh-Hans", 1.0)._adapt(outgoing)
    assert outgoing.url == "https://api.mymemory.translated.net/get"


def test_deepl_is_asked_as_it_wants_to_be_since_2026(server: Server) -> None:
    assert engine(server, "deepl", key="right:fx").translate(TEXT) == "some words."
    asked = server.asked[0]
    assert asked["header authorization"] == "DeepL-Auth-Key right:fx"
    assert (asked["source_lang"], asked["target_lang"], asked["query"]) == ("zh", "en", "")
    with pytest.raises(RefusalError, match="Forbidden"):
        engine(server, "deepl", key="wrong").translate(TEXT)


def test_microsoft(server: Server) -> None:
    assert engine(server, "microsoft", "zh-Hant", key="right", region="westeurope").translate(TEXT) == "some words."
    asked = server.asked[0]
    assert (asked["from"], asked["to"], asked["header ocp-apim-subscription-region"]) == ("zh-hant", "en", "westeurope")
    with pytest.raises(RefusalError, match="credentials"):
        engine(server, "microsoft", key="wrong").translate(TEXT)


def test_microsoft_out_of_reach_says_nothing_on_the_screen(caplog: pytest.LogCaptureFixture, server: Server) -> None:
    made = engine(server, "microsoft", key="right")
    made.translate(TEXT)
    server.script.append(loopback.hang)
    with pytest.raises(SilenceError):
        made.translate(TEXT)
    assert not caplog.records


def test_mymemory_s_entities_are_letters(server: Server) -> None:
    server.translate = lambda _: "It&#39;s &quot;lively&quot;"
    assert engine(server, "mymemory").translate(TEXT) == 'It\'s "lively"'


def test_chatgpt_through_the_openai_package_of_before_1_0(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def create(model: str, messages: list[dict[str, str]]) -> object:
        asked.append(f"{model} {messages[0]['content']}")
        message = SimpleNamespace(content='"Hangzhou is lively."')
        return SimpleNamespace(choices=[SimpleNamespace(message=message)])

    openai = SimpleNamespace(__version__="0.28.1", ChatCompletion=SimpleNamespace(create=create))
    chatgpt = DeepEngine("chatgpt", {"key": "k", "model": "gpt-4"}, "zh-Hans", 1.0)
    with pytest.raises(RefusalError, match="package openai"):
        chatgpt.translate(TEXT)
    monkeypatch.setitem(sys.modules, "openai", openai)
    assert chatgpt.translate(TEXT) == "Hangzhou is lively."
    assert asked[0].startswith("gpt-4 Translate the text below into English.")
    openai.__version__ = "1.50.0"
    with pytest.raises(RefusalError, match="package openai"):
        DeepEngine("chatgpt", {"key": "k"}, "zh-Hans", 1.0).translate(TEXT)


def test_baidu(server: Server) -> None:
    assert engine(server, "baidu", "zh-Hant", id="me", key="secret").translate(TEXT) == "some words."
    assert (server.asked[0]["from"], server.asked[0]["query"]) == ("cht", "")
    with pytest.raises(RefusalError, match="UNAUTHORIZED USER"):
        engine(server, "baidu", id="you", key="secret").translate(TEXT)


def test_papago_at_the_address_of_today(server: Server) -> None:
    assert engine(server, "papago", id="me", key="secret").translate(TEXT) == "some words."
    assert (server.asked[0]["source"], server.asked[0]["target"]) == ("zh-CN", "en")
    with pytest.raises(RefusalError, match="Authentication Failed"):
        engine(server, "papago", id="you", key="secret").translate(TEXT)


def test_nothing_of_deep_translator_or_requests_is_changed(server: Server) -> None:
    import deep_translator.libre
    from deep_translator import LibreTranslator

    before = vars(LibreTranslator).copy(), requests.post, requests.Session.request
    engine(server).translate(TEXT)
    assert (dict(vars(LibreTranslator)), requests.post, requests.Session.request) == before
    assert deep_translator.libre.requests is requests
