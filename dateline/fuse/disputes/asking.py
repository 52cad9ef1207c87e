"""What a dispute is about, as a question that a desk reader understands, built from what the accounts say together."""

from __future__ import annotations

from collections.abc import Iterable

from dateline.record.choices import Effect, EventType, Status
from dateline.record.occurrence import Summary

from ..counted import Counted
from ..naming import called, listed

_DEEDS = {
    "air_drone_strike": "the air or drone strike",
    "shelling_artillery_missile": "the shelling or missile attack",
    "remote_explosive": "the bombing",
    "suicide_bomb": "the suicide bombing",
    "grenade": "the grenade attack",
    "chemical_weapon": "the chemical attack",
    "armed_clash": "the fighting",
    "territory_taken": "the fight for ground",
    "attack": "the attack",
    "abduction": "the abduction",
    "sexual_violence": "the sexual violence",
    "mob_violence": "the mob violence",
    "arrest": "the arrests",
    "peaceful_protest": "the protest",
    "violent_demonstration": "the riot",
    "excessive_force_against_protesters": "the crackdown",
    "looting_property_destruction": "the looting or destruction",
}
_TYPES = {
    EventType.AGREE: "the agreement",
    EventType.CONSULT: "the talks",
    EventType.SUPPORT: "the support",
    EventType.CONCEDE: "the concession",
    EventType.COOPERATE: "the cooperation",
    EventType.AID: "the aid",
    EventType.RETREAT: "the retreat",
    EventType.REQUEST: "the request",
    EventType.ACCUSE: "the accusation",
    EventType.REJECT: "the refusal",
    EventType.THREATEN: "the threat",
    EventType.PROTEST: "the protest",
    EventType.SANCTION: "the sanctions",
    EventType.MOBILIZE: "the move of forces",
    EventType.COERCE: "the use of force",
    EventType.ASSAULT: "the attack",
}
_TO_DO = {
    EventType.AGREE: ("agree to work with", "agree"),
    EventType.SUPPORT: ("support", "give support"),
    EventType.CONCEDE: ("give in to", "give in"),
    EventType.AID: ("give aid to", "give aid"),
    EventType.RETREAT: ("withdraw before", "withdraw"),
    EventType.REQUEST: ("ask something of", "make the request"),
    EventType.ACCUSE: ("accuse", "make the accusation"),
    EventType.REJECT: ("refuse", "refuse"),
    EventType.THREATEN: ("threaten", "make the threat"),
    EventType.PROTEST: ("protest against", "protest"),
    EventType.SANCTION: ("impose sanctions on", "impose sanctions"),
    EventType.MOBILIZE: ("move forces against", "move forces"),
    EventType.COERCE: ("use force against", "use force"),
    EventType.ASSAULT: ("attack", "carry out the attack"),
    EventType.CONSULT: ("hold talks with", "hold talks"),
    EventType.COOPERATE: ("cooperate with", "cooperate"),
}
_TO_DO_EXACTLY = {
    "air_drone_strike": "bomb",
    "shelling_artillery_missile": "shell",
    "abduction": "abduct",
    "arrest": "arrest",
    "armed_clash": "fight",
    "territory_taken": "take ground from",
    "sexual_violence": "commit sexual violence against",
    "chemical_weapon": "use chemical weapons against",
}
_TOGETHER = frozenset({EventType.COOPERATE, EventType.CONSULT})
_HARMED = {
    Effect.KILLED: "were killed",
    Effect.INJURED: "were injured",
    Effect.MISSING: "are missing",
    Effect.DETAINED: "were detained",
    Effect.DISPLACED: "were displaced",
    Effect.DESTROYED: "were destroyed",
    Effect.DAMAGED: "were damaged",
    Effect.SEIZED: "were seized",
    Effect.LAUNCHED: "were launched",
    Effect.CONDUCTED: "were carried out",
    Effect.INVOLVED: "took part",
}


def deed(summary: Summary) -> str:
    """Return what happened as a noun: "the air or drone strike in El Fasher"."""
    noun = _DEEDS.get(summary.subtype or "") or _TYPES[summary.type]
    return f"{noun}{_place(summary)}"


def how_many(summary: Summary, effect: Effect, kind: Counted) -> str:
    """Return the question of a number: "How many people were killed in the attack in Goma?"."""
    harmed = _HARMED[effect]
    what = deed(summary)
    if effect is Effect.CONDUCTED:
        return f"How many {kind.kind} {harmed}{_place(summary)}?"
    return f"How many {kind.kind} {harmed} in {what}?"


def who_did(summary: Summary, mutual: bool = False) -> str:
    """Return the question of a doer: "Who carried out the attack in Goma?"."""
    blame = " Each side blames the other." if mutual else ""
    if summary.subtype == "armed_clash":
        return f"Who attacked first in {deed(summary)}?{blame}"
    return f"Who is responsible for {deed(summary)}?{blame}"


def where_was(summary: Summary) -> str:
    """Return the question of a place: "Where did the attack happen?"."""
    return (
        f"Where was {_noun(summary)}{_on(summary)}?"
        if not _is_many(summary)
        else f"Where were {_noun(summary)}{_on(summary)}?"
    )


def when_was(summary: Summary) -> str:
    """Return the question of a day: "When was the attack in Goma?"."""
    return f"When {'were' if _is_many(summary) else 'was'} {deed(summary)}?"


def is_done(summary: Summary) -> str:
    """Return the question whether what was planned has happened: "Has the attack in Goma happened?"."""
    return f"{'Have' if _is_many(summary) else 'Has'} {deed(summary)} happened?"


def whether(summary: Summary, doers: Iterable[str], recipients: Iterable[str], status: Status) -> str:
    """Return the question whether an event is so: "Did the Rapid Support Forces bomb people in El Fasher?"."""
    who = list(dict.fromkeys(doers))
    whom = [name for name in dict.fromkeys(recipients) if name not in who][:2]
    place = _place(summary) if not any(_place(summary).endswith(f" {name}") for name in (*who, *whom)) else ""
    asking = "Did" if status is Status.HAPPENED or summary.type is EventType.ASSAULT else "Do"
    if status in (Status.PLANNED, Status.POSSIBLE, Status.UNDECIDED, Status.CONDITIONAL):
        asking = "Will"
    if summary.type in _TOGETHER and (len(who) + len(whom) > 1):
        verb = "cooperate" if summary.type is EventType.COOPERATE else "hold talks"
        return f"{asking} {listed([*who[:3], *whom])} {verb}?"
    if not who:
        return f"{'Did' if asking == 'Do' else asking} {deed(summary)} happen?"
    if asking == "Do" and len(who) == 1 and not who[0].endswith("s"):
        asking = "Does"
    with_whom, alone = _TO_DO[summary.type]
    exactly = _TO_DO_EXACTLY.get(summary.subtype or "")
    if whom:
        return f"{asking} {listed(who[:2])} {exactly or with_whom} {listed(whom)}{place}?"
    if summary.type is EventType.ASSAULT:
        return f"{asking} {listed(who[:2])} carry out {deed(summary)}?"
    return f"{asking} {listed(who[:2])} {alone}{place}?"


def _noun(summary: Summary) -> str:
    return _DEEDS.get(summary.subtype or "") or _TYPES[summary.type]


def _is_many(summary: Summary) -> bool:
    return _noun(summary) in {"the arrests", "the talks", "the sanctions"}


def _on(summary: Summary) -> str:
    if summary.type is not EventType.ASSAULT or not summary.recipients:
        return ""
    return f" on {called(summary.recipients[0])}" if _noun(summary).endswith(("attack", "strike")) else ""


def _place(summary: Summary) -> str:
    return f" in {summary.place.name}" if summary.place is not None else ""
