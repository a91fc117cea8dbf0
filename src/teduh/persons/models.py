# SPDX-License-Identifier: AGPL-3.0-or-later
"""People the office knows: clients, reporters, alleged perpetrators. Identity is sealed; statistics stand in codes."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.db import models

from teduh.accounts.models import Office
from teduh.persons import visibility
from teduh.vault.fields import SealedJSON, SealedText
from teduh.vault.models import Envelope

if TYPE_CHECKING:
    from teduh.journal.actor import Actor


class Person(models.Model):
    """One person, known by this office alone. Every field may be unknown: an empty text or the code `unknown`.

    The envelope is the person's own, since they may be in several cases; it goes with the last case that needs it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    envelope = models.ForeignKey(Envelope, on_delete=models.PROTECT, related_name="+")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="persons")
    created_at = models.DateTimeField()

    name = SealedText(holds="nama", retention="person")
    alias = SealedText(holds="nama panggilan", retention="person")
    nik = SealedText(holds="NIK", retention="person")
    kk = SealedText(holds="nomor KK", retention="person")
    birth_place = SealedText(holds="tempat lahir", retention="person")
    birth_date = SealedText(holds="tanggal lahir", retention="person")
    phone = SealedText(holds="telepon", retention="person")
    email = SealedText(holds="surel", retention="person")
    registered_address = SealedJSON(holds="alamat KTP", retention="person")
    home_address = SealedJSON(holds="alamat domisili", retention="person")
    safe_contact = SealedJSON(holds="cara menghubungi yang aman", retention="person")
    profile = SealedJSON(
        holds="agama, pekerjaan, pendidikan, status perkawinan, kewarganegaraan, ragam disabilitas", retention="person"
    )
    notes = SealedText(holds="catatan tentang orang", retention="person")

    sex = models.CharField(max_length=10, default="unknown")
    birth_estimated = models.BooleanField(default=False)
    disability = models.CharField(max_length=10, default="unknown")  # yes, no, unknown; which one is sealed
    registered_region = models.CharField(max_length=5, blank=True)  # of the regency or city at most: 12.76
    home_region = models.CharField(max_length=5, blank=True)

    class Meta:
        ordering = ["created_at", "id"]

    def __str__(self) -> str:
        return f"orang {self.id}"

    @property
    def chain(self) -> str:
        return f"person:{self.id}"

    @property
    def office_code(self) -> str:
        return self.office_id

    def handled_by(self, actor: Actor) -> bool:
        """Whether they take part in a case that the actor sees."""
        if actor.office != self.office_id:
            return False
        return Person.objects.filter(visibility.visible(actor), pk=self.pk).exists()


class PersonToken(models.Model):
    """A keyed blind-index token: finds a person by name, sound, telephone or number without holding any of them."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="tokens")
    office = models.ForeignKey(Office, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=12)
    token = models.BinaryField(max_length=16)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "kind", "token"], name="person_token_once")]
        indexes = [models.Index(fields=["office", "kind", "token"], name="person_token_lookup")]
