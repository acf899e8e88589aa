"""A page in real Chromium, as a reader handles it. Tests ask this; only this knows selectors."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

_LINES = """(id) => {
  const lines = new Map();
  const walker = document.createTreeWalker(document.getElementById(id), NodeFilter.SHOW_TEXT, (node) =>
    node.parentNode.closest("rt, rp, .en, .ask") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    for (let i = 0; i < node.length; i++) {
      const range = document.createRange();
      range.setStart(node, i);
      range.setEnd(node, i + 1);
      const box = range.getBoundingClientRect();
      if (!box.width) continue;
      const line = [...lines.keys()].find((y) => Math.abs(y - box.bottom) < 12) ?? box.bottom;
      lines.set(line, (lines.get(line) ?? "") + node.data[i]);
    }
  }
  return [...lines.values()];
}"""
_TORN = """() => [...document.querySelectorAll("article ruby > b")].filter((word) =>
  new Set([...word.getClientRects()].filter((box) => box.width).map((box) => Math.round(box.bottom / 8))).size > 1
).map((word) => word.textContent)"""


class Reader:
    """An opened page. ``requests`` and ``complaints`` grow with everything that was asked for or went wrong."""

    def __init__(self, page: "Page") -> None:
        self.page = page
        self.requests: list[str] = []
        self.complaints: list[str] = []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("console", lambda message: self.complaints.append(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("dialog", self._dismiss)

    def _dismiss(self, dialog: Any) -> None:
        self.complaints.append("a dialog")
        dialog.dismiss()

    def open(self, file: Path) -> "Reader":
        self.page.goto(file.as_uri())
        if self.page.locator("html.js").count():
            # What is in the window has been seen, and so is dressed as soon as a switch asks for it.
            self.page.locator("[data-tagged]").first.wait_for(state="attached")
        return self

    # Switches

    def switch(self, name: str, value: str) -> None:
        """Click a switch of the bar, which a narrow window keeps behind a button."""
        self.open_panel()
        self.page.locator(f'#bar input[name="{name}"][value="{value}"]').click(force=True)

    def open_panel(self) -> None:
        toggle = self.page.locator("#bar .toggle")
        if toggle.is_visible() and toggle.get_attribute("aria-expanded") == "false":
            toggle.click()

    def state(self, name: str) -> str | None:
        return self.page.evaluate("(name) => document.documentElement.dataset[name]", name)  # type: ignore[no-any-return]

    # Words

    def word(self, text: str, nth: int = 0) -> Any:
        """A word of the text: the ruby over exactly these characters."""
        return self.page.locator("article ruby", has=self.page.locator(f'b:text-is("{text}")')).nth(nth)

    def term(self, text: str, nth: int = 0) -> Any:
        return self.page.locator("article a[href]", has=self.page.locator(f'b:text-is("{text}")')).nth(nth)

    @property
    def popup(self) -> Any:
        return self.page.locator("#pop")

    def popup_is_whole(self) -> bool:
        """Whether no edge of the pop-up lies outside the window."""
        return self.page.evaluate(  # type: ignore[no-any-return]
            """() => { const box = document.getElementById("pop").getBoundingClientRect();
            return box.width > 0 && box.left >= 0 && box.top >= 0 && box.right <= document.documentElement.clientWidth
              && box.bottom <= innerHeight; }"""
        )

    def focused(self) -> str:
        """What has the focus: the characters of a word, else the element's name or id."""
        return self.page.evaluate(  # type: ignore[no-any-return]
            """() => { const at = document.activeElement; const clone = at.cloneNode(true);
            if (!at.matches("ruby, .w, a[href]")) return at.id || at.tagName;
            clone.querySelectorAll("rt, rp").forEach((one) => one.remove()); return clone.textContent; }"""
        )

    # Text

    def finds(self, text: str) -> bool:
        """Whether find-in-page finds it, from the top."""
        return self.page.evaluate(  # type: ignore[no-any-return]
            "(text) => { getSelection().removeAllRanges(); return window.find(text, true, false, true); }", text
        )

    def copied(self, selector: str) -> str:
        return self.page.evaluate(  # type: ignore[no-any-return]
            """(selector) => { getSelection().selectAllChildren(document.querySelector(selector));
            const text = getSelection().toString(); getSelection().removeAllRanges(); return text; }""",
            selector,
        )

    def lines(self, paragraph: int) -> list[str]:
        """The lines of a paragraph as they are broken."""
        return self.page.evaluate(_LINES, f"p{paragraph}")  # type: ignore[no-any-return]

    def torn_words(self) -> list[str]:
        """Words with a reading that stand on two lines."""
        return self.page.evaluate(_TORN)  # type: ignore[no-any-return]

    def shown(self, selector: str) -> int:
        """How many of these elements have a box on the screen."""
        return self.page.evaluate(  # type: ignore[no-any-return]
            "(s) => [...document.querySelectorAll(s)].filter((one) => one.getClientRects().length).length", selector
        )

    def faults(self) -> list[str]:
        """What axe-core finds wrong, each as one line."""
        from axe_playwright_python.sync_playwright import Axe

        found = Axe().run(self.page).response["violations"]
        return [f"{v['id']}: {v['help']}: {json.dumps(v['nodes'][0]['target'])}" for v in found]


@contextmanager
def reading(
    browser: "Browser",
    width: int = 1400,
    height: int = 900,
    theme: Literal["light", "dark"] = "light",
    touch: bool = False,
    script: bool = True,
) -> Iterator[Reader]:
    """A window of its own, with its own memory."""
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme=theme, has_touch=touch, java_script_enabled=script
    )
    try:
        yield Reader(context.new_page())
    finally:
        context.close()
