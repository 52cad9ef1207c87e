"""The words of the voice behind a cue: its subject, the agent of a passive, the owner of a noun."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from spacy.tokens import Token

from ..draft import Words
from ..grammar import agent, governors, is_passive, subject
from ..quotes import Quotes

_NICKNAME = 3  # words in quotes that may name a speaker rather than be speech
_TELLING = frozenset({"tell", "inform", "assure", "remind", "notify", "advise", "brief", "promise"})
_RELATIVES = frozenset({"WDT", "WP", "WP$"})
_REACHED = frozenset({"quoted", "cited", "quoting", "citing"})  # "a rebel, quoted by AFP, said": no part of the source
_CUT = frozenset({"relcl", "advcl", "ccomp", "parataxis"})
_LIGHT = frozenset(
    {
        "make",
        "have",
        "issue",
        "give",
        "release",
        "voice",
        "express",
        "repeat",
        "reiterate",
        "publish",
        "hold",
        "offer",
        "deliver",
    }
)


@dataclass(slots=True)
class Voice:
    """The words of a source and the noun or pronoun that heads them; ``head`` None where none is named."""

    words: list[Words]
    head: Token | None


NOBODY = Voice([], None)


def source_of_verb(verb: Token) -> Voice:
    """Return whoever says: subject, inverted subject, agent, antecedent of "who", or whom a participle hangs on."""
    if is_passive(verb) or (verb.tag_ == "VBN" and not any(c.dep_ in {"aux", "nsubj"} for c in verb.lefts)):
        by = agent(verb)
        return voice(by, verb) if by is not None else NOBODY
    found = _subject(verb)
    astray = _of_reduced_relative(verb)
    if found is not None and astray is not None and found.i == astray.i:
        first = min((c.i for c in verb.lefts if c.dep_ in {"aux", "neg"}), default=verb.i)
        return Voice([Words(found.left_edge.i, first)], found)
    return voice(found, verb) if found is not None else NOBODY


def _subject(verb: Token) -> Token | None:
    subjects = [c for c in verb.children if c.dep_ in {"nsubj", "csubj"} and c.tag_ != "EX"]
    if not subjects or subjects[0].dep_ == "csubj":
        astray = _of_reduced_relative(verb) or _of_auxiliary(verb) or _of_inverted(verb)
        if astray is not None:
            return astray
    if subjects:
        before = [c for c in subjects if c.i < verb.i]
        if len(before) > 1 and (_is_label(before[0]) or _adjoin(before)):
            return before[-1]
        return subjects[0]
    head = verb.head
    if verb.dep_ == "acl" and verb.tag_ == "VBG" and head.dep_ == "dobj" and head.head.lemma_.lower() in _LIGHT:
        return _subject(head.head)  # issued a statement saying
    if verb.dep_ == "conj" and head.pos_ in {"VERB", "AUX"}:
        return _subject(head)
    found = subject(verb)
    if found is not None:
        return found
    if verb.dep_ == "acl" and verb.tag_ == "VBG" and verb.i and verb.doc[verb.i - 1].text == ",":
        above = next((g for g in governors(verb) if g.pos_ in {"VERB", "AUX"}), None)
        if above is not None and any(c.dep_ == "nsubj" and c.i < head.i for c in above.children):
            return _subject(above)
    if verb.dep_ == "relcl" and verb.tag_ == "VB" and head.dep_ == "attr":  # was the first to report
        return _subject(head.head)
    if verb.dep_ in {"pcomp", "advcl", "xcomp", "acl"} and head.i != verb.i:
        if head.pos_ == "ADP" and head.lemma_.lower() == "as" and head.head.pos_ == "VERB":  # was quoted as saying
            quoted = head.head
            return next((c for c in quoted.children if c.dep_ in {"nsubjpass", "dobj"}), None)
        if head.pos_ == "ADP" and head.head.pos_ in {"VERB", "AUX"}:  # by saying, in saying
            return _subject(head.head)
        if head.pos_ == "ADJ" and head.dep_ in {"acomp", "conj"} and head.head.pos_ in {"AUX", "VERB"}:
            return _subject(head.head)  # was likely to say
        if head.pos_ in {"VERB", "AUX", "ADJ"}:
            if verb.dep_ == "xcomp":
                objects = [c for c in head.children if c.dep_ == "dobj"]
                if objects:
                    return objects[0]
            return _subject(head)
        if head.pos_ in {"NOUN", "PROPN"} and verb.tag_ == "VBG":
            return head
    return None


def _of_reduced_relative(verb: Token) -> Token | None:
    """Return who speaks where the parser took them for another clause's: "Survivors brought ashore at Zawiya said"."""
    for child in verb.lefts:
        if child.dep_ in {"ccomp", "csubj", "advcl"} and child.tag_ in {"VBD", "VBN", "VBG"}:
            nouns = [c for c in child.lefts if c.dep_ in {"nsubj", "nsubjpass"} and c.pos_ in {"NOUN", "PROPN"}]
            between = verb.doc[child.i : verb.i]
            if nouns and nouns[0].left_edge.i == child.left_edge.i and not any(t.is_punct for t in between):
                return nouns[0]
    return None


def _of_inverted(verb: Token) -> Token | None:
    """Return the text of "..., says the peace text signed in May", of which the parser makes a clause."""
    if not any(c.dep_ == "ccomp" for c in verb.lefts):
        return None
    clause = next((c for c in verb.rights if c.dep_ == "ccomp" and c.left_edge.i == verb.i + 1), None)
    return None if clause is None else next((c for c in clause.lefts if c.dep_ == "nsubj"), None)


def _of_auxiliary(verb: Token) -> Token | None:
    """Return the subject that the parser hung on an auxiliary: "officials have for weeks denied"."""
    for child in verb.lefts:
        if child.dep_ in {"aux", "auxpass"}:
            for noun in child.lefts:
                if noun.dep_ == "nsubj":
                    return noun
    return None


def _is_label(noun: Token) -> bool:
    """Tell whether a noun stands before a colon: "Hasakah: Kurdish forces said ..."."""
    end = noun.right_edge.i
    return ":" in [t.text for t in noun.doc[end : end + 2]]


def _adjoin(nouns: list[Token]) -> bool:
    """Tell whether these make one name that the parser cut: "the news agency / Wafa"."""
    return all(a.right_edge.i + 1 == b.left_edge.i for a, b in pairwise(nouns))


def source_by_place(verb: Token) -> Token | None:
    """Return the noun or pronoun right before a verb, past adverbs and auxiliaries, where the parse names none."""
    doc = verb.doc
    i = verb.i - 1
    start = verb.sent.start
    while i >= start and (doc[i].pos_ in {"ADV", "AUX", "PART"} or doc[i].dep_ == "aux"):
        i -= 1
    if i > start and doc[i].text == ",":  # past an apposition: "Omar Bakri, the head of the union, called on ..."
        i -= 1
        while i > start and doc[i].text not in {",", '"', ";"}:
            i -= 1
        if doc[i].text != ",":
            return None
        i -= 1
    if i >= start and doc[i].pos_ in {"NOUN", "PROPN", "PRON"} and doc[i].tag_ not in _RELATIVES:
        return _whole_of(doc[i])
    return None


def after_age(verb: Token) -> bool:
    """Tell whether a name and an age stand before a verb: "Ana Ruiz, 61, recalled", parsed as "who is recalled"."""
    if verb.i < 4 or verb.nbor(-1).text != "," or not verb.nbor(-2).like_num:
        return False
    return bool(verb.nbor(-3).text == "," and verb.nbor(-4).pos_ == "PROPN")


def _whole_of(noun: Token) -> Token:
    """Return the noun that a phrase of place belongs to: of "a radio station in Conakry" the station."""
    while noun.dep_ == "pobj" and noun.head.dep_ == "prep" and noun.head.head.pos_ in {"NOUN", "PROPN"}:
        noun = noun.head.head
    return noun


def speaker_of(quotes: Quotes, verb: Token) -> Voice:
    """Return the voice of a verb as the parse has it, mended where quotes or inverted order led the parse astray."""
    doc = verb.doc
    i = verb.i
    if i and i + 1 < len(doc) and doc[i - 1].text in {",", '"', "'"} and verb.tag_ in {"VBD", "VBZ", "VBP"}:
        nxt = doc[i + 1]
        # "..., said Omar Bakri, ...": whoever stands right after the verb speaks
        if (
            verb.lemma_.lower() not in _TELLING
            and nxt.pos_ in {"PROPN", "DET", "NOUN", "ADJ", "PRON", "NUM"}
            and nxt.lower_ not in {"that", "this", "it"}
        ):
            head = nxt
            while head.head.i > head.i and head.head.pos_ in {"NOUN", "PROPN"} and head.head.i - i < 15:
                head = head.head
            found = source_of_verb(verb)
            inverted = found.head is not None and found.head.i > i
            if not inverted and head.pos_ in {"NOUN", "PROPN", "PRON"}:
                before = found.head.i if found.head is not None else i
                paired = any(doc[k].text == "," for k in range(before, i - 1))  # "Ana Ruiz, a nurse, said shells, ..."
                if doc[i - 1].text in {'"', "'"} or (_stands_alone(head) and not paired):
                    return voice(head, verb)
    if i == verb.sent.start and i + 1 < len(doc) and doc[i + 1].pos_ == "PROPN":  # Continued Stone: "..."
        head = doc[i + 1]
        while head.i + 1 < len(doc) and doc[head.i + 1].pos_ == "PROPN":
            head = doc[head.i + 1]
        if head.i + 1 < len(doc) and doc[head.i + 1].text in {":", ","}:
            return Voice([Words(i + 1, head.i + 1)], head)
    found = source_of_verb(verb)
    if verb.dep_ == "conj" and not any(c.dep_ in {"aux", "nsubj", "nsubjpass"} for c in verb.children):
        first = verb.head  # "said it was over and demanded that ...": both verbs have one speaker
        if first.dep_ == "ccomp" and first.head.i < first.i and _same_tense(verb, first.head):
            found = source_of_verb(first.head)
    if found.head is not None and found.head.i < i and quotes.at[found.head.i] not in {-1, quotes.at[i]}:
        at = quotes.at[found.head.i]
        by_place = source_by_place(verb)
        if by_place is not None and quotes.at[by_place.i] == quotes.at[i]:
            found = voice(by_place, verb)
        elif quotes.all[at].inner > _NICKNAME:
            return NOBODY
    perfect = any(c.lemma_.lower() == "have" for c in verb.lefts)
    past = after_age(verb)
    if found.head is None and (past or not is_passive(verb)) and (verb.tag_ != "VBN" or perfect or past):
        by_place = source_by_place(verb)
        if by_place is not None and quotes.at[by_place.i] == quotes.at[i]:
            found = voice(by_place, verb)
    if found.head is None and verb.tag_ == "VBN" and i + 1 < len(doc) and doc[i + 1].lower_ == "that":
        above = next((g for g in governors(verb) if g.dep_ == "ROOT"), None)
        if above is not None and above.i < i and above.pos_ in {"NOUN", "PROPN"}:
            return Voice([Words(above.left_edge.i, i)], above)  # "A nurse who treated the wounded estimated that ..."
    return Voice([_outside(quotes, words, i) for words in found.words], found.head)


def _same_tense(one: Token, other: Token) -> bool:
    """Tell whether two verbs can have the same tense; the tagger takes a past tense for a participle now and then."""
    return one.tag_ == other.tag_ or {one.tag_, other.tag_} == {"VBD", "VBN"}


def _stands_alone(noun: Token) -> bool:
    """Tell whether a noun after a verb is followed by a mark before any finite verb: "said Omar Bakri, ..."."""
    doc = noun.doc
    for i in range(noun.i + 1, min(len(doc), noun.i + 25)):
        if doc[i].text in {",", ".", ";"}:
            return True
        if doc[i].tag_ in {"VBD", "VBZ", "VBP", "MD"}:
            return False
    return False


def _outside(quotes: Quotes, words: Words, cue: int) -> Words:
    """Return a source's words without a quote of speech that the parse drew into them."""
    start = words.start
    for i in range(words.start, words.end):
        at = quotes.at[i]
        if (
            at >= 0
            and at != quotes.at[cue]
            and quotes.all[at].inner > 3
            and quotes.all[at].words.end < words.end <= cue
        ):
            start = max(start, quotes.all[at].words.end)
    return Words(start, words.end)


def source_of_noun(noun: Token) -> Voice:
    """Return the owner of a noun of saying: "Kenya's claim", "Kenyan insistence", "a warning by the army"."""
    for child in noun.children:
        if child.dep_ == "poss":
            return voice(child, noun)
    for child in noun.children:
        if (child.dep_ == "prep" and child.lower_ in {"by", "from", "among"}) or child.dep_ == "agent":
            for owner in child.children:
                if owner.dep_ == "pobj":
                    return voice(owner, noun)
    for child in noun.children:
        if (
            child.dep_ in {"amod", "compound", "nmod"}
            and child.i < noun.i
            and (
                child.tag_ in {"NNP", "NNPS"}
                or child.ent_type_ in {"NORP", "ORG", "GPE"}
                or (child.text[:1].isupper() and not child.is_sent_start)
            )
        ):
            return Voice([Words(child.left_edge.i, child.i + 1)], child)
    head = noun.head
    if (
        noun.dep_ in {"dobj", "attr"}
        and head.pos_ == "VERB"
        and head.lemma_.lower() in _LIGHT | {"reject", "deny", "drop"}
    ):
        owner = _subject(head)
        if owner is not None:
            return voice(owner, noun)
    return NOBODY


def _of_cleft(verb: Token) -> Token | None:
    """Return the army of "it was the army that warned", None where a verb stands in no such clause."""
    was = verb.head
    if was.lemma_ != "be" or not any(c.lower_ == "it" for c in was.lefts):
        return None
    return next((c for c in was.rights if c.dep_ == "attr" and c.i < verb.i), None)


def voice(head: Token, cue: Token) -> Voice:
    """Return the whole phrase of a source: titles, appositions and "of" phrases in, the cue and its clause out."""
    doc = head.doc
    relative = cue
    while relative.dep_ == "conj" and relative.head.i < relative.i:  # "who led the team and considers ..."
        relative = relative.head
    antecedent = relative.head if relative.dep_ == "relcl" else _of_cleft(relative)
    if head.tag_ in _RELATIVES and antecedent is not None and antecedent.tag_ not in _RELATIVES:
        named = voice(antecedent, cue)
        return Voice([*named.words, Words(head.i, head.i + 1)], antecedent)
    left = head.i
    right = head.i + 1
    for child in head.lefts:
        if child.tag_ == "WP$":  # "the premier, whose partners have threatened ...": the partners
            continue
        if child.dep_ not in _CUT and child.dep_ not in {"cc", "conj", "punct", "mark", "preconj"}:
            left = min(left, child.left_edge.i)
    if head.dep_ == "poss":
        return Voice([Words(left, right)], head)
    if head.dep_ == "nsubj":
        for other in sorted((c for c in head.head.lefts if c.dep_ == "nsubj" and c.i < head.i), key=lambda c: -c.i):
            if other.right_edge.i + 1 == left and other.pos_ in {"NOUN", "PROPN", "ADJ"} and not _is_label(other):
                left = other.left_edge.i
    limit = cue.left_edge.i if cue.dep_ == "relcl" and cue.head.i == head.i else len(doc)
    if head.i < cue.i:
        limit = min(limit, cue.i)
    for child in sorted(head.rights, key=lambda c: c.i):
        if child.i >= limit:
            break
        if child.dep_ in {"prep", "appos", "conj", "cc", "nummod", "nmod", "amod", "relcl", "acl", "npadvmod"}:
            if any(t.i == cue.i for t in child.subtree):
                break
            if child.dep_ == "acl" and child.lower_ in _REACHED:
                break
            if child.dep_ in {"prep", "npadvmod"} and any(
                t.ent_type_ in {"DATE", "TIME"} for t in (child, *child.children)
            ):
                break
            right = max(right, min(child.right_edge.i + 1, limit))
    while right - 1 > head.i and doc[right - 1].is_punct and doc[right - 1].text not in {")"}:
        right -= 1
    if right < limit and doc[right].text == ")" and any(doc[i].text == "(" for i in range(head.i, right)):
        right += 1
    return Voice([Words(left, right)], head)
