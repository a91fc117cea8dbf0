# SPDX-License-Identifier: AGPL-3.0-or-later
"""Changes to the days on which offices are closed. Due times follow at once, since they are computed when read."""

from __future__ import annotations

from datetime import date

from django.conf import settings

from teduh.accounts import catalogue
from teduh.accounts.access import may
from teduh.accounts.models import Holiday, Office
from teduh.accounts.queries import calendars_changed
from teduh.journal import door
from teduh.journal.actor import Actor
from teduh.journal.subjects import INSTALLATION, OfficeSubject
from teduh.procedure.problems import Message, Refusal


def load_holidays(actor: Actor) -> int:
    """Bring the catalogue's national holidays and joint leave into the database: of years that it holds nothing of.

    A year already there may have been corrected by hand and is left alone. Returns the number of days added.
    """
    known = {day.year for day in Holiday.objects.filter(office__isnull=True).values_list("date", flat=True)}
    entries = [day for day in catalogue.national_holidays(settings.CATALOGUE_DIR) if day.date.year not in known]
    return announce_holidays(actor, INSTALLATION, days=entries) if entries else 0


@door.action("holidays.announced", may=may("holiday.edit"))
def announce_holidays(actor: Actor, subject: OfficeSubject, *, days: list[catalogue.HolidayEntry]) -> int:
    """The national days of whole years, as the three ministers' decree announces them."""
    Holiday.objects.bulk_create(
        Holiday(date=day.date, name=day.name, kind=day.kind, provisional=day.provisional) for day in days
    )
    calendars_changed()
    door.record(data={"years": sorted({day.date.year for day in days}), "days": len(days)})
    return len(days)


@door.action("holiday.added", may=may("holiday.edit"))
def add_holiday(
    actor: Actor, subject: Office | OfficeSubject, *, day: date, name: str, kind: str, provisional: bool = False
) -> Holiday:
    """A day off: of one office where the subject is an office, else of the whole country."""
    office = subject if isinstance(subject, Office) else None
    if Holiday.objects.filter(date=day, office=office).exists():
        raise door.Refused(
            Refusal(
                rule="holiday.once",
                reason=Message(
                    "Tanggal itu sudah tercatat sebagai hari libur. Hapus dulu yang lama bila namanya keliru.",
                    "That day is already a holiday. Remove the old entry first if its name is wrong.",
                ),
            )
        )
    holiday = Holiday.objects.create(date=day, name=name, kind=kind, office=office, provisional=provisional)
    calendars_changed()
    door.record(data={"date": day.isoformat(), "name": name, "kind": kind, "provisional": provisional})
    return holiday


@door.action("holiday.removed", may=may("holiday.edit"))
def remove_holiday(actor: Actor, subject: Office | OfficeSubject, *, holiday: Holiday) -> None:
    """A day is a working day after all."""
    door.record(data={"date": holiday.date.isoformat(), "name": holiday.name, "kind": holiday.kind})
    holiday.delete()
    calendars_changed()
