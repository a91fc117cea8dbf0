# SPDX-License-Identifier: AGPL-3.0-or-later
"""An office, its units, its holidays."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from teduh.accounts import hours, roles
from teduh.accounts.actions import OfficeDetails
from teduh.accounts.forms.fields import Form, choice, day, lines, number, offer, offer_rows, text
from teduh.accounts.words import role_name
from teduh.procedure.calendar import WeeklyHours, parse_hours

ZONES = [("Asia/Jakarta", "WIB"), ("Asia/Makassar", "WITA"), ("Asia/Jayapura", "WIT")]


class OfficeForm(Form):
    name = text(_("Nama kantor"))
    short_name = text(_("Nama pendek"), longest=80, help_text=_("Tampil di bagian atas layar."))
    address = lines(_("Alamat"), rows=2)
    phone = text(_("Telepon"), required=False, longest=60, inputmode="tel")
    contacts = lines(
        _("Kanal pengaduan layanan"), help_text=_("Satu baris satu kanal, misalnya “situs: alamat.go.id”.")
    )
    letterhead = lines(_("Kop surat"), help_text=_("Satu baris surat satu baris, dari atas ke bawah."))
    zone = forms.ChoiceField(label=_("Zona waktu"), choices=ZONES)
    at_once_minutes = number(
        _("Batas “langsung”, dalam menit"),
        least=1,
        most=240,
        help_text=_("Janji “langsung” dianggap lewat sesudah ini."),
    )
    warn_days = number(_("Peringatan janji dalam hari: berapa hari sebelumnya"), least=0, most=30)
    warn_minutes = number(_("Peringatan janji dalam jam: berapa menit sebelumnya"), least=0, most=1440)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for place, name in enumerate(hours.DAYS):
            self.fields[f"day_{place}"] = forms.CharField(
                label=name,
                required=False,
                max_length=100,
                widget=forms.TextInput(attrs={"class": "form-control", "inputmode": "text", "autocomplete": "off"}),
            )

    def days(self) -> list[forms.BoundField]:
        return [self[f"day_{place}"] for place in range(len(hours.DAYS))]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        week: dict[int, Any] = {}
        for place, name in enumerate(hours.DAYS):
            if f"day_{place}" not in cleaned or not cleaned[f"day_{place}"].strip():
                continue
            read = parse_hours({name.casefold(): cleaned[f"day_{place}"]})
            if isinstance(read, WeeklyHours):
                week.update(read.days)
            elif cleaned[f"day_{place}"].strip().casefold() not in ("tutup", "libur", "closed"):
                self.add_error(f"day_{place}", " ".join(problem.id for problem in read))
        if not week and not self.errors:
            self.add_error("day_0", _("Isi jam buka sedikitnya satu hari, misalnya 08.00-16.00."))
        cleaned["week"] = WeeklyHours(week)
        return cleaned

    def clean_contacts(self) -> list[list[str]]:
        pairs: list[list[str]] = []
        for line in self.cleaned_data["contacts"].splitlines():
            kind, colon, address = line.partition(":")
            if line.strip() and not (colon and kind.strip() and address.strip()):
                raise forms.ValidationError(
                    _("Baris “%(line)s” tidak terbaca. Tulis kanal, titik dua, lalu alamatnya."),
                    params={"line": line.strip()},
                )
            if line.strip():
                pairs.append([kind.strip(), address.strip()])
        return pairs

    def clean_letterhead(self) -> list[str]:
        return [line.strip() for line in self.cleaned_data["letterhead"].splitlines() if line.strip()]

    def details(self) -> OfficeDetails:
        names = OfficeDetails.__dataclass_fields__
        return OfficeDetails(**{name: value for name, value in self.cleaned_data.items() if name in names})

    @staticmethod
    def initial_of(office: Any) -> dict[str, Any]:
        """What the form shows of an office."""
        week = hours.from_data(office.hours)
        return {
            **{name: getattr(office, name) for name in OfficeDetails.__dataclass_fields__ if name != "week"},
            "contacts": "\n".join(f"{kind}: {address}" for kind, address in office.contacts),
            "letterhead": "\n".join(office.letterhead),
            **{f"day_{place}": hours.write_day(week.days.get(place, ())) for place in range(len(hours.DAYS))},
        }


class UnitForm(Form):
    name = text(_("Nama unit"))
    parent = choice(_("Di bawah unit"), required=False, help_text=_("Kosong berarti unit paling atas."))
    head_role = choice(_("Dipimpin oleh jabatan"), required=False)
    head = choice(_("Pejabatnya"), required=False, help_text=_("Pimpinan unit melihat kasus yang ditangani stafnya."))

    def __init__(self, *args: Any, units: list[Any], staff: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_rows(self, "parent", units)
        offer_rows(self, "head", staff)
        offer(self, "head_role", [(code, role_name(code)) for code in (*roles.HEADS, "case_manager")])


class HolidayForm(Form):
    date = day(_("Tanggal"))
    name = text(_("Nama hari"), longest=150)
    kind = forms.ChoiceField(label=_("Jenis"))
    provisional = forms.BooleanField(label=_("Tanggal ini masih perkiraan"), required=False)

    def __init__(self, *args: Any, kinds: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "kind", kinds)
