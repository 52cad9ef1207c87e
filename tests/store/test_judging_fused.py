"""What decisions do to the grouping of what is around them."""

from __future__ import annotations

import numpy as np
import pytest
from sqlalchemy import select

from dateline.fuse import blocks
from dateline.fuse.joining import THRESHOLD
from dateline.fuse.occurrences import group_pairs
from dateline.record.choices import Status
from dateline.store.fusing import Fuser
from dateline.store.judging import Judge
from dateline.store.record import Record
from dateline.store.schema import actor
from dateline.store.schema_fused import taking_part

from .telling import Deed, told
from .test_judging import (  # noqa: F401
    ALONE,
    MACHINE,
    MARKET,
    SCHOOLS,
    WHY,
    fill,
    full,
    grouped,
    groups,
    last_decision,
    number_of,
    whole,
)


def test_an_account_that_is_merged_brings_what_the_machine_holds_it_with(full: Record) -> None:  # noqa: F811
    judge = Judge(full, "anna")
    judge.merge(["r1e2", "r4e1"], WHY)
    assert groups(full) == grouped(MARKET, SCHOOLS | ALONE)
    full.add(told("Tribune", Deed("Rebels shelled the market in Goma on Friday.", "shelled")), "test 1")
    judge.merge([number_of(full, "r1e1"), number_of(full, "r4e1")], WHY)
    Fuser(full).fuse()
    assert groups(full) == grouped(MARKET | SCHOOLS | ALONE | {"r6e1"}), "a new report finds what people joined"


def test_events_of_reports_that_are_not_compared_yet_wait(full: Record) -> None:  # noqa: F811
    full.add(told("Tribune", Deed("Rebels shelled the market in Goma on Friday.", "shelled")), "test 1")
    Judge(full, "anna").reject("r1e2", WHY)
    Fuser(full).fuse()
    assert groups(full) == grouped(MARKET | {"r6e1"}, SCHOOLS)


def test_of_corrections_made_before_a_merge_the_later_counts(full: Record) -> None:  # noqa: F811
    judge = Judge(full, "anna")
    judge.correct(number_of(full, "r4e1"), "status", "possible", WHY)
    judge.correct(number_of(full, "r1e1"), "status", "planned", WHY)
    judge.correct(number_of(full, "r4e1"), "status", "undecided", WHY)
    judge.merge([number_of(full, "r1e1"), number_of(full, "r4e1")], WHY)
    assert whole(full, "r1e1").summary.status is Status.UNDECIDED
    judge.undo(3, WHY)
    assert whole(full, "r1e1").summary.status is Status.PLANNED


def test_who_takes_part_is_found_as_put_right(full: Record) -> None:  # noqa: F811
    judge = Judge(full, "anna")
    name = number_of(full, "r1e1")

    def taking() -> set[tuple[str, str]]:
        with full.engine.connect() as connection:
            asked = select(actor.c.name, taking_part.c.side).join(taking_part, taking_part.c.actor_id == actor.c.id)
            rows = connection.execute(asked.where(taking_part.c.occurrence_id == int(name)))
            return {(row.name, row.side) for row in rows}

    judge.correct(name, "recipients", "Army; Nobody at all", WHY)
    assert taking() == {("Rebels", "actor"), ("Army", "recipient")}
    judge.undo(last_decision(full), WHY)
    assert taking() == {("Rebels", "actor")}


def test_a_decision_taken_back_leaves_no_trace_in_how_blocks_are_cut(
    full: Record,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(blocks.find_blocks, "__defaults__", (4,))  # what people join is larger than a block may be
    judge = Judge(full, "anna")
    judge.merge([number_of(full, "r1e1"), number_of(full, "r4e1")], WHY)
    assert groups(full) == grouped(MARKET | SCHOOLS, ALONE)
    judge.undo(1, WHY)
    with full.engine.connect() as connection:
        levels = connection.exec_driver_sql("SELECT DISTINCT block_level FROM event WHERE is_deed").all()
    assert groups(full) == MACHINE and levels == [(0,)]


def test_what_a_person_rejected_holds_no_others_together(full: Record) -> None:  # noqa: F811
    with full.writing() as connection:  # the second report is like both others, which are not like each other
        connection.exec_driver_sql(
            f"UPDATE link SET score = {THRESHOLD - 0.1} WHERE event_id IN (SELECT id FROM event WHERE report_id IN (1, 3)) "
            "AND other_id IN (SELECT id FROM event WHERE report_id IN (1, 3))"
        )
    Judge(full, "anna").accept(number_of(full, "r1e1"), WHY)
    assert groups(full) == MACHINE
    Judge(full, "anna").reject("r2e1", WHY)
    assert groups(full) == grouped({"r1e1"}, {"r3e1"}, SCHOOLS, ALONE)


def test_what_is_like_one_of_those_joined_comes_along_but_for_what_is_kept_apart() -> None:
    pairs = (np.array([0, 1]), np.array([1, 2]), np.array([2.0, 2.0]))
    assert group_pairs(3, *pairs, together=[(0, 2)]) == [0, 0, 0]
    assert group_pairs(3, *pairs, together=[(0, 2)], apart=[(0, 1)]) == [0, 1, 0], "what is kept apart stays so"
