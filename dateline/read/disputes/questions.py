"""What a dispute is about, as a question in plain words."""

from __future__ import annotations

from dateline.record.choices import Act, Effect, EventType, Status

from ..draft import ActorDraft, Draft, EventDraft, StatementDraft

_DOING = {
    EventType.AGREE: "agree to work with",
    EventType.SUPPORT: "support",
    EventType.CONCEDE: "give in to",
    EventType.AID: "give aid to",
    EventType.RETREAT: "withdraw before",
    EventType.REQUEST: "ask something of",
    EventType.ACCUSE: "accuse",
    EventType.REJECT: "reject",
    EventType.THREATEN: "threaten",
    EventType.PROTEST: "protest against",
    EventType.SANCTION: "impose sanctions on",
    EventType.MOBILIZE: "move forces against",
    EventType.COERCE: "use force of the state against",
    EventType.ASSAULT: "attack",
}
_ALONE = {
    EventType.AGREE: "agree",
    EventType.CONSULT: "hold talks",
    EventType.COOPERATE: "cooperate",
    EventType.CONCEDE: "give in",
    EventType.RETREAT: "withdraw",
    EventType.PROTEST: "protest",
    EventType.MOBILIZE: "move forces",
    EventType.ASSAULT: "carry out the attack",
    EventType.AID: "give aid",
    EventType.REJECT: "refuse",
    EventType.SUPPORT: "give support",
    EventType.REQUEST: "make the request",
    EventType.ACCUSE: "make the accusation",
    EventType.THREATEN: "make the threat",
    EventType.SANCTION: "impose sanctions",
    EventType.COERCE: "use force",
}
_HARM = {
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
_WITH_ARTICLE = frozenset(
    {
        "states",
        "nations",
        "kingdom",
        "emirates",
        "union",
        "republic",
        "islands",
        "netherlands",
        "council",
        "army",
        "navy",
    }
    | {"military", "forces", "police", "government", "ministry", "front", "brigades", "guard", "group", "movement"}
)
_DETERMINED = frozenset(
    {"the", "a", "an", "some", "several", "many", "its", "their", "his", "her", "foreign", "people"}
)
_NO_QUOTES = str.maketrans("", "", '"\u201c\u201d')
_LONGEST = 110  # characters of a statement in a question
_AHEAD = frozenset({Status.PLANNED, Status.POSSIBLE, Status.UNDECIDED, Status.CONDITIONAL})


def named(actor: ActorDraft) -> str:
    """Return the name of an actor as it stands in a sentence."""
    words = actor.name.split()
    last = words[-1].lower() if words else ""
    if actor.named and len(words) > 1 and last in _WITH_ARTICLE and words[0].lower() != "the":
        return f"the {actor.name}"
    if not actor.named and words and words[0][0].islower() and words[0] not in _DETERMINED:
        return f"the {actor.name}"
    return actor.name


def joined(actors: list[ActorDraft]) -> str:
    """Return names as a list in words."""
    names = list(dict.fromkeys(named(a) for a in actors))
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}" if names else ""


def whether(event: EventDraft) -> str:
    """Return the question whether an event is so: "Do the United States and Syria cooperate?"."""
    who, whom = event.actors[:2], event.recipients[:2]
    told = {a.name for a in (*who, *whom)}
    where = f" in {event.place.name}" if event.place is not None and event.place.name not in told else ""
    if not who:
        if whom and event.type is EventType.ASSAULT:
            return f"{'Was' if len(whom) == 1 and whom[0].named else 'Were'} {joined(whom)} attacked{where}?"
        return f"Did what is told of {joined(whom)} happen{where}?" if whom else f"Did it happen{where}?"
    if event.type in {EventType.COOPERATE, EventType.CONSULT} and whom:
        verb = "cooperate" if event.type is EventType.COOPERATE else "hold talks"
        return f"{_asking(event, plural=True)} {joined([*who, *whom])} {verb}?"
    doing = _DOING.get(event.type)
    asking = _asking(event, plural=len(who) > 1)
    if doing is None or not whom:
        return f"{asking} {joined(who)} {_ALONE[event.type]}{where}?"
    return f"{asking} {joined(who)} {doing} {joined(whom)}{where}?"


def _asking(event: EventDraft, plural: bool) -> str:
    if event.status in _AHEAD:
        return "Will"
    if event.status is Status.HAPPENED or (event.status is Status.DENIED and event.type is EventType.ASSAULT):
        return "Did"
    return "Do" if plural else "Does"


def how_many(event: EventDraft | None, what: str, effect: Effect) -> str:
    """Return the question of a count: "How many civilians were killed in Goma?"."""
    where = f" in {event.place.name}" if event is not None and event.place is not None else ""
    return f"How many {what or 'people'} {_HARM[effect]}{where}?"


def who_did(event: EventDraft | None) -> str:
    """Return the question of an actor: "Who attacked the convoy?"."""
    if event is None:
        return "Who is to blame?"
    where = f" in {event.place.name}" if event.place is not None else ""
    if event.type is EventType.ASSAULT and event.recipients:
        return f"Who attacked {joined(event.recipients[:2])}{where}?"
    if event.type is EventType.ASSAULT:
        return f"Who is responsible for the attack{where}?"
    return f"Who is to blame{where}?"


def whether_told(draft: Draft, statement: StatementDraft) -> str:
    """Return the question whether what a statement tells is so: "Is it true that soldiers were in the market?"."""
    told = " ".join(draft.text_of(w) for w in statement.content)
    told = " ".join(told.translate(_NO_QUOTES).split()).rstrip(".,;!?")
    if statement.act is Act.ACCUSE or not told:
        who = statement.name or (draft.text_of(statement.source[0]) if statement.source else "")
        return f"Is the accusation of {who} true?" if who else "Is the accusation true?"
    if len(told) > _LONGEST:
        told = told[:_LONGEST].rsplit(" ", 1)[0] + " ..."
    return f"Is it true that {told}?"
