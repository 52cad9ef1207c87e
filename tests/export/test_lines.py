"""An occurrence as a line of JSON comes back as it was."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.errors import InputError
from dateline.export.lines import SCHEMA, read_line, to_line
from dateline.record.occurrence import Occurrence
from tests.export.handmade import bare, contested, hostile
from tests.export.test_formats import written
from tests.export.test_rows import renamed


@pytest.mark.parametrize("made", [contested(), bare(), hostile()], ids=["contested", "bare", "hostile"])
def test_a_line_gives_the_occurrence_back(made: Occurrence) -> None:
    line = to_line(made)
    assert "\n" not in line
    assert read_line(line) == made


def test_nothing_is_an_empty_file_and_each_occurrence_a_line() -> None:
    assert written("jsonl") == b""
    lines = written("jsonl", contested(), bare()).decode().splitlines()
    assert [read_line(line) for line in lines] == [contested(), bare()]


def test_a_line_holds_all_of_it_under_the_names_of_the_record() -> None:
    found = json.loads(to_line(contested()))
    assert list(found) == [
        "schema",
        "id",
        "accounts",
        "summary",
        "independence",
        "standing",
        "standing_reason",
        "disputes",
        "corrected",
    ]
    assert found["schema"] == SCHEMA
    assert found["accounts"][3]["chains"][0][1]["name"] == "Meridian Wire"
    assert found["accounts"][4]["chains"][0][0]["actor"]["affiliations"][0]["with"] == "1"
    assert found["independence"]["reliances"][0] == {
        "who": "The Quay Tribune",
        "on": "Meridian Wire",
        "accounts": ["2"],
    }
    assert found["summary"]["ranges"][0]["said"][0][1]["low"] == 14


@given(st.text(alphabet=st.characters(codec="utf-8")))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_text_comes_back(text: str) -> None:
    made = renamed(text)
    assert read_line(written("jsonl", made).decode().removesuffix("\n")) == made


def test_a_whole_number_stays_a_number_with_a_point() -> None:
    line = to_line(contested()).replace('"confidence":0.75', '"confidence":1')
    assert type(read_line(line).accounts[0].confidence) is float


def _without(key: str) -> str:
    value = json.loads(to_line(contested()))
    del value[key]
    return json.dumps(value)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "it is no occurrence"),
        ("[]", '"schema"'),
        ('{"schema":"dateline/occurrence/2"}', '"schema"'),
        (_without("standing"), "the field 'standing' is missing"),
        (to_line(contested()).replace('"standing":"contested"', '"standing":"certain"'), "certain"),
        (to_line(contested()).replace('"low":14', '"low":"14"'), "int was expected, not str"),
        (to_line(replace(bare(), id="8")).replace('"accounts":[{', '"accounts":[7,{', 1), "an object was expected"),
    ],
)
def test_a_broken_line_is_named_with_what_to_do(line: str, reason: str) -> None:
    with pytest.raises(InputError) as caught:
        read_line(line, "record.jsonl", "line 3")
    assert reason in str(caught.value)
    assert str(caught.value).startswith("record.jsonl, line 3: ")
    assert str(caught.value).endswith("export it again with this version")
