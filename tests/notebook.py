"""``python -m tests.notebook``: run docs/notebook.ipynb without Jupyter, and keep in it what its cells show."""

from __future__ import annotations

import ast
import io
import json
import os
import tempfile
from contextlib import chdir, redirect_stdout
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
NOTEBOOK = ROOT / "docs" / "notebook.ipynb"
Names = dict[str, Any]


def run_cells(notebook: dict[str, Any], names: Names) -> list[list[dict[str, Any]]]:
    """Run the code cells in their order in one namespace and return the outputs of each, in the form of nbformat."""
    shown = []
    for number, cell in enumerate(code_cells(notebook), 1):
        tree = ast.parse("".join(cell["source"]), f"cell {number}")
        last = ast.Expression(tree.body.pop().value) if isinstance(tree.body[-1], ast.Expr) else None
        out = io.StringIO()
        with redirect_stdout(out):
            exec(compile(tree, f"cell {number}", "exec"), names)
            value = eval(compile(last, f"cell {number}", "eval"), names) if last is not None else None
        shown.append(_outputs(number, out.getvalue(), value))
    return shown


def code_cells(notebook: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the cells with code."""
    return [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]


def _outputs(number: int, printed: str, value: object) -> list[dict[str, Any]]:
    outputs: list[dict[str, Any]] = []
    if printed:
        outputs.append({"output_type": "stream", "name": "stdout", "text": _lines(printed)})
    if value is not None:
        data = {"text/plain": _lines(repr(value))}
        if (as_html := getattr(value, "_repr_html_", None)) is not None:
            data["text/html"] = _lines(as_html())
        outputs.append({"output_type": "execute_result", "execution_count": number, "metadata": {}, "data": data})
    return outputs


def _lines(text: str) -> list[str]:
    return text.splitlines(keepends=True)


def main() -> None:
    """Write the notebook anew with the outputs of today."""
    notebook = json.loads(NOTEBOOK.read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as folder, chdir(folder):
        os.symlink(ROOT / "examples", "examples")
        shown = run_cells(notebook, {})
    for number, (cell, outputs) in enumerate(zip(code_cells(notebook), shown, strict=True), 1):
        cell["execution_count"], cell["outputs"] = number, outputs
    NOTEBOOK.write_text(json.dumps(notebook, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
