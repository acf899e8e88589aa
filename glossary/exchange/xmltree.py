"""XML read with bounds: no entity is declared or fetched, nothing is deeper or longer than a glossary or a translation
memory needs.

Expat alone, of the standard library; of the document only one element at a time is kept (:func:`parse`).
"""

from collections.abc import Callable, Iterator
from typing import Any
from xml.parsers import expat

from glossary.exchange.text import ExchangeError

_DEEPEST = 64
_LONGEST = 1_000_000
"""Code points of one element with all that is in it: no concept and no pair of sentences has as many."""


class Node:
    """An element: its local name, attributes by local name, children and text in order."""

    __slots__ = ("attributes", "line", "name", "parts")

    def __init__(self, name: str, attributes: dict[str, str], line: int) -> None:
        self.name = name
        self.attributes = attributes
        self.line = line
        self.parts: list[Node | str] = []

    @property
    def kind(self) -> str:
        """What it holds: its ``type`` (DCA style: ``<descrip type="definition">``), else its name (DCT style:
        ``<basic:definition>``)."""
        return self.attributes.get("type") or self.name

    @property
    def children(self) -> Iterator["Node"]:
        return (part for part in self.parts if isinstance(part, Node))

    @property
    def text(self) -> str:
        """All text in it, runs of space as one."""
        return " ".join("".join(self._texts()).split())

    def _texts(self) -> Iterator[str]:
        for part in self.parts:
            if isinstance(part, Node):
                yield from part._texts()
            else:
                yield part

    def inside(self) -> Iterator["Node"]:
        """Every element in it, in order, to any depth."""
        for child in self.children:
            yield child
            yield from child.inside()


class _Parser:
    def __init__(self, name: str, wanted: frozenset[str], take: Callable[[Node], None]) -> None:
        self.root: Node | None = None
        self._name = name
        self._wanted = wanted
        self._take = take
        self._open: list[Node] = []
        self._depth = 0
        self._size = 0
        self._expat = expat.ParserCreate(namespace_separator=" ")
        self._expat.buffer_text = True
        self._expat.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
        self._expat.StartElementHandler = self._start
        self._expat.EndElementHandler = self._end
        self._expat.CharacterDataHandler = self._characters
        self._expat.EntityDeclHandler = self._entity
        self._expat.SkippedEntityHandler = self._skipped
        self._expat.ExternalEntityRefHandler = self._external

    def parse(self, data: bytes) -> None:
        try:
            self._expat.Parse(data, True)
        except expat.ExpatError as error:
            raise ExchangeError(
                f"{self._name}, line {error.lineno}: this is not valid XML ({expat.ErrorString(error.code)})."
            ) from error
        except (LookupError, ValueError) as error:  # an encoding that Python does not know
            raise ExchangeError(f"{self._name} is in an encoding that cannot be read; save it as UTF-8.") from error

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise ExchangeError(f"{self._name}, line {self._line}: the XML is nested deeper than such files are.")
        local = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
        node = Node(name.rpartition(" ")[2], local, self._line)
        if self.root is None:
            self.root = node
        if self._open:
            self._open[-1].parts.append(node)
        if self._open or node.name in self._wanted:
            self._open.append(node)
            self._grow(1)

    def _end(self, _: str) -> None:
        self._depth -= 1
        if self._open:
            node = self._open.pop()
            if not self._open:
                self._size = 0
                self._take(node)

    def _characters(self, text: str) -> None:
        if self._open:
            self._open[-1].parts.append(text)
            self._grow(len(text))

    def _grow(self, by: int) -> None:
        self._size += by
        if self._size > _LONGEST:
            raise ExchangeError(f"{self._name}, line {self._line}: one entry has more than {_LONGEST:,} characters.")

    def _entity(self, *_: Any) -> None:
        raise ExchangeError(
            f"{self._name}, line {self._line}: the XML declares entities, which duban does not read; have them "
            "replaced by what they stand for."
        )

    def _skipped(self, name: str, _: bool) -> None:
        raise ExchangeError(f"{self._name}, line {self._line}: the entity “{name}” is declared nowhere in the file.")

    def _external(self, *_: Any) -> int:
        return 1  # an outer DTD is neither needed nor fetched

    @property
    def _line(self) -> int:
        return self._expat.CurrentLineNumber


def parse(data: bytes, name: str, wanted: frozenset[str], take: Callable[[Node], None]) -> Node:
    """Read a document; ``take`` gets every element of a name in ``wanted``, whole. Returns the root, without content.

    Raises ExchangeError, which names the line.
    """
    parser = _Parser(name, wanted, take)
    parser.parse(data)
    assert parser.root is not None  # expat demands one
    return parser.root
