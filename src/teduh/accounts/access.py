# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who may do what: the one table. Read a row as a sentence: these roles may do this, within that scope.

A role gives a permission; the scope says on what. The scopes ask the subject small questions and know nothing else of
it, so that this part stands below all that it guards:

- `subject.office_code`: the office it belongs to ("" is the whole installation);
- `subject.handled_by(actor)`: is the actor of its team (a report's is its taker), or superior in line of one who is?
- `subject.acts_in(actor, step, run)`: is this step of that run one that the actor may take now?
- `subject.staff_id`: whom of the staff it is about.

A role that runs the software (administrator, overseer) gives no row that touches a case or a person (UU 27/2022
art. 16: no more is processed than the purpose needs). Who is both case worker and administrator acts by either role.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from teduh.accounts import roles
from teduh.journal.actor import Actor
from teduh.procedure.problems import Message, Refusal


@dataclass(frozen=True, slots=True)
class Scope:
    """On what a permission holds. `words` completes the sentence of the table."""

    words: str
    holds: Callable[[Actor, object, str, int], bool]  # (actor, subject, step, run)


def _own_office(actor: Actor, subject: object, step: str, run: int) -> bool:
    return bool(actor.office) and getattr(subject, "office_code", None) == actor.office


def _administered(actor: Actor, subject: object, step: str, run: int) -> bool:
    return not actor.office or getattr(subject, "office_code", None) == actor.office


def _team(actor: Actor, subject: object, step: str, run: int) -> bool:
    handled_by = getattr(subject, "handled_by", None)
    return bool(actor.office) and callable(handled_by) and bool(handled_by(actor))


def _step(actor: Actor, subject: object, step: str, run: int) -> bool:
    acts_in = getattr(subject, "acts_in", None)
    return bool(actor.office) and callable(acts_in) and bool(acts_in(actor, step, run))


def _self(actor: Actor, subject: object, step: str, run: int) -> bool:
    return actor.id is not None and getattr(subject, "staff_id", None) == actor.id


def _anywhere(actor: Actor, subject: object, step: str, run: int) -> bool:
    return True


OWN_OFFICE = Scope("di kantornya sendiri", _own_office)
ADMINISTERED = Scope("di kantor yang dikelolanya (tanpa kantor: di semua kantor)", _administered)
TEAM = Scope("bila anggota tim kasus itu, atau atasan dari anggotanya", _team)
TAKER = Scope("bila laporan itu miliknya, atau milik bawahannya", _team)
STEP = Scope("bila langkah itu miliknya", _step)
SELF = Scope("atas dirinya sendiri", _self)
ANYWHERE = Scope("di mana saja", _anywhere)

HEADS = roles.HEADS
SUPERIORS = (*HEADS, "case_supervisor")
CASE_STAFF = roles.CASE_ROLES
FRONT = ("intake_officer", "secretariat", "case_manager", "companion", "social_worker", "counsellor", "rapid_response")
CARERS = (*FRONT, "psychologist", "advocate", "paralegal", "technical_team", "expert")
ANYBODY = tuple(role.code for role in roles.ROLES)
NOBODY = ("",)  # no role at all: the installation itself, where the row lets it


@dataclass(frozen=True, slots=True)
class Rule:
    """One row. `act` is what is done, in words. No roles: everybody who is signed in.

    `system`: the installation itself may do it, unasked by anybody. `public`: so may who has not signed in.
    """

    code: str
    act: str
    roles: tuple[str, ...]
    scope: Scope
    system: bool = False
    public: bool = False


TABLE = (
    # Reports that come in
    Rule("report.take", "mencatat laporan", FRONT, OWN_OFFICE, system=True),
    Rule("report.take_over", "mengambil alih laporan rekan yang tergeletak", FRONT, OWN_OFFICE),
    Rule("report.hand_over", "menyerahkan laporan yang belum selesai", CASE_STAFF, TAKER),
    Rule("report.read", "membaca laporan yang masuk", (*FRONT, *SUPERIORS), OWN_OFFICE),
    Rule("report.triage", "memilah laporan", (*FRONT, *SUPERIORS), OWN_OFFICE),
    # Cases
    Rule("case.open", "membuka kasus", (*FRONT, *SUPERIORS), OWN_OFFICE),
    Rule("case.read", "membaca kasus", CASE_STAFF, TEAM),
    Rule("case.step.start", "memulai langkah", CASE_STAFF, STEP),
    Rule("case.step.finish", "menyelesaikan langkah", CASE_STAFF, STEP),
    Rule(
        "case.step.record",
        "mencatat langkah yang dikerjakan pejabat di atas kertas",
        (*HEADS, "secretariat", "intake_officer"),
        TEAM,
    ),
    Rule("case.step.not_needed", "menyatakan langkah tidak perlu", CASE_STAFF, STEP),
    Rule("case.assign", "menugaskan orang pada kasus", (*SUPERIORS, "case_manager", "intake_officer"), TEAM),
    Rule("case.note", "mencatat pada kasus", CASE_STAFF, TEAM),
    Rule("case.risk", "menetapkan tingkat risiko", (*CARERS, *SUPERIORS), TEAM),
    Rule("case.fact", "mencatat fakta dan syarat kasus", CASE_STAFF, TEAM),
    Rule("case.party", "mencatat orang dalam kasus", CASE_STAFF, TEAM),
    Rule("caseload.hand_over", "menyerahkan pekerjaan sendiri atau bawahan", CASE_STAFF, OWN_OFFICE),
    Rule("case.hand_over", "menyerahkan kasus kepada rekan", CASE_STAFF, TEAM),
    Rule("case.meeting", "mencatat rapat, keputusan, dan anggota tim dari luar", CASE_STAFF, TEAM),
    Rule("case.direct", "memberi arahan kepada anggota tim", (*SUPERIORS, "case_manager"), TEAM),
    Rule("case.wall", "mencatat benturan kepentingan", CASE_STAFF, TEAM, system=True),
    Rule("case.wall.lift", "mencabut benturan kepentingan", SUPERIORS, TEAM),
    Rule("case.contact", "menghubungi orang dalam kasus", CASE_STAFF, TEAM),
    Rule("case.contact.review", "meninjau kontak di luar cara yang aman", SUPERIORS, TEAM),
    Rule("case.consent", "mencatat persetujuan penerima manfaat", CASE_STAFF, TEAM),
    Rule("case.pause", "menjeda janji", (*CARERS, *SUPERIORS), TEAM),
    Rule("case.extend", "memperpanjang janji", (*SUPERIORS, "case_manager"), TEAM),
    Rule("case.run", "memulai layanan lain dalam kasus", (*CARERS, *SUPERIORS), TEAM),
    Rule("case.version.propose", "mengusulkan pindah ke versi standar yang baru", (*CARERS, *SUPERIORS), TEAM),
    Rule("case.version.move", "memindahkan kasus ke versi standar yang baru", SUPERIORS, TEAM),
    Rule("case.end", "mengakhiri kasus lebih awal", (*SUPERIORS, "case_manager"), TEAM),
    Rule("case.close", "menutup berkas kasus", (*SUPERIORS, "case_manager"), TEAM),
    Rule("case.correct", "membatalkan catatan yang keliru", CASE_STAFF, TEAM),
    Rule("case.document", "menyimpan dokumen kasus", CASE_STAFF, TEAM),
    Rule("case.refresh", "menghitung ulang jatuh tempo", CASE_STAFF, TEAM, system=True),
    Rule("letter.make", "membuat surat kasus", CASE_STAFF, TEAM),
    Rule("letter.approve", "memaraf, menandatangani, atau mengembalikan surat", CASE_STAFF, TEAM),
    Rule("letter.revoke", "mencabut surat yang sudah ditandatangani", HEADS, TEAM),
    Rule("letter.deliver", "mencatat penyerahan surat", CASE_STAFF, TEAM),
    Rule("letter.export", "mengambil surat lewat perintah di peladen", NOBODY, ANYWHERE, system=True),
    Rule("disposition.give", "memberi atau meneruskan disposisi", CASE_STAFF, TEAM),
    Rule("disposition.answer", "membaca dan menjawab disposisi", CASE_STAFF, TEAM),
    Rule("letter.key", "membuat kunci tanda tangan sendiri", CASE_STAFF, SELF),
    Rule(
        "letter.register",
        "mengelola buku agenda dan nomor surat",
        (*HEADS, "secretariat", "intake_officer"),
        OWN_OFFICE,
    ),
    # People the office knows
    Rule("person.read", "melihat orang yang dikenal kantor", CASE_STAFF, TEAM),
    Rule("person.add", "mencatat orang yang belum dikenal kantor", CASE_STAFF, OWN_OFFICE),
    Rule("person.edit", "mengubah data orang", CASE_STAFF, TEAM),
    Rule("person.reveal", "membuka identitas, dengan tujuan", CASE_STAFF, TEAM),
    # Standards
    Rule("standard.read", "membaca standar pelayanan", ANYBODY, ANYWHERE),
    Rule("standard.publish", "menerbitkan standar pelayanan", HEADS, OWN_OFFICE, system=True),
    # The office itself
    Rule(
        "manage.read",
        "membuka layar Kelola",
        ("administrator", "agency_head", "secretary", "unit_head", "section_head", "secretariat"),
        ADMINISTERED,
    ),
    Rule("office.edit", "mengubah data kantor dan unit", ("administrator",), ADMINISTERED, system=True),
    Rule(
        "office.letters",
        "mengatur lambang dan penomoran surat",
        ("administrator", "secretary", "secretariat"),
        ADMINISTERED,
        system=True,
    ),
    Rule("staff.edit", "mengubah staf dan perannya", ("administrator",), ADMINISTERED, system=True),
    Rule("holiday.edit", "mengubah hari libur", ("administrator", "secretariat"), ADMINISTERED, system=True),
    Rule(
        "deputy.edit",
        "menunjuk Plt. dan Plh.",
        ("administrator", "agency_head", "secretary"),
        ADMINISTERED,
        system=True,
    ),
    Rule(
        "duty.edit",
        "menyusun jadwal tugas",
        ("administrator", "unit_head", "section_head", "secretariat"),
        ADMINISTERED,
        system=True,
    ),
    Rule("journal.read", "membaca jurnal", ("overseer",), ADMINISTERED),
    Rule("message.deliver", "mencatat pengiriman pesan", NOBODY, ANYWHERE, system=True),
    # One's own account
    Rule("desk.read", "membuka meja kerja", ANYBODY, ANYWHERE),
    Rule("account.sign_in", "masuk dan keluar", (), SELF),
    Rule("account.sign_in_failed", "mencoba masuk", (), ANYWHERE, public=True),
    Rule("account.marks", "menitipkan nomor sendiri dan keluarga", CASE_STAFF, SELF),
    Rule("account.password", "mengganti kata sandi sendiri", (), SELF),
)
RULES = {rule.code: rule for rule in TABLE}


def might(actor: Actor, code: str) -> bool:
    """Whether the actor's roles give the permission on something, whatever it is: for menus and the doors of pages."""
    rule = RULES[code]
    if actor.kind == "system":
        return rule.system
    if actor.kind != "staff":
        return rule.public
    return not rule.roles or not actor.roles.isdisjoint(rule.roles)


def allowed(actor: Actor, code: str, subject: object, *, step: str = "", run: int = 1) -> bool:
    """Whether the actor may do this to that subject. KeyError for a code that is not in the table.

    `run` is which procedure of the case the step is one of (point 17): the same name may stand in several.
    """
    if not might(actor, code):
        return False
    return actor.kind == "system" or RULES[code].scope.holds(actor, subject, step, run)


@dataclass(frozen=True, slots=True)
class Permission:
    """A row of the table as the door asks it: `@action("case.step.finished", may=may("case.step.finish"))`."""

    code: str

    def __call__(
        self, actor: Actor, subject: object, *, step: str = "", run: int = 1, **details: object
    ) -> Refusal | None:
        if allowed(actor, self.code, subject, step=step, run=run):
            return None
        return refusal(self.code)


def may(code: str) -> Permission:
    """The permission of that code. KeyError at import time where the table lacks it: nothing is guarded by a typo."""
    return Permission(RULES[code].code)


def refusal(code: str) -> Refusal:
    """Why not, and who may instead."""
    rule = RULES[code]
    who = "staf yang menangani" if rule.roles == CASE_STAFF else ", ".join(map(roles.label, filter(None, rule.roles)))
    return Refusal(
        rule=f"access:{code}",
        reason=Message(
            id=f"Anda tidak berwenang {rule.act}." + (f" Yang berwenang: {who}, {rule.scope.words}." if who else ""),
            en=f"You may not do this ({code}).",
        ),
    )
