"""A table of contents that stands in a text, as documents print it: the titles are the text's headings already."""

import re
from collections.abc import Iterable, Iterator

from texts.model import Paragraph

_NAMES = frozenset({"目录", "目錄", "目次", "contents", "tableofcontents"})
_SQUEEZED = re.compile(r"[\s.．·…‥|]+|\d+\s*$")
_MOST = 300
_LONGEST = 60
"""Characters of a title."""
_FEWEST = 2


def without_contents(paragraphs: Iterable[Paragraph]) -> Iterator[Paragraph]:
    """The paragraphs without 目录 and the titles below it, if the first of them comes again further on, as the title of
    what it leads to. What lacks that is given out as it is."""
    source = iter(paragraphs)
    for paragraph in source:
        if squeezed(paragraph.text).lower() not in _NAMES:
            yield paragraph
            continue
        held = [paragraph]
        first = ""
        for following in source:
            title = squeezed(following.text)
            if first and title == first and len(held) > _FEWEST:
                held = [following]
                break
            held.append(following)
            first = first or title
            if len(held) > _MOST or len(following.text) > _LONGEST:
                break
        yield from held


def squeezed(title: str) -> str:
    """A title without spaces, leading dots and page number."""
    return _SQUEEZED.sub("", title)
