"""What an imported glossary leaves out is filled in: the other script by conversion, the reading by analysis."""

from functools import cached_property
from typing import TYPE_CHECKING

from glossary.errors import TermbaseError
from glossary.exchange.entry import GivenTerm
from reader.drafting import traditional
from texts.model import Paragraph

if TYPE_CHECKING:
    from reader.session import Session
    from reader.text.pipeline import Analyser


class SessionCompleter:
    """The session as :class:`glossary.exchange.plan.Completer`."""

    def __init__(self, session: "Session") -> None:
        self._session = session

    @cached_property
    def _analyser(self) -> "Analyser":
        return self._session.analyser("")

    def forms(self, given: GivenTerm) -> tuple[str, str]:
        """Both scripts of a name. A traditional form that is given stands as it is; so does a simplified one."""
        name = given.surface.strip()
        if not any(map(str.isalnum, name)):
            raise TermbaseError(f"“{name}” has no character that could be a term.")
        if given.hans:
            return given.hans, traditional(self._session, given.hans, given.hans)
        hans = self._session.in_script(name, "hans")
        return hans, given.hant or traditional(self._session, name, hans)

    def reading(self, hans: str, hant: str) -> tuple[tuple[str | None, ...], bool]:
        """The reading. Traditional characters tell apart what simplified ones have merged (幹 gan4, 乾 gan1)."""
        script, text = ("hans", hans) if hans == hant else ("hant", hant)
        tokens = self._analyser.annotate(0, Paragraph(text), script).tokens  # type: ignore[arg-type]
        return tuple(r for token in tokens for r in token.readings), any(token.doubtful for token in tokens)
