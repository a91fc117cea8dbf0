# SPDX-License-Identifier: AGPL-3.0-or-later
"""An official's own signing key: made once, replaced when it is lost or has ended."""

from __future__ import annotations

from uuid import uuid4

from teduh.accounts.access import may
from teduh.accounts.models import Staff
from teduh.journal.actor import Actor
from teduh.journal.door import Refused, action, record
from teduh.letters import codes as _codes  # noqa: F401 -- registers the codes used below
from teduh.letters import signers
from teduh.letters.models import SigningKey
from teduh.letters.signers import local
from teduh.procedure.problems import Message, Refusal
from teduh.vault import envelopes


@action("letter.key_made", may=may("letter.key"))
def make_key(actor: Actor, staff: Staff, *, passphrase: str = "", identity: str = "") -> SigningKey:
    """A new key under a passphrase that is kept nowhere; or the identity under which a remote service knows them.

    What was signed with an earlier key stays valid.
    """
    office = staff.office
    assert office is not None  # the table of permissions lets only staff of an office come here
    key = SigningKey(id=uuid4(), envelope=envelopes.of_office(office.code), staff=staff, made_at=actor.at)
    if "credential" in signers.signer().NEEDS:
        try:
            credential = local.new_credential(
                office.code,
                office.name,
                name=staff.full_name,
                title=staff.title,
                nip=staff.nip,
                passphrase=passphrase,
                at=actor.at,
            )
            key.valid_until = local.valid_until(credential, passphrase=passphrase)
        except signers.SigningError as error:
            raise Refused(Refusal("letter.key", error.message)) from error
        key.credential = credential
    key.identity = identity
    SigningKey.objects.filter(staff=staff, ended_at=None).update(ended_at=actor.at)
    key.save(force_insert=True)
    record(data={"key": str(key.pk), "signer": signers.signer().CODE})
    return key


@action("letter.key_rephrased", may=may("letter.key"))
def change_passphrase(actor: Actor, staff: Staff, *, old: str, new: str) -> SigningKey:
    """The same key and certificate under another passphrase. Refused where the old one is wrong, the new one weak."""
    key = SigningKey.objects.select_related("envelope").filter(staff=staff, ended_at=None).first()
    if key is None or not key.credential:
        raise Refused(
            Refusal(
                "letter.key",
                Message("Anda belum punya kunci yang dibuka dengan frasa sandi.", "You have no key with a passphrase."),
            )
        )
    try:
        key.credential = local.change_passphrase(key.credential.open(), old=old, new=new)
    except signers.SigningError as error:
        raise Refused(Refusal("letter.key", error.message)) from error
    key.save(update_fields=["credential"])
    record(data={"key": str(key.pk)})
    return key
