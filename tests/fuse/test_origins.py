"""Where the wording of copies comes from, by what they credit and when they were published."""

from __future__ import annotations

import pytest

from dateline.fuse.origins import Copy, find_origin

CASES = [
    # copies, agency, report, why
    ([Copy("a", agency="AFP"), Copy("b", agency="AFP")], "AFP", None, "2 of 2 credit AFP"),
    ([Copy("a", agency="AFP"), Copy("b")], "AFP", None, "1 of 2 credit AFP"),
    ([Copy("a", "afp", "AFP"), Copy("b", "Plough", "AFP")], "AFP", "a", "2 of 2 credit AFP; a is its own text"),
    ([Copy("a", agency="AFP"), Copy("b", agency="AFP"), Copy("c", agency="AP")], "AFP", None, "2 of 3 credit AFP"),
    (
        [Copy("a", agency="AFP", published="2024-05-02"), Copy("b", agency="AP", published="2024-05-01")],
        None,
        "b",
        "AFP and AP are credited alike; b was published first",
    ),
    (
        [Copy("a", published="2024-05-02"), Copy("b", published="2024-05-01")],
        None,
        "b",
        "no agency is credited; b was published first",
    ),
    # 23:30 in Damascus is before 21:00 in London of the same day
    (
        [Copy("a", published="2024-05-01T21:00:00+00:00"), Copy("b", published="2024-05-01T23:30:00+03:00")],
        None,
        "b",
        "no agency is credited; b was published first",
    ),
    # an hour and a day that holds it: either may be first
    (
        [Copy("a", published="2024-05-01T21:00:00Z"), Copy("b", published="2024-05-01")],
        None,
        None,
        "no agency is credited; the dates do not say which came first",
    ),
    (
        [Copy("a", published="2024-05-01"), Copy("b", published="2024-05-01")],
        None,
        None,
        "no agency is credited; the dates do not say which came first",
    ),
    # a copy without a date that can be read is passed over
    (
        [Copy("a", published="2024-05-01"), Copy("b"), Copy("c", published="in spring")],
        None,
        "a",
        "no agency is credited; a was published first",
    ),
    ([Copy("a"), Copy("b")], None, None, "no agency is credited; the dates do not say which came first"),
]


@pytest.mark.parametrize(("copies", "agency", "report", "reason"), CASES)
def test_origin(copies: list[Copy], agency: str | None, report: str | None, reason: str) -> None:
    for order in (copies, copies[::-1]):
        origin = find_origin(order)
        assert (origin.agency, origin.report, origin.reason) == (agency, report, reason)
