"""What quotation marks and brackets say: what is open, what may close, what the rest of a paragraph awaits."""

import re

CLOSERS = {"”": "“", "’": "‘", "》": "《", "）": "（", "」": "「", "』": "『", "】": "【", "〉": "〈", "〕": "〔"}
OPENERS = {opener: closer for closer, opener in CLOSERS.items()}
STOPS = "。，、；：！？"
SPEECH = f"：，。；！？”』」:,;!?… \t\u3000說说道稱称問问喊叫答言{''.join(OPENERS)}"
"""What stands before the opening mark of something said; before that of a term stands another word."""
_DEEPEST = 3

MISPLACED = 6.0
"""Cost in nats of a mark that cannot stand here: nothing to close, two stops in a row."""
CLOSES = 2.0
"""Gain of closing what is open; the model, which sees two characters, cannot know of it."""
UNCLOSED = 5.0
"""Cost of a paragraph that goes on to open again what is open, or to close what is not."""
LEFT_OPEN = 4.0
"""Cost of a paragraph that ends in a quotation; some do, where the next goes on with it."""

_MARK = re.compile(f"[{''.join(CLOSERS)}{''.join(OPENERS)}]|[?？](?=[?!,:;？！，：；])")


def follow(opened: str, char: str) -> str:
    """What is open after ``char`` if ``opened`` (innermost last) was before."""
    if char in OPENERS:
        return (opened + char)[-_DEEPEST:]
    if char in CLOSERS and CLOSERS[char] in opened:
        return opened[: opened.rindex(CLOSERS[char])]
    return opened


def misplaced(opened: str, last: str, char: str) -> float:
    """What speaks against (or for) the mark ``char`` after ``last`` with ``opened`` open."""
    if char in STOPS:
        return MISPLACED * (last in STOPS or last in OPENERS) if last else 0.0
    if char in CLOSERS:
        return -CLOSES if opened[-1:] == CLOSERS[char] else MISPLACED
    if char in OPENERS:
        return MISPLACED * (char in opened or (last not in STOPS and char in "‘『" and not opened))
    return MISPLACED * (last in STOPS) if last and char in "～·∶∵" else 0.0


def awaited(opened: str, text: str, at: int) -> float:
    """What the rest of the paragraph, from ``at``, says against ``opened``: up to its next mark, or next damage."""
    innermost = opened[-1:]
    found = _MARK.search(text, at, at + 500)
    if not found:
        return LEFT_OPEN * bool(innermost) * (at + 500 >= len(text))
    mark = found[0]
    if mark in CLOSERS:
        return UNCLOSED * (CLOSERS[mark] != innermost)
    return UNCLOSED * (mark == innermost)
