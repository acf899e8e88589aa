"""避头尾: which characters must not begin a line, and which must not end one.

After GB/T 15834—2011 and W3C's clreq, at its strictest level: —— and …… stay off the start of a line too.
"""

NOT_FIRST = frozenset(
    "，。、；：！？”’」』）》〉】〗〕｝］…—·～％‰℃°｡､〞〟‥–／"  # Chinese and full-width forms
    ",.;:!?)]}%/>"  # their ASCII likes, which damaged or pasted text is full of
    "\"'"  # straight quotes do not say which way they face: keep them with both neighbours
)
"""Characters that belong to what stands before them."""

NOT_LAST = frozenset("“‘「『（《〈【〖〔｛［〝￥＄＃([{<$£€¥#\"'")
"""Characters that belong to what stands after them."""


def hugs_previous(text: str) -> bool:
    """Whether ``text`` must not begin a line."""
    return text[:1] in NOT_FIRST


def holds_next(text: str) -> bool:
    """Whether ``text`` must not end a line."""
    return text[-1:] in NOT_LAST
