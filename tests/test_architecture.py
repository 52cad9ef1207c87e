"""Imports point one way, and modules stay readable in one sitting."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "dateline"
ALLOWED = {
    "record": set(),
    "lexicon": {"errors"},
    "gazetteer": {"record", "lexicon", "errors", "settings"},
    "timex": {"record", "errors"},
    "intake": {"record", "lexicon", "errors", "settings"},
    "read": {"record", "lexicon", "gazetteer", "timex", "errors", "settings"},
    "fuse": {"record", "lexicon", "errors", "settings"},
    "store": {"record", "fuse", "errors", "settings"},
    "export": {"record", "lexicon", "errors"},
    "show": {"record", "lexicon", "errors", "settings"},
    "desk": {"record", "lexicon", "gazetteer", "intake", "read", "fuse", "store", "export", "show", "errors"},
    "measure": {"record", "fuse", "intake", "read", "gazetteer", "timex", "lexicon", "errors", "settings"},
    "evidence": {"record", "intake", "store", "export", "errors"},
    "collect": {"record", "intake", "read", "store", "evidence", "errors"},
    "bench": {"record", "fuse", "intake", "read", "store", "measure", "errors", "collect", "evidence"},
}
STEPS = {"times", "actors", "places", "statements", "events", "status", "counts", "disputes"}
MODULES = sorted(PACKAGE.rglob("*.py"))


def _imports(path: Path) -> set[str]:
    """Return the dotted names of the project that a module imports, relative imports made absolute."""
    package = ("dateline", *path.relative_to(PACKAGE).parent.parts)
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(package[: len(package) - node.level + 1]) if node.level else ""
            module = ".".join(part for part in (base, node.module) if part)
            found |= {module, *(f"{module}.{alias.name}" for alias in node.names)}
    return {name for name in found if name.split(".")[0] == "dateline"}


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_a_package_imports_only_what_stands_below_it(path: Path) -> None:
    parts = path.relative_to(PACKAGE).parts
    if len(parts) == 1 or parts[0] == "cli":
        return  # the package itself and the command line may use everything
    allowed = ALLOWED[parts[0]] | {parts[0]}
    used = {name.split(".")[1] for name in _imports(path) if name.count(".") >= 1}
    packages = {p.name for p in PACKAGE.iterdir() if p.is_dir()} | {"errors", "settings", "cli"}
    assert used & packages <= allowed


@pytest.mark.parametrize("step", sorted(STEPS))
def test_steps_of_reading_do_not_import_each_other(step: str) -> None:
    folder = PACKAGE / "read" / step
    modules = [*folder.glob("*.py")] if folder.is_dir() else [folder.with_suffix(".py")]
    others = {f"dateline.read.{name}.step" for name in STEPS - {step}} | {"dateline.read.times"} - {
        f"dateline.read.{step}"
    }
    for path in modules:
        assert not _imports(path) & others, path.name


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_modules_stay_short_and_say_what_they_are(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert source.count("\n") <= 600, "look for the second idea inside"
    if path.name != "__init__.py" or source.strip():
        assert ast.get_docstring(ast.parse(source)), "a module opens with what goes in and what comes out"
