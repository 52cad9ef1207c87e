"""Rows of other data sets: their columns by name and order, and what stands in them for occurrences made by hand."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.export import FORMATS, Tally, acled, export_occurrences, gdelt, ged, polecat
from dateline.export.acled import acled_row
from dateline.export.codes import acled_event, goldstein_of, quad_class_of, rows_of
from dateline.export.ged import ged_row, priogrid_cell, sides_of
from dateline.export.tolls import Toll, toll_of
from dateline.record.account import Figure
from dateline.record.choices import ActorKind, Effect, EventType, PlacePrecision, TimePrecision
from dateline.record.entities import Actor
from dateline.record.occurrence import Occurrence, Range
from tests.export.handmade import ARMY, FRONT, MALVORA, PEOPLE, bare, contested, hostile
from tests.export.test_formats import written

# Written out once more by hand from the codebooks, so that a slip in the module shows.
GDELT = """GlobalEventID Day MonthYear Year FractionDate
Actor1Code Actor1Name Actor1CountryCode Actor1KnownGroupCode Actor1EthnicCode Actor1Religion1Code Actor1Religion2Code
Actor1Type1Code Actor1Type2Code Actor1Type3Code
Actor2Code Actor2Name Actor2CountryCode Actor2KnownGroupCode Actor2EthnicCode Actor2Religion1Code Actor2Religion2Code
Actor2Type1Code Actor2Type2Code Actor2Type3Code
IsRootEvent EventCode EventBaseCode EventRootCode QuadClass GoldsteinScale NumMentions NumSources NumArticles AvgTone
Actor1Geo_Type Actor1Geo_Fullname Actor1Geo_CountryCode Actor1Geo_ADM1Code Actor1Geo_ADM2Code Actor1Geo_Lat
Actor1Geo_Long Actor1Geo_FeatureID
Actor2Geo_Type Actor2Geo_Fullname Actor2Geo_CountryCode Actor2Geo_ADM1Code Actor2Geo_ADM2Code Actor2Geo_Lat
Actor2Geo_Long Actor2Geo_FeatureID
ActionGeo_Type ActionGeo_Fullname ActionGeo_CountryCode ActionGeo_ADM1Code ActionGeo_ADM2Code ActionGeo_Lat
ActionGeo_Long ActionGeo_FeatureID DATEADDED SOURCEURL""".split()  # noqa: SIM905
POLECAT = (  # noqa: SIM905
    "Event ID|Event Date|Event Type|Event Mode|Event Intensity|Quad Code|Contexts|Actor Name|Actor Country|Actor COW|"
    "Primary Actor Sector|Actor Sectors|Actor Title|Actor Name Raw|Wikipedia Actor ID|Recipient Name|Recipient Country|"
    "Recipient COW|Primary Recipient Sector|Recipient Sectors|Recipient Title|Recipient Name Raw|Wikipedia Recipient ID|"
    "Placename|City|District|Province|Country|Latitude|Longitude|GeoNames ID|Raw Placename|Feature Type|Source|"
    "Publication Date|Story People|Story Organizations|Story Locations|Language|Version"
).split("|")
ACLED = (  # noqa: SIM905
    "event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,assoc_actor_1,inter1,"
    "actor2,assoc_actor_2,inter2,interaction,civilian_targeting,iso,region,country,admin1,admin2,admin3,location,latitude,"
    "longitude,geo_precision,source,source_scale,notes,fatalities,tags,timestamp"
).split(",")
GED = (  # noqa: SIM905
    "id,relid,year,active_year,code_status,type_of_violence,conflict_dset_id,conflict_new_id,conflict_name,dyad_dset_id,"
    "dyad_new_id,dyad_name,side_a_dset_id,side_a_new_id,side_a,side_b_dset_id,side_b_new_id,side_b,number_of_sources,"
    "source_article,source_office,source_date,source_headline,source_original,where_prec,where_coordinates,"
    "where_description,adm_1,adm_2,latitude,longitude,geom_wkt,priogrid_gid,country,country_id,region,event_clarity,"
    "date_prec,date_start,date_end,deaths_a,deaths_b,deaths_civilians,deaths_unknown,best,high,low,gwnoa,gwnob"
).split(",")
WIDTHS = {"gdelt": 61, "polecat": 40, "acled": 31, "ged": 49}
HEADED = ("polecat", "acled", "ged")


def rows(name: str, *occurrences: Occurrence) -> list[list[str]]:
    """Return the rows of an export as its readers part them, the heading among them."""
    text = written(name, *occurrences).decode()
    if name in ("gdelt", "polecat"):
        return list(csv.reader(io.StringIO(text, newline=""), delimiter="\t", quoting=csv.QUOTE_NONE))
    return list(csv.reader(io.StringIO(text, newline="")))


def cells(name: str, occurrence: Occurrence) -> dict[str, str]:
    """Return the row of an occurrence by column."""
    columns = {"gdelt": GDELT, "polecat": POLECAT, "acled": ACLED, "ged": GED}[name]
    return dict(zip(columns, rows(name, occurrence)[-1], strict=True))


def with_summary(**fields: object) -> Occurrence:
    """Return the strike with other fields of its summary."""
    made = contested()
    return replace(made, summary=replace(made.summary, **fields))  # type: ignore[arg-type]


def renamed(text: str) -> Occurrence:
    """Return the strike with this text in every kind of place where a report's words may stand."""
    made = contested()
    actor = replace(FRONT, name=text)
    accounts = tuple(
        replace(a, outlet=text, agency=text, title=text, url=text, trigger=text, sentence=text, actors=(actor,))
        for a in made.accounts
    )
    summary = replace(made.summary, actors=(actor,), recipients=(actor, actor), place=replace(MALVORA, name=text))
    disputes = tuple(replace(d, about=text, settled_how=text) for d in made.disputes)
    return replace(made, accounts=accounts, summary=summary, disputes=disputes, standing_reason=text)


@pytest.mark.parametrize(
    ("module", "columns", "number"),
    [(gdelt, GDELT, 61), (polecat, POLECAT, 40), (acled, ACLED, 31), (ged, GED, 49)],
    ids=["gdelt", "polecat", "acled", "ged"],
)
def test_columns_are_those_of_the_codebook(module: object, columns: list[str], number: int) -> None:
    assert len(columns) == number
    assert list(module.COLUMNS) == columns  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", WIDTHS)
def test_nothing_gives_the_heading_or_an_empty_file(name: str) -> None:
    columns = {"polecat": POLECAT, "acled": ACLED, "ged": GED}
    assert rows(name) == ([columns[name]] if name in HEADED else [])


@pytest.mark.parametrize("name", WIDTHS)
@pytest.mark.parametrize("made", [contested, hostile], ids=["contested", "hostile"])
def test_each_row_has_the_columns_and_no_row_steers_its_reader(name: str, made: object) -> None:
    found = rows(name, made())  # type: ignore[operator]
    assert len(found) == 1 + (name in HEADED)
    assert {len(row) for row in found} == {WIDTHS[name]}
    for cell in found[-1]:
        assert not cell.startswith(("=", "+", "@"))
        assert not [c for c in cell if c < " " or c == "\u202e"]
    if name in ("gdelt", "polecat"):
        assert '"' not in written(name, made()).decode()  # type: ignore[operator]


@pytest.mark.parametrize("name", WIDTHS)
@given(text=st.text(alphabet=st.characters(codec=None)))
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_text_leaves_the_columns_in_place(name: str, text: str) -> None:
    assert {len(row) for row in rows(name, renamed(text))} == {WIDTHS[name]}


def test_gdelt_tells_the_first_pair_and_codes_by_cameo() -> None:
    row = cells("gdelt", contested())
    assert (row["GlobalEventID"], row["Day"], row["MonthYear"], row["Year"]) == ("7", "20251011", "202510", "2025")
    assert row["FractionDate"] == "2025.8521"  # (10 * 30 + 11) / 365
    assert (row["Actor1Code"], row["Actor1Name"], row["Actor1CountryCode"]) == ("SDNREB", "NORTHERN FRONT", "SDN")
    assert (row["Actor2Code"], row["Actor2Type1Code"]) == ("SDNCVL", "CVL")
    assert (row["EventCode"], row["EventBaseCode"], row["EventRootCode"]) == ("195", "195", "19")
    assert (row["QuadClass"], row["GoldsteinScale"]) == ("4", "-10.0")
    assert (row["NumMentions"], row["NumSources"], row["NumArticles"]) == ("5", "4", "5")  # one outlet has two reports
    assert (row["ActionGeo_Type"], row["ActionGeo_Fullname"]) == ("4", "Malvora, North Darfur, Sudan")
    assert (row["ActionGeo_CountryCode"], row["ActionGeo_Lat"], row["ActionGeo_Long"]) == ("SU", "13.5", "25.25")
    assert (row["DATEADDED"], row["SOURCEURL"]) == ("20251012061500", "https://news.example/2")
    assert {row[name] for name in ("AvgTone", "IsRootEvent", "Actor1Geo_Type", "ActionGeo_FeatureID")} == {""}
    assert gdelt.file_name(datetime(2025, 10, 13, 8, 15, tzinfo=UTC)) == "20251013081500.export.CSV"


@pytest.mark.parametrize(
    ("start", "end", "precision", "day", "month", "year"),
    [
        ("2025-10-01", "2025-10-31", TimePrecision.MONTH, "", "202510", "2025"),  # a month is no day
        ("2025-09-29", "2025-10-05", TimePrecision.WEEK, "", "", "2025"),
        ("2025-01-01", "2025-12-31", TimePrecision.YEAR, "", "", "2025"),
        ("2025-10-11", "2025-10-13", TimePrecision.DAY, "20251011", "202510", "2025"),  # from one day to another
        (None, None, None, "", "", ""),
    ],
)
def test_gdelt_gives_no_day_that_nobody_told(
    start: str | None, end: str | None, precision: TimePrecision | None, day: str, month: str, year: str
) -> None:
    row = cells("gdelt", with_summary(start=start, end=end, precision=precision))
    assert (row["Day"], row["MonthYear"], row["Year"]) == (day, month, year)
    assert bool(row["FractionDate"]) == bool(day)


@pytest.mark.parametrize(
    ("code", "quad", "score"),
    [("040", 1, 1.0), ("0871", 2, 9.0), ("090", 2, -2.0), ("112", 3, -2.0), ("141", 3, -6.5), ("150", 4, -7.2),
     ("2041", 4, -10.0), (None, None, None)],
)  # fmt: skip
def test_quad_class_and_goldstein_score_follow_the_code(
    code: str | None, quad: int | None, score: float | None
) -> None:
    assert (quad_class_of(code), goldstein_of(code)) == (quad, score)


def test_every_code_that_we_give_has_a_goldstein_score() -> None:
    from importlib.resources import files

    text = files("dateline.lexicon").joinpath("cameo.tsv").read_text(encoding="utf-8")
    codes = {line.split("\t")[-1] for line in text.splitlines() if line and not line.startswith("#")}
    assert [code for code in codes if goldstein_of(code) is None] == []


def test_an_event_without_a_code_is_left_out_of_gdelt_and_counted() -> None:
    tally = export_occurrences([with_summary(cameo=None)], FORMATS["gdelt"], io.BytesIO())
    assert tally == Tally(0, {"no CAMEO code": 1})


def test_polecat_has_its_own_words_for_nothing() -> None:
    row = cells("polecat", contested())
    assert (row["Event ID"], row["Event Date"], row["Event Type"], row["Event Mode"]) == (
        "7", "2025-10-11", "ASSAULT", "drone")  # fmt: skip
    assert (row["Quad Code"], row["Contexts"]) == ("MATERIAL CONFLICT", "military;human_rights")
    assert (row["Actor Name"], row["Actor Country"], row["Primary Actor Sector"]) == ("Northern Front", "SDN", "REB")
    assert (row["Placename"], row["City"], row["Province"], row["Feature Type"]) == (
        "Malvora", "Malvora", "North Darfur", "PPL")  # fmt: skip
    assert (row["GeoNames ID"], row["Source"]) == ("123", "The Quay Tribune;Delta Post;Harbour News;Gulf Daily")
    assert (row["Actor Name Raw"], row["District"], row["Event Intensity"], row["Actor COW"]) == (
        "None",
        "None",
        "",
        "",
    )
    none = cells("polecat", bare())
    assert (none["Event Date"], none["Actor Name"], none["Placename"], none["Latitude"]) == ("None", "None", "None", "")


def test_acled_takes_the_least_toll_and_says_the_rest_in_its_note() -> None:
    row = cells("acled", contested())
    assert (row["event_id_cnty"], row["event_date"], row["year"], row["time_precision"]) == (
        "SDN7", "2025-10-11", "2025", "1")  # fmt: skip
    assert (row["disorder_type"], row["event_type"], row["sub_event_type"]) == (
        "Political violence", "Explosions/Remote violence", "Air/drone strike")  # fmt: skip
    assert (row["actor1"], row["inter1"], row["actor2"], row["inter2"]) == (
        "Northern Front", "Rebel group", "Residents of Malvora", "Civilians")  # fmt: skip
    assert (row["interaction"], row["civilian_targeting"]) == ("Rebel group-Civilians", "Civilian targeting")
    assert (row["iso"], row["country"], row["admin1"], row["location"]) == ("729", "Sudan", "North Darfur", "Malvora")
    assert (row["latitude"], row["longitude"], row["geo_precision"]) == ("13.5000", "25.2500", "1")
    assert (row["fatalities"], row["source"]) == ("14", "The Quay Tribune; Delta Post; Harbour News; Gulf Daily")
    assert "Disputed (count)" in row["notes"] and "57 people killed (a nurse)" in row["notes"]
    assert row["timestamp"] == "1760595300"  # 2025-10-16 08:15 at +02:00, when the last report came in
    none = cells("acled", bare())
    assert (none["event_date"], none["location"], none["fatalities"], none["inter1"]) == ("", "", "0", "")


@pytest.mark.parametrize(
    ("subtype", "actor", "struck", "event_type", "sub_event_type", "interaction"),
    [
        ("territory_taken", ARMY, FRONT, "Battles", "Government regains territory", "State forces-Rebel group"),
        ("territory_taken", FRONT, ARMY, "Battles", "Non-state actor overtakes territory", "State forces-Rebel group"),
        ("attack", FRONT, PEOPLE, "Violence against civilians", "Attack", "Rebel group-Civilians"),
        ("attack", FRONT, ARMY, "Battles", "Armed clash", "State forces-Rebel group"),
        ("attack", FRONT, None, "", "", "Rebel group only"),  # it is not told which of the two
        ("peaceful_protest", PEOPLE, None, "Protests", "Peaceful protest", "Protesters only"),
        ("mob_violence", PEOPLE, ARMY, "Riots", "Mob violence", "State forces-Rioters"),
        ("excessive_force_against_protesters", ARMY, PEOPLE, "Protests", "Excessive force against protesters",
         "State forces-Protesters"),
        ("air_drone_strike", replace(ARMY, country="TUR"), PEOPLE, "Explosions/Remote violence", "Air/drone strike",
         "External/Other forces-Civilians"),  # a state's forces abroad
    ],
)  # fmt: skip
def test_acled_types_follow_who_did_it_to_whom(
    subtype: str, actor: Actor, struck: Actor | None, event_type: str, sub_event_type: str, interaction: str
) -> None:
    row = acled_row(with_summary(subtype=subtype, mode=None, actors=(actor,), recipients=(struck,) if struck else ()))
    assert (row["event_type"], row["sub_event_type"], row["interaction"]) == (event_type, sub_event_type, interaction)


def test_force_in_which_nobody_is_told_as_hurt_is_an_intervention() -> None:
    row = acled_row(with_summary(subtype="excessive_force_against_protesters", mode=None, ranges=()))
    assert (row["sub_event_type"], row["disorder_type"]) == ("Protest with intervention", "Demonstrations")


def test_talks_are_no_event_of_acled() -> None:
    talks = with_summary(type=EventType.CONSULT, subtype=None, mode="visit", cameo="042")
    assert acled_event(talks.summary) is None
    assert export_occurrences([talks], FORMATS["acled"], io.BytesIO()) == Tally(
        0, {"no kind of event that ACLED codes": 1}
    )


@pytest.mark.parametrize(
    ("precision", "start", "end", "day", "code"),
    [
        (TimePrecision.WEEK, "2025-10-06", "2025-10-12", "2025-10-09", 2),  # the middle of the week
        (TimePrecision.MONTH, "2025-10-01", "2025-10-31", "2025-10-16", 3),
        (TimePrecision.YEAR, "2025-01-01", "2025-12-31", None, None),  # coarser than ACLED takes
    ],
)
def test_acled_days_are_the_middle_of_what_is_told(
    precision: TimePrecision, start: str, end: str, day: str | None, code: int | None
) -> None:
    row = acled_row(with_summary(precision=precision, start=start, end=end))
    assert (row["event_date"], row["time_precision"]) == (day, code)


def test_ged_leaves_best_empty_where_the_tolls_differ() -> None:
    row = cells("ged", contested())
    assert (row["best"], row["high"], row["low"]) == ("", "70", "14")
    assert (row["id"], row["year"], row["type_of_violence"]) == ("7", "2025", "3")
    assert (row["side_a"], row["side_b"], row["dyad_name"]) == (
        "Northern Front", "Civilians", "Northern Front - Civilians")  # fmt: skip
    assert (row["number_of_sources"], row["source_original"]) == ("5", "Doctors' Circle; a nurse; Army; Omar Teshi")
    assert (row["where_prec"], row["where_coordinates"], row["adm_1"]) == ("1", "Malvora", "North Darfur")
    assert row["geom_wkt"] == "POINT (25.25 13.5)"
    assert (row["date_prec"], row["date_start"], row["date_end"]) == (
        "1", "2025-10-11 00:00:00.000", "2025-10-11 00:00:00.000")  # fmt: skip
    assert {row[name] for name in ("relid", "conflict_new_id", "country_id", "gwnoa", "deaths_a")} == {""}


def test_ged_takes_only_violence_with_dead() -> None:
    reasons = {"no violence": 1, "nobody told as killed": 1}
    talks = with_summary(type=EventType.CONSULT)
    assert export_occurrences([talks, bare()], FORMATS["ged"], io.BytesIO()) == Tally(0, reasons)


@pytest.mark.parametrize(
    ("actor", "struck", "kind", "side_a", "side_b"),
    [
        (ARMY, FRONT, 1, "Army", "Northern Front"),
        (FRONT, ARMY, 1, "Army", "Northern Front"),  # the state is side A
        (FRONT, replace(FRONT, name="Southern Front"), 2, "Northern Front", "Southern Front"),
        (ARMY, PEOPLE, 3, "Army", "Civilians"),
        (FRONT, None, None, "Northern Front", ""),
        (PEOPLE, ARMY, None, "Residents of Malvora", "Army"),
    ],
)
def test_ged_parts_violence_by_its_two_sides(
    actor: Actor, struck: Actor | None, kind: int | None, side_a: str, side_b: str
) -> None:
    made = with_summary(actors=(actor,), recipients=(struck,) if struck else ())
    assert sides_of(made.summary) == (kind, side_a, side_b)


@pytest.mark.parametrize(
    ("start", "end", "code"),
    [("2025-10-11", "2025-10-11", 1), ("2025-10-11", "2025-10-14", 2), ("2025-10-06", "2025-10-12", 3),
     ("2025-10-01", "2025-10-31", 4), ("2025-01-01", "2025-12-31", 5)],
)  # fmt: skip
def test_ged_grades_days(start: str, end: str, code: int) -> None:
    assert ged_row(with_summary(start=start, end=end, precision=None))["date_prec"] == code


@pytest.mark.parametrize(
    ("place", "where_prec", "geo_precision"),
    [
        (MALVORA, 1, 1),
        (replace(MALVORA, radius_km=15.0), 2, 2),  # near it
        (replace(MALVORA, radius_km=7.5, geonames_id=None), 2, 2),  # 30 km north of it
        (replace(MALVORA, precision=PlacePrecision.DISTRICT), 3, 2),
        (replace(MALVORA, precision=PlacePrecision.PROVINCE), 4, 3),
        (replace(MALVORA, precision=PlacePrecision.COUNTRY), 6, None),  # ACLED takes no such place
    ],
)
def test_places_are_graded_by_their_precision(place: object, where_prec: int, geo_precision: int | None) -> None:
    made = with_summary(place=place)
    assert (ged_row(made)["where_prec"], acled_row(made)["geo_precision"]) == (where_prec, geo_precision)


@pytest.mark.parametrize(
    ("lat", "lon", "cell"),
    [(-90, -180, 1), (89.9, 179.9, 259_200), (90, 180, 259_200), (-89.6, 179.9, 720), (-89.4, -180, 721)],
)
def test_cells_of_the_grid_are_numbered_from_the_south_west(lat: float, lon: float, cell: int) -> None:
    assert priogrid_cell(lat, lon) == cell


def told(*figures: tuple[str, int | None, int | None]) -> Occurrence:
    """Return the strike with these numbers of killed: of what, low, high, one range for each kind."""
    ranges = {
        what: [Figure(what, Effect.KILLED, low, high, "") for w, low, high in figures if w == what]
        for what, *_ in figures
    }
    made = tuple(Range(Effect.KILLED, what, None, None, tuple(("2", f) for f in said)) for what, said in ranges.items())
    return with_summary(ranges=made)


@pytest.mark.parametrize(
    ("figures", "toll"),
    [
        ([("people", 14, 14), ("people", 57, 57)], Toll(14, 57, None)),
        ([("people", 14, 14), ("people", 14, 14)], Toll(14, 14, 14)),
        ([("people", 57, None)], Toll(57, None, None)),  # "at least 57": nobody gives an end
        ([("people", 31, 31), ("people", 57, None)], Toll(31, 57, None)),
        ([("people", 60, None), ("children", 17, 17)], Toll(60, None, None)),  # a part does not lower the whole
        ([("children", 17, 17)], Toll(17, 17, 17)),
        ([("soldiers", 3, 3), ("civilians", 5, 5)], Toll(5, None, None)),  # at least five, and no sum
        ([], Toll()),
    ],
)
def test_tolls_are_neither_averaged_nor_added(figures: list[tuple[str, int | None, int | None]], toll: Toll) -> None:
    assert toll_of(told(*figures)) == toll


def test_a_denial_has_no_part_in_the_toll() -> None:
    made = contested()
    denied = replace(
        made.summary.ranges[0], said=(*made.summary.ranges[0].said, ("6", Figure("people", Effect.KILLED, 0, 0, "")))
    )
    assert toll_of(replace(made, summary=replace(made.summary, ranges=(denied,)))) == Toll(14, 70, None)


@pytest.mark.parametrize(
    ("table", "width"), [("country_codes.tsv", 4), ("actor_sides.tsv", 4), ("acled_events.tsv", 6), ("goldstein.tsv", 2),
                         ("quads.tsv", 2)]
)  # fmt: skip
def test_tables_name_their_source_and_have_no_line_twice(table: str, width: int) -> None:
    from importlib.resources import files

    assert files("dateline.export").joinpath(table).read_text(encoding="utf-8").startswith("# ")
    found = rows_of(table, width)
    assert {len(row) for row in found} == {width}
    keys = [tuple(row[: 3 if table == "acled_events.tsv" else 1]) for row in found]
    assert len(keys) == len(set(keys))


def test_every_kind_and_subtype_of_violence_is_known_to_the_tables() -> None:
    from importlib.resources import files

    text = files("dateline.lexicon").joinpath("subtypes.tsv").read_text(encoding="utf-8")
    subtypes = {line.split("\t")[0] for line in text.splitlines() if line and not line.startswith("#")}
    assert {row[2] for row in rows_of("acled_events.tsv", 6)} - {""} == subtypes
    assert {row[0] for row in rows_of("quads.tsv", 2)} == {kind.value for kind in EventType}
    kinds = {row[0] for row in rows_of("actor_sides.tsv", 4) if row[0].islower()}
    assert kinds <= {kind.value for kind in ActorKind}
