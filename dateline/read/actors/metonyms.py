"""Names of countries and capitals that stand for the government: "Damascus said", "via Baghdad and Moscow".

Decided by grammar, from the nearest word outwards: what the name is to its verb or preposition, and which verb or
noun that hangs on. Where the grammar does not tell, a name stays a place.
"""

from __future__ import annotations

from spacy.tokens import Token

from dateline.lexicon.actors import agents, word_list
from dateline.record.choices import ActorKind

from ..cast import state
from ..draft import MetonymDraft, Words
from ..grammar import is_passive
from .register import CountryName, Register

_ALWAYS_PLACE = word_list("metonyms.always_place")
_SAYING = word_list("metonyms.saying")
# As subject of these even a country is only where it happens.
_HAPPENING = word_list("metonyms.happening")
_TREATED = word_list("metonyms.treated")
_WITH = word_list("metonyms.with")
_GIVING = word_list("metonyms.giving")
_TAKING = word_list("metonyms.taking")
_OF_STATE = word_list("metonyms.of_state")
_ON = word_list("metonyms.on")
_FOR = word_list("metonyms.for")
_GROUPING = word_list("metonyms.grouping")
_GATHERING = word_list("metonyms.gathering")
_BETWEEN = word_list("metonyms.between")
_POSSESSED = word_list("metonyms.possessed")
_RELAYS = word_list("metonyms.relays")
_PASSIVE_STATE = word_list("metonyms.passive_state")
_STATE_ADJECTIVES = word_list("metonyms.state_adjectives")
_SAID = word_list("metonyms.said")


_HANDING = word_list("metonyms.handing")


def find_metonyms(register: Register) -> None:
    """Enter the government as the actor of each country's or capital's name that stands for it."""
    draft = register.draft
    decided: dict[int, bool] = {}
    for name in register.countries:
        words = name.words
        if (name.role in {"adjective", "people"} and not _is_noun(register, name)) or not register.is_free(words):
            continue
        if name.role == "people":
            continue
        root = _root(register, words)
        stands = stands_for_state(register, name, root, decided)
        decided[root.i] = stands
        if stands:
            if register.lower[words.start] == "brussels" and draft.country_of.count("BEL") == 1:
                actor = register.actor("European Union", ActorKind.INTERGOVERNMENTAL)  # the Union's seat, not Belgium
            else:
                actor = state(draft, name.iso3)
            start = words.start
            register.mention(actor, Words(start, words.end))
            draft.metonyms.append(MetonymDraft(words, None, actor))


def _is_noun(register: Register, name: CountryName) -> bool:
    """Tell whether a word of both kinds ("US") stands as a noun here."""
    if name.role == "people":
        return False
    token = register.tokens[name.words.end - 1]
    return token.text.isupper() or "." in token.text


def _root(register: Register, words: Words) -> Token:
    for i in range(words.end - 1, words.start - 1, -1):
        token = register.tokens[i]
        if not words.start <= token.head.i < words.end or token.head is token:
            return token
    return register.tokens[words.end - 1]


def stands_for_state(register: Register, name: CountryName, root: Token, decided: dict[int, bool]) -> bool:
    """Tell whether a country's or capital's name means its government here."""
    tokens, lower = register.tokens, register.lower
    start, end = name.words
    before = lower[start - 1] if start else ""
    if before == "the" and start > 1:
        before = lower[start - 2]
    after = lower[end] if end < len(lower) else ""
    if before in _ALWAYS_PLACE or before == "capital" or _is_dateline(register, start, end):
        return False
    dep = root.dep_
    if after == "'s" and end + 1 < len(lower):
        return _owns(root, lower, end + 1)
    if after == "-" and end + 1 < len(lower):  # "US-led", "Iran-backed"
        return (
            lower[end + 1]
            in {
                "backed",
                "led",
                "supported",
                "brokered",
                "funded",
                "sponsored",
                "mediated",
                "allied",
                "run",
                "imposed",
                "controlled",
                "made",
                "supplied",
                "trained",
            }
            and False
        )
    if dep in {"compound", "amod", "nmod"} and root.head.i >= end:
        if (
            start
            and tokens[start - 1].lemma_ in _HANDING
            and name.role in {"name", "capital"}
            and after not in agents()
        ):
            return True  # "giving Damascus information", read as one noun
        return _sayer_after(register, end) if name.role == "capital" or root.head.pos_ == "VERB" else False
    if (
        _sayer_after(register, end)
        and before not in {"of", "from", "to", "on"}
        and root.dep_ not in {"pobj", "conj", "appos"}
    ):
        return True
    if dep in {"conj", "appos"} and root.head.i < root.i:
        first = _first_conjunct(root)
        if dep == "conj" and first.i in decided:
            return decided[first.i]
        if first.dep_ in {"nsubj", "dobj", "pobj", "nsubjpass"} and dep == "conj":
            return _by_grammar(register, name, root, first)
        if dep == "appos":
            return root.head.lemma_.lower() in _GATHERING or (
                root.head.lemma_ in {"country", "neighbour"} and _by_grammar(register, name, root, root.head)
            )
        return False
    return _by_grammar(register, name, root, root)


def _is_dateline(register: Register, start: int, end: int) -> bool:
    """Tell whether a name in capitals opens a paragraph as its dateline: "ALGIERS, Algeria - Police have ..."."""
    if (
        not register.tokens[start].is_sent_start
        or not register.texts[start].isupper()
        or len(register.texts[start]) < 4
    ):
        return start > 0 and start < 4 and register.texts[0].isupper() and "--" in register.lower[end : end + 5]
    return any(w in {"-", "--", "(", "–", "—", ":"} for w in register.lower[end : end + 7])


def _first_conjunct(token: Token) -> Token:
    seen = 0
    while token.dep_ == "conj" and token.head is not token and seen < 8:
        token = token.head
        seen += 1
    return token


def _sayer_after(register: Register, end: int) -> bool:
    """Tell whether a verb of saying follows at once, an auxiliary or adverb between: "Washington has accused"."""
    lower = register.lower
    for k in range(end, min(end + 4, len(lower))):
        if lower[k] in _SAID:
            return True
        if lower[k] not in {
            "has",
            "have",
            "had",
            "also",
            "later",
            "repeatedly",
            "again",
            "immediately",
            "quickly",
            "on",
            "monday",
            "tuesday",
            "wednesday",
            "thursday",
            "friday",
            "saturday",
            "sunday",
            "officially",
            "itself",
        }:
            return False
    return False


def _owns(root: Token, lower: list[str], at: int) -> bool:
    """Tell whether what a country or capital owns is an act or stance: "Moscow's demand", not "Moscow's streets"."""
    head = root.head if root.dep_ == "poss" else None
    if head is None:
        return lower[at] in _POSSESSED
    return head.lemma_.lower() in _POSSESSED or head.lower_ in _POSSESSED


def _by_grammar(register: Register, name: CountryName, root: Token, site: Token) -> bool:
    """Decide by what ``site`` (the name itself or the first of its series) is to its verb or preposition."""
    head, dep = site.head, site.dep_
    is_capital = name.role == "capital"
    if dep in {"nsubj", "nsubjpass"}:
        return _acts(head, dep, is_capital) and not _plays(head)
    if dep == "agent" or (dep == "pobj" and head.lower_ == "by"):
        return head.lower_ == "by" and not (
            head.head.lemma_ in {"surround", "border"}
            or (head.head.tag_ not in {"VBN", "VBD"} and head.head.pos_ != "NOUN")
        )
    if dep in {"dobj", "dative"}:
        if head.pos_ == "ADP":
            return _after_preposition(head.lower_, head, site, is_capital)
        return head.lemma_ in _TREATED
    if dep == "pobj":
        return _after_preposition(head.lower_, head, site, is_capital)
    if dep in {"pcomp", "prep"} and head.pos_ == "ADP":
        return _after_preposition(head.lower_, head, site, is_capital)
    if dep in {"attr", "oprd"}:
        return not is_capital
    if dep == "ccomp" and site.pos_ == "PROPN":
        return False
    return _by_neighbours(site)


def _by_neighbours(site: Token) -> bool:
    """Decide where the parse gives a name no place: "Warsaw scrambled jets", "Angola, which has mediated, ..."."""
    verb = site.head
    if site.dep_ in {"npadvmod", "dep", "nmod"} and verb.i == site.i + 1 and verb.tag_ in {"VBD", "VBZ"}:
        return not any(c.dep_ in {"nsubj", "nsubjpass"} for c in verb.children) and _acts(verb, "nsubj", True)
    if site.dep_ != "ROOT":
        return False
    for clause in site.children:
        if clause.dep_ == "relcl" and clause.i < site.i + 8:
            subject = next((c for c in clause.children if c.dep_ == "nsubj"), None)
            if subject is not None and subject.tag_ == "WDT":
                return clause.pos_ == "VERB" and _acts(clause, "nsubj", False)
    return False


def _acts(verb: Token, dep: str, is_capital: bool) -> bool:
    lemma = verb.lemma_
    if dep == "nsubjpass" or (is_passive(verb) and verb.dep_ != "acl"):
        return lemma in _PASSIVE_STATE
    if lemma in {"be", "remain", "become"}:
        for child in verb.children:
            if child.dep_ in {"attr", "acomp"}:
                return child.lemma_.lower() in _STATE_ADJECTIVES or child.tag_ in {"VBG", "VBN"}
            if child.dep_ == "prep" and child.lower_ in {"behind", "against"}:
                return True
        return False
    if lemma in _HAPPENING:
        return False
    if lemma == "host" and is_capital:
        return any(c.dep_ == "dobj" and c.lemma_.lower() in _BETWEEN | _GATHERING | _GROUPING for c in verb.children)
    if lemma == "lose" and any(c.lemma_.lower() in _SUPPLIES for c in verb.children):
        return False
    if lemma in _SAYING:
        return True
    if not is_capital:
        return verb.pos_ in {"VERB", "AUX"}
    # a city that does something to something is its government, save what befalls or makes up a city
    return verb.pos_ == "VERB" and any(c.dep_ in {"dobj", "ccomp", "xcomp", "dative"} for c in verb.children)


def _plays(verb: Token) -> bool:
    """Tell whether a name is a side in a match: "beat X in the final", "drew 1-1", "won the cup"."""
    if verb.lemma_ not in _PLAYING:
        return False
    words = [t.lower_ for t in verb.subtree]
    threes = zip(words, words[1:], words[2:], strict=False)
    scored = any(a.isdigit() and b in {"-", "–"} and c.isdigit() for a, b, c in threes)
    return scored or any(w in _MATCH or (w.count("-") == 1 and w.replace("-", "").isdigit()) for w in words)


def _after_preposition(word: str, prep: Token, site: Token, is_capital: bool) -> bool:
    governor = prep.head
    if governor.lemma_ in _PLAYING and _plays(governor):
        return False
    lemma = governor.lemma_.lower()
    if prep.i > 0 and prep.nbor(-1) is not governor and prep.nbor(-1).pos_ == "NOUN":
        # the parser often hangs the phrase of an object on its verb: "needs permission from Nairobi"
        beside = prep.nbor(-1).lemma_.lower()
        if word == "with" and beside in _WITH:
            return False
        if word in {"on", "upon"} and beside in _ON:
            return True
        if (word == "from" and beside in _TAKING) or (word == "to" and beside in _GIVING and lemma not in _MOVING):
            return True
    carrier = governor.head.lemma_.lower() if governor.dep_ in {"dobj", "pobj", "attr", "nsubj", "nsubjpass"} else ""
    if word in _ALWAYS_PLACE:
        return False
    if word == "to" and prep.i > 0 and prep.nbor(-1).lower_ == "according":
        return True
    if word == "from" and governor.lemma_ in {"come", "arrive"}:  # "his orders came from Tehran"
        return any(c.dep_ == "nsubj" and c.lemma_.lower() in _TAKING for c in governor.children)
    if word in {"via", "through"}:
        return lemma in _RELAYS or carrier in _RELAYS
    if word in {"with", "alongside"}:
        return lemma not in _WITH and not (is_capital and lemma in {"link", "connect"})
    if word == "against":
        return True
    if word == "between":
        return lemma in _BETWEEN or carrier in _BETWEEN or any(c.lemma_.lower() in _BETWEEN for c in governor.lefts)
    if word == "among":
        return False
    if word in {"including", "like", "unlike", "as"}:
        if word == "unlike":
            return True
        return _in_group(site, prep)
    if word == "to":
        return (
            lemma in _GIVING
            or (governor.pos_ == "VERB" and governor.lemma_ in {"give", "sell"})
            or (carrier in _GIVING and lemma not in _MOVING and governor.pos_ == "NOUN")
        )
    if word == "from":
        return lemma in _TAKING and not (is_capital and lemma in {"get", "hear", "hide"})
    if word == "of":
        return lemma in _OF_STATE or governor.lower_ in _OF_STATE
    if word in {"on", "upon"}:
        return lemma in _ON or carrier in {"impose", "pressure"}
    if word == "for":
        return lemma in _FOR
    if word in {"without", "besides", "despite"}:
        return not is_capital or word != "despite"
    if word == "by":
        return governor.tag_ in {"VBN", "VBD"} or governor.pos_ == "NOUN"
    if word == "than":
        return False
    if word in {"about", "regarding"}:
        return False
    return False


# What a city or land loses without its government doing anything.
_SUPPLIES = frozenset({"power", "electricity", "water", "harvest", "half", "third", "quarter", "most", "inhabitant"})
_PLAYING = word_list("metonyms.playing")
_MATCH = word_list("metonyms.match")
_MOVING = word_list("metonyms.moving")


def _in_group(site: Token, prep: Token) -> bool:
    """Tell whether "including", "like", "such as" lists members of a group that acts: allies, powers, the community."""
    governor = prep.head
    for _ in range(4):
        if governor.pos_ in {"NOUN", "PROPN"} and governor.i < site.i:
            return governor.lemma_.lower() in _GATHERING or (
                (governor.lemma_.lower() in _GROUPING and governor.dep_ in {"nsubj", "agent"})
                or _follows_acting_preposition(governor)
            )
        if governor.head is governor:
            break
        governor = governor.head
    doc = prep.doc
    return any(doc[k].lemma_.lower() in _GATHERING for k in range(prep.i - 1, max(prep.i - 5, -1), -1))


def _follows_acting_preposition(noun: Token) -> bool:
    return (
        noun.dep_ == "pobj"
        and noun.head.lower_ in {"with", "by", "between", "against"}
        and noun.lemma_.lower() in _GROUPING
    )
