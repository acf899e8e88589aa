"""What deep-translator's code finds where it expects the module ``requests``: the same, with a deadline and an ear.

deep-translator asks without any time limit, follows redirects to wherever they lead and forgets what the server said of
a refusal. A ``Transport`` sends the same requests through ``requests``, gives every one a deadline, a cap on its size
and no redirects, and remembers the status, the time to wait and the server's own words.
"""

import io
import json as jsons
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

import requests
import urllib3
from msgspec import Struct

CONNECT_SECONDS = 10.0
_LARGEST = 2_000_000
"""Bytes of an answer; a call brings a few thousand."""
_CHUNK = 16_384
_LONGEST_WORDS = 160


class TransportError(Exception):
    """A request brought no answer; the sentence reads on after the service's name. No ``RequestException``: some of
    deep-translator's classes swallow those."""


class Outgoing(Struct):
    """A request on its way out, to be changed before it goes."""

    method: str
    url: str
    params: dict[str, Any]
    data: dict[str, Any]
    json: Any
    headers: dict[str, str]


class Heard(Struct):
    """What was learnt of the last request."""

    status: int = 0
    """0: no answer came."""
    retry_after: float | None = None
    words: str = ""
    """What the server says of a failure."""


class Transport:
    """Stands for ``requests`` in the code of one translator; used by one thread at a time."""

    exceptions = requests.exceptions

    def __init__(self, deadline: float, adapt: Callable[[Outgoing], None] = lambda _: None) -> None:
        """``deadline``: seconds for one request, from connecting to the last byte."""
        self._deadline = deadline
        self._adapt = adapt
        self._session = requests.Session()
        self._session.max_redirects = 0
        self.heard = Heard()

    def close(self) -> None:
        self._session.close()

    def get(
        self, url: str, params: Mapping[str, Any] | None = None, headers: Mapping[str, str] | None = None, **_: Any
    ) -> requests.Response:
        return self._send(Outgoing("GET", url, dict(params or {}), {}, None, dict(headers or {})))

    def post(
        self,
        url: str,
        params: Mapping[str, Any] | None = None,
        data: Mapping[str, Any] | None = None,
        json: Any = None,
        headers: Mapping[str, str] | None = None,
        **_: Any,
    ) -> requests.Response:
        return self._send(Outgoing("POST", url, dict(params or {}), dict(data or {}), json, dict(headers or {})))

    def _send(self, outgoing: Outgoing) -> requests.Response:
        self.heard = Heard()
        self._adapt(outgoing)
        until = time.monotonic() + self._deadline
        try:
            with self._session.request(
                outgoing.method,
                outgoing.url,
                params=outgoing.params or None,
                data=outgoing.data or None,
                json=outgoing.json,
                headers=outgoing.headers,
                timeout=(min(CONNECT_SECONDS, self._deadline), self._deadline),
                allow_redirects=False,
                stream=True,
            ) as response:
                whole = _whole(response, until)
        except requests.exceptions.Timeout as error:
            raise TransportError("did not answer in time") from error
        except requests.exceptions.RequestException as error:
            raise TransportError(_reason(error)) from error
        except urllib3.exceptions.TimeoutError as error:
            raise TransportError("did not answer in time") from error
        except urllib3.exceptions.HTTPError as error:
            raise TransportError("broke off in the middle of its answer") from error
        self.heard = Heard(whole.status_code, _seconds(whole.headers.get("Retry-After", "")), _words(whole))
        if 300 <= whole.status_code < 400:
            # The host alone: the rest may hold the text.
            where = urlsplit(whole.headers.get("Location", "")).netloc[:_LONGEST_WORDS] or "another address"
            raise TransportError(f"sends its callers to {where}; nothing was sent there")
        return whole


def _whole(response: requests.Response, until: float) -> requests.Response:
    """The response with its body read; TransportError where that takes too long or too much."""
    body = bytearray()
    # Not iter_content, which waits until it has as much as it was asked for, be it byte by byte.
    while chunk := response.raw.read1(_CHUNK, decode_content=True):
        body += chunk
        if len(body) > _LARGEST:
            raise TransportError("answered with far more than a translation")
        if time.monotonic() > until:
            raise TransportError("did not answer in time")
    whole = requests.Response()
    whole.status_code = response.status_code
    whole.headers = response.headers
    whole.url = response.url
    whole.encoding = requests.utils.get_encoding_from_headers(response.headers)
    whole.raw = io.BytesIO(bytes(body))
    return whole


def _seconds(header: str) -> float | None:
    """A time to wait: seconds, or a date (RFC 9110, 10.2.3)."""
    header = header.strip()
    if header.isascii() and header.isdigit():
        return float(header[:9])
    try:
        return max(0.0, (parsedate_to_datetime(header) - datetime.now(UTC)).total_seconds())
    except (TypeError, ValueError, OverflowError):
        return None


def _words(response: requests.Response) -> str:
    """What the body of a refusal says, if it is the JSON that such services use."""
    if response.status_code < 400:
        return ""
    try:
        said = jsons.loads(response.content)
    except ValueError:
        return ""
    for name in ("error", "message", "errorMessage", "detail", "error_msg", "responseDetails"):
        value = said.get(name) if isinstance(said, dict) else None
        if isinstance(value, dict):
            said = value
            value = value.get("message") or value.get("errorMessage")
        if isinstance(value, str) and value.strip():
            return " ".join(value.split())[:_LONGEST_WORDS]
    return ""


def _reason(error: requests.exceptions.RequestException) -> str:
    """Why there was no answer, without the URL, which may hold a key and the text."""
    exceptions = requests.exceptions
    if isinstance(error, exceptions.SSLError):
        return "has no certificate that can be trusted"
    if isinstance(error, exceptions.ProxyError):
        return "could not be reached through the proxy"
    if isinstance(error, exceptions.ChunkedEncodingError | exceptions.ContentDecodingError):
        return "broke off in the middle of its answer"
    if isinstance(error, exceptions.MissingSchema | exceptions.InvalidSchema | exceptions.InvalidURL):
        return "has an address that is none; it begins with http:// or https://"
    return "could not be reached"
