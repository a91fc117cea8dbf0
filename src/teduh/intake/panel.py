# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reports whose taking was broken off, on the desk of whoever took them, of their superiors, and of colleagues who may
go on with them."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from teduh.cases.queries.history import language
from teduh.cases.registry import DeskPanel, DeskRow
from teduh.intake.queries import lies, lying, unfinished, unfinished_below, unfinished_of
from teduh.journal.actor import Actor
from teduh.lib.codelists import label
from teduh.lib.wording import date_words, duration_words, time_words

if TYPE_CHECKING:
    from teduh.accounts.models import Staff
    from teduh.intake.models import Report

SHOWN = 10
SHOWN_OF_OTHERS = 30


def broken_off(actor: Actor) -> DeskPanel:
    """The actor's own, the newest first; what was typed waits where it was left."""
    return DeskPanel(
        title=_("Belum selesai diterima"),
        rows=tuple(
            DeskRow(
                title=title_of(report),
                note=_("tersimpan %s") % moment_of(report.saved_at),
                address=reverse("intake:report", args=[report.pk]),
                mark=how_long(report, actor.at),
            )
            for report in unfinished(actor)[:SHOWN]
        ),
    )


def of_colleagues(actor: Actor) -> DeskPanel:
    """Those of people below in line, to read and hand on; then those of others that lie, to take over."""
    below = [(report, "intake:report") for report in unfinished_below(actor)[:SHOWN_OF_OTHERS]]
    left = [(report, "intake:take_over") for report in lying(actor)[:SHOWN_OF_OTHERS]]
    return DeskPanel(
        title=_("Laporan rekan yang belum selesai"),
        rows=tuple(
            DeskRow(
                title=title_of(report),
                note=_("diterima %(when)s oleh %(who)s")
                % {"when": moment_of(report.received_at), "who": taker(report)},
                address=reverse(name, args=[report.pk]),
                mark=how_long(report, actor.at),
            )
            for report, name in [*below, *left]
        ),
    )


def unfinished_words(actor: Actor, staff: Staff) -> str:
    """How many reports go with a hand-over; empty where none does."""
    number = unfinished_of(actor, staff.pk).count()
    words = ngettext("%(number)s laporan belum selesai", "%(number)s laporan belum selesai", number)
    return words % {"number": number} if number else ""


def title_of(report: Report) -> str:
    return _("Laporan lewat %s") % label("report_channels", report.channel).lower()


def taker(report: Report) -> str:
    return report.taken_by.full_name if report.taken_by else _("sistem")


def moment_of(at: datetime) -> str:
    there = timezone.localtime(at)
    return f"{date_words(there.date(), language())}, {time_words(there, language())}"


def how_long(report: Report, at: datetime) -> str:
    """How long nobody has gone on with it, in words; nothing while somebody may still be typing."""
    return _("Tergeletak %s") % duration_words(at - report.saved_at, language()) if lies(report, at) else ""
