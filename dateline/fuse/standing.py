"""The accounts of an occurrence and the sources behind them in, how it stands out: by rules, with the reason.

docs/standing.md has the rules in plain words. Nothing here is a verdict on what is true.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from dateline.record.account import Account, Voice
from dateline.record.choices import Act, ActorKind, DisputeKind, EventType, SourceKind, Status, Strength
from dateline.record.entities import Actor
from dateline.record.occurrence import DisputeAcross, Independence, Root, Standing

from .reprints import ReprintGroup
from .sources import FIRM, independent_sources, is_denial, sides_of
from .terms import stems_of
from .unnamed import canonical_name, is_country, plain_name, read_voice

_NAMED_UP_TO = 3  # sources in a reason; by hand
_STATE = frozenset((ActorKind.GOVERNMENT, ActorKind.ARMED_FORCE))
_ARMED = frozenset((ActorKind.ARMED_FORCE, ActorKind.ARMED_GROUP))
_SERVANTS = frozenset(("GOV", "MIL", "COP", "SPY"))
_BY_NAME = frozenset((SourceKind.INSTITUTION, SourceKind.PERSON, SourceKind.DOCUMENT))
_ADMITS = frozenset((Act.ACKNOWLEDGE, Act.CONFIRM))
_STATES = frozenset((Act.SAY, Act.REPORT))
_HARM = frozenset((EventType.ASSAULT, EventType.COERCE))
_DEFEAT = frozenset((EventType.RETREAT, EventType.CONCEDE))
# Stems of those whom no side wants to have hit; by hand.
_SPARED = frozenset(
    (
        *("civilian", "child", "children", "women", "family", "patient", "doctor", "nurse", "medic", "journalist"),
        *("refugee", "displac", "worshipper", "pupil", "student", "peacekeeper", "hostage", "aid"),
    )
)


class Admission(NamedTuple):
    """A party's word against its own interest: who speaks for which party in which account, and what it admits."""

    account: Account
    voice: Voice
    party: Actor
    what: str


def standing_of(
    accounts: Sequence[Account],
    independence: Independence,
    disputes: Sequence[DisputeAcross] = (),
    reprints: Sequence[ReprintGroup] = (),
) -> tuple[Standing, str]:
    """Return how an occurrence stands and why, in one sentence.

    ``independence`` is that of the accounts that assert it (``sides_of``), or of those that deny it where none does.
    Without accounts there is nothing to stand: ValueError, as for an independence of other accounts.
    """
    if not accounts:
        raise ValueError("an occurrence without accounts has no standing; give its accounts")
    asserting, denying = sides_of(accounts)
    counted = {id_ for root in independence.roots for id_ in root.accounts}
    if not counted <= {account.id for account in asserting or denying}:
        raise ValueError("the independence is not that of one side; count the sources of sides_of(accounts)")
    if not asserting:
        return Standing.DENIED, f"Only its denial is told, by {_names(independence.roots)}."
    against = independent_sources(denying, reprints) if denying else None
    if against is not None and _took_back(asserting, independence, denying, against):
        who = _names(independence.roots)
        return Standing.RETRACTED, f"What was told by {who} is denied later by the same; nobody else says so."
    admissions = [admission for account in asserting for admission in _admissions(account, accounts)]
    open_denials = [account for account in denying if not _is_settled(account, disputes, asserting)]
    unanswered = [a for a in open_denials if not any(_answers(admission, a) for admission in admissions)]
    if unanswered:
        return Standing.CONTESTED, _contested(independence, independent_sources(unanswered, reprints))
    if _is_disputed(disputes, asserting, denying):
        return Standing.CONTESTED, f"What is told by {_tellers(independence)} is denied by another account."
    if admissions:
        first = min(admissions, key=lambda a: (_said_on(a.account, a.voice) or "9", a.account.id, a.voice.statement))
        return Standing.CONFIRMED, f"Confirmed by {_speaker(first)} against its own interest: {first.what}."
    return _told(asserting, independence)


def _told(asserting: Sequence[Account], independence: Independence) -> tuple[Standing, str]:
    """Return the standing of what nobody denies, by its sources."""
    if not any(account.status in FIRM for account in asserting):
        how = " or ".join(sorted({account.status.value for account in asserting}))
        return Standing.CLAIMED, f"It is told as {how}, not as done, by {_tellers(independence)}."
    if independence.low < 2:
        return Standing.CLAIMED, f"It is told by {_tellers(independence)}."
    if all(root.interested is True for root in independence.roots):
        return Standing.CLAIMED, f"It is told by {_tellers(independence)}, all of them parties to it."
    return Standing.CORROBORATED, f"It is told by {_tellers(independence)}: {_names(independence.roots)}."


def _contested(independence: Independence, against: Independence) -> str:
    who = _names(against.roots) if against.roots else "outlets that only cite each other"
    both = {root.name for root in independence.roots if root.named} & {
        root.name for root in against.roots if root.named
    }
    if both and len(independence.roots) == len(against.roots) == 1:
        return f"It is both told and denied by {who}, and nothing says which came last."
    return f"What is told by {_tellers(independence)} is denied by {who}."


def _took_back(
    asserting: Sequence[Account], independence: Independence, denying: Sequence[Account], against: Independence
) -> bool:
    """Tell whether each source that asserted it denied it later, by the days on which they spoke."""
    by_id = {account.id: account for account in asserting}
    denial_by_id = {account.id: account for account in denying}
    denials = {plain_name(root.name): root for root in against.roots if root.named}
    if not independence.roots or independence.circles:
        return False
    for root in independence.roots:
        denial = denials.get(plain_name(root.name)) if root.named else None
        if denial is None:
            return False
        said = [_day(by_id[id_]) for id_ in root.accounts]
        denied = [day for id_ in denial.accounts if (day := _day(denial_by_id[id_])) is not None]
        known = [day for day in said if day is not None]
        if len(known) < len(said) or not denied or max(known) >= max(denied):
            return False
    return True


def _admissions(account: Account, accounts: Sequence[Account]) -> Iterable[Admission]:
    """Return the words in an account by which a party admits what it would rather not."""
    if account.status not in FIRM:
        return
    for chain in account.chains:
        voice = chain[0]
        if voice.kind not in _BY_NAME:
            continue
        for party in account.actors:
            if speaks_for(voice, party) and (what := _admitted_deed(account, voice, party, accounts)):
                yield Admission(account, voice, party, what)
        for party in account.recipients:
            lost = account.type is EventType.ASSAULT and party.kind in _ARMED
            if lost and voice.act in _ADMITS and speaks_for(voice, party):
                yield Admission(account, voice, party, "it admits its own loss")


def _admitted_deed(account: Account, voice: Voice, party: Actor, accounts: Sequence[Account]) -> str | None:
    """Return what a party admits of a deed of its own: "We confirm the strike" is a boast where nobody objects."""
    hit = account.type in _HARM and _harms_spared(account)
    if account.type in _DEFEAT:
        return "it admits its own defeat" if voice.act in _ADMITS else None
    if voice.act is Act.ACKNOWLEDGE:
        return "it admits the deed as its own"
    if voice.act is Act.CONFIRM and (hit or any(_charges(other, party) for other in accounts)):
        return "it confirms what others charge it with"
    if voice.act in _STATES and hit and account.type is EventType.ASSAULT and party.kind in _STATE:
        return "it says itself that it hit those who should be spared"
    return None


def _harms_spared(account: Account) -> bool:
    words = [actor.name for actor in account.recipients] + [figure.what for figure in account.figures]
    return any(stem in _SPARED for text in words for stem in stems_of(text))


def _charges(account: Account, party: Actor) -> bool:
    """Tell whether an account has others charge a party with the deed, or the party deny it."""
    accused = account.alleged or any(chain[0].act is Act.ACCUSE for chain in account.chains)
    by_others = not any(speaks_for(chain[0], party) for chain in account.chains)
    denied = account.status is Status.DENIED or any(is_denial(chain[0]) for chain in account.chains)
    return (accused and by_others) or (denied and not by_others)


def speaks_for(voice: Voice, party: Actor) -> bool:
    """Tell whether a voice is a party, speaks for it by its words, or is of the same state's service."""
    name = plain_name(canonical_name(party.name).name)
    actor = voice.actor
    for own in (voice.name, actor.name if actor is not None else None):
        if own is not None and plain_name(canonical_name(own).name) == name:
            return True
    if voice.kind not in _BY_NAME:
        return False
    told = read_voice(voice.words if actor is None or voice.name else f"{actor.name} , {voice.words}")
    if name in {plain_name(body.name) for body in told.bodies} and (
        told.speaks_for or voice.kind is SourceKind.DOCUMENT
    ):
        return True
    if party.kind not in _STATE or actor is None or actor.country is None or actor.country != party.country:
        return False
    return actor.kind in _STATE or (actor.kind is ActorKind.PERSON and actor.sector in _SERVANTS)


def _answers(admission: Admission, denial: Account) -> bool:
    """Tell whether a party that admits something denied it before, and nobody else does in this account."""
    own = bool(denial.chains) and all(speaks_for(chain[0], admission.party) for chain in denial.chains)
    denied, admitted = _day(denial), _said_on(admission.account, admission.voice)
    return own and denied is not None and admitted is not None and denied < admitted


def _is_settled(denial: Account, disputes: Sequence[DisputeAcross], asserting: Sequence[Account]) -> bool:
    """Tell whether the disputes that a denial is part of are settled by an account that asserts."""
    ids = {account.id for account in asserting}
    of_it = [
        dispute
        for dispute in disputes
        if dispute.kind is DisputeKind.DENIAL and any(denial.id in side.accounts for side in dispute.sides)
    ]
    return bool(of_it) and all(dispute.settled_by in ids and dispute.settled_by != denial.id for dispute in of_it)


def _is_disputed(disputes: Sequence[DisputeAcross], asserting: Sequence[Account], denying: Sequence[Account]) -> bool:
    """Tell whether an open dispute has one of these accounts denied outright, though no account here does."""
    ids = {account.id for account in asserting}
    shown = {account.id for account in denying}
    return any(
        dispute.kind is DisputeKind.DENIAL
        and dispute.strength is Strength.CONTRADICTION
        and dispute.settled_by is None
        and any(ids & set(side.accounts) for side in dispute.sides)
        and not any(shown & set(side.accounts) for side in dispute.sides)
        for dispute in disputes
    )


def _day(account: Account) -> str | None:
    """Return the last day on which an account has somebody speak, by its voices or else its report."""
    days = [_said_on(account, chain[0]) for chain in account.chains] or [_published_on(account)]
    known = [day for day in days if day is not None]
    return max(known) if len(known) == len(days) else None


def _said_on(account: Account, voice: Voice) -> str | None:
    return voice.said_on[:10] if voice.said_on else _published_on(account)


def _published_on(account: Account) -> str | None:
    return account.published[:10] if account.published else None


def _tellers(independence: Independence) -> str:
    """Return in words who tells something and how sure it is that they are several."""
    low, high = independence.low, independence.high
    if low == 0:
        return "outlets that only cite each other"
    if high == 1:
        return f"{_names(independence.roots)} alone"
    if low == 1:
        return f"one source or up to {high} ({_names(independence.roots)})"
    count = str(low) if low == high else f"{low} to {high}"
    return f"{count} sources that do not depend on each other"


def _names(roots: Sequence[Root]) -> str:
    """Return the names of sources, the first few."""
    names = [root.name for root in roots]
    if not names:
        return "outlets that only cite each other"
    if len(names) > _NAMED_UP_TO:
        names = [*names[:_NAMED_UP_TO], f"{len(names) - _NAMED_UP_TO} more"]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _speaker(admission: Admission) -> str:
    voice = admission.voice
    name = voice.name or (voice.actor.name if voice.actor is not None else voice.words)
    same = plain_name(name) == plain_name(admission.party.name) or is_country(plain_name(name))
    return name if same else f"{name} for {admission.party.name}"
