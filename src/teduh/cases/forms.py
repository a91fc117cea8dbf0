# SPDX-License-Identifier: AGPL-3.0-or-later
"""The small forms beside the steps of a case. Each is made with the choices that the rules leave now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from teduh.accounts.forms.fields import Form
from teduh.cases.actions.teamwork import Decided
from teduh.cases.actions.walls import GROUNDS
from teduh.lib.codelists import UNKNOWN, code_list
from teduh.persons.details import clean
from teduh.persons.safecontact import WAYS
from teduh.persons.safecontact import said as safe_words
from teduh.procedure.standard.slugs import words as step_words
from teduh.standards.words import RISKS, sentence

Choices = Sequence[tuple[str, Any]]
LONGEST = 20_000
# As the browser's own field writes a moment, and as people write one where it is plain text.
MOMENTS = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%d-%m-%Y %H.%M", "%d-%m-%Y %H:%M", "%d/%m/%Y %H.%M"]
DAYS = ["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y"]
STEP = "langkah-"  # before a step's key in the name of its field
REASON = _("Alasan")
EARLIEST_YEAR = 2000  # an event before is a slip of the keyboard, often a year half typed
ANSWERS = [("yes", _("Ya")), ("no", _("Tidak")), (UNKNOWN, _("Tidak tahu"))]
SEXES = [("female", _("Perempuan")), ("male", _("Laki-laki")), (UNKNOWN, _("Tidak tahu"))]

PARTS = [
    ("client", _("Klien")),
    ("alleged", _("Terlapor")),
    ("guardian", _("Wali")),
    ("witness", _("Saksi")),
    ("reporter", _("Pelapor")),
    ("other", _("Pihak lain")),
]


class Text(forms.CharField):
    """Text as it may be kept: control signs and direction marks are dropped, never refused."""

    def to_python(self, value: Any) -> str:
        return clean(str(value)) if value else ""


def words(label: Any, *, required: bool = True, rows: int = 3, help_text: Any = "") -> Text:
    return Text(
        label=label,
        required=required,
        max_length=LONGEST,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": _("Tulis alasannya.") if label == REASON else _("Isi dulu.")},
    )


class CaseForm(Form):
    """A form whose choices come from the case: `choices` by field name. `name` is its place in the address."""

    name = ""

    def __init__(self, data: Any = None, *, choices: Mapping[str, Choices] | None = None, **options: Any) -> None:
        super().__init__(data, auto_id=f"{self.name}-%s", **options)
        for field, pairs in (choices or {}).items():
            offered = self.fields[field]
            assert isinstance(offered, forms.ChoiceField)
            offered.choices = list(pairs)


class RiskForm(CaseForm):
    name = "risiko"
    risk = forms.ChoiceField(
        label=_("Tingkat risiko"),
        choices=[(risk.value, word) for risk, word in RISKS.items()],
        widget=forms.RadioSelect,
        error_messages={"required": _("Pilih satu.")},
    )
    reason = words(
        REASON,
        required=False,
        help_text=_("Wajib bila diturunkan, juga bila di bawah saran. Janji semula tetap terlihat."),
    )


class ConsentForm(CaseForm):
    """Asks of which client it is said where the case has several."""

    name = "persetujuan"
    client = forms.ChoiceField(label=_("Klien"), error_messages={"required": _("Pilih satu klien.")})
    value = forms.ChoiceField(
        label=_("Apa kata klien?"),
        choices=[
            ("given", _("Setuju")),
            ("refused", _("Tidak setuju")),
            ("withdrawn", _("Menarik persetujuan")),
            ("emergency", _("Darurat, belum dapat ditanya")),
            ("legal_ground", _("Tidak ditanyakan, memakai dasar hukum lain")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Pilih satu.")},
    )
    giver = forms.ChoiceField(
        label=_("Yang memberi, menolak, atau menarik"),
        required=False,
        choices=[
            ("", "—"),
            ("client", _("Klien sendiri")),
            ("guardian_child", _("Wali dengan persetujuan anak")),
            ("guardian", _("Orang tua atau wali")),
        ],
        help_text=_("Untuk anak: orang tua atau wali, bukan yang dilaporkan."),
    )
    giver_name = Text(
        label=_("Nama yang memberi persetujuan"),
        required=False,
        max_length=200,
        help_text=_("Wajib bila orang tua atau wali; juga yang menolak atau menariknya."),
    )
    ground = forms.ChoiceField(
        label=_("Dasar hukum lain"),
        required=False,
        choices=[
            ("", "—"),
            ("vital", _("Kepentingan vital klien")),
            ("duty", _("Kewajiban hukum")),
            ("public", _("Pelaksanaan tugas pelayanan publik")),
        ],
    )
    reason = words(
        REASON, required=False, help_text=_("Wajib bila darurat atau dasar hukum lain (UU 27 Tahun 2022 Pasal 20).")
    )

    def __init__(self, data: Any = None, *, choices: Mapping[str, Choices] | None = None, **options: Any) -> None:
        super().__init__(data, choices=choices, **options)
        if not (choices or {}).get("client"):
            del self.fields["client"]


class AgeForm(CaseForm):
    """A client whose age nobody knows counts as a child until an officer says otherwise."""

    name = "usia"
    client = forms.ChoiceField(label=_("Klien"), error_messages={"required": _("Pilih satu klien.")})
    considered = forms.ChoiceField(
        label=_("Klien ini"),
        choices=[("child", _("Dianggap anak")), ("adult", _("Dianggap dewasa"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Pilih satu.")},
        help_text=_("Bila ragu: anak. Seseorang yang belum 18 tahun adalah anak (UU 35 Tahun 2014 Pasal 1)."),
    )
    band = forms.ChoiceField(label=_("Perkiraan usia"), required=False, help_text=_("Wajib bila dianggap dewasa."))
    reason = words(REASON, rows=2, help_text=_("Dari mana perkiraan ini: rapor, keterangan keluarga, pemeriksaan."))


class DutyForm(CaseForm):
    name = "kewajiban"
    duty = forms.ChoiceField(
        label=_("Kewajiban"), widget=forms.RadioSelect, error_messages={"required": _("Pilih satu.")}
    )
    when = forms.DateTimeField(
        label=_("Kapan dilakukan"),
        help_text=_("Jam setempat. Kewajiban berhenti pada waktu ini, bukan saat dicatat."),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MOMENTS[0]),
        input_formats=MOMENTS,
        error_messages={
            "required": _("Tulis kapan dilakukan."),
            "invalid": _("Tulis tanggal dan jam, misalnya 22-11-2026 10.15."),
        },
    )
    proof = words(
        _("Nomor atau bukti"),
        required=False,
        rows=2,
        help_text=_("Misalnya nomor laporan polisi dan kantornya. Tersimpan tersegel."),
    )


class EventForm(CaseForm):
    """What begins a clock of the law. Without an hour the day counts from its first moment."""

    name = "kejadian"
    fact = forms.ChoiceField(label=_("Kejadian"), error_messages={"required": _("Pilih satu.")})
    day = forms.DateField(
        label=_("Tanggal"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y"],
        error_messages={
            "required": _("Tulis tanggalnya."),
            "invalid": _("Tulis tanggal, misalnya 22-11-2026."),
        },
    )
    hour = forms.TimeField(
        label=_("Jam"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        input_formats=["%H:%M", "%H:%M:%S", "%H.%M"],
        help_text=_("Jam setempat. Bila kosong, dihitung sejak awal hari itu."),
        error_messages={"invalid": _("Tulis jam, misalnya 10.15.")},
    )
    about = forms.BooleanField(label=_("Kira-kira"), required=False)
    source = words(
        _("Dari mana diketahui?"),
        rows=2,
        help_text=_("Misalnya surat penyidik, nomor dan kantornya. Tersimpan tersegel."),
    )
    proof = forms.FileField(label=_("Bukti"), required=False, help_text=_("PDF, JPEG, atau PNG, paling besar 10 MB."))

    def clean_day(self) -> date:
        day: date = self.cleaned_data["day"]
        if day.year < EARLIEST_YEAR:
            raise forms.ValidationError(_("Periksa tahunnya."))
        return day


class RequirementForm(CaseForm):
    name = "syarat"
    requirement = forms.CharField(widget=forms.HiddenInput)
    run = forms.IntegerField(widget=forms.HiddenInput, initial=1)
    mark = forms.ChoiceField(
        choices=[("met", _("Ada")), ("waived", _("Bebaskan")), ("invalid", _("Tidak sah")), ("complete", _("Lengkap"))]
    )
    reason = words(REASON, required=False)


class PauseForm(CaseForm):
    name = "jeda"
    cause = forms.ChoiceField(label=_("Menunggu apa?"))
    reason = words(_("Keterangan"), required=False)


class ResumeForm(CaseForm):
    name = "jalan-lagi"
    run = forms.IntegerField(widget=forms.HiddenInput, initial=1)


class ExtendForm(CaseForm):
    name = "perpanjang"
    promise = forms.ChoiceField(label=_("Janji yang diperpanjang"))
    reason = words(REASON)


class AssignForm(CaseForm):
    name = "tugaskan"
    whom = forms.ChoiceField(
        label=_("Kepada siapa?"), help_text=_("Langkah berikutnya dari peran itu hanya milik orang ini.")
    )


class ColleagueForm(CaseForm):
    name = "tambah-rekan"
    whom = forms.ChoiceField(label=_("Siapa?"), help_text=_("Ia akan melihat seluruh kasus ini."))


class LeaveForm(CaseForm):
    name = "keluarkan-rekan"
    staff = forms.IntegerField(widget=forms.HiddenInput)
    reason = words(REASON, rows=2)


class WallForm(CaseForm):
    name = "benturan"
    staff = forms.ChoiceField(
        label=_("Siapa?"),
        error_messages={"required": _("Pilih satu.")},
        help_text=_("Baginya kasus ini tidak ada lagi. Penggantinya ditentukan menurut urutan jabatan."),
    )
    ground = forms.ChoiceField(
        label=_("Mengapa?"), widget=forms.RadioSelect, error_messages={"required": _("Pilih satu.")}
    )
    reason = words(REASON, rows=2)

    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        offered = self.fields["ground"]
        assert isinstance(offered, forms.ChoiceField)
        offered.choices = [(code, safe_words(word)) for code, word in GROUNDS.items()]


class LiftForm(CaseForm):
    name = "cabut-benturan"
    staff = forms.CharField(widget=forms.HiddenInput)
    reason = words(REASON, rows=2)


class MarksForm(Form):
    """Numbers of one's own and of one's family, one a line. They are shown to nobody afterwards."""

    own = words(_("NIK dan nomor telepon saya"), required=False, rows=3, help_text=_("Satu nomor satu baris."))
    kin = words(
        _("NIK dan nomor telepon keluarga dekat saya"),
        required=False,
        rows=4,
        help_text=_("Pasangan, anak, orang tua, saudara, mertua. Satu nomor satu baris, tanpa nama."),
    )


class ReachForm(Form):
    """Reaching somebody of the case. An e-mail is written here; for the rest, what is needed is opened."""

    way = forms.ChoiceField(
        label=_("Lewat apa?"), widget=forms.RadioSelect, error_messages={"required": _("Pilih satu cara.")}
    )
    reason = words(
        REASON,
        required=False,
        rows=2,
        help_text=_("Hanya bila cara atau jamnya di luar yang aman. Atasan diberi tahu."),
    )
    title = Text(label=_("Judul surel"), required=False, max_length=120)
    body = words(_("Isi surel"), required=False, rows=4)

    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        offered = self.fields["way"]
        assert isinstance(offered, forms.ChoiceField)
        offered.choices = [(code, safe_words(word)) for code, word in WAYS.items()]


class TeamForm(Form):
    """A form of the team's page; whoever of the team is chosen is one of `members`: key and words."""

    def __init__(self, data: Any = None, *, members: Choices = (), **options: Any) -> None:
        super().__init__(data, **options)
        self.members = list(members)

    def offer(self, name: str, pairs: Choices) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(pairs)

    def said(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


class OutsiderForm(TeamForm):
    profession = forms.ChoiceField(label=_("Profesi"), error_messages={"required": _("Pilih satu.")})
    name = Text(label=_("Nama"), max_length=200, error_messages={"required": _("Tulis namanya.")})
    institution = Text(label=_("Lembaga"), required=False, max_length=200)
    contact = Text(label=_("Telepon atau surel"), required=False, max_length=200)

    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        self.offer("profession", [("", "—"), *((row.code, row.label) for row in code_list("professions").rows)])


class OutsiderLeavesForm(TeamForm):
    outsider = forms.UUIDField()


class DirectionForm(TeamForm):
    to = forms.ChoiceField(label=_("Kepada"), error_messages={"required": _("Pilih satu.")})
    text = words(_("Arahan"), rows=2)
    due = forms.DateField(
        label=_("Paling lambat"), required=False, widget=forms.DateInput(attrs={"type": "date"}), input_formats=DAYS
    )

    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        self.offer("to", [("", "—"), *self.members])


class TaskForm(TeamForm):
    task = forms.UUIDField()
    result = words(_("Hasilnya"), rows=2)


class MeetingForm(TeamForm):
    """A meeting with up to four decisions; those left empty count for nothing."""

    DECISIONS = 4

    kind = forms.ChoiceField(
        label=_("Jenis"),
        choices=[("coordination", _("Rapat koordinasi")), ("conference", _("Pembahasan kasus"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Pilih satu.")},
    )
    held_at = forms.DateTimeField(
        label=_("Kapan"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MOMENTS[0]),
        input_formats=MOMENTS,
    )
    attended = forms.MultipleChoiceField(
        label=_("Siapa yang hadir?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tandai siapa yang hadir.")},
    )
    pledged = forms.MultipleChoiceField(
        label=_("Siapa yang berjanji menjaga rahasia?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Wajib bagi yang dari luar kantor, sebelum perkaranya dibahas."),
    )
    summary = words(_("Apa yang dibahas?"), rows=4)

    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        self.offer("attended", self.members)
        self.offer("pledged", self.members)
        for number in range(1, self.DECISIONS + 1):
            self.fields[f"text-{number}"] = words(_("Apa yang dikerjakan"), required=False, rows=2)
            self.fields[f"who-{number}"] = forms.ChoiceField(
                label=_("Oleh siapa"), required=False, choices=[("", "—"), *self.members]
            )
            self.fields[f"due-{number}"] = forms.DateField(
                label=_("Paling lambat"),
                required=False,
                widget=forms.DateInput(attrs={"type": "date"}),
                input_formats=DAYS,
            )
        self.dress()

    @property
    def rows(self) -> list[tuple[forms.BoundField, ...]]:
        return [
            tuple(self[f"{name}-{number}"] for name in ("text", "who", "due"))
            for number in range(1, self.DECISIONS + 1)
        ]

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        for number in range(1, self.DECISIONS + 1):
            if bool(said.get(f"text-{number}")) != bool(said.get(f"who-{number}")):
                self.add_error(f"who-{number}", _("Tulis keputusannya dan pilih siapa yang mengerjakan."))
        return said

    def said(self) -> dict[str, Any]:
        said = self.cleaned_data
        decided = [
            Decided(said[f"text-{number}"], said[f"who-{number}"], said[f"due-{number}"])
            for number in range(1, self.DECISIONS + 1)
            if said[f"text-{number}"]
        ]
        kept = {name: said[name] for name in ("kind", "attended", "pledged", "summary")}
        return {**kept, "held_at": said["held_at"], "decided": decided}


class HandOverForm(Form):
    """Who takes over everything, and for each case who else, where somebody else takes it."""

    to = forms.ChoiceField(label=_("Kepada siapa?"), error_messages={"required": _("Pilih satu.")})
    note = words(_("Catatan serah terima"), help_text=_("Yang perlu diketahui penerima. Tersimpan di setiap kasus."))

    def __init__(self, data: Any = None, *, people: Choices, cases: Sequence[tuple[UUID, str]], **options: Any) -> None:
        super().__init__(data, **options)
        self.cases = [case for case, _number in cases]
        offered = self.fields["to"]
        assert isinstance(offered, forms.ChoiceField)
        offered.choices = [("", "—"), *people]
        for case, number in cases:
            self.fields[self.field_of(case)] = forms.ChoiceField(
                label=format_lazy(_("Kasus {number} kepada"), number=number),
                required=False,
                choices=[("", _("penerima di atas")), *people],
            )
        self.dress()

    def field_of(self, case: UUID) -> str:
        return f"to-{case}"

    def otherwise(self) -> dict[UUID, int]:
        said = self.cleaned_data
        return {case: int(said[self.field_of(case)]) for case in self.cases if said[self.field_of(case)]}


class NoteForm(CaseForm):
    name = "catatan"
    text = words(_("Catatan untuk rekan"), help_text=_("Hal yang perlu diketahui siapa pun yang membuka kasus ini."))


class CorrectForm(CaseForm):
    name = "batalkan"
    number = forms.IntegerField(widget=forms.HiddenInput)
    reason = words(_("Mengapa dibatalkan?"))


class EndForm(CaseForm):
    name = "akhiri"
    cause = forms.ChoiceField(label=_("Sebab"))
    reason = words(REASON)


class CloseForm(CaseForm):
    name = "tutup"
    reason = words(REASON, help_text=_("Prosedur sudah selesai. Menutup berkas adalah keputusan tersendiri."))


class ReopenForm(CaseForm):
    name = "buka-lagi"
    reason = words(REASON)


class RunForm(CaseForm):
    name = "layanan-lain"
    procedure = forms.ChoiceField(label=_("Layanan"))


class VersionForm(CaseForm):
    """Proposes a newer version: a field for each step done or begun, `choices` by that field's name what it becomes."""

    name = "usul-versi"
    run = forms.IntegerField(widget=forms.HiddenInput)
    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = words(REASON)

    def __init__(self, data: Any = None, *, choices: Mapping[str, Choices] | None = None, **options: Any) -> None:
        super().__init__(data, **options)
        self.offered = dict(choices or {})
        for field, pairs in self.offered.items():
            label = sentence(step_words(field.removeprefix(STEP)))
            self.fields[field] = forms.ChoiceField(label=label, choices=pairs, required=False)
        self.order_fields([*self.offered, "reason"])
        self.dress()

    def clean(self) -> dict[str, Any]:
        """With `pairs`: the steps that were mapped, each with what it becomes."""
        said = self.cleaned_data
        pairs = [(field.removeprefix(STEP), value) for field, value in said.items() if field.startswith(STEP) and value]
        return {**said, "pairs": tuple(pairs)}


class MoveForm(CaseForm):
    name = "pindah-versi"
    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = words(REASON)


class WithdrawForm(CaseForm):
    name = "tarik-usul-versi"
    reason = words(REASON)


class PersonForm(CaseForm):
    """Somebody new in the case. Nothing is required but their part in it."""

    name = "orang-baru"
    part = forms.ChoiceField(label=_("Sebagai"), choices=PARTS)
    full_name = Text(label=_("Nama"), required=False, max_length=300, help_text=_("Boleh inisial atau kosong."))
    sex = forms.ChoiceField(label=_("Jenis kelamin"), choices=SEXES, required=False, widget=forms.RadioSelect)
    age = forms.IntegerField(label=_("Usia (tahun)"), required=False, min_value=0, max_value=130)
    phone = Text(label=_("Telepon"), required=False, max_length=60)


class PartForm(CaseForm):
    """One more part of somebody who is in the case already: the reporter is its guardian too."""

    name = "peran-lain"
    person = forms.ChoiceField(label=_("Siapa?"))
    part = forms.ChoiceField(label=_("Juga sebagai"), choices=PARTS)


class RelateForm(CaseForm):
    name = "hubungan"
    other = forms.ChoiceField(label=_("Orang ini"))
    code = forms.ChoiceField(label=_("adalah … klien"))
    client = forms.ChoiceField(label=_("Klien"))
    same_home = forms.ChoiceField(
        label=_("Tinggal serumah?"), choices=ANSWERS, required=False, widget=forms.RadioSelect
    )


def band_choices() -> Choices:
    rows = [(row.code, row.label) for row in code_list("age_bands").rows if row.code != UNKNOWN]
    return [(UNKNOWN, _("Tidak dapat diperkirakan")), *rows]


def relation_choices() -> Choices:
    rows = [(row.code, row.label) for row in code_list("relations").rows if row.code not in (UNKNOWN, "self")]
    return [(UNKNOWN, _("Tidak diketahui")), *rows]
