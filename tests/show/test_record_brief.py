"""What is shown of a record: its parts and words at any width, in every format, whatever a report holds."""

from __future__ import annotations

import io
import json
from dataclasses import replace

import pytest
from rich.cells import cell_len
from rich.console import Console

from dateline.errors import UsageError
from dateline.record.account import Account, Figure, Voice
from dateline.record.briefing import (
    ActorName,
    Briefing,
    Change,
    Differing,
    DisputeLine,
    FigureSaid,
    Filter,
    Joined,
    Number,
    OccurrenceLine,
    Open,
    OpenedActor,
    OpenedOccurrence,
    Part,
    ReportLine,
    Saying,
    Stand,
    Stands,
    Totals,
)
from dateline.record.choices import (
    Act,
    ActorKind,
    DisputeKind,
    Effect,
    EventType,
    PlacePrecision,
    SourceKind,
    Status,
    Strength,
    TimePrecision,
)
from dateline.record.entities import Actor, Place
from dateline.record.occurrence import (
    DisputeAcross,
    Independence,
    Occurrence,
    Range,
    Root,
    Side,
    Standing,
    Summary,
)
from dateline.show.actor_sheet import actor_sheet
from dateline.show.asked import actor_names, country_code, day_asked, event_type, last_day_asked
from dateline.show.opened import occurrence_sheet
from dateline.show.record_brief import EMPTY, brief_sheet
from dateline.show.record_outputs import write_sheet
from dateline.show.record_words import standing_words
from dateline.show.sheet import Sheet
from dateline.show.sheet_markdown import sheet_markdown
from dateline.show.sheet_page import sheet_page
from dateline.show.sheet_terminal import SheetOnTerminal

HOSTILE = "\x1b]0;owned\x07<script>x()</script> [bold]b[/bold] **m** \u202eright"

LINE = OccurrenceLine(
    id=46,
    type=EventType.ASSAULT,
    subtype="air_drone_strike",
    status=Status.HAPPENED,
    outcome=None,
    alleged=False,
    standing=Standing.CONTESTED,
    standing_reason="What is told by 2 to 3 sources that do not depend on each other is denied by Northern Front.",
    sources_low=2,
    sources_high=3,
    sources=("Doctors' Circle", "activists (Sahel Line)"),
    actors=(),
    recipients=("people",),
    via=(),
    place="Malvora",
    country="SDN",
    admin1=None,
    place_precision=PlacePrecision.CITY,
    start="2025-10-11",
    end="2025-10-11",
    precision=TimePrecision.DAY,
    day="2025-10-11",
    figures=("14 to 30 people killed",),
    words="Two drones hit a shelter in Malvora on Saturday.",
    accounts=3,
    reports=2,
    disputes=1,
    first_told="2025-10-11",
    last_told="2025-10-13",
    said=(
        FigureSaid("people", Effect.KILLED, 14, None, "at least 14", "activists", "Sahel Line", 1),
        FigureSaid("people", Effect.KILLED, 30, 30, "30", "Doctors' Circle", "Quay Post", 2),
        FigureSaid("people", Effect.KILLED, 3, 3, "3", "Doctors' Circle", "Quay Post", 2),  # a part of the 30
    ),
)
HEAD = DisputeLine(4, DisputeKind.DENIAL, "Did the Northern Front hit the shelter?", Strength.CONTRADICTION, None)


def account(number: int, status: Status, killed: int | None, **fields: object) -> Account:
    voice = Voice(
        statement=f"r{number}s1",
        kind=SourceKind.INSTITUTION,
        name="Northern Front" if status is Status.DENIED else "Doctors' Circle",
        words="it",
        act=Act.DENY if status is Status.DENIED else Act.SAY,
        said="we did not hit it" if status is Status.DENIED else "two drones hit the shelter",
        interested=status is Status.DENIED,
    )
    made = Account(
        id=f"r{number}e1",
        report=str(number),
        outlet=f"Paper {number}",
        agency=None,
        published=f"2025-10-1{number}",
        type=EventType.ASSAULT,
        subtype="air_drone_strike",
        mode=None,
        cameo=None,
        contexts=(),
        status=status,
        outcome=None,
        alleged=False,
        trigger="hit",
        lemma="hit",
        sentence="Two drones hit a shelter in Malvora on Saturday.",
        recipients=(Actor("a1", "people", ActorKind.PEOPLE, None, None, ()),),
        place=Place("p1", "Malvora", 1.0, 2.0, "SDN", None, PlacePrecision.CITY, None, None, ()),
        start="2025-10-11",
        end="2025-10-11",
        figures=(Figure("people", Effect.KILLED, killed, killed, str(killed)),) if killed else (),
        chains=((voice,),),
    )
    return replace(made, **fields)  # type: ignore[arg-type]


def whole() -> Occurrence:
    accounts = (account(1, Status.HAPPENED, 14), account(2, Status.HAPPENED, 30), account(3, Status.DENIED, None))
    behind = Independence(
        2, 3, ("2 reports carry one text",), (Root("Doctors' Circle", "institution", True, None, ("r1e1", "r2e1")),)
    )
    against = Independence(1, 1, (), (Root("Northern Front", "institution", True, True, ("r3e1",)),))
    summary = Summary(
        type=EventType.ASSAULT,
        subtype="air_drone_strike",
        mode=None,
        cameo=None,
        contexts=(),
        status=Status.HAPPENED,
        outcome=None,
        alleged=False,
        actors=(),
        recipients=accounts[0].recipients,
        via=(),
        place=accounts[0].place,
        start="2025-10-11",
        end="2025-10-11",
        precision=TimePrecision.DAY,
        ranges=(Range(Effect.KILLED, "people", 14, 30, ()),),
        first_told="2025-10-11",
        last_told="2025-10-13",
    )
    dispute = DisputeAcross(
        DisputeKind.DENIAL,
        HEAD.about,
        (Side("yes", ("r1e1", "r2e1"), behind), Side("no", ("r3e1",), against)),
        Strength.CONTRADICTION,
    )
    return Occurrence("46", accounts, summary, behind, Standing.CONTESTED, LINE.standing_reason, (dispute,))


def saying(words: str = "it would answer") -> Saying:
    report = ReportLine(2, "two", "A title", "Quay Post", "Meridian Wire", "2025-10-13")
    voice = Voice("r2s4", SourceKind.ANONYMOUS, None, "A nurse close to the clinic", Act.WARN, words)
    return Saying(report, voice, None, "warn", reports=2)


def briefing() -> Briefing:
    planned = replace(LINE, id=50, status=Status.PLANNED, standing=Standing.CLAIMED, sources_low=1, sources_high=1,
                      sources=("a general",), said=(), figures=(), disputes=0)  # fmt: skip
    undated = replace(planned, id=51, status=Status.HAPPENED, start=None, end=None, place=None)
    return Briefing(
        record="sudan.db",
        asked=Filter(),
        totals=Totals(1204, 3310, 17, 2, "2025-01-01", "2025-10-14"),
        found=Number(3310),
        differing=Part((Differing(LINE, (HEAD,), whole()),), Number(16)),
        reported=Part((LINE, undated), Number(2000, is_least=True)),
        ahead=Part((planned,)),
        said=Part((saying(),), Number(3)),
        open=Open(Part((undated,), Number(5)), Part((undated,)), Part(), Number(500, True)),
    )


def opened() -> OpenedOccurrence:
    return OpenedOccurrence(
        LINE,
        whole(),
        (HEAD,),
        joins=(Joined("r1e1", "r2e1", ("both have “hit”", "the same place")),),
        history=(Change("2025-10-14T09:30:00+00:00", "Ana decided: same, since one strike"),),
    )


def shown(sheet: Sheet, width: int = 80, plain: bool = True, terminal: bool = False) -> str:
    out = io.StringIO()
    console = Console(file=out, width=width, force_terminal=terminal, highlight=False, markup=False)
    console.print(SheetOnTerminal(sheet, plain))
    return out.getvalue()


def flat(text: str) -> str:
    return " ".join(text.split())


def test_disputes_lead_and_each_part_has_its_title() -> None:
    titles = [line for line in shown(brief_sheet(briefing())).splitlines() if line.isupper()]
    assert titles == ["ACCOUNTS DIFFER", "REPORTED", "PLANNED", "SAID", "LEFT OPEN"]


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("1,204 reports of 1 Jan-14 Oct 2025, 3,310 occurrences, 17 disputes, 2 could not be read", "the whole record"),
        ("d4 Did the Northern Front hit the shelter?", "a dispute by its number"),
        ("both cannot be true", "how strongly"),
        ("#46 air or drone strike, not told by whom -> people; Malvora, SDN, 11 Oct 2025", "of what it is"),
        ('"two drones hit the shelter" on the word of Doctors\' Circle, Paper 1, 11 Oct 2025 (r1e1)', "a side's words"),
        ("independent sources 2-3: Doctors' Circle", "how many stand behind"),
        ("denied by Northern Front (speaks of its own side)", "an interested party"),
        ("one source: Northern Front", "the other side"),
        ("16 more", "disputes not shown"),
        ("more than 2,000 more: ask for less", "occurrences not shown"),
        ("not told by whom -> people [air or drone strike, happened]", "who, to whom, what, status"),
        ("numbers differ: people killed: at least 14 (activists), 30 (Doctors' Circle)", "who says which number"),
        (">< contested: what is told by 2 to 3 sources", "how it stands"),
        ("(3 accounts in 2 reports; see d4)", "how often told, and the dispute"),
        ("no day, told", "no day of its own"),
        ("| told by one source: a general", "what is ahead is told, not claimed"),
        ("a nurse close to the clinic (anonymous)", "a voice without a name"),
        ("Quay Post from Meridian Wire, 13 Oct 2025, and 1 report more", "where it stands"),
        ("no day for #51 air or drone strike, not told by whom -> people; 5 more", "what is left open"),
        ("among the newest 500 that are reported", "where it was looked for"),
    ],
)
def test_the_brief_says(words: str, why: str) -> None:
    assert words in flat(shown(brief_sheet(briefing()), width=140)), why


@pytest.mark.parametrize("width", [50, 80, 100, 140, 220])
@pytest.mark.parametrize("sheet", [brief_sheet(briefing()), occurrence_sheet(opened())], ids=["brief", "occurrence"])
def test_no_line_is_wider_than_the_terminal_or_ends_in_blanks(sheet: Sheet, width: int) -> None:
    for line in shown(sheet, width).splitlines():
        assert cell_len(line) <= min(width, 140)
        assert line == line.rstrip()


def test_plain_output_has_neither_colour_nor_signs_beyond_ascii() -> None:
    for sheet in (brief_sheet(briefing()), occurrence_sheet(replace(opened(), joins=()))):
        assert shown(sheet).isascii()
        assert "\x1b[" in shown(sheet, plain=False, terminal=True)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"totals": Totals(0, 0, 0, 0, None, None)}, EMPTY),
        ({"asked": Filter(country="SDN"), "found": Number(0)}, "in SDN: 0 occurrences"),
        ({"asked": Filter(place=("Malvra",)), "found": Number(0)}, "Did you mean Malvora?"),
        ({"found": Number(0)}, "none of them tells of a deed"),
        (
            {"asked": Filter(type="armed_clash", since="2025-10-01", contested=True)},
            "armed clash, since 1 Oct 2025, where",
        ),
    ],
)
def test_an_empty_brief_says_why(changes: dict[str, object], words: str) -> None:
    empty = {"differing": Part(), "reported": Part(), "ahead": Part(), "said": Part(), "open": Open()}
    near = ("Malvora",) if "Did you mean" in words else ()
    made = replace(briefing(), **empty, **changes)  # type: ignore[arg-type]
    assert words in flat(shown(brief_sheet(made, near), width=140))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"standing": Standing.CLAIMED, "sources_low": 1, "sources_high": 1}, "claimed by one source: "),
        ({"standing": Standing.CLAIMED, "sources_low": 1}, "claimed by one source, perhaps up to 3: "),
        ({"standing": Standing.CLAIMED}, "claimed by 2-3 sources, all of them parties to it: "),
        ({"standing": Standing.CLAIMED, "status": Status.PLANNED}, "told by 2-3 sources: "),
        ({"standing": Standing.CLAIMED, "sources_low": 0}, "told by outlets that only cite each other"),
        ({"standing": Standing.CORROBORATED}, "reported by 2-3 sources that do not depend on each other: "),
        ({"standing": Standing.DENIED, "standing_reason": "Only its denial is told, by A."}, "only its denial is told"),
    ],
)
def test_how_an_occurrence_stands_is_told_in_words(changes: dict[str, object], words: str) -> None:
    assert standing_words(replace(LINE, **changes)).startswith(words)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("Air or drone strike on people in Malvora, SDN on 11 Oct 2025, contested; 14 to 30 people killed.", "on top"),
        ("r1e1 Paper 1 11 Oct 2025", "an account by its number"),
        ("numbers 14 people killed [differs]", "a number that others have otherwise"),
        ("what air or drone strike, denied [differs]", "the one that denies"),
        ("Doctors' Circle (an institution) r1e1, r2e1", "a source and its accounts"),
        ("counted so 2 reports carry one text", "the reason of the count"),
        ("r1e1 and r2e1: both have", "why they are one"),
        ("2025-10-14 09:30 Ana decided: same, since one strike", "what people decided"),
        ("first told 11 Oct 2025; last told 13 Oct 2025", "when"),
    ],
)
def test_an_occurrence_opens_with_all_behind_it(words: str, why: str) -> None:
    assert words in flat(shown(occurrence_sheet(opened()), width=140)), why


def test_an_actor_shows_where_it_turned_and_of_private_persons_no_track() -> None:
    stands = Stands(
        "working together",
        "Syria",
        (
            Stand("2014-08-26", "denies", "no plans", 1, "A", "r1e1"),
            Stand("2014-08-28", "asserts", "it has begun", 2, "B", None, True),
        ),
    )
    name = ActorName(7, "Northern Front", "armed_group", "SDN", "REB", Number(3))
    made = OpenedActor((name,), ("NF",), True, (), (stands,), Part(), Part((saying(),)), Number(2), 2)
    text = flat(shown(actor_sheet(made), width=120))
    for words in ("armed group, Sudan a7, in 3 reports", "also called: NF", "working together with Syria turned once",
                  "28 Aug 2014 turns: asserts", "WHAT OTHERS SAY OF IT"):  # fmt: skip
        assert words in text
    assert "No track is kept of private persons" in shown(actor_sheet(replace(made, is_tracked=False)), 200)


def hostile() -> Briefing:
    made = briefing()
    line = replace(LINE, words=HOSTILE, actors=(HOSTILE,), place=HOSTILE, sources=(HOSTILE,), standing_reason=HOSTILE)
    of = replace(whole(), accounts=tuple(replace(a, sentence=HOSTILE, outlet=HOSTILE) for a in whole().accounts))
    return replace(
        made,
        record=HOSTILE,
        differing=Part((Differing(line, (replace(HEAD, about=HOSTILE),), of),)),
        reported=Part((line,)),
        said=Part((saying(HOSTILE),)),
    )


def test_a_report_cannot_steer_the_terminal_the_page_or_the_markdown() -> None:
    for sheet in (brief_sheet(hostile()), occurrence_sheet(replace(opened(), line=hostile().reported.shown[0]))):
        text = shown(sheet, terminal=False)
        assert "\x1b" not in text and "\u202e" not in text
        page = sheet_page(sheet)
        assert "<script" not in page and "\x1b" not in page and "\u202e" not in page
        assert "<script" not in sheet_markdown(sheet)
    assert "[bold]b[/bold]" in shown(brief_sheet(hostile()), 140)
    assert "&lt;script&gt;" in sheet_page(brief_sheet(hostile()))
    assert r"\*\*m\*\*" in sheet_markdown(brief_sheet(hostile()))


def test_a_page_leads_from_an_id_to_its_entry_and_fetches_nothing() -> None:
    page = sheet_page(brief_sheet(briefing()))
    assert 'id="o46"' in page and '<a href="#o46">#46</a>' in page and '<a href="#d4">d4</a>' in page
    assert "http" not in page.replace("http-equiv", "") and "default-src 'none'" in page


def test_markdown_holds_the_same_words() -> None:
    text = sheet_markdown(brief_sheet(briefing()))
    assert text.startswith("# sudan.db\n") and "## Accounts differ" in text
    assert "- **d4** · **Did the Northern Front hit the shelter?**" in text
    assert "**\\#46** · happened · 11 Oct 2025 · Malvora, SDN" in text


def test_json_holds_what_is_shown() -> None:
    parts: list[str] = []
    write_sheet(brief_sheet(briefing()), briefing(), "json", print, parts.append, True)
    made = json.loads("".join(parts))
    assert made["totals"]["reports"] == 1204 and made["reported"]["more"] == {"of": 2000, "is_least": True}
    assert made["differing"]["shown"][0]["whole"]["disputes"][0]["sides"][1]["label"] == "no"


# What a person asks with


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("ASSAULT", "ASSAULT"),
        ("assault", "ASSAULT"),
        ("air_drone_strike", "air_drone_strike"),
        ("drone strikes", "air_drone_strike"),
        ("Armed clashes", "armed_clash"),
        ("force against protesters", "excessive_force_against_protesters"),
        ("talks", "CONSULT"),
    ],
)
def test_a_type_is_asked_for_in_plain_words(words: str, found: str) -> None:
    assert event_type(words) == found


@pytest.mark.parametrize(
    ("words", "found"), [("SDN", "SDN"), ("sd", "SDN"), ("Sudan", "SDN"), ("sudanese", "SDN"), ("us", "USA")]
)
def test_a_country_is_asked_for_by_code_or_name(words: str, found: str) -> None:
    assert country_code(words) == found


def test_a_mistake_is_told_with_the_right_word() -> None:
    for asked, instead in ((event_type, "armed_clash"), (country_code, "Sudan")):
        with pytest.raises(UsageError, match=f"Did you mean.*{instead}"):
            asked({"armed_clash": "armed clsh", "Sudan": "Sudn"}[instead])
    with pytest.raises(UsageError, match="--since"):
        day_asked("last week", "--since")


def test_a_month_and_a_year_have_a_first_and_a_last_day() -> None:
    assert (day_asked("2024-02", "--since"), last_day_asked("2024-02", "--until")) == ("2024-02-01", "2024-02-29")
    assert (day_asked("2024", "--since"), last_day_asked("2024", "--until")) == ("2024-01-01", "2024-12-31")
    with pytest.raises(UsageError):
        day_asked("2024-13", "--since")


def test_an_actor_that_the_lexicon_knows_has_all_its_names() -> None:
    assert "Rapid Support Forces" in actor_names("RSF") and actor_names("RSF")[0] == "RSF"
    assert "RSF" not in actor_names("Rapid Support Forces")  # letters that others have too
    assert actor_names("Ana Tadese") == ("Ana Tadese",)
