"""A call that may never come back, made so that nobody has to wait for it."""

import queue
import threading
import time
from collections.abc import Callable
from typing import TypeVar

from reader.engines.model import CancelledCallError, SilenceError

POLL_SECONDS = 0.05
"""How soon a wish to cancel is noticed."""

Answer = TypeVar("Answer")


def call(work: Callable[[], Answer], deadline: float, cancelled: Callable[[], bool]) -> Answer:
    """What ``work`` returns, or what it raises.

    It runs in a thread of its own, which is left to itself once the deadline (seconds) has passed (SilenceError) or the
    answer is not wanted any more (CancelledCallError). As a daemon that thread does not keep the program from ending,
    as those of a pool would.
    """
    box: queue.SimpleQueue[tuple[Answer | None, BaseException | None]] = queue.SimpleQueue()

    def run() -> None:
        try:
            box.put((work(), None))
        except BaseException as error:
            box.put((None, error))

    threading.Thread(target=run, name="duban call", daemon=True).start()
    until = time.monotonic() + deadline
    while True:
        if cancelled():
            raise CancelledCallError
        left = until - time.monotonic()
        if left <= 0:
            raise SilenceError("did not answer in time")
        try:
            answer, error = box.get(timeout=min(POLL_SECONDS, left))
        except queue.Empty:
            continue
        if error is not None:
            raise error
        return answer  # type: ignore[return-value]


def wait(seconds: float, cancelled: Callable[[], bool]) -> None:
    """Sleep, unless somebody cancels."""
    until = time.monotonic() + seconds
    while (left := until - time.monotonic()) > 0:
        if cancelled():
            raise CancelledCallError
        time.sleep(min(POLL_SECONDS, left))
