"""``python -m reader`` is ``duban``."""

from reader.start import main

main()
