"""Template, style and script of a page: ours, or those of the user's folder that have the same names.

A page.html of theirs may begin with ``{% extends "duban/page.html" %}`` and replace blocks of ours; extra.css is added
behind the style. The page's Content-Security-Policy names the digests of exactly these two, and nothing else may run.
"""

import base64
import hashlib
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PackageLoader, PrefixLoader, StrictUndefined
from jinja2 import TemplateError as JinjaError
from markupsafe import Markup

from reader.errors import ReaderError
from reader.export.escape import escape

_CLOSING = re.compile(r"</\s*(?:script|style)|<!--|<script", re.IGNORECASE)


class TemplateError(ReaderError):
    """A template of the user's is wrong; the sentence names the file."""


class Template:
    """A page's template with its style and script."""

    def __init__(self, folder: Path | None = None) -> None:
        """``folder``: where the user keeps files that take the place of ours."""
        if folder is not None and not folder.is_dir():
            raise TemplateError(f"{folder} is no folder; --template wants one with page.html, page.css or page.js.")
        self._folder = folder
        ours = PackageLoader("reader.export", "assets")
        own = [FileSystemLoader(folder)] if folder is not None else []
        self._environment = Environment(
            loader=ChoiceLoader([*own, ours, PrefixLoader({"duban": ours})]),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            # Whatever a template prints passes our door too, the user's template included.
            finalize=lambda value: escape(value) if isinstance(value, str) and not isinstance(value, Markup) else value,
        )
        self.style = self._asset("page.css")
        if folder is not None and (folder / "extra.css").is_file():
            self.style += "\n" + self._asset("extra.css")
        self.script = self._asset("page.js")

    @property
    def policy(self) -> str:
        """The Content-Security-Policy: our style and script, and nothing from anywhere."""
        return (
            f"default-src 'none'; style-src '{_digest(self.style)}'; script-src '{_digest(self.script)}'; "
            "base-uri 'none'; form-action 'none'"
        )

    def write(self, values: dict[str, Any]) -> Iterator[str]:
        """The page, part by part."""
        try:
            template = self._environment.get_template("page.html")
            yield from template.generate(
                values | {"style": Markup(self.style), "code": Markup(self.script), "policy": self.policy}
            )
        except JinjaError as error:
            line = getattr(error, "lineno", None)
            where = f"{getattr(error, 'name', None) or 'page.html'}{f', line {line}' if line else ''}"
            raise TemplateError(f"The template is wrong ({where}): {error.message}.") from error

    def _asset(self, name: str) -> str:
        loader = self._environment.loader
        assert loader is not None
        try:
            text = loader.get_source(self._environment, name)[0]
        except UnicodeDecodeError as error:
            raise TemplateError(f"The template's {name} is not UTF-8.") from error
        text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
        if self._folder is None or not (self._folder / name).is_file():  # ours
            text = slim_style(text) if name.endswith(".css") else slim_script(text)
        if found := _CLOSING.search(text):
            raise TemplateError(f"The template's {name} must not contain “{found.group()}”: it would end there.")
        return text


@lru_cache(maxsize=1)
def _ours() -> Template:
    return Template()


def template_in(folder: Path | None) -> Template:
    """The template with what a folder of the user's has; ours, compiled once, without one."""
    return _ours() if folder is None else Template(folder)


def slim_style(text: str) -> str:
    """Our style without its comments and needless white space."""
    parts = re.split(r'("[^"]*")', _COMMENT.sub("", text))
    parts[::2] = [re.sub(r"(?<=[\w-]):\s+", ":", re.sub(r"\s*([{};,])\s*|\s+(?=\s)", r"\1", p)) for p in parts[::2]]
    return "".join(parts).replace(";}", "}")


def slim_script(text: str) -> str:
    """Our script without indentation and whole lines of comment; no string of it goes over several lines."""
    lines = (line.strip() for line in text.split("\n"))
    return "\n".join(line for line in lines if line and not line.startswith("//"))


_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
