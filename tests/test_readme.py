"""README says what is."""

import re
from pathlib import Path

from textual.binding import Binding

from reader.tui.keys import CANDIDATES, GLOSSARY, GROUPS, LIBRARY, READING, REVIEW
from reader.tui.widgets.key_bar import KeyNames

README = Path(__file__).resolve().parent.parent / "README.md"
_AS_IN_THE_TEXT = {
    "page_down",
    "page_up",
    "top",
    "bottom",
    "script",
    "copy",
    "help",
    "palette",
    "close",
    "quit",
    "style",
    "colours",
}
"""Keys of the other screens that do what they do in the text."""
_PLACE = re.compile(r"(<!-- keys -->\n).*?(<!-- /keys -->)", re.DOTALL)


def key_table() -> str:
    """The keys as a Markdown table, from the bindings themselves."""
    rows = ["| Keys | Does | Name in `[keys]` |", "|---|---|---|"]
    for group in GROUPS:
        rows.append(f"| | **{group.description}** | |")
        rows += [_row(binding) for binding in READING if binding.group == group]
    rows.append("| | **In the glossary** | |")
    rows += [_row(binding) for binding in GLOSSARY if binding.id not in _AS_IN_THE_TEXT]
    rows.append("| | **In the library** | |")
    rows += [_row(binding) for binding in LIBRARY if binding.id not in _AS_IN_THE_TEXT]
    rows.append("| | **In the flashcards** | |")
    rows += [_row(binding) for binding in REVIEW if binding.id not in _AS_IN_THE_TEXT]
    rows.append("| | **Among candidates** | |")
    rows += [_row(binding) for binding in CANDIDATES if binding.id not in _AS_IN_THE_TEXT]
    return "\n".join(rows) + "\n"


def _row(binding: Binding) -> str:
    names = KeyNames()
    keys = " ".join(f"`{names.key(key)}`" for key in binding.key.split(","))
    note = f". {binding.tooltip}" if binding.tooltip else ""
    return f"| {keys} | {binding.description}{note} | `{binding.id}` |"


def with_keys(readme: str) -> str:
    return _PLACE.sub(lambda match: match[1] + key_table() + match[2], readme)


def test_the_key_table_is_that_of_the_bindings() -> None:
    """``python -m tests.test_readme`` writes it anew."""
    readme = README.read_text(encoding="utf-8")
    assert with_keys(readme) == readme


def test_its_pictures_are_there() -> None:
    for picture in re.findall(r"\]\((docs/[^)]+)\)", README.read_text(encoding="utf-8")):
        assert (README.parent / picture).is_file()


if __name__ == "__main__":
    README.write_text(with_keys(README.read_text(encoding="utf-8")), encoding="utf-8")
