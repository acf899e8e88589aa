"""``python -m tests.bench`` and ``paint``, ``study``, ``accuracy DIR``, ``scripts HELD_OUT FILE…``,
``discovery [FILE…]``, ``alignment [FOLDER]``, ``library [TEXTS]`` or ``export TEXT [MODULES]``."""

import sys
from pathlib import Path


def run() -> None:
    match sys.argv[1:]:
        case ["paint", *rest]:
            from tests.bench.paint import main

            main(rest)
        case ["accuracy", folder]:
            from tests.bench.accuracy import main as accuracy

            accuracy(Path(folder))
        case ["scripts", held_out, *rest] if rest:
            from tests.bench.accuracy import round_trip

            round_trip(Path(held_out), *map(Path, rest))
        case ["export", *rest] if rest:
            from tests.bench.export import main as export

            export(rest)
        case ["study", *rest]:
            from tests.bench.study import main as study

            study(rest)
        case ["library", *rest]:
            from tests.bench.library import run as library

            library(rest)
        case ["alignment", *rest]:
            from tests.bench.alignment import main as alignment

            alignment(rest)
        case ["discovery", *rest]:
            from tests.bench.discovery import main as discovery

            discovery(rest)
        case _:
            print(__doc__, file=sys.stderr)
            sys.exit(2)


run()
