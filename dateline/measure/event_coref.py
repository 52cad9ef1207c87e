"""Occurrences: which event mentions of several reports are one event, where the mentions are given."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dateline.fuse.mentions import Mention
from dateline.fuse.occurrences import find_occurrences
from dateline.fuse.telling_terms import report_terms

from .task import Row, Scores, f1

_ACTS = {"nsubj", "csubj", "agent", "poss"}  # how one who acts hangs on the event's word; whoever else suffers it
_STEPS = 3  # words between someone taking part and the event


class EventCorefTask:
    """The chain of each event mention; rows have ``doc``, ``tokens``, ``sentences``, ``events`` and ``entities``."""

    name = "event-coref"
    about = "One event across reports, mentions given: CoNLL F1 (same lemma in tf-idf stories .758 on the test half)"

    def predict(self, rows: list[Row], fast: bool = False) -> Iterator[Row]:
        """Yield the chain of each mention, named by its first."""
        for occurrence in find_occurrences(read_mentions(rows), read_terms(rows)):
            for mention in occurrence.mentions:
                yield {"id": mention, "chain": occurrence.name}

    def score(self, gold: list[Row], predictions: list[Row]) -> Scores:
        """Return MUC, B-cubed, CEAF-e, their mean and pairwise F1; a mention without a prediction is by itself."""
        told: dict[str, Hashable] = {event["id"]: event["chain"] for row in gold for event in row["events"]}
        given = {row["id"]: row["chain"] for row in predictions}
        guessed: dict[str, Hashable] = {mention: given.get(mention, ("missing", mention)) for mention in told}
        key, response = _groups(told), _groups(guessed)
        both = _groups({mention: (told[mention], guessed[mention]) for mention in told})
        found = {
            "muc": (_muc(response, told), _muc(key, guessed)),
            "b_cubed": (_b_cubed(both, guessed), _b_cubed(both, told)),
            "ceaf_e": _ceaf_e(key, response),
            "pairwise": (_share(_pairs(both), _pairs(response)), _share(_pairs(both), _pairs(key))),
        }
        figures: dict[str, float | int | None] = {"conll_f1": 0.0}
        for name, (precision, recall) in found.items():
            figures[f"{name}_f1"] = round(_harmonic(precision, recall), 4)
            figures[f"{name}_precision"], figures[f"{name}_recall"] = round(precision, 4), round(recall, 4)
        figures["conll_f1"] = round(sum(_harmonic(*found[name]) for name in ("muc", "b_cubed", "ceaf_e")) / 3, 4)
        figures |= {"mentions": len(told), "gold_chains": len(key), "predicted_chains": len(response)}
        errors = {
            "parted from its event": len(told) - sum(_largest(key, guessed)),
            "put into another event": len(told) - sum(_largest(response, told)),
        }
        return Scores("conll_f1", figures, {name: number for name, number in errors.items() if number})


def read_mentions(rows: list[Row]) -> list[Mention]:
    """Return the event mentions of the rows.

    Those taking part are the set's mentions of people and things that hang on the event's word; its chains of
    people and things are not looked at.
    """
    sentences = [(row, start, end) for row in rows for start, end in row["sentences"]]
    parses = _parse([row["tokens"][start:end] for row, start, end in sentences])
    return [
        mention
        for (row, start, end), parse in zip(sentences, parses, strict=True)
        for mention in _mentions_of(row, start, end, parse)
    ]


def read_terms(rows: list[Row]) -> dict[str, dict[str, float]]:
    """Return the terms of each report, by which reports are like each other."""
    return {row["doc"]: report_terms(None, " ".join(row["tokens"])) for row in rows}


def _parse(sentences: list[list[str]]) -> Iterator[Any]:
    """Yield the parse of each sentence, its words as they are given."""
    from spacy.tokens import Doc

    from dateline.read.parse import load_model

    model = load_model()
    yield from model.pipe((Doc(model.vocab, words=words) for words in sentences), disable=["ner"])


def _mentions_of(row: Row, start: int, end: int, parse: Any) -> Iterator[Mention]:
    def head(tokens: list[int]) -> int:
        inside = [token for token in tokens if start <= token < end]
        outer = [t for t in inside if parse[t - start].head.i + start not in inside or _is_root(parse[t - start])]
        return (outer or inside)[0]

    near = [entity for entity in row["entities"] if start <= entity["tokens"][0] < end]
    for event in row["events"]:
        if not start <= event["tokens"][0] < end:
            continue
        at = head(event["tokens"])
        actors: list[str] = []
        recipients: list[str] = []
        for entity in near:
            if entity["type"].startswith(("LOC", "TIM")):
                continue
            role = _role(parse[head(entity["tokens"]) - start], at - start)
            if role is not None:
                (actors if role in _ACTS else recipients).append(entity["text"])
        yield Mention(
            id=event["id"],
            report=row["doc"],
            lemma=parse[at - start].lemma_.lower(),
            trigger=event["text"],
            sentence=" ".join(row["tokens"][start:end]),
            actors=tuple(actors),
            recipients=tuple(recipients),
            places=tuple(entity["text"] for entity in near if entity["type"].startswith("LOC")),
            when=" ".join(entity["text"] for entity in near if entity["type"].startswith("TIM")) or None,
        )


def _is_root(token: Any) -> bool:
    return bool(token.head.i == token.i)


def _role(token: Any, of: int) -> str | None:
    """Return by what relation a word hangs on the word of an event, None where it does not within a few steps."""
    role = None
    for _ in range(_STEPS):
        if token.i == of or _is_root(token):
            break
        role, token = token.dep_, token.head
    return role if token.i == of else None


def _groups(of: Mapping[str, Hashable]) -> list[set[str]]:
    groups: dict[Hashable, set[str]] = defaultdict(set)
    for mention, name in of.items():
        groups[name].add(mention)
    return list(groups.values())


def _muc(key: list[set[str]], response: Mapping[str, Hashable]) -> float:
    kept = sum(len(chain) - len({response[mention] for mention in chain}) for chain in key)
    return _share(kept, sum(len(chain) - 1 for chain in key))


def _b_cubed(both: list[set[str]], of: Mapping[str, Hashable]) -> float:
    sizes = Counter(of.values())
    return _share(sum(len(part) ** 2 / sizes[of[next(iter(part))]] for part in both), len(of))


def _ceaf_e(key: list[set[str]], response: list[set[str]]) -> tuple[float, float]:
    """Return precision and recall where each chain is matched with at most one, as well as can be."""
    where = {mention: at for at, chain in enumerate(response) for mention in chain}
    likeness = np.zeros((len(key), len(response)))
    for at, chain in enumerate(key):
        for other, number in Counter(where[mention] for mention in chain).items():
            likeness[at, other] = 2 * number / (len(chain) + len(response[other]))
    total = _best_match(likeness)
    return _share(total, len(response)), _share(total, len(key))


def _best_match(likeness: NDArray[np.float64]) -> float:
    """Return the largest sum of likeness where each row has at most one column and no column two (Kuhn, Munkres)."""
    cost = -(likeness if likeness.shape[0] <= likeness.shape[1] else likeness.T)
    rows, columns = cost.shape
    of_row, of_column = np.zeros(rows + 1), np.zeros(columns + 1)
    match = np.zeros(columns + 1, dtype=np.intp)
    for row in range(1, rows + 1):
        match[0] = row
        at = 0
        least = np.full(columns + 1, np.inf)
        way = np.zeros(columns + 1, dtype=np.intp)
        used = np.zeros(columns + 1, dtype=np.bool_)
        while match[at]:
            used[at] = True
            reduced = cost[match[at] - 1] - of_row[match[at]] - of_column[1:]
            better = np.flatnonzero(~used[1:] & (reduced < least[1:])) + 1
            least[better] = reduced[better - 1]
            way[better] = at
            nearest = int(np.where(used, np.inf, least)[1:].argmin()) + 1
            step = least[nearest]
            of_row[match[used]] += step
            of_column[used] -= step
            least[~used] -= step
            at = nearest
        while at:
            match[at] = match[way[at]]
            at = int(way[at])
    matched = np.flatnonzero(match[1:])
    return float(-cost[match[1:][matched] - 1, matched].sum())


def _pairs(groups: Iterable[set[str]]) -> int:
    return sum(len(group) * (len(group) - 1) // 2 for group in groups)


def _largest(groups: list[set[str]], of: Mapping[str, Hashable]) -> Iterator[int]:
    return (max(Counter(of[mention] for mention in group).values()) for group in groups)


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 0.0


def _harmonic(precision: float, recall: float) -> float:
    return f1(precision * recall, recall, precision)[2]


TASK = EventCorefTask()
