"""Places: which words name one, where it lies, how fine it is told, and what is no place."""

from __future__ import annotations

import pytest

from dateline.gazetteer.index import kilometres
from dateline.read.draft import Draft, PlaceDraft
from dateline.record.report import Dateline, Span
from tests.build import draft_of


def place_named(draft: Draft, name: str) -> PlaceDraft | None:
    """Return the place that has these words among its mentions."""
    for place in draft.places:
        if any(draft.text_of(words) == name for words in place.mentions):
            return place
    return None


# sentence, words of the place, country, lat, lon, how near in km
PLACES = [
    # Syria and Iraq: spellings
    (
        "Government jets bombed the eastern province of Deir Ezzor in Syria on Monday.",
        "Deir Ezzor", "SYR", 35.34, 40.14, 50,
    ),
    ("Fighters entered the Syrian city of Deir al-Zor overnight.", "Deir al-Zor", "SYR", 35.34, 40.14, 30),
    ("Shells fell on Dayr az Zawr, Syria, activists said.", "Dayr az Zawr", "SYR", 35.34, 40.14, 30),
    ("Two strikes hit trucks near Irbil in Iraq.", "Irbil", "IRQ", 36.19, 44.01, 20),
    ("Two strikes hit trucks near Erbil, Iraq.", "Erbil", "IRQ", 36.19, 44.01, 20),
    ("Kurdish forces left Arbil for the front in Iraq.", "Arbil", "IRQ", 36.19, 44.01, 30),
    ("Syrian Kurds defended Kobane against the assault.", "Kobane", "SYR", 36.89, 38.35, 20),
    ("Syrian Kurds defended Ain al-Arab against the assault.", "Ain al-Arab", "SYR", 36.89, 38.35, 20),
    ("The Syrian city of Raqa was the group's capital.", "Raqa", "SYR", 35.95, 39.01, 20),
    ("Air raids killed nine people in Raqqa, Syria.", "Raqqa", "SYR", 35.95, 39.01, 20),
    ("Iraqi troops advanced in Anbar province on Sunday.", "Anbar", "IRQ", 32.97, 41.62, 80),
    ("Tribesmen in Anbar turned on the Iraqi government.", "Anbar", "IRQ", 32.97, 41.62, 80),
    ("Iraqi forces retook Hawija from the militants.", "Hawija", "IRQ", 35.33, 43.77, 25),
    ("A bomb killed ten in Mosul, Iraq.", "Mosul", "IRQ", 36.34, 43.13, 20),
    ("Nineveh province fell within days, Iraqi officials said.", "Nineveh", "IRQ", 36.02, 42.47, 80),
    ("Syrian army helicopters dropped barrels on Eastern Ghouta.", "Eastern Ghouta", "SYR", 33.53, 36.42, 20),
    ("The last pocket was at Baghouz in Syria.", "Baghouz", "SYR", 34.45, 40.97, 20),
    ("Gunmen stormed a police post in Baquba, north of Baghdad.", "Baquba", "IRQ", 33.75, 44.64, 25),
    # Ukraine and the Caucasus
    ("Russian troops shelled Kherson, Ukraine, from across the river.", "Kherson", "UKR", 46.64, 32.61, 20),
    ("Ukrainian forces took Robotyne after weeks of fighting.", "Robotyne", "UKR", 47.45, 35.84, 20),
    ("Fighting raged across the Donbas, the Ukrainian army said.", "Donbas", "UKR", 48.3, 38.3, 100),
    ("Missiles struck Kiev and other Ukrainian cities.", "Kiev", "UKR", 50.45, 30.52, 20),
    ("Drones hit a depot in Crimea on Friday.", "Crimea", "UKR", 45.3, 34.3, 100),
    ("Ukrainian soldiers held on to Slavyansk in 2014.", "Slavyansk", "UKR", 48.85, 37.6, 30),
    ("Thousands fled Nagorno-Karabakh for Armenia.", "Nagorno-Karabakh", "AZE", 39.9, 46.75, 60),
    # Africa
    (
        "A drone struck a shelter in El Fasher, killing dozens of Sudanese civilians.",
        "El Fasher", "SDN", 13.63, 25.35, 15,
    ),
    ("Sudanese paramilitaries attacked al-Fashir again.", "al-Fashir", "SDN", 13.63, 25.35, 15),
    ("Aid could not reach Darfur, the Sudanese official said.", "Darfur", "SDN", 13.0, 25.0, 200),
    ("Militants raided villages in Cabo Delgado in northern Mozambique.", "Cabo Delgado", "MOZ", -12.4, 39.4, 120),
    (
        "Insurgents attacked Palma, in Cabo Delgado, forcing thousands to flee Mozambique's north.",
        "Palma", "MOZ", -10.77, 40.47, 30,
    ),
    ("A convoy was ambushed outside Gao, the Malian army said.", "Gao", "MLI", 16.27, -0.04, 30),
    ("Rebels of the M23 entered Goma in North Kivu, Congo.", "Goma", "COD", -1.68, 29.23, 20),
    ("Rebels of the M23 entered Goma in North Kivu, Congo.", "North Kivu", "COD", -0.8, 29.0, 80),
    ("Ethiopian troops withdrew from Tigray in June.", "Tigray", "ETH", 14.0, 38.5, 90),
    ("Gunmen kidnapped schoolgirls from Chibok in Nigeria's Borno state.", "Chibok", "NGA", 10.87, 12.85, 30),
    ("Gunmen kidnapped schoolgirls from Chibok in Nigeria's Borno state.", "Borno", "NGA", 11.9, 13.1, 100),
    ("A car bomb exploded in Mogadishu, Somali police said.", "Mogadishu", "SOM", 2.04, 45.34, 20),
    ("Soldiers were killed at Djibo in Burkina Faso.", "Djibo", "BFA", 14.1, -1.63, 30),
    ("Libyan forces surrounded Sirte.", "Sirte", "LBY", 31.21, 16.59, 30),
    ("Clashes broke out in Malakal in South Sudan.", "Malakal", "SSD", 9.53, 31.66, 20),
    # Israel, Gaza, Lebanon, Yemen
    ("Tanks rolled into Khan Younis in the southern Gaza Strip.", "Khan Younis", "PSE", 31.34, 34.3, 15),
    ("Tanks rolled into Khan Younis in the southern Gaza Strip.", "Gaza Strip", "PSE", 31.42, 34.35, 20),
    ("Settlers burned cars in Huwara in the occupied West Bank.", "Huwara", "PSE", 32.15, 35.26, 15),
    ("Rockets were fired from Tyre in southern Lebanon.", "Tyre", "LBN", 33.27, 35.2, 15),
    ("Houthi fighters shelled Taiz, Yemen, for a third day.", "Taiz", "YEM", 13.58, 44.02, 20),
    ("A ship was hit off Hodeidah, Yemen's Red Sea port.", "Hodeidah", "YEM", 14.8, 42.95, 20),
    ("A tanker was attacked in the Strait of Hormuz.", "Strait of Hormuz", None, 26.57, 56.25, 60),
    # Asia
    ("A roadside bomb hit a bus in Helmand, Afghan officials said.", "Helmand", "AFG", 31.2, 64.0, 120),
    ("Afghan police found weapons in Kandahar.", "Kandahar", "AFG", 31.61, 65.71, 20),
    ("Gunmen shot tourists near Pahalgam in Indian-administered Kashmir.", "Pahalgam", "IND", 34.02, 75.33, 20),
    ("A blast tore through a mosque in Peshawar, Pakistan.", "Peshawar", "PAK", 34.0, 71.57, 20),
    ("Villages were burned in Rakhine state in Myanmar.", "Rakhine", "MMR", 20.0, 93.5, 100),
    ("Philippine troops fought militants in Marawi on Mindanao.", "Marawi", "PHL", 8.0, 124.29, 20),
    ("Chinese coast guard ships entered the South China Sea.", "South China Sea", None, 14.0, 115.0, 400),
    # the same name in many lands
    ("The Syrian delegation left Tripoli, Lebanon, on foot.", "Tripoli", "LBN", 34.43, 35.84, 20),
    ("Militias fought in Tripoli, the Libyan capital.", "Tripoli", "LBY", 32.88, 13.19, 20),
    ("He spoke in Washington on Tuesday.", "Washington", "USA", 38.9, -77.04, 20),
    ("The talks in Geneva ended without a deal.", "Geneva", "CHE", 46.2, 6.15, 20),
    ("Police in Hyderabad, Pakistan, arrested three men.", "Hyderabad", "PAK", 25.39, 68.37, 20),
    ("Police in Hyderabad arrested three men, Indian media said.", "Hyderabad", "IND", 17.38, 78.46, 20),
    ("Georgian police closed a road near Gori in Georgia.", "Gori", "GEO", 41.98, 44.11, 20),
    ("A shooting in Atlanta, Georgia, left two dead.", "Georgia", "USA", 32.7, -83.4, 80),
    ("A shooting in Paris, Texas, left two dead.", "Paris", "USA", 33.66, -95.56, 20),
    ("A knife attack in Paris left two dead, French police said.", "Paris", "FRA", 48.85, 2.35, 20),
    ("Colombian rebels freed a hostage in Cartagena.", "Cartagena", "COL", 10.4, -75.5, 30),
    ("Spanish police arrested a man in Cartagena.", "Cartagena", "ESP", 37.6, -0.99, 30),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "name", "country", "lat", "lon", "km"), PLACES)
def test_place(sentence: str, name: str, country: str | None, lat: float, lon: float, km: float) -> None:
    place = place_named(draft_of(sentence, "places"), name)
    assert place is not None
    assert place.country == country
    assert place.lat is not None
    assert place.lon is not None
    assert kilometres(place.lat, place.lon, lat, lon) <= km


PRECISION = [
    ("Fighting went on in the eastern province of Deir Ezzor in Syria.", "Deir Ezzor", "province"),
    ("Fighting went on in the Syrian city of Deir Ezzor.", "Deir Ezzor", "city"),
    ("Troops left Herat province in Afghanistan.", "Herat", "province"),
    ("Troops left Herat in Afghanistan.", "Herat", "city"),
    ("He fled to Jordan.", "Jordan", "country"),
    ("Pirates were seen in the Gulf of Aden.", "Gulf of Aden", "region"),
    ("Fire broke out in the Moria camp on Lesbos in Greece.", "Moria", "site"),
    ("Militants fired at Kabul airport in Afghanistan.", "Kabul", "site"),
    ("Ukrainian troops held Kharkiv region.", "Kharkiv", "province"),
    ("A raid in the Sahel killed nine.", "Sahel", "region"),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "name", "precision"), PRECISION)
def test_precision(sentence: str, name: str, precision: str) -> None:
    place = place_named(draft_of(sentence, "places"), name)
    assert place is not None
    assert place.precision == precision


NO_PLACES = [
    ("Islamic State said it carried out the attack.", "Islamic State"),
    ("The Syrian Observatory for Human Rights counted nine dead.", "Syrian"),
    ("Jordan Henderson scored twice.", "Jordan"),
    ("President George Washington never said so.", "Washington"),
    ("The Bank of Ghana raised its rates.", "Ghana"),
    ("Damascus said it would not accept the strikes.", "Damascus"),
    ("Moscow has accused the rebels of lying.", "Moscow"),
    ("They told us that nothing had happened.", "us"),
    ("Kim Jong Un met his generals in May.", "May"),
    ("US air strikes hit the convoy.", "US"),
    ("West Nile virus was found in two birds.", "West Nile"),
    ("The New York Times reported the raid.", "New York"),
    ("The Department of Justice declined to comment.", "Justice"),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "name"), NO_PLACES)
def test_no_place(sentence: str, name: str) -> None:
    assert place_named(draft_of(sentence, "places"), name) is None


def test_one_place_holds_all_mentions_of_its_name_and_other_spellings() -> None:
    text = "Shells hit Kyiv on Monday. Ukrainian officials said Kiev was calm. In Kyiv, shops opened."
    draft = draft_of(text, "places")
    place = place_named(draft, "Kyiv")
    assert place is not None
    assert [draft.text_of(words) for words in place.mentions] == ["Kyiv", "Kiev", "Kyiv"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Gunmen attacked the village of Tamourt-Zelbou at dawn.",
        "Shells landed in the town of Qezrabad-e Noz on Friday.",
        "Two soldiers died in Wembarra district, the army said.",
        "Residents fled Kosabani village after the raid.",
        "A mine exploded near the hamlet of Vyshkorove.",
    ],
)
def test_a_place_that_no_list_knows_stays_open(sentence: str) -> None:
    places = draft_of(sentence, "places").places
    assert len(places) == 1
    assert places[0].lat is None
    assert places[0].country is None


@pytest.mark.parametrize(
    ("sentence", "name", "lat", "lon"),
    [
        ("The jet came down 30 km north of Aleppo, Syria.", "Aleppo", 36.47, 37.16),
        ("The base lies 60 kilometres south of Mosul, Iraq.", "Mosul", 35.8, 43.13),
        ("A village 20 miles east of Kharkiv, Ukraine, was hit.", "Kharkiv", 49.98, 36.69),
        ("They were held 100 km (62 miles) west of Kabul, Afghanistan.", "Kabul", 34.53, 68.08),
        ("The bus was stopped 15 km northeast of Maiduguri, Nigeria.", "Maiduguri", 11.94, 13.25),
    ],
)
def test_a_distance_and_a_direction_move_the_point(sentence: str, name: str, lat: float, lon: float) -> None:
    place = place_named(draft_of(sentence, "places"), name)
    assert place is not None
    assert place.lat is not None
    assert place.lon is not None
    assert kilometres(place.lat, place.lon, lat, lon) < 12


def test_near_widens_the_radius_only_where_the_place_is_not_named_itself() -> None:
    near = place_named(draft_of("Two men were shot near Jenin in the West Bank.", "places"), "Jenin")
    plain = place_named(
        draft_of("Two men were shot near Jenin. Troops then left Jenin in the West Bank.", "places"), "Jenin"
    )
    assert near is not None
    assert plain is not None
    assert near.radius_km == 15
    assert plain.radius_km is not None
    assert plain.radius_km < 15


@pytest.mark.parametrize(
    ("opening", "name", "country"),
    [
        ("DAMASCUS:", "Damascus", "SYR"),
        ("KHARTOUM, Oct 12 (Agency) -", "Khartoum", "SDN"),
        ("TRIPOLI, Lebanon --", "Tripoli", "LBN"),
        ("BEIRUT/GENEVA (Agency) -", "Beirut", "LBN"),
        ("GAO, Mali, Aug. 3 -", "Gao", "MLI"),
        ("UNITED NATIONS (Agency) -", "New York", "USA"),
    ],
)
def test_dateline_place(opening: str, name: str, country: str) -> None:
    text = f"{opening} Soldiers opened fire on a crowd on Sunday."
    draft = draft_of(text, "places", dateline=Dateline(opening, Span(0, len(opening))))
    assert draft.dateline_place is not None
    assert draft.dateline_place.name == name
    assert draft.dateline_place.country == country
    assert not draft.dateline_place.mentions


def test_a_metonym_has_its_place_without_a_mention() -> None:
    draft = draft_of("Sources in Tehran confirmed it. But Tehran denied the charge.", "places")
    place = place_named(draft, "Tehran")
    assert place is not None
    assert len(place.mentions) == 1
    assert [m.place for m in draft.metonyms] == [place]


TAKEN_FOR_PERSONS = [  # the model takes each of these names for a person or a body
    ("Boko Haram fighters attacked Baga, a town on the shores of Lake Chad, in Borno State.", "Baga", "NGA"),
    (
        "The militants seized Bunagana, on the Ugandan border, and advanced towards Sake, 25 km west of Goma.",
        "Sake",
        "COD",
    ),
    ("Rockets hit the Israeli towns of Sderot and Ashkelon, close to Gaza.", "Ashkelon", "ISR"),
    ("Russian forces captured the village of Ivanivske, west of Bakhmut.", "Ivanivske", "UKR"),
    ("Iraqi troops entered Tal Afar at dawn.", "Tal Afar", "IRQ"),
    ("The fall of Bukavu shocked the Congolese army.", "Bukavu", "COD"),
]


@pytest.mark.parametrize(("sentence", "name", "country"), TAKEN_FOR_PERSONS)
def test_a_place_taken_for_a_person_is_a_place_and_no_actor(sentence: str, name: str, country: str) -> None:
    draft = draft_of(sentence, "places")
    place = place_named(draft, name)
    assert place is not None
    assert place.country == country
    assert all(actor.name != name for actor in draft.actors)


@pytest.mark.parametrize(
    ("sentence", "name", "precision"),
    [
        ("An explosion rocked the southern suburbs of Beirut.", "Beirut", "city"),
        ("He lives in the Karrada district of Baghdad, Iraq.", "Baghdad", "city"),
        ("Police searched a neighbourhood of Karachi.", "Karachi", "city"),
        ("They met in the capital of Yemen.", "Yemen", "country"),
        ("A boat sank off the coast of Libya.", "Libya", "country"),
    ],
)
def test_a_part_of_a_place_says_nothing_of_the_kind_of_the_place(sentence: str, name: str, precision: str) -> None:
    place = place_named(draft_of(sentence, "places"), name)
    assert place is not None
    assert place.precision == precision


def test_a_place_that_no_list_knows_is_placed_where_the_report_says_how_far_off_it_lies() -> None:
    draft = draft_of("Rebels took Ngwabelo, 80 km northwest of Goma in Congo, on Saturday.", "places")
    place = place_named(draft, "Ngwabelo")
    assert place is not None
    assert place.lat == pytest.approx(-1.165, abs=0.01)
    assert place.radius_km == 20
    goma = place_named(draft, "Goma")
    assert goma is not None
    assert goma.lat == pytest.approx(-1.67, abs=0.02)  # the distance is not Goma's


@pytest.mark.parametrize(
    ("sentence", "names", "precision"),
    [
        ("Jets struck Khost and Kunar provinces in Afghanistan.", ["Khost", "Kunar"], "province"),
        (
            "Fighting in Sudan's Gezira, White Nile and Sennar states went on.",
            ["Gezira", "White Nile", "Sennar"],
            "province",
        ),
        ("He was seen in Herat and Farah provinces, Afghan officials said.", ["Herat", "Farah"], "province"),
    ],
)
def test_a_kind_in_the_plural_holds_for_all_names_of_the_row(sentence: str, names: list[str], precision: str) -> None:
    draft = draft_of(sentence, "places")
    for name in names:
        place = place_named(draft, name)
        assert place is not None
        assert place.precision == precision


@pytest.mark.parametrize(
    ("sentence", "name", "precision"),
    [
        ("Protests spread to Mashhad, Isfahan and Zahedan, state media said.", "Isfahan", "city"),
        ("Bombs went off in Kirkuk, Baghdad and Basra, Iraqi police said.", "Baghdad", "city"),
        ("He moved from Toronto to Quebec in May.", "Quebec", "province"),
        ("The UN Security Council met in New York on Friday.", "New York", "city"),
        ("A gunman killed ten people in Buffalo, New York, on Saturday.", "New York", "province"),
    ],
)
def test_the_town_or_its_province(sentence: str, name: str, precision: str) -> None:
    place = place_named(draft_of(sentence, "places"), name)
    assert place is not None
    assert place.precision == precision


# sentence, name, precision, country, province
HIERARCHY = [
    (
        "Fighting displaced thousands in Norte de Santander.",
        "Norte de Santander",
        "province",
        "COL",
        "Norte de Santander",
    ),
    ("Gunmen killed 20 people in the Mopti region of Mali.", "Mopti", "province", "MLI", "Mopti"),
    ("Troops were sent to Mopti, officials in Mali said.", "Mopti", "city", "MLI", "Mopti"),
    ("Shells hit the Kherson region in Ukraine.", "Kherson", "province", "UKR", "Kherson"),
    ("Rebels took Kasai-Oriental province in Congo.", "Kasai-Oriental", "province", "COD", "Kasai-Oriental"),
    ("It killed 20 rebels in Arauca department in Colombia.", "Arauca", "province", "COL", "Arauca"),
    (
        "Fighting reached the regional capital Bahir Dar, Ethiopian officials said.",
        "Bahir Dar",
        "city",
        "ETH",
        "Amhara",
    ),
    ("Clashes broke out in Sudan's El Fasher.", "El Fasher", "city", "SDN", "Northern Darfur"),
    ("Officials in Helmand said Kajaki district had fallen.", "Kajaki", "district", None, None),
    ("Two died in Xyzabad, in Nigeria's Kaduna state.", "Xyzabad", "city", "NGA", "Kaduna"),  # no list has it
    ("Two died in Xyzabad, in Pakistan's restive Khyber Pakhtunkhwa province.", "Xyzabad", "city", "PAK", None),
]


@pytest.mark.parametrize(("sentence", "name", "precision", "country", "province"), HIERARCHY)
def test_what_a_place_lies_in(
    sentence: str, name: str, precision: str, country: str | None, province: str | None
) -> None:
    place = place_named(draft_of(sentence, "places"), name)
    assert place is not None
    assert (place.precision, place.country) == (precision, country)
    assert province is None or place.admin1 == province


@pytest.mark.parametrize(
    "sentence",
    ["The Justice Department said it would appeal.", "Syria's Assad said that the war was won.", "City Council voted."],
)
def test_bodies_and_persons_are_no_places(sentence: str) -> None:
    names = {p.name for p in draft_of(sentence, "places").places}
    assert names <= {"Syria"}
