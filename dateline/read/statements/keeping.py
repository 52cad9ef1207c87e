"""Which candidates are kept: thresholds for the reading and for annotated texts, and contents kept apart."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from dateline.record.choices import Act

from ..draft import Words
from .candidates import Spans
from .cues import Construction
from .fronted import group_end
from .likelihood import is_in_speech
from .page import FINITE, Page, cut
from .tellers import is_text


class Least(NamedTuple):
    """The chances from which candidates are kept: all, and those of some kinds."""

    likely: float
    parties: float  # "the rebels denied the charge": what parties do by words, kept in readings even if doubtful
    voiceless: float  # "is expected to": without a voice there is little to hold on to
    quoted: float  # inside quoted speech only what is surely told of others: '"The army told us ...," he said'
    told: float  # all, in readings
    holding: float  # with quotation marks in what is said
    believed: float  # beliefs under it are right less often than not


# PolNeAR dev, rules alone: attached F1 67.7 at .2, 67.9 at .25, 67.2 at .3
OF_RULES = Least(likely=0.25, parties=0.2, voiceless=0.35, quoted=0.7, told=0.3, holding=0.25, believed=0.4)
OF_LEARNED = Least(likely=0.28, parties=0.25, voiceless=0.28, quoted=0.28, told=0.35, holding=0.2, believed=0.6)
NEVER = 1.1
_FEW = 3  # tokens
_FIELD = frozenset(
    {Act.DENY, Act.ACCUSE, Act.THREATEN, Act.PROMISE, Act.DEMAND, Act.REFUSE, Act.AGREE, Act.CLAIM, Act.WARN}
) | {Act.CONDEMN, Act.CONFIRM, Act.PRAISE}  # what parties to a conflict do by words
_WANTING = frozenset({"want", "wish", "seek", "plan", "intend", "aim"})
_SEEMING = frozenset({"seem", "appear", "decision", "plan"})
_TOPICAL = frozenset({"discuss", "address", "focus on", "highlight", "debate", "mention", "raise", "cover", "review"})
_NAMES = frozenset({"name", "names", "surname", "identity", "named", "identified", "elaborate"})

_AND = frozenset({"and", "but", "while", "even", "as", "although", "though", "whereas"})


def least_to_annotate(page: Page, spans: Spans) -> float:
    """Return the chance from which a candidate is kept where every attitude of a text is wanted, as in PolNeAR."""
    if not spans.voice.words:
        raised = spans.construction is Construction.INFINITIVE  # "is said to be mined": nobody says
        return NEVER if raised else _least(page).voiceless
    if is_in_speech(page, spans.head):
        return _least(page).quoted
    return _least(page).holding if _holds_quote(page, spans) else _least(page).likely


def _holds_quote(page: Page, spans: Spans) -> bool:
    return any(page.quotes.at[i] >= 0 for w in spans.content for i in range(w.start, w.end))


def _least(page: Page) -> Least:
    return OF_LEARNED if page.is_learned else OF_RULES


def least_to_read(page: Page, spans: Spans) -> float:
    """Return the chance from which a candidate is kept in a reading, where a false statement costs more than a missed.

    Left out are intentions ("plans to leave", "is considering whether to": the status of an event tells them), bare
    topics ("discussed the truce") and refusals to be named; a refusal to comment stays as one.
    """
    least = least_to_annotate(page, spans)
    if spans.act in _FIELD and spans.lemma not in _WANTING:
        withheld = spans.act in {Act.REFUSE, Act.DEMAND} and _is_of_name(page, spans)
        return NEVER if withheld else _least(page).parties if least == _least(page).likely else least
    if spans.act is Act.ASK and _is_of_name(page, spans):
        return NEVER
    if page.is_learned and (_tells_nothing(page, spans) or (spans.act is Act.BELIEVE and not spans.voice.words)):
        return NEVER  # "which he had"; "is seen as a warning"
    first = page.doc[spans.content[0].start]
    if spans.act is Act.PREDICT and first.tag_ == "TO" and not _is_body(spans):
        return NEVER  # "expects to win": an intention
    if spans.lemma in _TOPICAL and spans.construction is Construction.OBJECT:
        head = spans.voice.head
        lays_down = head is not None and is_text(head)  # "the decree raises the ceiling"
        return max(least, _least(page).told) if lays_down else NEVER
    if spans.act is Act.BELIEVE or spans.lemma in _WANTING:
        asks = first.tag_ == "TO" and first.i + 1 < len(page.doc) and first.nbor(1).lower_ == "know"
        if asks and spans.lemma in _WANTING:
            return least  # "want to know who approved it": they ask
        if first.tag_ == "TO" or first.lower_ == "whether" or spans.lemma in _SEEMING:
            return NEVER
        clause = spans.construction in {Construction.THAT, Construction.CLAUSE, Construction.FRONT}
        return least if clause else max(least, _least(page).believed)
    return max(least, _least(page).told)


def _is_body(spans: Spans) -> bool:
    """Tell whether a body's name speaks, whose "expects to" is a forecast."""
    head = spans.voice.head
    return head is not None and head.pos_ == "PROPN" and head.ent_type_ == "ORG"


def _tells_nothing(page: Page, spans: Spans) -> bool:
    """Tell whether the content is only a word that stands for another: "which he has", "wants it"."""
    tokens = [page.doc[i] for w in spans.content for i in range(w.start, w.end)]
    return len(tokens) < _FEW and all(t.pos_ in {"PRON", "DET", "PUNCT", "PART"} for t in tokens)


def _is_of_name(page: Page, spans: Spans) -> bool:
    """Tell whether only a name is refused: "declined to give her surname"."""
    words = (page.doc[i] for w in spans.content for i in range(w.start, min(w.end, w.start + 6)))
    return any(w.lower_ in _NAMES for w in words)


def apart(page: Page, found: list[Spans]) -> list[Spans]:
    """Return the candidates, what is told by one voice left out of what another tells after it.

    "A, mediators said, even as B, according to doctors": the doctors tell of B alone.
    """
    fronted: dict[int, list[Spans]] = {}
    for spans in found:
        if spans.construction is Construction.FRONT:
            fronted.setdefault(spans.head.sent.start, []).append(spans)
    for k, outer in enumerate(found):
        if outer.construction is not Construction.FRONT or len(outer.content) != 1:
            continue
        whole = outer.content[0]
        for inner in fronted[outer.head.sent.start]:
            if inner is outer or not whole.start < inner.head.i < whole.end or inner.content[0].start > whole.start + 1:
                continue
            start = group_end(page, inner.head, inner.voice, whole.end)
            while start < whole.end and (page.doc[start].is_punct or page.doc[start].lower_ in _AND):
                start += 1
            rest = cut(page, start, whole.end)
            if rest is not None and any(page.doc[i].tag_ in FINITE for i in range(rest.start, rest.end)):
                found[k] = outer = replace(outer, content=[Words(rest.start, rest.end)])
                break
    return found
