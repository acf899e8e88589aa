"""Translation services on this computer: LibreTranslate's API as its server has it, Google's page, MyMemory's answers,
DeepL, Microsoft, Baidu and Papago by their published interfaces; and every way in which one may fail.
"""

import json
import re
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

_RUN = re.compile(r"[A-Za-z][A-Za-z0-9'’]*|\d[\d.,%]*|[\u3400-\u9fff]+|[，。！？：；、“”]")
_MARKS = {"，": ",", "。": ".", "！": "!", "？": "?", "：": ":", "；": ";", "、": ","}

Answer = Callable[["Handler"], None]
"""One answer of the server, written to the connection."""


def english(text: str) -> str:
    """A translation that no engine would make: Latin words and figures stand, Chinese becomes words."""
    out: list[str] = []
    for run in _RUN.findall(text):
        if run in _MARKS and out:
            out[-1] += _MARKS[run]
        elif run[0] not in "“”":
            out.append(run if run.isascii() else "some words")
    return " ".join(out)


class Server(ThreadingHTTPServer):
    """Answers in order what ``script`` says, and translates when that is at its end."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.script: list[Answer] = []
        self.asked: list[dict[str, str]] = []
        """Every request for a translation: its parameters, with ``path``, ``method`` and ``header …``."""
        self.translate: Callable[[str], str] = english
        self.languages: list[str] = ["en", "zh-Hans", "zh-Hant", "ja"]
        self.keys: set[str] | None = None
        """Those that LibreTranslate's server takes; None: it has none."""
        self.character_limit = 0
        self.reached = threading.Event()
        """A request for a translation has come."""
        self.done = threading.Event()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/"

    @property
    def texts(self) -> list[str]:
        """What was sent for translation."""
        return [one.get("q") or one.get("text") or "" for one in self.asked]

    def handle_error(self, *_: object) -> None:
        """A caller who hangs up is none."""


class Handler(BaseHTTPRequestHandler):
    server: Server
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        pass

    def do_GET(self) -> None:
        self._serve()

    def do_POST(self) -> None:
        self._serve()

    def _serve(self) -> None:
        parts = urlsplit(self.path)
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        values: dict[str, str] = {name: found[0] for name, found in parse_qs(parts.query).items()}
        if "json" in self.headers.get("Content-Type", ""):
            values["text"] = json.loads(body)[0]["text"]
        else:
            values |= {name: found[0] for name, found in parse_qs(body.decode()).items()}
        if parts.path.endswith("/languages"):
            self._languages(parts.path)
            return
        headers = {f"header {name.lower()}": value for name, value in self.headers.items()}
        self.server.asked.append(
            {**values, **headers, "path": parts.path, "query": parts.query, "method": self.command}
        )
        self.server.reached.set()
        if self.server.script:
            self.server.script.pop(0)(self)
            return
        getattr(self, "_" + parts.path.strip("/").split("/")[0].replace("v2", "deepl"), self._nothing)(values)

    # Services

    def _languages(self, path: str) -> None:
        if path.startswith("/microsoft"):
            names = {"zh-Hans": "Chinese Simplified", "zh-Hant": "Chinese Traditional", "en": "English"}
            self.json({"translation": {code: {"name": name} for code, name in names.items()}})
        else:
            known = self.server.languages
            self.json([{"code": code, "name": code, "targets": known} for code in known])

    def _translate(self, values: dict[str, str]) -> None:
        """LibreTranslate's /translate."""
        keys, limit = self.server.keys, self.server.character_limit
        if self.command != "POST":
            self.json({"error": "Method Not Allowed"}, 405)
        elif keys is not None and values.get("api_key") not in keys:
            self.json({"error": "Invalid API key"}, 403)
        elif missing := next((name for name in ("q", "source", "target") if not values.get(name)), None):
            self.json({"error": f"Invalid request: missing {missing} parameter"}, 400)
        elif wrong := next((c for c in (values["source"], values["target"]) if c not in self.server.languages), None):
            self.json({"error": f"{wrong} is not supported"}, 400)
        elif limit and len(values["q"]) > limit:
            self.json({"error": f"Invalid request: request ({len(values['q'])}) exceeds text limit ({limit})"}, 400)
        else:
            self.json({"translatedText": self.server.translate(values["q"])})

    def _m(self, values: dict[str, str]) -> None:
        """Google's page for telephones."""
        if len(self.path) > 16_384:
            self.send(400, "text/html", b"<html><title>Error 400 (Bad Request)</title></html>")
            return
        page = f'<html><body><div class="result-container">{self.server.translate(values["q"])}</div></body></html>'
        self.send(200, "text/html; charset=UTF-8", page.encode())

    def _get(self, values: dict[str, str]) -> None:
        """MyMemory."""
        text = values["q"]
        if len(text.encode()) > 500:
            said = "QUERY LENGTH LIMIT EXCEEDED. MAX ALLOWED QUERY : 500 CHARS"
            self.json({"responseData": {"translatedText": said}, "responseStatus": "403", "matches": []})
            return
        self.json(
            {"responseData": {"translatedText": self.server.translate(text)}, "responseStatus": 200, "matches": []}
        )

    def _deepl(self, values: dict[str, str]) -> None:
        """DeepL since January 2026: POST, and the key in the header."""
        if self.command != "POST" or "auth_key" in values:
            self.json({"message": "Legacy authentication is no longer supported"}, 403)
        elif not self.headers.get("Authorization", "").startswith("DeepL-Auth-Key right"):
            self.json({"message": "Forbidden"}, 403)
        else:
            self.json({"translations": [{"text": self.server.translate(values["text"])}]})

    def _microsoft(self, values: dict[str, str]) -> None:
        if self.headers.get("Ocp-Apim-Subscription-Key") != "right":
            error = {"code": 401000, "message": "The request is not authorized because credentials are missing."}
            self.json({"error": error}, 401)
        else:
            self.json([{"translations": [{"text": self.server.translate(values["text"]), "to": "en"}]}])

    def _baidu(self, values: dict[str, str]) -> None:
        if values.get("appid") != "me":
            self.json({"error_code": "52003", "error_msg": "UNAUTHORIZED USER"})
        else:
            self.json({"from": "zh", "trans_result": [{"src": values["q"], "dst": self.server.translate(values["q"])}]})

    def _papago(self, values: dict[str, str]) -> None:
        if self.headers.get("x-ncp-apigw-api-key-id") != "me":
            self.json({"error": {"errorCode": "200", "message": "Authentication Failed"}}, 401)
        else:
            self.json({"message": {"result": {"translatedText": self.server.translate(values["text"])}}})

    def _nothing(self, _: dict[str, str]) -> None:
        self.json({"error": "Not Found"}, 404)

    # Answers

    def json(self, value: Any, status: int = 200, headers: Mapping[str, str] | None = None) -> None:
        self.send(status, "application/json", json.dumps(value, ensure_ascii=False).encode(), headers=headers)

    def send(
        self,
        status: int,
        kind: str,
        body: bytes,
        *,
        length: int | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body) if length is None else length))
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)


# Ways to fail


def pause(seconds: str | None = None) -> Answer:
    """429, with or without a time to wait."""
    headers = {"Retry-After": seconds} if seconds is not None else {}
    return lambda handler: handler.json({"error": "Slowdown: 1 per 1 minute"}, 429, headers)


def trouble(handler: Handler) -> None:
    handler.json({"error": "Cannot translate text: out of memory"}, 500)


def hang(handler: Handler) -> None:
    """Takes the request and never answers."""
    handler.server.done.wait(60)


def drip(handler: Handler) -> None:
    """A byte now and then, so that no single wait is long."""
    handler.send_response(200)
    handler.send_header("Content-Type", "application/json")
    handler.send_header("Content-Length", "100000")
    handler.end_headers()
    with suppress(OSError):
        while not handler.server.done.wait(0.05):
            handler.wfile.write(b" ")
            handler.wfile.flush()


def page(handler: Handler) -> None:
    handler.send(200, "text/html", b"<!doctype html><html><title>Sign in to the hotel's network</title></html>")


def page_as_text(handler: Handler) -> None:
    handler.json({"translatedText": "<html><head><title>502 Bad Gateway</title></head></html>"})


def broken_json(handler: Handler) -> None:
    handler.send(200, "application/json", b'{"translatedText": "Some wor')


def truncated(handler: Handler) -> None:
    handler.send(200, "application/json", b'{"translatedText": "Some', length=500)
    handler.close_connection = True


def endless(handler: Handler) -> None:
    handler.send(200, "application/json", b'{"translatedText": "' + b"word " * 600_000 + b'"}')


def empty(handler: Handler) -> None:
    handler.json({"translatedText": "  "})


def echo(handler: Handler) -> None:
    """The text as it came."""
    handler.json({"translatedText": handler.server.texts[-1]})


def no_text(handler: Handler) -> None:
    handler.json({"translatedText": None})


def elsewhere(handler: Handler) -> None:
    handler.json({}, 302, {"Location": "http://127.0.0.1:9/collect"})


@contextmanager
def serving() -> Iterator[Server]:
    server = Server()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.done.set()
        server.shutdown()
        server.server_close()
        thread.join()


def wait_until(true: Callable[[], bool], seconds: float = 10.0) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end
        time.sleep(0.01)
