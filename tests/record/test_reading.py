"""The JSON of a reading has the names of the contract, all of them, and nothing else."""

from __future__ import annotations

import json

from dateline.record.choices import (
    Act,
    ActorKind,
    DisputeKind,
    Effect,
    EventType,
    Form,
    PlacePrecision,
    SourceKind,
    Status,
    Strength,
    TimePrecision,
    TimeType,
)
from dateline.record.entities import Actor, Affiliation, Metonym, Place, Role, Time
from dateline.record.event import Count, Dispute, Event
from dateline.record.reading import Reading, as_json, to_json_line
from dateline.record.report import Agency, Dateline, Report, Span
from dateline.record.statement import Cue, Source, Statement

S = Span(0, 3)
FULL = Reading(
    Report("r", "abc", S, dateline=Dateline("abc", S, "p1", "2025-10-11"), agency=Agency("AFP", S)),
    (
        Actor(
            "a1", "x", ActorKind.PERSON, "SYR", "GOV", (S,), (Role("chief", "a1", S),), (Affiliation("arm", "a1", S),)
        ),
    ),
    (Place("p1", "x", 1.0, 2.0, "SYR", None, PlacePrecision.CITY, None, 1, (S,)),),
    (Metonym(S, "p1", "a1"),),
    (Time("t1", S, "abc", TimeType.DATE, "2025", None, None, TimePrecision.YEAR, "published"),),
    (
        Statement(
            "s1",
            Source((S,), "a1", "x", SourceKind.ANONYMOUS, "p1", "close to", "fear"),
            Cue((S,), "say", Act.SAY),
            (S,),
            (),
            Form.INDIRECT,
            None,
            "t1",
            None,
            None,
            None,
            S,
            0.5,
        ),
    ),
    (
        Event(
            "e1",
            EventType.ASSAULT,
            "attack",
            None,
            ("military",),
            "190",
            S,
            ("a1",),
            (),
            (),
            "p1",
            "t1",
            None,
            None,
            None,
            Status.HAPPENED,
            (S,),
            None,
            ("s1",),
            False,
            (Count("people", Effect.KILLED, 1, None, S),),
            S,
            0.5,
        ),
    ),
    (Dispute("d1", DisputeKind.DENIAL, "Did it?", (("s1",), ("e1",)), Strength.TENSION),),
)

CONTRACT = {
    "report": "id title outlet authors url language published published_basis dateline agency text body",
    "actors": "id name kind country sector mentions roles affiliations",
    "places": "id name lat lon country admin1 precision radius_km geonames_id mentions",
    "metonyms": "span place actor",
    "times": "id span text type value start end precision anchored_on",
    "statements": "id source cue content quoted form to when where within interested sentence confidence",
    "events": "id subtype type mode contexts cameo trigger actors recipients via place when start end precision status "
    "status_cues outcome reported_by alleged counts sentence confidence",
    "disputes": "id kind about sides strength",
}


def test_the_names_of_the_contract_are_all_there() -> None:
    data = as_json(FULL)
    assert data["schema"] == "dateline/reading/1"
    for part, names in CONTRACT.items():
        row = data[part] if part == "report" else data[part][0]
        assert set(row) == set(names.split()), part
    assert set(data) == {"schema", *CONTRACT}


def test_the_inner_objects_have_the_names_of_the_contract() -> None:
    data = as_json(FULL)
    assert set(data["statements"][0]["source"]) == {"spans", "actor", "name", "kind", "locality", "proximity", "reason"}
    assert data["statements"][0]["content"] == {"spans": [[0, 3]]}
    assert data["actors"][0]["affiliations"] == [{"relation": "arm", "with": "a1", "span": [0, 3]}]
    assert data["events"][0]["counts"][0]["high"] is None
    assert data["report"]["dateline"] == {"text": "abc", "span": [0, 3], "place": "p1", "date": "2025-10-11"}


def test_one_reading_is_one_line() -> None:
    line = to_json_line(FULL)
    assert "\n" not in line
    assert json.loads(line) == as_json(FULL)
