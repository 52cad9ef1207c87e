"""Denials: the words of accounts in, what one holder asserts and another denies out.

What is denied has an object. Who denies having bombed a shelter does not deny that it was bombed; who denies helping to
choose targets does not deny passing on pictures. Where the words show that the object is another, the two are laid side
by side as a matter of scope and not as yes against no.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from dateline.record.choices import Act, DisputeKind, EventType, Status, Strength
from dateline.record.occurrence import DisputeAcross, Side, Summary

from ..holders import DONE, NO_ACCOUNT, Word, are_apart, is_later
from ..naming import called, quoted, with_article
from ..parties import Parties, are_related
from .asking import whether
from .sides import accounts_of

# What is done by all who take part: who denies it denies it of all.
TOGETHER = frozenset({EventType.COOPERATE, EventType.CONSULT, EventType.AGREE})
# What has many kinds, so that one may be denied while another goes on.
_OF_MANY_KINDS = TOGETHER | {EventType.AID, EventType.SUPPORT, EventType.MOBILIZE}
_AHEAD = frozenset({Status.PLANNED, Status.POSSIBLE})
_OWNING = frozenset({Act.ACKNOWLEDGE, Act.CONFIRM})


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# What two sides may share, sell or do together: an assertion of one of these is not met by the denial of another.
_OBJECTS = {
    "intelligence": _words(
        "intelligence information picture pictures image images imagery data footage surveillance intercepts"
    ),
    "targets": _words("target targets targeting"),
    "arms": _words("arm arms weapon weapons ammunition missile missiles drones shells munitions"),
    "troops": _words("troop troops soldiers boots advisers advisors trainers mercenaries fighters"),
    "money": _words("money funds funding payment payments ransom cash"),
    "talks": _words("talks negotiations meeting meetings dialogue contacts contact"),
    "prisoners": _words("prisoner prisoners hostage hostages detainees captives"),
    "aid": _words("food medicine humanitarian relief convoy convoys"),
}
_DIRECTLY = re.compile(r"\bdirect(?:ly)?\b(?!\W+or\b)", re.IGNORECASE)
_THROUGH = re.compile(
    r"\b(?:through|via|indirect(?:ly)?|intermediar\w+|go-betweens?|back[- ]channels?)\b", re.IGNORECASE
)
_INTENT = re.compile(
    r"\b(?:no (?:plans?|intention|wish|desire)|(?:not|n't|never) (?:plan|intend|going|considering|seek)\w*|"
    r"(?:not|n't) have (?:any )?(?:plans?|intention))\b",
    re.IGNORECASE,
)
_UNMEANT = re.compile(r"\b(?:not|n't|never) (?:mean|meant|intend|intended) to\b", re.IGNORECASE)  # it was done, unmeant
_TOKENS = re.compile(r"[a-z]+")


def denials(words: Sequence[Word], summary: Summary, parties: Parties) -> Iterator[DisputeAcross]:
    """Yield the disputes over what is denied, one for each side that it is denied of."""
    asserting = [word for word in words if not word.denies and _tells(word)]
    matters: dict[frozenset[str], list[Word]] = {}
    for word in words:
        of = _denied_of(word, asserting, parties) if word.denies or _refuses(word) else None
        if of is not None:
            matters.setdefault(of, []).append(word)
    for of in sorted(matters, key=sorted):
        yield from _answered(_Matter(of, matters[of], summary, parties), asserting)


def doers_of(word: Word, parties: Parties) -> frozenset[str]:
    """Return the sides that a word says did it: of what is done together, all that take part."""
    if word.account.type not in TOGETHER:
        return word.doers
    return word.doers | {key for key in map(parties.of, word.account.recipients) if key is not None}


class _Matter(NamedTuple):
    """What is denied: of which sides, none where it is denied that it happened at all, and by which words."""

    of: frozenset[str]
    denying: list[Word]
    summary: Summary
    parties: Parties


class _Turn(NamedTuple):
    """The word by which a dispute is settled, and how."""

    by: Word
    how: str


def _tells(word: Word) -> bool:
    told = word.voice is None or word.voice.act not in NO_ACCOUNT
    return told and (word.account.status in DONE or word.account.status in _AHEAD)


def _refuses(word: Word) -> bool:
    refuses = word.voice is not None and word.voice.act is Act.REFUSE
    return refuses and word.account.status not in DONE  # who refuses talks tells in passing of what did happen


def _is_of(party: str, doers: Iterable[str]) -> bool:
    return any(are_related(party, doer) for doer in doers)


def _denied_of(word: Word, asserting: Sequence[Word], parties: Parties) -> frozenset[str] | None:
    """Return the sides of which a word denies the deed; None where it denies something beside the deed."""
    if word.account.type in TOGETHER:
        return frozenset()
    if word.account.type not in _OF_MANY_KINDS and _UNMEANT.search(_text(word)):
        return None
    doers = doers_of(word, parties)
    if word.account.status is Status.DENIED and doers:
        return doers
    if word.party is not None:
        is_unnamed = bool(word.account.actors) and not doers  # "our forces did not strike"
        is_blamed = any(_is_of(word.party, doers_of(w, parties)) for w in asserting if are_apart(word, w))
        if is_unnamed or _is_of(word.party, doers) or (is_blamed and not word.account.actors):
            return frozenset({word.party})
    return doers if word.account.status is Status.DENIED else None


def _answered(matter: _Matter, asserting: Sequence[Word]) -> Iterator[DisputeAcross]:
    """Yield what stands between those who deny something and those who assert it, by the last word of each holder."""
    told = [w for w in asserting if not matter.of or any(_is_of(of, doers_of(w, matter.parties)) for of in matter.of)]
    is_nameless = not told
    if is_nameless:
        told = [w for w in asserting if not doers_of(w, matter.parties)]
    ids = {id(w) for w in told}
    came_round = _turned(matter.denying, [w for w in asserting if id(w) in ids or _owns(w, matter)])
    took_back = _turned(told, matter.denying)
    yes = [w for w in told if w.holder not in took_back]
    no = [w for w in matter.denying if w.holder not in came_round]
    if not no and came_round:
        others = [w for w in told if w.holder not in came_round]
        yield from _laid_out(matter, others, matter.denying, is_nameless, _settling(came_round, "who had denied it"))
    elif not yes and took_back:
        others = [w for w in matter.denying if w.holder not in took_back]
        yield from _laid_out(matter, told, others, is_nameless, _settling(took_back, "who had told it"))
    else:
        yield from _laid_out(matter, yes, no, is_nameless, None)


def _owns(word: Word, matter: _Matter) -> bool:
    """Tell whether a word acknowledges what its own side denied, by whichever voice of that side."""
    acknowledges = word.voice is not None and word.voice.act in _OWNING and word.party is not None
    return acknowledges and any(d.party == word.party for d in matter.denying)


def _turned(first: Sequence[Word], then: Sequence[Word]) -> dict[str, Word]:
    """Return the holders that went over from the first kind of words to the second, with the word that did it."""
    turned: dict[str, Word] = {}
    for holder in dict.fromkeys(w.holder for w in first):
        before = [w for w in first if w.holder == holder]
        sides = {w.party for w in before} - {None}
        own = [w for w in then if w.holder == holder or (w.party in sides and _is_owning(w))]
        after = [w for w in own if all(is_later(w, b) for b in before)]
        if after:
            turned[holder] = min(after, key=lambda w: (w.moment, w.account.id))
    return turned


def _is_owning(word: Word) -> bool:
    return word.voice is not None and word.voice.act in _OWNING and not word.denies


def _settling(turned: dict[str, Word], who: str) -> _Turn:
    last = max(turned.values(), key=lambda w: (w.moment, w.account.id))
    said = "denies it" if last.denies else "acknowledges it" if _is_owning(last) else "says that it is so"
    day = f" ({last.day})" if last.day else ""
    return _Turn(last, f"{last.called}, {who}, now {said}{day}")


def _laid_out(
    matter: _Matter, yes: list[Word], no: list[Word], is_nameless: bool, turn: _Turn | None
) -> Iterator[DisputeAcross]:
    """Yield the two sides, and apart from them those who tell of something else than what is denied."""
    yes = [w for w in yes if any(are_apart(w, d) for d in no)]
    no = [d for d in no if any(are_apart(w, d) for w in yes)]
    if not yes or not no:
        return
    met = [(w, d) for w in yes for d in no if are_apart(w, d) and not _is_of_another_object(w, d)]
    direct, denied = {id(w) for w, _ in met}, {id(d) for _, d in met}
    if met:
        firm = [w for w in yes if id(w) in direct]
        yield _dispute(matter, firm, [d for d in no if id(d) in denied], is_nameless, turn)
    beside = [(w, d) for w in yes for d in no if are_apart(w, d) and (id(w) not in direct or id(d) not in denied)]
    if beside:
        told, withheld = {id(w) for w, _ in beside}, {id(d) for _, d in beside}
        yield _scope(matter, [w for w in yes if id(w) in told], [d for d in no if id(d) in withheld], turn)


def _dispute(matter: _Matter, yes: list[Word], no: list[Word], is_nameless: bool, turn: _Turn | None) -> DisputeAcross:
    label = "yes; by whom is not told" if is_nameless and matter.of else "yes"
    is_done = any(w.account.status in DONE for w in yes)
    is_firm = is_done and not (is_nameless and matter.of) and any(_is_same_matter(w, d) for w in yes for d in no)
    return DisputeAcross(
        DisputeKind.DENIAL,
        f"{_question(matter, yes)} {_denied_words(no)}",
        (Side(label, accounts_of(yes)), Side("no", accounts_of(no))),
        Strength.CONTRADICTION if is_firm else Strength.TENSION,
        turn.by.account.id if turn is not None else None,
        turn.how if turn is not None else None,
    )


def _scope(matter: _Matter, yes: list[Word], no: list[Word], turn: _Turn | None) -> DisputeAcross:
    told = min(yes, key=lambda w: (w.moment, w.account.id))
    denied = min(no, key=lambda w: (w.moment, w.account.id))
    return DisputeAcross(
        DisputeKind.SCOPE,
        f"{_question(matter, yes)} What is told may not be what is denied.",
        (
            Side(f"told: {quoted(_text(told))}", accounts_of(yes)),
            Side(f"denied: {quoted(_text(denied))}", accounts_of(no)),
        ),
        Strength.TENSION,
        turn.by.account.id if turn is not None else None,
        turn.how if turn is not None else None,
    )


def _question(matter: _Matter, yes: Sequence[Word]) -> str:
    """Return the question whether those of whom it is denied did it, by the names that the accounts have for them."""
    summary, parties = matter.summary, matter.parties
    taking_part = [key for word in (*yes, *matter.denying) for key in sorted(doers_of(word, parties))]
    often = sorted(set(taking_part), key=lambda key: (-taking_part.count(key), key))
    main = [key for key in often if 2 * taking_part.count(key) >= taking_part.count(often[min(1, len(often) - 1)])]
    who = sorted(matter.of) or main
    whom = [] if summary.type in TOGETHER else summary.recipients[:1]
    is_done = any(w.account.status is Status.HAPPENED for w in yes)
    status = Status.HAPPENED if is_done else min(yes, key=lambda w: w.account.id).account.status
    return whether(summary, [with_article(parties.name(key)) for key in who], [called(a) for a in whom], status)


def _denied_words(no: Sequence[Word]) -> str:
    """Return what exactly is denied, in the words of the first who denies it."""
    first = min(no, key=lambda w: (w.voice is None, w.moment, w.account.id))
    names = first.voice is not None and first.voice.act is Act.DENY
    return f"{'Denied' if names else 'The denial'}: {quoted(_text(first))}."


def _text(word: Word) -> str:
    if word.voice is not None and word.voice.said:
        return word.voice.said
    return word.account.sentence or word.account.trigger


def _objects(word: Word) -> frozenset[str]:
    words = {*_TOKENS.findall(_text(word).lower())}
    return frozenset(name for name, members in _OBJECTS.items() if words & members)


def _is_of_another_object(told: Word, denied: Word) -> bool:
    """Tell whether the words show that what is told is not what is denied: other goods, another way, only a plan."""
    if told.account.type not in _OF_MANY_KINDS:
        return False
    given, withheld = _objects(told), _objects(denied)
    if given and withheld and not given & withheld:
        return True
    if _DIRECTLY.search(_text(denied)) and (told.account.via or _THROUGH.search(_text(told))):
        return True
    return told.account.status in DONE and _INTENT.search(_text(denied)) is not None


def _is_same_matter(told: Word, denied: Word) -> bool:
    """Tell whether a denial meets an assertion head on: a deed of violence, else one told in a word of the denial."""
    if told.account.type not in _OF_MANY_KINDS or _objects(told) & _objects(denied):
        return True
    return bool(_stems(told.account.trigger, told.account.lemma) & _stems(_text(denied), denied.account.trigger))


@cache
def _stems(*texts: str) -> frozenset[str]:
    return frozenset(word[:6] for text in texts for word in _TOKENS.findall(text.lower()) if len(word) > 5)
