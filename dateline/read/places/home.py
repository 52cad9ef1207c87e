"""The country a report's outlet is at home in, by its name ("Sudan Tribune") or its address ("dailytrust.com.ng")."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import urlsplit

from dateline.lexicon.countries import country_at, iso3_of
from dateline.record.report import Report

# Endings of countries that sites anywhere use.
_ANYWHERE = frozenset({"ai", "cc", "co", "fm", "gg", "io", "is", "la", "ly", "me", "sh", "so", "to", "tv", "ws"})


def home_country(report: Report) -> str | None:
    """Return the outlet's country (alpha-3), None where neither its name nor its address tells one."""
    outlet = report.outlet or ""
    return _by_name(outlet) or _by_address(outlet) or _by_address(report.url or "")


@lru_cache(maxsize=1_000)
def _by_name(outlet: str) -> str | None:
    words = outlet.split()
    found = [c for i in range(len(words)) if (c := country_at(words, i)) is not None]
    homes = {c.iso3 for c in found if c.role != "people"}
    return homes.pop() if len(homes) == 1 else None


@lru_cache(maxsize=1_000)
def _by_address(address: str) -> str | None:
    host = urlsplit(address if "//" in address else f"//{address}").hostname if _is_address(address) else None
    ending = (host or "").rpartition(".")[2]
    if len(ending) != 2 or ending in _ANYWHERE:
        return None
    return iso3_of().get("GB" if ending == "uk" else ending.upper())


def _is_address(text: str) -> bool:
    return "." in text.strip(".") and not any(c.isspace() or c in "[]" for c in text)
