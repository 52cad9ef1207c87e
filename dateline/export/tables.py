"""Occurrences as rows of our own three tables: occurrences, accounts (one row a voice), disputes (one row a side).

Every column is described in ``COLUMNS``; the documentation lists them from here. Values are typed: what a column holds
is its ``kind``, and csv, parquet and the data frames are made of the same rows.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from enum import Enum
from typing import NamedTuple

from dateline.record.account import Account, Chain
from dateline.record.choices import Effect
from dateline.record.entities import Actor, Place
from dateline.record.occurrence import Independence, Occurrence

from .base import Table
from .cells import day_of, first_voices, moment_of, one_line, through, voice_name
from .identity import voice_actor
from .tolls import Toll, figure_words, toll_in, toll_of


class Kind(Enum):
    """What a column holds."""

    TEXT = "text"
    WHOLE = "whole number"
    NUMBER = "number"
    DAY = "day"
    MOMENT = "time"
    FLAG = "yes or no"
    LIST = "list of texts"


class Column(NamedTuple):
    """What a column holds and what it means."""

    kind: Kind
    meaning: str


Value = str | int | float | bool | date | datetime | list[str] | None

_WHAT = {
    "type": Column(Kind.TEXT, "PLOVER type"),
    "subtype": Column(Kind.TEXT, "kind of violence"),
    "mode": Column(Kind.TEXT, "PLOVER mode"),
    "cameo": Column(Kind.TEXT, "CAMEO code"),
    "contexts": Column(Kind.LIST, "PLOVER contexts"),
    "status": Column(Kind.TEXT, "happened, ongoing, planned, possible, conditional, undecided, demanded or denied"),
    "outcome": Column(Kind.TEXT, "achieved, failed or foiled, where told"),
    "alleged": Column(Kind.FLAG, "whether it stands on an accusation or a claim"),
    "actors": Column(Kind.LIST, "who did it"),
    "recipients": Column(Kind.LIST, "to whom it was done"),
    "via": Column(Kind.LIST, "through whom it went"),
    "start": Column(Kind.DAY, "first day"),
    "end": Column(Kind.DAY, "last day"),
    "date_precision": Column(Kind.TEXT, "time, day, week, month, season, year, decade or vague"),
    "place": Column(Kind.TEXT, "name of the place"),
    "country": Column(Kind.TEXT, "its country, ISO 3166-1 alpha-3"),
    "admin1": Column(Kind.TEXT, "name of the province it lies in"),
    "lat": Column(Kind.NUMBER, "degrees north, WGS 84"),
    "lon": Column(Kind.NUMBER, "degrees east, WGS 84"),
    "place_precision": Column(Kind.TEXT, "site, city, district, province, country or region"),
    "radius_km": Column(Kind.NUMBER, "how far around the point it may have been"),
    "geonames_id": Column(Kind.WHOLE, "the place's number in GeoNames"),
    "killed_low": Column(Kind.WHOLE, "the least number of killed that anybody says"),
    "killed_high": Column(Kind.WHOLE, "the most that anybody says"),
    "injured_low": Column(Kind.WHOLE, "the least number of injured"),
    "injured_high": Column(Kind.WHOLE, "the most"),
}
OCCURRENCE_COLUMNS = {
    "occurrence": Column(Kind.TEXT, "number of the occurrence in the record"),
    "standing": Column(Kind.TEXT, "claimed, corroborated, confirmed, contested, denied or retracted"),
    "standing_reason": Column(Kind.TEXT, "why it stands so, in words"),
    **_WHAT,
    "numbers": Column(Kind.LIST, "every range that accounts give: how many of what, and what befell them"),
    "accounts": Column(Kind.WHOLE, "how many accounts tell it"),
    "reports": Column(Kind.WHOLE, "in how many reports"),
    "outlets": Column(Kind.LIST, "published by whom"),
    "voices": Column(Kind.LIST, "on whose word"),
    "sources_low": Column(Kind.WHOLE, "sources that do not depend on each other, at least"),
    "sources_high": Column(Kind.WHOLE, "at most"),
    "sources_reasons": Column(Kind.LIST, "why so many and no more, in words"),
    "disputes": Column(Kind.WHOLE, "how many matters its accounts differ on"),
    "open_disputes": Column(Kind.WHOLE, "how many of them nothing has settled"),
    "disputed": Column(Kind.LIST, "kinds of its disputes: denial, count, actor, place, time, status or scope"),
    "corrected": Column(Kind.LIST, "fields that stand as a person put them right, whatever the accounts say"),
    "first_told": Column(Kind.DAY, "day of the first report"),
    "last_told": Column(Kind.DAY, "day of the last report"),
}
ACCOUNT_COLUMNS = {
    "occurrence": Column(Kind.TEXT, "number of the occurrence that it tells of"),
    "account": Column(Kind.TEXT, "the account in the record, as r3e5"),
    "line": Column(Kind.WHOLE, "which of the voices it stands on, from 1; 0 where the report speaks for itself"),
    "report": Column(Kind.TEXT, "number of the report"),
    "outlet": Column(Kind.TEXT, "who published it"),
    "agency": Column(Kind.TEXT, "the wire it came from"),
    "published": Column(Kind.DAY, "day of publication"),
    "added": Column(Kind.MOMENT, "when the report came into the record"),
    "title": Column(Kind.TEXT, "headline of the report"),
    "url": Column(Kind.TEXT, "its address"),
    "voice": Column(Kind.TEXT, "on whose word: a name, or the report's words for who has none"),
    "voice_kind": Column(Kind.TEXT, "person, institution, group, media, document, anonymous or unknown"),
    "voice_country": Column(Kind.TEXT, "its country, ISO 3166-1 alpha-3"),
    "interested": Column(Kind.FLAG, "whether it is a party to what it tells; empty where not known"),
    "locality": Column(Kind.TEXT, "the report's words for where a voice without a name is"),
    "proximity": Column(Kind.TEXT, "the report's words for how it knows"),
    "reason": Column(Kind.TEXT, "the report's words for why it has no name"),
    "act": Column(Kind.TEXT, "what the voice does: say, claim, deny, accuse, warn ..."),
    "said": Column(Kind.TEXT, "what it says, in the report's words"),
    "said_on": Column(Kind.DAY, "day of the saying"),
    "told": Column(Kind.TEXT, "to whom it was said"),
    "through": Column(Kind.LIST, "through whom its word came, nearest first: further voices, the agency, the outlet"),
    **_WHAT,
    "when": Column(Kind.TEXT, "the report's words for the time"),
    "numbers": Column(Kind.LIST, "every number of the account"),
    "trigger": Column(Kind.TEXT, "the report's words for what happened"),
    "sentence": Column(Kind.TEXT, "the words around it"),
    "confidence": Column(Kind.NUMBER, "how sure the reading is of the event, 0 to 1"),
}
DISPUTE_COLUMNS = {
    "occurrence": Column(Kind.TEXT, "number of the occurrence"),
    "dispute": Column(Kind.WHOLE, "which of its disputes, from 1"),
    "kind": Column(Kind.TEXT, "denial, count, actor, place, time, status or scope"),
    "about": Column(Kind.TEXT, "what the accounts differ on, in words"),
    "strength": Column(Kind.TEXT, "contradiction, or tension where both can be true"),
    "side": Column(Kind.WHOLE, "which of its sides, from 1"),
    "holds": Column(Kind.TEXT, "what this side holds"),
    "accounts": Column(Kind.LIST, "the accounts behind it, as r3e5"),
    "voices": Column(Kind.LIST, "on whose word"),
    "outlets": Column(Kind.LIST, "published by whom"),
    "sources_low": Column(Kind.WHOLE, "sources behind this side that do not depend on each other, at least"),
    "sources_high": Column(Kind.WHOLE, "at most"),
    "settled_by": Column(Kind.TEXT, "the account that settles it, as r3e5"),
    "settled_how": Column(Kind.TEXT, "how, in words"),
}
COLUMNS = {
    Table.OCCURRENCES: OCCURRENCE_COLUMNS,
    Table.ACCOUNTS: ACCOUNT_COLUMNS,
    Table.DISPUTES: DISPUTE_COLUMNS,
}


def table_rows(occurrence: Occurrence, table: Table) -> Iterator[dict[str, Value]]:
    """Yield the rows of an occurrence for this table, with a value for each of its columns."""
    if table is Table.OCCURRENCES:
        yield _occurrence_row(occurrence)
    elif table is Table.ACCOUNTS:
        for account in occurrence.accounts:
            yield from _account_rows(occurrence, account)
    else:
        yield from _dispute_rows(occurrence)


def _names(actors: tuple[Actor, ...]) -> list[str]:
    return list(dict.fromkeys(one_line(actor.name) for actor in actors))


def _lines(texts: list[str] | tuple[str, ...]) -> list[str]:
    return [line for line in dict.fromkeys(one_line(text) for text in texts) if line]


def _line(text: str | None) -> str | None:
    return one_line(text) if text is not None else None


def _place(place: Place | None) -> dict[str, Value]:
    return {
        "place": _line(place.name) if place else None,
        "country": place.country if place else None,
        "admin1": _line(place.admin1) if place else None,
        "lat": place.lat if place else None,
        "lon": place.lon if place else None,
        "place_precision": place.precision.value if place else None,
        "radius_km": place.radius_km if place else None,
        "geonames_id": place.geonames_id if place else None,
    }


def _tolls(killed: Toll, injured: Toll) -> dict[str, Value]:
    return {
        "killed_low": killed.low,
        "killed_high": killed.high,
        "injured_low": injured.low,
        "injured_high": injured.high,
    }


def _sources(independence: Independence | None) -> dict[str, Value]:
    return {
        "sources_low": independence.low if independence else None,
        "sources_high": independence.high if independence else None,
    }


def _occurrence_row(occurrence: Occurrence) -> dict[str, Value]:
    summary, accounts = occurrence.summary, occurrence.accounts
    return {
        "occurrence": occurrence.id,
        "standing": occurrence.standing.value,
        "standing_reason": _line(occurrence.standing_reason),
        "type": summary.type.value,
        "subtype": summary.subtype,
        "mode": summary.mode,
        "cameo": summary.cameo,
        "contexts": list(summary.contexts),
        "status": summary.status.value,
        "outcome": summary.outcome.value if summary.outcome else None,
        "alleged": summary.alleged,
        "actors": _names(summary.actors),
        "recipients": _names(summary.recipients),
        "via": _names(summary.via),
        "start": day_of(summary.start),
        "end": day_of(summary.end),
        "date_precision": summary.precision.value if summary.precision else None,
        **_place(summary.place),
        **_tolls(toll_of(occurrence), toll_of(occurrence, Effect.INJURED)),
        "numbers": _lines([figure_words(r.low, r.high, r.what, r.effect) for r in summary.ranges]),
        "accounts": len(accounts),
        "reports": len({account.report for account in accounts}),
        "outlets": _lines([account.outlet for account in accounts if account.outlet]),
        "voices": _lines([name for account in accounts for name in first_voices(account)]),
        **_sources(occurrence.independence),
        "sources_reasons": _lines(occurrence.independence.reasons),
        "disputes": len(occurrence.disputes),
        "open_disputes": sum(dispute.settled_by is None for dispute in occurrence.disputes),
        "disputed": list(dict.fromkeys(dispute.kind.value for dispute in occurrence.disputes)),
        "corrected": list(occurrence.corrected),
        "first_told": day_of(summary.first_told),
        "last_told": day_of(summary.last_told),
    }


def _account_rows(occurrence: Occurrence, account: Account) -> Iterator[dict[str, Value]]:
    chains = [chain for chain in account.chains if chain]
    for number, chain in enumerate(chains or [()], 1 if chains else 0):
        yield {
            "occurrence": occurrence.id,
            "account": account.id,
            "line": number,
            "report": account.report,
            "outlet": _line(account.outlet),
            "agency": _line(account.agency),
            "published": day_of(account.published),
            "added": moment_of(account.added),
            "title": _line(account.title),
            "url": _line(account.url),
            **_voice(account, chain),
            "type": account.type.value,
            "subtype": account.subtype,
            "mode": account.mode,
            "cameo": account.cameo,
            "contexts": list(account.contexts),
            "status": account.status.value,
            "outcome": account.outcome.value if account.outcome else None,
            "alleged": account.alleged,
            "actors": _names(account.actors),
            "recipients": _names(account.recipients),
            "via": _names(account.via),
            "start": day_of(account.start),
            "end": day_of(account.end),
            "date_precision": account.precision.value if account.precision else None,
            **_place(account.place),
            **_tolls(toll_in(occurrence, account), toll_in(occurrence, account, Effect.INJURED)),
            "when": _line(account.when),
            "numbers": _lines([figure_words(f.low, f.high, f.what, f.effect) for f in account.figures]),
            "trigger": _line(account.trigger),
            "sentence": _line(account.sentence),
            "confidence": account.confidence,
        }


def _voice(account: Account, chain: Chain) -> dict[str, Value]:
    voice = chain[0] if chain else None
    actor = voice_actor(voice) if voice else None
    return {
        "voice": _line(voice_name(voice)) if voice else None,
        "voice_kind": voice.kind.value if voice else None,
        "voice_country": actor.country if actor else None,
        "interested": voice.interested if voice else None,
        "locality": _line(voice.locality) if voice else None,
        "proximity": _line(voice.proximity) if voice else None,
        "reason": _line(voice.reason) if voice else None,
        "act": voice.act.value if voice else None,
        "said": _line(voice.said) if voice else None,
        "said_on": day_of(voice.said_on) if voice else None,
        "told": _line(voice.to.name) if voice and voice.to else None,
        "through": _lines(through(account, chain)),
    }


def _dispute_rows(occurrence: Occurrence) -> Iterator[dict[str, Value]]:
    accounts = {account.id: account for account in occurrence.accounts}
    for number, dispute in enumerate(occurrence.disputes, 1):
        for place, side in enumerate(dispute.sides, 1):
            behind = [accounts[one] for one in side.accounts if one in accounts]
            yield {
                "occurrence": occurrence.id,
                "dispute": number,
                "kind": dispute.kind.value,
                "about": _line(dispute.about),
                "strength": dispute.strength.value,
                "side": place,
                "holds": _line(side.label),
                "accounts": list(side.accounts),
                "voices": _lines([name for account in behind for name in first_voices(account)]),
                "outlets": _lines([account.outlet for account in behind if account.outlet]),
                **_sources(side.independence),
                "settled_by": dispute.settled_by,
                "settled_how": _line(dispute.settled_how),
            }
