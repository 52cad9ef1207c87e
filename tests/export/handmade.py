"""Occurrences made by hand: a contested strike with four tolls, one without place and day, hostile texts, and many."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dateline.record.account import Account, Figure, Voice
from dateline.record.choices import (
    Act,
    ActorKind,
    DisputeKind,
    Effect,
    EventType,
    Outcome,
    PlacePrecision,
    SourceKind,
    Status,
    Strength,
    TimePrecision,
)
from dateline.record.entities import Actor, Affiliation, Place, Role
from dateline.record.occurrence import (
    DisputeAcross,
    Independence,
    Occurrence,
    Range,
    Reliance,
    Root,
    Side,
    Standing,
    Summary,
)
from dateline.record.report import Span

HOSTILE = (
    '=HYPERLINK("http://x.example","a")\t"quoted", \'one\'; <b>&amp;\r\nsecond\x00\x07\x1b[31m\u202e\ufffeline\u2028end'
)

FRONT = Actor("1", "Northern Front", ActorKind.ARMED_GROUP, "SDN", "REB", ())
ARMY = Actor("2", "Army", ActorKind.ARMED_FORCE, "SDN", "MIL", ())
PEOPLE = Actor("3", "Residents of Malvora", ActorKind.PEOPLE, "SDN", "CVL", ())
DOCTORS = Actor("4", "Doctors' Circle", ActorKind.ORGANIZATION, "SDN", "MED", ())
TESHI = Actor(
    "5",
    "Omar Teshi",
    ActorKind.PERSON,
    "SDN",
    None,
    (),
    (Role("spokesman", "1", Span(0, 9)),),
    (Affiliation("member", "1", Span(0, 9)),),
)
MALVORA = Place("1", "Malvora", 13.5, 25.25, "SDN", "North Darfur", PlacePrecision.CITY, 4.0, 123, ())


def voice(name: str | None, kind: SourceKind, act: Act, said: str, **more: object) -> Voice:
    """Return a voice; its words are its name, or "a nurse" for one without."""
    return Voice("s1", kind, name, name or "a nurse", act, said, **more)  # type: ignore[arg-type]


def account(id_: str, outlet: str, *, killed: tuple[int | None, int | None] | None, **more: object) -> Account:
    """Return an account of the strike."""
    figures = () if killed is None else (Figure("people", Effect.KILLED, *killed, f"{killed[0]} people"),)
    made = Account(
        id=id_,
        report=f"r{id_}",
        outlet=outlet,
        agency=None,
        published=f"2025-10-1{id_}",
        type=EventType.ASSAULT,
        subtype="air_drone_strike",
        mode="drone",
        cameo="195",
        contexts=("military",),
        status=Status.HAPPENED,
        outcome=None,
        alleged=False,
        trigger="hit",
        lemma="hit",
        sentence=f"Two drones hit a shelter, wrote {outlet}.",
        actors=(FRONT,),
        recipients=(PEOPLE,),
        place=MALVORA,
        start="2025-10-11",
        end="2025-10-11",
        precision=TimePrecision.DAY,
        when="on Saturday",
        figures=figures,
        title=f"Strike, says {outlet}",
        url=f"https://news.example/{id_}",
        added=f"2025-10-1{id_}T08:15:00+02:00",
        confidence=0.75,
    )
    return replace(made, **more)  # type: ignore[arg-type]


def contested() -> Occurrence:
    """Return a strike with four tolls (14, at least 31, 57, 60 to 70), a denial and a relay through an agency."""
    nurse = voice(
        None, SourceKind.ANONYMOUS, Act.SAY, "57 are dead", proximity="close to the clinic", locality="Malvora"
    )
    doctors = voice("Doctors' Circle", SourceKind.INSTITUTION, Act.SAY, "14 people were killed", actor=DOCTORS)
    wire = voice("Meridian Wire", SourceKind.MEDIA, Act.REPORT, "the army counted 60 to 70")
    army = voice(
        "Army", SourceKind.INSTITUTION, Act.CLAIM, "60 to 70 killed", actor=ARMY, interested=True, said_on="2025-10-12"
    )
    denial = voice(
        "Omar Teshi", SourceKind.PERSON, Act.DENY, "no drone of ours", actor=TESHI, interested=True, to=DOCTORS
    )
    accounts = (
        account("2", "The Quay Tribune", killed=(14, 14), chains=((doctors,),), agency="Meridian Wire"),
        account("3", "Delta Post", killed=(31, None)),
        account("4", "Harbour News", killed=(57, 57), chains=((nurse,),)),
        account("5", "Gulf Daily", killed=(60, 70), chains=((army, wire),), alleged=True),
        account("6", "Delta Post", killed=None, chains=((denial,),), status=Status.DENIED, outcome=Outcome.FAILED),
    )
    tolls = Range(Effect.KILLED, "people", 14, 70, tuple((a.id, a.figures[0]) for a in accounts if a.figures))
    return Occurrence(
        id="7",
        accounts=accounts,
        summary=Summary(
            type=EventType.ASSAULT,
            subtype="air_drone_strike",
            mode="drone",
            cameo="195",
            contexts=("military", "human_rights"),
            status=Status.HAPPENED,
            outcome=None,
            alleged=False,
            actors=(FRONT,),
            recipients=(PEOPLE,),
            via=(),
            place=MALVORA,
            start="2025-10-11",
            end="2025-10-11",
            precision=TimePrecision.DAY,
            ranges=(tolls,),
            first_told="2025-10-12",
            last_told="2025-10-16",
        ),
        independence=Independence(
            2,
            3,
            ("a nurse without a name may be of the Doctors' Circle",),
            (
                Root("Doctors' Circle", "institution", True, False, ("2",)),
                Root("a nurse", "anonymous", False, None, ("4",)),
            ),
            (Reliance("The Quay Tribune", "Meridian Wire", ("2",)), Reliance("Delta Post", "a nurse", ("4",))),
            (("Delta Post", "Harbour News"),),
        ),
        standing=Standing.CONTESTED,
        standing_reason="asserted by two sources, denied by the Northern Front",
        disputes=(
            DisputeAcross(
                DisputeKind.COUNT,
                "how many were killed",
                (
                    Side("14 killed", ("2",), Independence(1, 1)),
                    Side("at least 31 killed", ("3",)),
                    Side("57 killed", ("4",)),
                    Side("60 to 70 killed", ("5",)),
                ),
                Strength.CONTRADICTION,
            ),
            DisputeAcross(
                DisputeKind.DENIAL,
                "whether the front did it",
                (Side("yes", ("2", "5")), Side("no", ("6",))),
                Strength.CONTRADICTION,
                settled_by="6",
                settled_how="the front took it back",
            ),
        ),
        corrected=("place",),
    )


def bare() -> Occurrence:
    """Return an occurrence of which neither day, place, doer nor number is told, in the report's own words."""
    told = Account(
        id="9",
        report="r9",
        outlet=None,
        agency=None,
        published=None,
        type=EventType.ASSAULT,
        subtype="armed_clash",
        mode=None,
        cameo="190",
        contexts=(),
        status=Status.ONGOING,
        outcome=None,
        alleged=False,
        trigger="fighting",
        lemma="fighting",
        sentence="Fighting goes on.",
    )
    summary = Summary(
        type=EventType.ASSAULT,
        subtype="armed_clash",
        mode=None,
        cameo="190",
        contexts=(),
        status=Status.ONGOING,
        outcome=None,
        alleged=False,
        actors=(),
        recipients=(),
        via=(),
        place=None,
        start=None,
        end=None,
        precision=None,
        ranges=(),
        first_told=None,
        last_told=None,
    )
    return Occurrence("8", (told,), summary, Independence(1, 1), Standing.CLAIMED, "")


def hostile() -> Occurrence:
    """Return an occurrence whose every text is hostile."""
    actor = Actor("1", HOSTILE, ActorKind.ARMED_GROUP, "SDN", "REB", ())
    place = replace(MALVORA, name=HOSTILE, admin1=HOSTILE)
    speaker = Voice("s1", SourceKind.PERSON, HOSTILE, HOSTILE, Act.SAY, HOSTILE, actor, HOSTILE, HOSTILE, HOSTILE)
    figure = Figure(HOSTILE, Effect.KILLED, 3, 3, HOSTILE)
    told = account(
        "1",
        HOSTILE,
        killed=None,
        agency=HOSTILE,
        title=HOSTILE,
        url="https://news.example/?q=" + HOSTILE,
        trigger=HOSTILE,
        sentence=HOSTILE,
        when=HOSTILE,
        actors=(actor,),
        recipients=(actor,),
        place=place,
        figures=(figure,),
        chains=((speaker, speaker),),
    )
    made = contested()
    summary = replace(
        made.summary, actors=(actor,), recipients=(actor,), via=(actor,), place=place,
        ranges=(Range(Effect.KILLED, HOSTILE, 3, 3, (("1", figure),)),),
    )  # fmt: skip
    independence = Independence(
        1, 1, (HOSTILE,), (Root(HOSTILE, HOSTILE, False, None, ("1",)),), (Reliance(HOSTILE, HOSTILE + "2", ("1",)),)
    )
    dispute = DisputeAcross(DisputeKind.SCOPE, HOSTILE, (Side(HOSTILE, ("1",)), Side(HOSTILE, ())), Strength.TENSION)
    return Occurrence("10", (told,), summary, independence, Standing.CLAIMED, HOSTILE, (dispute,))


def with_status(status: Status, standing: Standing = Standing.CLAIMED) -> Occurrence:
    """Return the strike told with another status."""
    made = contested()
    return replace(made, summary=replace(made.summary, status=status), standing=standing)


def many(number: int) -> Iterator[Occurrence]:
    """Yield this many small occurrences, no two with the same number and words."""
    made = bare()
    for n in range(number):
        told = replace(made.accounts[0], id=str(n), report=str(n), sentence=f"Sentence {n}.")
        yield replace(made, id=str(n), accounts=(told,), standing_reason=f"reason {n}")
