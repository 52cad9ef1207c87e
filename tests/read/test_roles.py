"""Roles that the text gives a person, with the actor that they are held for."""

from __future__ import annotations

import pytest

from dateline.record.report import Dateline, Span
from tests.build import draft_of


@pytest.mark.parametrize(
    ("sentence", "person", "title", "of"),
    [
        # before the name
        ("Turkish President Recep Tayyip Erdogan rejected the plan.", "Recep Tayyip Erdogan", "President", "Turkey"),
        ("State Department spokeswoman Jen Psaki said no.", "Jen Psaki", "spokeswoman", "State Department"),
        ("Israeli Defence Minister Benny Gantz visited the unit.", "Benny Gantz", "Defence Minister", "Israel"),
        ("US Chairman of the Joint Chiefs of Staff General Mark Milley spoke.", "Mark Milley",
         "Chairman of the Joint Chiefs of Staff", "United States"),
        ("French journalist Florence Aubenas was freed.", "Florence Aubenas", "journalist", "France"),
        ("Hamas leader Ismail Haniyeh left Gaza.", "Ismail Haniyeh", "leader", "Hamas"),
        ("U.N. human rights chief Volker Türk called for calm.", "Volker Türk", "human rights chief", "United Nations"),
        ("Russia's Foreign Minister Sergei Lavrov flew home.", "Sergei Lavrov", "Foreign Minister", "Russia"),
        ("Kenyan opposition leader Raila Odinga called a rally.", "Raila Odinga", "opposition leader", "Kenya"),
        ("NATO Secretary-General Jens Stoltenberg was in Kyiv.", "Jens Stoltenberg", "Secretary-General", "NATO"),
        ("Police spokeswoman Resila Onyango denied it.", "Resila Onyango", "Police spokeswoman", None),
        ("Houthi spokesman Yahya Saree claimed the attack.", "Yahya Saree", "spokesman", "Houthis"),
        ("Ukrainian President Volodymyr Zelenskiy's office denied it.", "Volodymyr Zelenskiy", "President", "Ukraine"),
        ("President of the European Commission Ursula von der Leyen spoke in Kyiv.", "Ursula von der Leyen",
         "President", "European Commission"),
        ("The army spokesman, Nabil Abdallah, denied it.", "Nabil Abdallah", "army spokesman", None),
        # after the name
        ("Josh Earnest, the White House spokesman, said no decision had been taken.", "Josh Earnest", "spokesman",
         "White House"),
        ("Antonio Guterres, secretary-general of the United Nations, urged restraint.", "Antonio Guterres",
         "secretary-general", "United Nations"),
        ("Carlos Holmes Trujillo, Colombia's foreign minister, called it an insult.", "Carlos Holmes Trujillo",
         "foreign minister", "Colombia"),
        ("Rami Abdel Rahman, director of the Syrian Observatory for Human Rights, said 12 had died.",
         "Rami Abdel Rahman", "director", "Syrian Observatory for Human Rights"),
        ("Willy Ngoma, a spokesman for the M23, denied the charge.", "Willy Ngoma", "spokesman", "March 23 Movement"),
        ("Ahmed Farah, a doctor in Mogadishu, treated the wounded.", "Ahmed Farah", "doctor", None),
        ("Anne Patterson, the former U.S. ambassador to Cairo, was questioned.", "Anne Patterson", "ambassador",
         "United States"),
        ("The governor of Darfur, Minni Minnawi, accused the group.", "Minni Minnawi", "governor of Darfur",
         "Sudan"),
        # a place's own office
        ("The governor of Nariño, Luis Rojas, asked for troops.", "Luis Rojas", "governor of Nariño", "Colombia"),
        ("In Kharkiv two people died, governor Ivan Fedorov wrote.", "Ivan Fedorov", "governor", "Ukraine"),
        # whose the text says
        ("Hungary refused, and its foreign minister, Peter Szabo, warned the others.", "Peter Szabo",
         "foreign minister", "Hungary"),
        ("Eritrea closed the port. Ethiopia and its defence minister, Kenea Abate, protested.", "Kenea Abate",
         "defence minister", "Ethiopia"),
        # no state's offices
        ("Student leader Nabil Islam was held in Dhaka, Bangladesh.", "Nabil Islam", "Student leader", None),
        ("In Colombia the community leader Ana Torres was shot.", "Ana Torres", "community leader", None),
        ("Union leader Moses Okello was freed in Uganda.", "Moses Okello", "Union leader", None),
        ("Zambia's police held opposition leader Peter Banda.", "Peter Banda", "opposition leader", None),
        # names that open or end like something else
        ("Prime Minister Sheikh Rahima Begum resigned.", "Sheikh Rahima Begum", "Prime Minister", None),
        ("UN rights chief Volker Turk was shocked.", "Volker Turk", "rights chief", "United Nations"),
        ("Laura Bader, deputy Africa director at Human Rights Watch, spoke.", "Laura Bader", "director",
         "Human Rights Watch"),
        # an office, a comma, a rank
        ("The governor of Kidal, Colonel Moussa Keita, gave no toll.", "Moussa Keita", "governor of Kidal", "Mali"),
        ("The commander of the brigade, General Oscar Moran, thanked them.", "Oscar Moran",
         "commander of the brigade", None),
        ("ASEAN's special envoy, Alun Kiti of Laos, left.", "Alun Kiti", "special envoy",
         "Association of Southeast Asian Nations"),
        ("The group's commander, Twan Mrat Hla, refused.", "Twan Mrat Hla", "commander", None),
        ("In Croix-des-Bouquets three died, Mayor Lucien Doral said.", "Lucien Doral", "Mayor", None),
        # the country of an office, from one that the report's context tells
        ("Sudan closed its airspace on Monday. Foreign Minister Ali Youssef said Sudan would not reopen it.",
         "Ali Youssef", "Foreign Minister", "Sudan"),
        ("Secretary of State Antony Blinken will travel to Cairo.", "Antony Blinken", "Secretary of State",
         "United States"),
        ("Foreign Minister Radoslaw Kowal met Turkish and Greek envoys.", "Radoslaw Kowal", "Foreign Minister", None),
    ],
)  # fmt: skip
def test_roles(sentence: str, person: str, title: str, of: str | None) -> None:
    draft = draft_of(sentence, until="actors")
    found = [a for a in draft.actors if a.name == person]
    assert found, [a.name for a in draft.actors]
    roles = [(r.title, r.of.name if r.of else None) for r in found[0].roles]
    assert (title, of) in roles


@pytest.mark.parametrize(
    ("sentence", "person"),
    [
        ("Officials said Ahmad Karim was at home.", "Ahmad Karim"),
        ("The mayor told Maria Lopez to leave.", "Maria Lopez"),
        ("Soldiers shot Omar Said, police said.", "Omar Said"),
        ("After the general, Amina Yusuf spoke.", "Amina Yusuf"),
        ("Ivan Petrov, 45, was killed.", "Ivan Petrov"),
    ],
)
def test_no_role(sentence: str, person: str) -> None:
    draft = draft_of(sentence, until="actors")
    assert not [r for a in draft.actors if a.name == person for r in a.roles]


def test_the_office_finds_a_name_that_the_model_misses() -> None:
    draft = draft_of("Interior Minister Wadgi Osholla resigned.", until="actors")
    assert [a.name for a in draft.actors if a.roles] == ["Wadgi Osholla"]


def test_a_minister_of_the_dateline_not_of_the_neighbour() -> None:
    draft = draft_of(
        "The ELN killed 12 people near the border with Venezuela. Petro blamed the ELN. "
        "Defence Minister Pablo Mora flew to the area. Venezuela offered help.",
        until="actors",
        dateline=Dateline("BOGOTA: ", Span(0, 0)),
    )
    assert [a.country for a in draft.actors if a.name == "Pablo Mora"] == ["COL"]


@pytest.mark.parametrize(
    ("sentence", "person", "country", "sector"),
    [
        ("The army's chief, General Omar Said, went to Cairo.", "Omar Said", None, "MIL"),
        ("In Croix-des-Bouquets three died, Mayor Lucien Doral said.", "Lucien Doral", "HTI", "GOV"),
        ("Said's deputy, Malik Osman, spoke.", "Malik Osman", None, None),
        ("Thida, a 34-year-old farmer, fled.", "Thida", None, None),
        ("The rally was led by General Assimi Dao.", "Assimi Dao", None, "MIL"),
    ],
)
def test_what_a_role_tells(sentence: str, person: str, country: str | None, sector: str | None) -> None:
    draft = draft_of(sentence, until="actors")
    assert [(a.country, a.sector) for a in draft.actors if a.name == person] == [(country, sector)]
