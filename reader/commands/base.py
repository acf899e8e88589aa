"""What commands have in common: a session that is closed again, failing with one sentence, JSON."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, NoReturn

import click

if TYPE_CHECKING:
    from reader.session import Session


def fail(sentence: str) -> NoReturn:
    """End with exit code 1 and one line on stderr."""
    say(f"duban: {sentence}")
    sys.exit(1)


def say(words: str) -> None:
    """Words for the user, on stderr."""
    print(words, file=sys.stderr)


def echo_json(value: object) -> None:
    """A value as indented JSON on stdout."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=1))


@contextmanager
def open_session() -> Iterator["Session"]:
    """A session for one command."""
    from reader.session import Session

    session = Session.open(announce=say, insist=True)
    try:
        yield session
    finally:
        session.close()
