"""Denials and the words they answer: "the accusation", "the account", "it", a role, a deed told by another voice.

Where a denial names no event ("denied any role"), what it answers is looked for backwards: the blame laid on the one
who denies, else the nearest account by another voice. A denial in words of its own answers whoever tells just that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from spacy.tokens import Token

from dateline.record.choices import Act, ActorKind, DisputeKind, EventType, Status, Strength

from ..draft import ActorDraft, DisputeDraft, EventDraft, StatementDraft
from .matter import Accounts, Keys, Side, family
from .meaning import meanings, senses
from .questions import whether, whether_told, who_did


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


ACCUSING = _words("accusation allegation charge blame")
TELLING = _words("account report claim version story assertion statement suggestion speculation")
_PART = _words("involvement responsibility role part hand link connection complicity wrongdoing")
_BARE = _words("it this that so")
_PROVING = _words("evidence proof involvement role complicity responsibility involve")
NO_ACCOUNT = frozenset(
    {Act.DEMAND, Act.URGE, Act.ASK, Act.PRAISE, Act.CONDEMN, Act.PROMISE, Act.REFUSE, Act.THREATEN, Act.BELIEVE}
    | {Act.DENY, Act.AGREE, Act.PREDICT}
)
_NEGATIONS = _words("not no never neither none nobody n't without")
NEAR = 4  # sentences back to what a denial answers
FAR = 9  # sentences back to the account in which the one who denies is named
_FORMERLY = _words("previously earlier formerly once")
_SOLDIERS = _words("army military soldier troop")
_MEN = {"army": _SOLDIERS, "military": _SOLDIERS, "police": _words("police officer policeman policemen")}
_BLAMING = _words("accuse blame implicate hold charge fault")


def answered(told: Accounts) -> Iterator[DisputeDraft]:
    """Yield the denials that name no event of their own, each against the words of another voice that it answers."""
    for denial in told.draft.statements:
        if is_denial(told, denial):
            for find in (_of_accusation, _of_account, _of_part, _of_words, _of_claim_inside, _against_evidence):
                against = find(told, denial)
                if against:
                    evidence = _against_evidence(told, denial)
                    against = [*against, *(s for s in evidence if s not in against)]
                    yield _dispute(told, denial, against)
                    break
            else:
                yield from _blamed_elsewhere(told, denial)


def is_denial(told: Accounts, statement: StatementDraft) -> bool:
    """Tell whether a statement denies what is told now: not "did not deny", not "has previously denied"."""
    if statement.act not in {Act.DENY, Act.REFUSE}:
        return False
    cue = told.draft.doc[statement.cue_head]
    before = told.draft.doc[max(cue.sent.start, cue.i - 4) : cue.i]
    return not any(c.dep_ == "neg" or c.lower_ in _FORMERLY for c in cue.children) and not any(
        t.lower_ in {"nor", "neither", "not", "n't"} for t in before
    )


def _dispute(told: Accounts, denial: StatementDraft, against: Side) -> DisputeDraft:
    side: Side = [denial, *_goes_on(told, denial)]
    return DisputeDraft(DisputeKind.DENIAL, question(told, against), (side, against), Strength.CONTRADICTION)


def question(told: Accounts, against: Side) -> str:
    for thing in against:
        if isinstance(thing, EventDraft):
            if thing.type is EventType.ACCUSE and len(against) > 1:
                continue
            return whether(thing)
        held = [e for e in told.draft.events if thing in e.reported_by and e.type is not EventType.ACCUSE]
        denies = thing.act is Act.DENY
        done = [
            e for e in held if (denies or e.status is not Status.DENIED) and (e.actors or e.type is EventType.ASSAULT)
        ]
        done = [e for e in done if e.actors or e.recipients]
        if done:
            return whether(min(done, key=lambda e: (not e.actors, e.head)))
    first = next(s for s in against if isinstance(s, StatementDraft))
    return whether_told(told.draft, first)


def _goes_on(told: Accounts, denial: StatementDraft) -> Iterator[StatementDraft]:
    """Yield what the one who denies says right after it in the negative: "Our forces did not strike any shelter"."""
    voice = told.voice(denial)
    for other in told.draft.statements:
        if other is denial or other.act not in {Act.SAY, Act.INSIST, Act.CLAIM} or not told.voice(other) & voice:
            continue
        if 0 <= told.line(other.cue_head) - told.line(denial.cue_head) <= 1 and negated(told, other):
            yield other


def negated(told: Accounts, statement: StatementDraft) -> bool:
    return any(told.draft.doc[i].lower_ in _NEGATIONS for w in statement.content for i in range(w.start, w.end))


def lemmas(told: Accounts, statement: StatementDraft) -> list[str]:
    return [told.draft.doc[i].lemma_.lower() for w in statement.content for i in range(w.start, w.end)]


def _object(told: Accounts, statement: StatementDraft) -> Token | None:
    """Return the noun or pronoun that a denial is about where it is one: "the accusation", "any role in it"."""
    if not statement.content:
        return None
    root: Token = told.draft.doc[statement.content[0].start : statement.content[0].end].root
    first = told.draft.doc[statement.content[0].start]
    if root.pos_ in {"NOUN", "PRON", "PROPN"} or root.lower_ in _BARE:
        return root
    return first.head if first.dep_ in {"det", "poss"} and first.head.pos_ == "NOUN" else None


def before(
    told: Accounts, denial: StatementDraft, lines: int, fits: Callable[[StatementDraft], bool]
) -> list[StatementDraft]:
    """Return the fitting statements of other voices in the sentences before a denial, the nearest first."""
    voice = told.voice(denial)
    found = []
    for other in told.draft.statements:
        if other is denial or other.cue_head > denial.cue_head or told.voice(other) & voice or not other.content:
            continue
        near = told.line(denial.cue_head) - told.line(other.cue_head) <= lines
        told_much = sum(w.end - w.start for w in other.content) > 2  # "reported the raid" is no account
        if near and told_much and not other.holds(denial.cue_head) and fits(other):
            found.append(other)
    return sorted(found, key=lambda s: -s.cue_head)


def accused(told: Accounts, statement: StatementDraft) -> Keys:
    """Return what those whom an accusing statement accuses count as: the first it names."""
    for event in told.draft.events:
        if event.type is EventType.ACCUSE and any(w.start <= event.head < w.end for w in statement.cue):
            keys = told.getting(event)
            if keys:
                return keys
    for words in statement.content:
        for i in range(words.start, min(words.end, words.start + 8)):
            actor = told.draft.actor_of[i]
            if actor is not None:
                return told.party(actor)
    head = told.draft.doc[statement.cue_head]
    object_ = next((c for c in head.children if c.dep_ == "dobj"), None)
    return frozenset() if object_ is None else frozenset({f"the {object_.lemma_.lower()}"})


def _is_known(told: Accounts, statement: StatementDraft) -> bool:
    if statement.actor is not None:
        return statement.actor.named
    return any(isinstance(key, int) and key != id(statement) for key in told.voice(statement))


def _of_accusation(told: Accounts, denial: StatementDraft) -> Side:
    """Return the blame that "denied the accusations" answers."""
    noun = _object(told, denial)
    if noun is None or noun.lemma_.lower() not in ACCUSING:
        return []
    voice = told.voice(denial)
    aimed = [
        s
        for s in before(told, denial, NEAR, lambda s: s.act is Act.ACCUSE)
        if not (keys := accused(told, s)) or keys & voice or not _is_known(told, denial)
    ]
    many = noun.tag_ == "NNS"
    lines = {told.line(denial.cue_head) - n for n in range(NEAR + 1)}
    open_blame = [
        e
        for e in told.draft.events
        if e.type is EventType.ACCUSE
        and e.head < denial.cue_head
        and told.line(e.head) in lines
        and told.draft.doc[e.head].lemma_.lower() in _BLAMING
        and (told.getting(e) & voice)
    ]
    side: Side = [*(aimed if many else aimed[:1])]
    for event in open_blame:
        if not any(w.start <= event.head < w.end for s in aimed for w in s.cue):
            side.extend(s for s in told.side(event) if s not in side)
    if many:
        for event in told.draft.events:
            if not (event.alleged and event.head < denial.cue_head and told.line(event.head) in lines):
                continue
            if told.doers(event) and not told.doing(event) & voice:
                continue
            tellers = [s for s in told.tellers(event) if not told.voice(s) & voice]
            side.extend(s for s in tellers if s not in side)
    if side:
        return side
    return list(before(told, denial, 1, lambda s: s.act is Act.CLAIM)[:1])


def mentions(told: Accounts, statement: StatementDraft, keys: Keys) -> bool:
    for words in statement.content:
        for i in range(words.start, words.end):
            actor = told.draft.actor_of[i]
            if (actor is not None and told.party(actor) & keys) or told.draft.country_of[i] in keys:
                return True
    return False


def _of_account(told: Accounts, denial: StatementDraft) -> Side:
    """Return the account that "denied the report" or "denied it" answers: where the denier is named, else the last."""
    noun = _object(told, denial)
    if noun is None or denial.act is not Act.DENY:
        return []
    bare = noun.lemma_.lower() in _BARE and sum(w.end - w.start for w in denial.content) <= 2
    if not bare and (noun.lemma_.lower() not in TELLING or any(c.dep_ in {"acl", "relcl"} for c in noun.children)):
        return []
    voice = told.voice(denial)
    if not bare:
        naming = before(told, denial, FAR, lambda s: s.act not in NO_ACCOUNT and mentions(told, s, voice))
        if naming:
            return list(naming[:1])
    around: Side = [
        s
        for s in told.draft.statements
        if s is not denial and s.holds(denial.cue_head) and s.act not in NO_ACCOUNT and not told.voice(s) & voice
    ]
    if bare and around:  # "was held, they say, by the brigade, which denies this"
        return around[-1:]
    return list(before(told, denial, 1 if bare else 2, lambda s: s.act not in NO_ACCOUNT)[:1])


def _of_part(told: Accounts, denial: StatementDraft) -> Side:
    """Return what "denied any role" answers: blame on the one who denies, or the deed told as theirs."""
    noun = _object(told, denial)
    if noun is None or noun.lemma_.lower() not in _PART:
        return []
    voice = told.voice(denial)
    side: Side = [s for s in before(told, denial, NEAR, lambda s: s.act is Act.ACCUSE) if accused(told, s) & voice]
    for event in told.draft.events:
        if event.type not in {EventType.ASSAULT, EventType.COERCE, EventType.SUPPORT, EventType.MOBILIZE}:
            continue
        near = 0 <= told.line(denial.cue_head) - told.line(event.head) <= NEAR
        if near and event.head < denial.cue_head and told.doing(event) & voice and not told.voices(event) & voice:
            side.extend(s for s in told.side(event) if s not in side)
    return side or _of_their_men(told, denial)


def _of_their_men(told: Accounts, denial: StatementDraft) -> Side:
    """Return the deeds that other voices lay on the men of an army or police that denies a part in them."""
    named = {told.draft.doc[i].lemma_.lower() for w in denial.source for i in range(w.start, w.end)}
    men = {word for force, words in _MEN.items() if force in named for word in words}
    for other in before(told, denial, NEAR, lambda s: s.act not in NO_ACCOUNT):
        attacks = any(e.type is EventType.ASSAULT and other in e.reported_by for e in told.draft.events)
        if attacks and men & {*lemmas(told, other)}:
            return [other]
    return []


def _blamed_elsewhere(told: Accounts, denial: StatementDraft) -> Iterator[DisputeDraft]:
    """Yield the lead's account of an attack by unnamed men against one who denies a part in it and blames others."""
    noun = _object(told, denial)
    if noun is None or noun.lemma_.lower() not in _PART:
        return
    voice = told.voice(denial)
    blames = [
        s
        for s in told.draft.statements
        if s.act is Act.ACCUSE and told.voice(s) & voice and told.sentences(s, denial) <= 1
    ]
    attacks = [e for e in told.draft.events if e.type is EventType.ASSAULT and e.head < denial.cue_head]
    if not blames or not attacks:
        return
    lead = attacks[0]
    if told.line(lead.head) > 1 or any(a.named for a in told.doers(lead)) or told.voices(lead) & voice:
        return
    sides: tuple[Side, Side] = (list(told.side(lead)), [denial, *blames])
    yield DisputeDraft(DisputeKind.ACTOR, who_did(lead), sides, Strength.TENSION)


def _of_words(told: Accounts, denial: StatementDraft) -> Side:
    """Return the accounts of other voices that tell just what is denied, in the same or kindred words."""
    denied = meanings(told.draft, denial)
    enough = 1 if _says_who(told, denial) else 2
    if len(denied) < enough or denial.act is not Act.DENY:  # "refused to say" denies nothing
        return []
    unowned = any("hold" in m for m in denied) or not _of_own_deed(told, denial)
    for other in _around(told, denial):
        if other.act in NO_ACCOUNT or negated(told, other) or (not unowned and _by_others(told, other, denial)):
            continue
        own = senses(told.draft, other)
        more = [
            s
            for s in told.draft.statements
            if s is not other
            and s.act not in NO_ACCOUNT
            and told.voice(s) & told.voice(other)
            and told.sentences(s, other) <= 2
        ]
        wide = own.union(*(senses(told.draft, s) for s in more))
        if any(m & own for m in denied) and all(m & wide for m in denied):
            return [other, *(s for s in more if any(m & senses(told.draft, s) for m in denied))]
    return []


def _root(told: Accounts, denial: StatementDraft) -> Token:
    words = denial.content[0]
    root: Token = told.draft.doc[words.start : words.end].root
    return root


def _says_who(told: Accounts, denial: StatementDraft) -> bool:
    """Tell whether it is denied that those told of were this or that: "denied that they were pirates"."""
    root = _root(told, denial)
    return root.lemma_ == "be" and any(c.dep_ == "attr" and c.pos_ == "NOUN" for c in root.children)


def _of_own_deed(told: Accounts, denial: StatementDraft) -> bool:
    """Tell whether a deed of the denier's own is denied: not "any civilian had been hit", "any men had crossed"."""
    root = _root(told, denial)
    subject = next((c for c in root.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
    if subject is None:
        return True
    return subject.dep_ == "nsubj" and all(c.lower_ not in {"any", "a", "an"} for c in subject.lefts)


def _around(told: Accounts, denial: StatementDraft) -> list[StatementDraft]:
    voice = told.voice(denial)
    near = [
        s
        for s in told.draft.statements
        if s is not denial and not told.voice(s) & voice and told.sentences(s, denial) <= NEAR and s.content
        if not s.holds(denial.cue_head)
    ]
    return sorted(near, key=lambda s: (s.cue_head > denial.cue_head, abs(s.cue_head - denial.cue_head)))


def _by_others(told: Accounts, statement: StatementDraft, denial: StatementDraft) -> bool:
    """Tell whether a statement tells deeds of parties other than the one who denies."""
    voice = told.voice(denial)
    doers = [a for e in told.draft.events if statement in e.reported_by for a in told.doers(e)]
    return bool(doers) and not any(_may_be(told, actor, denial, voice) for actor in doers)


def _may_be(told: Accounts, doer: ActorDraft, denial: StatementDraft, voice: Keys) -> bool:
    """Tell whether a doer may be who denies: "soldiers" those of a ministry, "fighters" those of a group."""
    if told.party(doer) & voice:
        return True
    if doer.named:
        return False
    armed = "fighters" in {family(told.draft.text_of(w)) for w in doer.mentions}
    of_group = denial.actor is not None and denial.actor.kind is ActorKind.ARMED_GROUP
    return armed == of_group


def _of_claim_inside(told: Accounts, denial: StatementDraft) -> Side:
    """Return the claim of another voice that a denial names with its content: "rejected Kyiv's claim that"."""
    inside = [
        s
        for s in told.draft.statements
        if s is not denial
        and s.act in {Act.ACCUSE, Act.CLAIM, Act.REPORT, Act.SAY}
        and told.line(s.cue_head) == told.line(denial.cue_head)
        and (denial.holds(s.cue_head) or 0 < s.cue_head - denial.cue_head <= 4)
        and told.draft.doc[s.cue_head].pos_ == "NOUN"
        and not told.voice(s) & told.voice(denial)
    ]
    return list(inside[:1])


def _against_evidence(told: Accounts, denial: StatementDraft) -> Side:
    """Return the voices that say, in the sentence of the denial, that there is evidence against it."""
    found = [
        s
        for s in told.draft.statements
        if s is not denial
        and s.act not in NO_ACCOUNT
        and told.line(s.cue_head) == told.line(denial.cue_head)
        and not told.voice(s) & told.voice(denial)
        and not negated(told, s)
        and not s.holds(denial.cue_head)
        and _PROVING & {*lemmas(told, s)}
    ]
    return list(found)
