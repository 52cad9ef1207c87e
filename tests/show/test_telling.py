"""Who is shown as telling what another said."""

from __future__ import annotations

import pytest

from dateline.show.telling import Telling

from ..build import reading_of


@pytest.mark.parametrize(
    ("text", "relayed"),
    [
        ("The ministry said that rebels had told it they attacked the town.", True),
        ("The army said it had warned the rebels that it would shell the town.", False),
    ],
)
def test_a_voice_that_tells_of_itself_is_not_shown_as_relayed(text: str, relayed: bool) -> None:
    telling = Telling(reading_of(text))
    assert any(s.within for s in telling.reading.statements)
    notes = [note for s in telling.reading.statements for note in telling.voice(s).notes]
    assert any(note.startswith("as told by") for note in notes) is relayed
