"""deep-translator's services, each with a transport of its own in the place of the module ``requests``.

Its classes call ``requests.get`` and the like by the name in their module. Nothing of that module is changed: a class
is made under the original, whose methods are the very code of the original with another ``requests`` in sight.
"""

from collections.abc import Mapping
from html import unescape
from types import FunctionType
from typing import Any

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
from reader.engines.transport import Outgoing, Transport, TransportError

_HANS, _HANT = 0, 1
_CODES: Mapping[str, tuple[str, str, str]] = {
    "google": ("zh-CN", "zh-TW", "en"),
    "mymemory": ("zh-CN", "zh-TW", "en-US"),
    "libre": ("zh", "zh", "en"),
    "deepl": ("zh", "zh", "en"),
    "microsoft": ("zh-hans", "zh-hant", "en"),
    "papago": ("zh-CN", "zh-TW", "en"),
    "baidu": ("zh", "cht", "en"),
    "chatgpt": ("auto", "auto", "english"),
}
"""Codes of simplified Chinese, traditional Chinese and English."""
_LIBRE_CODES = (("zh-Hans", "zh", "zh-CN"), ("zh-Hant", "zt", "zh-TW"))
"""Names of both that its servers have had, the newest first."""
_PAPAGO = "https://papago.apigw.ntruss.com/nmt/v1/translation"


class DeepEngine:
    """Implements ``model.Engine``."""

    def __init__(self, name: str, options: Mapping[str, str], source: SourceLanguage, deadline: float) -> None:
        """``options`` are those that the provider needs and takes, and ``url`` to ask it at another address."""
        self._name = name
        self._options = options
        self._source = source
        self._url = options.get("url", "")
        self._transport = Transport(deadline, self._adapt)
        self._translator: Any = None
        self._converts = False
        """Whether traditional text has to be simplified first, the service knowing only that."""

    def translate(self, text: str) -> object:
        try:
            if self._translator is None:
                self._translator = self._made()
            return self._plain(self._translator.translate(self._simplified(text) if self._converts else text))
        except CallError:
            raise
        except Exception as error:
            raise self._fault(error) from error

    def _plain(self, answer: object) -> object:
        """An answer without what a service puts around it: entities of HTML, or the quotation marks of the prompt."""
        if isinstance(answer, str) and self._name == "mymemory":
            return unescape(answer)
        if isinstance(answer, str) and self._name == "chatgpt":
            text = answer.strip().removeprefix("Text:").strip()
            return text[1:-1] if len(text) > 1 and text[0] == text[-1] == '"' else text
        return answer

    def _simplified(self, text: str) -> str:
        from reader.text.script import to_simplified

        return to_simplified(text)

    # Making

    def _made(self) -> Any:
        simplified, traditional, english = _CODES[self._name]
        source = traditional if self._source == "zh-Hant" else simplified
        made = getattr(self, f"_{self._name}")(source, english)
        if self._url:
            made._base_url = self._address()
        if self._name == "libre":
            self._choose_libre_code(made)
        return made

    def _address(self) -> str:
        """The address of the user's own, as the class wants its base."""
        if self._name in ("libre", "deepl"):
            return self._url.rstrip("/") + "/"
        if self._name == "microsoft" and "/translate" not in self._url:
            return self._url.rstrip("/") + "/translate?api-version=3.0"
        return self._url

    def _google(self, source: str, target: str) -> Any:
        from deep_translator.google import GoogleTranslator

        return bound(GoogleTranslator, self._transport)(source=source, target=target)

    def _mymemory(self, source: str, target: str) -> Any:
        from deep_translator.mymemory import MyMemoryTranslator

        email = self._options.get("email") or None
        return bound(MyMemoryTranslator, self._transport)(source=source, target=target, email=email)

    def _libre(self, source: str, target: str) -> Any:
        from deep_translator.libre import LibreTranslator

        key = self._options.get("key", "")
        # It insists on a key where many servers want none, and refuse one that they do not know.
        made = bound(LibreTranslator, self._transport)(
            source=source, target=target, api_key=key or "none", custom_url=self._url
        )
        made.api_key = key
        return made

    def _choose_libre_code(self, made: Any) -> None:
        """The code that this server has for the script of the text."""
        languages = self._transport.get(made._base_url + "languages")
        if languages.status_code != 200:
            return
        try:
            known = {entry["code"] for entry in languages.json()}
        except (ValueError, TypeError, KeyError):
            return
        script = _HANT if self._source == "zh-Hant" else _HANS
        codes = [code for code in _LIBRE_CODES[script] if code in known]
        if not codes:
            codes = [code for code in _LIBRE_CODES[_HANS] if code in known]
            self._converts = bool(codes) and script == _HANT
        if not codes:
            raise RefusalError("has no Chinese among its languages")
        made.source = codes[0]

    def _deepl(self, source: str, target: str) -> Any:
        from deep_translator.deepl import DeeplTranslator

        key = self._options["key"]
        return bound(DeeplTranslator, self._transport)(
            source=source, target=target, api_key=key, use_free_api=key.endswith(":fx")
        )

    def _microsoft(self, source: str, target: str) -> Any:
        from deep_translator.microsoft import MicrosoftTranslator

        region = self._options.get("region") or None
        return bound(MicrosoftTranslator, self._transport)(
            source=source, target=target, api_key=self._options["key"], region=region
        )

    def _papago(self, _source: str, _target: str) -> Any:
        from deep_translator.papago import PapagoTranslator

        # Its table of languages is the wrong way round for its own base class.
        return bound(PapagoTranslator, self._transport)(
            client_id=self._options["id"], secret_key=self._options["key"], source="Chinese", target="English"
        )

    def _baidu(self, source: str, target: str) -> Any:
        from deep_translator.baidu import BaiduTranslator

        return bound(BaiduTranslator, self._transport)(
            source=source, target=target, appid=self._options["id"], appkey=self._options["key"]
        )

    def _chatgpt(self, source: str, target: str) -> Any:
        from deep_translator.chatgpt import ChatGptTranslator

        try:
            import openai
        except ImportError as error:
            raise RefusalError("needs the package openai of before 1.0: pip install 'openai<1'") from error
        if not str(getattr(openai, "__version__", "0")).startswith("0."):
            raise RefusalError("needs the package openai of before 1.0: pip install 'openai<1'")
        model = self._options.get("model") or "gpt-3.5-turbo"
        made = ChatGptTranslator(source=source, target=target, api_key=self._options["key"], model=model)
        made.target = "English"  # for the prompt, which would say “into en”
        return made

    # Requests

    def _adapt(self, outgoing: Outgoing) -> None:
        """Put right what is out of date in deep-translator's requests, and keep text and keys out of addresses, which
        servers and proxies write down."""
        if self._name in ("libre", "baidu", "deepl") and outgoing.params:
            outgoing.method = "POST"
            outgoing.data |= outgoing.params
            outgoing.params = {}
        if self._name == "deepl":
            # Keys in the body, and GET, are refused since January 2026.
            outgoing.headers["Authorization"] = f"DeepL-Auth-Key {outgoing.data.pop('auth_key', '')}"
        elif self._name == "mymemory" and outgoing.url.startswith("http://api.mymemory.translated.net/"):
            outgoing.url = "https" + outgoing.url[4:]
        elif self._name == "papago":
            outgoing.url = self._url or _PAPAGO
            outgoing.headers["x-ncp-apigw-api-key-id"] = outgoing.headers.pop("X-Naver-Client-Id", "")
            outgoing.headers["x-ncp-apigw-api-key"] = outgoing.headers.pop("X-Naver-Client-Secret", "")
            traditional = self._source == "zh-Hant"
            outgoing.data |= {"source": "zh-TW" if traditional else "zh-CN", "target": "en"}
        elif self._name == "microsoft" and self._url and "/languages?" in outgoing.url:
            outgoing.url = self._url.split("/translate")[0].rstrip("/") + "/languages?api-version=3.0&scope=translation"

    # Failures

    def _fault(self, error: Exception) -> CallError:
        """What an exception means, told by what the server answered rather than by its class."""
        heard = self._transport.heard
        said = f": {heard.words}" if heard.words else ""
        if isinstance(error, TransportError):
            return GarbageError(str(error)) if "answered" in str(error) else SilenceError(str(error))
        status = heard.status
        if status == 429 or (status == 503 and heard.retry_after is not None):
            return PauseError("asks for a pause", heard.retry_after)
        if status == 456:
            return RefusalError("has given all that its quota allows")
        if status in (401, 402, 403):
            return RefusalError(f"refuses the key or the caller{said} (status {status})")
        if status >= 500:
            return TroubleError(f"has trouble of its own{said} (status {status})")
        if status == 404:
            return RefusalError("has nothing at this address (status 404)")
        if status >= 400:
            return MisfitError(f"refuses the text{said} (status {status})")
        name = type(error).__name__
        if name in ("BaiduAPIerror", "MicrosoftAPIerror"):
            return RefusalError(f"refuses: {' '.join(str(getattr(error, 'api_message', error)).split())[:120]}")
        if name in ("RateLimitError", "APIConnectionError", "Timeout"):
            return PauseError("asks for a pause") if name == "RateLimitError" else SilenceError("could not be reached")
        if name == "AuthenticationError":
            return RefusalError("refuses the key")
        return GarbageError("answered with something that is no translation")


def bound(cls: type, transport: Transport) -> Any:
    """A class under ``cls`` whose methods see ``transport`` under the name ``requests``."""
    methods = {
        name: _seeing(function, transport)
        for name, function in vars(cls).items()
        if isinstance(function, FunctionType) and "requests" in function.__globals__
    }
    return type(cls)(cls.__name__, (cls,), methods)


def _seeing(function: FunctionType, transport: Transport) -> FunctionType:
    seen = {**function.__globals__, "requests": transport}
    copy = FunctionType(function.__code__, seen, function.__name__, function.__defaults__, function.__closure__)
    copy.__kwdefaults__ = function.__kwdefaults__
    return copy
