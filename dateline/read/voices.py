"""What kind of voice a source is and who stands behind it."""

from __future__ import annotations

from spacy.tokens import Token

from .draft import Draft, StatementDraft
from .sources import Voice


def resolve_voice(draft: Draft, statement: StatementDraft, voice: Voice, cue: Token) -> None:
    """Set kind, actor, name, locality, proximity and reason of a statement's source."""


def is_interested(draft: Draft, statement: StatementDraft) -> bool | None:
    """Tell whether the voice is a party to what it tells, None where that is not known."""
    return None
