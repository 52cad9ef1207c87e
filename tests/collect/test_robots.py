"""robots.txt by RFC 9309."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from dateline.collect.robots import MAX_BYTES, Robots
from dateline.intake.answer import Answer, Exchange
from dateline.intake.web import FetchError
from tests.apart import run_apart

NOW = datetime(2026, 5, 8, 7, 0, tzinfo=UTC)


def answer(status: int, text: bytes = b"") -> Answer:
    return Answer(Exchange("http://news.example/robots.txt", "", (), status, "", "HTTP/1.1", ()), (), text)


class Site:
    """A site whose robots.txt is as it is told; counts how often it was asked."""

    def __init__(self, said: Answer | FetchError) -> None:
        self.said = said
        self.asked = 0
        self.at = NOW
        self.robots = Robots(self.ask, lambda: self.at)

    async def ask(self, url: str) -> Answer:
        assert url == "https://news.example/robots.txt"
        self.asked += 1
        if isinstance(self.said, FetchError):
            raise self.said
        return self.said

    def allows(self, path: str = "/a") -> bool | None:
        """Tell whether a page may be fetched; None where that cannot be known."""
        url = f"https://news.example{path}"
        try:
            return run_apart(self.robots.rules(url)).allows(url)
        except FetchError:
            return None


OURS = (
    b"User-agent: *\nDisallow: /\n\nUser-agent: dateline\nDisallow: /private\nAllow: /private/press\nCrawl-delay: 7\n"
)


@pytest.mark.parametrize(
    ("said", "path", "allowed"),
    [
        (answer(200, OURS), "/a", True),  # our own group, not the one for all
        (answer(200, OURS), "/private/x", False),
        (answer(200, OURS), "/private/press/x", True),  # the longest rule
        (answer(200, b"User-agent: *\nDisallow: /*.pdf$\n"), "/a.pdf", False),
        (answer(200, b"User-agent: *\nDisallow: /*.pdf$\n"), "/a.pdf?x=1", True),
        (answer(200, b"User-agent: otherbot\nDisallow: /\n"), "/a", True),
        (answer(200, b"\xef\xbb\xbfUser-Agent: *\r\nDisallow: /a\r\n"), "/a", False),
        (answer(200, b"<html>we have none</html>"), "/a", True),
        (answer(200, b"\xff\xfe\x00 Disallow"), "/a", True),
        (answer(200, b"User-agent: *\n" + b"#" * MAX_BYTES + b"\nDisallow: /\n"), "/a", True),  # past what is read
        (answer(404), "/a", True),  # there is none
        (answer(401), "/a", True),
        (answer(403), "/a", True),
        (answer(500), "/a", None),  # it cannot be had: nothing is asked
        (answer(503), "/a", None),
        (answer(429), "/a", None),
        (FetchError("x", "no full answer within 30 s", ""), "/a", None),
    ],
)
def test_what_may_be_fetched(said: Answer | FetchError, path: str, allowed: bool | None) -> None:
    assert Site(said).allows(path) is allowed


def test_it_is_asked_once_a_day_and_after_a_failure_sooner() -> None:
    site = Site(answer(500))
    assert (site.allows(), site.allows(), site.asked) == (None, None, 1)
    site.at += timedelta(hours=2)
    site.said = answer(200, OURS)
    assert (site.allows(), site.allows("/private/x"), site.asked) == (True, False, 2)
    site.at += timedelta(hours=23)
    assert site.allows() and site.asked == 2
    site.at += timedelta(hours=2)
    assert site.allows() and site.asked == 3


@pytest.mark.parametrize(
    ("lines", "seconds"),
    [
        (b"Crawl-delay: 7", 7.0), (b"Crawl-delay: 2.5", 2.5), (b"Request-rate: 1/10s", 10.0), (b"Crawl-delay: 999999", 3600.0),
        (b"Crawl-delay: nan", 0.0), (b"Crawl-delay: -3", 0.0), (b"Crawl-delay: soon", 0.0), (b"Disallow:", 0.0),
    ],
)  # fmt: skip
def test_how_far_apart(lines: bytes, seconds: float) -> None:
    site = Site(answer(200, b"User-agent: *\n" + lines + b"\n"))
    assert run_apart(site.robots.rules("https://news.example/a")).delay_s == seconds


def test_the_rules_of_many_sites_take_bounded_memory() -> None:
    async def ask(_: str) -> Answer:
        return answer(200, b"User-agent: *\nDisallow: /x\n" + b"#" * 100_000)

    async def run() -> Robots:
        robots = Robots(ask, lambda: NOW)
        for number in range(400):
            await robots.rules(f"https://site{number}.example/a")
        return robots

    assert len(run_apart(run())._kept) <= 200
