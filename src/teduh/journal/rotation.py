# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rotation of keys as recorded actions. It stands here because the vault lies below the journal."""

from __future__ import annotations

from collections.abc import Iterator

from teduh.journal.actor import Actor
from teduh.journal.door import action, record
from teduh.journal.subjects import INSTALLATION, INSTALLATION_CODE, OfficeSubject
from teduh.vault import rotation


def rotate(actor: Actor, *, office: str | None = None) -> Iterator[tuple[str, int]]:
    """New keys for one office, or the master and all; gives each office and how many envelopes were rewrapped.

    Each batch is a transaction of its own: the office works on meanwhile, and a rotation that broke off is taken up by
    the next one.
    """
    codes = [office] if office else rotation.offices()
    if office is None:
        _rotate_master(actor, INSTALLATION)
    for code in codes:
        subject = subject_of(code)
        _rotate_office(actor, subject, code=code)
        count = 0
        while batch := rotation.waiting(code) and _rewrap(actor, subject, code=code):
            count += batch
        yield code, count


def retire(actor: Actor) -> None:
    """Drop all old keys: what still needs one (a copy of the database from before the rotation) is unreadable then."""
    for code in rotation.offices():
        _retire_office(actor, subject_of(code), code=code)
    _retire_master(actor, INSTALLATION)


def subject_of(code: str) -> OfficeSubject:
    """The subject of an office's keys; the installation's own keys belong to the installation."""
    return INSTALLATION if code == INSTALLATION_CODE else OfficeSubject(code)


def _from_the_command_line(actor: Actor, subject: OfficeSubject, *, code: str = "") -> None:
    return None  # Whoever can run commands on the server holds the key file already.


@action("vault.rotated", may=_from_the_command_line)
def _rotate_master(actor: Actor, subject: OfficeSubject) -> None:
    rotation.rotate_master()
    for code in rotation.offices():
        rotation.rewrap_office(code)
    record(data={"key": "master"})


@action("vault.rotated", may=_from_the_command_line)
def _rotate_office(actor: Actor, subject: OfficeSubject, *, code: str) -> None:
    record(data={"key": code, "version": rotation.rotate_office(code)})


@action("vault.rewrapped", may=_from_the_command_line)
def _rewrap(actor: Actor, subject: OfficeSubject, *, code: str) -> int:
    count = rotation.rewrap_envelopes(code)
    record(data={"key": code, "envelopes": count})
    return count


@action("vault.retired", may=_from_the_command_line)
def _retire_office(actor: Actor, subject: OfficeSubject, *, code: str) -> None:
    rotation.retire_office(code)
    record(data={"key": code})


@action("vault.retired", may=_from_the_command_line)
def _retire_master(actor: Actor, subject: OfficeSubject) -> None:
    rotation.retire_master()
    record(data={"key": "master"})
