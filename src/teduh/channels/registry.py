# SPDX-License-Identifier: AGPL-3.0-or-later
"""The kinds of channels, by name; each is a function that sends one message or says why it cannot."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message opened for sending. `id` is the same in every attempt, so that a repetition can be known as one."""

    id: str
    office: str
    address: str
    title: str
    body: str


class Undeliverable(Exception):
    """No further attempt can help: the address does not exist, the content was refused. `reason` is a code, no text."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


Send: TypeAlias = Callable[[Outgoing], None]
_kinds: dict[str, Send] = {}


def register(kind: str, send: Send) -> None:
    """Make a kind known. A kind raises `Undeliverable` for good, anything else for now."""
    if _kinds.setdefault(kind, send) is not send:
        raise ValueError(f"The channel {kind} is registered twice.")


def kinds() -> tuple[str, ...]:
    """The names of the kinds that can send."""
    return tuple(_kinds)


def sender(kind: str) -> Send:
    """The function of a kind; LookupError where there is none."""
    if kind not in _kinds:
        raise LookupError(f"There is no channel {kind}; known: {', '.join(_kinds)}.")
    return _kinds[kind]
