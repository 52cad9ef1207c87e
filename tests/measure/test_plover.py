"""The scores of the three tasks on PLOVER and CAMEO, on small gold sets of our own."""

from __future__ import annotations

import pytest

from dateline.measure.petrarch import TASK as PETRARCH
from dateline.measure.plover_dyads import TASK as DYADS
from dateline.measure.plover_gsr import TASK as GSR
from dateline.measure.task import Row


def gsr_row(id_: str, text: str, kind: str, source: str, target: str | None) -> Row:
    return {
        "id": id_,
        "text": text,
        "event_type": kind,
        "source": [{"actorText": "x", "code": source}],
        "target": [{"actorText": "y", "code": target}] if target else [],
        "spans": [{"role": "SRC", "start": 0, "end": 1, "text": text.split()[0]}],
    }


GSR_GOLD = [
    gsr_row("1", "Kenya condemned Somalia on Friday.", "ACCUSE", "KEN", "SOM"),
    gsr_row("2", "Israel bombed Lebanon.", "ASSAULT", "ISR", "LBN"),
    gsr_row("3", "Clouds drifted over the sea.", "CONSULT", "FRA", None),
]


def test_gsr_reads_type_and_both_countries() -> None:
    scores = GSR.score(GSR_GOLD, list(GSR.predict(GSR_GOLD)))
    assert scores.figures["type_any"] == pytest.approx(2 / 3, abs=1e-3)
    assert scores.figures["type_precision"] == 1.0
    assert scores.figures["type_source_target_country"] == pytest.approx(2 / 3, abs=1e-3)
    assert scores.errors == {"CONSULT as nothing": 1}


def test_gsr_without_predictions_scores_nothing() -> None:
    assert GSR.score(GSR_GOLD, []).figures["type_f1"] == 0.0


def dyad_row(id_: str, text: str, source: str, target: str, kind: str, penta: int) -> Row:
    def mark(words: str) -> Row:
        return {"start": text.index(words), "end": text.index(words) + len(words), "text": words}

    return {
        "id": id_,
        "text": text,
        "source": mark(source),
        "target": mark(target),
        "event_type": kind,
        "penta": penta,
    }


DYAD_GOLD = [
    dyad_row("1", "Chad freed two Libyan officers.", "Chad", "Libyan officers", "YIELD", 2),
    dyad_row("2", "Peru praised Chile, and Bolivia sued Peru.", "Bolivia", "Peru", "ACCUSE", 3),
    dyad_row("3", "Mali stared at Niger.", "Mali", "Niger", "AID", 2),
]


def test_dyads_always_answer_and_join_what_yields() -> None:
    predictions = list(DYADS.predict(DYAD_GOLD))
    assert [p["event_type"] for p in predictions][:2] == ["YIELD", "ACCUSE"]
    scores = DYADS.score(DYAD_GOLD, predictions)
    assert scores.figures["event_type_accuracy"] == pytest.approx(2 / 3, abs=1e-3)


def test_dyads_leave_out_rows_near_to_a_shared_one() -> None:
    gold = [{**DYAD_GOLD[0], "near_shared": True}, DYAD_GOLD[1]]
    assert DYADS.score(gold, [{"id": "2", "event_type": "ACCUSE"}]).figures["event_type_accuracy"] == 1.0


def test_petrarch_compares_codes_without_the_order_of_their_groups() -> None:
    gold = [
        {"id": "1", "set": "gsr", "text": "", "events": [{"source": "EGYOPPMUS", "target": "---", "code": "141"}]},
        {"id": "2", "set": "unit", "text": "", "events": []},
    ]
    same = [{"id": "1", "events": [{"source": "EGYMUSOPP", "target": "", "code": "141"}]}]
    figures = PETRARCH.score(gold, same).figures
    assert figures["triple_f1"] == 1.0
    assert figures["null_correct"] == 1.0
    assert figures["gsr_records"] == 1


def test_petrarch_reads_real_and_invented_countries() -> None:
    gold = [
        {"id": "1", "set": "gsr", "text": "Egypt accused Israel.", "events": []},
        {"id": "2", "set": "unit", "text": "Arvand accused Belmor.", "events": []},
    ]
    found = [(e["source"], e["target"], e["code"][:2]) for p in PETRARCH.predict(gold) for e in p["events"]]
    assert found == [("EGY", "ISR", "11"), ("ARV", "BEL", "11")]


@pytest.mark.parametrize(
    ("text", "triples", "why"),
    [
        ("Ghana said that Togo had bombed a village.", [("GHA", "TGO", "112")], "who says that another did it accuses"),
        ("Activists marched in Lima on Friday.", [("PERCVL", "PER", "141")], "where it was is whom it was against"),
        ("Nine people were killed.", [], "a side that nobody is named for gives no triple"),
        ("Kenya held talks with Somalia.", [("KEN", "SOM", "040"), ("SOM", "KEN", "040")], "talks are of both"),
    ],
)
def test_petrarch_follows_the_conventions_of_its_records(
    text: str, triples: list[tuple[str, str, str]], why: str
) -> None:
    gold = [{"id": "1", "set": "gsr", "text": text, "events": []}]
    found = [(e["source"], e["target"], e["code"]) for p in PETRARCH.predict(gold, fast=True) for e in p["events"]]
    assert found == triples, why


@pytest.mark.parametrize(
    ("text", "code", "why"),
    [
        ("UN troops shelled a village.", "IGO", "a world body's people"),
        ("The mayor of Nairobi condemned Somalia.", "KEN", "the place of an office"),
        ("Prisoners rioted in Dakar.", "SEN", "where it was, where nothing else tells"),
    ],
)
def test_the_country_of_a_doer_is_told_by_its_phrase_or_the_place(text: str, code: str, why: str) -> None:
    (prediction,) = GSR.predict([gsr_row("1", text, "ASSAULT", code, None)], fast=True)
    assert [s["code"] for e in prediction["events"] for s in e["source"]] == [code], why


def test_dyads_are_typed_by_rules_alone_where_asked() -> None:
    assert [p["event_type"] for p in DYADS.predict(DYAD_GOLD, fast=True)] == ["YIELD", "ACCUSE", "YIELD"]
