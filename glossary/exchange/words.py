"""Words by which other tools say what status a term has and what kind of form it is."""

import re

from glossary.model import FormKind, TermStatus

_STATUS: dict[str, TermStatus] = {
    **dict.fromkeys(
        ("preferred", "approved", "standard", "preferredterm", "首选", "首選", "推荐", "推薦"), "preferred"
    ),
    **dict.fromkeys(
        ("admitted", "admittedterm", "allowed", "alternative", "provisional", "new", "允许", "允許", "备选", "備選"),
        "admitted",
    ),
    **dict.fromkeys(
        (
            *("deprecated", "deprecatedterm", "superseded", "supersededterm", "forbidden", "notrecommended"),
            *("nonstandard", "obsolete", "prohibited", "rejected", "禁用", "弃用", "棄用", "不推荐", "不推薦"),
        ),
        "deprecated",
    ),
}
_KIND: dict[str, FormKind] = {
    **dict.fromkeys(("full", "fullform", "mainentryterm", "phrase", "全称", "全稱"), "full"),
    **dict.fromkeys(("variant", "synonym", "spellingvariant", "变体", "變體"), "variant"),
    **dict.fromkeys(
        ("abbreviation", "acronym", "shortform", "initialism", "abbreviatedform", "缩写", "縮寫", "简称", "簡稱"),
        "abbreviation",
    ),
}
_ENDING = re.compile(r"-admn-sts$")
_JOINTS = re.compile(r"[\s_\-]+")


def status_word(word: str) -> TermStatus | None:
    """``"preferredTerm-admn-sts"``, ``"approved"``, ``"Forbidden"`` as one of ours; None for no status."""
    return _STATUS.get(_plain(_ENDING.sub("", word.strip())))


def kind_word(word: str) -> FormKind | None:
    """``"fullForm"``, ``"acronym"`` as one of ours; None for no kind."""
    return _KIND.get(_plain(word))


def _plain(word: str) -> str:
    return _JOINTS.sub("", word).casefold()
