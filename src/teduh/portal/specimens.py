# SPDX-License-Identifier: AGPL-3.0-or-later
"""The living style page: every part of the screens in every state, with invented people; in demo and debug mode."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from teduh.accounts.actors import public


@dataclass(frozen=True, slots=True)
class Clock:
    tone: str
    share: int
    headline: str
    word: str
    until: str
    text: str
    legal: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    number: int
    name: str
    state: str
    sub: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    at: datetime
    time: str
    text: str
    note: str = ""


CLOCKS = {
    "late": Clock("late", 0, "Lewat 18 menit", "Terlambat", "janji 10.02", "Risiko tinggi: langsung dilayani"),
    "soon": Clock("soon", 14, "Sisa 1 jam 40 menit", "Hampir habis", "sampai 12.00", "Surat tugas: hari yang sama"),
    "run": Clock(
        "run",
        66,
        "Sisa 1 hari 22 jam",
        "Berjalan",
        "sampai Kamis 08.12",
        "Laporan polisi: 3x24 jam",
        "UU 12/2022 Pasal 41",
    ),
    "paused": Clock("paused", 40, "Sisa 2 hari kerja", "Dijeda", "sejak 20 November", "Menunggu hasil visum"),
    "met": Clock("met", 100, "43 menit", "Ditepati", "Senin 08.55", "Risiko tinggi: langsung dilayani"),
}
LINE = (
    Step(1, "Penerimaan", "done", "Selesai, Sen 08.12"),
    Step(2, "Identifikasi", "done", "Selesai, Sen 08.40"),
    Step(3, "Persetujuan", "done", "Selesai, Sen 10.30"),
    Step(4, "Rujukan medis", "skip", "Dilewati: klien tidak bersedia"),
    Step(5, "Surat tugas", "back", "Dikembalikan Kabid"),
    Step(6, "Asesmen", "open", "Terbuka"),
    Step(7, "Rencana", "todo", "Nanti"),
)
LONG_LINE = (
    *(Step(number, f"Langkah {number}", "done", "Selesai") for number in range(1, 10)),
    Step(10, "Himpun data", "open", "Terbuka sejak 09.30"),
    *(Step(number, f"Langkah {number}", "todo", "Nanti") for number in range(11, 17)),
)
_MORNING = datetime(2026, 11, 24, 3, 18, tzinfo=UTC)
JOURNAL = (
    Entry(_MORNING, "10.18", "Ratna membuka alamat klien", "tujuan: membuat surat tugas"),
    Entry(_MORNING, "09.50", "Kabid Sari Umpama mengembalikan surat tugas", "alasan: alamat belum jelas"),
)
PURPOSES = (("letter", "Membuat surat"), ("identity", "Mencocokkan identitas"))


class SpecimenForm(forms.Form):
    name = forms.CharField(label="Nama pelapor", help_text="Boleh inisial.", required=False)
    phone = forms.RegexField(
        r"^[0-9 ]{9,}$", label="Nomor telepon", error_messages={"invalid": "Nomor telepon paling sedikit 9 angka."}
    )
    story = forms.CharField(label="Apa yang terjadi?", widget=forms.Textarea(attrs={"rows": 3}))
    obstacle = forms.ChoiceField(
        label="Hambatan", choices=[("", "Pilih"), ("money", "Bergantung penghasilan"), ("none", "Tidak ada")]
    )
    when = forms.DateField(label="Kapan", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    hours = forms.MultipleChoiceField(
        label="Kapan aman?",
        choices=[("am", "Pagi"), ("pm", "Siang"), ("any", "Tidak tentu")],
        widget=forms.CheckboxSelectMultiple,
    )
    way = forms.ChoiceField(
        label="Cara yang aman",
        choices=[("phone", "Telepon"), ("none", "Jangan hubungi saya")],
        widget=forms.RadioSelect,
    )
    sure = forms.BooleanField(label="Saya sudah membacakan hak-hak pelapor", required=False)
    photo = forms.FileField(label="Foto atau berkas", required=False)


@public
def style(request: HttpRequest) -> HttpResponse:
    """`?salah=1` shows the form with its errors."""
    if not (settings.DEBUG or settings.DEMO):
        raise Http404
    wrong = {"phone": "0800 00", "way": "phone"}
    return render(
        request,
        "portal/style.html",
        {
            "clocks": CLOCKS,
            "line": LINE,
            "long_line": LONG_LINE,
            "journal": JOURNAL,
            "purposes": PURPOSES,
            "form": SpecimenForm(wrong) if request.GET.get("salah") else SpecimenForm(),
            "page": Paginator(range(60), 20).page(2),
        },
    )
