"""Whole reports give the readings that were looked over and kept; the README shows what the program prints."""

from __future__ import annotations

import json

import pytest

from .rewrite import REPORTS, ROOT, expected, with_sample

PATHS = sorted(REPORTS.glob("*.txt"))


def test_there_are_reports() -> None:
    assert len(PATHS) >= 7


@pytest.mark.parametrize("path", PATHS, ids=lambda p: p.stem)
def test_the_reading_is_the_one_kept(path) -> None:
    kept = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    now = json.loads(expected(path))
    for part in kept:
        assert now[part] == kept[part], f"{part} changed: if it is better, run python -m tests.rewrite"


def test_the_readme_shows_what_is_printed_today() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert with_sample(readme) == readme, "run python -m tests.rewrite"
