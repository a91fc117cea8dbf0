# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reports whose taking was broken off, on the desk of whoever took them."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from teduh.cases.queries.history import language
from teduh.cases.registry import DeskPanel, DeskRow
from teduh.intake.queries import unfinished
from teduh.journal.actor import Actor
from teduh.lib.codelists import label
from teduh.lib.wording import date_words, time_words

SHOWN = 10


def broken_off(actor: Actor) -> DeskPanel:
    """The newest first; what was typed waits where it was left."""
    rows = []
    for report in unfinished(actor)[:SHOWN]:
        saved = timezone.localtime(report.saved_at)
        rows.append(
            DeskRow(
                title=_("Laporan lewat %s") % label("report_channels", report.channel).lower(),
                note=_("tersimpan %(day)s, %(hour)s")
                % {"day": date_words(saved.date(), language()), "hour": time_words(saved, language())},
                address=reverse("intake:report", args=[report.pk]),
            )
        )
    return DeskPanel(title=_("Belum selesai diterima"), rows=tuple(rows))
