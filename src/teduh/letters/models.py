# SPDX-License-Identifier: AGPL-3.0-or-later
"""Letters: their versions, who initials and signs them, their numbers, what came in, where it went, who handed it over.

A *letter* is one product of a step (a Surat Tugas); a *paper* is one version of it as it printed. What needs no
signature has one too, and is filed at once.
"""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from teduh.accounts.models import Office
from teduh.cases.models import Case
from teduh.vault.fields import SealedBytes, SealedJSON, SealedText
from teduh.vault.models import Envelope


class LetterState(models.TextChoices):
    DRAFT = "draft", _("Konsep")
    SIGNING = "signing", _("Menunggu tanda tangan")  # numbered and printed; the signature has not come yet
    SIGNED = "signed", _("Ditandatangani")
    FILED = "filed", _("Disimpan")  # a document that nobody signs
    REVOKED = "revoked", _("Dicabut")
    SUPERSEDED = "superseded", _("Diganti")
    DROPPED = "dropped", _("Tidak dipakai")  # a draft in whose place another kind of letter was chosen


class Capacity(models.TextChoices):
    """In which capacity somebody stands for a post (Permendagri 1/2023)."""

    OWN = "", "Pejabatnya sendiri"
    PLT = "plt", "Plt."
    PLH = "plh", "Plh."


class Letter(models.Model):
    """One product of a case. A signed letter never changes: revoking it, or another in its place, is a new fact."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="letters")
    envelope = models.ForeignKey(Envelope, on_delete=models.PROTECT, related_name="+")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    run = models.PositiveSmallIntegerField()
    step = models.CharField(max_length=160)  # that made it
    product = models.CharField(max_length=160)
    whom = models.PositiveBigIntegerField(default=0)  # the participant whose form it prints; 0 for the case as a whole
    kind = models.CharField(max_length=80)  # the folder of catalogue/letters
    title = models.CharField(max_length=200)
    state = models.CharField(max_length=12, choices=LetterState.choices)
    made_at = models.DateTimeField()

    number = models.CharField(max_length=120, blank=True)  # as printed; its row in the register is Number
    token = SealedText(holds="alamat pemeriksaan surat", retention="case")
    mark = models.BinaryField(max_length=32, null=True)  # SHA-256 of the token: finds the letter, gives nothing away
    fingerprint = models.CharField(max_length=64, blank=True)  # SHA-256 of the signed PDF, hexadecimal
    signed_at = models.DateTimeField(null=True)
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    capacity = models.CharField(max_length=3, choices=Capacity.choices, blank=True)
    signer = models.CharField(max_length=12, blank=True)  # local, pkcs11, bsre; wet: ink on paper, scanned
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    certified = models.BooleanField(default=False)  # by a certificate of a certified provider (PP 71/2019 art. 60)
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    revoked_why = SealedText(holds="alasan pencabutan surat", retention="case")
    replaced_by = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="replaces")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["mark"], name="letter_mark_once"),
            models.CheckConstraint(
                condition=~Q(state="signed") | Q(signed_at__isnull=False, signed_by__isnull=False) & ~Q(fingerprint=""),
                name="letter_signed_whole",
            ),
        ]
        indexes = [models.Index(fields=["office", "state", "-made_at"], name="letter_list")]
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return self.number or f"surat {self.id}"


class Paper(models.Model):
    """One version of a letter: what was asked of its writer, and the PDF. The old ones stay."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    letter = models.ForeignKey(Letter, on_delete=models.CASCADE, related_name="papers")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="papers")
    envelope = models.ForeignKey(Envelope, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveSmallIntegerField(default=1)
    fields = SealedJSON(holds="isi surat", retention="case")
    pdf = SealedBytes(holds="naskah surat", retention="case")
    initialled = SealedBytes(holds="konsep surat yang diparaf", retention="case")  # the draft, with its initials
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["letter", "version"], name="paper_version_once")]
        ordering = ["-made_at"]


class CopyState(models.TextChoices):
    STANDING = "standing", _("Diminta")
    REFUSED = "refused", _("Ditolak")
    WITHDRAWN = "withdrawn", _("Ditarik")


class FullCopy(models.Model):
    """The letter names its clients in full, for one recipient who may know (UU 11/2012 art. 19, UU 12/2022 art. 69).

    Asked by its writer; whoever initials or signs may refuse it. Everybody else reads the copy with initials.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    letter = models.ForeignKey(Letter, on_delete=models.CASCADE, related_name="full_copies")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    envelope = models.ForeignKey(Envelope, on_delete=models.PROTECT, related_name="+")
    entitled = models.CharField(max_length=40)  # a code of entitled_recipients
    recipient = SealedText(holds="penerima salinan lengkap", retention="case")
    reason = SealedText(holds="alasan salinan lengkap", retention="case")
    consent = SealedText(holds="persetujuan atas salinan lengkap", retention="case")
    state = models.CharField(max_length=10, choices=CopyState.choices, default=CopyState.STANDING)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    refused_why = SealedText(holds="alasan menolak salinan lengkap", retention="case")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["letter"], condition=Q(state="standing"), name="full_copy_once"),
        ]
        ordering = ["-asked_at"]


class HopKind(models.TextChoices):
    INITIAL = "initial", _("Paraf")
    COORDINATION = "coordination", _("Paraf koordinasi")
    SIGN = "sign", _("Tanda tangan")


class HopState(models.TextChoices):
    LATER = "later", _("Belum sampai")
    WAITING = "waiting", _("Menunggu")
    DONE = "done", _("Disetujui")
    RETURNED = "returned", _("Dikembalikan")
    DROPPED = "dropped", _("Batal")  # a return before it, or another version, made it void


class Hop(models.Model):
    """One stop of one version on its way to the signature. Where the procedure has a step for it, `step` names it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    letter = models.ForeignKey(Letter, on_delete=models.CASCADE, related_name="hops")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    envelope = models.ForeignKey(Envelope, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveSmallIntegerField()
    place = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, choices=HopKind.choices)
    roles = models.JSONField(default=list)
    step = models.CharField(max_length=160, blank=True)
    state = models.CharField(max_length=10, choices=HopState.choices)
    waits_since = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)
    limit = models.CharField(max_length=80, blank=True)  # as the kind of letter says: 1 hari kerja
    due_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    capacity = models.CharField(max_length=3, choices=Capacity.choices, blank=True)
    note = SealedText(holds="catatan paraf", retention="case")
    away_at = models.DateTimeField(null=True)  # a service that the signature needs did not answer
    back_at = models.DateTimeField(null=True)  # it answers again, and those who may sign were told

    class Meta:
        constraints = [models.UniqueConstraint(fields=["letter", "version", "place"], name="hop_once")]
        indexes = [models.Index(fields=["state", "case"], name="hop_waiting")]
        ordering = ["version", "place"]


class Arms(models.Model):
    """A picture of arms, kept once: letters refer to it by its fingerprint, for they print it long after the office has
    taken another. Published on every letter, and so not sealed."""

    fingerprint = models.CharField(max_length=64, primary_key=True)  # SHA-256 of the content, hexadecimal
    content = models.BinaryField()  # made harmless before it came here: emblem.py
    media_type = models.CharField(max_length=20)  # image/svg+xml or image/png


class LetterSettings(models.Model):
    """How an office writes: its arms, and how it numbers. Published on every letter, and so not sealed."""

    office = models.OneToOneField(Office, on_delete=models.CASCADE, primary_key=True, related_name="letter_settings")
    arms = models.ForeignKey(Arms, on_delete=models.PROTECT, null=True, related_name="+")
    code = models.CharField(max_length=40, blank=True)  # the office in a number: 409.48
    template = models.CharField(max_length=160, blank=True)  # {klasifikasi}/{nomor}/{kode}/{tahun}
    classifications = models.JSONField(default=dict)  # kind of letter -> archive code, where it is another here

    @property
    def chain(self) -> str:
        return f"office:{self.office_id}"

    @property
    def office_code(self) -> str:
        return self.office_id


class Book(models.TextChoices):
    OUTGOING = "outgoing", "Surat keluar"
    INCOMING = "incoming", "Surat masuk"


class Series(models.Model):
    """The last number of an office, book, year and classification: one locked row, so there is neither gap nor clash.

    The incoming book counts without classification.
    """

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    book = models.CharField(max_length=8, choices=Book.choices)
    year = models.PositiveSmallIntegerField()
    classification = models.CharField(max_length=40, blank=True)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["office", "book", "year", "classification"], name="series_once")]


class NumberState(models.TextChoices):
    GIVEN = "given", _("Dipakai")
    RESERVED = "reserved", _("Dicadangkan")  # for paper that will bear an earlier date
    CANCELLED = "cancelled", _("Batal")  # kept, never used again


class Number(models.Model):
    """A row of the outgoing register. A number is never given twice, and never taken out."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    envelope = models.ForeignKey(Envelope, on_delete=models.PROTECT, related_name="+")
    series = models.ForeignKey(Series, on_delete=models.PROTECT, related_name="numbers")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    serial = models.PositiveIntegerField()
    text = models.CharField(max_length=120, blank=True)  # as printed, once it is used
    state = models.CharField(max_length=10, choices=NumberState.choices)
    letter = models.OneToOneField(Letter, on_delete=models.PROTECT, null=True, related_name="register_row")
    dated = models.DateField()  # the day that the letter bears
    given_at = models.DateTimeField()
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    reason = SealedText(holds="alasan nomor surat", retention="office")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["series", "serial"], name="number_once"),
            models.UniqueConstraint(fields=["office", "text"], condition=~Q(text=""), name="number_text_once"),
        ]
        indexes = [models.Index(fields=["office", "-given_at"], name="number_register")]
        ordering = ["-given_at", "-serial"]


class Nature(models.TextChoices):
    """How urgent and how open a letter is (Permendagri 1/2023)."""

    ORDINARY = "ordinary", "Biasa"
    URGENT = "urgent", "Segera"
    VERY_URGENT = "very_urgent", "Sangat segera"
    SECRET = "secret", "Rahasia"


class Incoming(models.Model):
    """A row of the incoming register (buku agenda surat masuk)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    envelope = models.ForeignKey(Envelope, on_delete=models.PROTECT, related_name="+")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    serial = models.PositiveIntegerField()
    received_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    sender = SealedText(holds="pengirim surat", retention="office")
    subject = SealedText(holds="hal surat masuk", retention="office")
    letter_number = SealedText(holds="nomor surat masuk", retention="office")
    letter_date = models.DateField(null=True)
    nature = models.CharField(max_length=20, choices=Nature.choices, default=Nature.ORDINARY)
    case = models.ForeignKey(Case, on_delete=models.SET_NULL, null=True, related_name="incoming")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["office", "year", "serial"], name="agenda_once")]
        ordering = ["-year", "-serial"]

    @property
    def number(self) -> str:
        return f"{self.serial:04d}/{self.year}"


class Disposition(models.Model):
    """One hop of a disposition: from whom, to whom, what is asked; read, and done, each at its time."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="dispositions")
    envelope = models.ForeignKey(Envelope, on_delete=models.PROTECT, related_name="+")
    after = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="onward")
    run = models.PositiveSmallIntegerField(null=True)
    step = models.CharField(max_length=160, blank=True)  # the step that gave it, where one did
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    capacity = models.CharField(max_length=3, choices=Capacity.choices, blank=True)
    to = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    nature = models.CharField(max_length=20, default="ordinary")
    instructions = models.JSONField(default=list)
    note = SealedText(holds="isi disposisi", retention="case")
    given_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    answer = SealedText(holds="laporan atas disposisi", retention="case")

    class Meta:
        ordering = ["given_at"]
        indexes = [models.Index(fields=["to", "done_at"], name="disposition_waiting")]


class Delivery(models.Model):
    """A letter handed over: how, to whom, when, by whom, and the proof. Only then does the term that it serves stop."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    letter = models.ForeignKey(Letter, on_delete=models.CASCADE, related_name="deliveries")
    step = models.CharField(max_length=160, blank=True)  # the step that handed it over, where one did
    envelope = models.ForeignKey(Envelope, on_delete=models.PROTECT, related_name="+")
    medium = models.CharField(max_length=20)
    recipient = SealedText(holds="penerima surat", retention="case")
    delivered_at = models.DateTimeField()
    delivered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    proof = SealedBytes(holds="bukti penyerahan surat", retention="case")
    proof_type = models.CharField(max_length=20, blank=True)
    note = SealedText(holds="catatan penyerahan surat", retention="case")

    class Meta:
        ordering = ["delivered_at"]


class SigningKey(models.Model):
    """What an official signs with: key and certificate as PKCS#12, under a passphrase that is kept nowhere, and sealed
    besides; or the name under which a remote service knows them."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    envelope = models.ForeignKey(Envelope, on_delete=models.PROTECT, related_name="+")
    staff = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="signing_keys")
    credential = SealedBytes(holds="kunci tanda tangan", retention="office")
    identity = SealedText(holds="NIK penanda tangan", retention="office")  # as a remote service knows them
    valid_until = models.DateTimeField(null=True)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["staff"], condition=Q(ended_at__isnull=True), name="signing_key_once"),
        ]
