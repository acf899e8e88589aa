"""AnkiConnect, the add-on through which a running Anki is spoken to: one POST of JSON for each action, version 6.

Every call ends by a deadline, whatever the other side does; its answer is read within bounds.
"""

import contextlib
import http.client
import json
import socket
import threading
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final
from urllib.parse import urlsplit

from glossary.anki.model import AnkiError

URL: Final = "http://127.0.0.1:8765"
VERSION: Final = 6
_LARGEST: Final = 256 * 1024 * 1024
"""Bytes of an answer."""


class RefusalError(AnkiError):
    """Anki was there and said no."""


class AnkiConnect:
    """A running Anki. Raises AnkiError for whatever is not an answer."""

    def __init__(self, url: str = URL, key: str = "", deadline: float = 10.0) -> None:
        """``deadline``: seconds that a call may take in all."""
        self.url = url
        self._key = key
        self._deadline = deadline
        try:
            parts = urlsplit(url)
            port = parts.port
        except ValueError as error:
            raise AnkiError(f"“{url}” is no address ({error}); it looks like {URL}.") from error
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise AnkiError(f"“{url}” is no address of AnkiConnect; it looks like {URL}.")
        self._make: Callable[[], http.client.HTTPConnection] = lambda: (
            http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
        )(parts.hostname or "", port, timeout=deadline)
        self._path = parts.path or "/"

    def check(self) -> None:
        """Raises AnkiError unless an AnkiConnect answers that speaks our version."""
        version = self.ask("version")
        if not isinstance(version, int) or isinstance(version, bool):
            raise AnkiError(f"What answers at {self.url} is not AnkiConnect: it has no version.")
        if version < VERSION:
            raise AnkiError(
                f"AnkiConnect at {self.url} speaks version {version}, but {VERSION} is needed; update the add-on."
            )

    def ask(self, action: str, **params: Any) -> Any:
        """The result of one action."""
        answer = self._post({"action": action, "version": VERSION, "params": params} | self._auth())
        return self._result(answer, action)

    def ask_many(self, action: str, params: Sequence[Mapping[str, Any]]) -> list[Any]:
        """The results of one action with many parameters; a RefusalError stands for each that Anki refused.

        One call for all: Anki looks for new calls 40 times a second, and no oftener.
        """
        if not params:
            return []
        actions = [{"action": action, "version": VERSION, "params": one} | self._auth() for one in params]
        try:
            answers = self.ask("multi", actions=actions)
        except RefusalError:
            return [self._tried(action, one) for one in params]
        if not isinstance(answers, list) or len(answers) != len(params):
            raise AnkiError(f"Anki at {self.url} gave no answer to each of {len(params)} requests ({action}).")
        return [self._checked(answer, action) for answer in answers]

    def _tried(self, action: str, params: Mapping[str, Any]) -> Any:
        try:
            return self.ask(action, **params)
        except RefusalError as refusal:
            return refusal

    def _checked(self, answer: object, action: str) -> Any:
        try:
            return self._result(answer, action)
        except RefusalError as refusal:
            return refusal

    def _auth(self) -> dict[str, str]:
        return {"key": self._key} if self._key else {}

    def _result(self, answer: object, action: str) -> Any:
        if not isinstance(answer, dict) or not {"result", "error"} <= answer.keys():
            raise AnkiError(f"What answers at {self.url} is not AnkiConnect; is that its address?")
        if answer["error"] is not None:
            said = str(answer["error"])
            if "api key" in said.lower():
                raise AnkiError(f"AnkiConnect at {self.url} asks for its key: give it with --key.")
            raise RefusalError(f"Anki says of {action}: {said.strip().rstrip('.')[:300]}.")
        return answer["result"]

    def _post(self, request: Mapping[str, Any]) -> Any:
        body = json.dumps(request).encode()
        connection = self._make()
        late = threading.Event()

        def give_up() -> None:
            late.set()
            _shut(connection)

        alarm = threading.Timer(self._deadline, give_up)
        alarm.daemon = True
        alarm.start()
        try:
            connection.request("POST", self._path, body, {"Content-Type": "application/json"})
            response = connection.getresponse()
            data = response.read(_LARGEST + 1)
            status = response.status
        except (OSError, http.client.HTTPException) as error:
            raise self._unheard(error, late.is_set()) from error
        finally:
            alarm.cancel()
            connection.close()
        if late.is_set():
            raise self._unheard(TimeoutError(), True)
        if status != 200:
            raise AnkiError(f"What answers at {self.url} refuses (HTTP {status}); is AnkiConnect at this address?")
        try:
            if len(data) > _LARGEST:
                raise ValueError
            return json.loads(data)
        except (ValueError, RecursionError) as error:
            raise AnkiError(f"What answers at {self.url} is not AnkiConnect: it does not send JSON.") from error

    def _unheard(self, error: Exception, late: bool) -> AnkiError:
        if late or isinstance(error, TimeoutError):
            return AnkiError(
                f"Anki at {self.url} has not answered within {self._deadline:g} seconds; does it show a question?"
            )
        return AnkiError(
            f"No Anki answers at {self.url}. Start Anki with the add-on AnkiConnect, or make a file with "
            "`duban cards export cards.apkg`."
        )


def _shut(connection: http.client.HTTPConnection) -> None:
    if connection.sock is not None:
        with contextlib.suppress(OSError):
            connection.sock.shutdown(socket.SHUT_RDWR)
