# SPDX-License-Identifier: AGPL-3.0-or-later
"""Changes to staff: who they are, which roles they hold, who stands in for whom, who is on duty."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime, timedelta

from axes.utils import reset

from teduh.accounts import roles
from teduh.accounts.access import may
from teduh.accounts.actions.offices import OTHER_OFFICE
from teduh.accounts.models import Deputy, Duty, Holding, Office, Staff, Unit
from teduh.accounts.queries import day_of
from teduh.accounts.remembered import forget
from teduh.accounts.waiting import waiting_for
from teduh.journal import door
from teduh.journal.actor import Actor
from teduh.journal.subjects import OfficeSubject
from teduh.procedure.problems import Message, Refusal

# Read out over a telephone or from a slip of paper, so without letters and digits that look alike.
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffDetails:
    """What an office says of somebody who works there; empty where it says nothing."""

    full_name: str
    unit: Unit | None = field(default=None)
    title: str = ""
    nip: str = ""
    rank: str = ""
    email: str = ""
    phone: str = ""


def _refuse(rule: str, indonesian: str, english: str) -> door.Refused:
    return door.Refused(Refusal(rule=rule, reason=Message(indonesian, english)))


def temporary_password() -> str:
    """Four groups of four: some 79 bits, good for one sign-in."""
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(4)) for _ in range(4))


@door.action("staff.added", may=may("staff.edit"))
def add_staff(
    actor: Actor,
    subject: Office | OfficeSubject,
    *,
    username: str,
    details: StaffDetails,
    password: str,
    held: Sequence[str] = (),
    held_from: date | None = None,
    must_change_password: bool = True,
    demo: bool = False,
) -> Staff:
    """Somebody begins to work here, in the roles of `held` from that day on (today unless said).

    The password is for the first sign-in only.
    """
    office = subject if isinstance(subject, Office) else None
    if Staff.objects.filter(username=username.casefold()).exists():
        raise _refuse(
            "staff.username",
            "Nama masuk itu sudah dipakai. Pilih nama masuk yang lain.",
            "That sign-in name is taken. Choose another one.",
        )
    if details.unit is not None and details.unit.office_id != (office and office.pk):
        raise door.Refused(OTHER_OFFICE)
    staff = Staff(username=username.casefold(), office=office, must_change_password=must_change_password, demo=demo)
    _describe(staff, details)
    staff.set_password(password)
    staff.save()
    first = held_from or day_of(office, actor.at)
    for role in held:
        _check_role(staff, role)
        Holding.objects.create(staff=staff, role=role, valid_from=first)
    forget()
    door.attach(staff)
    door.record(
        data={"unit": staff.unit_id, "roles": list(held), "from": first.isoformat(), "demo": demo},
        payload={"username": staff.username},
    )
    return staff


def _describe(staff: Staff, details: StaffDetails) -> list[str]:
    wanted = {name: getattr(details, name) for name in asdict(details) if name != "unit"} | {"unit": details.unit}
    changed = [name for name, value in wanted.items() if getattr(staff, name) != value]
    for name in changed:
        setattr(staff, name, wanted[name])
    return changed


@door.action("staff.changed", may=may("staff.edit"))
def change_staff(actor: Actor, staff: Staff, *, details: StaffDetails) -> Staff:
    """Name, unit, post, rank, contact. Moving to another unit changes who the superiors are."""
    if details.unit is not None and details.unit.office_id != staff.office_id:
        raise door.Refused(OTHER_OFFICE)
    changed = _describe(staff, details)
    staff.save()
    forget()
    door.record(data={"changed": changed, "unit": staff.unit_id})
    return staff


@door.action("staff.activity", may=may("staff.edit"))
def set_active(actor: Actor, staff: Staff, *, active: bool, anyway: bool = False) -> Staff:
    """Somebody leaves or comes back. Who has left cannot sign in and holds no role; what they did stays theirs.

    What still waits for them is handed over first, by them or a superior, unless it has to be at once (`anyway`): then
    it stands on the Desk of their superiors until it is.
    """
    if not active and staff.pk == actor.id:
        raise _refuse(
            "staff.oneself",
            "Anda tidak dapat menonaktifkan diri sendiri. Minta pengelola yang lain.",
            "You cannot deactivate yourself. Ask another administrator.",
        )
    waiting = waiting_for(staff, at=actor.at) if not active else 0
    if waiting and not anyway:
        raise _refuse(
            "staff.waiting",
            "Masih ada pekerjaan yang menunggu orang ini. Minta ia atau atasannya menyerahkannya dahulu.",
            "Work still waits for this person. Ask them or a superior to hand it over first.",
        )
    staff.is_active = active
    staff.save()
    forget()
    door.record(data={"active": active, "waiting": waiting})
    return staff


@door.action("staff.password_reset", may=may("staff.edit"))
def reset_password(actor: Actor, staff: Staff, *, password: str) -> None:
    """A new password for one sign-in, whose owner then chooses another. Open sign-ins end, and so does a lock-out."""
    staff.set_password(password)
    staff.must_change_password = True
    staff.save()
    reset(username=staff.username)
    door.record()


@door.action("role.given", may=may("staff.edit"))
def give_role(actor: Actor, staff: Staff, *, role: str, valid_from: date, valid_until: date | None = None) -> Holding:
    """Somebody holds a role from a day on, perhaps until a day."""
    _check_role(staff, role)
    if staff.pk == actor.id:
        raise _refuse(
            "role.oneself",
            "Anda tidak dapat memberi peran kepada diri sendiri. Minta pengelola yang lain.",
            "You cannot give a role to yourself. Ask another administrator.",
        )
    if valid_until is not None and valid_until < valid_from:
        raise _refuse("role.days", "Hari akhir mendahului hari mulai.", "The last day lies before the first.")
    same = Holding.objects.filter(staff=staff, role=role)
    if any(_overlap(one.valid_from, one.valid_until, valid_from, valid_until) for one in same):
        raise _refuse(
            "role.once",
            "Peran itu sudah dipegang pada hari-hari tersebut. Akhiri dulu yang lama.",
            "That role is already held on those days. End the old one first.",
        )
    holding = Holding.objects.create(staff=staff, role=role, valid_from=valid_from, valid_until=valid_until)
    door.record(data={"role": role, "from": valid_from.isoformat(), "until": valid_until and valid_until.isoformat()})
    return holding


def _check_role(staff: Staff, role: str) -> None:
    if role not in roles.BY_CODE:
        raise ValueError(f"There is no role {role}.")
    if staff.office_id is None and not roles.BY_CODE[role].installation:
        raise _refuse(
            "role.office",
            "Peran ini milik sebuah kantor. Orang tanpa kantor hanya dapat menjadi pengelola atau pengawas.",
            "This role belongs to an office. Without an office one can only be administrator or overseer.",
        )


def _overlap(from_one: date, until_one: date | None, from_other: date, until_other: date | None) -> bool:
    return (until_one is None or from_other <= until_one) and (until_other is None or from_one <= until_other)


@door.action("role.ended", may=may("staff.edit"))
def end_role(actor: Actor, staff: Staff, *, holding: Holding) -> None:
    """A role ends with yesterday; one that began today, or has yet to begin, is taken back altogether."""
    last = day_of(staff.office, actor.at) - timedelta(days=1)
    if holding.valid_from > last:
        holding.delete()
    else:
        holding.valid_until = last
        holding.save()
    door.record(data={"role": holding.role, "until": last.isoformat()})


@door.action("deputy.appointed", may=may("deputy.edit"))
def appoint_deputy(
    actor: Actor,
    office: Office,
    *,
    kind: str,
    role: str,
    staff: Staff,
    valid_from: date,
    valid_until: date | None = None,
    absent: Staff | None = None,
    unit: Unit | None = None,
) -> Deputy:
    """Somebody stands in for a post: Plt. where it is vacant, Plh. for days of absence (Permendagri 1/2023)."""
    if any(one is not None and one.office_id != office.pk for one in (staff, absent, unit)):
        raise door.Refused(OTHER_OFFICE)
    if absent is not None and absent.pk == staff.pk:
        raise _refuse(
            "deputy.oneself", "Orang tidak dapat menggantikan dirinya sendiri.", "One cannot replace oneself."
        )
    if kind == Deputy.PLH and (absent is None or valid_until is None):
        raise _refuse(
            "deputy.days",
            "Plh. menggantikan pejabat tertentu sampai hari tertentu. Isi keduanya.",
            "A deputy for days replaces a named official until a named day. Give both.",
        )
    if valid_until is not None and valid_until < valid_from:
        raise _refuse("deputy.order", "Hari akhir mendahului hari mulai.", "The last day lies before the first.")
    deputy = Deputy.objects.create(
        office=office,
        kind=kind,
        role=role,
        staff=staff,
        absent=absent,
        unit=unit or _led(office, role, absent),
        valid_from=valid_from,
        valid_until=valid_until,
    )
    forget()
    door.record(
        data={
            "deputy": deputy.pk,
            "kind": kind,
            "role": role,
            "staff": f"staff:{staff.pk}",
            "absent": absent and f"staff:{absent.pk}",
            "from": valid_from.isoformat(),
            "until": valid_until and valid_until.isoformat(),
        }
    )
    return deputy


def _led(office: Office, role: str, absent: Staff | None) -> Unit | None:
    """The unit that goes with a vacant post, where only one has it. An absent official's units go with the official."""
    if absent is not None:
        return None
    units = list(Unit.objects.filter(office=office, head_role=role)[:2])
    return units[0] if len(units) == 1 else None


@door.action("deputy.ended", may=may("deputy.edit"))
def end_deputy(actor: Actor, office: Office, *, deputy: Deputy) -> None:
    """The official is back, or the post is filled: the deputyship ends with yesterday."""
    last = day_of(office, actor.at) - timedelta(days=1)
    door.record(data={"deputy": deputy.pk, "until": last.isoformat()})
    if deputy.valid_from > last:
        deputy.delete()
    else:
        deputy.valid_until = last
        deputy.save()
    forget()


@door.action("duty.set", may=may("duty.edit"))
def set_duty(actor: Actor, office: Office, *, staff: Staff, starts_at: datetime, ends_at: datetime) -> Duty:
    """Somebody is on duty between two moments."""
    if staff.office_id != office.pk:
        raise door.Refused(OTHER_OFFICE)
    if ends_at <= starts_at:
        raise _refuse("duty.order", "Jam selesai harus sesudah jam mulai.", "The end must come after the start.")
    duty = Duty.objects.create(staff=staff, starts_at=starts_at, ends_at=ends_at)
    door.record(data={"staff": f"staff:{staff.pk}", "from": starts_at.isoformat(), "until": ends_at.isoformat()})
    return duty
