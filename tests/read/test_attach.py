"""Which time and place a predicate has: sentences with the phrases marked by hand, to test attachment alone."""

from __future__ import annotations

import pytest

from dateline.read.attach import place_of, time_of, time_preposition
from dateline.read.draft import Draft, PlaceDraft, TimeDraft
from dateline.read.parse import parse
from dateline.record.choices import PlacePrecision, TimePrecision, TimeType
from dateline.record.report import Report, Span


def marked(text: str) -> Draft:
    """Return the draft of a text in which <Monday> is a time and [Mosul] a place."""
    plain, spans, at = [], [], 0
    opened: tuple[str, int] | None = None
    for char in text:
        if char in "<[":
            opened = (char, at)
        elif char in ">]":
            assert opened is not None
            spans.append((opened[0], Span(opened[1], at)))
        else:
            plain.append(char)
            at += 1
    report = Report(id="r", text="".join(plain), body=Span(0, at))
    draft = next(parse([report]))
    for kind, span in spans:
        words = draft.words_at(span)
        assert words is not None
        if kind == "<":
            draft.add_time(
                TimeDraft(span, words, TimeType.DATE, report.quote(span), "2020-01-01", None, TimePrecision.DAY, None)
            )
        else:
            grain = PlacePrecision.COUNTRY if report.quote(span) in COUNTRIES else PlacePrecision.CITY
            draft.add_place(PlaceDraft(report.quote(span), grain, mentions=[words]))
    return draft


COUNTRIES = {"Sudan", "Syria", "Iraq", "Mali", "Ukraine", "Yemen", "Nigeria", "Libya"}

TIMES = [
    (
        "The ministry said on <Monday> it was willing to talk to the rebels.",
        {"said": "Monday", "was": None, "talk": None},
    ),
    ("Kyiv insisted on <Friday> it has no plans to withdraw.", {"insisted": "Friday", "has": None, "withdraw": None}),
    ("Sources told Reuters on <Tuesday> that the army is moving tanks north.", {"told": "Tuesday", "moving": None}),
    ("On <Sunday>, Ankara said it had shot down a drone.", {"said": "Sunday", "shot": None}),
    ("The army said that on <Monday> rebels attacked a convoy.", {"attacked": "Monday", "said": None}),
    ("On <Monday> rebels attacked a convoy, the army said.", {"attacked": "Monday", "said": None}),
    ("Rebels attacked a convoy on <Monday>, the army said on <Tuesday>.", {"attacked": "Monday", "said": "Tuesday"}),
    ("The governor said <Thursday> that gunmen had killed six farmers.", {"said": "Thursday", "killed": None}),
    ("Gunmen killed six farmers on <Wednesday>, the governor said.", {"killed": "Wednesday", "said": None}),
    (
        "The jets had on <Monday> carried out surveillance of the camps.",
        {"carried": "Monday", "surveillance": "Monday"},
    ),
    ("The army began an offensive on <Saturday> against the militia.", {"began": "Saturday", "offensive": "Saturday"}),
    ("Warplanes began bombing the port on <Saturday>.", {"bombing": "Saturday", "began": "Saturday"}),
    ("<Tuesday>'s attack killed eleven soldiers.", {"attack": "Tuesday"}),
    ("Eleven people died in an attack on <Tuesday>.", {"attack": "Tuesday", "died": "Tuesday"}),
    ("The council condemned the coup of <July>.", {"coup": "July"}),
    ("A suicide bomber blew himself up at a market on <Friday>.", {"blew": "Friday"}),
    ("The minister, who was wounded on <Sunday>, said he would resign.", {"wounded": "Sunday", "said": None}),
    ("He said the talks would resume on <Friday>.", {"resume": "Friday", "said": None, "talks": "Friday"}),
    ('"We will not leave," the commander said in Goma on <Tuesday>.', {"said": "Tuesday", "leave": None}),
    ("The attack took place on <Monday> near the border.", {"took": "Monday", "attack": "Monday"}),
    ("The war that began in <2014> has killed thousands.", {"began": "2014", "killed": None}),
    ("Two strikes hit the base on <Monday>, destroying three trucks.", {"hit": "Monday", "destroying": "Monday"}),
    ("On <Monday> soldiers entered the town and arrested ten men.", {"entered": "Monday", "arrested": "Monday"}),
    ("The group announced on <Thursday> that it will free the hostages.", {"announced": "Thursday", "free": None}),
    ("After the raid on <Monday>, the government said it would retaliate.", {"raid": "Monday", "retaliate": None}),
    ("Officials in the capital said late on <Sunday> the bridge was destroyed.", {"said": "Sunday", "destroyed": None}),
    ("The <Monday> raid left four dead.", {"raid": "Monday"}),
    ("Moscow launched 40 drones at the city on <Tuesday>.", {"launched": "Tuesday"}),
    ("Police arrested a man on <Friday> who planned an attack.", {"arrested": "Friday", "planned": None}),
    ("The two sides agreed on <Monday> to exchange prisoners.", {"agreed": "Monday", "exchange": None}),
    ("They are to meet on <Thursday> to discuss a truce.", {"meet": "Thursday", "discuss": None}),
    ("A man arrested on <Monday> told investigators he had acted alone.", {"arrested": "Monday", "acted": None}),
    ("Rwandan troops crossed the border on <Saturday> night, a witness said.", {"crossed": "Saturday", "said": None}),
    (
        "The president, in a speech on <Tuesday>, vowed to crush the rebels.",
        {"speech": "Tuesday", "vowed": "Tuesday", "crush": None},
    ),
    (
        "The ministry said in a statement on <Tuesday> that four soldiers had been killed.",
        {"said": "Tuesday", "killed": None, "statement": "Tuesday"},
    ),
    (
        "Israel said on <Sunday> its forces had killed a commander in a raid on <Friday>.",
        {"said": "Sunday", "raid": "Friday", "killed": "Friday"},
    ),
    (
        "At least 12 people were killed and 30 wounded in a bombing on <Thursday>.",
        {"killed": "Thursday", "wounded": "Thursday", "bombing": "Thursday"},
    ),
    ("The bombing, which happened on <Thursday>, killed 12.", {"happened": "Thursday", "bombing": None}),
    ("Since <2014>, the conflict has killed 13,000 people.", {"killed": "2014"}),
    ("<Last week> the army retook the town from the insurgents.", {"retook": "Last week"}),
    ("The army retook the town from the insurgents <last week>.", {"retook": "last week"}),
    ("Officials warned <Tuesday> of more attacks.", {"warned": "Tuesday", "attacks": None}),
    ("The UN urged both sides on <Monday> to halt the fighting.", {"urged": "Monday", "halt": None}),
    ("France plans to send 200 troops in <June>.", {"send": "June"}),
    ("France said it plans to send 200 troops in <June>.", {"send": "June", "said": None}),
    ("The hostages, kidnapped in <April>, were freed on <Sunday>.", {"kidnapped": "April", "freed": "Sunday"}),
    ("He denied on <Wednesday> that he had met the envoy in <May>.", {"denied": "Wednesday", "met": "May"}),
    ("The ambassador was summoned on <Friday> to explain the remarks.", {"summoned": "Friday", "explain": None}),
    (
        "Armed men stormed the base before dawn on <Tuesday>, killing six soldiers.",
        {"stormed": "Tuesday", "killing": "Tuesday"},
    ),
    (
        "Turkey, which shot down a Russian jet in <November>, has closed its airspace.",
        {"shot": "November", "closed": None},
    ),
    (
        "The general told reporters in Kabul on <Monday> the offensive would continue.",
        {"told": "Monday", "continue": None},
    ),
    ("It was the third attack since <Monday>.", {"attack": "Monday"}),
    ("The strike on <Monday> came hours after talks collapsed.", {"strike": "Monday", "collapsed": None}),
    ("The airstrike on a wedding on <Monday> killed 30.", {"airstrike": "Monday", "killed": "Monday"}),
    ('"We have started the operation," he said on <Monday>.', {"said": "Monday", "started": None}),
    (
        "On <Friday>, gunmen attacked a church, killing five, according to police.",
        {"attacked": "Friday", "killing": "Friday"},
    ),
    (
        "Amnesty reported on <Friday> that soldiers executed 30 men in <March>.",
        {"reported": "Friday", "executed": "March"},
    ),
]

PLACES = [
    # behind a noun "from" tells the origin
    ("Peacekeepers from [Nepal] were killed in an ambush near [Bunia].", {"killed": "Bunia", "ambush": "Bunia"}),
    ("A pilot from [Amman] was captured near [Raqqa].", {"captured": "Raqqa"}),
    ("Men from [Benghazi] attacked the consulate.", {"attacked": None}),
    ("A convoy from [Adre] was looted in [Kadugli].", {"looted": "Kadugli"}),
    ("Guerrillas from [Arauca] kidnapped two engineers in [Apure].", {"kidnapped": "Apure"}),
    # with verbs of leaving it tells where
    ("The army withdrew its troops from [Kherson].", {"withdrew": "Kherson"}),
    ("The Red Cross evacuated 200 civilians from [Mariupol].", {"evacuated": "Mariupol"}),
    ("The group fired rockets from [Tyre].", {"fired": "Tyre"}),
    # two harms of one ambush
    (
        "Two medics were killed and a third was injured in an ambush near [Sake].",
        {"killed": "Sake", "injured": "Sake"},
    ),
    ("Sources in [Khartoum] said the army bombed a market in [Nyala].", {"said": None, "bombed": "Nyala"}),
    ("The spokesman said in [Geneva] it would not sign.", {"said": "Geneva", "sign": None}),
    ('"We will fight," he said in [Tripoli] on Monday.', {"said": "Tripoli", "fight": None}),
    (
        "Drones carried out surveillance in the eastern province of [Hasakah].",
        {"carried": "Hasakah", "surveillance": "Hasakah"},
    ),
    ("Jihadists led an offensive through parts of [Mali].", {"offensive": "Mali"}),
    ("The army conducted two air strikes near [Sirte] on Tuesday.", {"conducted": "Sirte", "strikes": "Sirte"}),
    ("Aircraft struck [Idlib] overnight.", {"struck": "Idlib"}),
    ("[Idlib] was shelled on Monday.", {"shelled": "Idlib"}),
    ("Residents of [Goma] said they heard explosions.", {"said": None, "heard": None}),
    ("A bomb exploded at a mosque in [Kano], police said.", {"exploded": "Kano", "said": None}),
    ("At least nine people were killed in an attack in [Kabul].", {"killed": "Kabul", "attack": "Kabul"}),
    ("Protests erupted in [Minsk] after the vote.", {"Protests": "Minsk", "erupted": "Minsk"}),
    ("Troops entered [Sudan] from [Libya].", {"entered": "Sudan"}),
    ("The mission is seen as a precursor to strikes in [Syria].", {"strikes": "Syria"}),
    ("The [Aleppo] offensive stalled.", {"offensive": "Aleppo"}),
    ("Rebels seized the town of [Bunia] in the east.", {"seized": "Bunia"}),
    ("Militants attacked a village near [Maiduguri] in [Nigeria].", {"attacked": "Maiduguri"}),
    ("Officials in [Sanaa] denied that jets had hit a hospital in [Hodeidah].", {"denied": None, "hit": "Hodeidah"}),
    ("The company, based in [Dubai], shipped arms to [Yemen].", {"shipped": "Yemen"}),
    ("Flights over [Ukraine] were suspended.", {"Flights": "Ukraine"}),
    ("A convoy was ambushed on the road to [Gao].", {"ambushed": "Gao"}),
    ("Police fired tear gas at protesters in [Nairobi].", {"fired": "Nairobi"}),
    ("The army shelled rebel positions in the outskirts of [Taiz].", {"shelled": "Taiz"}),
    ("A car bomb killed eleven people outside a bank in [Mogadishu].", {"killed": "Mogadishu"}),
    ("Fighters based in [Libya] attacked a convoy in [Agadez].", {"attacked": "Agadez"}),
    ("In [Kirkuk], gunmen killed a judge.", {"killed": "Kirkuk"}),
    ("Clashes in [Sirte] killed nine people.", {"Clashes": "Sirte", "killed": "Sirte"}),
    ("The siege of [Mariupol] lasted weeks.", {"siege": "Mariupol"}),
    ("Soldiers withdrew from [Kherson] on Friday.", {"withdrew": "Kherson"}),
    ("Russia has massed troops along the border with [Ukraine].", {"massed": "Ukraine"}),
    (
        "An official in [Nairobi] told Reuters that police had raided a house in [Garissa].",
        {"told": None, "raided": "Garissa"},
    ),
    ("He was speaking in [Ankara] after meeting the envoy.", {"speaking": "Ankara"}),
    ("The ministry said a drone had crashed near [Tartus].", {"crashed": "Tartus", "said": None}),
    ("The governor of [Kandahar] said Taliban fighters attacked a checkpoint.", {"attacked": None, "said": None}),
    ("The bombing of [Aleppo] resumed.", {"bombing": "Aleppo"}),
    ("Thousands marched through [Caracas] to protest the vote.", {"marched": "Caracas"}),
    ("The plane flew over [Deir Ezzor] on Monday.", {"flew": "Deir Ezzor"}),
    ("Militants launched an attack on a base in [Gao], [Mali].", {"attack": "Gao", "launched": "Gao"}),
    ("Protesters in [Tunis] burned tyres.", {"burned": "Tunis"}),
    ("Boko Haram abducted 20 girls from a school in [Dapchi].", {"abducted": "Dapchi"}),
    ("A general said in [Bamako] that troops had entered [Kidal].", {"said": "Bamako", "entered": "Kidal"}),
    ("The blast happened in [Quetta], capital of Balochistan.", {"blast": "Quetta", "happened": "Quetta"}),
    ("The court accused militias in [Benghazi] of murder.", {"accused": None}),
    ("The minister told reporters in [Doha] the truce would hold.", {"told": "Doha", "hold": None}),
    ("The envoy urged commanders in [Juba] to stop the fighting.", {"urged": None}),
    ("The council condemned the bombing of embassies in [Kenya].", {"condemned": None, "bombing": "Kenya"}),
    ("Two suspects in the [Kenya] bombing were handed over for trial.", {"handed": None, "bombing": "Kenya"}),
    ("Wellington spoke in response to strikes on camps in [Sudan], and said it was worried.", {"said": None}),
    ("The bank promised money for [Yemen].", {"promised": None}),
    ("Berlin backed the entry of [Poland], saying it would bring stability.", {"saying": None}),
    ("He said in a speech in [Cairo] that the talks had failed.", {"said": "Cairo", "failed": None}),
    ("An attack on the village of [Bukanga] killed ten people.", {"attack": "Bukanga", "killed": "Bukanga"}),
]


def _found(draft: Draft, wanted: dict[str, str | None], find) -> dict[str, str | None]:  # type: ignore[no-untyped-def]
    out: dict[str, str | None] = {}
    for word in wanted:
        found = find(draft, next(t for t in draft.doc if t.text == word))
        out[word] = None if found is None else getattr(found, "value", None) or getattr(found, "name", None)
    return out


@pytest.mark.parametrize(("text", "wanted"), TIMES)
def test_time_belongs_to_the_predicate_it_modifies(text: str, wanted: dict[str, str | None]) -> None:
    assert _found(marked(text), wanted, time_of) == wanted


@pytest.mark.parametrize(("text", "wanted"), PLACES)
def test_place_belongs_to_the_predicate_it_modifies(text: str, wanted: dict[str, str | None]) -> None:
    assert _found(marked(text), wanted, place_of) == wanted


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The war has gone on since <2011>.", "since"),
        ("They must leave by <Friday>.", "by"),
        ("He spoke <Monday>.", None),
        ("It will last until <May>.", "until"),
        ("Fighting began on <Monday>.", "on"),
    ],
)
def test_preposition_of_a_time(text: str, expected: str | None) -> None:
    draft = marked(text)
    assert time_preposition(draft, draft.times[0]) == expected
