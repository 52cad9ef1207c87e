"""Keys by which one thing is the same thing wherever it is named, and ids that the same content always gives."""

from __future__ import annotations

import json
import uuid
from datetime import UTC, date, datetime, time

from dateline.record.account import Account, Voice
from dateline.record.choices import ActorKind, SourceKind
from dateline.record.entities import Actor, Place
from dateline.record.occurrence import Occurrence

from .cells import day_of, moment_of, one_line

_SPACE = uuid.UUID("6f2c4f1e-9a43-5d0c-8b7e-3d1f0a5c2e94")  # of this program alone, drawn once
Key = tuple[object, ...]
_KINDS = {
    SourceKind.PERSON: ActorKind.PERSON,
    SourceKind.INSTITUTION: ActorKind.ORGANIZATION,
    SourceKind.GROUP: ActorKind.PEOPLE,
    SourceKind.MEDIA: ActorKind.MEDIA,
}


def id_of(key: Key) -> str:
    """Return a UUID that is always the same for a key (version 5)."""
    return str(uuid.uuid5(_SPACE, json.dumps(key, ensure_ascii=True)))


def actor_key(actor: Actor) -> Key:
    """Return what tells an actor from others: name, kind and country, whatever record it comes from."""
    return ("actor", one_line(actor.name), actor.kind.value, actor.country)


def place_key(place: Place) -> Key:
    """Return what tells a place from others."""
    return ("place", place.name, place.country, place.admin1, place.lat, place.lon, place.precision, place.radius_km)


def report_key(account: Account) -> Key:
    """Return what tells the report of an account from others: its number, outlet, address and day."""
    return ("report", account.report, account.outlet, account.url, account.published)


def occurrence_key(occurrence: Occurrence) -> Key:
    """Return what tells an occurrence from others, in this record and beside another one's."""
    first = occurrence.accounts[0] if occurrence.accounts else None
    told = (first.outlet, first.url, first.published, first.sentence, first.trigger) if first else ()
    return ("occurrence", occurrence.id, *told)


def account_key(account: Account) -> Key:
    """Return what tells an account from others."""
    return ("account", account.id, *report_key(account)[1:], account.sentence, account.trigger)


def outlet_actor(name: str) -> Actor:
    """Return an outlet or agency as an actor."""
    return Actor("", one_line(name), ActorKind.MEDIA, None, None, ())


def voice_actor(voice: Voice) -> Actor | None:
    """Return the actor that a voice is, None for one without a name; a document is nobody."""
    if voice.kind in (SourceKind.ANONYMOUS, SourceKind.DOCUMENT):
        return None
    if voice.actor is not None:
        return voice.actor
    if not voice.name:
        return None
    return Actor("", one_line(voice.name), _KINDS.get(voice.kind, ActorKind.UNKNOWN), None, None, ())


def told_between(occurrence: Occurrence) -> tuple[datetime, datetime] | None:
    """Return when an occurrence was first and last told: when its reports came in, else their days of publication."""
    times = [moment for account in occurrence.accounts if (moment := told_at(account)) is not None]
    days = [day_of(occurrence.summary.first_told), day_of(occurrence.summary.last_told)]
    times = times or [_midnight(day) for day in days if day is not None]
    return (min(times), max(times)) if times else None


def told_at(account: Account) -> datetime | None:
    """Return when an account's report came in, else when it was published."""
    return moment_of(account.added) or moment_of(account.published)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
