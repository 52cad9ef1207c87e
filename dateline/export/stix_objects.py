"""Parts of a record as objects of STIX 2.1, made and checked by the library stix2; each with an id from its content.

An occurrence is an ``incident`` with a property extension; an account, which STIX has no object for, is a new one.
Identities and places are the same wherever they are named: their ``created`` is that of the extensions.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import stix2.v21 as stix
from stix2.properties import (
    BooleanProperty,
    DictionaryProperty,
    ListProperty,
    ReferenceProperty,
    StringProperty,
)

from dateline.record.account import Account, Voice
from dateline.record.choices import ActorKind, Strength
from dateline.record.entities import Actor, Place
from dateline.record.occurrence import DisputeAcross, Independence, Occurrence

from .cells import address_of, first_voices, joined, one_line, voice_name
from .codes import country_codes
from .identity import (
    account_key,
    actor_key,
    id_of,
    occurrence_key,
    place_key,
    report_key,
    told_at,
    told_between,
    voice_actor,
)
from .notes import name_of, note_of

STIX = Any  # an object of the library stix2, which has no types; it does not leave this package
ACCOUNT_TYPE = "dateline-account"
EPOCH = datetime(2026, 1, 1, tzinfo=UTC)  # when the extensions were made; "created" of whatever has no time of its own
AUTHOR = f"identity--{id_of(('author',))}"
INCIDENT_EXTENSION = f"extension-definition--{id_of(('extension', 'incident', 1))}"
ACCOUNT_EXTENSION = f"extension-definition--{id_of(('extension', 'account', 1))}"
VERSION = "1.0.0"
_CLASSES = {
    ActorKind.PERSON: "individual",
    ActorKind.PEOPLE: "class",
    ActorKind.UNKNOWN: "unknown",
}
_OPINIONS = {Strength.CONTRADICTION: "strongly-disagree", Strength.TENSION: "disagree"}
_TEXT: dict[str, object] = {"type": "string"}
_REFS: dict[str, object] = {"type": "array", "items": _TEXT}
_LIST: dict[str, object] = {"type": "array", "items": {"type": "object"}}
_SHARED = {
    **dict.fromkeys(("status", "outcome", "event_type", "subtype", "mode", "cameo"), _TEXT),
    **dict.fromkeys(("start_day", "end_day", "date_precision", "place_ref", "place_name"), _TEXT),
    **dict.fromkeys(("actor_refs", "recipient_refs", "via_refs"), _REFS),
    "alleged": {"type": "boolean"},
    "numbers": _LIST,
}
_INCIDENT_SCHEMA = {
    **_SHARED,
    **dict.fromkeys(("standing", "standing_reason"), _TEXT),
    **dict.fromkeys(("contexts", "account_refs", "corrected"), _REFS),
    "sources": {"type": "object"},
}
_ACCOUNT_SCHEMA = {
    **_SHARED,
    **dict.fromkeys(("occurrence_ref", "report_ref", "outlet_ref", "agency_ref", "trigger", "sentence"), _TEXT),
    "statements": _LIST,
}


def _refs() -> STIX:
    return ListProperty(ReferenceProperty(valid_types="identity", spec_version="2.1"))


@stix.CustomObject(
    ACCOUNT_TYPE,
    [
        ("occurrence_ref", ReferenceProperty(valid_types="incident", spec_version="2.1", required=True)),
        ("report_ref", ReferenceProperty(valid_types="report", spec_version="2.1")),
        ("outlet_ref", ReferenceProperty(valid_types="identity", spec_version="2.1")),
        ("agency_ref", ReferenceProperty(valid_types="identity", spec_version="2.1")),
        ("event_type", StringProperty(required=True)),
        ("subtype", StringProperty()),
        ("mode", StringProperty()),
        ("cameo", StringProperty()),
        ("status", StringProperty(required=True)),
        ("outcome", StringProperty()),
        ("alleged", BooleanProperty(required=True)),
        ("actor_refs", _refs()),
        ("recipient_refs", _refs()),
        ("via_refs", _refs()),
        ("place_ref", ReferenceProperty(valid_types="location", spec_version="2.1")),
        ("place_name", StringProperty()),
        ("start_day", StringProperty()),
        ("end_day", StringProperty()),
        ("date_precision", StringProperty()),
        ("numbers", ListProperty(DictionaryProperty(spec_version="2.1"))),
        ("statements", ListProperty(DictionaryProperty(spec_version="2.1"))),
        ("trigger", StringProperty()),
        ("sentence", StringProperty()),
    ],
    extension_name=ACCOUNT_EXTENSION,
)
class AccountObject:
    """One report's account of an occurrence, with its statements: an object that our extension adds to STIX."""


def preamble() -> list[STIX]:
    """Return the author of the two extensions, and their definitions."""
    return [
        stix.Identity(
            id=AUTHOR, name="Dateline", identity_class="system", created=EPOCH, modified=EPOCH, description="A program."
        ),
        _definition(
            INCIDENT_EXTENSION,
            "Dateline: incidents as reports tell them",
            "What the accounts of an incident say together, how it stands, and how many sources that do not depend on "
            "each other stand behind it.",
            "property-extension",
            _INCIDENT_SCHEMA,
        ),
        _definition(
            ACCOUNT_EXTENSION,
            "Dateline: accounts",
            "One report's account of an incident: who says what, on whose word, with what status, through whom.",
            "new-sdo",
            _ACCOUNT_SCHEMA,
        ),
    ]


def _definition(id_: str, name: str, description: str, kind: str, properties: Mapping[str, object]) -> STIX:
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object", "properties": properties}
    return stix.ExtensionDefinition(
        id=id_,
        created_by_ref=AUTHOR,
        created=EPOCH,
        modified=EPOCH,
        name=name,
        description=description,
        schema=json.dumps(schema, separators=(",", ":")),
        version=VERSION,
        extension_types=[kind],
    )


def actor_id(actor: Actor) -> str:
    """Return the id of an actor's identity."""
    return f"identity--{id_of(actor_key(actor))}"


def identity(actor: Actor) -> STIX:
    """Return an actor as an identity. Nobody is a threat actor: that is a judgement, which a record does not make."""
    return stix.Identity(
        id=actor_id(actor),
        created=EPOCH,
        modified=EPOCH,
        name=one_line(actor.name) or "(no name)",
        identity_class=_CLASSES.get(actor.kind, "organization"),
        labels=[actor.kind.value],
    )


def location_id(place: Place | None) -> str | None:
    """Return the id of a place's location, None where STIX cannot hold it: neither a point nor a country is known."""
    if place is None or not (_point(place) or country_codes(place.country).iso2):
        return None
    return f"location--{id_of(place_key(place))}"


def location(place: Place) -> STIX:
    """Return a place as a location, its radius as the precision in metres."""
    point = _point(place)
    fields = {
        "name": one_line(place.name) or None,
        "country": country_codes(place.country).iso2 or None,
        "administrative_area": one_line(place.admin1) if place.admin1 else None,
        "latitude": place.lat if point else None,
        "longitude": place.lon if point else None,
        "precision": place.radius_km * 1000.0 if point and place.radius_km else None,
        "labels": [place.precision.value],
    }
    return stix.Location(id=location_id(place), created=EPOCH, modified=EPOCH, **_told(fields))


def incident_id(occurrence: Occurrence) -> str:
    """Return the id of an occurrence's incident."""
    return f"incident--{id_of(occurrence_key(occurrence))}"


def incident(occurrence: Occurrence) -> STIX:
    """Return an occurrence as an incident; what STIX has no property for stands in its extension."""
    summary = occurrence.summary
    created, modified = told_between(occurrence) or (EPOCH, EPOCH)
    own = {
        "extension_type": "property-extension",
        "standing": occurrence.standing.value,
        "standing_reason": occurrence.standing_reason,
        "status": summary.status.value,
        "alleged": summary.alleged,
        "outcome": summary.outcome.value if summary.outcome else None,
        "event_type": summary.type.value,
        "subtype": summary.subtype,
        "mode": summary.mode,
        "cameo": summary.cameo,
        "contexts": list(summary.contexts),
        "start_day": summary.start,
        "end_day": summary.end,
        "date_precision": summary.precision.value if summary.precision else None,
        "actor_refs": [actor_id(actor) for actor in summary.actors],
        "recipient_refs": [actor_id(actor) for actor in summary.recipients],
        "via_refs": [actor_id(actor) for actor in summary.via],
        "place_ref": location_id(summary.place),
        "place_name": summary.place.name if summary.place else None,
        "numbers": [
            _told({"effect": one.effect.value, "what": one.what, "low": one.low, "high": one.high})
            for one in summary.ranges
        ],
        "sources": _sources(occurrence.independence),
        "corrected": list(occurrence.corrected),
        "account_refs": [account_id(account) for account in occurrence.accounts],
    }
    return stix.Incident(
        id=incident_id(occurrence),
        created=created,
        modified=modified,
        name=name_of(occurrence),
        description=note_of(occurrence),
        labels=[occurrence.standing.value],
        extensions={INCIDENT_EXTENSION: _told(own)},
    )


def account_id(account: Account) -> str:
    """Return the id of an account."""
    return f"{ACCOUNT_TYPE}--{id_of(account_key(account))}"


def account_object(account: Account, occurrence: Occurrence, refs: Mapping[str, str | None]) -> STIX:
    """Return an account with its statements; ``refs`` are its report, outlet and agency as far as they are told."""
    at = told_at(account) or EPOCH
    fields = {
        "id": account_id(account),
        "created": at,
        "modified": at,
        "occurrence_ref": incident_id(occurrence),
        **refs,
        "event_type": account.type.value,
        "subtype": account.subtype,
        "mode": account.mode,
        "cameo": account.cameo,
        "status": account.status.value,
        "outcome": account.outcome.value if account.outcome else None,
        "alleged": account.alleged,
        "actor_refs": [actor_id(actor) for actor in account.actors],
        "recipient_refs": [actor_id(actor) for actor in account.recipients],
        "via_refs": [actor_id(actor) for actor in account.via],
        "place_ref": location_id(account.place),
        "place_name": account.place.name if account.place else None,
        "start_day": account.start,
        "end_day": account.end,
        "date_precision": account.precision.value if account.precision else None,
        "numbers": [
            _told({"effect": f.effect.value, "what": f.what, "low": f.low, "high": f.high, "words": f.words})
            for f in account.figures
        ],
        "statements": [{"voices": [_voice(voice) for voice in chain]} for chain in account.chains if chain],
        "trigger": account.trigger,
        "sentence": account.sentence,
    }
    return AccountObject(**_told(fields))


def report_id(account: Account) -> str | None:
    """Return the id of the report of an account, None where STIX cannot hold it: no day of publication is known."""
    return f"report--{id_of(report_key(account))}" if told_at(account) is not None else None


def report(account: Account, refs: Sequence[str]) -> STIX:
    """Return a report with all that it tells of."""
    at = told_at(account)
    assert at is not None
    name = account.title or f"{account.outlet or account.agency or 'report'}, {account.published or account.report}"
    url = address_of(account.url)
    address = [{"source_name": one_line(account.outlet or "") or "report", "url": url}] if url else []
    return stix.Report(
        id=report_id(account),
        created=at,
        modified=at,
        name=one_line(name) or "report",
        published=at,
        object_refs=list(dict.fromkeys(refs)),
        **_told({"external_references": address}),
    )


def opinions(occurrence: Occurrence) -> list[STIX]:
    """Return the disputes of an occurrence: of each side an opinion on the accounts of the others."""
    created, modified = told_between(occurrence) or (EPOCH, EPOCH)
    accounts = {account.id: account for account in occurrence.accounts}
    made = []
    for number, dispute in enumerate(occurrence.disputes):
        for place, side in enumerate(dispute.sides):
            own = [accounts[one] for one in side.accounts if one in accounts]
            others = [
                account_id(accounts[one])
                for other in dispute.sides
                if other is not side
                for one in other.accounts
                if one in accounts and one not in side.accounts
            ]
            if not others:
                continue
            fields = {"authors": list(dict.fromkeys(name for account in own for name in first_voices(account)))}
            made.append(
                stix.Opinion(
                    id=f"opinion--{id_of((*occurrence_key(occurrence), number, place))}",
                    created=created,
                    modified=modified,
                    opinion=_OPINIONS[dispute.strength],
                    explanation=_explained(dispute, place),
                    object_refs=list(dict.fromkeys(others)),
                    labels=[dispute.kind.value],
                    **_told(fields),
                )
            )
    return made


def link(source: str, target: str, role: str, occurrence: Occurrence) -> STIX:
    """Return a relationship that says in its description what one is to the other."""
    created, modified = told_between(occurrence) or (EPOCH, EPOCH)
    return stix.Relationship(
        id=f"relationship--{id_of(('link', source, target, role))}",
        created=created,
        modified=modified,
        relationship_type="related-to",
        source_ref=source,
        target_ref=target,
        description=role,
    )


def _explained(dispute: DisputeAcross, place: int) -> str:
    others = joined((side.label for n, side in enumerate(dispute.sides) if n != place), " / ")
    settled = f" Settled: {one_line(dispute.settled_how or 'by a later report')}." if dispute.settled_by else ""
    return f"{one_line(dispute.about)}: {one_line(dispute.sides[place].label)}; others: {others}.{settled}"


def _voice(voice: Voice) -> dict[str, object]:
    actor = voice_actor(voice)
    return _told(
        {
            "voice_ref": actor_id(actor) if actor else None,
            "voice": voice_name(voice),
            "kind": voice.kind.value,
            "act": voice.act.value,
            "said": voice.said,
            "said_on": voice.said_on,
            "told_ref": actor_id(voice.to) if voice.to else None,
            "locality": voice.locality,
            "proximity": voice.proximity,
            "reason": voice.reason,
            "interested": voice.interested,
        }
    )


def _sources(independence: Independence) -> dict[str, object]:
    return _told(
        {
            "low": independence.low,
            "high": independence.high,
            "reasons": list(independence.reasons),
            "roots": [_told({"name": r.name, "kind": r.kind, "named": r.named}) for r in independence.roots],
            "reliances": [{"who": one.who, "on": one.on} for one in independence.reliances],
            "circles": [{"outlets": list(circle)} for circle in independence.circles],
        }
    )


def _told(fields: Mapping[str, object]) -> dict[str, Any]:
    """Return what is told of these fields: STIX has neither null nor empty lists, texts and objects."""
    return {name: value for name, value in fields.items() if value is not None and value not in ("", [], {})}


def _point(place: Place) -> bool:
    return place.lat is not None and place.lon is not None and abs(place.lat) <= 90 and abs(place.lon) <= 180
