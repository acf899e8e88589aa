"""``python -m tests.bench paint``, ``… accuracy DATA_DIR`` and ``… export TEXT [NODE_MODULES]``."""

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
        case ["export", *rest] if rest:
            from tests.bench.export import main as export

            export(rest)
        case _:
            print(__doc__, file=sys.stderr)
            sys.exit(2)


run()
