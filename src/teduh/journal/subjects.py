# SPDX-License-Identifier: AGPL-3.0-or-later
"""What an action is about: a model with a few attributes; an office or the installation as a value of its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from teduh.vault import envelopes

INSTALLATION_CODE = "installation"  # names the installation's own keys and chain; no office may have this code


class Subject(Protocol):
    """What an action asks of it: the chain to record it, and its office's code ("": the installation).

    A model with sealed data also has `envelope`, which seals its payloads too; without one, the office's is used.
    A model instance is locked and read afresh before the action looks at it.
    """

    @property
    def chain(self) -> str: ...

    @property
    def office_code(self) -> str: ...


@dataclass(frozen=True, slots=True)
class OfficeSubject:
    """An office as such, where its row is not needed; without a code, the installation."""

    office_code: str = ""

    @property
    def chain(self) -> str:
        return f"office:{self.office_code}" if self.office_code else INSTALLATION_CODE


INSTALLATION = OfficeSubject()


def envelope_id_of(subject: Subject) -> UUID:
    """The envelope under which what the journal keeps of this subject is sealed."""
    own: UUID | None = getattr(subject, "envelope_id", None)
    if own is not None:
        return own
    found: UUID = envelopes.of_office(subject.office_code or INSTALLATION_CODE).id
    return found
