"""Fetches one file over http or https, when the user asked for it: with a deadline, a cap on its size, few redirects,
and no way into the network that the machine stands in.
"""

import http.client
import ipaddress
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Callable
from contextlib import suppress
from pathlib import PurePosixPath
from typing import Final
from urllib.parse import quote, unquote, urljoin, urlsplit, urlunsplit

from msgspec import Struct

from reader.errors import ReaderError

DEADLINE_SECONDS: Final = 120.0
_CONNECT_SECONDS = 15.0
_ASKED_SECONDS = 0.1
_MOST_REDIRECTS = 5
_CHUNK = 1 << 16
_MOVED = frozenset({301, 302, 303, 307, 308})
_HEADERS = {"User-Agent": "duban", "Accept": "*/*", "Accept-Encoding": "identity", "Connection": "close"}


class FetchError(ReaderError):
    """A file could not be fetched; the sentence names the address and why."""


class LocalAddressError(FetchError):
    """An address of the local network, which is fetched only if that is meant."""

    def __init__(self, host: str) -> None:
        super().__init__(f"{host} is in the local network; if that is meant, say --allow-local.")
        self.host = host


class Fetched(Struct, frozen=True):
    """What came, and the name it has there (``cedict.txt.gz``)."""

    data: bytes
    name: str
    url: str = ""
    """Where it was found in the end."""
    content_type: str = ""
    """What the server says that it is, in small letters (``text/html``)."""
    charset: str = ""
    """What the server says that it is encoded in."""


def is_address(text: str) -> bool:
    """Whether this names something to fetch and not a file."""
    return "://" in text[:12]


def ascii_address(url: str) -> str:
    """An address as people copy it, with Chinese in it, as it is sent."""
    if url.isascii():
        return url
    try:
        parts = urlsplit(url)
        host = parts.netloc.encode("idna").decode() if not parts.netloc.isascii() else parts.netloc
    except ValueError:  # what it is not will be said where it is asked for
        return url
    return urlunsplit(parts._replace(netloc=host, path=_quoted(parts.path), query=_quoted(parts.query)))


def _quoted(part: str) -> str:
    return "".join(c if c.isascii() else quote(c, errors="replace") for c in part)


def fetch(
    url: str,
    largest: int,
    *,
    deadline: float = DEADLINE_SECONDS,
    allow_local: bool = False,
    cancelled: Callable[[], bool] = lambda: False,
) -> Fetched:
    """The file at ``url``, at most ``largest`` bytes, within ``deadline`` seconds. Addresses of the local network are
    refused unless ``allow_local``. ``cancelled`` is asked ten times a second, from another thread."""
    until = time.monotonic() + deadline
    url = ascii_address(url)
    for _ in range(_MOST_REDIRECTS + 1):
        answer = _ask(url, largest, until, allow_local, cancelled)
        if isinstance(answer, Fetched):
            return answer
        url = ascii_address(urljoin(url, answer))
    raise FetchError(f"{url} is redirected more than {_MOST_REDIRECTS} times; give the file's own address.")


def _ask(url: str, largest: int, until: float, allow_local: bool, cancelled: Callable[[], bool]) -> Fetched | str:
    """The file, or where it has moved to."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise FetchError(f"{url[:200]} is no address.") from error
    if parts.scheme not in ("http", "https") or not host:
        raise FetchError(f"{url[:200]} cannot be fetched; an address begins with http:// or https://.")
    if not url.isascii() or any(character <= " " for character in url):
        raise FetchError(f"{url[:200]!a} is no address; other letters than ASCII must be written as %XX.")
    port = port or (443 if parts.scheme == "https" else 80)
    over = threading.Event()
    open_now: list[socket.socket] = []
    try:
        open_now.append(_connected(host, port, until, allow_local))
        # A server that sends a byte now and then keeps every single wait short; this ends them all.
        threading.Thread(target=_watch, args=(open_now, until, cancelled, over), daemon=True).start()
        with open_now[0]:
            if parts.scheme == "https":
                open_now.append(ssl.create_default_context().wrap_socket(open_now[0], server_hostname=host))
            connection = http.client.HTTPConnection(host, port)
            connection.sock = open_now[-1]
            with open_now[-1]:
                target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
                connection.request("GET", target, headers=_HEADERS)
                with connection.getresponse() as response:
                    return _answer(response, url, largest, until)
    except TimeoutError as error:
        raise FetchError(f"{url} did not answer in time; try again, or download it yourself.") from error
    except (OSError, http.client.HTTPException, ValueError) as error:
        if time.monotonic() >= until:
            raise FetchError(f"{url} did not answer in time; try again, or download it yourself.") from error
        if isinstance(error, http.client.BadStatusLine) and not isinstance(error, http.client.RemoteDisconnected):
            raise FetchError(f"{url} could not be fetched: what the server sent is no answer of the web.") from error
        said = _one_line(getattr(error, "strerror", None) or str(error)) or type(error).__name__
        raise FetchError(f"{url} could not be fetched: {said}.") from error
    finally:
        over.set()


def _watch(open_now: list[socket.socket], until: float, cancelled: Callable[[], bool], over: threading.Event) -> None:
    """Hang up when the time is over, or when nobody wants the answer any more."""
    while not over.wait(min(_ASKED_SECONDS, max(0.0, until - time.monotonic()))):
        if time.monotonic() >= until or cancelled():
            break
    else:
        return
    for connection in open_now:
        with suppress(OSError):  # it is over already
            socket.socket.shutdown(connection, socket.SHUT_RDWR)


def _connected(host: str, port: int, until: float, allow_local: bool) -> socket.socket:
    """A connection to the very address that was looked at: a name may lead elsewhere the next time it is asked for."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = list(dict.fromkeys(str(info[4][0]) for info in found))
    if not allow_local and not all(map(_is_public, addresses)):
        raise LocalAddressError(host)
    fault: OSError = OSError("it has no address")
    for address in addresses:
        left = until - time.monotonic()
        if left <= 0:
            break
        try:
            return socket.create_connection((address, port), timeout=min(left, _CONNECT_SECONDS))
        except OSError as error:
            fault = error
    raise fault


def _is_public(address: str) -> bool:
    known = ipaddress.ip_address(address.partition("%")[0])
    inside = getattr(known, "ipv4_mapped", None) or getattr(known, "sixtofour", None)
    return known.is_global and not known.is_multicast and (inside is None or inside.is_global)


def _answer(response: http.client.HTTPResponse, url: str, largest: int, until: float) -> Fetched | str:
    if response.status in _MOVED:
        moved = response.getheader("Location", "")
        if not moved:
            raise FetchError(f"{url} has moved, and the server does not say where to.")
        try:  # servers send UTF-8 where only ASCII may stand
            return moved.encode("latin-1").decode("utf-8")
        except UnicodeError:
            return moved
    if response.status != http.client.OK:
        raise FetchError(f"{url} could not be fetched: the server said {response.status} {_one_line(response.reason)}.")
    told = response.getheader("Content-Length", "")
    if told.isdigit() and int(told) > largest:
        raise _too_large(url, largest)
    parts: list[bytes] = []
    size = 0
    while part := response.read(_CHUNK):
        size += len(part)
        if size > largest:
            raise _too_large(url, largest)
        if time.monotonic() >= until:
            raise TimeoutError
        parts.append(part)
    if time.monotonic() >= until:
        raise TimeoutError
    if told.isdigit() and size != int(told):
        raise FetchError(f"{url} broke off after {size:,} of {int(told):,} bytes; try again.")
    name = PurePosixPath(unquote(urlsplit(url).path)).name
    data = _unpacked(b"".join(parts), response.getheader("Content-Encoding", ""), url, largest)
    headers = response.headers
    return Fetched(
        data,
        "".join(c for c in name if c.isprintable())[:80] or "download",
        url,
        headers.get_content_type() if "Content-Type" in headers else "",
        headers.get_content_charset() or "",
    )


def _unpacked(data: bytes, packing: str, url: str, largest: int) -> bytes:
    """What some servers pack though they are asked not to."""
    packing = packing.strip().lower()
    if packing in ("", "identity"):
        return data
    if packing not in ("gzip", "x-gzip", "deflate"):
        raise FetchError(f"{url} came packed in a way that duban cannot undo; download it yourself.")
    unpacker = zlib.decompressobj(zlib.MAX_WBITS | 32)
    try:
        plain = unpacker.decompress(data, largest + 1)
    except zlib.error as error:
        raise FetchError(f"{url} came damaged; try again.") from error
    if len(plain) > largest:
        raise _too_large(url, largest)
    return plain


def _one_line(said: str) -> str:
    """What another machine said, fit for a terminal."""
    return " ".join("".join(c if c.isprintable() else " " for c in said[:120]).split()).rstrip(".")


def _too_large(url: str, largest: int) -> FetchError:
    return FetchError(f"{url} is larger than {largest >> 20} MB, which is more than was to be expected.")
