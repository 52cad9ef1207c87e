"""Incidents of the MUC-4 reports: what kind, who did it, to whom and what, by what means, on whose word.

The roles are scored as GRIT does (Du, Rush and Cardie, EACL 2021): all templates of a report are taken together; an
entity is the list of names that the key allows for it; Victim is HUM TGT: NAME; found and gold entities are joined
one to one, as many as can be (CEAF-REE). ``exact`` asks for one of the key's strings without articles and
punctuation, as GRIT's scorer does; the other figures ask for the same head noun. Optional fillers count as others
do.

Beside it: the incidents' types over the report, and, for each key template that an event of ours of the same type and
with one of its fillers is found for, the stage of execution and the confidence in the organization.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from dateline.intake.received import Given, Received
from dateline.intake.shape import make_report
from dateline.record.choices import ActorKind, EventType, Outcome, Status
from dateline.record.report import Report

from .muc4_roles import ROLES, Entity, fillers
from .task import Row, Scores, f1

if TYPE_CHECKING:
    from dateline.read.draft import ActorDraft, Draft, EventDraft, StatementDraft

SLOTS = {
    "PerpInd": "PERP: INDIVIDUAL ID",
    "PerpOrg": "PERP: ORGANIZATION ID",
    "Target": "PHYS TGT: ID",
    "Victim": "HUM TGT: NAME",
    "Weapon": "INCIDENT: INSTRUMENT ID",
}
_FILLED = (*SLOTS.values(), "HUM TGT: DESCRIPTION")
_TYPES = {
    "abduction": "KIDNAPPING",
    "remote_explosive": "BOMBING",
    "suicide_bomb": "BOMBING",
    "grenade": "BOMBING",
    "air_drone_strike": "BOMBING",
    "attack": "ATTACK",
    "armed_clash": "ATTACK",
    "territory_taken": "ATTACK",
    "shelling_artillery_missile": "ATTACK",
    "sexual_violence": "ATTACK",
    "mob_violence": "ATTACK",
    "chemical_weapon": "ATTACK",
}
_FIRE = frozenset({"burn", "arson", "torch", "fire", "ablaze", "set"})
_ROBBING = frozenset({"rob", "robbery", "steal", "theft", "loot"})
_NOT_YET = frozenset({Status.PLANNED, Status.POSSIBLE, Status.CONDITIONAL, Status.UNDECIDED, Status.DEMANDED})
_AUTHORITIES = frozenset({ActorKind.GOVERNMENT, ActorKind.ARMED_FORCE})
_FULL_NAME = 4  # words; what is longer is a name with more around it
_ENDS_HEAD = re.compile(
    r"\s+(?:of|in|at|on|from|near|who|where|which|that|with|to|for|by|belonging|and his|inside|outside)\s|[,(\[]"
)


class Muc4Task:
    """Roles, types, stages and confidence of the incidents of a report."""

    name = "muc4"
    about = (
        "MUC-4 incidents: F1 of role fillers over the report by head noun and exact, beside GRIT's exact .545 (test)"
    )

    def predict(self, rows: list[Row], fast: bool = False) -> Iterator[Row]:
        """Yield for each report the fillers by role, and the incidents read with type, words, stage and confidence."""
        from dateline.read.pipeline import draft_reports

        for row, draft in zip(rows, draft_reports(reports_of(rows), until="status", fast=fast), strict=True):
            yield {
                "id": row["id"],
                "roles": {
                    role: [_phrases(draft, role, entity) for entity, _ in found]
                    for role, found in fillers(draft).items()
                },
                "incidents": [_incident(draft, e) for e in draft.events if incident_type(draft, e) is not None],
            }

    def score(self, gold: list[Row], predictions: list[Row]) -> Scores:
        """Return F1 by role with heads and exact, their averages, and accuracy of types, stages and confidence."""
        by_id = {p["id"]: p for p in predictions}
        head: dict[str, list[int]] = {role: [0, 0, 0] for role in ROLES}
        exact: dict[str, list[int]] = {role: [0, 0, 0] for role in ROLES}
        kinds = [0, 0, 0]
        stages: Counter[tuple[str, str]] = Counter()
        trust: Counter[tuple[str, str]] = Counter()
        errors: Counter[str] = Counter()
        for row in gold:
            prediction = by_id[row["id"]]
            for role in ROLES:
                wanted = entities(row, SLOTS[role])
                found = prediction["roles"][role]
                hits = joined_count([{head_of(m) for m in e} for e in wanted], [{head_of(e[0])} for e in found])
                _count(head[role], hits, len(found), len(wanted))
                same = joined_count([{plain(m) for m in e} for e in wanted], [{plain(e[0])} for e in found])
                _count(exact[role], same, len(found), len(wanted))
                errors[f"{role} missed"] += len(wanted) - hits
                errors[f"{role} too many"] += len(found) - hits
            types = {v for t in row["templates"] for v in _values(t, "INCIDENT: TYPE")}
            ours = {i["type"] for i in prediction["incidents"] if i["told"]}
            _count(kinds, len(types & ours), len(ours), len(types))
            for template in row["templates"]:
                _compare(template, prediction["incidents"], stages, trust)
        figures: dict[str, float | int | None] = {}
        for name, table in (("head", head), ("exact", exact)):
            parts = {role: f1(*counts)[2] for role, counts in table.items()}
            total = [sum(c[i] for c in table.values()) for i in range(3)]
            figures[f"{name}_micro_f1"] = round(f1(*total)[2], 4)
            figures[f"{name}_average_f1"] = round(sum(parts.values()) / len(parts), 4)
            figures |= {f"{name}_{role}": round(value, 4) for role, value in parts.items()}
        figures["type_f1"] = round(f1(*kinds)[2], 4)
        figures |= _accuracy("stage", stages) | _accuracy("confidence", trust)
        return Scores("head_micro_f1", figures, dict(errors.most_common(12)))


TASK = Muc4Task()


def _phrases(draft: Draft, role: str, entity: Entity) -> list[str]:
    """Return the phrases of an entity, the one it is answered with first: of a victim the fullest name."""
    found = [draft.text_of(w) for w in entity.mentions]
    if role == "Victim":
        found.sort(key=lambda phrase: -min(len(phrase.split()), _FULL_NAME))
    return found


def reports_of(rows: list[Row]) -> Iterator[Report]:
    """Yield the reports as intake makes them of a text alone."""
    for row in rows:
        report = make_report(Received(row["text"]), Given(language="en"), row["id"], row["id"])
        assert isinstance(report, Report)
        yield report


def _count(into: list[int], hits: int, found: int, wanted: int) -> None:
    into[0] += hits
    into[1] += found
    into[2] += wanted


def _accuracy(name: str, seen: Counter[tuple[str, str]]) -> dict[str, float | int | None]:
    """Return the share of right values, the mean over the key's values, and how many were compared."""
    total = sum(seen.values())
    values = {wanted for wanted, _ in seen}
    by_value = [seen[v, v] / sum(n for (wanted, _), n in seen.items() if wanted == v) for v in values]
    return {
        f"{name}_accuracy": round(sum(n for (a, b), n in seen.items() if a == b) / total, 4) if total else None,
        f"{name}_macro_recall": round(sum(by_value) / len(by_value), 4) if by_value else None,
        f"{name}_compared": total,
    }


def entities(row: Row, slot: str) -> list[list[str]]:
    """Return the entities of a slot over all templates, each the names that it may be given, none of them twice."""
    text = " ".join(row["text"].split()).lower()
    found: list[list[str]] = []
    for template in row["templates"]:
        for filler in template.get(slot, ()):
            names = [f["value"].lower() for f in filler]
            if not any(set(names) <= set(known) or set(known) <= set(names) for known in found):
                found.append(names)
    told = [[n for n in names if " ".join(n.split()) in text] for names in found]
    return [names for names in told if names]


def plain(name: str) -> str:
    """Return a name in small letters without articles and punctuation, as GRIT's scorer compares it."""
    words = re.sub(r"[^\w\s]", "", name.lower())
    return " ".join(re.sub(r"\b(?:a|an|the)\b", " ", words).split())


def head_of(name: str) -> str:
    """Return the head noun of a noun phrase: its last word before "of", "where" and the like."""
    words = plain(_ENDS_HEAD.split(f"{name.strip()} ".lower(), maxsplit=1)[0]).split()
    return words[-1] if words else plain(name)


def joined_count(wanted: list[set[str]], found: list[set[str]]) -> int:
    """Return how many pairs can be made of wanted and found that share a name, each used once."""
    taken: dict[int, int] = {}

    def place(at: int, tried: set[int]) -> bool:
        for to, names in enumerate(wanted):
            if to not in tried and found[at] & names:
                tried.add(to)
                if to not in taken or place(taken[to], tried):
                    taken[to] = at
                    return True
        return False

    return sum(place(at, set()) for at in range(len(found)))


def _values(template: Row, slot: str) -> list[str]:
    return [f[0]["value"] for f in template.get(slot, ()) if f]


def incident_type(draft: Draft, event: EventDraft) -> str | None:
    """Return the type of incident that an event of ours is, or None."""
    words = {draft.doc[i].lemma_.lower() for i in range(*event.trigger)}
    if event.subtype == "looting_property_destruction":
        if words & _FIRE:
            return "ARSON"
        return "ROBBERY" if words & _ROBBING else "ATTACK"
    if event.type is not EventType.ASSAULT:
        return None
    return _TYPES.get(event.subtype or "attack", "ATTACK")


def _incident(draft: Draft, event: EventDraft) -> Row:
    sentence = draft.doc[event.head].sent
    near = [draft.text_of(w) for a in (*event.actors, *event.recipients) for w in a.mentions]
    return {
        "type": incident_type(draft, event),
        "words": sorted({plain(n) for n in near}),
        "sentence": plain(draft.report.text[draft.starts[sentence.start] : draft.ends[sentence.end - 1]]),
        "told": event.status in {Status.HAPPENED, Status.ONGOING},
        "stage": _stage(event),
        "confidence": _confidence(event),
    }


def _stage(event: EventDraft) -> str:
    if event.outcome in {Outcome.FAILED, Outcome.FOILED}:
        return "ATTEMPTED"
    return "THREATENED" if event.status in _NOT_YET else "ACCOMPLISHED"


def _confidence(event: EventDraft) -> str:
    """Return on whose word the doer did it, in the key's terms."""
    if event.status is Status.POSSIBLE:
        return "POSSIBLE"
    for statement in event.reported_by:
        if statement.actor is not None and statement.actor in event.actors:
            return "CLAIMED OR ADMITTED"
    if event.alleged:
        return f"SUSPECTED OR ACCUSED{' BY AUTHORITIES' if any(map(_is_authority, event.reported_by)) else ''}"
    return "REPORTED AS FACT"


def _is_authority(statement: StatementDraft) -> bool:
    actor: ActorDraft | None = statement.actor
    if actor is None:
        return False
    return actor.kind in _AUTHORITIES or any(r.of is not None and r.of.kind in _AUTHORITIES for r in actor.roles)


def _compare(
    template: Row, incidents: list[Row], stages: Counter[tuple[str, str]], trust: Counter[tuple[str, str]]
) -> None:
    """Count stage and confidence of the first event of the template's type in a sentence with one of its fillers."""
    kind = (_values(template, "INCIDENT: TYPE") or [""])[0]
    names = {slot: {plain(f["value"]) for filler in template.get(slot, ()) for f in filler} for slot in _FILLED}
    near = [
        i for i in incidents if i["type"] == kind and any(n and n in i["sentence"] for ns in names.values() for n in ns)
    ]
    if not near:
        return
    stage = (_values(template, "INCIDENT: STAGE OF EXECUTION") or [""])[0]
    if stage:
        stages[stage, near[0]["stage"]] += 1
    organizations = names[SLOTS["PerpOrg"]]
    by_it = [i for i in near if any(n and n in w for n in organizations for w in i["words"])]
    confidence = _values(template, "PERP: ORGANIZATION CONFIDENCE")
    if by_it and confidence:
        trust[confidence[0], by_it[0]["confidence"]] += 1
