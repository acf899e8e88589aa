"""``python -m reader`` is ``duban``."""

from reader.cli import main

main(prog_name="duban")
