"""Ties between actors that the text names: affiliate, branch, wing, splinter, backed by, allied with, part of."""

from __future__ import annotations

from dateline.record.choices import ActorKind

from ..cast import state
from ..draft import ActorDraft, AffiliationDraft, Words
from .register import Register

# Noun of the tie -> relation. "Al-Qaeda's Syrian affiliate", "the armed wing of Hamas", "a splinter of the FARC".
_NOUNS = {
    "affiliate": "affiliate", "affiliates": "affiliate", "branch": "affiliate", "franchise": "affiliate", "arm": "wing",
    "wing": "wing", "offshoot": "splinter", "splinter": "splinter", "faction": "faction", "breakaway": "splinter",
    "ally": "ally", "allies": "ally", "proxy": "proxy", "proxies": "proxy", "subsidiary": "affiliate",
    "chapter": "affiliate",
    "umbrella": "part_of", "component": "part_of", "backbone": "part_of", "partner": "ally", "surrogate": "proxy",
    "rival": "rival", "successor": "successor", "unit": "part_of", "cell": "part_of", "brigade": "part_of",
    "front": "front", "predecessor": "predecessor", "sponsor": "backs", "backer": "backs", "patron": "backs",
}  # fmt: skip
# Participle of the tie, "Iran-backed Houthis" or "militants linked to Al-Qaeda" -> relation.
_PARTICIPLES = {
    "backed": "backed_by", "supported": "backed_by", "funded": "backed_by", "armed": "backed_by",
    "trained": "backed_by",
    "sponsored": "backed_by", "financed": "backed_by", "led": "led_by", "dominated": "led_by", "linked": "linked_to",
    "affiliated": "affiliate", "aligned": "ally", "allied": "ally", "inspired": "inspired_by",
    "controlled": "controlled_by",
    "run": "controlled_by", "loyal": "loyal_to", "tied": "linked_to", "connected": "linked_to", "equipped": "backed_by",
}  # fmt: skip
_LOYAL = frozenset({"loyal", "allied", "linked", "affiliated", "aligned", "close", "tied", "connected"})
_COMMA_OR_DASH = frozenset({",", "--", "-", "("})
_GROUPS = frozenset(
    {ActorKind.ARMED_GROUP, ActorKind.ORGANIZATION, ActorKind.PARTY, ActorKind.ARMED_FORCE, ActorKind.MEDIA}
)


def find_affiliations(register: Register) -> None:
    """Give actors the ties that the text names, each with its words."""
    for i, word in enumerate(register.lower):
        if word in _NOUNS:
            _by_noun(register, i, _NOUNS[word])
        elif word in _PARTICIPLES:
            _by_participle(register, i, _PARTICIPLES[word])
        elif word == "pro" and i + 2 < len(register.lower) and register.lower[i + 1] == "-":
            _pro(register, i)


def _tie(actor: ActorDraft, relation: str, with_: ActorDraft, words: Words) -> None:
    if actor is with_ or any(a.relation == relation and a.with_ is with_ for a in actor.affiliations):
        return
    actor.affiliations.append(AffiliationDraft(relation, with_, words))


def _holder_ending(register: Register, end: int) -> tuple[ActorDraft, int] | None:
    """Return the actor whose name or country ends right before ``end``, and where its words begin."""
    k = end - 1
    if k < 0:
        return None
    holder = register.holder[k]
    if holder is not None:
        while k > 0 and register.holder[k - 1] is holder:
            k -= 1
        return holder, k
    name = register.country_name.get(k)
    if name is not None and name.role != "people":
        return state(register.draft, name.iso3), name.words.start
    return None


def _holder_from(
    register: Register, start: int, reach: int, kinds: frozenset[ActorKind] | None = None
) -> tuple[ActorDraft, int] | None:
    """Return the first actor named within ``reach`` words from ``start``, and where its words end."""
    lower, n = register.lower, len(register.lower)
    for k in range(start, min(start + reach, n)):
        holder = register.holder[k]
        if holder is not None and (kinds is None or holder.kind in kinds):
            while k < n and register.holder[k] is holder:
                k += 1
            return holder, k
        name = register.country_name.get(k)
        if name is not None and name.role in {"name", "capital"} and kinds is None:
            return state(register.draft, name.iso3), name.words.end
        if lower[k] in {".", ";", ",", "who", "which", "that"} or register.tokens[k].pos_ in {"VERB", "AUX"}:
            return None
    return None


def _by_noun(register: Register, i: int, relation: str) -> None:
    """ "Y's [Syrian] affiliate X", "X, an affiliate of Y", "the armed wing of Y, X", "X is the armed wing of Y"."""
    lower, n = register.lower, len(register.lower)
    # whose: "Al-Qaeda's Syrian affiliate"
    owner: ActorDraft | None = None
    start = i
    k = i - 1
    while k >= 0 and i - k < 6:
        if lower[k] in {"'s", "'"}:
            found = _holder_ending(register, k)
            if found is not None:
                owner, start = found
            break
        if register.tokens[k].pos_ in {"VERB", "AUX", "ADP"} or lower[k] in {",", ".", "and"}:
            break
        k -= 1
    end = i + 1
    if owner is None:
        k = i + 1
        if k < n and lower[k] in {"group", "faction", "organisation", "organization", "movement"}:
            k += 1
        if k < n and lower[k] in {"of", "from", "for", "to"}:
            found = _holder_from(register, k + 1, 4)
            if found is None:
                return
            owner, end = found
        else:
            owner, start = register.holder[i - 1] if i else None, i - 1  # "the Al-Qaeda affiliate X"
            if owner is None or owner.kind not in _GROUPS or relation not in {"affiliate", "splinter", "wing"}:
                return
            while start > 0 and register.holder[start - 1] is owner:
                start -= 1
    other = _other_side(register, start, end, owner)
    if other is not None:
        _tie(other, relation, owner, Words(start, end))


def _other_side(register: Register, start: int, end: int, owner: ActorDraft) -> ActorDraft | None:
    """Return who the tie is of: the name right after the phrase, or the one before a comma or "is"."""
    lower, n = register.lower, len(register.lower)
    k = end
    if k < n and lower[k] in {"group", "faction", "militia", "organisation", "organization"}:
        k += 1
    if k < n and (lower[k] in _COMMA_OR_DASH or register.holder[k] is not None or lower[k] in {"the", "known"}):
        follow = k + (lower[k] in _COMMA_OR_DASH)
        while follow < n and lower[follow] in {"the", "known", "as"}:
            follow += 1
        if follow < n and register.holder[follow] is not None and register.holder[follow] is not owner:
            holder = register.holder[follow]
            before = _before_comma(register, start)
            if holder is not None and holder.kind in _GROUPS and (before is None or lower[k] not in _COMMA_OR_DASH):
                return holder
    before = _before_comma(register, start)
    return before if before is not owner else None


def _before_comma(register: Register, start: int) -> ActorDraft | None:
    """Return the actor before ", a/the ..." or before "is/was/are a/the ..."."""
    lower = register.lower
    k = start - 1
    while (
        k >= 0
        and start - k < 8
        and (
            lower[k]
            in {
                "the",
                "a",
                "an",
                "its",
                "one",
                "armed",
                "military",
                "political",
                "local",
                "former",
                "powerful",
                "regional",
                "syrian",
                "sahel",
            }
            or register.tokens[k].pos_ == "ADJ"
        )
    ):
        k -= 1
    if k < 1:
        return None
    if lower[k] in _COMMA_OR_DASH or lower[k] in {"is", "are", "was", "were", "considered", "as"}:
        k -= 1
        if lower[k] == ")":
            while k > 0 and lower[k] != "(":
                k -= 1
            k -= 1
        holder = register.holder[k]
        if holder is not None and holder.kind in _GROUPS:
            return holder
    return None


def _by_participle(register: Register, i: int, relation: str) -> None:
    """ "Iran-backed Houthis", "backed by Iran", "militants linked to Al-Qaeda"."""
    lower, n = register.lower, len(register.lower)
    if i >= 2 and lower[i - 1] == "-":
        found = _holder_ending(register, i - 1)
        if found is None or i + 1 >= n:
            return
        owner, start = found
        target = _target_after(register, i + 1) or _before_comma(register, start)
        if target is not None and target is not owner:
            _tie(target, relation, owner, Words(start, i + 1))
        return
    k = i + 1
    if k < n and lower[k] in {"by", "to", "with"} and (lower[k] == "by") == (lower[i] not in _LOYAL):
        if register.tokens[i].tag_ not in {"VBN", "JJ", "VBD"}:
            return
        found = _holder_from(register, k + 1, 3)
        if found is None:
            return
        owner, end = found
        before = i - 1
        while before > 0 and lower[before] in {
            ",",
            "is",
            "are",
            "was",
            "were",
            "also",
            "which",
            "who",
            "heavily",
            "closely",
            "loosely",
            "that",
            "reportedly",
        }:
            before -= 1
        holder = register.holder[before]
        if holder is None or holder.kind not in _GROUPS or holder is owner:
            return
        _tie(holder, relation, owner, Words(i, end))


def _target_after(register: Register, start: int) -> ActorDraft | None:
    """Return the group named after "Iran-backed", over words like "Shiite" or "rebels"."""
    lower, n = register.lower, len(register.lower)
    for k in range(start, min(start + 5, n)):
        holder = register.holder[k]
        if holder is not None:
            return holder if holder.kind in _GROUPS else None
        if register.tokens[k].pos_ not in {"ADJ", "NOUN", "PROPN", "PUNCT"} or lower[k] in {",", ".", ";"}:
            return None
    return None


def _pro(register: Register, i: int) -> None:
    """ "pro-Russian separatists", "pro-Iran militia X"."""
    name = register.country_name.get(i + 2)
    if name is None:
        return
    target = _target_after(register, name.words.end)
    if target is not None and target.country != name.iso3:
        _tie(target, "supports", state(register.draft, name.iso3), Words(i, name.words.end))
