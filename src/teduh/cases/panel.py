# SPDX-License-Identifier: AGPL-3.0-or-later
"""What waits on Desk beside the steps: what the law asks in the actor's cases, and files that may be closed."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from teduh.accounts.access import might
from teduh.cases.clockviews import cached_view
from teduh.cases.procedureviews import language
from teduh.cases.queries import caseload, teamwork
from teduh.cases.queries import contact as contacts
from teduh.cases.queries import desk as queries
from teduh.cases.queries.progress import office_time
from teduh.cases.registry import DeskPanel, DeskRow
from teduh.journal.actor import Actor
from teduh.lib.wording import date_words
from teduh.persons.safecontact import WAYS, said
from teduh.procedure import legal

DUTIES = 20
TO_CLOSE = 8


def legal_duties(actor: Actor) -> DeskPanel:
    """A row a duty, the earliest due first; it leads to the case, where it is recorded."""
    cases = queries.duties(actor, limit=DUTIES)
    time = office_time(cases[0].office) if cases else None
    rows: list[tuple[str, DeskRow]] = []
    for case in cases:
        for data in case.duties:
            clock = cached_view(data, at=actor.at, time=time, language=language()) if time else None
            term = legal.TERMS.get(data["key"])
            if clock is None or term is None:
                continue
            row = DeskRow(
                title=f"{term.name.text(language())}, {case.number}",
                note=f"{clock.until}, {term.article}",
                address=reverse("cases:case", args=[case.pk]),
                mark=f"{clock.headline}, {clock.word.lower()}",
            )
            rows.append((data["due"], row))
    rows.sort(key=lambda pair: pair[0])
    return DeskPanel(title=_("Kewajiban hukum"), rows=tuple(row for _due, row in rows[:DUTIES]))


def to_close(actor: Actor) -> DeskPanel:
    """The longest ended first; where there are more than are shown, a last row leads to them all. One query."""
    found = list(queries.ended_not_closed(actor)[: TO_CLOSE + 1]) if might(actor, "case.close") else []
    rows = [
        DeskRow(
            title=case.number,
            note=_("selesai %s") % date_words(timezone.localtime(case.ended_at).date(), language()),
            address=reverse("cases:case", args=[case.pk]),
        )
        for case in found[:TO_CLOSE]
        if case.ended_at
    ]
    if len(found) > TO_CLOSE:
        everything = f"{reverse('cases:list')}?status={queries.ENDED}"
        rows.append(DeskRow(title=_("Lihat semua"), note=_("masih ada yang lain"), address=everything))
    return DeskPanel(title=_("Prosedur selesai, berkas belum ditutup"), rows=tuple(rows))


def tasks(actor: Actor) -> DeskPanel:
    """What meetings decided and chairs directed that waits for the actor. One query."""
    today = timezone.localtime(actor.at).date()
    rows = [
        DeskRow(
            title=_("Arahan, kasus %s") % row.case.number
            if row.meeting_id is None
            else _("Keputusan rapat, kasus %s") % row.case.number,
            note=_("paling lambat %s") % date_words(row.due_date, language()) if row.due_date else "",
            address=f"{reverse('cases:team', args=[row.case_id])}#tugas-{row.pk}",
            mark=_("lewat waktunya") if row.due_date and row.due_date < today else "",
        )
        for row in teamwork.waiting_for(actor)[:DUTIES]
    ]
    return DeskPanel(title=_("Keputusan dan arahan"), rows=tuple(rows))


def left_behind(actor: Actor) -> DeskPanel:
    """Colleagues below in line who cannot sign in any more and whose cases nobody has taken over."""
    rows = [
        DeskRow(
            title=load.name,
            note=ngettext("%(number)s kasus belum diserahkan", "%(number)s kasus belum diserahkan", load.cases)
            % {"number": load.cases},
            address=reverse("cases:hand_over", args=[load.staff]),
        )
        for load in caseload.gone(actor)
    ]
    return DeskPanel(title=_("Tidak aktif lagi, pekerjaannya tertinggal"), rows=tuple(rows))


def unsafe_contacts(actor: Actor) -> DeskPanel:
    """People who were reached in a way that they had not called safe, for the superiors of whoever did. One query."""
    rows = [
        DeskRow(
            title=f"{said(WAYS[row.way])}, {row.case.number}",
            note=f"{row.by.full_name}, {date_words(timezone.localtime(row.at).date(), language())}",
            address=f"{reverse('cases:case', args=[row.case_id])}#kontak",
        )
        for row in contacts.to_review(actor)[:TO_CLOSE]
    ]
    return DeskPanel(title=_("Kontak di luar cara yang aman"), rows=tuple(rows))
