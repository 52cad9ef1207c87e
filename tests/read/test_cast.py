"""The actor behind a noun that a later step stands on."""

from __future__ import annotations

import pytest

from dateline.read.cast import actor_for, state
from dateline.record.choices import ActorKind
from tests.build import draft_of


@pytest.mark.parametrize(
    ("sentence", "noun", "name", "kind", "country", "sector"),
    [
        ("US aircraft struck the convoy.", "aircraft", "United States military", ActorKind.ARMED_FORCE, "USA", "MIL"),
        ("Russian warplanes bombed Idlib.", "warplanes", "Russian military", ActorKind.ARMED_FORCE, "RUS", "MIL"),
        ("American troops left the base.", "troops", "United States military", ActorKind.ARMED_FORCE, "USA", "MIL"),
        ("Israeli soldiers shot a boy.", "soldiers", "Israeli military", ActorKind.ARMED_FORCE, "ISR", "MIL"),
        ("American officials said so.", "officials", "United States officials", ActorKind.GOVERNMENT, "USA", "GOV"),
        ("Two senior Iraqi officials agreed.", "officials", "Iraqi officials", ActorKind.GOVERNMENT, "IRQ", "GOV"),
        ("IS militants fled. Islamic State left.", "militants", "Islamic State", ActorKind.ARMED_GROUP, None, "REB"),
        ("Taliban fighters took the post.", "fighters", "Taliban", ActorKind.ARMED_GROUP, "AFG", "REB"),
        ("Foreign drones were seen.", "drones", "Foreign drones", ActorKind.ARMED_FORCE, None, "UAF"),
        ("Non-Syrian spy planes flew over.", "planes", "Non-Syrian spy planes", ActorKind.ARMED_FORCE, None, "UAF"),
        ("At least 14 civilians were killed.", "civilians", "civilians", ActorKind.PEOPLE, None, "CVL"),
        ("Unknown gunmen shot him.", "gunmen", "Unknown gunmen", ActorKind.ARMED_GROUP, None, "UAF"),
        ("Dozens of protesters were hurt.", "protesters", "protesters", ActorKind.PEOPLE, None, "CVL"),
        ("Syrian rebels took the hill.", "rebels", "Syrian rebels", ActorKind.ARMED_GROUP, "SYR", "REB"),
        ("Residents of the camp fled.", "Residents", "Residents", ActorKind.PEOPLE, None, "CVL"),
        ("The police fired tear gas.", "police", "police", ActorKind.GOVERNMENT, None, "COP"),
        ("Local journalists were beaten.", "journalists", "Local journalists", ActorKind.MEDIA, None, "JRN"),
        ("Three aid workers were abducted.", "workers", "aid workers", ActorKind.PEOPLE, None, "MED"),
        ("In Sudan an RSF spokesman denied it.", "spokesman", "RSF spokesman", ActorKind.PERSON, "SDN", "REB"),
        ("A spokesman for Hamas denied it.", "spokesman", "spokesman for Hamas", ActorKind.PERSON, "PSE", "REB"),
        ("An Iraqi security adviser spoke.", "adviser", "Iraqi security adviser", ActorKind.PERSON, "IRQ", "GOV"),
        ("A doctors' group gave a toll.", "group", "doctors' group", ActorKind.ORGANIZATION, None, "SOC"),
        ("A 16-year-old boy was shot.", "boy", "boy", ActorKind.PERSON, None, "CVL"),
        ("Far-right partners left.", "partners", "Far-right partners", ActorKind.UNKNOWN, None, None),
        ("Two 19-year-old soldiers died.", "soldiers", "soldiers", ActorKind.ARMED_FORCE, None, "MIL"),
        ("Olena Koval, a 62-year-old pensioner from Izium, wept.", "pensioner", "Olena Koval", ActorKind.PERSON, None, None),
        ("One man was freed.", "man", "man", ActorKind.PERSON, None, "CVL"),
        ("Members of the 400 Mawozo gang fired.", "Members", "400 Mawozo", ActorKind.ARMED_GROUP, "HTI", "REB"),
        ("Six Kenyan police officers left.", "officers", "Kenyan police", ActorKind.GOVERNMENT, "KEN", "COP"),
        ("Kaya (Sanmatenga): masked gunmen came.", "gunmen", "masked gunmen", ActorKind.ARMED_GROUP, None, "UAF"),
        ("Chad said its soldiers were home.", "soldiers", "Chadian military", ActorKind.ARMED_FORCE, "TCD", "MIL"),
        ("The Syrian army said its troops left.", "troops", "Syrian army", ActorKind.ARMED_FORCE, "SYR", "MIL"),
        ("Hamas said its fighters left.", "fighters", "Hamas", ActorKind.ARMED_GROUP, "PSE", "REB"),
        ("Moscow said no.", "Moscow", "Russia", ActorKind.GOVERNMENT, "RUS", "GOV"),
        ("Rwanda deported a Burundian national.", "national", "Burundian national", ActorKind.PEOPLE, "BDI", "CVL"),
        ("Prison guards shot an inmate.", "guards", "Prison guards", ActorKind.PEOPLE, None, "COP"),
        ("An electoral commission met.", "commission", "electoral commission", ActorKind.GOVERNMENT, None, "GOV"),
        ("Haiti's coast guard fired.", "guard", "Haiti's coast guard", ActorKind.ARMED_FORCE, "HTI", "MIL"),
        ("The crew abandoned ship.", "crew", "crew", ActorKind.PEOPLE, None, None),
        ("Two tribes clashed over a well.", "tribes", "tribes", ActorKind.PEOPLE, None, "CVL"),
        ("Israeli troops shot a Palestinian.", "Palestinian", "Palestinian", ActorKind.PEOPLE, "PSE", "CVL"),
        ("Three agents were expelled.", "agents", "agents", ActorKind.GOVERNMENT, None, "SPY"),
        ("A lieutenant was killed.", "lieutenant", "lieutenant", ActorKind.PERSON, None, "MIL"),
        # what is joined or counted is no part of a description
        ("The bomb killed 20 or more people.", "people", "people", ActorKind.PEOPLE, None, "CVL"),
        ("A hundred or so villagers fled.", "villagers", "villagers", ActorKind.PEOPLE, None, "CVL"),
        ("Government and Tuareg rebels met.", "rebels", "Tuareg rebels", ActorKind.ARMED_GROUP, None, "REB"),
        ("Army and police officers beat him.", "officers", "Army and police officers", ActorKind.GOVERNMENT, None,
         "COP"),
        # a state's own people
        ("Syria bombed its own people.", "people", "Syrian civilians", ActorKind.PEOPLE, "SYR", "CVL"),
        ("The Sudanese army shot its own citizens.", "citizens", "Sudanese citizens", ActorKind.PEOPLE, "SDN", "CVL"),
        ("India said its nationals were safe.", "nationals", "Indian nationals", ActorKind.PEOPLE, "IND", "CVL"),
        ("The rebels killed their own people.", "people", "own people", ActorKind.PEOPLE, None, "CVL"),
        ("The Syrian opposition forces withdrew.", "forces", "Syrian opposition forces", ActorKind.ARMED_GROUP, "SYR",
         "REB"),
    ],
)  # fmt: skip
def test_actor_for(
    sentence: str, noun: str, name: str, kind: ActorKind, country: str | None, sector: str | None
) -> None:
    draft = draft_of(sentence, until="actors")
    token = next(t for t in draft.doc if t.text == noun)
    actor = actor_for(draft, token)
    assert actor is not None
    assert (actor.name, actor.kind, actor.country, actor.sector) == (name, kind, country, sector)


@pytest.mark.parametrize(
    ("sentence", "word"),
    [
        ("The men who fled were caught.", "who"),
        ("It is raining in Juba.", "It"),
        ("Fourteen were killed.", "Fourteen"),
        ("They met on Tuesday.", "Tuesday"),
        ("There were no survivors.", "There"),
        # things and towns
        ("A missile hit the house.", "missile"),
        ("The report blamed him.", "report"),
        ("They declared a six-month state of emergency.", "state"),
        ("Two Patriot systems arrived.", "Patriot"),
        ("Poland closed Rzeszow airport.", "Rzeszow"),
        ("Shells hit Belgorod.", "Belgorod"),
        ("They raided the refugee camp.", "refugee"),
        ("His office denied it.", "office"),
        # nouns of people in another sense
        ("They released a nerve agent.", "agent"),
        ("Troops were on guard.", "guard"),
        ("He was charged with the commission of war crimes.", "commission"),
        ("A fleet of trucks brought food.", "fleet"),
        ("The Syrian side of the border was shelled.", "side"),
    ],
)
def test_no_actor(sentence: str, word: str) -> None:
    draft = draft_of(sentence, until="actors")
    assert actor_for(draft, next(t for t in draft.doc if t.text == word)) is None


def test_a_description_told_twice_is_one_actor() -> None:
    draft = draft_of("The protesters marched. Police beat the protesters.", until="actors")
    first, second = (t for t in draft.doc if t.text == "protesters")
    assert actor_for(draft, first) is actor_for(draft, second)


def test_one_actor_for_one_state() -> None:
    draft = draft_of("Syria denied it, and Damascus said so.", until="actors")
    assert state(draft, "SYR") is state(draft, "SYR")
    assert [a.name for a in draft.actors if a.country == "SYR"] == ["Syria"]
    assert state(draft, "FRA").name == "France"
