"""The table ``[translate]`` of ``settings.toml``, checked, and what the environment says beside it."""

import os
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from msgspec import Struct

from reader.engines.argos import is_installed
from reader.engines.catalogue import PROVIDERS, VARIABLES
from reader.engines.model import Provider, TranslationError
from reader.errors import SettingsError

_USUAL = ("google", "mymemory")
"""Those that want no key."""
ORDER_VARIABLE = "DUBAN_TRANSLATE"
"""Providers with commas between them, in the place of ``translate.providers``."""
_FLAGS = ("automatic", "offline", "protect_terms")
_LEAST_SECONDS, _MOST_SECONDS = 1, 600


class TranslateSettings(Struct, frozen=True):
    """What the user has set about machine translation."""

    providers: tuple[str, ...] = _USUAL
    """In the order in which they are tried."""
    automatic: bool = False
    """The reader has missing English translated as one comes to it."""
    offline: bool = False
    """The network is never used."""
    protect_terms: bool = True
    deadline: float = 30.0
    """Seconds for one call."""
    options: Mapping[str, Mapping[str, str]] = MappingProxyType({})
    """By provider: what it needs and takes."""

    def lacking(self, provider: Provider) -> tuple[str, ...]:
        """What a provider needs and does not have."""
        given = self.options.get(provider.name, {})
        return tuple(name for name in provider.needs if not given.get(name))

    def chosen(self) -> tuple[Provider, ...]:
        """The providers, in order; TranslationError where one lacks what it needs."""
        for name in self.providers:
            provider = PROVIDERS[name]
            lacking = self.lacking(provider)
            if lacking:
                wanted = " and ".join(lacking)
                variables = [VARIABLES[name, one] for one in lacking if (name, one) in VARIABLES]
                instead = f", or {' and '.join(variables)} in the environment" if variables else ""
                raise TranslationError(
                    f"{provider.label} needs {wanted}: set it under [translate.{name}] in settings.toml{instead}."
                )
        return tuple(PROVIDERS[name] for name in self.providers)

    def ready(self) -> tuple[Provider, ...]:
        """Every service that has what it needs, those of the user's order first."""
        order = dict.fromkeys([*self.providers, *PROVIDERS])
        return tuple(
            provider
            for provider in map(PROVIDERS.__getitem__, order)
            if not self.lacking(provider) and (not provider.is_local or is_installed())
        )

    def host(self, provider: Provider) -> str:
        """Where a provider's text goes."""
        url = self.options.get(provider.name, {}).get("url", "")
        if url:
            return url.split("://")[-1].split("/")[0].split("@")[-1]
        if provider.name == "deepl" and self.options.get("deepl", {}).get("key", "").endswith(":fx"):
            return "api-free.deepl.com"
        return provider.host


def translate_settings(
    table: Mapping[str, Any], path: Path, environment: Mapping[str, str] = os.environ
) -> TranslateSettings:
    """Check the table [translate] of the settings at ``path``. Raises SettingsError, which names the setting."""
    given: dict[str, Any] = {}
    options: dict[str, dict[str, str]] = {}
    for name, value in table.items():
        if name in PROVIDERS and isinstance(value, dict):
            options[name] = _options(name, value, path)
        elif name in _FLAGS:
            if not isinstance(value, bool):
                raise SettingsError(f"{path}: translate.{name} must be true or false.")
            given[name] = value
        elif name == "deadline":
            number = isinstance(value, int | float) and not isinstance(value, bool)
            if not number or not _LEAST_SECONDS <= value <= _MOST_SECONDS:
                raise SettingsError(
                    f"{path}: translate.deadline must be seconds, from {_LEAST_SECONDS} to {_MOST_SECONDS}."
                )
            given["deadline"] = float(value)
        elif name == "providers":
            if not isinstance(value, list) or not value or not all(one in PROVIDERS for one in value):
                raise SettingsError(f"{path}: translate.providers must be a list of {', '.join(PROVIDERS)}.")
            given["providers"] = tuple(dict.fromkeys(value))
        else:
            known = ["providers", *_FLAGS, "deadline", *(f"[translate.{one}]" for one in PROVIDERS)]
            raise SettingsError(f"{path}: there is no setting “translate.{name}”; there are {', '.join(known)}.")
    for (provider, name), variable in VARIABLES.items():
        value = environment.get(variable, "").strip()
        if value:
            options.setdefault(provider, {}).setdefault(name, value)
    order = [name.strip() for name in environment.get(ORDER_VARIABLE, "").split(",") if name.strip()]
    if order:
        unknown = [name for name in order if name not in PROVIDERS]
        if unknown:
            raise SettingsError(
                f"{ORDER_VARIABLE} names “{unknown[0]}”, which is no provider; there are {', '.join(PROVIDERS)}."
            )
        given["providers"] = tuple(dict.fromkeys(order))
    return TranslateSettings(**given, options=MappingProxyType(options))


def _options(provider: str, table: Mapping[str, Any], path: Path) -> dict[str, str]:
    known = dict.fromkeys([*PROVIDERS[provider].needs, *PROVIDERS[provider].takes, "url"])
    for name, value in table.items():
        if name not in known:
            raise SettingsError(
                f"{path}: there is no setting “translate.{provider}.{name}”; there are {', '.join(known)}."
            )
        if not isinstance(value, str):
            raise SettingsError(f"{path}: translate.{provider}.{name} must be a text in quotes.")
    url = table.get("url", "")
    if url and not url.startswith(("http://", "https://")):
        raise SettingsError(f"{path}: translate.{provider}.url must begin with http:// or https://.")
    return {name: value.strip() for name, value in table.items()}
