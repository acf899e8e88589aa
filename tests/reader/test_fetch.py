"""Fetching a file: from servers that behave, and from those that do not."""

import gzip
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing

import pytest

from reader.fetch import FetchError, ascii_address, fetch

Handler = Callable[[socket.socket, bytes], None]


class Server:
    """A server on the loopback that answers each path with the bytes, or by the function, it was given."""

    def __init__(self) -> None:
        self.answers: dict[str, bytes | Handler] = {}
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._listener.settimeout(0.05)
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self._stop = threading.Event()
        self._threads = [threading.Thread(target=self._listen, daemon=True)]
        self._threads[0].start()

    def _listen(self) -> None:
        while not self._stop.is_set():
            try:
                connection, _ = self._listener.accept()
            except TimeoutError:
                continue
            except OSError:
                return
            connection.settimeout(20)
            thread = threading.Thread(target=self._serve, args=(connection,), daemon=True)
            self._threads.append(thread)
            thread.start()

    def _serve(self, connection: socket.socket) -> None:
        with connection:
            try:
                request = connection.recv(65536)
                path = request.split(b" ")[1].decode("utf-8", "replace") if request else "/"
                answer = self.answers.get(path, b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
                if isinstance(answer, bytes):
                    connection.sendall(answer)
                else:
                    answer(connection, request)
            except (OSError, IndexError):
                pass

    def wait(self, seconds: float) -> None:
        self._stop.wait(seconds)

    @property
    def stopped(self) -> bool:
        return self._stop.is_set()

    def close(self) -> None:
        self._stop.set()
        self._listener.close()
        for thread in self._threads:
            thread.join(5)


@pytest.fixture
def server() -> Iterator[Server]:
    with closing(Server()) as running:
        yield running


def ok(body: bytes, length: int | None = None) -> bytes:
    size = len(body) if length is None else length
    return f"HTTP/1.1 200 OK\r\nContent-Length: {size}\r\n\r\n".encode() + body


def moved(to: str) -> bytes:
    return f"HTTP/1.1 302 Found\r\nLocation: {to}\r\nContent-Length: 0\r\n\r\n".encode()


def refused(url: str, deadline: float = 5, largest: int = 1 << 20, allow_local: bool = True) -> str:
    began = time.monotonic()
    with pytest.raises(FetchError) as raised:
        fetch(url, largest, deadline=deadline, allow_local=allow_local)
    assert time.monotonic() - began < deadline + 2
    said = str(raised.value)
    assert "\n" not in said
    assert said.endswith(".")
    return said


def test_a_file_comes_with_its_name(server: Server) -> None:
    data = gzip.compress(b"hello")
    server.answers["/a/cedict%20ts.txt.gz?x=1"] = ok(data)
    fetched = fetch(f"{server.url}/a/cedict%20ts.txt.gz?x=1", 1 << 20, allow_local=True)
    assert (fetched.data, fetched.name) == (data, "cedict ts.txt.gz")


def test_without_a_length_and_in_chunks_too(server: Server) -> None:
    server.answers["/plain"] = b"HTTP/1.0 200 OK\r\n\r\nabc"
    server.answers["/chunks"] = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n1\r\nc\r\n0\r\n\r\n"
    for path in ("/plain", "/chunks"):
        assert fetch(server.url + path, 100, allow_local=True).data == b"abc"


def test_redirects_are_followed_a_few_times(server: Server) -> None:
    server.answers |= {"/1": moved("/2"), "/2": moved(f"{server.url}/3"), "/3": ok(b"here"), "/round": moved("/round")}
    assert fetch(f"{server.url}/1", 100, allow_local=True).data == b"here"
    assert "redirected more than 5 times" in refused(f"{server.url}/round")
    server.answers["/file"] = moved("file:///etc/passwd")
    server.answers["/nowhere"] = b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n"
    assert "begins with http" in refused(f"{server.url}/file")
    assert "does not say where" in refused(f"{server.url}/nowhere")


def test_the_local_network_is_refused_unless_it_is_meant(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    server.answers["/x"] = ok(b"secret")
    assert "--allow-local" in refused(f"{server.url}/x", allow_local=False)
    for host in ("localhost", "[::1]", "192.168.1.1", "10.0.0.1", "169.254.169.254", "0.0.0.0", "[::ffff:127.0.0.1]"):
        assert "--allow-local" in refused(f"http://{host}/x", allow_local=False)

    def elsewhere(*_: object, **__: object) -> list[tuple[int, int, int, str, tuple[str, int]]]:
        return [(2, 1, 6, "", ("93.184.216.34", 80)), (2, 1, 6, "", ("127.0.0.1", 80))]

    with monkeypatch.context() as patched:
        patched.setattr(socket, "getaddrinfo", elsewhere)
        assert "--allow-local" in refused("http://example.org/x", allow_local=False)


def test_what_is_no_address_is_said() -> None:
    for url in ("ftp://example.org/x", "http://", "http://[::1", "http://a:99999/", "file:///etc/passwd"):
        refused(url)
    assert ascii_address("http://例子.org/词典?问=a%20b") == (
        "http://xn--fsqu00a.org/%E8%AF%8D%E5%85%B8?%E9%97%AE=a%20b"
    )
    assert "%XX" in refused("http://example.org/a\r\nHost: b")


def test_a_server_that_says_no_and_one_that_is_not_there(server: Server) -> None:
    assert "404 Not Found" in refused(f"{server.url}/missing")
    server.answers["/500"] = b"HTTP/1.1 500 Broken\r\nContent-Length: 0\r\n\r\n"
    assert "500 Broken" in refused(f"{server.url}/500")
    server.answers["/garbage"] = b"\x00\x01\x02\r\n\r\n"
    assert "no answer of the web" in refused(f"{server.url}/garbage")
    server.answers["/nothing"] = b""
    refused(f"{server.url}/nothing")
    with closing(socket.create_server(("127.0.0.1", 0))) as unused:
        port = unused.getsockname()[1]
    assert "could not be fetched" in refused(f"http://127.0.0.1:{port}/")
    assert "could not be fetched" in refused(f"https://127.0.0.1:{server.url.rpartition(':')[2]}/x")


def test_a_server_that_breaks_off(server: Server) -> None:
    server.answers["/short"] = ok(b"abc", 1000)
    assert "broke off" in refused(f"{server.url}/short") or "IncompleteRead" in refused(f"{server.url}/short")


def test_a_server_that_sends_too_much(server: Server) -> None:
    server.answers["/told"] = ok(b"", 5 << 20)
    assert "larger than 1 MB" in refused(f"{server.url}/told")

    def endless(connection: socket.socket, _: bytes) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        while not server.stopped:
            connection.sendall(bytes(1 << 16))

    server.answers["/endless"] = endless
    assert "larger than 1 MB" in refused(f"{server.url}/endless")


def test_a_server_that_hangs(server: Server) -> None:
    def silent(_connection: socket.socket, _: bytes) -> None:
        server.wait(20)

    def drips(connection: socket.socket, _: bytes) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
        while not server.stopped:
            connection.sendall(b"a")
            server.wait(0.1)

    def drips_headers(connection: socket.socket, _: bytes) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nX-A: ")
        while not server.stopped:
            connection.sendall(b"a")
            server.wait(0.1)

    server.answers |= {"/silent": silent, "/drips": drips, "/headers": drips_headers}
    for path in server.answers:
        assert "did not answer in time" in refused(server.url + path, deadline=0.7)
