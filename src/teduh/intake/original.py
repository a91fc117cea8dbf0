# SPDX-License-Identifier: AGPL-3.0-or-later
"""The original of a settled report: what was typed, in the order of the page, and where the case's page links it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from teduh.cases.queries.history import language
from teduh.cases.registry import ReportRow
from teduh.intake import queries
from teduh.intake.forms import ReportForm
from teduh.lib.codelists import label
from teduh.lib.wording import date_words, time_words

if TYPE_CHECKING:
    from teduh.cases.models import Case


@dataclass(frozen=True, slots=True)
class Section:
    """Questions and what was typed to them, under a heading."""

    title: str
    lines: tuple[tuple[str, str], ...]


def sections_of(form: ReportForm, content: Mapping[str, Any]) -> list[Section]:
    """Everything that was typed or chosen, as it was; what stayed empty is left out, and when it was received, which
    the report itself says. A name typed before the reporter asked for it not to be known is not read to the team."""
    lines: dict[tuple[int, str], list[tuple[str, str]]] = {}
    unnamed = content.get("anonymous") and not content.get("reporter_is_client")
    for name, field in form.fields.items():
        said = words(field, content.get(name))
        if name == "reporter_name" and said and unnamed:
            said = _("Ditutup: pelapor tidak mau menyebut nama.")
        if said and name != "received" and not isinstance(field.widget, forms.HiddenInput):
            lines.setdefault(heading(name), []).append((question(name, field), said))
    return [Section(title, tuple(lines[place, title])) for place, title in sorted(lines)]


def heading(name: str) -> tuple[int, str]:
    """The place and the title of the section that a field stands in."""
    part, _dash, rest = name.partition("-")
    match part:
        case "narrative" | "when" | "when_date" | "when_about" | "place" | "place_kind" | "place_region_text" | "kinds":
            return 2, _("Apa yang terjadi?")
        case "risk" | "risk_level" | "risk_reason":
            return 3, _("Risiko")
        case "client":
            return 4, _("Klien %d") % (int(rest.partition("-")[0]) + 1)
        case "alleged":
            return 5, _("Terlapor %d") % (int(rest.partition("-")[0]) + 1)
        case "relation" | "home":
            return 5, _("Terlapor %d") % (int(rest.partition("-")[2]) + 1)
        case "letter_from" | "letter_number" | "letter_date":
            return 0, _("Surat")
        case "service" | "requirements":
            return 6, _("Layanan")
    return 1, _("Pelapor")


def question(name: str, field: forms.Field) -> str:
    part, _dash, rest = name.partition("-")
    if part in ("relation", "home"):
        return f"{_('Klien %d') % (int(rest.partition('-')[0]) + 1)}: {field.label}"
    return str(field.label)


def words(field: forms.Field, typed: Any) -> str:
    """The words of what was chosen; anything else as it was typed."""
    if not typed:
        return ""
    if isinstance(field, forms.BooleanField):
        return _("Ya")
    chosen = typed if isinstance(typed, list) else [typed]
    if isinstance(field, forms.ChoiceField):
        known = {str(value): str(word) for value, word in cast("Iterable[tuple[str, str]]", field.choices)}
        return ", ".join(known.get(str(one), str(one)) for one in chosen)
    return ", ".join(str(one) for one in chosen)


def originals_of(case: Case) -> list[ReportRow]:
    """The reports of a case for its page: the one that it came of, and those that joined."""
    rows = []
    for report in queries.reports_of(case):
        received = timezone.localtime(report.received_at)
        when = f"{date_words(received.date(), language())}, {time_words(received, language())}"
        rows.append(
            ReportRow(
                title=label("report_channels", report.channel),
                note=f"{when} · {_('digabung')}" if report.status == "joined" else when,
                address=reverse("intake:report", args=[report.pk]),
            )
        )
    return rows
