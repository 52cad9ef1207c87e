"""The finer kind of event of short snippets, after ACLED's sub-event types (``case2021-acled-subtypes``).

One label a snippet: that of its weightiest event, the more telling label where two weigh much the same
(``_TELLING``). Ours to theirs:

* our subtypes have ACLED's names for the most part (``_SUBTYPES``). As ACLED does, and our export to it: an attack of
  armed men on armed men is ARMED_CLASH; territory is the government's or another's by who takes it; violence of a
  crowd is MOB_VIOL; a protest with violence of its own is VIOL_DEMONSTR; one that the police breaks up or makes
  arrests at PROTEST_WITH_INTER, or FORCE_AGAINST_PROTEST where people are hurt;
* types without a subtype go by type and mode (``_TYPES``): agreements, truces, exchanges and surrender are AGREEMENT;
  a withdrawal NON_VIOL_TERRIT_TRANSFER; MOBILIZE CHANGE_TO_GROUP_ACT; acts between states DIPLO;
* five labels of the set are no ACLED type. A claim of responsibility, or its denial, is ATTRIB; where no armed side
  does anything, nouns of calamities are NATURAL_DISASTER or MAN_MADE_DISASTER, nouns of trafficking and theft
  ORG_CRIME.

``acled_`` figures leave out the snippets of these five labels.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from dateline.read.events.frames import word_set
from dateline.record.choices import ActorKind, Effect, EventType
from dateline.record.report import Report, Span

from .plover import importance
from .task import Row, Scores, f1

if TYPE_CHECKING:
    from dateline.read.draft import ActorDraft, Draft, EventDraft

_SUBTYPES = {
    "air_drone_strike": "AIR_STRIKE",
    "shelling_artillery_missile": "ART_MISS_ATTACK",
    "remote_explosive": "REM_EXPLOS",
    "suicide_bomb": "SUIC_BOMB",
    "grenade": "GRENADE",
    "chemical_weapon": "CHEM_WEAP",
    "armed_clash": "ARMED_CLASH",
    "attack": "ATTACK",
    "abduction": "ABDUCT_DISSAP",
    "sexual_violence": "SEX_VIOL",
    "mob_violence": "MOB_VIOL",
    "arrest": "ARREST",
    "peaceful_protest": "PEACE_PROTEST",
    "violent_demonstration": "VIOL_DEMONSTR",
    "excessive_force_against_protesters": "FORCE_AGAINST_PROTEST",
    "looting_property_destruction": "PROPERTY_DISTRUCT",
    "disrupted_weapons_use": "DISR_WEAP",
    "base_established": "HQ_ESTABLISHED",
}
_TYPES = {
    EventType.AGREE: "AGREEMENT",
    EventType.CONCEDE: "AGREEMENT",
    EventType.CONSULT: "AGREEMENT",
    EventType.COOPERATE: "AGREEMENT",
    EventType.SUPPORT: "AGREEMENT",
    EventType.RETREAT: "AGREEMENT",
    EventType.MOBILIZE: "CHANGE_TO_GROUP_ACT",
    EventType.SANCTION: "DIPLO",
    EventType.REQUEST: "DIPLO",
    EventType.THREATEN: "DIPLO",
    EventType.REJECT: "DIPLO",
    EventType.ACCUSE: "DIPLO",
    EventType.PROTEST: "PEACE_PROTEST",
    EventType.ASSAULT: "ATTACK",
    EventType.COERCE: "OTHER",
    EventType.AID: "OTHER",
}
NOT_ACLED = frozenset({"ORG_CRIME", "NATURAL_DISASTER", "MAN_MADE_DISASTER", "DIPLO", "ATTRIB"})
_RULING = frozenset({ActorKind.GOVERNMENT, ActorKind.ARMED_FORCE})
_ARMED_KINDS = frozenset({ActorKind.ARMED_FORCE, ActorKind.ARMED_GROUP})
_ARMED_SECTORS = frozenset({"MIL", "REB", "UAF", "COP", "PAR", "INS", "SPY"})
_HURT = frozenset({Effect.KILLED, Effect.INJURED})
# What is added to an event's weight for a label that tells more than others: by hand, in the order in which ACLED
# lets one type of event go before another (territory before battles, weapons before attacks).
_TELLING = {
    "SUIC_BOMB": 0.5,
    "CHEM_WEAP": 0.5,
    "SEX_VIOL": 0.4,
    "GOV_REGAINS_TERIT": 0.3,
    "NON_STATE_ACTOR_OVERTAKES_TER": 0.3,
    "FORCE_AGAINST_PROTEST": 0.3,
    "PROTEST_WITH_INTER": 0.3,
    "VIOL_DEMONSTR": 0.3,
    "MOB_VIOL": 0.3,
    "HQ_ESTABLISHED": 0.3,
    "GRENADE": 0.3,
    "REM_EXPLOS": 0.2,
    "AIR_STRIKE": 0.2,
    "DISR_WEAP": 0.2,
    "ATTACK": -0.3,
    "PROPERTY_DISTRUCT": -0.2,
    "OTHER": -1.5,
}
_NATURAL = word_set(
    "earthquake quake aftershock tremor tsunami flood flooding storm cyclone hurricane typhoon tornado "
    "blizzard landslide mudslide avalanche drought famine wildfire heatwave lightning eruption volcano cholera "
    "ebola malaria measles coronavirus covid-19 covid virus epidemic pandemic rain rainfall monsoon"
)
_MAN_MADE = word_set(
    "crash accident collision derailment collapse stampede leak leakage spill spillage poisoning furnace "
    "boiler firefighter contamination shipwreck"
)
_ACCIDENTAL = word_set("gas chemical plant factory container tank boat")
_BURSTING = word_set("explode explosion blast leak burn")
_CRIMES = word_set(
    "robbery theft burglary smuggling smuggler trafficking trafficker counterfeit gang thug mafia cartel fraud "
    "extortion pornography poaching poacher drug heroin cocaine marijuana thief robber"
)
_CLAIMED = frozenset({"responsibility", "credit", "involvement"})
_MOBS = word_set("mob crowd vigilante villager resident")
_PROTESTERS = word_set("protester protestor demonstrator rioter marcher protest demonstration rally sit-in march")
_BREAKING_UP = word_set("disperse suppress dispersal suppression pepper-spray crackdown break detain arrest drag")


class SubtypesTask:
    """One ACLED-like label a snippet."""

    name = "subtypes"
    about = "CASE 2021 snippets: accuracy and macro F1 of 30 event subtypes, from our events by a written mapping"

    def predict(self, rows: list[Row], fast: bool = False) -> Iterator[Row]:
        """Yield the label of each snippet."""
        from dateline.read.pipeline import draft_reports

        reports = (Report(row["id"], row["text"], Span(0, len(row["text"])), language="en") for row in rows)
        for row, draft in zip(rows, draft_reports(reports, until="counts", fast=fast), strict=True):
            yield {"id": row["id"], "subtype": label_of(draft)}

    def score(self, gold: list[Row], predictions: list[Row]) -> Scores:
        """Return accuracy and macro F1 over all labels and over those of ACLED."""
        by_id = {p["id"]: p["subtype"] for p in predictions}
        pairs = [(row["subtype"], by_id[row["id"]]) for row in gold]
        acled = [(a, b) for a, b in pairs if a not in NOT_ACLED]
        errors = Counter(f"{a} as {b}" for a, b in pairs if a != b)
        figures: dict[str, float | int | None] = {
            "accuracy": _accuracy(pairs),
            "macro_f1": _macro_f1(pairs),
            "acled_accuracy": _accuracy(acled),
            "acled_macro_f1": _macro_f1(acled),
            "snippets": len(pairs),
        }
        return Scores("macro_f1", figures, dict(errors.most_common(20)))


TASK = SubtypesTask()


def _accuracy(pairs: list[tuple[str, str]]) -> float:
    return round(sum(a == b for a, b in pairs) / len(pairs), 4)


def _macro_f1(pairs: list[tuple[str, str]]) -> float:
    labels = sorted({a for a, _ in pairs})
    by_label = [
        f1(sum(a == b == x for a, b in pairs), sum(b == x for _, b in pairs), sum(a == x for a, _ in pairs))[2]
        for x in labels
    ]
    return round(sum(by_label) / len(labels), 4)


def label_of(draft: Draft) -> str:
    """Return the label of a snippet."""
    if _is_claim(draft):
        return "ATTRIB"
    weighed = []
    for event in draft.events:
        label = _label(draft, event)
        weighed.append((importance(draft, event)[0] - _TELLING.get(label, 0.0), event.trigger.start, label))
    label = min(weighed)[2] if weighed else "OTHER"
    if not any(e.type is EventType.ASSAULT and any(map(_is_armed, e.actors)) for e in draft.events):
        return _misfortune(draft, label) or label
    return label


def _is_claim(draft: Draft) -> bool:
    """Tell whether somebody claims or denies responsibility, or is suspected to stand behind something."""
    for token in draft.doc:
        word = token.lemma_.lower()
        if word in _CLAIMED and token.dep_ in {"dobj", "nsubjpass"} and token.head.lemma_.lower() in _CLAIMING:
            return True
        if token.lower_ == "behind" and token.head.lemma_ == "be" and token.head.head.lemma_.lower() in _SUSPECTING:
            return True
    return False


_CLAIMING = frozenset({"claim", "take", "deny", "accept", "admit"})
_SUSPECTING = frozenset({"suspect", "believe", "say"})


def _misfortune(draft: Draft, label: str) -> str | None:
    """Return the label for what is no armed side's deed: a disaster or a crime; None where no noun shows one."""
    words = {t.lemma_.lower() for t in draft.doc if t.pos_ in {"NOUN", "PROPN"} or t.lemma_.lower() in _BURSTING}
    if label in {"OTHER", "CHANGE_TO_GROUP_ACT", "ATTACK", "DIPLO"} and words & _NATURAL:
        return "NATURAL_DISASTER"
    if words & _MAN_MADE or (words & _ACCIDENTAL and words & _BURSTING and label in {"REM_EXPLOS", "ATTACK", "OTHER"}):
        return "MAN_MADE_DISASTER"
    crime = label in {"OTHER", "ATTACK", "ARREST", "DIPLO", "DISR_WEAP", "PROPERTY_DISTRUCT"} and words & _CRIMES
    return "ORG_CRIME" if crime else None


def _label(draft: Draft, event: EventDraft) -> str:
    doers = {draft.doc[w.end - 1].lemma_.lower() for a in event.actors for w in a.mentions}
    if event.subtype == "territory_taken":
        by_state = any(a.kind in _RULING for a in event.actors)
        return "GOV_REGAINS_TERIT" if by_state else "NON_STATE_ACTOR_OVERTAKES_TER"
    if event.type is EventType.ASSAULT and doers & _MOBS:
        return "MOB_VIOL"
    if event.type is EventType.PROTEST or event.subtype in _MET_BY_FORCE or _is_of_protesters(draft, event):
        return _protest(draft, event)
    if event.subtype in {"attack", None} and event.type is EventType.ASSAULT:
        both = any(map(_is_armed, event.actors)) and any(map(_is_armed, event.recipients))
        return "ARMED_CLASH" if both else "ATTACK"
    if event.type is EventType.RETREAT and event.mode == "withdraw":
        return "NON_VIOL_TERRIT_TRANSFER"
    return _SUBTYPES.get(event.subtype or "") or _TYPES[event.type]


_MET_BY_FORCE = frozenset({"excessive_force_against_protesters", "peaceful_protest", "violent_demonstration"})


def _is_armed(actor: ActorDraft) -> bool:
    return actor.kind in _ARMED_KINDS or actor.sector in _ARMED_SECTORS


def _is_of_protesters(draft: Draft, event: EventDraft) -> bool:
    """Tell whether an event of violence or arrest befalls protesters or is done by them."""
    if event.subtype not in {"attack", "armed_clash", "arrest", "looting_property_destruction"}:
        return False
    sides = (*event.actors, *event.recipients)
    return any(draft.doc[w.end - 1].lemma_.lower() in _PROTESTERS for a in sides for w in a.mentions)


def _protest(draft: Draft, event: EventDraft) -> str:
    """Return the label of a protest by what the snippet tells of violence at it."""
    if event.subtype == "violent_demonstration":
        return "VIOL_DEMONSTR"
    hurt = any(c.effect in _HURT for e in draft.events for c in e.counts)
    force = any(e.subtype == "excessive_force_against_protesters" for e in draft.events)
    words = {t.lemma_.lower() for t in draft.doc}
    if force or (words & _PROTESTERS and (words & _BREAKING_UP or any(e.subtype == "arrest" for e in draft.events))):
        return "FORCE_AGAINST_PROTEST" if hurt or "violently" in words or "excessive" in words else "PROTEST_WITH_INTER"
    if any(e.subtype in {"armed_clash", "looting_property_destruction", "violent_demonstration"} for e in draft.events):
        return "VIOL_DEMONSTR"
    return "FORCE_AGAINST_PROTEST" if hurt else "PEACE_PROTEST"
