"""The statements step: whose word, by which cue, with what content; by rules on the parse and on quotation marks.

A cue of the lexicon is looked for at each word; its voice and content are read off the sentence, and what remains
likely is kept. ``resolve_voice`` then tells what kind of voice it is and who stands behind it. A learned finder of
spans can take the place of ``find_spans``; everything after it stays.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from dateline.record.choices import Act, Form

from .attach import place_of, time_of
from .cast import actor_for
from .closing import closing_voice
from .contents import content_around, content_of_noun, content_of_verb, phrase_of_verb
from .cues import Construction, CueWord, cue_lexicon
from .draft import ActorDraft, Draft, StatementDraft, Words
from .likelihood import is_in_speech, likelihood
from .page import Found, Page
from .parties import is_interested
from .quotes import find_quotes
from .relays import add_cited, add_relaying
from .sources import Voice, source_of_noun, speaker_of, voice
from .turns import find_turns
from .voices import resolve_voice

LEAST_LIKELY = 0.2  # PolNeAR dev: attached F1 66.6 at .2, 65.9 at .25, 65.2 at .3
LEAST_VOICELESS = 0.35  # "is expected to": without a voice there is little to hold on to
NEVER = 1.1
LEAST_QUOTED = 0.7  # inside quoted speech only what is surely told of others: '"The army told us ...," he said'
_CLEAR = frozenset({"clear", "plain", "known", "certain"})
_TURN = 0.75  # a turn of a transcript
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


def find_statements(draft: Draft) -> None:
    """Find the statements of the report, with the voice behind each and what it is said to, when and within what."""
    page = Page(draft, draft.doc, find_quotes(draft))
    found = _distinct([s for s in find_spans(page) if s.confidence >= _least(page, s)])
    for spans in found:  # one by one: a pronoun takes its voice from the statements before it
        statement = _statement(page, spans)
        if statement.reason is None or not statement.holds(statement.reason.start):  # not "asked not to be named"
            draft.statements.append(statement)
    _nest(draft.statements)
    add_cited(page)
    add_relaying(page)


def _least(page: Page, spans: Spans) -> float:
    """Return the confidence from which a candidate is kept."""
    if not spans.voice.words:
        raised = spans.construction is Construction.INFINITIVE  # "is said to be mined": nobody says
        return NEVER if raised else LEAST_VOICELESS
    return LEAST_QUOTED if is_in_speech(page, spans.head) else LEAST_LIKELY


def find_spans(page: Page) -> Iterator[Spans]:
    """Yield every cue of the lexicon with its voice and content, likely or not, in the order of the text."""
    lexicon = cue_lexicon()
    for turn in find_turns(page):
        said_by = Voice([turn.speaker], turn.head)
        yield Spans(said_by, [Words(turn.colon.i, turn.colon.i + 1)], turn.colon, ":", Act.SAY, [turn.said], _TURN)
    for token in page.doc:
        if token.lower_ == "according":
            found = according_to(page, token)
            if found is not None:
                word = lexicon.verbs["according to"]
                chance = likelihood(page, token, found[1], word.weights[Construction.FRONT])
                cue = [Words(token.i, token.i + 2)]
                yield Spans(
                    found[1], cue, token, word.lemma, word.act, found[0].parts, chance, word, Construction.FRONT
                )
        elif token.pos_ == "VERB":
            lemma = token.lemma_.lower()
            lemma = _MENDED.get(lemma, lemma)
            spans = _of_verb(page, token, lexicon.verbs.get(lemma), lemma)
            if spans is None and lemma == "make":
                spans = _made_clear(page, token)
            if spans is not None:
                yield spans
        elif token.pos_ == "NOUN":
            word = lexicon.nouns.get(token.lemma_.lower())
            if word is not None:
                spans = _of_noun(page, token, word)
                if spans is not None:
                    yield spans
        elif token.text == ":":
            spans = _of_colon(page, token)
            if spans is not None:
                yield spans


_ACCUSING = {"accuse": "of", "blame": "for", "suspect": "of"}  # the charge is often hung on another noun
_PHRASAL: dict[tuple[str, str | None], Act] = {
    ("point", "out"): Act.SAY,
    ("spell", "out"): Act.SAY,
    ("speak", "out"): Act.SAY,
    ("read", "out"): Act.SAY,
    ("rule", "out"): Act.REFUSE,
    ("turn", "down"): Act.REFUSE,
    ("play", "down"): Act.DENY,
    ("cry", "out"): Act.SAY,
    ("find", "out"): Act.REPORT,
}
_WITHHELD = frozenset({"decline", "refuse", "authorise", "authorize", "allow", "permit", "clear", "fail", "unwilling"})
_ASSERTING = frozenset({Act.SAY, Act.REPORT, Act.CONFIRM, Act.CLAIM})
_MENDED = {"hop": "hope", "retweete": "retweet"}  # lemmas that the model gets wrong


def _of_verb(page: Page, verb: Token, word: CueWord | None, lemma: str) -> Spans | None:
    """Return the statement of a verb by the surest of its constructions, that with a preposition among them."""
    particle = next((c.lower_ for c in verb.rights if c.dep_ == "prt"), None)
    if particle is not None and (lemma, particle) not in _PHRASAL:
        return None
    if _only_named(verb) or (verb.dep_ == "acl" and verb.tag_ == "VBN"):  # "a video posted online shows that ..."
        return None
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
        if content.construction in cue.weights:
            ways.append((cue.weights[content.construction], cue, content))
    if not ways:
        return None
    share, cue, content = max(ways, key=lambda w: w[0])
    act = _PHRASAL.get((lemma, particle)) or cue.act
    if act in _ASSERTING and any(c.dep_ == "neg" for c in verb.children):
        return None  # "did not say whether": nothing is said
    chance = likelihood(page, verb, said_by, share)
    name = cue.lemma if cue.act is not Act.ACCUSE else lemma
    if particle is not None:
        name = f"{lemma} {particle}"
    return Spans(said_by, _cue_words(verb), verb, name, act, content.parts, chance, cue, content.construction)


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
            if found is None:
                return None
            word = cue_lexicon().verbs["insist"]
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


def according_to(page: Page, token: Token) -> tuple[Found, Voice] | None:
    """Return content and voice of "according to ...", or None where it means accordance ("according to plan")."""
    doc = page.doc
    if token.i + 1 >= len(doc) or doc[token.i + 1].lower_ != "to":
        return None
    noun = next((c for c in doc[token.i + 1].children if c.dep_ == "pobj"), None)
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


def _distinct(found: list[Spans]) -> list[Spans]:
    """Return the candidates without those that give the same content to a second cue; the surer one stays."""
    kept: list[Spans] = []
    for spans in sorted(found, key=lambda s: -s.confidence):
        words = _tokens(spans)
        if not any(len(words & _tokens(k)) > 0.8 * len(words | _tokens(k)) for k in kept):
            kept.append(spans)
    return sorted(kept, key=lambda s: s.head.i)


def _tokens(spans: Spans) -> set[int]:
    return {i for w in spans.content for i in range(w.start, w.end)}


def _statement(page: Page, spans: Spans) -> StatementDraft:
    draft = page.draft
    statement = StatementDraft(
        source=spans.voice.words,
        cue=spans.cue,
        content=spans.content,
        cue_lemma=spans.lemma,
        act=spans.act,
        cue_head=spans.head.i,
        confidence=spans.confidence,
    )
    statement.quoted, statement.form = _quoted(page, spans.content)
    resolve_voice(draft, statement, spans.voice, spans.head)
    statement.to = _addressee(draft, spans)
    when = time_of(draft, spans.head)
    if when is not None and not statement.holds(when.words.start):
        statement.when = when
    where = place_of(draft, spans.head)
    if where is not None and not any(
        statement.holds(w.start) for w in where.mentions if spans.head.sent.start <= w.start < spans.head.sent.end
    ):
        statement.where = where
    statement.interested = is_interested(draft, statement)
    return statement


def _quoted(page: Page, content: list[Words]) -> tuple[list[Words], Form]:
    """Return the quoted stretches of the content, and how much of it they are."""
    quoted: list[Words] = []
    inside = total = 0
    for words in content:
        for i in range(words.start, words.end):
            if page.doc[i].is_punct:
                continue
            total += 1
            quote = page.quotes.of(i)
            if quote is None:
                continue
            inside += 1
            part = Words(max(quote.words.start, words.start), min(quote.words.end, words.end))
            if not quoted or quoted[-1] != part:
                quoted.append(part)
    if not inside:
        return [], Form.INDIRECT
    return quoted, Form.DIRECT if inside >= 0.95 * total else Form.MIXED


_TOLD = frozenset({"tell", "inform", "assure", "remind", "notify", "warn", "ask", "brief", "advise"})
_SAID_TO = frozenset({"say", "speak", "talk", "explain", "confirm", "write", "announce", "admit", "report"})


def _addressee(draft: Draft, spans: Spans) -> ActorDraft | None:
    """Return the actor that is told: "told AFP", "said to the council"."""
    verb = spans.head
    held = {i for w in spans.content for i in range(w.start, w.end)}
    for child in verb.rights:
        noun = None
        if verb.lemma_.lower() in _TOLD and child.dep_ in {"dobj", "dative"}:
            noun = child
        elif verb.lemma_.lower() in _SAID_TO and child.dep_ in {"prep", "dative"} and child.lower_ == "to":
            noun = next((c for c in child.children if c.dep_ == "pobj"), None)
        if noun is not None and noun.i not in held and noun.pos_ in {"NOUN", "PROPN", "PRON"}:
            return actor_for(draft, noun)
    if verb.lemma_.lower() == "tell" and verb.i + 1 < len(draft.doc):
        following = draft.doc[verb.i + 1]
        if following.pos_ == "PROPN" and following.i not in held:
            return actor_for(draft, following)
    return None


def _nest(statements: list[StatementDraft]) -> None:
    """Set ``within`` where a statement's cue stands in the content of another: the narrowest such content."""
    for inner in statements:
        best = 1 << 30
        for outer in statements:
            if outer is inner or not outer.holds(inner.cue_head):
                continue
            size = sum(w.end - w.start for w in outer.content)
            if size < best and not inner.holds(outer.cue_head):
                inner.within, best = outer, size
