# SPDX-License-Identifier: AGPL-3.0-or-later
"""The case: what it runs on, who is in it, who works on it, and the cached reading of its procedure.

The procedure itself is nowhere here: it is folded from the case's journal. `Case.status`, `Case.next_due_at` and every
`OpenStep` row are a cache of that fold for lists; `manage.py case check` refolds and compares.
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from teduh.accounts.models import Office, Unit
from teduh.persons.models import Person
from teduh.standards.models import StandardVersion
from teduh.vault.fields import SealedBytes, SealedJSON, SealedText
from teduh.vault.models import Envelope

if TYPE_CHECKING:
    from teduh.journal.actor import Actor
    from teduh.journal.prepared import Asked


class CaseSeries(models.Model):
    """The last number given out in an office and year: one locked row, so that numbers have neither gap nor clash."""

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["office", "year"], name="case_series_once")]


class CaseStatus(models.TextChoices):
    RUNNING = "running", "Berjalan"
    ENDED = "ended", "Prosedur selesai"
    CLOSED = "closed", "Ditutup"


class Case(models.Model):
    """A report accepted under one version of one standard; it stays on that version until two people move it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    envelope = models.ForeignKey(Envelope, on_delete=models.PROTECT, related_name="+")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="cases")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    year = models.PositiveIntegerField()
    serial = models.PositiveIntegerField()
    channel = models.CharField(max_length=20)
    received_at = models.DateTimeField()
    opened_at = models.DateTimeField()

    narrative = SealedText(holds="kronologi", retention="case")
    event_place = SealedJSON(holds="tempat kejadian", retention="case")
    event_when = SealedText(holds="waktu kejadian menurut pelapor", retention="case")
    event_day = SealedText(holds="tanggal kejadian", retention="case")  # 2026-11-22

    # Coded columns for lists and statistics.
    kinds = models.JSONField(default=list)
    event_month = models.DateField(null=True, blank=True)  # its first day: the day itself is sealed
    event_estimated = models.BooleanField(default=False)
    event_place_kind = models.CharField(max_length=40, default="unknown")
    event_region = models.CharField(max_length=5, blank=True)  # of the regency or city at most: 12.76

    # The cached reading of the fold.
    status = models.CharField(max_length=10, choices=CaseStatus.choices, default=CaseStatus.RUNNING)
    end = models.CharField(max_length=20, blank=True)
    risk = models.CharField(max_length=10, blank=True)
    risk_order = models.PositiveSmallIntegerField(default=1)  # high 0, not set 1, medium 2, low 3
    next_due_at = models.DateTimeField(null=True)
    duties = models.JSONField(default=list)  # coded reading of the law's clocks that run, the earliest due first
    duty_due_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    locked_with = ("office",)  # its time is asked at every step

    class Meta:
        constraints = [models.UniqueConstraint(fields=["office", "year", "serial"], name="case_number_once")]
        indexes = [
            models.Index(fields=["office", "-opened_at", "-id"], name="case_list"),
            models.Index(fields=["office", "duty_due_at"], condition=Q(duty_due_at__isnull=False), name="case_duties"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        """As officials write it: 0147/2026. Unique within the office."""
        return f"{self.serial:04d}/{self.year}"

    @property
    def chain(self) -> str:
        return f"case:{self.id}"

    @property
    def office_code(self) -> str:
        return self.office_id

    def asked_when_locked(self) -> tuple[Asked[Any], ...]:
        """What an action on a case asks next."""
        from teduh.cases.queries.visibility import asked_by_actions  # as below

        return asked_by_actions(self)

    def handled_by(self, actor: Actor) -> bool:
        """Whether the actor is of the team, or superior in line of one who is: the one rule of who sees a case."""
        from teduh.cases.queries.visibility import handles  # reads the team's rows, which only queries do

        return handles(actor, self)

    def acts_in(self, actor: Actor, step: str, run: int) -> bool:
        """Whether that step of that run, where it is open, is one that the actor may take. Of a step that is not open
        the procedure's own rules speak, since they know why and who was first."""
        from teduh.cases.queries.visibility import may_take  # as above

        return self.handled_by(actor) and may_take(actor, self, step, run)


class Run(models.Model):
    """One procedure of one standard version, played in a case (the first, or one that a service started).

    `version` is the one that stands: where the run was moved to a newer one, the journal says what it began under.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="runs")
    number = models.PositiveSmallIntegerField()
    version = models.ForeignKey(StandardVersion, on_delete=models.PROTECT, related_name="+")
    procedure = models.CharField(max_length=120, blank=True)
    opened_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "number"], name="run_number_once")]
        ordering = ["number"]


class Part(models.TextChoices):
    CLIENT = "client", "Klien"
    REPORTER = "reporter", "Pelapor"
    ALLEGED = "alleged", "Terlapor"
    GUARDIAN = "guardian", "Wali"
    WITNESS = "witness", "Saksi"
    OTHER = "other", "Pihak lain"


class Participant(models.Model):
    """A person's part in a case. One person may hold several parts (a client who reports for herself)."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="participants")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="parts")
    part = models.CharField(max_length=10, choices=Part.choices)
    envelope = models.ForeignKey(Envelope, on_delete=models.PROTECT, related_name="+")  # the case's own
    age = SealedJSON(holds="usia saat kejadian atau saat melapor", retention="case")  # in whole years
    age_band = models.CharField(max_length=10, default="unknown")  # of the code list age_bands
    added_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "person", "part"], name="participant_once")]
        ordering = ["id"]

    @property
    def seal_name(self) -> str:
        """What a participant is once for all: the row's number is not known yet when the age is sealed."""
        return f"{self.case_id}:{self.person_id}:{self.part}"


class Relation(models.Model):
    """How two people of a case relate, a row a pair: `code` says what `other` is to `client`."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="relations")
    client = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="+")
    code = models.CharField(max_length=40)
    same_home = models.CharField(max_length=10, default="unknown")  # yes, no, unknown

    class Meta:
        constraints = [models.UniqueConstraint(fields=["client", "other"], name="relation_once")]


class Member(models.Model):
    """Someone of the case's team. Called members lose the case again when another of their role takes the step, or when
    it is over and nothing else waits for them."""

    class How(models.TextChoices):
        OPENED = "opened", "Menerima laporan"
        CALLED = "called", "Dipanggil oleh langkah"
        ASSIGNED = "assigned", "Ditugaskan"
        ADDED = "added", "Ditambahkan"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="members")
    staff = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=30)
    how = models.CharField(max_length=10, choices=How.choices)
    acted = models.BooleanField(default=False)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    removed = models.BooleanField(default=False)  # taken out with a reason: no step calls them again

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "staff", "role"], condition=Q(until__isnull=True), name="member_once"
            ),
        ]
        indexes = [models.Index(fields=["staff", "until", "case"], name="member_cases")]


class OpenStep(models.Model):
    """Cache: a step that waits for somebody, with the clock that presses on it."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="open_steps")
    office = models.ForeignKey(Office, on_delete=models.CASCADE, related_name="+")
    run = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=160)
    name = models.CharField(max_length=200)
    activity = models.CharField(max_length=20)
    roles = models.JSONField(default=list)
    opened_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    returned = models.BooleanField(default=False)
    assigned_to = models.CharField(max_length=20, blank=True)
    waiting_for = models.CharField(max_length=200, blank=True)  # the outside party or the reason of a pause, in words
    risk_order = models.PositiveSmallIntegerField(default=1)
    due_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)
    clock = models.JSONField(default=dict)  # coded reading of the clock, see `cases.projection`

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "run", "key"], name="open_step_once")]
        indexes = [models.Index(fields=["office"], condition=~Q(waiting_for=""), name="open_step_waiting")]


class StepHolder(models.Model):
    """Cache: a role that may take an open step. Desk reads this table in its order, so it repeats what it sorts by."""

    step = models.ForeignKey(OpenStep, on_delete=models.CASCADE, related_name="holders")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    office = models.ForeignKey(Office, on_delete=models.CASCADE, related_name="+")
    role = models.CharField(max_length=30)
    assigned_to = models.CharField(max_length=20, blank=True)

    class Meta:
        indexes = [models.Index(fields=["office", "role", "assigned_to", "case"], name="holder_desk")]


class Answers(models.Model):
    """A form filled at a step: the answers beside the version of the form they were given to. Later ones supersede."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="answers")
    envelope = models.ForeignKey(Envelope, on_delete=models.PROTECT, related_name="+")
    run = models.PositiveSmallIntegerField()
    step = models.CharField(max_length=160)
    form = models.CharField(max_length=80)
    form_version = models.PositiveIntegerField(default=1)
    asked = models.CharField(max_length=64, blank=True)  # digest of the words it was asked in: standards.FormWording
    values = SealedJSON(holds="isian formulir", retention="case")
    final = models.BooleanField(default=False)  # kept with the finished step; else saved as typed
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["saved_at"]
        indexes = [models.Index(fields=["case", "run", "step", "form"], name="answers_of_step")]


class Attachment(models.Model):
    """A file given as the answer to a question of a form: a photo or a scan, examined before it is kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="attachments")
    envelope = models.ForeignKey(Envelope, on_delete=models.PROTECT, related_name="+")
    run = models.PositiveSmallIntegerField()
    step = models.CharField(max_length=160)
    name = SealedText(holds="nama berkas", retention="case")
    content = SealedBytes(holds="berkas isian formulir", retention="case")
    type = models.CharField(max_length=40)
    size = models.PositiveIntegerField()
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["added_at", "id"]


class Proof(models.Model):
    """A file that proves an event of the law (a letter of arrest, a request of the investigator): PDF, JPEG or PNG."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="proofs")
    envelope = models.ForeignKey(Envelope, on_delete=models.PROTECT, related_name="+")
    fact = models.CharField(max_length=60)
    data = SealedBytes(holds="bukti kejadian hukum", retention="case")
    type = models.CharField(max_length=20)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["added_at"]


class Note(models.Model):
    """A note in the case: what a colleague should know. Never part of the procedure."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="notes")
    envelope = models.ForeignKey(Envelope, on_delete=models.PROTECT, related_name="+")
    text = SealedText(holds="catatan kasus", retention="case")
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-written_at"]


class Contact(models.Model):
    """Somebody of a case was reached, or was about to be. `against`: not in a way that the person called safe, for the
    reason given, which a superior reads afterwards."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="contacts")
    envelope = models.ForeignKey(Envelope, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    way = models.CharField(max_length=10)
    against = models.BooleanField(default=False)
    objection = models.CharField(max_length=200, blank=True)  # in words that name nobody
    reason = SealedText(holds="alasan menghubungi di luar cara yang aman", retention="case")
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reviewed_at = models.DateTimeField(null=True)
    reviewed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-at"]
        indexes = [
            models.Index(fields=["case"], condition=Q(against=True, reviewed_at__isnull=True), name="contact_to_review")
        ]


class Wall(models.Model):
    """Somebody of the staff is party to a case, kin to one who is, or named in it: to them the case does not exist.

    `stand_in` acts in their place where nobody else holds their roles."""

    class Found(models.TextChoices):
        SELF = "self", "Dinyatakan sendiri"
        COLLEAGUE = "colleague", "Dinyatakan rekan"
        MATCH = "match", "Nomor yang sama"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="walls")
    envelope = models.ForeignKey(Envelope, on_delete=models.PROTECT, related_name="+")
    staff = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    stand_in = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    ground = models.CharField(max_length=10)
    found = models.CharField(max_length=10, choices=Found.choices)
    reason = SealedText(holds="alasan benturan kepentingan", retention="case")
    raised_at = models.DateTimeField()
    raised_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    lifted_why = SealedText(holds="alasan mencabut benturan kepentingan", retention="case")

    class Meta:
        ordering = ["raised_at"]
        constraints = [
            models.UniqueConstraint(fields=["case", "staff"], condition=Q(lifted_at__isnull=True), name="wall_once")
        ]
        indexes = [models.Index(fields=["staff", "case"], condition=Q(lifted_at__isnull=True), name="wall_of_staff")]


class StaffMark(models.Model):
    """A keyed token of a number of somebody of the staff, or of their family: found in a case, it walls them off. The
    number itself is kept nowhere."""

    staff = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    office = models.ForeignKey(Office, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=12)
    token = models.BinaryField(max_length=16)
    kin = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["staff", "kind", "token"], name="staff_mark_once")]
        indexes = [models.Index(fields=["office", "kind", "token"], name="staff_mark_lookup")]


class Outsider(models.Model):
    """Somebody of another institution who takes part in a case's team without signing in here."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="outsiders")
    envelope = models.ForeignKey(Envelope, on_delete=models.PROTECT, related_name="+")
    profession = models.CharField(max_length=40)  # of the code list professions
    name = SealedText(holds="nama anggota tim dari luar", retention="case")
    institution = SealedText(holds="lembaga anggota tim dari luar", retention="case")
    contact = SealedText(holds="kontak anggota tim dari luar", retention="case")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        ordering = ["since", "id"]


class Meeting(models.Model):
    """A coordination meeting or a case conference that was held."""

    class Kind(models.TextChoices):
        COORDINATION = "coordination", "Rapat koordinasi"
        CONFERENCE = "conference", "Pembahasan kasus"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="meetings")
    envelope = models.ForeignKey(Envelope, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    held_at = models.DateTimeField()
    summary = SealedText(holds="jalannya rapat tentang kasus", retention="case")
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-held_at", "id"]


class Attendance(models.Model):
    """Somebody was at a meeting, and pledged to keep what was said there, or did not."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendances")
    staff = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    outsider = models.ForeignKey(Outsider, on_delete=models.PROTECT, null=True, related_name="+")
    pledged = models.BooleanField(default=False)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(staff__isnull=True, outsider__isnull=False) | Q(staff__isnull=False, outsider__isnull=True),
                name="attendance_of_one",
            )
        ]


class Task(models.Model):
    """What a meeting decided, or the chair directed: what, who, until which day."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="tasks")
    envelope = models.ForeignKey(Envelope, on_delete=models.PROTECT, related_name="+")
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, null=True, related_name="tasks")  # else a direction
    text = SealedText(holds="keputusan rapat atau arahan ketua", retention="case")
    staff = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    outsider = models.ForeignKey(Outsider, on_delete=models.PROTECT, null=True, related_name="+")
    due_date = models.DateField(null=True)
    place = models.PositiveSmallIntegerField(default=0)  # among those of one meeting
    given_at = models.DateTimeField()
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    result = SealedText(holds="hasil keputusan rapat atau arahan", retention="case")

    class Meta:
        ordering = ["given_at", "place"]
        indexes = [models.Index(fields=["staff"], condition=Q(done_at__isnull=True), name="task_open")]
