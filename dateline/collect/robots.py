"""What a site's robots.txt allows us (RFC 9309), asked once a day and kept for the sites asked last."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from protego import Protego

from dateline.intake.answer import Answer
from dateline.intake.web import FetchError

from .settings import Clock

AGENT = "dateline"
MAX_BYTES = 512_000  # RFC 9309, 2.5: at least 500 KiB are read
_KEPT = timedelta(hours=24)  # RFC 9309, 2.4: no longer
_AGAIN = timedelta(hours=1)  # by hand, where it could not be had
_LONGEST_DELAY_S = 3600.0  # more is a no that is meant for others: a page an hour is all that we take
_MOST_BYTES = 20_000_000  # of all that are kept


@dataclass(frozen=True, slots=True)
class Rules:
    """What a site allows; ``problem`` says why nothing is, for now."""

    parsed: Protego | None
    until: datetime
    size: int
    problem: str | None = None

    def allows(self, url: str) -> bool:
        """Tell whether an address may be fetched."""
        return self.parsed is None or bool(self.parsed.can_fetch(url, AGENT))

    @property
    def delay_s(self) -> float:
        """The seconds that the site wants between two requests, 0 where it does not say."""
        if self.parsed is None:
            return 0.0
        rate = self.parsed.request_rate(AGENT)
        by_rate = rate.seconds / rate.requests if rate is not None and rate.requests else 0.0
        asked = [seconds for seconds in (self.parsed.crawl_delay(AGENT) or 0.0, by_rate) if seconds > 0]  # never NaN
        return min(max(asked, default=0.0), _LONGEST_DELAY_S)


class Robots:
    """The rules of sites; ``ask`` fetches a robots.txt, its redirects followed."""

    def __init__(self, ask: Callable[[str], Awaitable[Answer]], clock: Clock) -> None:
        self._ask = ask
        self._clock = clock
        self._kept: OrderedDict[str, Rules] = OrderedDict()
        self._size = 0

    async def rules(self, url: str) -> Rules:
        """Return the rules of an address's site; raises FetchError where they cannot be had, so that nobody asks."""
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}"
        rules = self._kept.get(site)
        if rules is None or rules.until <= self._clock():
            rules = await self._fetched(site)
            self._keep(site, rules)
        else:
            self._kept.move_to_end(site)
        if rules.problem is not None:
            raise FetchError(site, rules.problem, "it is tried again later")
        return rules

    async def _fetched(self, site: str) -> Rules:
        until = self._clock() + _KEPT
        try:
            answer = await self._ask(f"{site}/robots.txt")
        except FetchError as error:
            if error.is_lasting:  # an address that may not be reached, or a file beyond all limits
                raise
            return Rules(None, self._clock() + _AGAIN, 1, f"its robots.txt cannot be had: {error.reason}")
        status = answer.last.status
        if 200 <= status < 300:
            data = answer.data[:MAX_BYTES]
            return Rules(Protego.parse(data.decode("utf-8-sig", "replace")), until, len(data) + 1)
        if 400 <= status < 500 and status != 429:  # there is none: everything is allowed
            return Rules(None, until, 1)
        return Rules(None, self._clock() + _AGAIN, 1, f"its robots.txt cannot be had: the site answered {status}")

    def _keep(self, site: str, rules: Rules) -> None:
        before = self._kept.pop(site, None)
        self._size += rules.size - (before.size if before is not None else 0)
        self._kept[site] = rules
        while self._size > _MOST_BYTES or len(self._kept) > _MOST_BYTES // 10_000:
            _, oldest = self._kept.popitem(last=False)
            self._size -= oldest.size
