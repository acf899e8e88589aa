"""``python -m tests.bench paint`` and ``python -m tests.bench accuracy DATA_DIR``."""

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
        case _:
            print(__doc__, file=sys.stderr)
            sys.exit(2)


run()
