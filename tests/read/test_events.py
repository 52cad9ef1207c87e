"""Events in sentences of our own: what happened, who did it to whom, through whom, where, when."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.read.draft import ActorDraft, Draft
from dateline.read.events.predicates import lexicon_lines, rules
from tests.build import draft_of

ROWS = [
    line.split("\t")
    for line in Path(__file__).with_name("event_rows.tsv").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


def table(name: str) -> list[list[str | None]]:
    """Return the rows of one table; a dash means nothing."""
    return [[None if cell == "-" else cell for cell in row[1:]] for row in ROWS if row[0] == name]


def rows_of(name: str, names: str) -> pytest.MarkDecorator:
    listed = table(name)
    return pytest.mark.parametrize(names.split(), listed, ids=[str(row[0])[:60] for row in listed])


def told(text: str) -> Draft:
    return draft_of(text, until="events")


def sides(told: str) -> tuple[str, list[str], list[str]]:
    kind, _, rest = told.partition(":")
    doers, _, victims = rest.partition(">")
    return kind.strip(), _names(doers), _names(victims)


def _names(text: str) -> list[str]:
    return [n.strip().casefold() for n in text.split("+") if n.strip()]


def _holds(actors: list[ActorDraft], names: list[str]) -> bool:
    return all(any(name in a.name.casefold() for a in actors) for name in names)


@rows_of("deeds", "text events why")
def test_one_event_for_each_predicate_with_its_actors(text: str, events: str, why: str) -> None:
    found = told(text).events
    wanted = [sides(e) for e in events.split("|")]
    assert [e.type.value for e in found] == [kind for kind, _, _ in wanted], why
    for event, (_, doers, victims) in zip(found, wanted, strict=True):
        assert _holds(event.actors, doers), why
        assert _holds(event.recipients, victims), why
        assert doers or not event.actors, "who is not told is not guessed"


@rows_of("via", "text names")
def test_intermediaries(text: str, names: str) -> None:
    through = [a for e in told(text).events for a in e.via]
    assert through
    assert _holds(through, _names(names))


@rows_of("way", "text why")
def test_a_way_is_no_intermediary(text: str, why: str) -> None:
    assert not [a for e in told(text).events for a in e.via], why


@rows_of("nothing", "text why")
def test_no_event(text: str, why: str) -> None:
    assert not told(text).events, why


@rows_of("mode", "text mode subtype")
def test_mode_and_subtype(text: str, mode: str | None, subtype: str | None) -> None:
    event = told(text).events[0]
    assert (event.mode, event.subtype) == (mode, subtype)


@rows_of("cameo", "text root")
def test_cameo_root(text: str, root: str) -> None:
    code = told(text).events[0].cameo
    assert code is not None
    assert code[:2] == root


@rows_of("place", "text place")
def test_place(text: str, place: str | None) -> None:
    found = told(text).events[0].place
    assert (found.name if found else None) == place


@rows_of("date", "text start end")
def test_dates_of_the_event_itself(text: str, start: str | None, end: str | None) -> None:
    event = told(text).events[0]
    assert (event.start, event.end) == (start, end)


def test_the_attack_told_before_is_no_second_event() -> None:
    found = told("Rebels launched an attack on Kidal on Monday. The attack surprised diplomats.").events
    assert [e.type.value for e in found] == ["ASSAULT"]


def test_every_trigger_lies_in_its_sentence() -> None:
    text = " ".join(str(row[0]) for row in table("deeds")[:40])
    draft = told(text)
    for event in draft.events:
        sentence = draft.doc[event.head].sent
        assert sentence.start <= event.trigger.start < event.trigger.end <= sentence.end


def test_the_lexicon_is_sound() -> None:
    modes = {row[0] for row in lexicon_lines("modes.tsv")}
    subtypes = {row[0] for row in lexicon_lines("subtypes.tsv")}
    for listed in rules().values():
        for rule in listed:
            assert rule.coding.mode is None or rule.coding.mode in modes
            assert rule.coding.subtype is None or rule.coding.subtype in subtypes
            assert 0 < rule.coding.weight < 1


def test_every_mode_and_subtype_is_documented() -> None:
    page = (Path(__file__).parents[2] / "docs" / "events.md").read_text(encoding="utf-8")
    for name in (*(row[0] for row in lexicon_lines("modes.tsv")), *(row[0] for row in lexicon_lines("subtypes.tsv"))):
        assert name in page
