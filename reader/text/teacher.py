"""Running text as wapic cuts it (PyPI, MIT; a linear-chain CRF of 50 MB), from which our own tables learn.

It is needed to build them, and not to use them.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from reader.text.script import fold


def cut_lines(lines: Iterable[str]) -> Iterator[tuple[str, list[str]]]:
    """Each line folded to simplified characters, and its words."""
    import wapic

    teacher = wapic.Segmenter()
    for line in lines:
        text = fold(line.strip())
        yield text, teacher.segment(text)


def cuts(path: Path) -> Iterator[list[str]]:
    """The words of each line of a file."""
    return (words for _, words in cut_lines(path.read_text(encoding="utf-8").splitlines()))
