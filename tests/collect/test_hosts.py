"""Lines of jobs by host: one at a time, apart, and no host holds up another."""

from __future__ import annotations

import asyncio
import time

import pytest

from dateline.collect.hosts import Hosts, host_of
from tests.apart import run_apart


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("https://News.Example:8443/a", "news.example"),
        ("http://127.0.0.1/x", "127.0.0.1"),
        ("file:///in/a.txt", "file:"),
        ("imaps://desk@mail.example/INBOX?password-in=P", "imaps:mail.example"),
        ("http://[bad", "http://[bad"),
    ],
)
def test_whose_line(address: str, host: str) -> None:
    assert host_of(address) == host


def test_one_of_a_host_at_a_time_and_others_meanwhile() -> None:
    async def run() -> list[tuple[str, int]]:
        hosts: Hosts[int] = Hosts(0.0, 20, 30.0)
        for job in range(3):
            hosts.put("a", job)
        hosts.put("b", 10)
        first = [await hosts.next(), await hosts.next()]
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.05):
                await hosts.next()  # both hosts are busy
        hosts.done("a")
        return [*first, await hosts.next()]

    assert run_apart(run()) == [("a", 0), ("b", 10), ("a", 1)]


def test_requests_are_apart_by_what_the_site_asks_for() -> None:
    async def run() -> list[float]:
        hosts: Hosts[int] = Hosts(0.05, 20, 30.0)
        began = time.monotonic()
        at = []
        for gap in (0.0, 0.2, 0.0):
            await hosts.turn("a", gap)
            at.append(time.monotonic() - began)
        await hosts.turn("b")
        return [*at, time.monotonic() - began - at[-1]]

    first, second, third, other = run_apart(run())
    assert first < 0.04 and 0.04 < second < 0.15 and 0.19 < third - second < 0.35 and other < 0.04


def test_a_long_line_is_sent_back_with_times_that_grow() -> None:
    async def run() -> list[float | None]:
        hosts: Hosts[int] = Hosts(1.0, 3, 30.0)
        return [hosts.put("a", job) for job in range(6)]

    taken, later = run_apart(run())[:3], run_apart(run())[3:]
    assert taken == [None] * 3
    assert [round(seconds or 0) for seconds in later] == [4, 5, 6]


def test_a_host_that_rests_holds_no_job_and_is_not_waited_for() -> None:
    async def run() -> tuple[list[int], float | None, list[tuple[str, int]]]:
        hosts: Hosts[int] = Hosts(0.0, 20, 30.0)
        for job in range(3):
            hosts.put("a", job)
        await hosts.next()
        hosts.rest("a", 600.0)
        hosts.done("a")
        out = hosts.trim("a")
        assert all(590 < seconds <= 600 for _, seconds in out)
        wait = hosts.put("a", 9)
        with pytest.raises(TimeoutError):
            await hosts.turn("a")  # at once: a redirect to it does not hold a slot
        hosts.put("b", 5)
        return sorted(job for job, _ in out), wait, [await hosts.next()]

    jobs, wait, others = run_apart(run())
    assert jobs == [1, 2] and wait is not None and wait > 590 and others == [("b", 5)]


def test_a_slow_answer_is_no_leave_to_ask_sooner() -> None:
    async def run() -> float:
        hosts: Hosts[str] = Hosts(0.1, 10, 30.0)
        await hosts.turn("a")
        await asyncio.sleep(0.15)  # the answer takes longer than the gap
        hosts.answered("a")
        began = time.monotonic()
        await hosts.turn("a")
        return time.monotonic() - began

    assert run_apart(run()) > 0.09
