# SPDX-License-Identifier: AGPL-3.0-or-later
"""Offices with their working time, units, staff with the roles they hold, deputies, holidays, duty.

What stands here about staff is what an office publishes about its officials (name, NIP, rank, post): it is printed on
every letter they sign, and is not sealed. Nothing here says anything about a client.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.hashers import check_password
from django.db import models
from django.db.models import F, Q

from teduh.accounts import roles

UNTIL_AFTER_FROM = Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from"))


class Office(models.Model):
    """One office, named by its code (`kab-sampang`) everywhere: in standards, journal, and keys."""

    code = models.CharField(max_length=60, primary_key=True)
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=80)
    agency = models.CharField(max_length=200)  # the agency (dinas) that the office is or belongs to
    regency_code = models.CharField(max_length=5)  # Kemendagri: 35.27
    zone = models.CharField(max_length=40, default="Asia/Jakarta")
    hours = models.JSONField()  # {"0": [["08:00", "16:00"]], ...}; see hours.py
    at_once_minutes = models.PositiveSmallIntegerField(default=30)  # the bound of `langsung`
    warn_days = models.PositiveSmallIntegerField(default=1)  # a term in days warns this many days before it falls due
    warn_minutes = models.PositiveSmallIntegerField(default=60)  # a term in hours or minutes, this many minutes before
    address = models.TextField(blank=True)
    phone = models.CharField(max_length=60, blank=True)
    contacts = models.JSONField(default=list)  # [["Facebook", "https://…"], …] as published
    letterhead = models.JSONField(default=list)  # lines, from top to bottom

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(condition=~Q(code="") & ~Q(name=""), name="office_named"),
            models.CheckConstraint(condition=Q(at_once_minutes__gte=1), name="office_at_once_positive"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def chain(self) -> str:
        return f"office:{self.code}"

    @property
    def office_code(self) -> str:
        return self.code


class Unit(models.Model):
    """A part of an office; the tree of units gives the line of superiors."""

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="units")
    name = models.CharField(max_length=200)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="children")
    head_role = models.CharField(max_length=30, blank=True, choices=roles.CHOICES)  # the post that leads it
    head = models.ForeignKey("Staff", on_delete=models.PROTECT, null=True, blank=True, related_name="headed_units")

    class Meta:
        ordering = ["office", "id"]
        constraints = [
            models.UniqueConstraint(fields=["office", "name"], name="unit_once"),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")), name="unit_not_its_own_parent"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def office_code(self) -> str:
        return self.office_id


class StaffManager(BaseUserManager["Staff"]):
    def get_by_natural_key(self, username: str | None) -> Staff:
        return self.get(username=(username or "").casefold())


class Staff(AbstractBaseUser):
    """Somebody who signs in. Without an office: an administrator or overseer of the whole installation."""

    username = models.CharField("nama masuk", max_length=60, unique=True)  # always small letters
    full_name = models.CharField("nama lengkap", max_length=150)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, null=True, blank=True, related_name="staff")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="staff")
    title = models.CharField(max_length=120, blank=True)  # jabatan, as on letters
    nip = models.CharField(max_length=18, blank=True)
    rank = models.CharField(max_length=80, blank=True)  # pangkat/golongan
    email = models.EmailField("surel", blank=True)
    phone = models.CharField(max_length=30, blank=True)
    is_active = models.BooleanField(default=True)
    must_change_password = models.BooleanField(default=True)
    demo = models.BooleanField(default=False)  # shown on the sign-in page, in demo mode only

    # Sign-ins stand in the journal; a column that a framework writes behind the door would be a second truth.
    last_login = None

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["full_name"]
    objects: ClassVar[StaffManager] = StaffManager()

    class Meta:
        ordering = ["full_name"]
        constraints = [
            models.CheckConstraint(condition=~Q(username="") & ~Q(full_name=""), name="staff_named"),
            models.CheckConstraint(
                condition=Q(unit__isnull=True) | Q(office__isnull=False), name="staff_unit_within_office"
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def chain(self) -> str:
        return f"staff:{self.pk}"

    @property
    def office_code(self) -> str:
        return self.office_id or ""

    @property
    def staff_id(self) -> int:
        number: int = self.pk
        return number

    def check_password(self, raw_password: str | None) -> bool:
        """Compare only. A weaker hash is renewed by the sign-in action, never by a write beside the door."""
        return check_password(raw_password, self.password)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.username = self.username.casefold()
        super().save(*args, **kwargs)


class Holding(models.Model):
    """A role that somebody holds, from a day until a day (both included), in the days of the office."""

    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="holdings")
    role = models.CharField(max_length=30, choices=roles.CHOICES)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["staff", "role", "valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["staff", "role", "valid_from"], name="holding_once"),
            models.CheckConstraint(condition=UNTIL_AFTER_FROM, name="holding_until_after_from"),
            models.CheckConstraint(condition=Q(role__in=list(roles.BY_CODE)), name="holding_role_known"),
        ]
        indexes = [models.Index(fields=["role", "valid_from"], name="holding_by_role")]

    def __str__(self) -> str:
        return f"{self.staff}: {roles.label(self.role)}"


class Deputy(models.Model):
    """Who stands in for a post: Plt. where it is vacant or long unfilled, Plh. for days of absence.

    `absent` is the official whose place is taken (empty: the post is vacant); `unit` the unit that the post leads.
    The deputy holds the role while it lasts, and is a superior in line as the head of that unit would be.
    """

    PLT, PLH = "plt", "plh"
    KINDS = ((PLT, "Plt. (pelaksana tugas)"), (PLH, "Plh. (pelaksana harian)"))

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="deputies")
    kind = models.CharField(max_length=3, choices=KINDS)
    role = models.CharField(max_length=30, choices=roles.CHOICES)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="deputies")
    absent = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by")
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="deputyships")
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-valid_from", "id"]
        constraints = [
            models.CheckConstraint(condition=UNTIL_AFTER_FROM, name="deputy_until_after_from"),
            models.CheckConstraint(condition=Q(kind__in=["plt", "plh"]), name="deputy_kind_known"),
            models.CheckConstraint(condition=Q(role__in=list(roles.HEADS)), name="deputy_of_a_post"),
            models.CheckConstraint(condition=Q(absent__isnull=True) | ~Q(absent=F("staff")), name="deputy_not_oneself"),
            models.CheckConstraint(
                condition=~Q(kind="plh") | Q(absent__isnull=False, valid_until__isnull=False),
                name="deputy_for_days_names_whom_and_until",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()[:4]} {roles.label(self.role)}: {self.staff}"

    @property
    def office_code(self) -> str:
        return self.office_id


class Holiday(models.Model):
    """A day on which an office is closed. Without an office: everywhere in the country."""

    NATIONAL, JOINT_LEAVE, LOCAL = "national", "joint_leave", "local"
    KINDS = ((NATIONAL, "Libur nasional"), (JOINT_LEAVE, "Cuti bersama"), (LOCAL, "Libur setempat"))

    date = models.DateField()
    name = models.CharField(max_length=150)
    kind = models.CharField(max_length=12, choices=KINDS)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, null=True, blank=True, related_name="holidays")
    provisional = models.BooleanField(default=False)  # announced as an estimate: may still move

    class Meta:
        ordering = ["date", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["date"], condition=Q(office__isnull=True), name="holiday_national_once_a_day"
            ),
            models.UniqueConstraint(fields=["office", "date"], name="holiday_local_once_a_day"),
            models.CheckConstraint(
                condition=Q(kind="local", office__isnull=False)
                | Q(kind__in=["national", "joint_leave"], office__isnull=True),
                name="holiday_local_has_an_office",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.date:%Y-%m-%d} {self.name}"

    @property
    def office_code(self) -> str:
        return self.office_id or ""


class Duty(models.Model):
    """Who is on duty, from when until when."""

    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="duties")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        ordering = ["starts_at"]
        constraints = [models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="duty_ends_after_start")]

    def __str__(self) -> str:
        return f"{self.staff} {self.starts_at:%Y-%m-%d %H:%M}"
