"""Statements of texts in the passive or by the way: "is listed in a police file as", "as stated in the contract".

What texts lay down as subjects of their verbs is found by ``tellers``; here they stand behind "in", "by" and "as".
"""

from __future__ import annotations

from spacy.tokens import Token

from dateline.record.choices import Act

from ..draft import Words
from ..grammar import agent, is_passive
from .closing import head_of_phrase
from .contents import content_around
from .cues import Construction, cue_lexicon
from .page import FINITE, Found, Page, trimmed
from .sources import Voice, voice
from .tellers import LAYS_DOWN, is_text
from .vocabulary import is_any

# "As stated in the contract", "as set out in the annex", "as can be seen in the footage".
_SET_DOWN = frozenset(
    """state set lay note agree describe record specify stipulate define provide outline foresee show document detail
    report mention reveal establish explain list require determine quote cite see""".split()  # noqa: SIM905
)
_LISTING = frozenset(
    """list name describe call identify accuse portray depict record mention cite quote urge warn tell order forbid
    instruct summon order ban bar blame credit link implicate advise direct tie refer designate enter class note
    put set date place give estimate see show film picture photograph hear""".split()  # noqa: SIM905
)
_SEEN = frozenset(
    """see show hear film picture photograph appear date describe name depict refer call portray identify list mention
    accuse blame cite quote label""".split()  # noqa: SIM905
)
_JUDGING = frozenset({"judge", "judging", "going", "go"})
_TELLING_IT = frozenset({"put", "tell", "remember", "recall", "see", "describe", "have"})  # "as she remembers it"
_FIRST_PARTS = {"in", "by", "under", "on"}
_VERDICTS = frozenset(
    {"verdict", "answer", "reply", "response", "message", "comment", "retort", "conclusion", "explanation", "version"}
    | {"line", "warning", "advice", "view", "account", "promise", "word", "words", "summary", "judgment", "judgement"}
)
_LEAST_QUOTED = 3  # words
_LONGEST = 14  # tokens of a text's name, from its preposition on


def told_by_passive(page: Page, verb: Token) -> tuple[Voice, Found, Act] | None:
    """Return voice, content and act of "is listed in a police file as a guard", "were urged by a pamphlet to ..."."""
    if verb.tag_ != "VBN" or verb.lemma_.lower() not in _LISTING or not is_passive(verb):
        return None
    subject = next((c for c in verb.lefts if c.dep_ in {"nsubjpass", "nsubj"}), None)
    if subject is None:
        return None
    by = agent(verb)
    if by is not None and not is_text(by):
        return None
    found = _text_after(page, verb)
    if found is None:
        return None
    preposition, noun = found
    said_by = voice(noun, preposition)
    end = max(w.end for w in said_by.words)
    left = trimmed(page, verb.i + 1, preposition.i, Construction.OBJECT)
    right = trimmed(page, end, verb.sent.end, Construction.OBJECT)
    parts = [f.parts[0] for f in (left, right) if f is not None and f.parts[0].end - f.parts[0].start > 1]
    if not parts:
        whole = trimmed(page, subject.left_edge.i, verb.i + 1, Construction.OBJECT)
        if whole is None:
            return None
        parts = whole.parts
    word = cue_lexicon().verbs.get(verb.lemma_.lower())
    return said_by, Found(parts, Construction.OBJECT), word.act if word is not None else Act.SAY


def _text_after(page: Page, verb: Token) -> tuple[Token, Token] | None:
    """Return the preposition and the text behind a passive: "by a pamphlet", "in a police file from 1992"."""
    doc = page.doc
    for i in range(verb.i + 1, verb.sent.end - 1):
        token = doc[i]
        if page.quotes.of(i) is not None:
            continue
        if token.tag_ in FINITE or token.text in {";", ":"}:
            return None
        if token.lower_ not in {"in", "by"} or token.pos_ != "ADP":
            continue
        noun = next((c for c in token.children if c.dep_ == "pobj"), None)
        if noun is not None and is_text(noun) and _is_told_of(noun):
            return token, noun
        if noun is not None and token.lower_ == "by":
            return None
    return None


def _is_told_of(noun: Token) -> bool:
    """Tell whether a text is one of its own, not "by law", "in order", "in evidence"."""
    return any(c.dep_ in {"det", "poss", "nummod", "compound"} for c in noun.lefts) or noun.tag_ == "NNS"


def told_in_text(page: Page, first: Token) -> tuple[Voice, Words, Found] | None:
    """Return voice, cue and content of "in one photograph a man is seen ...", where the text opens the sentence."""
    sent = first.sent
    root = sent.root
    if first.i != sent.start or first.lower_ not in {"in", "on"}:
        return None
    noun = next((c for c in first.children if c.dep_ == "pobj"), None)
    if noun is None or not is_text(noun) or noun.i - first.i > _LONGEST or first.head.i != root.i:
        return None
    lemma = root.lemma_.lower()
    seen = is_passive(root) and lemma in _SEEN and agent(root) is None
    if not seen and lemma != "appear":
        return None
    subject = next((c for c in root.lefts if c.dep_ in {"nsubjpass", "nsubj"}), None)
    if subject is None or subject.left_edge.i <= noun.i or page.quotes.of(first.i) is not None:
        return None
    end = subject.left_edge.i
    found = trimmed(page, end, sent.end, Construction.CLAUSE)
    if found is None:
        return None
    words = Words(first.i + 1, end - 1 if page.doc[end - 1].text == "," else end)
    return Voice([words], noun), Words(first.i, first.i + 1), found


def told_as(page: Page, first: Token) -> tuple[Voice, Words, Found] | None:
    """Return voice, cue and content of "as stated in the contract, ..." and "..., as a cable makes clear"."""
    doc, sent = page.doc, first.sent
    i = first.i
    if first.lower_ != "as" or page.quotes.of(i) is not None or not (i == sent.start or doc[i - 1].text in {",", "-"}):
        return None
    told = _by_participle(page, first) or _by_clause(page, first)
    if told is None:
        return None
    said_by, cue, end = told
    if end < sent.end and not doc[end].is_punct:
        return None
    found = content_around(page, Words(i, end))
    if found is None or not any(doc[k].tag_ in FINITE for w in found.parts for k in range(w.start, w.end)):
        return None
    return said_by, cue, found


def _by_participle(page: Page, first: Token) -> tuple[Voice, Words, int] | None:
    doc, i = page.doc, first.i + 1
    end = first.sent.end
    if i + 2 >= end or doc[i].tag_ not in {"VBN", "VBD"} or doc[i].lemma_.lower() not in _SET_DOWN:
        return None
    at = i + 1 if doc[i + 1].lower_ in _FIRST_PARTS else i + 2
    if at >= end or doc[at].lower_ not in _FIRST_PARTS:
        return None
    noun = next((c for c in doc[at].children if c.dep_ == "pobj"), None)
    if noun is None or not is_text(noun):
        return None
    said_by = voice(noun, doc[at])
    return said_by, Words(first.i, at + 1), max(w.end for w in said_by.words)


def _by_clause(page: Page, first: Token) -> tuple[Voice, Words, int] | None:
    """Return voice, cue and end of "as the annex shows", "as a 1973 cable declassified on Tuesday makes clear"."""
    doc = page.doc
    end = next((k for k in range(first.i + 1, first.sent.end) if doc[k].is_punct), first.sent.end)
    verb = next((doc[k] for k in range(end - 1, first.i, -1) if doc[k].tag_ in FINITE), None)
    if verb is None:
        return None
    known = verb.lemma_.lower() in cue_lexicon().verbs
    if not known and verb.lemma_.lower() not in _SET_DOWN | LAYS_DOWN | _TELLING_IT | {"make", "have"}:
        return None
    if any(doc[k].lower_ not in {"clear", "plain", "it"} for k in range(verb.i + 1, end)):
        return None
    head = head_of_phrase(doc, Words(first.i + 1, verb.i))
    told_so = verb.lemma_.lower() in _TELLING_IT and verb.i + 1 < end and doc[verb.i + 1].lower_ == "it"
    if head is None or not (told_so or _may_tell(head)):
        return None
    return Voice([Words(first.i + 1, verb.i)], head), Words(verb.i, end), end


def _may_tell(noun: Token) -> bool:
    return is_text(noun) or is_any(noun.lemma_.lower(), noun.lower_, "media")


def told_if_believed(page: Page, first: Token) -> tuple[Voice, Words, Found] | None:
    """Return voice, cue and content of "..., if the census is to be believed"."""
    doc, sent = page.doc, first.sent
    if first.lower_ != "if" or page.quotes.of(first.i) is not None:
        return None
    stop = min(sent.end, first.i + _LONGEST)
    last = next((k for k in range(first.i + 1, stop) if doc[k].lower_ in {"believed", "trusted"}), None)
    if last is None or last - first.i < 5 or [t.lower_ for t in doc[last - 2 : last]] != ["to", "be"]:
        return None
    phrase = Words(first.i + 1, last - 3)
    head = next((c for c in doc[last - 3].lefts if c.dep_ in {"nsubj", "nsubjpass"}), doc[phrase.end - 1])
    found = content_around(page, Words(first.i, last + 1))
    return None if found is None else (Voice([phrase], head), Words(last, last + 1), found)


def told_to_judge(page: Page, first: Token) -> tuple[Voice, Words, Found] | None:
    """Return voice, cue and content of "..., to judge by their identity cards" and "judging by the footage, ..."."""
    doc, i = page.doc, first.i
    start = i - 1 if i and doc[i - 1].lower_ == "to" else i
    if first.lower_ not in _JUDGING or i + 2 >= first.sent.end or doc[i + 1].lower_ not in {"by", "from"}:
        return None
    if page.quotes.of(i) is not None or not (start == first.sent.start or doc[start - 1].text == ","):
        return None
    noun = next((c for c in doc[i + 1].children if c.dep_ == "pobj"), None)
    if noun is None or not is_text(noun):
        return None
    said_by = voice(noun, doc[i + 1])
    found = content_around(page, Words(start, max(w.end for w in said_by.words)))
    return None if found is None else (said_by, Words(start, i + 2), found)


def told_as_verdict(page: Page, noun: Token) -> tuple[Voice, Words, Found] | None:
    """Return voice, cue and content of '"..." was the verdict of the mayor', "... is Bamako's answer"."""
    doc, verb, sent = page.doc, noun.head, noun.sent
    if noun.lower_ not in _VERDICTS or verb.lemma_ != "be" or page.quotes.of(noun.i) is not None:
        return None
    if noun.dep_ not in {"attr", "nsubj"}:
        return None
    owner = next((c for c in noun.lefts if c.dep_ == "poss"), None)
    of = next((c for c in noun.rights if c.lower_ == "of" and c.i == noun.i + 1), None)
    whose = owner if owner is not None else next((c for c in of.children if c.dep_ == "pobj"), None) if of else None
    if whose is None:
        return None
    said_by = voice(whose, noun if owner is not None else of or noun)
    if noun.i < verb.i:  # "the junta's only comment was that the curfew had been obeyed"
        clause = next((c for c in verb.rights if c.dep_ == "ccomp"), None)
        mark = next((c for c in clause.lefts if c.lower_ == "that"), None) if clause is not None else None
        told = trimmed(page, mark.i + 1, verb.right_edge.i + 1, Construction.THAT) if mark is not None else None
        return None if told is None else (said_by, Words(noun.i, verb.i + 1), told)
    start = verb.i - 1
    while start > sent.start and doc[start].lower_ in {"that", "this", "such"}:
        start -= 1
    while start > sent.start and doc[start].text in {"-", "--", ",", ":"} and page.quotes.of(start) is None:
        start -= 1
    quote = page.quotes.of(start)
    if quote is None or quote.words.end != start + 1 or quote.inner < _LEAST_QUOTED:
        return None
    return said_by, Words(verb.i, noun.i + 1), Found([quote.words], Construction.QUOTE)
