"""Where ``duban`` begins.

Opening the app is what must be fast, so the calls that do nothing else (``duban``, ``duban read TEXT`` and
``duban review``) go straight to it: the command line's parser costs 45 ms before anything is painted. Every other call
is the parser's.
"""

import gc
import sys


def main() -> None:
    """Run duban with the arguments of this process."""
    # Collecting while a thousand modules load finds nothing and takes a tenth of the start; the app turns it on again
    # once it has painted.
    gc.disable()
    match sys.argv[1:]:
        case []:
            _open(None)
        case ["read", text] if not text.startswith("-") or text == "-":
            _open(text)
        case ["review"]:
            _open(None, cards=True)
        case _:
            gc.enable()
            from reader.cli import main as command_line

            command_line(prog_name="duban")


def _open(text: str | None, *, cards: bool = False) -> None:
    from reader.errors import USER_ERRORS

    try:
        from reader.tui.app import run

        if cards:
            from reader.reviewing import Sitting

            sys.exit(run(None, lambda _session: Sitting()))
        sys.exit(run(text))
    except USER_ERRORS as error:
        print(f"duban: {error}", file=sys.stderr)
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(1)
