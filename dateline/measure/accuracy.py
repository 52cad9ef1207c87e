"""The accuracy table: every task on its public sets by one command, written to docs/accuracy.md."""

from __future__ import annotations

import argparse
import platform
import sys
import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import dateline

from .registry import load_task
from .task import Scores, load_rows


@dataclass(frozen=True, slots=True)
class Set:
    """One public set of a task, the figures of it that the table shows, and what stands beside them."""

    task: str
    file: str
    figures: tuple[str, ...]
    beside: str


SETS = (
    Set(
        "reading",
        "damascus/gold.json",
        (
            "statements_found",
            "statements_with_source",
            "events_typed",
            "extra_events",
            "status",
            "actors",
            "recipients",
            "counts",
            "metonyms",
            "metonyms_nearest",
            "places",
            "times",
            "roles",
            "affiliations",
            "via",
            "outcome",
            "disputes",
            "body_right",
            "agency_right",
        ),
        "17 statements and 20 events in the gold; two of its 7 metonyms have their anchor behind the name, "
        "where only metonyms_nearest finds them",
    ),
    Set(
        "polnear",
        "polnear/dev.jsonl",
        (
            "attached_f1",
            "span_exact_f1",
            "cue_f1",
            "source_exact_f1",
            "recall_direct",
            "recall_mixed",
            "recall_indirect",
        ),
        "with `--reader fast` attached 68.6; thresholds and confidence chosen on this half; attached F1 on the test "
        "half: textacy 28.2, Gender Gap Tracker 48.1, CRF on spaCy features 59.5, people 77.9",
    ),
    Set(
        "voices",
        "read/voices_test.tsv",
        ("kind_accuracy", "found", "kind_accuracy_of_found", "anonymity_f1", "anonymity_precision"),
        "223 sentences of our own (tests/read), not looked at while the rules were made; a voice that no statement is "
        "found for is wrong; no public set has kinds of voice",
    ),
    Set(
        "speakers",
        "polnear/train.jsonl",
        ("pronouns_and_names", "pronoun", "name", "description", "labels"),
        "230 labels of our own; most of them were read while the rules were made, the weights of pronouns chosen on "
        "all",
    ),
    Set(
        "reprints",
        "reprints/dev.jsonl",
        ("f1", "p", "r"),
        "the share of wording that makes a copy chosen on pairs made from the story sets' training half",
    ),
    Set(
        "story-clusters",
        "story-clusters/dev.jsonl",
        ("b_cubed_f1", "b_cubed_precision", "b_cubed_recall", "predicted_stories", "gold_stories"),
        "weights and threshold from the training half",
    ),
    Set(
        "event-coref",
        "event-coref/dev.jsonl",
        ("conll_f1", "muc_f1", "b_cubed_f1", "ceaf_e_f1", "pairwise_f1"),
        "mentions given, stories found by ourselves; same lemma in these stories .739 on this half; on the test half "
        "same lemma in tf-idf stories .758, Barhom 2019 .792",
    ),
    Set(
        "joining",
        "fuse/joining_test.jsonl",
        ("b_cubed_f1", "none_joined_b_cubed_f1", "pairwise_f1", "conll_f1", "mentions_found", "tellings_found"),
        "63 reports of our own (tests/fuse), not looked at while joining was made; accounts found by ourselves, and "
        "those on labelled words count; the set of event-coref has neither days nor outlets",
    ),
    Set(
        "timex",
        "timex/meantime_dev.jsonl",
        ("value_f1", "strict_f1", "relaxed_f1", "type_f1"),
        "errors of this half were read while the rules were made; HeidelTime 80.2 value F1 on the whole of MEANTIME",
    ),
    Set(
        "timex",
        "timex/timebank_dev.jsonl",
        ("value_f1", "strict_f1", "relaxed_f1", "type_f1"),
        "errors of this half were read while the rules were made; HeidelTime 78.1 value F1 on TempEval-3 platinum, "
        "82.3 on this half (`python -m dateline.bench --peers`)",
    ),
    Set(
        "toponyms",
        "toponyms/geovirus_dev.jsonl",
        ("recognition_f1_overlap", "accuracy_161km", "geoparse_f1"),
        "errors of this half were read while the rules were made; "
        "the set has Wikipedia's points of countries, we have GeoNames' and four of The World Factbook; "
        "geotext: recognition F1 70.1 on this half",
    ),
    Set(
        "toponyms",
        "toponyms/lgl_dev.jsonl",
        ("recognition_f1_overlap", "accuracy_161km", "geoparse_f1"),
        "geotext: recognition F1 49.1 on this half",
    ),
    Set(
        "plover-gsr",
        "plover-gsr/train.jsonl",
        ("type_f1", "type_any", "type_source_target_country"),
        "not clean: the lexicon was written with these sentences in view; UniversalPetrarch on the test half: "
        "type F1 .492, type with both countries .314",
    ),
    Set(
        "plover-dyads",
        "plover-dyads/dev.jsonl",
        ("event_type_accuracy", "event_type_macro_f1", "penta_accuracy"),
        "both mentions given; UniversalPetrarch on the test half .455; a linear model on parse features .746",
    ),
    Set(
        "petrarch",
        "petrarch-events/train.jsonl",
        ("gsr_country_root_f1", "gsr_root_f1"),
        "UniversalPetrarch on the test half, real sentences: country and root F1 .765",
    ),
    Set(
        "factuality",
        "factuality/dev.jsonl",
        (
            "meantime_status_macro_f1",
            "meantime_as_certain_status_macro_f1",
            "uds_status_macro_f1",
            "uds_as_not_yet_status_macro_f1",
            "meantime_mae",
            "uds_mae",
        ),
        "ridge on word windows, macro F1 on the test halves: UDS .565, MEANTIME .435; UDS counts what has "
        "not happened yet as not happened, as_not_yet does the same; MEANTIME counts what is told for certain to come "
        "as happened, as_certain does the same",
    ),
    Set(
        "status",
        "read/status_test.tsv",
        ("accuracy", "macro_f1", "found", "accuracy_of_found", "accuracy_of_words", "macro_f1_of_words"),
        "275 sentences of our own (tests/read), not looked at while the rules were mended; an event that is not found "
        "is wrong, of_words takes what the grammar says of the word there; before more words were known for events "
        ".611, found .654",
    ),
    Set(
        "counts",
        "read/counts_test.tsv",
        ("right", "f1", "precision", "recall", "totals_f1"),
        "139 sentences of our own (tests/read), not looked at while the rules were mended; right: every count of a "
        "sentence with its ends, its noun and its kind, and none too many",
    ),
    Set(
        "muc4",
        "muc4/dev.jsonl",
        (
            "head_micro_f1",
            "head_average_f1",
            "head_PerpInd",
            "head_PerpOrg",
            "head_Target",
            "head_Victim",
            "head_Weapon",
            "exact_micro_f1",
            "type_f1",
            "stage_accuracy",
            "confidence_accuracy",
        ),
        "roles by weights from the training half, the rest by our events; GRIT .545 exact micro F1 on the test half",
    ),
    Set(
        "indiapolice",
        "indiapolice/dev.jsonl",
        ("macro_f1", "kill_f1", "arrest_f1", "force_f1"),
        "nothing trained on the set; errors of 330 documents of the training half were read; dev has 7 documents of "
        "KILL, 21 of ARREST, 15 of FORCE",
    ),
    Set(
        "subtypes",
        "case2021-acled-subtypes/dev.jsonl",
        ("accuracy", "macro_f1", "acled_accuracy", "acled_macro_f1"),
        "not clean: errors of this half were read while the mapping and the rules of subtypes were made",
    ),
    Set(
        "re3d",
        "re3d/dev.jsonl",
        ("entities_f1", "precision", "recall", "relaxed_f1", "relations_f1"),
        "seven texts; errors of this half were read while the rules were made; scorer of our own",
    ),
)


def main() -> int:
    """Measure every set that is found below the data folders and write the table; return 1 where one is missing."""
    parser = argparse.ArgumentParser(prog="dateline.measure.accuracy", description=__doc__)
    parser.add_argument("--data", action="append", type=Path, required=True, help="a folder of sets; may be repeated")
    parser.add_argument("--output", type=Path, required=True)
    parser.add_argument("--task", action="append", help="only these tasks; the other rows are kept from the output")
    options = parser.parse_args()
    missing = 0
    rows = _kept(options.output) if options.task else {}
    for wanted in SETS:
        if options.task and wanted.task not in options.task:
            continue
        path = next((folder / wanted.file for folder in options.data if (folder / wanted.file).is_file()), None)
        if path is None:
            print(f"{wanted.task}: {wanted.file} is in none of the data folders", file=sys.stderr)
            missing += 1
            continue
        print(f"{wanted.task}: {wanted.file}", file=sys.stderr, flush=True)
        rows[f"{wanted.task} {wanted.file}"] = _row(wanted, path)
    order = [f"{s.task} {s.file}" for s in SETS]
    options.output.write_text(_page([rows[k] for k in order if k in rows]), encoding="utf-8")
    return 1 if missing else 0


def measure(task_name: str, path: Path) -> tuple[Scores, float]:
    """Return the scores of a task on a set, and the reports read per second."""
    task = load_task(task_name)
    gold = load_rows(path)
    begun = time.perf_counter()
    predictions = list(task.predict(gold))
    seconds = time.perf_counter() - begun
    return task.score(gold, predictions), len(gold) / seconds


def _row(wanted: Set, path: Path) -> str:
    scores, rate = measure(wanted.task, path)
    shown = ", ".join(f"{name} {_number(scores.figures.get(name))}" for name in wanted.figures)
    return f"| {wanted.task} | {wanted.file} | {shown} | {rate:.1f} | {wanted.beside} |"


def _number(value: float | int | None) -> str:
    if value is None:
        return "-"
    if isinstance(value, int):
        return str(value)
    return f"{value:.3f}".rstrip("0").rstrip(".") if value <= 1 else f"{value:.1f}"


def _kept(path: Path) -> dict[str, str]:
    rows = {}
    for line in path.read_text(encoding="utf-8").splitlines() if path.is_file() else ():
        cells = [c.strip() for c in line.strip("|").split("|")]
        if line.startswith("|") and len(cells) == 5 and cells[0] in {s.task for s in SETS}:
            rows[f"{cells[0]} {cells[1]}"] = line
    return rows


def _page(rows: list[str]) -> str:
    machine = f"{platform.machine()}, Python {platform.python_version()}"
    head = f"""# Accuracy

Made by `make accuracy DATA="FOLDER FOLDER"` (Dateline {dateline.__version__}, {date.today().isoformat()}, {machine}).
Each row is also `dateline measure TASK --data FILE`, which lists errors by kind and writes predictions. The sets are
public and are not part of this repository; the halves named here are the ones for training and development, the test
halves stay unseen. What stands beside is measured by the sets' authors or with the same scorer on the test half, as
said.

| task | set | figures | reports/s | beside it |
|---|---|---|---|---|
"""
    return head + "\n".join(rows) + "\n"


if __name__ == "__main__":
    raise SystemExit(main())
