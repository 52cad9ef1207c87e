"""Statements by no verb of saying: what a text lays down, what someone counts, "in the words of ..."."""

from __future__ import annotations

from spacy.tokens import Token

from dateline.record.choices import Act, ActorKind, SourceKind

from ..draft import Words
from ..grammar import is_passive
from .contents import content_around
from .cues import Construction
from .page import FINITE, SPEAKING, Found, Page, trimmed
from .sources import Voice, speaker_of, voice
from .vocabulary import is_any

_BY_WHOM = {
    "view": Act.BELIEVE,
    "opinion": Act.BELIEVE,
    "eyes": Act.BELIEVE,
    "judgment": Act.BELIEVE,
    "judgement": Act.BELIEVE,
    "words": Act.SAY,
    "telling": Act.SAY,
    "account": Act.SAY,
    "version": Act.SAY,
    "description": Act.SAY,
    "reading": Act.SAY,
    "count": Act.CLAIM,
    "tally": Act.CLAIM,
    "reckoning": Act.CLAIM,
    "estimate": Act.CLAIM,
    "estimates": Act.CLAIM,
    "estimation": Act.CLAIM,
    "assessment": Act.CLAIM,
    "figures": Act.CLAIM,
    "admission": Act.ACKNOWLEDGE,
}
# What decrees, drafts, complaints, footage do with what they hold.
LAYS_DOWN = frozenset(
    """abolish absolve accuse acquit allocate allow annex annul appoint ascribe assign attribute authorise
    authorize ban banish bar bind blame borrow call cap capture catch cede charge cite clear codify commit
    commute compare condemn confirm confiscate contain contemplate contradict count cover criminalise
    criminalize criticise criticize curb cut date declare define delay demand demarcate demote deny depict
    describe detail direct disband disenfranchise dismiss dissolve divide document double earmark empower
    enact enfranchise enshrine ensure entitle envisage envision establish estimate exclude exempt exonerate
    expel extend fault feature find fix forbid foresee freeze give grant guarantee halve hold identify
    implicate impose include install instruct introduce itemise itemize lay leave legalise legalize let levy
    limit link list lower mandate mention merge name narrow nationalise nationalize nullify oblige offer omit
    order oust outlaw outline overturn pardon partition penalise penalize permit pin place point portray
    postpone prescribe proclaim prohibit prolong promise propose protect provide punish put quash quote raise
    rank rate ratify recognise recognize record redraw reduce refer reinstate reject rename repeal request
    require rescind reserve restore restrict retain reverse revoke rule scrap seek seize set settle shield
    shorten show speak specify split stipulate stop strip subject summon suspend swap tax threaten tie trace
    transfer triple uphold urge waive widen""".split()  # noqa: SIM905
)
_DEONTIC = frozenset(
    {"allow", "let", "permit", "oblige", "require", "entitle", "recognise", "recognize", "bind", "ban", "bar"}
)
_SHOWING = frozenset({"show", "depict", "capture", "identify", "name", "list", "trace"})
_PUBLISHING = frozenset({"air", "broadcast", "publish", "print", "carry", "run", "reveal"})
_SEEMING = frozenset({"appear", "seem", "purport", "claim"})  # "the footage appears to show a tank"
_COUNTING = frozenset({"count", "tally", "log", "register", "record", "document", "name", "list", "identify"})
_PUTTING = frozenset({"put", "place", "give"})
TOLLS = frozenset(
    {"value", "worth", "price", "haul", "turnout", "population", "size", "odds", "bill"}
    | {"toll", "number", "figure", "count", "total", "cost", "damage", "casualty", "loss", "strength", "share", "dead"}
)
_STIRRED = frozenset(  # "the report raised concern": what a text does to its readers
    """alarm anger applause attention cause concern controversy doubt eyebrow fear fury hackle hope impression outcry
    praise question reaction row spark stake stir suspicion way""".split()  # noqa: SIM905
)
_FARING = frozenset(  # what becomes of a text or comes of it: "the deal would cost lives"
    """cost need take face fail win lose come have gain get draw spark cause trigger bring mean help hurt prove suffer
    anger please require enjoy await lack deserve attract provoke worry delight fuel feed stoke undermine survive
    become remain follow precede accompany reach pass enter leave end start begin continue circulate surface weaken
    strengthen jeopardise jeopardize complicate risk test change do go run sell play serve work""".split()  # noqa: SIM905
)
_TELLING = LAYS_DOWN | _COUNTING | _SHOWING | _PUBLISHING
# Chances given to what is told so: no public set has such cues marked.
LIKELY, LIKELY_WAY = 0.45, 0.7


def told_by_text(page: Page, verb: Token) -> tuple[Voice, Found, Act] | None:
    """Return voice, content and act where a text is the subject, or someone counts or names: "the decree bars ..."."""
    lemma = verb.lemma_.lower()
    now = verb.tag_ in {"VBZ", "VBP"} and lemma not in {"be", "do"}
    would = now or any(c.lower_ in {"would", "shall"} for c in verb.lefts)
    if not (would or lemma in _TELLING | {"have"}) or verb.tag_ == "VBG" or is_passive(verb):
        return None
    if any(c.tag_ == "TO" for c in verb.lefts) and verb.head.lemma_.lower() not in _SEEMING:
        return None
    said_by = speaker_of(page.quotes, verb)
    head = said_by.head
    if head is None or head.i > verb.i or head.pos_ == "PRON":
        return None
    if any(c.dep_ == "neg" for c in verb.lefts) and lemma not in _DEONTIC:
        return None
    thing = next((c for c in verb.rights if c.dep_ == "dobj"), None)
    if thing is not None and thing.lemma_.lower() in _STIRRED:
        return None
    if lemma in _PUTTING and thing is not None and _is_counted(thing) and _is_at_number(verb):
        found = trimmed(page, verb.i + 1, verb.right_edge.i + 1, Construction.OBJECT)
        return None if found is None else (said_by, found, Act.CLAIM)
    # annotators of politics do not mark "the law bars"
    lays_down = lemma in (_SHOWING if page.keeps_tails else LAYS_DOWN) and is_text(head)
    if would and lemma not in LAYS_DOWN:  # "an ordinance dissolves every party", "the bill would double the fines"
        norm = is_any(head.lemma_.lower(), head.lower_, "norm") and verb.dep_ != "relcl"
        lays_down = norm and lemma not in _FARING and _has_object(verb) and not page.keeps_tails
    if lemma == "have":  # "the logbook has the boat leaving at two"
        lays_down = is_text(head) and thing is not None and any(c.tag_ == "VBG" for c in thing.rights)
    shows = lemma in _SHOWING | _PUBLISHING and thing is not None and is_media(page, head)
    if not (lays_down or shows or (lemma in _COUNTING and _counts(verb, thing))):
        return None
    found = trimmed(page, verb.i + 1, _end(verb), Construction.OBJECT)
    return None if found is None else (said_by, found, Act.CLAIM if lemma in _COUNTING else Act.SAY)


def _has_object(verb: Token) -> bool:
    return any(c.dep_ in {"dobj", "ccomp"} for c in verb.rights)


def is_media(page: Page, head: Token) -> bool:
    """Tell whether a noun or name means an outlet: "state television", "Al Jazeera"."""
    actor = page.draft.actor_of[head.i]
    named = actor is not None and actor.kind is ActorKind.MEDIA
    return named or is_any(head.lemma_.lower(), head.lower_, "media")


def _is_counted(thing: Token) -> bool:
    return thing.lemma_.lower() in TOLLS or thing.tag_ == "NNS"


def _is_at_number(verb: Token) -> bool:
    """Tell whether "at 400", "at around 400", "as 400" hangs anywhere below a verb."""
    doc = verb.doc
    return any(
        t.lower_ in {"at", "as"} and any(n.like_num and n.ent_type_ != "TIME" for n in doc[t.i + 1 : t.i + 4])
        for t in verb.subtree
    )


def is_text(noun: Token) -> bool:
    """Tell whether a noun means a text or a picture: "decree", "footage", the 7 of "Article 7"."""
    lemma = noun.lemma_.lower()
    if noun.dep_ == "nummod" or noun.pos_ == "NUM":  # "Article 7 obliges ..."
        return noun.i > 0 and is_any(noun.nbor(-1).lemma_.lower(), noun.nbor(-1).lower_, SourceKind.DOCUMENT)
    return is_any(lemma, noun.lower_, SourceKind.DOCUMENT) and not is_any(lemma, noun.lower_, "people")


def _counts(verb: Token, thing: Token | None) -> bool:
    """Tell whether numbered things follow a verb, as its object or as the parse has it: "counted sixty-one graves"."""
    if thing is not None and (_is_number_of(thing) or (verb.lemma_.lower() == "count" and thing.tag_ == "NNS")):
        return True
    after = verb.nbor(1) if verb.i + 1 < verb.sent.end else verb
    return after.tag_ == "CD" and _is_of_things(after)


def _is_of_things(number: Token) -> bool:
    """Tell whether things in the plural follow a number closely."""
    return any(t.tag_ == "NNS" for t in number.doc[number.i : number.i + 5])


def _is_number_of(noun: Token) -> bool:
    """Tell whether things are numbered: "nine bodies", "22 villages", "dozens of graves"."""
    if noun.ent_type_ == "PERSON" or noun.pos_ == "PROPN":
        return False
    return (
        noun.like_num
        or noun.lemma_.lower() in {"dozen", "score", "hundred", "thousand"}
        or any(c.dep_ == "nummod" or c.tag_ == "CD" for c in noun.lefts)
    )


def _end(verb: Token) -> int:
    """Return where a verb's clause ends: before what is joined to it with a verb of its own."""
    end: int = verb.right_edge.i + 1
    for child in verb.rights:
        if child.dep_ == "conj" and child.tag_ in FINITE:
            end = min(end, child.left_edge.i)
    while end - 1 > verb.i and (verb.doc[end - 1].pos_ == "CCONJ" or verb.doc[end - 1].is_punct):
        end -= 1
    return end


def told_by_way(page: Page, noun: Token) -> tuple[Voice, Words, Found, str, Act] | None:
    """Return voice, cue, content, lemma and act of "in the words of ...", "by the army's count"."""
    doc = page.doc
    act = _BY_WHOM.get(noun.lower_)
    if act is None:
        return _under_text(page, noun)
    if noun.i < 2:
        return None
    owner = next((c for c in noun.lefts if c.dep_ == "poss"), None)
    first = owner.left_edge.i if owner is not None else noun.left_edge.i
    way = first - 1
    if way < 0 or doc[way].lower_ not in {"in", "by", "on", "from"}:
        return None
    if owner is not None:
        said_by = voice(owner, noun)
        cue, end = Words(way, noun.i + 1), noun.i + 1
    else:
        of = next((c for c in noun.rights if c.lower_ == "of" and c.i == noun.i + 1), None)
        whose = next((c for c in of.children if c.dep_ == "pobj"), None) if of is not None else None
        if of is None or whose is None or whose.pos_ not in {"PROPN", "NOUN", "PRON"}:
            return None
        said_by = voice(whose, of)
        cue, end = Words(way, of.i + 1), max(w.end for w in said_by.words)
        if end < noun.sent.end and doc[end].dep_ == "advmod":  # "by the count of farmers there"
            end += 1
        if way == noun.sent.start:  # the parser takes the clause's subject for an apposition to the speaker
            end = _before_clause(page, whose, end)
            said_by = Voice([Words(w.start, min(w.end, end)) for w in said_by.words if w.start < end], whose)
    # "..., in his view, ..." stands apart from its clause; "spoke in the words of his father" does not
    sent = noun.sent
    apart = way == sent.start or doc[way - 1].text in {",", "-", "--"}
    closed = end >= sent.end or doc[end].is_punct
    if not (apart and closed) or said_by.head is None or page.quotes.of(noun.i) is not None:
        return None
    found = content_around(page, Words(way, end))
    if found is None or not any(doc[i].tag_ in FINITE for w in found.parts for i in range(w.start, w.end)):
        return None
    return said_by, cue, found, f"{doc[way].lower_} the {noun.lower_} of", act


def _under_text(page: Page, noun: Token) -> tuple[Voice, Words, Found, str, Act] | None:
    """Return the same of "under the charter, no party may ...", where the text opens its sentence."""
    first = noun.left_edge.i
    sent = noun.sent
    if sent.root.lemma_.lower() in SPEAKING:
        return None  # "Under the draft, hostages would be freed, an official said": the official's word
    if first - 1 != sent.start or page.doc[first - 1].lower_ != "under" or not is_text(noun):
        return None
    behind = noun.i + 2 if page.doc[noun.i + 1].like_num else noun.i + 1  # "article 72"
    end = _before_clause(page, noun, first)
    after = noun.right_edge.i + 1
    subjects = [c for c in sent.root.lefts if c.dep_ == "nsubj"]
    if end == first and after < sent.end and any(after in {c.left_edge.i, c.i} for c in subjects):
        end = after  # "Under the agreement artillery must stay ..."
    elif end == first or page.doc[behind].lower_ not in {
        ",",
        "of",
        "between",
        "signed",
        "drafted",
        "agreed",
        "with",
    }:
        return None
    found = content_around(page, Words(sent.start, end))
    if found is None or not any(page.doc[i].tag_ in FINITE for i in range(found.parts[0].start, found.parts[0].end)):
        return None
    return Voice([Words(first, end)], noun), Words(sent.start, sent.start + 1), found, "under", Act.SAY


def _before_clause(page: Page, speaker: Token, end: int) -> int:
    """Return the last comma before the first finite verb behind a speaker, or ``end`` where there is none."""
    doc = page.doc
    comma = None
    for i in range(speaker.i + 1, speaker.sent.end):
        if doc[i].tag_ in FINITE:
            break
        if doc[i].text == "," and page.quotes.of(i) is None:
            comma = i
    return end if comma is None else comma
