"""The times step: the time expressions of the body, dated by publication, dateline, the tense and the times before."""

from __future__ import annotations

from bisect import bisect_right

from spacy.tokens import Token

from dateline.record.choices import TimePrecision, TimeType
from dateline.record.report import Span
from dateline.timex import find_timexes
from dateline.timex.calendar import bounds
from dateline.timex.context import Tense

from .attach import SPEECH_VERBS, governor
from .draft import Draft, TimeDraft, Words

_FUTURE_AUXILIARIES = frozenset(
    {"will", "'ll", "wo", "would", "shall", "may", "might", "could", "should", "must", "can", "ca"}
)
_AHEAD = frozenset(
    {"plan", "expect", "schedule", "intend", "agree", "set", "due", "want", "hope", "promise", "vow", "threaten", "be"}
    | {"pledge", "propose", "prepare", "go", "aim", "plans", "likely", "slate", "bind"}
)  # what is told in the infinitive after these lies ahead
_SCHEDULING = frozenset({"schedule", "slate", "plan", "await"})  # "has scheduled a hearing Thursday"
_TIMETABLED = frozenset(
    {
        "meet",
        "begin",
        "open",
        "start",
        "leave",
        "arrive",
        "end",
        "expire",
        "resume",
        "travel",
        "fly",
        "vote",
        "depart",
        "visit",
    }
)  # in the plain present these tell of what is set for a day: "the talks open Monday"
_DATED = frozenset({TimeType.DATE, TimeType.TIME})
_LONGEST_WAY = 15


def find_times(draft: Draft) -> None:
    """Find the times of the body; without a day of writing no year and no day is invented."""
    if not draft.starts:
        return
    report = draft.report
    found = find_timexes(
        draft.text,
        published=report.published,
        tense_at=lambda at: _tense_at(draft, at),
        dateline_date=report.dateline.date if report.dateline is not None else None,
        begin=draft.starts[0],
        end=draft.ends[-1],
    )
    kept: list[TimeDraft | None] = []
    for timex in found:
        span = Span(timex.start, timex.end)
        words = draft.words_at(span)
        if words is None:
            kept.append(None)
            continue
        start, end, precision = bounds(timex.value) if timex.type in _DATED else (None, None, TimePrecision.VAGUE)
        anchor = kept[timex.anchor] if isinstance(timex.anchor, int) else timex.anchor
        time = TimeDraft(span, words, timex.type, timex.value, start, end, precision, anchor)
        kept.append(draft.add_time(time))


def _tense_at(draft: Draft, at: int) -> Tense:
    """Return the tense of the clause around a character: that of the nearest verb above that shows one."""
    i = bisect_right(draft.starts, at) - 1
    if i < 0:
        return None
    verb = governor(draft, Words(i, i + 1))
    if verb is None:
        return tense_of(draft.doc[i])
    tense = tense_of(verb)
    if tense == "past" and not _is_own(draft.doc[i], verb):
        return "told"
    return tense


def _is_own(token: Token, verb: Token) -> bool:
    """Tell whether a time hangs on the verb itself, bare or by its preposition, and the verb is not one of saying."""
    node = token
    for _ in range(_LONGEST_WAY):
        if node.head.i == verb.i:
            return verb.lemma_.lower() not in SPEECH_VERBS
        if node.head.i == node.i or node.head.pos_ not in {"ADP", "SCONJ", "PROPN", "NUM"}:
            return False
        if node.head.lower_ in {"to", "until", "till", "by", "from", "for"}:  # "was extended to Nov. 16"
            return False
        node = node.head
    return False


def tense_of(token: Token) -> Tense:
    """Return the tense of the clause of a token, or None where no verb above it shows one."""
    node = token
    for _ in range(_LONGEST_WAY):
        if node.pos_ in {"VERB", "AUX"}:
            tense = _verb_tense(node)
            if tense is not None:
                return tense
        if node.head.i == node.i:
            return None
        node = node.head
    return None


def _verb_tense(verb: Token) -> Tense:
    if verb.lemma_.lower() in _SCHEDULING and verb.tag_ in {"VBZ", "VBP", "VBD", "VBN"} and verb.dep_ != "aux":
        return "future"
    words = [verb, *(c for c in verb.children if c.dep_ in {"aux", "auxpass"} and c.i < verb.i)]
    if any(w.lower_ in _FUTURE_AUXILIARIES and w.tag_ == "MD" for w in words):
        return "future"
    tags = {w.tag_ for w in words}
    if verb.tag_ == "VB" and "TO" in tags and verb.head.lemma_.lower() in _AHEAD:
        return "future"
    if "VBD" in tags:
        return "past"
    if verb.tag_ == "VBN" and (tags & {"VBZ", "VBP"} or verb.dep_ in {"acl", "advcl", "relcl"}):
        return "past" if not (len(words) > 1 and words[1].lemma_ == "be") else "present"
    if tags & {"VBZ", "VBP"}:
        return "future" if len(words) == 1 and verb.lemma_.lower() in _TIMETABLED else "present"
    return None
