"""Argos Translate, an engine on this computer (the extra ``local``). Nothing is downloaded here."""

from typing import Any

from reader.engines.model import CallError, RefusalError, SourceLanguage, TroubleError

_CODES = {"zh-Hans": ("zh",), "zh-Hant": ("zt", "zh")}


class ArgosEngine:
    """Implements ``model.Engine``."""

    def __init__(self, source: SourceLanguage) -> None:
        self._source = source
        self._translation: Any = None
        self._simplifies = False

    def translate(self, text: str) -> object:
        try:
            if self._translation is None:
                self._translation = self._found()
            if self._simplifies:
                from reader.text.script import to_simplified

                text = to_simplified(text)
            return self._translation.translate(text)
        except CallError:
            raise
        except Exception as error:  # whatever its own engines come up with
            raise TroubleError(f"has trouble of its own: {type(error).__name__}") from error

    def _found(self) -> Any:
        try:
            from argostranslate import translate
        except ImportError as error:
            raise RefusalError("is not installed: pip install 'duban[local]'") from error
        installed = {language.code: language for language in translate.get_installed_languages()}
        english = installed.get("en")
        for code in _CODES[self._source]:
            if code in installed and english is not None:
                found = installed[code].get_translation(english)
                if found is not None:
                    self._simplifies = self._source == "zh-Hant" and code == "zh"
                    return found
        raise RefusalError("has no model from Chinese to English: argospm install translate-zh_en")


def is_installed() -> bool:
    """Whether the package is there; it is not imported, which takes seconds."""
    from importlib.util import find_spec

    return find_spec("argostranslate") is not None
