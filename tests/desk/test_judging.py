"""Deciding on an occurrence from its page: each act does what it says, nobody overwrites another, what was typed is kept."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select, update

from dateline.record.briefing import OpenedOccurrence
from dateline.store.decided import DecisionKind
from dateline.store.history import Decision, history_of_record
from dateline.store.lookup import open_name
from dateline.store.record import Record
from dateline.store.schema_decisions import decision
from dateline.store.schema_fused import occurrence

from .forms import post, send, words


@pytest.fixture
def number(examples: Record) -> int:
    """Return the occurrence of the examples that most accounts tell."""
    return several(examples)[0]


def several(record: Record) -> list[int]:
    with record.engine.connect() as connection:
        return list(connection.scalars(select(occurrence.c.id).order_by(occurrence.c.accounts.desc(), occurrence.c.id)))


def whole(record: Record, number: int) -> OpenedOccurrence:
    found = open_name(record, str(number))
    assert isinstance(found, OpenedOccurrence)
    return found


def last(record: Record) -> Decision:
    return history_of_record(record)[-1]


def test_accept(anna: TestClient, examples: Record, number: int) -> None:
    page = f"/occurrences/{number}"
    answer = send(anna, page, f"{page}/accept", why="read them")
    made = last(examples)
    assert (answer.status_code, answer.headers["location"]) == (303, f"{page}?told={made.id}")
    assert (made.kind, made.who, made.why) == (DecisionKind.ACCEPT, "anna", "read them")
    shown = words(anna.get(answer.headers["location"]).text)
    assert f"decision {made.id}" in shown
    assert "accepted by anna: read them" in shown


def test_a_reason_is_needed(anna: TestClient, examples: Record, number: int) -> None:
    page = f"/occurrences/{number}"
    answer = send(anna, page, f"{page}/accept", why="  ")
    assert answer.status_code == 422
    assert "A decision has a reason" in words(answer.text)
    assert history_of_record(examples) == ()


def test_reject_shows_what_became_of_it_and_how_to_have_it_back(
    anna: TestClient, examples: Record, number: int
) -> None:
    page = f"/occurrences/{number}"
    answer = send(anna, page, f"{page}/reject", why="of no interest")
    gone = anna.get(answer.headers["location"])
    assert gone.status_code == 404
    assert "anna left out" in words(gone.text)
    back = post(anna, gone.text, f"/decisions/{last(examples).id}/undo", why="a mistake", back=number)
    assert anna.get(back.headers["location"]).status_code == 200


def test_one_account_is_left_out_and_taken_back_in(anna: TestClient, examples: Record, number: int) -> None:
    page = f"/occurrences/{number}"
    account = whole(examples, number).whole.accounts[0].id
    send(anna, page, f"{page}/reject", why="misread", account=account)
    now = whole(examples, number)
    assert account not in {one.id for one in now.whole.accounts}
    shown = anna.get(page).text
    assert f'name="account" value="{account}"' in shown  # among what was left out
    post(anna, shown, f"{page}/accept", why="it does tell it", account=account)
    assert account in {one.id for one in whole(examples, number).whole.accounts}


@pytest.mark.parametrize(
    ("field", "value", "more", "shown"),
    [
        ("status", "possible", {}, "possible"),
        ("place", "Zamzam", {"lat": "13.48", "lon": "25.31", "country": "sdn"}, "Zamzam"),
        ("start", "2025-10-10", {}, "10-11 Oct 2025"),
        ("actors", "Rapid Support Forces", {}, "Rapid Support Forces"),
        ("subtype", "none", {}, "attack"),
    ],
)
def test_correct(
    anna: TestClient, examples: Record, number: int, field: str, value: str, more: dict[str, str], shown: str
) -> None:
    page = f"/occurrences/{number}"
    form = words(anna.get(f"{page}/field?field={field}").text)
    assert form
    answer = send(anna, page, f"{page}/correct", why="as they say", field=field, value=value, **more)
    assert answer.status_code == 303, words(answer.text)
    assert whole(examples, number).whole.corrected == (field,)
    told = words(anna.get(page).text)
    assert "put right by people" in told
    assert shown in told


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"field": "status", "value": "happend"}, "Did you mean happened?"),
        ({"field": "place", "value": "Zamzam", "lat": "north"}, "Coordinates are written in degrees"),
        ({"field": "place", "value": "Zamzam", "lat": "13.48", "lon": "190"}, "lon from -180 to 180"),
        ({"field": "start", "value": "yesterday"}, "write it as 2025-10-11"),
        ({"field": "colour", "value": "red"}, "The fields are"),
    ],
)
def test_a_value_that_does_not_fit_is_told_in_place_and_kept(
    anna: TestClient, examples: Record, number: int, given: dict[str, str], said: str
) -> None:
    page = f"/occurrences/{number}"
    answer = send(anna, page, f"{page}/correct", why="my own reason", **given)
    assert answer.status_code == 422
    assert said in words(answer.text)
    assert 'value="my own reason"' in answer.text
    assert given["field"] == "status" or f'value="{given["value"]}"' in answer.text
    assert history_of_record(examples) == ()


def test_merge_split_and_keep_apart(anna: TestClient, examples: Record, number: int) -> None:
    other = several(examples)[1]
    page = f"/occurrences/{number}"
    before = {one.id for one in whole(examples, number).whole.accounts}
    theirs = {one.id for one in whole(examples, other).whole.accounts}
    answer = send(anna, page, f"{page}/merge", why="one thing", others=str(other))
    where = answer.headers["location"].partition("?")[0]
    merged = int(where.rpartition("/")[2])
    assert {one.id for one in whole(examples, merged).whole.accounts} >= before | theirs
    answer = send(anna, where, f"{where}/split", why="two things", accounts=sorted(theirs))
    assert answer.status_code == 303, words(answer.text)
    now = {one.id for one in whole(examples, merged).whole.accounts}
    assert not (now & before and now & theirs)
    third = several(examples)[2]
    answer = send(anna, where, f"{where}/apart", why="two things", others=str(third))
    assert answer.status_code == 303, words(answer.text)
    assert last(examples).kind is DecisionKind.NOT_SAME
    answer = send(anna, where, f"{where}/merge", why="still one", near=str(third))
    assert answer.status_code == 409
    assert "keeps apart" in words(answer.text)
    assert f"Undo decision {last(examples).id}" in words(answer.text)


@pytest.mark.parametrize("act", ["merge", "split", "apart"])
def test_nothing_named_is_told_so(anna: TestClient, number: int, act: str) -> None:
    answer = send(anna, f"/occurrences/{number}", f"/occurrences/{number}/{act}", why="so")
    assert answer.status_code == 422
    assert words(answer.text)


@pytest.mark.parametrize(("scheme", "grade", "status"), [("admiralty", "b2", 303), ("airwars", "fairly", 422)])
def test_verdicts_stand_beside(anna: TestClient, number: int, scheme: str, grade: str, status: int) -> None:
    page = f"/occurrences/{number}"
    answer = send(anna, page, f"{page}/verdict", why="after reading", scheme=scheme, grade=grade)
    assert answer.status_code == status
    if status == 303:
        assert "B2 admiralty anna: after reading" in words(anna.get(page).text)
    else:
        assert "Did you mean fair?" in words(answer.text)
        assert 'value="fairly"' in answer.text


def test_two_at_once_do_not_overwrite_each_other(
    anna: TestClient, ben: TestClient, examples: Record, number: int
) -> None:
    page = f"/occurrences/{number}"
    seen_by_ben = ben.get(page).text
    send(anna, page, f"{page}/correct", why="the pilots say so", field="status", value="possible")
    refused = post(ben, seen_by_ben, f"{page}/correct", why="a typing slip", field="place", value="Tawila")
    assert refused.status_code == 409
    told = words(refused.text)
    assert "decided on since you looked" in told
    assert "anna" in told
    assert "the pilots say so" in told
    assert 'value="Tawila"' in refused.text
    assert 'value="a typing slip"' in refused.text
    assert len(history_of_record(examples)) == 1
    again = post(ben, refused.text, f"{page}/correct", why="a typing slip", field="place", value="Tawila")
    assert again.status_code == 303
    assert set(whole(examples, number).whole.corrected) == {"status", "place"}


def test_what_another_joined_meanwhile_is_told(
    anna: TestClient, ben: TestClient, examples: Record, number: int
) -> None:
    other = several(examples)[1]
    seen_by_ben = ben.get(f"/occurrences/{other}").text
    send(anna, f"/occurrences/{number}", f"/occurrences/{number}/merge", why="one thing", others=str(other))
    refused = post(ben, seen_by_ben, f"/occurrences/{other}/correct", why="typed", field="place", value="Tawila")
    assert refused.status_code == 409
    assert "Tawila" in words(refused.text)
    assert "anna" in words(refused.text)


def test_undo_is_of_one_s_own_last_decision(anna: TestClient, ben: TestClient, examples: Record, number: int) -> None:
    page = f"/occurrences/{number}"
    send(anna, page, f"{page}/correct", why="so", field="status", value="possible")
    own = last(examples).id
    send(ben, page, f"{page}/accept", why="fine")
    shown = words(anna.get(page).text)
    assert f"Undo your decision {own}" in shown
    answer = send(anna, page, f"/decisions/{own}/undo", why="no", back=number)
    assert answer.headers["location"] == f"{page}?told={last(examples).id}"
    assert whole(examples, number).whole.corrected == ()


def test_a_decision_that_is_not_there(anna: TestClient, number: int) -> None:
    assert send(anna, f"/occurrences/{number}", "/decisions/999/undo", why="no").status_code == 404


def test_others_decisions_are_undone_by_editors_alone(
    anna: TestClient, examples: Record, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = f"/occurrences/{number}"
    send(anna, page, f"{page}/accept", why="fine")
    made = last(examples).id
    with examples.writing() as connection:
        connection.execute(update(decision).where(decision.c.id == made).values(who="carol"))
    from dateline.desk import doors
    from dateline.desk.visitor import MAY, Role

    monkeypatch.setattr(doors, "EVERYTHING", MAY[Role.ANALYST])
    assert f"Undo decision {made}" not in anna.get(f"{page}?accounts=all").text
    assert send(anna, page, f"/decisions/{made}/undo", why="no").status_code == 403
    monkeypatch.setattr(doors, "EVERYTHING", MAY[Role.EDITOR])
    assert send(anna, page, f"/decisions/{made}/undo", why="no", back=number).status_code == 303


def test_a_reader_sees_no_form_and_decides_nothing(
    anna: TestClient, examples: Record, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dateline.desk import doors
    from dateline.desk.visitor import MAY, Role

    page = f"/occurrences/{number}"
    shown = anna.get(page).text
    monkeypatch.setattr(doors, "EVERYTHING", MAY[Role.READER])
    assert 'data-key="a"' not in anna.get(f"{page}?accounts=all").text  # another address: the first is remembered
    assert post(anna, shown, f"{page}/accept", why="fine").status_code == 403
    assert anna.get("/review").status_code == 403
    assert history_of_record(examples) == ()


def test_a_protected_source_is_on_no_page_and_in_no_refusal(
    anna: TestClient, examples: Record, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dateline.desk import doors
    from dateline.desk.visitor import MAY, Role
    from dateline.store.audits import Who
    from dateline.store.protecting import protect

    name = "Sudan Doctors Network"
    page = f"/occurrences/{number}"
    send(anna, page, f"{page}/accept", why=f"{name} says so")
    assert name in anna.get(page).text
    protect(examples, Who("steward", None), name, "they were threatened")
    monkeypatch.setattr(doors, "EVERYTHING", MAY[Role.ANALYST])
    stale = anna.get(page).text
    for shown in (page, f"{page}?told=1", f"{page}/field?field=actors", "/differ", "/review", "/review?country=SDN"):
        answer = anna.get(shown)
        assert answer.status_code == 200
        assert name not in answer.text, shown
    refused = send(anna, page, f"{page}/correct", why="so", field="actors", value="Sudanese army; protected")
    assert refused.status_code == 422
    assert "A protected source stands in this field" in words(refused.text)
    conflict = post(anna, stale.replace('name="seen" value="1"', 'name="seen" value="0"'), f"{page}/accept", why="so")
    assert conflict.status_code == 409
    assert name not in conflict.text
