"""Occurrences as one STIX 2.1 bundle: incidents, identities, locations, accounts, reports, disputes as opinions."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from dateline.record.account import Account
from dateline.record.entities import Actor, Place
from dateline.record.occurrence import Occurrence

from .base import Exporter
from .identity import id_of, outlet_actor, voice_actor


class Stix(Exporter):
    """One bundle, the same for the same occurrences, byte for byte.

    Identities and places stand once: their ids are remembered, and for each report the ids of what it tells.
    """

    suffix = ".stix.json"

    def _begin(self) -> None:
        from . import stix_objects  # the library takes half a second to load

        self._objects = stix_objects
        self._seen: set[str] = set()
        self._reports: dict[str, tuple[Account, list[str]]] = {}
        self._hash = hashlib.sha256()
        self._mark = "\n"
        self._text('{"type":"bundle","objects":[')

    def _put(self, occurrence: Occurrence) -> None:
        if not self._seen:
            for thing in self._objects.preamble():
                self._once(thing["id"], thing.serialize())
        objects, incident = self._objects, self._objects.incident_id(occurrence)
        if incident in self._seen:
            return
        for actor in _actors(occurrence):
            if objects.actor_id(actor) not in self._seen:
                self._once(objects.actor_id(actor), objects.identity(actor).serialize())
        for place in _places(occurrence):
            where = objects.location_id(place)
            if where is not None and where not in self._seen:
                self._once(where, objects.location(place).serialize())
        self._once(incident, objects.incident(occurrence).serialize())
        for account in occurrence.accounts:
            self._account(account, occurrence)
        for opinion in objects.opinions(occurrence):
            self._once(opinion["id"], opinion.serialize())
        self._links(occurrence, incident)

    def _account(self, account: Account, occurrence: Occurrence) -> None:
        objects = self._objects
        report = objects.report_id(account)
        refs = {
            "report_ref": report,
            "outlet_ref": objects.actor_id(outlet_actor(account.outlet)) if account.outlet else None,
            "agency_ref": objects.actor_id(outlet_actor(account.agency)) if account.agency else None,
        }
        made = objects.account_object(account, occurrence, refs)
        self._once(made["id"], made.serialize())
        if report is not None:
            told = self._reports.setdefault(report, (account, []))[1]
            told += [objects.incident_id(occurrence), objects.account_id(account)]

    def _links(self, occurrence: Occurrence, incident: str) -> None:
        objects, summary = self._objects, occurrence.summary
        ends = [(objects.actor_id(a), incident, "actor") for a in summary.actors]
        ends += [(incident, objects.actor_id(a), "recipient") for a in summary.recipients]
        ends += [(incident, objects.actor_id(a), "via") for a in summary.via]
        where = objects.location_id(summary.place)
        if where is not None:
            ends.append((incident, where, "place"))
        for source, target, role in ends:
            made = objects.link(source, target, role, occurrence)
            self._once(made["id"], made.serialize())

    def _end(self) -> None:
        for report, (account, refs) in self._reports.items():
            self._once(report, self._objects.report(account, refs).serialize())
        # Without an object there is no bundle property "objects": STIX has no empty lists; so a bundle has its author.
        if not self._seen:
            for thing in self._objects.preamble():
                self._once(thing["id"], thing.serialize())
        self._text(f'\n],"id":"bundle--{id_of(("bundle", self._hash.hexdigest()))}"}}\n')

    def _once(self, id_: str, line: str) -> None:
        """Write an object that has not been written yet."""
        if id_ in self._seen:
            return
        self._seen.add(id_)
        self._hash.update(line.encode("utf-8", "replace"))
        self._text(self._mark + line)
        self._mark = ",\n"


def _actors(occurrence: Occurrence) -> Iterable[Actor]:
    """Yield everybody that an occurrence names."""
    summary = occurrence.summary
    yield from (*summary.actors, *summary.recipients, *summary.via)
    for account in occurrence.accounts:
        yield from (*account.actors, *account.recipients, *account.via)
        yield from (outlet_actor(name) for name in (account.outlet, account.agency) if name)
        for voice in (voice for chain in account.chains for voice in chain):
            yield from (actor for actor in (voice_actor(voice), voice.to) if actor is not None)


def _places(occurrence: Occurrence) -> Iterable[Place]:
    """Yield every place that an occurrence names."""
    places = (occurrence.summary.place, *(account.place for account in occurrence.accounts))
    yield from (place for place in places if place is not None)
