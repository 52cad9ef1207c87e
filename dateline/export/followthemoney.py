"""Occurrences as entities of FollowTheMoney, one line of JSON each, for Aleph, yente and OpenSanctions' tools.

Schemata and properties are those of followthemoney 4.11 (followthemoney.tech/explorer/schemata); the library itself is
not needed to write them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from dateline.record.account import Account, Voice
from dateline.record.choices import ActorKind
from dateline.record.entities import Actor, Place
from dateline.record.occurrence import Occurrence

from .base import Exporter
from .cells import address_of, one_line, voice_name
from .codes import country_codes, country_name
from .identity import (
    Key,
    account_key,
    actor_key,
    id_of,
    occurrence_key,
    outlet_actor,
    place_key,
    report_key,
    voice_actor,
)
from .notes import name_of, note_of

SCHEMATA = {
    ActorKind.PERSON: "Person",
    ActorKind.GOVERNMENT: "PublicBody",
    ActorKind.ARMED_FORCE: "PublicBody",
    ActorKind.ARMED_GROUP: "Organization",
    ActorKind.PARTY: "Organization",
    ActorKind.ORGANIZATION: "Organization",
    ActorKind.MEDIA: "Organization",
    ActorKind.INTERGOVERNMENTAL: "Organization",
    ActorKind.PEOPLE: "LegalEntity",
    ActorKind.UNKNOWN: "LegalEntity",
}
Properties = Mapping[str, Iterable[str | None]]


class FollowTheMoney(Exporter):
    """An Event, its Articles, who took part, a Note for what each voice says; each thing stands once."""

    suffix = ".ftm.json"

    def _begin(self) -> None:
        self._seen: set[str] = set()

    def _put(self, occurrence: Occurrence) -> None:
        summary = occurrence.summary
        involved = [self._actor(actor) for actor in (*summary.actors, *summary.recipients, *summary.via)]
        articles = [self._article(account) for account in occurrence.accounts]
        place = summary.place
        event = self._entity(
            "Event",
            occurrence_key(occurrence),
            {
                "name": [name_of(occurrence)],
                "summary": [note_of(occurrence)],
                "startDate": [summary.start],
                "endDate": [summary.end],
                "location": [_full(place)] if place else [],
                "addressEntity": [self._address(place)] if place else [],
                "country": [_country(place.country)] if place else [],
                "keywords": [
                    summary.type.value,
                    summary.subtype,
                    summary.status.value,
                    occurrence.standing.value,
                    *summary.contexts,
                ],
                "involved": involved,
                "proof": articles,
                "recordId": [occurrence.id],
                "sourceUrl": [address_of(account.url) for account in occurrence.accounts],
                "publisher": [account.outlet for account in occurrence.accounts],
                "notes": [f"{d.about}: {' / '.join(side.label for side in d.sides)}" for d in occurrence.disputes],
            },
        )
        for role, actors in (("actor", summary.actors), ("recipient", summary.recipients), ("via", summary.via)):
            for actor in actors:
                self._entity(
                    "UnknownLink",
                    ("link", event, role, *actor_key(actor)),
                    {
                        "subject": [self._actor(actor)],
                        "object": [event],
                        "role": [role],
                        "startDate": [summary.start],
                        "endDate": [summary.end],
                        "status": [summary.status.value],
                    },
                )
        for account, article in zip(occurrence.accounts, articles, strict=True):
            self._account(account, article, event)

    def _account(self, account: Account, article: str, event: str) -> None:
        self._entity(
            "Documentation",
            ("documentation", *account_key(account)),
            {
                "document": [article],
                "entity": [event],
                "role": ["account"],
                "status": [account.status.value],
                "date": [account.published],
                "summary": [account.sentence],
            },
        )
        for number, chain in enumerate(account.chains):
            for place, voice in enumerate(chain):
                self._statement(account, voice, (number, place), article, event)

    def _statement(self, account: Account, voice: Voice, place: tuple[int, int], article: str, event: str) -> None:
        key = (*account_key(account), *place)
        name, actor = voice_name(voice), voice_actor(voice)
        self._entity(
            "Note",
            ("note", *key),
            {
                "name": [f"{one_line(name)}: {voice.act.value} ({account.status.value})"],
                "description": [voice.said],
                "entity": [event],
                "proof": [article],
                "publisher": [account.outlet],
                "keywords": [voice.kind.value, voice.act.value, account.status.value],
            },
        )
        if actor is not None:
            self._entity(
                "Mention",
                ("mention", *key),
                {
                    "document": [article],
                    "name": [name],
                    "resolved": [self._actor(actor)],
                    "detectedSchema": [SCHEMATA[actor.kind]],
                },
            )

    def _actor(self, actor: Actor) -> str:
        properties: Properties = {
            "name": [one_line(actor.name) or "(no name)"],
            "country": [_country(actor.country)],
            "sector": [actor.sector],
            "keywords": [actor.kind.value],
        }
        return self._entity(SCHEMATA[actor.kind], actor_key(actor), properties)

    def _article(self, account: Account) -> str:
        for name in (account.outlet, account.agency):
            if name:
                self._actor(outlet_actor(name))
        return self._entity(
            "Article",
            report_key(account),
            {
                "title": [account.title],
                "publisher": [account.outlet],
                "author": [account.agency],
                "publishedAt": [account.published],
                "sourceUrl": [address_of(account.url)],
                "retrievedAt": [account.added],
            },
        )

    def _address(self, place: Place) -> str:
        return self._entity(
            "Address",
            place_key(place),
            {
                "full": [_full(place)],
                "city": [place.name] if place.precision == "city" else [],
                "state": [place.admin1],
                "country": [_country(place.country)],
                "latitude": [str(place.lat)] if place.lat is not None else [],
                "longitude": [str(place.lon)] if place.lon is not None else [],
                "remarks": [f"{place.precision.value}, within {place.radius_km:g} km"]
                if place.radius_km
                else [place.precision.value],
            },
        )

    def _entity(self, schema: str, key: Key, properties: Properties) -> str:
        """Write an entity that has not been written yet, and return its id."""
        id_ = f"dateline-{id_of(key)}"
        if id_ not in self._seen:
            self._seen.add(id_)
            told = {name: list(dict.fromkeys(one_line(v) for v in values if v)) for name, values in properties.items()}
            kept = {name: values for name, values in told.items() if any(values)}
            line = {"id": id_, "schema": schema, "properties": kept}
            self._text(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n")
        return id_


def _full(place: Place) -> str:
    """Return a place with what it lies in: "Malvora, North Darfur, Sudan"."""
    return ", ".join(dict.fromkeys(part for part in (place.name, place.admin1, country_name(place.country)) if part))


def _country(country: str | None) -> str | None:
    return country_codes(country).iso2.lower() or None
