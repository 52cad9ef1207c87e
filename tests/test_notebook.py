"""docs/notebook.ipynb: each cell runs, in order, in a new session; what it promises is there."""

from __future__ import annotations

import json
import os
from contextlib import chdir
from pathlib import Path

import pytest

from tests.notebook import NOTEBOOK, ROOT, Names, code_cells, run_cells


@pytest.fixture(scope="module")
def notebook() -> Names:
    """Return the notebook as the JSON it is."""
    return dict(json.loads(NOTEBOOK.read_text(encoding="utf-8")))


def test_it_is_a_notebook_of_the_fourth_format(notebook: Names) -> None:
    assert (notebook["nbformat"], notebook["nbformat_minor"]) == (4, 5)
    ids = [cell["id"] for cell in notebook["cells"]]
    assert len(set(ids)) == len(ids)
    assert {cell["cell_type"] for cell in notebook["cells"]} == {"code", "markdown"}
    assert [cell["execution_count"] for cell in code_cells(notebook)] == list(range(1, len(code_cells(notebook)) + 1))


def test_it_is_small_and_names_no_folder_of_its_writer(notebook: Names) -> None:
    text = NOTEBOOK.read_text(encoding="utf-8")
    assert len(text) < 100_000
    assert str(ROOT) not in text and "/tmp/" not in text


def test_every_cell_runs_and_shows_what_it_promises(notebook: Names, tmp_path: Path) -> None:
    names: Names = {}
    with chdir(tmp_path):
        os.symlink(ROOT / "examples", "examples")
        shown = run_cells(notebook, names)
        assert sorted(os.listdir()) == ["examples"], "it leaves nothing behind"
    assert names["attack"].standing == "contested"
    assert names["attack"].summary.place.name == "El Fasher"
    tolls = names["tolls"]
    assert {9, 30, 57, 60} <= {*tolls["killed_low"].dropna(), *tolls["killed_high"].dropna()}
    assert not names["folder"].exists()
    kinds = [[one["output_type"] for one in outputs] for outputs in shown]
    kept = [[one["output_type"] for one in cell["outputs"]] for cell in code_cells(notebook)]
    assert kinds == kept, "run python -m tests.notebook and look at what changed"
    query = next(reversed([one for outputs in shown for one in outputs if "data" in one]))
    assert "Syrian Observatory for Human Rights" in "".join(query["data"]["text/plain"])
