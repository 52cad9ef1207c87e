"""``python -m dateline.bench``: print the speed table; figures are medians with their spread over rounds."""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from dateline.intake.inputs import Given, open_inputs
from dateline.read.parse import load_model, parse
from dateline.read.pipeline import read_reports, steps
from dateline.record.report import Report

from .peers import compare

ROUNDS = 5
MIN_CHARACTERS = 150_000  # of text in a round: enough that a round takes seconds, not milliseconds


def main() -> None:
    """Run the benchmark over the reports given (the examples by default) and print the table."""
    parser = argparse.ArgumentParser(prog="dateline.bench", description=__doc__)
    parser.add_argument("inputs", nargs="*", default=["examples"], help="reports to read, as for dateline read")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--json", metavar="FILE", help="write the figures here as well")
    parser.add_argument("--peers", action="store_true", help="instead: other programs' times or places beside ours")
    parser.add_argument("--data", metavar="FILE", type=Path, help="with --peers: a timex or toponym set")
    parser.add_argument("--limit", metavar="N", type=int, help="with --peers: the first documents only")
    options = parser.parse_args()
    if options.peers:
        if options.data is None:
            parser.error("--peers needs --data FILE")
        compare(options.data, options.limit)
        return
    reports = [r for r in open_inputs(options.inputs, Given()) if isinstance(r, Report) and r.language in ("en", None)]
    if not reports:
        raise SystemExit("no report to read")
    repeat = max(1, MIN_CHARACTERS // sum(len(r.text) for r in reports))
    work = reports * repeat
    figures = _speeds(work, options.rounds)
    figures |= _steps(work)
    figures |= _cold(Path(options.inputs[0]))
    _show(figures, len(work))
    if options.json:
        Path(options.json).write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


def _speeds(work: list[Report], rounds: int) -> dict[str, float]:
    """Return reports per second of each contender, run in turn so that a busy machine hurts all alike."""
    nlp = load_model()
    texts = [r.text[r.body.start : r.body.end] for r in work]
    contenders: dict[str, Callable[[], object]] = {
        "bare spaCy pipeline": lambda: _drain(nlp.pipe(texts, batch_size=32)),
        "whole reading": lambda: _drain(read_reports(work)),
        "whole reading, --reader fast": lambda: _drain(read_reports(work, fast=True)),
    }
    peer = _textacy(texts)
    if peer is not None:
        contenders["spaCy + textacy quotes"] = peer
    times: dict[str, list[float]] = {name: [] for name in contenders}
    for round_number in range(rounds + 1):
        for name, run in contenders.items():
            begun = time.perf_counter()
            run()
            if round_number:  # the first round warms caches and is not counted
                times[name].append(time.perf_counter() - begun)
            _tick(f"round {round_number} of {rounds}: {name}")
    _tick("")
    out: dict[str, float] = {}
    for name, seconds in times.items():
        rates = [len(work) / s for s in seconds]
        out[f"{name}, reports/s"] = statistics.median(rates)
        out[f"{name}, spread"] = max(rates) - min(rates)
    for name in ("whole reading", "whole reading, --reader fast"):
        ratios = [b / r for b, r in zip(times["bare spaCy pipeline"], times[name], strict=True)]
        out[f"{name} over bare spaCy"] = statistics.median(ratios)
        out[f"{name} over bare spaCy, lowest round"] = min(ratios)
    out["memory, MB at most"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return out


def _textacy(texts: list[str]) -> Callable[[], object] | None:
    try:
        from textacy.extract import direct_quotations
    except ImportError:
        return None
    nlp = load_model()

    def quotes() -> object:
        found = 0
        for doc in nlp.pipe(texts, batch_size=32):
            try:
                found += sum(1 for _ in direct_quotations(doc))
            except ValueError:  # textacy refuses texts whose quotation marks do not pair
                continue
        return found

    return quotes


def _steps(work: list[Report]) -> dict[str, float]:
    """Return milliseconds per sentence of the parse and of each step."""
    begun = time.perf_counter()
    drafts = list(parse(work))
    sentences = sum(1 for d in drafts for _ in d.doc.sents)
    out = {"parse, ms/sentence": 1000 * (time.perf_counter() - begun) / sentences}
    for step in steps():
        begun = time.perf_counter()
        for draft in drafts:
            step.run(draft)
        out[f"{step.name}, ms/sentence"] = 1000 * (time.perf_counter() - begun) / sentences
    return out


_CHILD = """
import atexit, re, sys
atexit.register(lambda: sys.stderr.write(re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1]))
from dateline.cli import main
main()
"""  # the high-water mark of the process itself: that of wait4 would count the parent's memory before the exec


def _cold(source: Path) -> dict[str, float]:
    """Return seconds and memory of ``dateline read`` on one report in a new process, best of three."""
    one = next(p for p in sorted(source.rglob("*.txt"))) if source.is_dir() else source
    seconds, memory = [], []
    for _ in range(3):
        begun = time.perf_counter()
        done = subprocess.run(
            [sys.executable, "-c", _CHILD, "read", str(one)], capture_output=True, text=True, check=False
        )
        seconds.append(time.perf_counter() - begun)
        if done.returncode:
            raise SystemExit(f"dateline read {one} failed: {done.stderr}")
        memory.append(int(done.stderr.split()[-1]) / 1024)
    return {"cold start of one report, s": min(seconds), "cold start of one report, MB": max(memory)}


def _drain(things: Iterable[object]) -> int:
    return sum(1 for _ in things)


def _tick(words: str) -> None:
    if sys.stderr.isatty():
        print(f"\r{words:<60}", end="" if words else "\r", file=sys.stderr, flush=True)


def _show(figures: dict[str, float], reports: int) -> None:
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, {reports} reports a round\n")
    width = max(map(len, figures))
    for name, value in figures.items():
        print(f"{name:<{width}}  {value:10.2f}")


if __name__ == "__main__":
    main()
