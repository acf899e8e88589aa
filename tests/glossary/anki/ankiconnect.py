"""A server that speaks AnkiConnect's protocol as the add-on does (version 6 of its API), and servers that do not."""

import json
import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class Desk:
    """An Anki with its notes; each action answers as AnkiConnect's does."""

    def __init__(self) -> None:
        self.version = 6
        self.key = ""
        self.decks: dict[str, int] = {"Default": 1}
        self.models: dict[str, dict[str, Any]] = {"Basic": {"inOrderFields": ["Front", "Back"]}}
        self.notes: dict[int, dict[str, Any]] = {}
        self.refused: set[str] = set()
        """Values of first fields that ``addNote`` and ``updateNoteFields`` choke on."""
        self.without: set[str] = set()
        """Actions that this version of the add-on lacks."""
        self.lenient = False
        """Whether ``addNotes`` adds what it can."""
        self.asked: list[str] = []

    def answer(self, request: Mapping[str, Any]) -> object:
        action = request.get("action", "")
        try:
            if self.key and request.get("key") != self.key and action != "requestPermission":
                raise ValueError("valid api key must be provided")
            method: Callable[..., Any] | None = getattr(self, f"do_{action}", None)
            self.asked.append(action)
            if method is None or action in self.without:
                raise ValueError("unsupported action")
            result = method(**request.get("params", {}))
        except (ValueError, TypeError, KeyError) as error:
            return {"result": None, "error": str(error)}
        return {"result": result, "error": None} if request.get("version", 4) > 4 else result

    def do_version(self) -> int:
        return self.version

    def do_multi(self, actions: list[dict[str, Any]]) -> list[object]:
        return [self.answer(action) for action in actions]

    def do_createDeck(self, deck: str) -> int:  # noqa: N802
        return self.decks.setdefault(deck, 1_500_000_000_000 + len(self.decks))

    def do_modelNames(self) -> list[str]:  # noqa: N802
        return list(self.models)

    def do_createModel(self, modelName: str, inOrderFields: list[str], **more: Any) -> dict[str, Any]:  # noqa: N802, N803
        if modelName in self.models:
            raise ValueError("Model name already exists")
        if not inOrderFields or not more.get("cardTemplates"):
            raise ValueError("Must provide at least one field for inOrderFields")
        self.models[modelName] = {"inOrderFields": inOrderFields, **more}
        return {"name": modelName}

    def do_modelFieldNames(self, modelName: str) -> list[str]:  # noqa: N802, N803
        if modelName not in self.models:
            raise ValueError(f"model was not found: {modelName}")
        return list(self.models[modelName]["inOrderFields"])

    def do_findNotes(self, query: str) -> list[int]:  # noqa: N802
        name = query.removeprefix('note:"').removesuffix('"')
        return [identity for identity, note in self.notes.items() if note["modelName"] == name]

    def do_notesInfo(self, notes: list[int]) -> list[dict[str, Any]]:  # noqa: N802
        return [self._info(identity) for identity in notes]

    def _info(self, identity: int) -> dict[str, Any]:
        note = self.notes.get(identity)
        if note is None:
            return {}
        fields = {name: {"value": value, "order": n} for n, (name, value) in enumerate(note["fields"].items())}
        return {
            "noteId": identity,
            "modelName": note["modelName"],
            "tags": note["tags"],
            "fields": fields,
            "cards": [1],
        }

    def _duplicate(self, note: Mapping[str, Any]) -> bool:
        first = next(iter(note["fields"].values()))
        same = (other for other in self.notes.values() if other["modelName"] == note["modelName"])
        return not first or any(next(iter(other["fields"].values())) == first for other in same)

    def do_canAddNotes(self, notes: list[dict[str, Any]]) -> list[bool]:  # noqa: N802
        return [not self._duplicate(note) for note in notes]

    def do_addNote(self, note: dict[str, Any]) -> int:  # noqa: N802
        if note["deckName"] not in self.decks:
            raise ValueError(f"deck was not found: {note['deckName']}")
        if list(note["fields"]) != self.do_modelFieldNames(note["modelName"]):
            raise ValueError("cannot create note because it is empty")
        if self._duplicate(note) and not note["options"]["allowDuplicate"]:
            raise ValueError("cannot create note because it is a duplicate")
        if next(iter(note["fields"].values())) in self.refused:
            raise ValueError("cannot create note for unknown reason")
        identity = 1_700_000_000_000 + len(self.asked)
        self.notes[identity] = {**note, "fields": dict(note["fields"]), "tags": list(note["tags"])}
        return identity

    def do_addNotes(self, notes: list[dict[str, Any]]) -> list[int | None]:  # noqa: N802
        """All or none, as the add-on has it since 2024; before, those that go, and null for others."""
        before = dict(self.notes)
        found: list[int | None] = []
        errors = []
        for note in notes:
            self.asked.append("")
            try:
                found.append(self.do_addNote(note))
            except ValueError as error:
                errors.append(str(error))
                found.append(None)
        if errors and not self.lenient:
            self.notes = before
            raise ValueError(str(errors))
        return found

    def do_updateNoteFields(self, note: dict[str, Any]) -> None:  # noqa: N802
        there = self.notes.get(note["id"])
        if there is None:
            raise ValueError(f"note was not found: {note['id']}")
        if there["fields"]["TermId"] in self.refused:
            raise ValueError("the note is being edited")
        for name, value in note["fields"].items():
            if name in there["fields"]:
                there["fields"][name] = value

    def do_addTags(self, notes: list[int], tags: str) -> None:  # noqa: N802
        for identity in notes:
            self.notes[identity]["tags"] += tags.split()


Respond = Callable[[bytes], tuple[int, bytes]]


@contextmanager
def serving(respond: Respond) -> Iterator[str]:
    """An HTTP server on a port of its own; yields its address."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            status, data = respond(body)
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def ankiconnect(desk: Desk) -> Respond:
    return lambda body: (200, json.dumps(desk.answer(json.loads(body))).encode())


@contextmanager
def silent(dribble: bytes = b"") -> Iterator[str]:
    """A port that takes calls and never answers, or sends these bytes again and again, slowly."""
    over = threading.Event()
    listener = socket.create_server(("127.0.0.1", 0))
    listener.settimeout(0.05)
    callers: list[socket.socket] = []

    def take() -> None:
        while not over.is_set():
            with suppress(TimeoutError):
                callers.append(listener.accept()[0])
            for caller in callers if dribble else ():
                with suppress(OSError):
                    caller.sendall(dribble)

    thread = threading.Thread(target=take)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        over.set()
        thread.join()
        for caller in callers:
            caller.close()
        listener.close()


def closed_port() -> str:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return f"http://127.0.0.1:{listener.getsockname()[1]}"
