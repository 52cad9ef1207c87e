"""Statements by no verb of saying: what a text lays down, what someone counts, "in the words of ..."."""

from __future__ import annotations

from spacy.tokens import Token

from dateline.record.choices import Act, SourceKind

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
_LAYS_DOWN = frozenset(
    """accuse allow assign ban bar bind cap charge cite commit condemn contain contradict count date deny depict detail
    document empower entitle envisage establish estimate extend find fix forbid give grant guarantee identify impose
    itemise itemize lay leave limit link list mandate mention name oblige order outlaw outline permit place point
    prescribe prohibit promise propose provide put quote raise record refer require retain set show speak specify
    stipulate stop trace exempt strip offer hold settle abolish cede transfer recognise recognize reserve foresee
    envision contemplate exonerate implicate compare rank rate borrow seek""".split()  # noqa: SIM905
)
_SHOWING = frozenset({"show", "depict", "capture", "identify", "name", "list", "trace"})
_COUNTING = frozenset({"count", "tally", "log", "register", "record", "document", "name", "list", "identify"})
_PUTTING = frozenset({"put", "place", "give"})
TOLLS = frozenset(
    {"toll", "number", "figure", "count", "total", "cost", "damage", "casualty", "loss", "strength", "share", "dead"}
)
_STIRRED = frozenset(  # "the report raised concern": what a text does to its readers
    """alarm anger applause attention cause concern controversy doubt eyebrow fear fury hackle hope impression outcry
    praise question reaction row spark stake stir suspicion way""".split()  # noqa: SIM905
)
_TELLING = _LAYS_DOWN | _COUNTING | _SHOWING
# Chances given to what is told so: no public set has such cues marked.
LIKELY, LIKELY_WAY = 0.45, 0.7


def told_by_text(page: Page, verb: Token) -> tuple[Voice, Found, Act] | None:
    """Return voice, content and act where a text is the subject, or someone counts or names: "the decree bars ..."."""
    lemma = verb.lemma_.lower()
    if lemma not in _TELLING or verb.tag_ == "VBG" or is_passive(verb):
        return None
    said_by = speaker_of(page.quotes, verb)
    head = said_by.head
    if head is None or head.i > verb.i or head.pos_ == "PRON" or any(c.dep_ == "neg" for c in verb.lefts):
        return None
    thing = next((c for c in verb.rights if c.dep_ == "dobj"), None)
    if thing is not None and thing.lemma_.lower() in _STIRRED:
        return None
    if lemma in _PUTTING and thing is not None and _is_counted(thing) and _is_at_number(verb):
        found = trimmed(page, verb.i + 1, verb.right_edge.i + 1, Construction.OBJECT)
        return None if found is None else (said_by, found, Act.CLAIM)
    lays_down = lemma in _LAYS_DOWN and is_text(head)
    shows = lemma in _SHOWING and is_any(head.lemma_.lower(), head.lower_, "media")
    if not (lays_down or shows or (lemma in _COUNTING and thing is not None and _is_number_of(thing))):
        return None
    found = trimmed(page, verb.i + 1, _end(verb), Construction.OBJECT)
    return None if found is None else (said_by, found, Act.CLAIM if lemma in _COUNTING else Act.SAY)


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
    if noun.i < 2:
        return None
    act = _BY_WHOM.get(noun.lower_)
    if act is None:
        return _under_text(page, noun)
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
    end = _before_clause(page, noun, first)
    after = noun.right_edge.i + 1
    if end == first and after < sent.end and any(c.left_edge.i == after for c in sent.root.lefts if c.dep_ == "nsubj"):
        end = after  # "Under the agreement artillery must stay ..."
    elif end == first or page.doc[noun.i + 1].lower_ not in {
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
