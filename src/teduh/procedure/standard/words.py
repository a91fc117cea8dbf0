# SPDX-License-Identifier: AGPL-3.0-or-later
"""The fixed words of the format: activities, effects of an outcome, moments, risks, yes and no.

The file says them in Indonesian; the code knows them in English. What an office may add to (roles, channels, facts)
stands in the catalogue instead, see `vocabulary`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from teduh.procedure.standard.model import Activity, AnonymousPolicy, Effect, MomentKind, RequirementKind, Risk
from teduh.procedure.standard.slugs import slug

NOT_NEEDED = "tidak-perlu"  # the outcome that `bila: perlu` adds (point 14)
FINISHED = "selesai"  # the outcome of a step that writes none
RETURNED = "dikembalikan"  # the outcome that an approval has by itself: back to the draft
START = "awal"  # `setelah: awal`: from the start
ONE_OF = "salah satu"
OUTSIDE = "luar"  # `peran: {bidan desa: luar}`: never signs in
NEEDED = "perlu"  # `bila: perlu`
RETURN_TO = "kembali ke"
REPEAT_FROM = "ulang dari"


@dataclass(frozen=True, slots=True)
class ActivityWord:
    """An activity as a file names it. `also` are words of the same meaning; `near` are forms of the verb that people
    write by habit, suggested but not accepted. `settles` are the facts that its screen asks for (rule C21)."""

    activity: Activity
    id: str
    en: str
    also: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    settles: tuple[str, ...] = ()


_INTAKE = ("risk", "kind", "client", "region", "reporter")

ACTIVITIES = (
    ActivityWord(Activity.SUBMIT, "ajukan", "submit", near=("mengajukan", "pengajuan", "sampaikan", "menyampaikan")),
    ActivityWord(
        Activity.RECEIVE,
        "terima",
        "receive",
        near=("menerima", "penerimaan", "diterima"),
        settles=_INTAKE,
    ),
    ActivityWord(
        Activity.RECORD,
        "catat",
        "record",
        near=("mencatat", "pencatatan", "registrasi", "mendaftar", "input", "memasukkan"),
        settles=_INTAKE,
    ),
    ActivityWord(
        Activity.VERIFY,
        "verifikasi",
        "verify",
        near=("memverifikasi", "klarifikasi", "periksa", "memeriksa", "pemeriksaan", "cek", "validasi", "telaah"),
        settles=_INTAKE,
    ),
    ActivityWord(
        Activity.IDENTIFY,
        "identifikasi",
        "identify",
        also=("triase",),
        near=("mengidentifikasi", "pilah", "memilah", "skrining"),
        settles=_INTAKE,
    ),
    ActivityWord(Activity.DISPOSE, "disposisi", "route", near=("mendisposisi", "mendisposisikan", "arahkan")),
    ActivityWord(Activity.ASSIGN, "tugaskan", "assign", near=("menugaskan", "penugasan", "menunjuk", "penunjukan")),
    ActivityWord(Activity.INVITE, "undang", "invite", near=("mengundang", "undangan", "memanggil", "panggil")),
    ActivityWord(
        Activity.INFORM,
        "informasi",
        "inform",
        near=("menginformasikan", "beri informasi", "memberi informasi", "menjelaskan", "beritahukan"),
    ),
    ActivityWord(
        Activity.INTERVIEW,
        "wawancara",
        "interview",
        near=("mewawancarai", "mewawancara"),
        settles=_INTAKE,
    ),
    ActivityWord(
        Activity.GATHER,
        "himpun",
        "gather",
        near=("menghimpun", "mengumpulkan", "kumpulkan", "pengumpulan"),
        settles=_INTAKE,
    ),
    ActivityWord(
        Activity.INVESTIGATE,
        "investigasi",
        "investigate",
        near=("menginvestigasi", "selidiki", "penelusuran"),
        settles=_INTAKE,
    ),
    ActivityWord(Activity.MEDIATE, "mediasi", "mediate", near=("memediasi",)),
    ActivityWord(
        Activity.ASSESS,
        "asesmen",
        "assess",
        near=("assessment", "assesmen", "mengasesmen", "penilaian"),
        settles=_INTAKE,
    ),
    ActivityWord(Activity.PLAN, "rencana", "plan", near=("merencanakan", "perencanaan", "menyusun rencana")),
    ActivityWord(Activity.CONSENT, "persetujuan", "consent", near=("menyetujui", "informed consent")),
    ActivityWord(Activity.COORDINATE, "koordinasi", "coordinate", near=("mengoordinasikan", "berkoordinasi", "rapat")),
    ActivityWord(
        Activity.OUTREACH,
        "penjangkauan",
        "outreach",
        near=("menjangkau", "jangkau", "kunjungan", "home visit"),
        settles=_INTAKE,
    ),
    ActivityWord(
        Activity.SERVE,
        "layanan",
        "serve",
        near=("melayani", "pelayanan", "memberikan layanan", "pendampingan", "mendampingi", "konseling"),
    ),
    ActivityWord(Activity.SHELTER, "tampung", "shelter", near=("menampung", "penampungan")),
    ActivityWord(Activity.REFER, "rujukan", "refer", near=("merujuk", "rujuk")),
    ActivityWord(Activity.TRANSFER, "pelimpahan", "transfer", near=("melimpahkan", "limpahkan")),
    ActivityWord(Activity.DECIDE, "putusan", "decide", near=("memutuskan", "keputusan", "penetapan", "menetapkan")),
    ActivityWord(Activity.DRAFT, "konsep", "draft", near=("membuat konsep", "menyusun", "menyiapkan surat", "buat")),
    ActivityWord(Activity.INITIAL, "paraf", "initial", near=("memaraf", "diparaf")),
    ActivityWord(
        Activity.SIGN,
        "tanda tangan",
        "sign",
        also=("tandatangan",),
        near=("menandatangani", "penandatanganan", "tandatangani"),
    ),
    ActivityWord(
        Activity.DELIVER,
        "serahkan",
        "deliver",
        near=("menyerahkan", "penyerahan", "meneruskan", "teruskan", "kirim", "mengirim"),
    ),
    ActivityWord(Activity.RESPOND, "tanggapan", "respond", near=("menanggapi", "tanggapi", "menjawab", "merespons")),
    ActivityWord(Activity.FEEDBACK, "umpan balik", "feedback", near=("survei", "meminta umpan balik")),
    ActivityWord(Activity.REPORT, "laporan", "report", near=("melaporkan", "pelaporan", "membuat laporan")),
    ActivityWord(Activity.MONITOR, "pantau", "monitor", near=("memantau", "pemantauan", "monitoring", "evaluasi")),
    ActivityWord(
        Activity.CLOSE,
        "tutup",
        "close",
        also=("terminasi",),
        near=("menutup", "penutupan", "pengakhiran", "mengakhiri"),
    ),
)

ACTIVITY_WORDS: Mapping[Activity, ActivityWord] = MappingProxyType({word.activity: word for word in ACTIVITIES})
ACTIVITY_BY_SLUG: Mapping[str, Activity] = MappingProxyType(
    {slug(name): word.activity for word in ACTIVITIES for name in (word.id, *word.also)},
)
_ACTIVITY_BY_HABIT = {slug(name): word.id for word in ACTIVITIES for name in word.near}

EFFECTS: Mapping[Effect, tuple[str, str]] = MappingProxyType(
    {
        Effect.PROCEED: ("lanjut", "go on"),
        Effect.RETURN: (RETURN_TO, "return to"),
        Effect.REPEAT: (REPEAT_FROM, "repeat from"),
        Effect.COMPLETED: ("tuntas", "completed"),
        Effect.REJECTED: ("ditolak", "rejected"),
        Effect.SET_ASIDE: ("disisihkan", "set aside"),
        Effect.TRANSFERRED: ("dilimpahkan", "transferred"),
        Effect.DISCONTINUED: ("dihentikan", "discontinued"),
    },
)
EFFECT_BY_SLUG: Mapping[str, Effect] = MappingProxyType(
    {slug(words[0]): effect for effect, words in EFFECTS.items() if effect not in (Effect.RETURN, Effect.REPEAT)},
)

MOMENTS: Mapping[MomentKind, tuple[str, str]] = MappingProxyType(
    {
        MomentKind.RECEIVED: ("laporan diterima", "report received"),
        MomentKind.COMPLETE: ("syarat lengkap", "requirements complete"),
        MomentKind.STARTED: ("mulai", "start of"),
        MomentKind.FINISHED: ("selesai", "end of"),
        MomentKind.ENDED: ("kasus selesai", "case ended"),
    },
)
RISKS: Mapping[Risk, tuple[str, str]] = MappingProxyType(
    {Risk.HIGH: ("tinggi", "high"), Risk.MEDIUM: ("sedang", "medium"), Risk.LOW: ("rendah", "low")},
)
ANONYMOUS: Mapping[AnonymousPolicy, tuple[str, str]] = MappingProxyType(
    {
        AnonymousPolicy.ACCEPT: ("terima", "accept"),
        AnonymousPolicy.REVIEW: ("telaah", "review"),
        AnonymousPolicy.SET_ASIDE: ("sisihkan", "set aside"),
    },
)
REQUIREMENT_KINDS: Mapping[RequirementKind, tuple[str, str]] = MappingProxyType(
    {
        RequirementKind.DOCUMENT: ("dokumen", "document"),
        RequirementKind.FORM: ("formulir", "form"),
        RequirementKind.STATEMENT: ("keterangan", "statement"),
        RequirementKind.ELIGIBILITY: ("kelayakan", "eligibility"),
        RequirementKind.REFERENCE: ("pegangan", "reference"),
    },
)
YES_NO: Mapping[str, bool] = MappingProxyType({"ya": True, "tidak": False})


def activity_of(name: str) -> Activity | None:
    """The activity that a step's name begins with (the longest that fits), or None."""
    parts = slug(name).split("-")
    for length in (3, 2, 1):
        found = ACTIVITY_BY_SLUG.get("-".join(parts[:length]))
        if found and len(parts) >= length:
            return found
    return None


def activity_by_habit(name: str) -> str:
    """The activity word that is probably meant: `Menerima laporan` means `terima`. Empty where none comes near."""
    parts = slug(name).split("-")
    for length in (2, 1):
        found = _ACTIVITY_BY_HABIT.get("-".join(parts[:length]))
        if found:
            return found
    return ""


def activity_name(activity: Activity, language: str = "id") -> str:
    word = ACTIVITY_WORDS[activity]
    return word.en if language == "en" else word.id
