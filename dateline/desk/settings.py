"""How a desk is run."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    """How a desk is run: under what name its record goes, for one person without a login, or for several.

    ``hosts`` are the names it answers to, without the port; ``is_secure`` whether browsers reach it by https.
    """

    record_name: str
    single_user: bool = False
    user_name: str = "analyst"  # behind the decisions of one person alone
    hosts: tuple[str, ...] = ("localhost", "127.0.0.1", "::1")
    is_secure: bool = False
    is_fast: bool = False  # rules alone read what is added
