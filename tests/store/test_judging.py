"""People's decisions: each does what it says, none is lost, each can be undone, and others' decisions are minded."""

from __future__ import annotations

import json
import multiprocessing
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from dateline.errors import InputError
from dateline.record.choices import EventType, PlacePrecision, Status, TimePrecision
from dateline.record.occurrence import Occurrence
from dateline.store.actors import one_actor, one_of_actors
from dateline.store.carrying import export_decisions, import_decisions
from dateline.store.decided import NOTHING, DecisionKind, decided_on
from dateline.store.fusing import Fuser
from dateline.store.history import (
    history_of_account,
    history_of_occurrence,
    history_of_record,
    history_of_report,
    judged,
    last_decision,
)
from dateline.store.judging import Judge
from dateline.store.occurrences import load_occurrence
from dateline.store.record import Record
from dateline.store.refused import ConflictError, ContradictionError, DecisionError
from dateline.store.schema import actor, event
from dateline.store.schema_decisions import decision
from dateline.store.schema_fused import occurrence

from .telling import Deed, told

SCHOOL = {"town": "Bukavu", "day": "2024-05-02", "subtype": "looting_property_destruction"}
SEEN = Deed("Soldiers were seen near Beni.", "seen", "Beni", "2024-05-02", EventType.MOBILIZE, None, ("Army",))
REPORTS = (
    told("Herald", Deed("Rebels shelled a market in Goma on Friday.", "shelled"), SEEN),
    told("Courier", Deed("Rebels shelled the main market of Goma on Friday.", "shelled")),
    told("Monitor", Deed("A market in Goma was shelled by rebels on Friday.", "shelled")),
    told("Gazette", Deed("Rebels burned a school in Bukavu on Thursday.", "burned", **SCHOOL)),  # type: ignore[arg-type]
    told("Lookout", Deed("Rebels torched a school in Bukavu.", "torched", **SCHOOL)),  # type: ignore[arg-type]
)
MARKET, SCHOOLS, ALONE = {"r1e1", "r2e1", "r3e1"}, {"r4e1", "r5e1"}, {"r1e2"}
WHY = "read them all"


def fill(record: Record) -> None:
    for one in REPORTS:
        record.add(one, "test 1")
    Fuser(record).fuse()


@pytest.fixture
def full(record: Record) -> Record:
    """Return a record of three occurrences: a market shelled, a school burned, soldiers seen."""
    fill(record)
    return record


def groups(record: Record) -> set[frozenset[str]]:
    """Return the accounts of each occurrence."""
    found: dict[int, set[str]] = {}
    with record.engine.connect() as connection:
        asked = select(event.c.report_id, event.c.local_id, event.c.occurrence_id).where(
            event.c.occurrence_id.is_not(None)
        )
        for row in connection.execute(asked):
            found.setdefault(row.occurrence_id, set()).add(f"r{row.report_id}{row.local_id}")
    return {frozenset(of) for of in found.values()}


def number_of(record: Record, account: str) -> str:
    """Return the occurrence that an account is of."""
    report, local = account[1:].split("e")
    with record.engine.connect() as connection:
        asked = select(event.c.occurrence_id).where(event.c.report_id == int(report), event.c.local_id == f"e{local}")
        return str(connection.scalars(asked).one())


def whole(record: Record, account: str) -> Occurrence:
    """Return the occurrence that an account is of, with what people decided."""
    with record.engine.connect() as connection:
        decided = decided_on(connection, connection.scalars(select(event.c.id)))
        found = load_occurrence(connection, Fuser(record).readings, int(number_of(record, account)), decided)
    assert found is not None
    return found


def grouped(*of: set[str]) -> set[frozenset[str]]:
    return {frozenset(one) for one in of}


MACHINE = grouped(MARKET, SCHOOLS, ALONE)


def test_the_machine_groups_them_so(full: Record) -> None:
    assert groups(full) == MACHINE


def test_where_nobody_decided_nothing_is_asked(full: Record) -> None:
    with full.engine.connect() as connection:
        assert decided_on(connection, [1, 2, 3]) is NOTHING


def test_merge_of_occurrences_and_of_an_account(full: Record) -> None:
    judge = Judge(full, "anna")
    judge.merge([number_of(full, "r1e1"), number_of(full, "r4e1")], WHY)
    assert groups(full) == grouped(MARKET | SCHOOLS, ALONE)
    judge.merge(["r1e2", "r5e1"], WHY)
    assert groups(full) == grouped(MARKET | SCHOOLS | ALONE)


def test_an_account_comes_in_alone(full: Record) -> None:
    Judge(full, "anna").merge(["r1e2", number_of(full, "r4e1")], WHY)
    assert groups(full) == grouped(MARKET, SCHOOLS | ALONE)


def test_split_takes_out_what_is_named_and_the_rest_stays(full: Record) -> None:
    Judge(full, "anna").split(number_of(full, "r1e1"), ["r2e1"], WHY)
    assert groups(full) == grouped({"r1e1", "r3e1"}, {"r2e1"}, SCHOOLS, ALONE)


def test_a_split_outweighs_the_merge_before_it_and_the_others_of_the_merge_stay_one(full: Record) -> None:
    judge = Judge(full, "anna")
    judge.merge(["r1e2", "r4e1", "r5e1"], WHY)
    judge.split(number_of(full, "r4e1"), ["r4e1"], WHY)
    assert groups(full) == grouped(MARKET, {"r1e2", "r5e1"}, {"r4e1"})


def test_merge_then_split_then_merge(full: Record) -> None:
    judge = Judge(full, "anna")
    judge.merge(["r1e2", number_of(full, "r4e1")], WHY)
    split = judge.split(number_of(full, "r1e2"), ["r1e2"], WHY)
    with pytest.raises(ContradictionError, match=f"undo {split} first") as error:
        judge.merge(["r1e2", "r4e1"], WHY)
    assert error.value.undo == split and groups(full) == MACHINE
    judge.undo(split, WHY)
    assert groups(full) == grouped(MARKET, SCHOOLS | ALONE), "the first merge holds again"
    judge.undo(1, WHY)
    judge.merge(["r1e2", number_of(full, "r4e1")], WHY)
    assert groups(full) == grouped(MARKET, SCHOOLS | ALONE)


def test_a_merge_against_a_chain_is_refused(full: Record) -> None:
    judge = Judge(full, "anna")
    apart = judge.keep_apart("r1e2", "r3e1", "two days")
    judge.merge(["r3e1", "r4e1"], WHY)
    before = groups(full)
    with pytest.raises(ContradictionError, match="through others") as error:
        judge.merge(["r4e1", "r1e2"], WHY)
    assert error.value.undo == apart and "two days" in str(error.value) and "anna" in str(error.value)
    assert groups(full) == before and last_decision(full) == apart + 1, "nothing of it is kept"
    judge.undo(apart, WHY)
    judge.merge(["r4e1", "r1e2"], WHY)
    assert any({"r3e1", "r4e1", "r1e2"} <= one for one in groups(full))


def test_what_is_kept_apart_is_not_joined_by_a_report_to_come(full: Record) -> None:
    Judge(full, "anna").keep_apart("r1e1", "r2e1", WHY)
    full.add(told("Tribune", Deed("Rebels shelled the market in Goma on Friday.", "shelled")), "test 1")
    Fuser(full).fuse()
    found = groups(full)
    assert not any({"r1e1", "r2e1"} <= one for one in found)
    assert any("r6e1" in one and len(one) > 1 for one in found), "the new account still goes where it belongs"


def test_a_rejected_account_is_of_no_occurrence_until_it_is_accepted(full: Record) -> None:
    judge = Judge(full, "anna")
    judge.reject("r2e1", "a market for shells")
    assert groups(full) == grouped(MARKET - {"r2e1"}, SCHOOLS, ALONE)
    assert {a.id for a in whole(full, "r1e1").accounts} == MARKET - {"r2e1"}
    with pytest.raises(DecisionError, match="r2e1 was rejected"):
        judge.merge(["r2e1", "r4e1"], WHY)
    judge.accept("r2e1", "no, the market was shelled")
    assert groups(full) == MACHINE
    judge.undo(last_decision(full), "a market for shells after all")
    assert groups(full) == grouped(MARKET - {"r2e1"}, SCHOOLS, ALONE)


def test_a_whole_occurrence_is_rejected_and_comes_back(full: Record) -> None:
    judge = Judge(full, "anna")
    rejected = judge.reject(number_of(full, "r4e1"), WHY)
    assert groups(full) == grouped(MARKET, ALONE)
    judge.undo(rejected, WHY)
    assert groups(full) == MACHINE


CORRECTIONS: list[tuple[str, str, Callable[[Occurrence], object], object]] = [
    ("type", "protest", lambda o: (o.summary.type, o.summary.cameo), (EventType.PROTEST, None)),
    ("subtype", "remote_explosive", lambda o: o.summary.subtype, "remote_explosive"),
    ("subtype", "none", lambda o: o.summary.subtype, None),
    ("mode", "none", lambda o: o.summary.mode, None),
    ("status", "possible", lambda o: o.summary.status, Status.POSSIBLE),
    ("outcome", "failed", lambda o: str(o.summary.outcome), "failed"),
    ("start", "2024-05-01", lambda o: (o.summary.start, o.summary.end), ("2024-05-01", "2024-05-03")),
    ("start", "2024-05-05", lambda o: (o.summary.start, o.summary.end), ("2024-05-05", "2024-05-05")),
    ("end", "2024-05-01", lambda o: (o.summary.start, o.summary.end), ("2024-05-01", "2024-05-01")),
    ("end", "none", lambda o: (o.summary.end, o.summary.precision), (None, TimePrecision.DAY)),
    ("place", "goma", lambda o: (o.summary.place.name, o.summary.place.lat), ("Goma", -1.68)),  # type: ignore[union-attr]
    ("place", "none", lambda o: o.summary.place, None),
    (
        "place",
        '{"name": "Sake", "lat": -1.57, "lon": 29.04, "country": "COD"}',
        lambda o: (o.summary.place.name, o.summary.place.precision),  # type: ignore[union-attr]
        ("Sake", PlacePrecision.SITE),
    ),
    (
        "actors",
        "Army; Nobody",
        lambda o: [(a.name, a.sector) for a in o.summary.actors],
        [("Army", "REB"), ("Nobody", None)],
    ),
    ("recipients", '["Traders"]', lambda o: [a.name for a in o.summary.recipients], ["Traders"]),
    ("via", "none", lambda o: o.summary.via, ()),
]


@pytest.mark.parametrize(
    ("field", "value", "of", "right"), CORRECTIONS, ids=[f"{c[0]} {c[1][:8]}" for c in CORRECTIONS]
)
def test_a_field_is_put_right_and_back(
    full: Record, field: str, value: str, of: Callable[[Occurrence], object], right: object
) -> None:
    before = whole(full, "r1e1")
    judge = Judge(full, "anna")
    made = judge.correct(before.id, field, value, WHY)
    after = whole(full, "r1e1")
    assert of(after) == right and after.corrected == (field,)
    assert after.accounts == before.accounts and after.standing == before.standing, "accounts say what they said"
    (stands,) = judged(full, after.id).corrections
    assert (stands.field, stands.who, stands.decision) == (field, "anna", made)
    judge.undo(made, WHY)
    assert whole(full, "r1e1") == before


def test_what_is_put_right_stands_in_the_row_and_the_later_word_counts(full: Record) -> None:
    first, second = Judge(full, "anna"), Judge(full, "ben")
    name = number_of(full, "r1e1")
    first.correct(name, "status", "possible", WHY)
    second.correct(name, "status", "planned", WHY)
    with full.engine.connect() as connection:
        assert connection.scalar(select(occurrence.c.status).where(occurrence.c.id == int(name))) == "planned"
    assert [c.who for c in judged(full, name).corrections] == ["ben"]
    second.undo(last_decision(full), WHY)
    assert whole(full, "r1e1").summary.status is Status.POSSIBLE


def test_a_correction_outlives_the_account_it_was_first_made_on(full: Record) -> None:
    judge = Judge(full, "anna")
    judge.correct(number_of(full, "r1e1"), "status", "possible", WHY)
    judge.reject("r1e1", WHY)
    assert whole(full, "r2e1").corrected == ("status",)


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("stauts", "happened", "Did you mean status"),
        ("status", "hapened", "Did you mean happened"),
        ("status", "none", "one of happened"),
        ("type", "ATTACK", "one of AGREE"),
        ("subtype", "drone_strike", "Did you mean air_drone_strike"),
        ("start", "11 October", "write it as 2025-10-11"),
        ("start", "2024-02-30", "write it as 2025-10-11"),
        ("end", "20240203", "write it as 2025-10-11"),
        ("place", '{"name": "Sake", "lat": 1}', "lat and lon, or neither"),
        ("place", '{"name": "Sake", "lat": 91, "lon": 2}', "from -90 to 90"),
        ("place", '{"name": "Sake", "country": "Sudan"}', "Did you mean SDN"),
        ("place", '{"nam": "Sake"}', "This is not a place"),
        ("place", '{"name": ""}', "A place has a name"),
        ("actors", '[{"name": "Army", "kind": "army"}]', "This is not actors"),
        ("actors", '[{"name": " "}]', "An actor has a name"),
    ],
)
def test_a_value_that_does_not_fit_is_refused(full: Record, field: str, value: str, says: str) -> None:
    with pytest.raises(DecisionError) as error:
        Judge(full, "anna").correct(number_of(full, "r1e1"), field, value, WHY)
    assert says in str(error.value) and last_decision(full) == 0


def test_each_person_has_a_verdict_of_their_own(full: Record) -> None:
    anna, ben = Judge(full, "anna"), Judge(full, "ben")
    name = number_of(full, "r1e1")
    standing = whole(full, "r1e1").standing
    anna.verdict(name, "admiralty", "b2", "a doctor")
    ben.verdict(name, "admiralty", "C3", "one outlet thrice")
    anna.verdict(name, "airwars", "Fair", "two sources")
    anna.verdict(name, "admiralty", "A1", "the doctor, on film")
    found = [(v.who, v.scheme, v.grade, v.of, v.here) for v in judged(full, name).verdicts]
    assert sorted(found) == sorted([
        ("anna", "admiralty", "A1", 3, 3),
        ("anna", "airwars", "fair", 3, 3),
        ("ben", "admiralty", "C3", 3, 3),
    ])  # fmt: skip
    assert whole(full, "r1e1").standing is standing
    assert [d.value for d in history_of_occurrence(full, name)] == ["B2", "C3", "fair", "A1"], "history keeps all"
    anna.undo(last_decision(full), WHY)
    assert ("anna", "B2") in {(v.who, v.grade) for v in judged(full, name).verdicts}, "the one before stands again"


def test_a_verdict_tells_on_how_many_of_the_accounts_it_was_given(full: Record) -> None:
    judge = Judge(full, "anna")
    name = number_of(full, "r1e1")
    judge.verdict(name, "airwars", "fair", WHY)
    judge.accept(name, WHY)
    judge.split(name, ["r2e1"], WHY)
    stands = judged(full, number_of(full, "r1e1"))
    assert [(v.of, v.here) for v in (*stands.verdicts, *stands.accepted)] == [(3, 2), (3, 2)]
    assert [(v.of, v.here) for v in judged(full, number_of(full, "r2e1")).verdicts] == [(3, 1)]


@pytest.mark.parametrize(
    ("scheme", "grade", "says"),
    [
        ("admiralty", "G1", "as B2"),
        ("admiralty", "A7", "as B2"),
        ("airwars", "likely", "confirmed, fair, weak"),
        ("airwars", "A1", "confirmed, fair, weak"),
        ("stars", "5", "admiralty and airwars"),
    ],
)
def test_a_grade_that_the_scheme_lacks_is_refused(full: Record, scheme: str, grade: str, says: str) -> None:
    with pytest.raises(DecisionError, match=says):
        Judge(full, "anna").verdict(number_of(full, "r1e1"), scheme, grade, WHY)


def actor_of(record: Record, name: str) -> int:
    with record.engine.connect() as connection:
        return connection.scalars(select(actor.c.id).where(actor.c.name == name)).one()


def test_actors_are_one_by_a_decision_and_two_by_a_later(full: Record) -> None:
    full.add(
        told(
            "Post", Deed("M23 shelled a hill.", "shelled", by=("M23",)), Deed("Militia fled.", "fled", by=("Militia",))
        ),
        "t",
    )
    rebels, m23, militia = (actor_of(full, name) for name in ("Rebels", "M23", "Militia"))
    judge = Judge(full, "anna")
    judge.same_actor(["rebels", f"a{m23}"], WHY)
    one = judge.same_actor(["M23", "Militia"], WHY)
    with full.engine.connect() as connection:
        assert one_actor(connection, rebels) == {rebels, m23, militia}
        assert one_of_actors(connection, [actor_of(full, "Army"), militia]) == {
            actor_of(full, "Army"),
            rebels,
            m23,
            militia,
        }
    parted = judge.not_same_actor("Rebels", "Militia", WHY)
    with full.engine.connect() as connection:
        assert one_actor(connection, rebels) == {rebels}, "the older of the links between the two gives way"
        assert one_actor(connection, militia) == {m23, militia}
    with pytest.raises(ContradictionError, match=f"undo {parted} first"):
        judge.same_actor(["Rebels", "M23"], WHY)
    judge.undo(parted, WHY)
    judge.undo(one, WHY)
    with full.engine.connect() as connection:
        assert one_actor(connection, rebels) == {rebels, m23} and one_actor(connection, militia) == {militia}
    assert groups(full) >= MACHINE - {frozenset(MARKET)}, "what is one occurrence does not hang on it"


@pytest.mark.parametrize(
    ("names", "says"),
    [
        (["Rebles", "Army"], "Did you mean Rebels"),
        (["Army", "army"], "two different actors"),
        (["Zzz", "Army"], "No actor of the record"),
        (["a999", "Army"], "No actor of the record"),
    ],
)
def test_an_actor_that_is_not_there_is_named(full: Record, names: list[str], says: str) -> None:
    with pytest.raises(DecisionError, match=says):
        Judge(full, "anna").same_actor(names, WHY)


def test_a_name_of_several_actors_is_asked_about(full: Record) -> None:
    other = replace(REPORTS[0], actors=tuple(replace(a, country="SDN") for a in REPORTS[0].actors))
    full.add(replace(other, report=replace(other.report, outlet="Other")), "test 1")
    with pytest.raises(DecisionError, match=r"a\d+ is Rebels, armed group COD; a\d+ is Rebels, armed group SDN"):
        Judge(full, "anna").same_actor(["Rebels", "Army"], WHY)


def test_a_name_of_several_actors_is_asked_about_in_a_correction_too(full: Record) -> None:
    army = told("Post", Deed("The army left.", "left", by=("Army",)))
    full.add(replace(army, actors=tuple(replace(a, country="SDN") for a in army.actors)), "test 1")
    judge = Judge(full, "anna")
    with pytest.raises(DecisionError, match=r'More than one actor is called .Army.*"SDN"'):
        judge.correct(number_of(full, "r1e1"), "actors", "Army", WHY)
    judge.correct(number_of(full, "r1e2"), "actors", "Army", "the one that its account names")
    assert [a.country for a in whole(full, "r1e2").summary.actors] == ["COD"]


def test_undo_of_an_undo_has_the_decision_back(full: Record) -> None:
    judge = Judge(full, "anna")
    merged = judge.merge(["r1e2", "r4e1"], WHY)
    joined = groups(full)
    undone = judge.undo(merged, WHY)
    assert groups(full) == MACHINE
    again = judge.undo(undone, WHY)
    assert groups(full) == joined
    judge.undo(again, WHY)
    assert groups(full) == MACHINE
    with pytest.raises(DecisionError, match=f"undone already: decision {undone}"):
        judge.undo(merged, WHY)
    assert [d.undone_by for d in history_of_record(full)] == [undone, None, again + 1, None]


def test_what_comes_back_by_an_undo_is_outweighed_by_what_was_decided_later(full: Record) -> None:
    judge = Judge(full, "anna")
    undone = judge.undo(judge.merge(["r1e2", "r4e1"], WHY), WHY)
    apart = judge.keep_apart("r1e2", "r4e1", WHY)
    judge.undo(undone, WHY)
    assert groups(full) == MACHINE
    judge.undo(apart, WHY)
    assert any({"r1e2", "r4e1"} <= one for one in groups(full))


def test_an_undone_split_comes_back_over_an_older_merge(full: Record) -> None:
    judge = Judge(full, "anna")
    judge.merge([number_of(full, "r1e1"), "r1e2"], WHY)
    split = judge.split(number_of(full, "r1e2"), ["r1e2"], WHY)
    judge.undo(judge.undo(split, WHY), WHY)
    assert groups(full) == MACHINE


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda j: j.accept("99", WHY), "no occurrence 99"),
        (lambda j: j.accept("r9e1", WHY), "no report 9"),
        (lambda j: j.accept("r1e7", WHY), "its accounts are r1e"),
        (lambda j: j.accept("market", WHY), "write its number"),
        (lambda j: j.correct("r1e1", "status", "possible", WHY), "name the occurrence that it is of"),
        (lambda j: j.merge(["r1e1"], WHY), "two occurrences or accounts"),
        (lambda j: j.merge(["r1e1", "r1e1"], WHY), "two occurrences or accounts"),
        (lambda j: j.split("1", ["r4e1"], WHY), "not of occurrence 1"),
        (lambda j: j.split("1", ["r1e1", "r2e1", "r3e1"], WHY), "not all"),
        (lambda j: j.keep_apart("1", "r1e1", WHY), "share an account"),
        (lambda j: j.undo(3, WHY), "no decision 3"),
        (lambda j: j.reject("r1e1", "  "), "say why"),
    ],
)
def test_what_cannot_be_decided_says_why(full: Record, call: Callable[[Judge], object], says: str) -> None:
    with pytest.raises(DecisionError, match=says):
        call(Judge(full, "anna"))
    assert last_decision(full) == 0 and groups(full) == MACHINE


def test_somebody_decides() -> None:
    with pytest.raises(DecisionError, match="say who"):
        Judge(None, " ")  # type: ignore[arg-type]


def test_who_decides_on_what_was_decided_since_is_told(full: Record) -> None:
    anna, ben = Judge(full, "anna"), Judge(full, "ben")
    name, other = number_of(full, "r1e1"), number_of(full, "r4e1")
    seen = judged(full, name).last
    assert seen == 0
    anna.correct(name, "status", "possible", "the army denies it")
    with pytest.raises(ConflictError, match=r"correct.* of status, by anna .*the army denies it"):
        ben.correct(name, "status", "planned", WHY, seen=seen)
    ben.accept(other, WHY, seen=seen)  # nobody decided on that one
    ben.correct(name, "status", "planned", WHY, seen=judged(full, name).last)
    undone = anna.undo(last_decision(full), "no")
    with pytest.raises(ConflictError, match="undo of"):
        ben.verdict(name, "airwars", "weak", WHY, seen=undone - 1)
    anna.merge([name, other], "one attack")
    gone = other if number_of(full, "r4e1") == name else name
    with pytest.raises(ConflictError, match="one attack"):
        ben.split(gone, ["r4e1"], WHY, seen=undone)


def test_history_keeps_who_when_why_and_what_was_taken_back(full: Record) -> None:
    anna, ben = Judge(full, "anna"), Judge(full, "ben")
    anna.merge(["r1e2", "r4e1"], "one day")
    ben.undo(1, "two towns")
    ben.reject("r2e1", "no")
    merged, undone, rejected = history_of_record(full)
    assert (merged.kind, merged.who, merged.why, merged.undone_by) == (DecisionKind.SAME, "anna", "one day", 2)
    assert (undone.undoes, undone.who, [s.account for s in undone.subjects]) == (1, "ben", ["r1e2", "r4e1"])
    assert [s.words for s in merged.subjects] == ["seen", "burned"] and merged.made_at < undone.made_at
    assert history_of_account(full, "r4e1") == (merged, undone)
    assert history_of_occurrence(full, number_of(full, "r5e1")) == (merged, undone)
    assert history_of_account(full, "r2e1") == (rejected,)
    of_report = history_of_report(full, 1)
    assert of_report.decisions == (merged, undone) and [r.reader for r in of_report.readings] == ["test 1"]
    with pytest.raises(DecisionError, match="no report 77"):
        history_of_report(full, 77)


MOVES: list[Callable[[Judge, Record], object]] = [
    lambda j, r: j.merge(["r1e2", "r4e1"], WHY),
    lambda j, r: j.merge([number_of(r, "r1e1"), number_of(r, "r5e1")], WHY),
    lambda j, r: j.merge(["r5e1", "r2e1"], WHY),
    lambda j, r: j.split(number_of(r, "r2e1"), ["r2e1"], WHY),
    lambda j, r: j.split(number_of(r, "r4e1"), ["r4e1"], WHY),
    lambda j, r: j.keep_apart("r1e1", "r5e1", WHY),
    lambda j, r: j.keep_apart("r1e1", "r3e1", WHY),
    lambda j, r: j.reject("r3e1", WHY),
    lambda j, r: j.reject("r4e1", WHY),
    lambda j, r: j.accept("r4e1", WHY),
    lambda j, r: j.correct(number_of(r, "r5e1"), "status", "possible", WHY),
    lambda j, r: j.verdict(number_of(r, "r5e1"), "airwars", "weak", WHY),
    lambda j, r: j.undo(last_decision(r), WHY),
    lambda j, r: j.undo(max(last_decision(r) - 2, 1), WHY),
    lambda j, r: j.correct(number_of(r, "r1e1"), "status", "possible", WHY),
]


def standing(record: Record) -> list[int]:
    with record.engine.connect() as connection:
        asked = select(decision.c.id).where(decision.c.undone_by.is_(None), decision.c.kind != DecisionKind.UNDO.value)
        return list(connection.scalars(asked.order_by(decision.c.id.desc())))


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    derandomize=True,
)
@given(moves=st.lists(st.integers(0, len(MOVES) - 1), max_size=7), backwards=st.booleans())
def test_whatever_is_decided_undoing_all_of_it_gives_back_what_the_machine_found(
    full: Record, moves: list[int], backwards: bool
) -> None:
    judge = Judge(full, "anna")
    for move in moves:
        try:
            MOVES[move](judge, full)
        except (DecisionError, ValueError):
            continue  # refused: it changed nothing; ValueError where an account is of no occurrence just now
    for number in standing(full) if backwards else reversed(standing(full)):
        judge.undo(number, WHY)
    assert groups(full) == MACHINE and standing(full) == []
    with full.engine.connect() as connection:
        assert connection.scalar(select(func.count()).select_from(occurrence)) == len(MACHINE), "none without accounts"
    assert whole(full, "r5e1").corrected == ()


@pytest.fixture
def other(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    """Yield another record, in which the same reports have other numbers and one begins with a blank line."""
    with Record.open(str(tmp_path_factory.mktemp("other") / "other.db")) as opened:
        for one in reversed(REPORTS):
            opened.add(one, "test 1")
        Fuser(opened).fuse()
        yield opened


def by_outlet(record: Record) -> set[frozenset[str]]:
    found: dict[str, set[str]] = {}
    with record.engine.connect() as connection:
        for number in connection.scalars(select(occurrence.c.id)).all():
            one = load_occurrence(connection, Fuser(record).readings, number, NOTHING)
            assert one is not None
            found[one.id] = {f"{a.outlet} {a.trigger}" for a in one.accounts}
    return {frozenset(of) for of in found.values()}


def decide_some(record: Record) -> None:
    judge = Judge(record, "anna")
    judge.merge(["r1e2", "r4e1", "r5e1"], "one")
    judge.split(number_of(record, "r4e1"), ["r4e1"], "two")
    judge.undo(1, "three")
    judge.undo(3, "four")
    judge.reject("r2e1", "five")
    judge.correct(number_of(record, "r1e1"), "place", "goma", "six")
    judge.verdict(number_of(record, "r1e1"), "admiralty", "B2", "seven")
    judge.same_actor(["Rebels", "Army"], "eight")


def test_decisions_are_carried_to_a_record_with_the_same_reports(full: Record, other: Record) -> None:
    decide_some(full)
    lines = list(export_decisions(full))
    done = import_decisions(other, lines)
    assert (done.added, done.known, done.waiting) == (8, 0, ())
    assert by_outlet(other) == by_outlet(full)
    assert list(export_decisions(other)) == lines
    again = import_decisions(other, lines)
    assert (again.added, again.known) == (0, 8) and list(export_decisions(other)) == lines
    back = import_decisions(full, export_decisions(other))
    assert (back.added, back.known) == (0, 8), "they come home without being taken for new"
    with other.engine.connect() as connection:
        assert one_actor(connection, actor_of(other, "Army")) == {actor_of(other, "Army"), actor_of(other, "Rebels")}


def test_decisions_on_reports_that_are_not_there_wait(full: Record, other: Record, record: Record) -> None:
    decide_some(full)
    lines = list(export_decisions(full))
    with Record.open(str(other.engine.url.database).replace("other.db", "part.db")) as part:
        part.add(REPORTS[0], "test 1")
        part.add(REPORTS[1], "test 1")
        Fuser(part).fuse()
        first = import_decisions(part, lines)
        assert (first.added, first.known) == (2, 0), "the rejection and the word on actors"
        assert len(first.waiting) == 6 and any("Gazette" in line for line in first.waiting)
        for one in REPORTS[2:]:
            part.add(one, "test 1")
        Fuser(part).fuse()
        second = import_decisions(part, lines)
        assert (second.added, second.known, second.waiting) == (6, 2, ())
        assert groups(part) == groups(full) and list(export_decisions(part)) == lines


def test_two_records_that_exchange_decisions_agree_whoever_imports_first(full: Record, other: Record) -> None:
    Judge(full, "anna").merge(["r1e2", "r4e1"], "one day")
    ben = Judge(other, "ben")
    with other.engine.connect() as connection:
        ids = {f"{row.name} {row.local_id}": f"r{row.report_id}{row.local_id}" for row in connection.exec_driver_sql(
            "SELECT report.name, event.local_id, event.report_id FROM event JOIN report ON report.id = event.report_id"
        )}  # fmt: skip
    ben.keep_apart(ids["Herald e2"], ids["Lookout e1"], "two towns")
    ben.merge([ids["Gazette e1"], ids["Lookout e1"]], "one school")
    of_full, of_other = list(export_decisions(full)), list(export_decisions(other))
    import_decisions(full, of_other)
    import_decisions(other, of_full)
    assert (
        by_outlet(full)
        == by_outlet(other)
        == {
            frozenset({"Herald shelled", "Courier shelled", "Monitor shelled"}),
            frozenset({"Gazette burned", "Lookout torched"}),
            frozenset({"Herald seen"}),
        }
    ), "anna's older word gives way to the chain of ben's"
    assert list(export_decisions(full)) == list(export_decisions(other))


def changed(line: str, **fields: object) -> str:
    return json.dumps({**json.loads(line), **fields})


@pytest.mark.parametrize(
    ("break_", "says"),
    [
        (lambda line: line[:-2], "line 2"),
        (lambda line: "[]", "line 2"),
        (lambda line: changed(line, schema="dateline/decision/9"), "schema"),
        (lambda line: changed(line, why="another reason"), "key"),
        (lambda line: changed(line, kind="guess"), "line 2"),
    ],
)
def test_a_line_that_is_no_decision_stops_the_import_whole(
    full: Record, other: Record, break_: Callable[[str], str], says: str
) -> None:
    judge = Judge(full, "anna")
    judge.merge(["r1e2", "r4e1"], WHY)
    judge.reject("r2e1", WHY)
    lines = list(export_decisions(full))
    with pytest.raises(InputError, match=says):
        import_decisions(other, [lines[0], break_(lines[1])])
    assert last_decision(other) == 0


def test_a_decision_from_the_future_is_not_taken_over(
    full: Record, other: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dateline.store import judging

    monkeypatch.setattr(judging, "_moment", lambda _: "2999-01-01T00:00:00.000000+00:00")
    Judge(full, "anna").merge(["r1e2", "r4e1"], WHY)
    with pytest.raises(InputError, match="still to come"):
        import_decisions(other, export_decisions(full))


def _decide(where: str, who: str, moves: tuple[int, ...]) -> None:
    with Record.open(where) as record:
        judge = Judge(record, who)
        for move in moves:
            MOVES[move](judge, record)


def test_decisions_of_several_processes_at_once_end_as_those_of_one(
    where: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    moves = (0, 7, len(MOVES) - 1)  # none of them hangs on another
    with Record.open(where) as record:
        fill(record)
    context = multiprocessing.get_context("spawn")
    workers = [context.Process(target=_decide, args=(where, f"p{move}", (move,))) for move in moves]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(120)
        assert worker.exitcode == 0
    alone = str(tmp_path_factory.mktemp("alone") / "alone.db")
    with Record.open(alone) as record:
        fill(record)
    _decide(alone, "p", moves)
    with Record.open(where) as many, Record.open(alone) as one:
        assert groups(many) == groups(one)
        assert whole(many, "r1e1").summary == whole(one, "r1e1").summary
        assert len(history_of_record(many)) == len(moves)
