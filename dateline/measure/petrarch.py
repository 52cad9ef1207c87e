"""Sentences with the (source, target, CAMEO code) events that the PETRARCH coders expect (``petrarch``)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

from dateline.read.draft import ActorDraft, Draft, EventDraft
from dateline.record.choices import ActorKind, EventType, Status

from .plover import COOPERATIVE, country_code, drafts, importance, words_near
from .task import Row, Scores, f1

Triple = tuple[str, str, str]
_VIEWS: dict[str, Callable[[Triple], tuple[str, ...]]] = {
    "triple": lambda e: e,
    "country_root": lambda e: (e[0][:3], e[1][:3], e[2][:2]),
    "root": lambda e: (e[2][:2],),
    "dyad": lambda e: (e[0], e[1]),
}
_REFUSED = "120"
_ACCUSED = "112"
_NOBODY = "---"
_RECIPROCAL = frozenset({EventType.CONSULT, EventType.COOPERATE})
_ACCUSABLE = frozenset({EventType.ASSAULT, EventType.COERCE, EventType.MOBILIZE})
_SECTORS = {
    "GOV": "GOV",
    "MIL": "MIL",
    "REB": "REB",
    "COP": "COP",
    "JUD": "JUD",
    "LEG": "LEG",
    "OPP": "OPP",
    "CVL": "CVL",
}
_MOST_EVENTS = 1


class PetrarchTask:
    """CAMEO triples of single sentences, invented countries among them."""

    name = "petrarch"
    about = "PETRARCH validation records: country and root F1, beside UniversalPetrarch's .765 on real sentences"

    def predict(self, rows: list[Row], fast: bool = False) -> Iterator[Row]:
        """Yield the triples of the weightiest event of each sentence; what is denied or only possible is left out."""
        for row, draft in drafts(rows, fast):
            told = [e for e in draft.events if e.status not in {Status.CONDITIONAL, Status.UNDECIDED}]
            triples: list[Row] = []
            for event in sorted(told, key=lambda e: importance(draft, e))[:_MOST_EVENTS]:
                triples += _triples(draft, event)
            yield {"id": row["id"], "events": triples}

    def score(self, gold: list[Row], predictions: list[Row]) -> Scores:
        """Return micro precision, recall and F1 of each view, over all records and by set."""
        by_id = {p["id"]: p for p in predictions}
        groups = {"": gold}
        for name in sorted({row["set"] for row in gold if row.get("set")}):
            groups[f"{name}_"] = [row for row in gold if row.get("set") == name]
        figures: dict[str, float | int | None] = {}
        errors: Counter[str] = Counter()
        for prefix, rows in groups.items():
            counts = {view: [0, 0, 0] for view in _VIEWS}
            exact = empty = kept_empty = 0
            for row in rows:
                wanted, given = _compared(row), _compared(by_id.get(row["id"], {}))
                exact += wanted == given
                empty += not wanted
                kept_empty += not wanted and not given
                for view, cut in _VIEWS.items():
                    one, other = {cut(e) for e in wanted}, {cut(e) for e in given}
                    for at, number in enumerate((len(one & other), len(other), len(one))):
                        counts[view][at] += number
                if not prefix and wanted != given:
                    errors["spurious" if not wanted else "missed" if not given else "differs"] += 1
            figures[f"{prefix}records"] = len(rows)
            figures[f"{prefix}exact"] = round(exact / max(1, len(rows)), 4)
            figures[f"{prefix}null_correct"] = round(kept_empty / empty, 4) if empty else None
            for view, (hits, predicted, total) in counts.items():
                figures[f"{prefix}{view}_f1"] = round(f1(hits, predicted, total)[2], 4)
        main = "gsr_country_root_f1" if "gsr_country_root_f1" in figures else "country_root_f1"
        return Scores(main, figures, dict(errors))


TASK = PetrarchTask()


def _triples(draft: Draft, event: EventDraft) -> list[Row]:
    """Return the triples of an event; the records take two sides each time, so one with a side unnamed gives none."""
    code = _code(event)
    if code is None:
        return []
    sources = [_actor_code(draft, a, event) for a in event.actors]
    targets = [_actor_code(draft, a, event) for a in event.recipients]
    if not targets and event.place is not None and event.place.country is not None:
        targets = [event.place.country]  # "activists marched in Beijing": against China
    if event.type in _ACCUSABLE:
        accusers = _accusers(draft, event)
        if accusers:
            sources, targets, code = accusers, sources, _ACCUSED
    if event.type in _RECIPROCAL and len(sources) > 1 and not event.recipients:
        pairs = [(a, b) for a in sources for b in sources if a != b]
    else:
        pairs = [(a, b) for a in sources for b in targets]
        if event.type is EventType.CONSULT and draft.doc[event.trigger.end - 1].pos_ == "NOUN":
            pairs += [(b, a) for a, b in pairs]  # "held talks with": of both
    return [{"source": a, "target": b, "code": code} for a, b in dict.fromkeys(pairs) if _NOBODY not in (a, b)]


def _accusers(draft: Draft, event: EventDraft) -> list[str]:
    """Return who says that another did it, where a party says so: the records take that as an accusation of him."""
    voices = [s.actor for s in event.reported_by if s.actor is not None and s.cue_head < event.head]
    if not event.actors or any(v in event.actors for v in voices):
        return []
    accusing = [v for v in voices if v.kind is not ActorKind.MEDIA and not _is_own(v, event)]
    return [_actor_code(draft, v, event) for v in accusing[:1]]


def _is_own(voice: ActorDraft, event: EventDraft) -> bool:
    """Tell whether a voice speaks for the doer's own country."""
    return any(voice.country is not None and voice.country == a.country for a in event.actors)


def _code(event: EventDraft) -> str | None:
    """Return the CAMEO code as the records have it: what is announced is coded as done, what is denied as refused."""
    if event.status is Status.DENIED and event.type in COOPERATIVE:
        return _REFUSED
    return event.cameo


def _actor_code(draft: Draft, actor: ActorDraft, event: EventDraft) -> str:
    """Return a CAMEO actor code: the country, and the sector unless the country's own name stands for it.

    An actor that nobody knows is coded by its first letters, as the invented countries of the unit records are.
    """
    words = words_near(draft, actor, event)
    country = country_code(draft, actor, event)
    if country == "IGO":
        return "IGO"
    sector = _SECTORS.get(actor.sector or "", "")
    if country is None or country == "NGO":
        return f"{_NOBODY}{sector}" if sector or not words[:1].isupper() else words.removeprefix("The ")[:3].upper()
    plain = actor.kind is ActorKind.GOVERNMENT and "government" not in words.lower()
    return country + ("" if plain else sector)


def _compared(row: Row) -> set[Triple]:
    return {
        (_normal(e.get("source")), _normal(e.get("target")), str(e.get("code") or "").split("_")[0].strip())
        for e in row.get("events") or []
    }


def _normal(code: str | None) -> str:
    """Return an actor code with the groups after the first in alphabetical order; nobody is the empty code."""
    plain = (code or "").strip().upper().replace("~", "-")
    if not plain.strip("-"):
        return ""
    if '"' in plain:
        return plain
    groups = [plain[i : i + 3] for i in range(0, len(plain), 3)]
    return groups[0] + "".join(sorted(groups[1:]))
