# SPDX-License-Identifier: AGPL-3.0-or-later
"""Signing in and out, and one's own password: each leaves its entry in the journal."""

from __future__ import annotations

from django.contrib.auth.hashers import get_hasher, identify_hasher

from teduh.accounts.access import may
from teduh.accounts.models import Staff
from teduh.journal import door
from teduh.journal.actor import Actor
from teduh.journal.subjects import OfficeSubject


@door.action("sign_in.accepted", may=may("account.sign_in"))
def note_sign_in(actor: Actor, staff: Staff, *, password: str) -> None:
    """Somebody signed in. A password kept under an older, weaker hash is hashed anew, now that it is at hand."""
    preferred = get_hasher()
    if identify_hasher(staff.password).algorithm != preferred.algorithm or preferred.must_update(staff.password):
        staff.set_password(password)
        staff.save()
    door.record()


@door.action("sign_in.failed", may=may("account.sign_in_failed"))
def note_failure(actor: Actor, subject: Staff | OfficeSubject, *, locked: bool) -> None:
    """A name and password that did not fit. What was typed is kept nowhere: it may be a password in the wrong field."""
    door.record(data={"locked": locked})


@door.action("sign_in.ended", may=may("account.sign_in"))
def note_sign_out(actor: Actor, staff: Staff, *, idle: bool) -> None:
    """Somebody signed out, or was signed out because nobody used the page any more."""
    door.record(data={"idle": idle})


@door.action("password.changed", may=may("account.password"))
def change_password(actor: Actor, staff: Staff, *, password: str) -> None:
    """One's own password. Other open sign-ins of the same person end by it."""
    staff.set_password(password)
    staff.must_change_password = False
    staff.save()
    door.record()
