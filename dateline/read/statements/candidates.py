"""Candidates: every cue of the lexicon with its voice, content and the chance that the three are a statement."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from dateline.record.choices import Act

from ..draft import Words
from .closing import closing_voice, inverted_voice
from .contents import content_around, content_of_noun, content_of_verb, phrase_of_verb
from .cues import Construction, CueWord, cue_lexicon
from .likelihood import likelihood
from .mistagged import agrees, closes, closing_quote, inverted_quote, lemma_of, opening_voice
from .page import FINITE, Found, Page
from .sources import Voice, after_age, source_of_noun, source_of_verb, speaker_of, voice
from .tellers import LIKELY, LIKELY_WAY, TOLLS, told_by_text, told_by_way
from .texts import told_as, told_as_verdict, told_by_passive, told_if_believed, told_in_text, told_to_judge
from .turns import find_signed, find_turns

_CLEAR = frozenset({"clear", "plain", "known", "certain"})
_TURN = 0.75  # a turn of a transcript
_SIGNED = 0.85  # "..." ― Amina Yusuf
_PHRASE = 0.45  # "brushed aside the charge": too rare in PolNeAR to be counted
_BY_ORDER = 0.7  # "..., claimed the brigade."
_OPENING = frozenset({"as", "if", "in", "on"})
_QUOTED = frozenset({"quoted", "cited", "reported"})
# What a cue after a strange name is taken for.
_MISTAGGED = frozenset({"NN", "NNS", "NNP", "JJ", "VBN", "VB"})
_NO_VERB = frozenset({"pobj", "dobj", "appos", "compound"})
_CALLED = 0.6  # "appealed to both sides to spare the clinics": with what is asked of them
_CALLING = frozenset({Act.URGE, Act.DEMAND, Act.ASK})
_CLOSED = 0.6  # "..., the charity complains.": all of such a sentence is what is said
_COLON = 0.6  # PolNeAR train: share of "NAME: ..." openings with a quote that are statements


@dataclass(slots=True)
class Spans:
    """A statement as words only: voice, cue and content, with the chance that it is one."""

    voice: Voice
    cue: list[Words]
    head: Token
    lemma: str
    act: Act
    content: list[Words]
    confidence: float
    entry: CueWord | None = None  # the lexicon's row and construction that found it
    construction: Construction = Construction.QUOTE
    by_order: bool = False  # found by marks and the order of the words, which are surer than parse and encoder
    by_rule: float = 0.0  # the rule's own chance where the encoder does not find it and a reading still may keep it


def find_spans(page: Page) -> Iterator[Spans]:
    """Yield every cue of the lexicon with its voice and content, likely or not, in the order of the text."""
    lexicon = cue_lexicon()
    for turn in find_turns(page):
        said_by = Voice([turn.speaker], turn.head)
        yield Spans(said_by, [Words(turn.colon.i, turn.colon.i + 1)], turn.colon, ":", Act.SAY, [turn.said], _TURN)
    for signed in find_signed(page):
        dash = signed.colon
        said_by, cue = Voice([signed.speaker], signed.head), [Words(dash.i, dash.i + 1)]
        yield Spans(said_by, cue, dash, "--", Act.SAY, [signed.said], _SIGNED, by_order=True)
    for token in page.doc:
        if token.lower_ == "according" or _is_per(token):
            found = according_to(page, token)
            if found is not None:
                word = lexicon.verbs["according to"]
                chance = likelihood(page, token, found[1], word.weights[Construction.FRONT])
                cue = [Words(token.i, token.i + (1 if token.lower_ == "per" else 2))]
                yield Spans(
                    found[1], cue, token, word.lemma, word.act, found[0].parts, chance, word, Construction.FRONT
                )
        elif token.pos_ == "VERB" or _is_mistaken(token):
            lemma = token.lemma_.lower()
            lemma = _MENDED.get(lemma, lemma)
            spans = _of_verb(page, token, lexicon.verbs.get(lemma), lemma)
            if spans is None and lemma == "make":
                spans = _made_clear(page, token)
            if spans is None or spans.confidence < LIKELY or spans.voice.head is None:
                spans = _of_text(page, token, lemma) or spans
            if (spans is None and token.tag_ in _MISTAGGED) or _is_verbless(token):
                spans = _of_mistagged(page, token) or spans
            if spans is not None:
                yield spans
        elif token.pos_ == "NOUN":
            verdict = None if page.keeps_tails else told_as_verdict(page, token)
            if verdict is not None:
                said_by, cue_words, content = verdict
                yield Spans(
                    said_by, [cue_words], token, token.lower_, Act.SAY, content.parts, LIKELY_WAY, by_order=True
                )
                continue
            way = told_by_way(page, token)
            if way is not None:
                said_by, cue_words, content, name, act = way
                yield Spans(
                    said_by, [cue_words], token, name, act, content.parts, LIKELY_WAY, construction=Construction.FRONT
                )
            noun = lexicon.nouns.get(token.lemma_.lower()) if way is None else None
            if noun is not None:
                spans = _of_noun(page, token, noun)
                if spans is not None:
                    yield spans
        elif token.text == ":":
            spans = _of_colon(page, token)
            if spans is not None:
                yield spans
        elif token.lower_ in _OPENING and not page.keeps_tails:
            found_so = told_as(page, token) or told_if_believed(page, token) or told_in_text(page, token)
            if found_so is not None:
                said_by, cue_at, content = found_so
                yield Spans(
                    said_by,
                    [cue_at],
                    token,
                    token.lower_,
                    Act.SAY,
                    content.parts,
                    LIKELY_WAY,
                    construction=content.construction,
                    by_order=True,
                )
        if token.pos_ != "VERB" and (token.tag_ in _MISTAGGED or token.dep_ in _NO_VERB):
            spans = _of_mistagged(page, token)
            if spans is not None:
                yield spans


def _of_mistagged(page: Page, token: Token) -> Spans | None:
    """Return the statement of a cue that the tagger took for another word, by the order of the words."""
    lemma = lemma_of(token)
    if lemma is None:
        return None
    word = cue_lexicon().verbs.get(lemma)
    told = closing_quote(page, token) or inverted_quote(page, token)
    if told is None and word is not None and (token.tag_ != "VBN" or closes(page, token)):
        told = closing_voice(page, token, any_tag=True)
    if told is None:
        told = opening_voice(page, token)
    if told is None or told[0].head is None or not agrees(token, told[0].head):
        return None
    said_by, found = told
    if found.construction is Construction.OBJECT and token.i + 1 < len(page.doc):
        word = cue_lexicon().prepositional.get((lemma, token.nbor(1).lower_), word)  # "call for"
    act = word.act if word is not None else Act.SAY
    lemma = word.lemma if word is not None and " " in word.lemma else lemma
    cue = [Words(token.i, token.i + 1)]
    surely = not (page.keeps_tails and token.tag_ in FINITE)
    return Spans(said_by, cue, token, lemma, act, found.parts, _BY_ORDER, word, found.construction, by_order=surely)


def _is_verbless(token: Token) -> bool:
    """Tell whether the parser found no verb for the sentence of a word, or made it a part of a noun."""
    root = token.sent.root
    bare = root.tag_ in {"VBN", "VBG"} and not any(c.tag_ in FINITE for c in root.lefts)
    return token.dep_ in _NO_VERB or bare or root.pos_ in {"NOUN", "PROPN"}


def _is_mistaken(token: Token) -> bool:
    """Tell whether a noun is a verb by what hangs on it: "the order forbids officers to leave", "a memoir claims"."""
    if token.tag_ == "NNS" and any(c.lower_ in {"a", "an"} for c in token.lefts) and token.i + 1 < len(token.doc):
        return bool(token.nbor(1).is_punct and any(c.dep_ == "compound" for c in token.lefts))
    if token.pos_ != "NOUN" or token.dep_ not in {"ROOT", "conj", "ccomp"}:
        return False
    return any(c.dep_ == "nsubj" for c in token.lefts) and any(c.dep_ in {"dobj", "ccomp"} for c in token.rights)


_ACCUSING = {"accuse": "of", "blame": "for", "suspect": "of"}  # the charge is often hung on another noun
PHRASAL: dict[tuple[str, str | None], Act] = {
    ("point", "out"): Act.SAY,
    ("spell", "out"): Act.SAY,
    ("speak", "out"): Act.SAY,
    ("read", "out"): Act.SAY,
    ("rule", "out"): Act.REFUSE,
    ("turn", "down"): Act.REFUSE,
    ("play", "down"): Act.DENY,
    ("cry", "out"): Act.SAY,
    ("brush", "aside"): Act.DENY,
    ("brush", "off"): Act.DENY,
    ("wave", "away"): Act.DENY,
    ("wave", "aside"): Act.DENY,
    ("shrug", "off"): Act.DENY,
    ("laugh", "off"): Act.DENY,
    ("find", "out"): Act.REPORT,
}
_WITHHELD = frozenset({"decline", "refuse", "authorise", "authorize", "allow", "permit", "clear", "fail", "unwilling"})
_TELLING = frozenset({Act.SAY, Act.REPORT, Act.CLAIM, Act.CONFIRM, Act.WARN, Act.INSIST, Act.ACKNOWLEDGE})
_ASSERTING = frozenset({Act.SAY, Act.REPORT, Act.CONFIRM, Act.CLAIM, Act.DENY})
_MENDED = {"hop": "hope", "retweete": "retweet"}  # lemmas that the model gets wrong


def _of_verb(page: Page, verb: Token, word: CueWord | None, lemma: str) -> Spans | None:
    """Return the statement of a verb by the surest of its constructions, that with a preposition among them."""
    judged = None if page.keeps_tails else told_to_judge(page, verb)
    if judged is not None:
        said_by, at, around = judged
        front = Construction.FRONT
        return Spans(said_by, [at], verb, "judge", Act.SAY, around.parts, LIKELY_WAY, construction=front, by_order=True)
    quoted = _quoted_as_saying(page, verb)
    if quoted is not None:
        return quoted
    particle = next((c.lower_ for c in verb.rights if c.dep_ == "prt" or c.lower_ == "aside"), None)
    if word is None and (lemma, particle) in PHRASAL:
        word = CueWord(lemma, PHRASAL[lemma, particle], {Construction.OBJECT: _PHRASE})
    if particle is not None and (lemma, particle) not in PHRASAL:
        return None
    if _only_named(verb) or (
        verb.dep_ == "acl" and verb.tag_ == "VBN" and not after_age(verb)
    ):  # "a video posted online shows that ..."
        return None
    inverted = _of_inverted(page, verb, word)
    if inverted is not None:
        return inverted
    prepositional = _of_preposition(page, verb, lemma)
    if word is None and prepositional is None:
        return None
    said_by = speaker_of(page.quotes, verb)
    ways: list[tuple[float, CueWord, Found]] = []
    found = content_of_verb(page, verb, said_by) if word is not None else None
    closing = closing_voice(page, verb) if word is not None and Construction.FRONT in word.weights else None
    if closing is not None and not _agree(said_by, found, *closing):
        said_by, found = closing
        prepositional = None
    if found is None and prepositional is None:
        found = phrase_of_verb(page, verb, None)
    for cue, content in ((word, found), prepositional or (None, None)):
        if cue is None or content is None or _is_own_source(said_by, content):
            continue
        if content.construction in cue.weights and not _counts_nothing(cue, verb):
            to_do = cue is not word and any(c.dep_ == "xcomp" and c.tag_ == "VB" for c in verb.rights)
            floor = _CALLED if to_do and cue.act in _CALLING else 0.0
            ways.append((max(floor, cue.weights[content.construction]), cue, content))
    if not ways:
        return None
    share, cue, content = max(ways, key=lambda w: w[0])
    act = PHRASAL.get((lemma, particle)) or cue.act
    if act in _ASSERTING and any(c.dep_ == "neg" or c.lower_ in {"neither", "nor"} for c in _before(verb)):
        return None  # "did not say whether", "did not deny": nothing is said
    chance = likelihood(page, verb, said_by, share)
    if closing is not None and not page.keeps_tails and not any(c.dep_ == "neg" or c.tag_ == "MD" for c in verb.lefts):
        chance = max(chance, _CLOSED)
    name = cue.lemma if cue.act is not Act.ACCUSE else lemma
    if particle is not None:
        name = f"{lemma} {particle}"
    return Spans(said_by, _cue_words(verb), verb, name, act, content.parts, chance, cue, content.construction)


def _of_inverted(page: Page, verb: Token, word: CueWord | None) -> Spans | None:
    """Return "..., claimed the brigade." for verbs by which something is told."""
    if word is None or word.act not in _TELLING or Construction.FRONT not in word.weights:
        return None
    parsed = source_of_verb(verb)
    if parsed.head is not None and parsed.head.i > verb.i:
        return None  # the parse has it
    found = inverted_voice(page, verb)
    if found is None:
        return None
    said_by, content = found
    chance = max(_BY_ORDER, likelihood(page, verb, said_by, word.weights[Construction.FRONT]))
    return Spans(
        said_by, _cue_words(verb), verb, word.lemma, word.act, content.parts, chance, word, Construction.FRONT, True
    )


def _quoted_as_saying(page: Page, verb: Token) -> Spans | None:
    """Return "..., a military source was quoted as saying." by the order of the words."""
    if verb.lower_ != "saying" or verb.i < 4:
        return None
    doc, first = page.doc, verb.nbor(-2)
    if verb.nbor(-1).lower_ != "as" or first.lower_ not in _QUOTED:
        return None
    told = closing_voice(page, verb, any_tag=True, first=first)
    if told is None:
        return None
    said_by, content = told
    cue = [Words(first.i, verb.i + 1)]
    return Spans(
        said_by,
        cue,
        doc[verb.i],
        "say",
        Act.SAY,
        content.parts,
        _BY_ORDER,
        construction=Construction.FRONT,
        by_order=True,
    )


def _of_text(page: Page, verb: Token, lemma: str) -> Spans | None:
    passive = None if page.keeps_tails else told_by_passive(page, verb)
    if passive is not None:
        said_by, found, act = passive
        cue = _cue_words(verb)
        return Spans(
            said_by, cue, verb, lemma, act, found.parts, LIKELY_WAY, construction=Construction.OBJECT, by_order=True
        )
    told = told_by_text(page, verb)
    if told is None:
        return None
    said_by, found, act = told
    return Spans(said_by, _cue_words(verb), verb, lemma, act, found.parts, LIKELY, construction=Construction.OBJECT)


def _before(verb: Token) -> list[Token]:
    """Return what a verb has before it, with the "nor" that joins it to another: "neither confirmed nor denied"."""
    joined = [c for c in verb.head.rights if c.dep_ == "cc" and c.i < verb.i] if verb.dep_ == "conj" else []
    return [*verb.children, *joined]


def _counts_nothing(cue: CueWord, verb: Token) -> bool:
    """Tell whether "put ... at" gives no number: only tolls and the like are put at something."""
    if cue.lemma != "put at":
        return False
    thing = next((c for c in verb.rights if c.dep_ == "dobj"), None)
    return thing is None or thing.lemma_.lower() not in TOLLS


def _agree(said_by: Voice, found: Found | None, voice: Voice, content: Found) -> bool:
    """Tell whether the parse and the order of words give one speaker and one end to what is said before."""
    if found is None or found.parts[0].end != content.parts[0].end:
        return False
    return any(o.start <= w.start and w.end <= o.end for w in said_by.words for o in voice.words)


def _is_own_source(said_by: Voice, found: Found) -> bool:
    """Tell whether a phrase taken for content is the speaker: "..., said a teacher"."""
    return any(w.start < p.end and p.start < w.end for w in said_by.words for p in found.parts)


def _only_named(verb: Token) -> bool:
    """Tell whether saying is only what is refused or allowed: "declined to say", "not authorised to discuss"."""
    return verb.dep_ == "xcomp" and verb.tag_ == "VB" and verb.head.lemma_.lower() in _WITHHELD


def _of_preposition(page: Page, verb: Token, lemma: str) -> tuple[CueWord, Found] | None:
    table = cue_lexicon().prepositional
    heads = [verb, *(c for c in verb.rights if c.dep_ == "dobj")]
    for head in heads:
        for child in head.rights:
            if child.lower_ == "as" and any(c.dep_ == "pcomp" and c.lemma_.lower() == "say" for c in child.rights):
                continue  # "was quoted as saying": a statement of its own
            if child.dep_ in {"prep", "agent"} and (lemma, child.lower_) in table:
                found = phrase_of_verb(page, verb, child.lower_)
                if found is not None:
                    return table[lemma, child.lower_], found
    if lemma in _ACCUSING:
        found = phrase_of_verb(page, verb, _ACCUSING[lemma])
        if found is not None:
            return table[lemma, _ACCUSING[lemma]], found
    return None


def _made_clear(page: Page, verb: Token) -> Spans | None:
    """Return "made (it) clear that ..." as one cue."""
    doc = page.doc
    for i in range(verb.i + 1, min(len(doc), verb.i + 5)):
        if doc[i].lower_ in _CLEAR:
            said_by = speaker_of(page.quotes, verb)
            found = _that_after(page, i + 1, verb.sent.end)
            word = cue_lexicon().verbs["insist"]
            closing = closing_voice(page, doc[i], any_tag=True, first=verb) if found is None else None
            if closing is not None:  # "..., Nicosia made clear."
                who, before = closing
                cue, name = [Words(verb.i, i + 1)], f"make {doc[i].lower_}"
                front = Construction.FRONT
                return Spans(who, cue, verb, name, Act.INSIST, before.parts, _BY_ORDER, word, front, by_order=True)
            if found is None:
                return None
            chance = likelihood(page, verb, said_by, word.weights[Construction.THAT])
            return Spans(
                said_by,
                [Words(verb.i, i + 1)],
                verb,
                f"make {doc[i].lower_}",
                Act.INSIST,
                [found],
                chance,
                word,
                Construction.THAT,
            )
        if doc[i].pos_ not in {"PRON", "ADV", "DET"}:
            return None
    return None


def _that_after(page: Page, start: int, end: int) -> Words | None:
    doc = page.doc
    if start >= end or doc[start].lower_ != "that":
        return None
    stop = start + 1
    while stop < end and not (doc[stop].text in {".", ";", "?", "!"} and page.quotes.of(stop) is None):
        stop += 1
    return Words(start + 1, stop) if stop - start > 2 else None


def _of_noun(page: Page, noun: Token, word: CueWord) -> Spans | None:
    found = content_of_noun(page, noun)
    if found is None or found.construction not in word.weights:
        return None
    said_by = source_of_noun(noun)
    chance = likelihood(page, noun, said_by, word.weights[found.construction])
    return Spans(
        said_by, [Words(noun.i, noun.i + 1)], noun, word.lemma, word.act, found.parts, chance, word, found.construction
    )


def _is_per(token: Token) -> bool:
    """Tell whether "per" names a source: "..., per the army", not "per day"."""
    if token.lower_ != "per" or not (token.is_sent_start or (token.i and token.nbor(-1).text == ",")):
        return False
    noun = next((c for c in token.children if c.dep_ == "pobj"), None)
    return noun is not None and (noun.pos_ == "PROPN" or any(c.dep_ in {"det", "poss"} for c in noun.lefts))


def according_to(page: Page, token: Token) -> tuple[Found, Voice] | None:
    """Return content and voice of "according to ...", or None where it means accordance ("according to plan")."""
    doc = page.doc
    if token.i + 1 >= len(doc) or (token.lower_ != "per" and doc[token.i + 1].lower_ != "to"):
        return None
    noun = next((c for c in doc[token.i + 1].children if c.dep_ == "pobj"), None) if token.lower_ != "per" else None
    if noun is None:
        noun = next((c for c in token.children if c.dep_ == "pobj"), None)
    if noun is None or noun.lower_ in {"plan", "schedule", "which", "need", "needs"}:
        return None
    said_by = voice(noun, token)
    end = said_by.words[-1].end
    found = content_around(page, Words(token.i, end))
    return None if found is None else (found, said_by)


def _of_colon(page: Page, colon: Token) -> Spans | None:
    """Return a quote after a name and a colon that open a paragraph, as transcripts have it."""
    doc = page.doc
    quote = page.quotes.of(colon.i + 1)
    if quote is None or quote.words.start != colon.i + 1 or quote.inner < 3:
        return None
    start = colon.i
    while start > 0 and start not in page.quotes.paragraphs and colon.i - start < 12:
        start -= 1
    if start not in page.quotes.paragraphs or start == colon.i:
        start = colon.i
        while start > 0 and doc[start - 1].ent_type_ == "PERSON" and doc[start - 1].pos_ == "PROPN":
            start -= 1
        if start == colon.i:
            return None
    if any(doc[i].pos_ in {"VERB", "AUX"} for i in range(start, colon.i)):
        return None
    head = next((doc[i] for i in range(colon.i - 1, start - 1, -1) if doc[i].pos_ in {"PROPN", "NOUN"}), None)
    if head is None:
        return None
    cue = [Words(colon.i, colon.i + 1)]
    return Spans(Voice([Words(start, colon.i)], head), cue, colon, ":", Act.SAY, [quote.words], _COLON)


def _cue_words(verb: Token) -> list[Words]:
    particle = next((c for c in verb.rights if c.dep_ == "prt"), None)
    if particle is None:
        return [Words(verb.i, verb.i + 1)]
    if particle.i == verb.i + 1:
        return [Words(verb.i, verb.i + 2)]
    return [Words(verb.i, verb.i + 1), Words(particle.i, particle.i + 1)]
