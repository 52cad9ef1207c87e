"""``python -m tests.rewrite``: write the expected readings and the README's sample anew from what the reader says."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from dateline.intake.inputs import Given, open_inputs
from dateline.read.pipeline import ReadingFailed, read_reports
from dateline.record.reading import as_json
from dateline.record.report import Report

ROOT = Path(__file__).parent.parent
REPORTS = ROOT / "tests" / "reports"
SAMPLE = "examples/2025-10-13-quay-tribune-deny.txt"
OPENS, CLOSES = f"```\n$ dateline read {SAMPLE}\n", "```\n"


def expected(path: Path) -> str:
    """Return the reading of a report of ``tests/reports`` as indented JSON, statements by rules alone.

    The encoder's 8-bit sums round differently on other processors; what is kept here is the same on all.
    """
    (report,) = open_inputs([str(path)], Given(published=path.name[:10]))
    assert isinstance(report, Report), report
    (reading,) = read_reports([report], fast=True)
    assert not isinstance(reading, ReadingFailed), reading.reason
    return json.dumps(as_json(reading), indent=1, ensure_ascii=False) + "\n"


def sample() -> str:
    """Return what ``dateline read`` prints on the README's report, as when piped."""
    command = [sys.executable, "-m", "dateline", "read", SAMPLE]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    return done.stdout


def with_sample(readme: str) -> str:
    """Return the README's text with the sample printed today."""
    before, after = readme.split(OPENS, 1)
    return before + OPENS + sample().strip("\n") + "\n" + CLOSES + after.split(CLOSES, 1)[1]


def main() -> None:
    """Write all of it."""
    for path in sorted(REPORTS.glob("*.txt")):
        path.with_suffix(".json").write_text(expected(path), encoding="utf-8")
        print(path.with_suffix(".json").name)
    readme = ROOT / "README.md"
    readme.write_text(with_sample(readme.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
