"""Names of actors: the gazetteer with its spellings and acronyms, bodies of states, the model's persons and bodies."""

from __future__ import annotations

import pytest

from dateline.read.draft import ActorDraft, Draft
from dateline.record.choices import ActorKind
from tests.build import draft_of


def _actor(draft: Draft, name: str) -> ActorDraft:
    found = [a for a in draft.actors if a.name == name]
    assert found, f"no {name} among {[a.name for a in draft.actors]}"
    assert len(found) == 1
    return found[0]


def _words(draft: Draft, actor: ActorDraft) -> list[str]:
    return [draft.text_of(w) for w in sorted(actor.mentions)]


@pytest.mark.parametrize(
    ("sentence", "name", "mentions"),
    [
        # armed groups, spelt in many ways
        ("ISIL fighters took the town; Daesh later left it.", "Islamic State", ["ISIL", "Daesh"]),
        ("The so-called Islamic State claimed the bombing.", "Islamic State", ["so-called Islamic State"]),
        ("Islamic State militants fled. IS had held the town.", "Islamic State", ["Islamic State", "IS"]),
        ("Jabhat al-Nusra and Ahrar ash-Sham attacked.", "Al-Nusra Front", ["Jabhat al-Nusra"]),
        ("Al Shabaab fired mortars at the base.", "Al-Shabaab", ["Al Shabaab"]),
        ("Somalia's al-Shabab said it had left the town.", "Al-Shabaab", ["al-Shabab", "it"]),
        ("The M23 rebels entered Goma.", "March 23 Movement", ["M23 rebels"]),
        ("Fighters of Boko Haram burned the village.", "Boko Haram", ["Boko Haram"]),
        ("Huthi forces fired a missile at a tanker.", "Houthis", ["Huthi"]),
        ("The Pakistani Taliban denied the report.", "Tehreek-e-Taliban Pakistan", ["Pakistani Taliban"]),
        ("Hizbollah fired rockets from the hills.", "Hezbollah", ["Hizbollah"]),
        ("The Tigray People's Liberation Front rejected the plan.", "Tigray People's Liberation Front",
         ["Tigray People's Liberation Front"]),
        ("The Lord’s Resistance Army abducted forty people.", "Lord's Resistance Army", ["Lord’s Resistance Army"]),
        ("JNIM said it carried out the ambush.", "Jama'at Nusrat al-Islam wal-Muslimin", ["JNIM", "it"]),
        ("ISIS-K claimed the blast in Kabul.", "Islamic State Khorasan", ["ISIS-K"]),
        # acronyms that mean other things need the country or the full name
        ("In Sudan the RSF shelled a market.", "Rapid Support Forces", ["RSF"]),
        ("The Rapid Support Forces (RSF) left. The RSF had held the bridge.", "Rapid Support Forces",
         ["Rapid Support Forces", "RSF", "RSF"]),
        ("ADF fighters killed nine people in Congo.", "Allied Democratic Forces", ["ADF"]),
        ("The SDF withdrew from two towns in Syria.", "Syrian Democratic Forces", ["SDF"]),
        # defined in the text
        ("The Ituri Self-Defence Committee (ISDC) fled. The ISDC lost six men.", "Ituri Self-Defence Committee",
         ["Ituri Self-Defence Committee", "ISDC", "ISDC"]),
        # monitors, bodies, seats, media
        ("The Syrian Observatory for Human Rights counted 12 dead.", "Syrian Observatory for Human Rights",
         ["Syrian Observatory for Human Rights"]),
        ("Doctors Without Borders said its clinic was hit.", "Médecins Sans Frontières",
         ["Doctors Without Borders", "its"]),
        ("The U.N. Security Council met on Friday.", "United Nations Security Council", ["U.N. Security Council"]),
        ("The OSCE SMM heard 40 explosions near Donetsk.", "OSCE Special Monitoring Mission", ["OSCE SMM"]),
        ("The Kremlin denied it.", "Kremlin", ["Kremlin"]),
        ("Downing Street declined to comment.", "Downing Street", ["Downing Street"]),
        ("He told AFP that the road was closed.", "AFP", ["AFP"]),
        ("The UN refugee agency put up tents.", "United Nations High Commissioner for Refugees", ["UN refugee agency"]),
        ("Nato's secretary-general spoke in Brussels.", "NATO", ["Nato"]),
        ("CENTCOM released a video of the strike.", "US Central Command", ["CENTCOM"]),
        # states and their bodies
        ("The Ethiopian army left the town.", "Ethiopian army", ["Ethiopian army"]),
        ("Ukraine's Defence Ministry gave no figures.", "Ukrainian Defence Ministry", ["Ukraine's Defence Ministry"]),
        ("The Russian Ministry of Defense denied the loss.", "Russian Defence Ministry",
         ["Russian Ministry of Defense"]),
        ("The Lebanese government met. The government blamed the strike.", "Lebanon",
         ["Lebanese government", "The government"]),
        ("Troops loyal to the Gaddafi regime shelled Misrata.", "Libya", ["Gaddafi regime"]),
        ("The government of Colombia freed two men.", "Colombia", ["government of Colombia"]),
        ("Nigerian police arrested six men.", "Nigerian police", ["Nigerian police"]),
        ("Nepal government mobilised the police.", "Nepal", ["Nepal government"]),
        ("Iraqi authorities imposed a curfew.", "Iraq", ["Iraqi authorities"]),
        # persons
        ("Juan Guaidó spoke. Guaidó’s aides said the vote was void.", "Juan Guaidó", ["Juan Guaidó", "Guaidó"]),
        ("Abdel Fattah al-Burhan arrived. Burhan left again.", "Abdel Fattah al-Burhan",
         ["Abdel Fattah al-Burhan", "Burhan"]),
    ],
)  # fmt: skip
def test_names(sentence: str, name: str, mentions: list[str]) -> None:
    draft = draft_of(sentence, until="actors")
    assert _words(draft, _actor(draft, name)) == mentions


@pytest.mark.parametrize(
    ("sentence", "name", "why"),
    [
        ("It is said that he left.", "Islamic State", "a verb"),
        ("The ADF trained with allies in Darwin.", "Allied Democratic Forces", "no sign of Congo"),
        ("The report, who was it for?", "World Health Organization", "a pronoun"),
        ("He put his home office in the attic.", "Foreign Office", "no capital"),
        ("They were in Deir Ezzor on Monday.", "Deir Ezzor", "a place"),
        ("A blast hit Mumbai on Friday.", "Mumbai", "a place"),
        ("Trucks waited for hours at Kilis.", "Kilis", "a place"),
        ("The talks ended on Thursday.", "Thursday", "a day"),
        ("They told us about Chad.", "United States", "a pronoun"),
        ("Iran-backed militias shelled the base.", "Iranian military", "backed by it, not its own"),
        ("Kurdish forces in Syria held the dam.", "Syrian military", "not the state's"),
    ],
)
def test_not_actors(sentence: str, name: str, why: str) -> None:
    draft = draft_of(sentence, until="actors")
    assert not [a for a in draft.actors if a.name == name], why


@pytest.mark.parametrize(
    ("sentence", "name", "kind", "country", "sector"),
    [
        ("Hamas fired rockets.", "Hamas", ActorKind.ARMED_GROUP, "PSE", "REB"),
        ("Human Rights Watch said so.", "Human Rights Watch", ActorKind.ORGANIZATION, None, "SOC"),
        ("Reuters saw the video.", "Reuters", ActorKind.MEDIA, "GBR", "JRN"),
        ("The African Union sent envoys.", "African Union", ActorKind.INTERGOVERNMENTAL, None, None),
        ("The Pentagon confirmed it.", "Pentagon", ActorKind.GOVERNMENT, "USA", "GOV"),
        ("Moscow denied it.", "Russia", ActorKind.GOVERNMENT, "RUS", "GOV"),
        ("The Israeli army raided Jenin.", "Israeli army", ActorKind.ARMED_FORCE, "ISR", "MIL"),
        ("Likud won the vote.", "Likud", ActorKind.PARTY, "ISR", "PTY"),
        ("Kenyan police fired tear gas.", "Kenyan police", ActorKind.GOVERNMENT, "KEN", "COP"),
        ("The rights group Yesh Olam counted six.", "Yesh Olam", ActorKind.ORGANIZATION, None, "SOC"),
        ("Two men of the militia Abu Hasra fled.", "Abu Hasra", ActorKind.ARMED_GROUP, None, "PRM"),
        ("The Wagner Group left.", "Wagner Group", ActorKind.ARMED_GROUP, "RUS", "PRM"),
        ("The Popular Mobilization Forces left.", "Popular Mobilization Forces", ActorKind.ARMED_GROUP, "IRQ", "PRM"),
    ],
)  # fmt: skip
def test_kind_country_sector(
    sentence: str, name: str, kind: ActorKind, country: str | None, sector: str | None
) -> None:
    actor = _actor(draft_of(sentence, until="actors"), name)
    assert (actor.kind, actor.country, actor.sector) == (kind, country, sector)


def test_upper_case_report() -> None:
    draft = draft_of(
        "THE SHINING PATH BLEW UP TWO PYLONS NEAR LIMA. THE ARMY IS SEARCHING THE HILLS WHERE REBELS HID. "
        "NO ONE WHO LIVES THERE WAS HURT, POLICE SAID.",
        until="actors",
    )
    assert [a.name for a in draft.actors if a.named and a.kind is ActorKind.ARMED_GROUP] == ["Shining Path"]
    assert not [a for a in draft.actors if a.name == "World Health Organization"]


def test_innermost_mention_holds_the_token() -> None:
    draft = draft_of("US Central Command said the White House spokesman was right.", until="actors")
    by_word = {draft.doc[i].text: a.name for i, a in enumerate(draft.actor_of) if a}
    assert by_word["Command"] == "US Central Command"
    assert by_word["House"] == "White House"
