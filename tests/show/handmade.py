"""A reading made by hand, so that what is shown can be tested whatever the steps of reading find."""

from __future__ import annotations

from dateline.record.choices import (
    Act,
    ActorKind,
    DisputeKind,
    Effect,
    EventType,
    Form,
    Outcome,
    PlacePrecision,
    SourceKind,
    Status,
    Strength,
    TimePrecision,
    TimeType,
)
from dateline.record.entities import Actor, Place, Role, Time
from dateline.record.event import Count, Dispute, Event
from dateline.record.reading import Reading
from dateline.record.report import Agency, Dateline, Report, Span
from dateline.record.statement import Cue, Source, Statement

TEXT = """\
MALVORA, Oct 12 (Meridian Wire) - Two drones hit a shelter in Malvora on Saturday, killing at least 14 \
people, the Doctors' Circle said on Sunday.

"We counted dozens of wounded," a nurse close to the clinic said on condition of anonymity.

The Northern Front denied that its drones had struck the shelter. Its spokesman, Omar Teshi, warned that the front \
could attack the airport near Kesra next week. An attempt to reach the city by road failed.

Officials plan to open a corridor, residents said.

Share this story
Comments are closed."""


def at(words: str, text: str = TEXT, after: int = 0) -> Span:
    """Return the span of these words in a text."""
    start = text.index(words, after)
    return Span(start, start + len(words))


def sentence(words: str) -> Span:
    """Return the line that holds these words, as a stand-in for their sentence."""
    start = TEXT.index(words)
    return Span(TEXT.rfind("\n", 0, start) + 1, TEXT.find("\n", start) if "\n" in TEXT[start:] else len(TEXT))


def statement(
    id_: str,
    source: str,
    cue: str,
    content: str,
    *,
    act: Act = Act.SAY,
    kind: SourceKind = SourceKind.INSTITUTION,
    actor: str | None = None,
    name: str | None = None,
    proximity: str | None = None,
    interested: bool | None = None,
    when: str | None = None,
    within: str | None = None,
    form: Form = Form.INDIRECT,
) -> Statement:
    """Return a statement of the hand-made report by its words."""
    content_span = at(content)
    quoted = (content_span,) if form is Form.DIRECT else ()
    cue_after = min(at(source).start, content_span.start)
    return Statement(
        id=id_,
        source=Source((at(source),), actor, name, kind, None, proximity, None),
        cue=Cue((at(cue, after=cue_after),), cue, act),
        content=(content_span,),
        quoted=quoted,
        form=form,
        to=None,
        when=when,
        where=None,
        within=within,
        interested=interested,
        sentence=sentence(source),
        confidence=0.8,
    )


def event(
    id_: str,
    trigger: str,
    type_: EventType,
    status: Status,
    *,
    subtype: str | None = None,
    actors: tuple[str, ...] = (),
    recipients: tuple[str, ...] = (),
    via: tuple[str, ...] = (),
    place: str | None = None,
    when: str | None = None,
    day: str | None = None,
    reported_by: tuple[str, ...] = (),
    counts: tuple[Count, ...] = (),
    outcome: Outcome | None = None,
    alleged: bool = False,
) -> Event:
    """Return an event of the hand-made report by the words of its trigger."""
    return Event(
        id=id_,
        type=type_,
        subtype=subtype,
        mode=None,
        contexts=(),
        cameo=None,
        trigger=at(trigger),
        actors=actors,
        recipients=recipients,
        via=via,
        place=place,
        when=when,
        start=day,
        end=day,
        precision=TimePrecision.DAY if day else None,
        status=status,
        status_cues=(),
        outcome=outcome,
        reported_by=reported_by,
        alleged=alleged,
        counts=counts,
        sentence=sentence(trigger),
        confidence=0.7,
    )


def handmade() -> Reading:
    """Return the hand-made reading."""
    report = Report(
        id="malvora.txt",
        text=TEXT,
        body=Span(0, TEXT.index("\n\nShare")),
        title="Strike on a shelter in Malvora",
        outlet="Sahel Line",
        language="en",
        published="2025-10-12",
        published_basis="given",
        dateline=Dateline("MALVORA, Oct 12 (Meridian Wire) -", Span(0, 33), "p1", "2025-10-12"),
        agency=Agency("Meridian Wire", at("Meridian Wire")),
    )
    actors = (
        Actor("a1", "Doctors' Circle", ActorKind.ORGANIZATION, None, "NGO", (at("Doctors' Circle"),)),
        Actor("a2", "Northern Front", ActorKind.ARMED_GROUP, None, "REB", (at("Northern Front"), at("the front"))),
        Actor(
            "a3", "Omar Teshi", ActorKind.PERSON, None, "REB", (at("Omar Teshi"),),
            roles=(Role("spokesman", "a2", at("spokesman")),),
        ),
        Actor("a4", "people", ActorKind.PEOPLE, None, "CVL", (at("people"),)),
        Actor("a5", "Officials", ActorKind.GOVERNMENT, None, "GOV", (at("Officials"),)),
        Actor("a6", "residents", ActorKind.PEOPLE, None, "CVL", (at("residents"),)),
    )  # fmt: skip
    places = (
        Place("p1", "Malvora", 10.0, 20.0, "SDN", None, PlacePrecision.CITY, 5.0, 1, (at("Malvora"),)),
        Place("p2", "Kesra", 11.0, 21.0, "SDN", None, PlacePrecision.CITY, 20.0, 2, (at("Kesra"),)),
    )
    times = (
        Time("t1", at("Saturday"), "Saturday", TimeType.DATE, "2025-10-11", "2025-10-11", "2025-10-11",
             TimePrecision.DAY, "published"),
        Time("t2", at("Sunday"), "Sunday", TimeType.DATE, "2025-10-12", "2025-10-12", "2025-10-12",
             TimePrecision.DAY, "published"),
        Time("t3", at("next week"), "next week", TimeType.DATE, "2025-W42", "2025-10-13", "2025-10-19",
             TimePrecision.WEEK, "published"),
    )  # fmt: skip
    statements = (
        statement(
            "s1", "the Doctors' Circle", "said",
            "Two drones hit a shelter in Malvora on Saturday, killing at least 14 people",
            actor="a1", name="Doctors' Circle", when="t2",
        ),
        statement(
            "s2", "a nurse close to the clinic", "said", '"We counted dozens of wounded,"',
            kind=SourceKind.ANONYMOUS, proximity="close to the clinic", form=Form.DIRECT,
        ),
        statement(
            "s3", "The Northern Front", "denied", "that its drones had struck the shelter",
            act=Act.DENY, actor="a2", name="Northern Front", interested=True,
        ),
        statement(
            "s4", "Omar Teshi", "warned", "that the front could attack the airport near Kesra next week",
            act=Act.WARN, kind=SourceKind.PERSON, actor="a3", name="Omar Teshi", interested=True,
        ),
        statement("s5", "residents", "said", "Officials plan to open a corridor", kind=SourceKind.GROUP, actor="a6"),
    )  # fmt: skip
    events = (
        event(
            "e1", "hit", EventType.ASSAULT, Status.HAPPENED, subtype="air_drone_strike", recipients=("a4",),
            place="p1", when="t1", day="2025-10-11", reported_by=("s1",),
            counts=(
                Count("drones", Effect.LAUNCHED, 2, 2, at("Two drones")),
                Count("people", Effect.KILLED, 14, None, at("at least 14 people")),
            ),
        ),
        event(
            "e2", "struck", EventType.ASSAULT, Status.DENIED, subtype="air_drone_strike", actors=("a2",),
            reported_by=("s3",),
        ),
        event(
            "e3", "attack the airport", EventType.ASSAULT, Status.POSSIBLE, actors=("a2",), place="p2", when="t3",
            reported_by=("s4",),
        ),
        event("e4", "attempt to reach", EventType.AID, Status.HAPPENED, outcome=Outcome.FAILED),
        event("e5", "open a corridor", EventType.AID, Status.PLANNED, actors=("a5",), reported_by=("s5",)),
    )  # fmt: skip
    disputes = (
        Dispute("d1", DisputeKind.DENIAL, "Did the Northern Front strike the shelter?", (("s3", "e2"), ("s1", "e1")),
                Strength.CONTRADICTION),
    )  # fmt: skip
    return Reading(report, actors, places, (), times, statements, events, disputes)
