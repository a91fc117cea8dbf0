# SPDX-License-Identifier: AGPL-3.0-or-later
"""Taking reports and settling them: each becomes a case, joins one, or is set aside by a recorded decision."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from teduh.accounts.access import may
from teduh.accounts.models import Office, Staff
from teduh.cases.actions.opening import Account, open_case
from teduh.cases.models import Case
from teduh.intake import codes as _codes  # noqa: F401 -- registers the codes used below
from teduh.intake.dates import read_date
from teduh.intake.models import Report, ReportStatus
from teduh.intake.queries import LIES_AFTER, lies, officers_for, passed_on_at, unfinished_of
from teduh.journal.actor import Actor
from teduh.journal.door import Refused, action, attach, record
from teduh.journal.models import Entry
from teduh.journal.subjects import OfficeSubject
from teduh.letters.actions.register import Arrived, record_reported
from teduh.lib.saving import Saving
from teduh.lib.wording import Language, date_words, duration_words, time_words
from teduh.procedure import safeguards
from teduh.procedure.problems import Message, Refusal
from teduh.procedure.standard.model import Effect
from teduh.standards.models import StandardVersion
from teduh.vault import envelopes

SETTLED = "report.settled"  # the rule of a refusal because the report is settled already
OLDER = "report.older"  # the same because another page saved it since
# What comes by these is a letter, and has a place in the register of incoming letters.
LETTER_CHANNELS = ("letter", "fax", "email", "referral", "transfer", "post")
TAKEN = "report.taken"  # the same because it is a colleague's


@action("report.taken", may=may("report.take"))
def take_report(actor: Actor, office: Office, *, channel: str, received_at: datetime, service: str = "") -> Report:
    """Somebody is on the telephone, at the desk, or has written: the report is there from this moment."""
    report = Report(
        id=uuid4(),
        envelope=envelopes.create(office.code, "report"),
        office=office,
        channel=channel,
        received_at=received_at,
        service=service,
        saved_at=actor.at,
        taken_by_id=actor.id,
    )
    report.save(force_insert=True)
    attach(report)
    record(data={"channel": channel, "received_at": received_at.isoformat()})
    return report


@action("report.saved", may=may("report.take"))
def save_report(
    actor: Actor, report: Report, *, saving: Saving, content: Mapping[str, Any], received_at: datetime | None = None
) -> None:
    """What was typed so far, and when the report was received where that is said. A save that is not the newest is
    refused, and changes nothing."""
    open_or_refuse(report)
    own_or_refuse(actor, report)
    count = saving.next_count(saves=report.saves, page=report.page)
    if count is None:
        raise Refused(older())
    if saving.pressed and saving.page == report.page and dict(content) == report.content.open():
        count = report.saves  # pressed twice at one moment: the second press finds what the first one kept
    report.content = dict(content)
    report.saves = count
    report.page = saving.page
    report.saved_at = actor.at
    if received_at is not None:
        report.received_at = min(received_at, actor.at)
    report.save(update_fields=["content", "saves", "page", "saved_at", "received_at"])
    record(data={"save": report.saves, "received_at": report.received_at.isoformat()})


@action("report.taken_over", may=may("report.take_over"))
def take_over(actor: Actor, report: Report, *, of: int | None) -> None:
    """A colleague goes on with a report that lies. `of` is whose it was when they read so: of two who press at once one
    has it, and the other reads who was first."""
    open_or_refuse(report)
    if report.taken_by_id != of or report.taken_by_id == actor.id:
        raise Refused(taken(report))
    if not lies(report, actor.at):
        raise Refused(alive(report))
    pass_on(actor, report, to=actor.id)


@action("report.handed_over", may=may("report.hand_over"))
def hand_over(actor: Actor, report: Report, *, to: int) -> None:
    """Who has a report, or their superior in line, gives it to another officer who takes reports."""
    open_or_refuse(report)
    if to not in dict(officers_for(report, at=actor.at)):
        raise Refused(Refusal("report.to", Message("Pilih petugas dari daftar.", "Choose one of the staff offered.")))
    pass_on(actor, report, to=to)


def give_unfinished(actor: Actor, staff: Staff, to: Staff) -> int:
    """Every report that somebody has begun, to one officer."""
    reports = list(unfinished_of(actor, staff.pk))
    for report in reports:
        hand_over(actor, report, to=to.pk)
    return len(reports)


def pass_on(actor: Actor, report: Report, *, to: int | None) -> None:
    """What was typed goes with the report. From now on it lies with its new taker, and no older page saves into it."""
    record(data={"from": report.taken_by_id, "to": to})
    report.taken_by_id = to
    report.page = ""
    report.saved_at = actor.at
    report.save(update_fields=["taken_by", "page", "saved_at"])


@action("report.opened", may=may("case.open"))
def open_from(
    actor: Actor, report: Report, *, version: StandardVersion, tell: Callable[[], Account], saves: int = 0
) -> Case:
    """The report becomes a case. Pressed twice, or by two people, it becomes one case only.

    `tell` gives what was reported; it is called within the action, since it records the people who are new. It tells
    what was kept by that many `saves`: a report that another page saved since is not opened.
    """
    open_or_refuse(report)
    own_or_refuse(actor, report)
    if report.saves != saves:
        raise Refused(older())
    account = tell()
    case = open_case(actor, report.office, version=version, account=account)
    report.case = case
    report.service = version.code
    report.anonymous = account.anonymous
    settle(report, ReportStatus.OPENED, actor.at)
    record(data={"case": str(case.pk), "number": case.number})
    enter_agenda(actor, report, case, subject=version.title)
    return case


@action("report.joined", may=may("report.triage"))
def join_case(actor: Actor, report: Report, *, case: Case, reason: str) -> None:
    """Another report of the same matter: both originals are kept."""
    open_or_refuse(report)
    own_or_refuse(actor, report)
    if not reason.strip():
        raise Refused(Refusal("7", Message("Tulis alasannya.", "Give the reason.")))
    if case.office_id != report.office_id or not case.handled_by(actor):
        raise Refused(Refusal("report.join", Message("Kasus itu tidak ditemukan.", "No such case.")))
    if case.closed_at is not None:
        raise Refused(
            Refusal(
                "report.join",
                Message(
                    "Berkas kasus itu sudah ditutup. Buka kasus baru, atau buka kembali berkasnya dahulu.",
                    "The file of that case is closed. Open a new case, or open the file again first.",
                ),
            )
        )
    report.case = case
    report.anonymous = bool((report.content.open() or {}).get("anonymous"))
    settle(report, ReportStatus.JOINED, actor.at)
    record(data={"case": str(case.pk)}, payload={"reason": reason})
    enter_agenda(actor, report, case, subject=f"Tambahan untuk kasus {case.number}")


@action("report.set_aside", may=may("report.triage"))
def set_aside(
    actor: Actor, report: Report, *, reason: str, anonymous: bool, facts: Mapping[str, tuple[str, ...]]
) -> None:
    """Set aside with its reason; never an anonymous report about a child or violence (UU 12/2022 art. 39)."""
    open_or_refuse(report)
    if not report.handled_by(actor):
        raise Refused(taken(report))
    if not reason.strip():
        raise Refused(Refusal("7", Message("Tulis alasannya.", "Give the reason.")))
    known = {**facts, "reporter": ("anonymous",)} if anonymous else dict(facts)
    refused = safeguards.set_aside(known, Effect.SET_ASIDE)
    if refused:
        raise Refused(refused)
    report.anonymous = anonymous
    settle(report, ReportStatus.SET_ASIDE, actor.at)
    record(payload={"reason": reason})
    enter_agenda(actor, report, None, subject="Aduan")


def enter_agenda(actor: Actor, report: Report, case: Case | None, *, subject: str) -> None:
    """A report that came as a letter, whatever becomes of it, stands in the office's register of incoming letters."""
    if report.channel not in LETTER_CHANNELS:
        return
    content = report.content.open() or {}
    sender = content.get("letter_from") or ("" if report.anonymous else content.get("reporter_name", ""))
    written, estimated = read_date(str(content.get("letter_date", "")))
    today = actor.at.astimezone(ZoneInfo(report.office.zone)).date()
    record_reported(
        actor,
        OfficeSubject(report.office_id),
        arrived=Arrived(
            sender=str(sender),
            subject=subject,
            received_at=report.received_at,
            letter_number=str(content.get("letter_number", "")),
            letter_date=written if written and not estimated and written <= today else None,
        ),
        case=case,
    )


@action("report.read", may=may("case.read"))
def read_original(actor: Actor, report: Report, *, purpose: str = "") -> None:
    """Record that a report was opened to read, as it was typed, names and all: once it is settled, and before by the
    superiors of who takes it. `purpose`: what a settled one is opened for, of `persons.actions.PURPOSES`."""
    record(data={"purpose": purpose})


def note_opening(actor: Actor, report: Report, *, purpose: str = "") -> None:
    """The same once for a reader and hour."""
    lately = Entry.objects.filter(
        chain=report.chain, code="report.read", actor=actor.reference, at__gt=actor.at - timedelta(hours=1)
    )
    if not lately.exists():
        read_original(actor, report, purpose=purpose)


def open_or_refuse(report: Report) -> None:
    """A settled report is not settled again; whoever comes second is told what became of it."""
    if report.status == ReportStatus.TAKING:
        return
    became = ReportStatus(report.status).label.lower()
    number = f" {report.case.number}" if report.case else ""
    raise Refused(
        Refusal(
            SETTLED,
            Message(
                f"Laporan ini sudah {became}{number}.", f"This report is settled already: {report.status}{number}."
            ),
        )
    )


def own_or_refuse(actor: Actor, report: Report) -> None:
    """Only whose report it is goes on with it: everybody else has to take it over first, which is recorded."""
    if report.taken_by_id != actor.id:
        raise Refused(taken(report))


def taken(report: Report) -> Refusal:
    """Whose the report is, and since when where it passed to them."""
    who = report.taken_by.full_name if report.taken_by else "Teduh"
    since = passed_on_at(report)
    if since is None:
        reason = Message(f"Laporan ini milik {who}.", f"This report is {who}'s.")
    else:
        reason = Message(
            f"Laporan ini beralih kepada {who} pada {moment(report, since, 'id')}.",
            f"This report passed to {who} on {moment(report, since, 'en')}.",
        )
    return Refusal(TAKEN, reason)


def alive(report: Report) -> Refusal:
    """Why a report is not taken over: somebody is at it."""
    who = report.taken_by.full_name if report.taken_by else "Teduh"
    return Refusal(
        "report.alive",
        Message(
            f"Belum dapat diambil alih: {who} menyimpannya pada {moment(report, report.saved_at, 'id')}. "
            f"Dapat diambil alih bila {duration_words(LIES_AFTER)} tidak disimpan.",
            f"Not to be taken over yet: {who} saved it on {moment(report, report.saved_at, 'en')}. "
            f"It may be once nobody saved it for {duration_words(LIES_AFTER, 'en')}.",
        ),
    )


def moment(report: Report, at: datetime, language: Language) -> str:
    there = at.astimezone(ZoneInfo(report.office.zone))
    return f"{date_words(there.date(), language)}, {time_words(there, language)}"


def older() -> Refusal:
    return Refusal(OLDER, Message("Simpanan yang lebih baru sudah ada.", "A newer save is there already."))


def settle(report: Report, status: str, at: datetime) -> None:
    report.status = status
    report.settled_at = at
    report.save(update_fields=["status", "settled_at", "case", "service", "anonymous"])
