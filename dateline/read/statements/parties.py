"""Whether a voice is a party to what it tells."""

from __future__ import annotations

from dateline.record.choices import ActorKind, SourceKind

from ..draft import ActorDraft, Draft, StatementDraft, Words

_SIDES = frozenset({ActorKind.GOVERNMENT, ActorKind.ARMED_FORCE, ActorKind.ARMED_GROUP, ActorKind.PARTY})
_ARMED = frozenset({ActorKind.ARMED_FORCE, ActorKind.ARMED_GROUP})
_STATE = frozenset({ActorKind.GOVERNMENT, ActorKind.ARMED_FORCE})
_SECTORS = frozenset({"GOV", "MIL", "REB", "PAR", "UAF", "SPY", "COP", "OPP"})
_FIRST_PERSON = frozenset({"we", "our", "us", "ours"})
_ROLES = frozenset({"nsubj", "nsubjpass", "poss", "pobj", "dobj", "compound", "amod"})
_FOES = frozenset({"rebel", "militant", "insurgent", "terrorist", "jihadist", "guerrilla", "separatist"})
_FORCES = _FOES | {"soldier", "troop", "force", "fighter", "jet", "warplane", "drone", "missile", "police", "army"}
_ITSELF = frozenset({"it", "its", "they", "their"})
_NEUTRAL = frozenset({ActorKind.ORGANIZATION, ActorKind.INTERGOVERNMENTAL, ActorKind.MEDIA})


def is_interested(draft: Draft, statement: StatementDraft) -> bool | None:
    """Tell whether the voice is a party to what it tells, None where that is not known.

    True where a state, an armed side or who speaks for one tells of itself, of its own people and soil in the same
    breath as another armed side, or of the side it fights; False for a monitor, the media, a body of many states or a
    document that does not figure in what it tells. Witnesses and those without a name are left open.
    """
    if statement.kind in {SourceKind.ANONYMOUS, SourceKind.UNKNOWN}:
        return None
    actor = statement.actor
    if statement.kind in {SourceKind.MEDIA, SourceKind.DOCUMENT}:
        return False
    if actor is None:
        return None
    sides = [actor, *(r.of for r in actor.roles if r.of is not None)]
    neutral = actor.named and actor.kind in _NEUTRAL
    if not neutral and not any(s.kind in _SIDES for s in sides) and actor.sector not in _SECTORS:
        return None
    if any(_tells_of(draft, statement, words, sides) for words in statement.content):
        return True
    return False if neutral else None


def _tells_of(draft: Draft, statement: StatementDraft, words: Words, sides: list[ActorDraft]) -> bool:
    """Tell whether these words of a content are about the voice's own side, or about the side it fights."""
    doc = draft.doc
    own = {s.country for s in sides if s.country and s.kind in _STATE | {ActorKind.PERSON}}
    armed = any(s.kind in _ARMED for s in sides)
    home = others = False
    for i in range(words.start, words.end):
        token = doc[i]
        if token.lower_ in _FIRST_PERSON and statement.quoted:
            return True
        if draft.country_of[i] in own:
            home = True
        other = draft.actor_of[i]
        if other is None and token.lemma_.lower() in _FORCES and token.pos_ == "NOUN":
            whose = next((draft.country_of[c.i] for c in token.lefts if draft.country_of[c.i]), None)
            if whose in own and whose is not None:
                return True
            if whose is not None or token.lemma_.lower() in _FOES:
                others = True
                if armed:
                    return True
        if other is None and i == words.start and token.lower_ in _ITSELF and token.dep_ in {"nsubj", "poss"}:
            return True  # "the junta said it would ...": the speaker, where nothing else is known
        if other is None or (token.dep_ not in _ROLES and token.pos_ != "PRON"):
            continue
        if any(other is s for s in sides):
            return True
        if other.country in own and other.kind in _STATE and token.dep_ != "pobj":
            return True
        if other.kind in _ARMED or (other.kind is ActorKind.GOVERNMENT and other.country not in own):
            others = True
            if armed and other.kind in _ARMED:
                return True
    return home and others
