# SPDX-License-Identifier: AGPL-3.0-or-later
"""The values of a published standard, as the parser leaves them: every default written out, every name resolved.

Names are compared by slug (`slugs.slug`): `key` is always a slug, `name` or `text` is what was published.
Codes (roles, channels, risks, activities) are English identifiers; the file's Indonesian words are mapped to them once,
by the parser.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from teduh.procedure.calendar import WeeklyHours
from teduh.procedure.terms import Limit


class Risk(StrEnum):
    """Risk to the beneficiary (Permen PPPA 2/2022); the strictest first."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Activity(StrEnum):
    """The verbs: kinds of work that the software has a screen for."""

    SUBMIT = "submit"  # ajukan
    RECEIVE = "receive"  # terima
    RECORD = "record"  # catat
    VERIFY = "verify"  # verifikasi
    IDENTIFY = "identify"  # identifikasi, triase
    DISPOSE = "dispose"  # disposisi
    ASSIGN = "assign"  # tugaskan
    INVITE = "invite"  # undang
    INFORM = "inform"  # informasi
    INTERVIEW = "interview"  # wawancara
    GATHER = "gather"  # himpun
    INVESTIGATE = "investigate"  # investigasi
    MEDIATE = "mediate"  # mediasi
    ASSESS = "assess"  # asesmen
    PLAN = "plan"  # rencana
    CONSENT = "consent"  # persetujuan
    COORDINATE = "coordinate"  # koordinasi
    OUTREACH = "outreach"  # penjangkauan
    SERVE = "serve"  # layanan
    SHELTER = "shelter"  # tampung
    REFER = "refer"  # rujukan
    TRANSFER = "transfer"  # pelimpahan
    DECIDE = "decide"  # putusan
    DRAFT = "draft"  # konsep
    INITIAL = "initial"  # paraf
    SIGN = "sign"  # tanda tangan
    DELIVER = "deliver"  # serahkan
    RESPOND = "respond"  # tanggapan
    FEEDBACK = "feedback"  # umpan balik
    REPORT = "report"  # laporan
    MONITOR = "monitor"  # pantau
    CLOSE = "close"  # tutup, terminasi


class Effect(StrEnum):
    """What an outcome does to the case (never where the line goes: that is `setelah`)."""

    PROCEED = "proceed"  # lanjut
    RETURN = "return"  # kembali ke X: the judgements between lose their result
    REPEAT = "repeat"  # ulang dari X: everything between loses its result
    COMPLETED = "completed"  # tuntas
    REJECTED = "rejected"  # ditolak
    SET_ASIDE = "set_aside"  # disisihkan
    TRANSFERRED = "transferred"  # dilimpahkan
    DISCONTINUED = "discontinued"  # dihentikan


ENDS = frozenset(
    {Effect.COMPLETED, Effect.REJECTED, Effect.SET_ASIDE, Effect.TRANSFERRED, Effect.DISCONTINUED},
)
JUDGEMENTS = frozenset({Activity.VERIFY, Activity.INITIAL, Activity.SIGN, Activity.DECIDE})


class AnonymousPolicy(StrEnum):
    """What an office does with an unsigned report; law overrides for children and violence (safeguards)."""

    ACCEPT = "accept"  # terima
    REVIEW = "review"  # telaah
    SET_ASIDE = "set_aside"  # sisihkan


class RequirementKind(StrEnum):
    DOCUMENT = "document"  # dokumen
    FORM = "form"  # formulir
    STATEMENT = "statement"  # keterangan
    ELIGIBILITY = "eligibility"  # kelayakan
    REFERENCE = "reference"  # pegangan
    CHOICE = "choice"  # salah satu


class ProductKind(StrEnum):
    PAPER = "paper"  # a letter or document
    SERVICE = "service"  # jasa


class MomentKind(StrEnum):
    """From when or until when a promise runs."""

    RECEIVED = "received"  # laporan diterima
    COMPLETE = "complete"  # syarat lengkap
    STARTED = "started"  # mulai X
    FINISHED = "finished"  # selesai X
    ENDED = "ended"  # kasus selesai


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody a step names: a role of the office (`role`), or an outside party (`role` empty) who never signs in."""

    name: str
    role: str = ""

    @property
    def outside(self) -> bool:
        return not self.role


@dataclass(frozen=True, slots=True)
class Condition:
    """Facts that must hold: keys joined by *and*, the values of one key by *or*. An unknown fact is false (point 6)."""

    facts: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Link:
    """A predecessor: by name alone (every `lanjut` outcome), or by one named outcome."""

    step: str
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    key: str
    name: str
    effect: Effect
    target: str = ""  # the step that a return goes to
    line: int = 0


@dataclass(frozen=True, slots=True)
class Choice:
    """One entry of a list of papers: one name, or alternatives of which one is made."""

    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Service:
    """An entry of a menu of services; one that names a procedure starts a run of it in the same case (point 17)."""

    key: str
    name: str
    procedure: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One act of the procedure. `after` empty means the start of the line (`awal`, or the first step)."""

    key: str
    name: str
    activity: Activity
    actors: tuple[Party, ...]
    after: tuple[Link, ...] = ()
    after_any: bool = False  # salah satu: opens at the first
    text: str = ""
    item: int = 0  # butir
    shown: bool = True  # tampil
    together: tuple[Party, ...] = ()
    to: tuple[Party, ...] = ()
    condition: Condition | None = None
    judged: bool = False  # bila: perlu
    needs: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    products: tuple[Choice, ...] = ()
    obtains: tuple[str, ...] = ()
    services: tuple[Service, ...] = ()
    criteria: tuple[str, ...] = ()
    outcomes: tuple[Outcome, ...] = ()  # never empty once parsed: at least `selesai`
    repeated: bool = False
    repeat_within: Limit | None = None  # berulang: 30 hari
    note: str = ""
    line: int = 0

    def outcome(self, key: str) -> Outcome | None:
        return next((one for one in self.outcomes if one.key == key), None)


@dataclass(frozen=True, slots=True)
class Procedure:
    """Steps in written order; a step refers only upward, so the order is also the order of computation (point 3)."""

    key: str  # empty for the only procedure of a standard
    name: str
    steps: tuple[Step, ...]
    line: int = 0

    def step(self, key: str) -> Step | None:
        return next((one for one in self.steps if one.key == key), None)


@dataclass(frozen=True, slots=True)
class Requirement:
    key: str
    kind: RequirementKind
    text: str
    whose: tuple[Party, ...] = ()  # empty: the client's
    mandatory: bool = True
    condition: Condition | None = None
    alternatives: tuple[Requirement, ...] = ()  # for CHOICE
    procedure: str = ""  # untuk
    note: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Product:
    key: str
    kind: ProductKind
    text: str
    procedure: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Moment:
    kind: MomentKind
    step: str = ""


@dataclass(frozen=True, slots=True)
class Extension:
    """perpanjangan: how long, by which roles, for which reasons, how often."""

    amount: Limit
    by: tuple[Party, ...]
    reasons: tuple[str, ...] = ()
    times: int = 1


@dataclass(frozen=True, slots=True)
class Promise:
    """A term as published. Exactly one of `limit` and `by_risk` is set."""

    key: str  # janji-1, janji-2 …
    text: str
    name: str
    since: Moment
    until: Moment
    limit: Limit | None = None
    by_risk: tuple[tuple[Risk, Limit], ...] = ()
    floor: Limit | None = None
    condition: Condition | None = None
    extension: Extension | None = None
    pauses: tuple[str, ...] = ()
    procedure: str = ""
    note: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Channel:
    """A way in, or a way to complain: a kind from the catalogue and, where given, its address."""

    kind: str  # code of the channel, or "" where the catalogue does not know it
    name: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class Competence:
    text: str
    party: Party | None = None


@dataclass(frozen=True, slots=True)
class Evaluation:
    every: Limit | None = None
    by: tuple[Party, ...] = ()
    text: str = ""


@dataclass(frozen=True, slots=True)
class Complaints:
    """Handling of complaints about the service itself: same procedure rules, own queue (point 32)."""

    channels: tuple[Channel, ...] = ()
    responsible: tuple[Party, ...] = ()
    limit: Limit | None = None
    procedure: Procedure | None = None
    rules: tuple[str, ...] = ()
    line: int = 0


@dataclass(frozen=True, slots=True)
class Standard:
    """One publication of one service. The fourteen components of PermenPANRB 15/2014, each optional."""

    code: str  # office/service, as the folder
    version: int
    title: str
    office: str
    unit: str = ""
    decree: str = ""
    valid_from: date | None = None
    valid_until: date | None = None
    source: str = ""
    channels: tuple[Channel, ...] = ()
    anonymous: AnonymousPolicy = AnonymousPolicy.REVIEW
    roles: Mapping[str, Party] = field(default_factory=dict)  # local title (slug) -> shared role or outside
    hours: WeeklyHours | None = None
    rules: tuple[str, ...] = ()  # ketentuan
    requirements: tuple[Requirement, ...] = ()
    procedures: tuple[Procedure, ...] = ()  # empty: a page only
    promises: tuple[Promise, ...] = ()
    fee: str = "Tidak dipungut biaya"
    products: tuple[Product, ...] = ()
    complaints: Complaints | None = None
    legal_basis: tuple[str, ...] = ()
    facilities: tuple[str, ...] = ()
    competences: tuple[Competence, ...] = ()
    supervision: tuple[str, ...] = ()
    staff_count: int | None = None
    service_guarantee: tuple[str, ...] = ()
    safety_guarantee: tuple[str, ...] = ()
    evaluation: Evaluation | None = None
    note: str = ""
    digest: str = ""  # sha256 of the file's bytes, hexadecimal: the identity of a published version

    def procedure(self, key: str = "") -> Procedure | None:
        return next((one for one in self.procedures if one.key == key), None)
