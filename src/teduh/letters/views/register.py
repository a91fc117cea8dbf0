# SPDX-License-Identifier: AGPL-3.0-or-later
"""The registers of an office: what went out with which number, what came in; to search, to print, to take away."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from teduh.accounts.actors import StaffRequest, staff_required
from teduh.accounts.forms.fields import answer
from teduh.cases.procedureviews import language
from teduh.journal.subjects import OfficeSubject
from teduh.letters import booksheets
from teduh.letters.actions import numbering, register
from teduh.letters.asking import kinds
from teduh.letters.booksheets import Cell
from teduh.letters.queries import registers as queries
from teduh.letters.queries.registers import Wanted
from teduh.letters.registerforms import CancelForm, IncomingForm, ReserveForm, natures
from teduh.lib.codelists import label
from teduh.lib.numbers import whole_number
from teduh.lib.wording import MONTHS
from teduh.persons.details import clean

if TYPE_CHECKING:
    from teduh.letters.models import Number

MOST_FOUND = 200  # by words: whoever finds more, looks closer
MOST_PRINTED = 5_000


@staff_required("letter.register")
@require_http_methods(["GET", "POST"])
def outgoing(request: StaffRequest) -> HttpResponseBase:
    """Words are searched by POST, so that a number that somebody asked for stands in no log."""
    office = office_of(request)
    wanted = wanted_of(request, {key for key, kind in kinds().items() if kind.numbered})
    found = queries.outgoing(request.actor, wanted)
    register.note_opening(request.actor, office, book="outgoing", year=wanted.year)
    if request.POST.get("do") == "xlsx":
        rows = [outgoing_cells(line) for line in outgoing_lines(request, list(found.reverse()[:MOST_PRINTED]))]
        columns = (_("Nomor"), _("Tanggal"), _("Surat"), _("Kasus"), _("Penanda tangan"), _("Keadaan"), _("Keterangan"))
        return taken_away(request, "outgoing", wanted, columns, rows)
    page, everything = page_of(request, found, wanted)
    context = {
        "lines": outgoing_lines(request, list(page)),
        "kinds": [("", _("Semua")), *((key, kind.title) for key, kind in sorted(kinds().items()) if kind.numbered)],
        "title": _("Agenda surat keluar"),
    }
    return show(request, "letters/register_outgoing.html", wanted, page, everything, context)


@staff_required("letter.register")
@require_http_methods(["GET", "POST"])
def incoming(request: StaffRequest) -> HttpResponseBase:
    """Sender and subject are sealed: a search by words opens the year's lines, and that is recorded."""
    office = office_of(request)
    wanted = wanted_of(request, {code for code, _words in natures()})
    found: Any = (
        queries.incoming_found(request.actor, wanted) if wanted.text else queries.incoming(request.actor, wanted)
    )
    register.note_opening(request.actor, office, book="incoming", year=wanted.year)
    if request.POST.get("do") == "xlsx":
        kept = list(found[:MOST_PRINTED])[::-1]
        columns = (
            *(_("Nomor agenda"), _("Diterima"), _("Pengirim"), _("Hal"), _("Nomor surat")),
            *(_("Tanggal surat"), _("Sifat"), _("Kasus"), _("Dicatat oleh")),
        )
        return taken_away(request, "incoming", wanted, columns, [incoming_cells(one) for one in queries.opened(kept)])
    page, everything = page_of(request, found, wanted)
    opened = queries.opened(page)
    seen = queries.seen_cases(request.actor, [one.row.case_id for one in opened])
    context = {
        "lines": [
            {"one": one, "row": one.row, "linked": one.row.case_id in seen, "nature": nature_words(one.row.nature)}
            for one in opened
        ],
        "kinds": [("", _("Semua")), *natures()],
        "title": _("Agenda surat masuk"),
    }
    return show(request, "letters/register_incoming.html", wanted, page, everything, context)


@staff_required("letter.register")
@require_http_methods(["GET", "POST"])
def new_incoming(request: StaffRequest) -> HttpResponseBase:
    """Record a letter that came in: it gets the next agenda number."""
    office = office_of(request)
    form = IncomingForm(request.POST or None, at=request.actor.at)
    if request.method == "POST" and form.is_valid():
        number = form.cleaned_data["case"].strip()
        case = queries.case_numbered(request.actor, number) if number else None
        if number and case is None:
            form.add_error("case", _("Kasus itu tidak ditemukan. Periksa nomornya."))
        else:
            row = answer(
                form, lambda: register.record_incoming(request.actor, office, arrived=form.arrived(), case=case)
            )
            if row is not None:
                messages.success(request, _("Surat masuk dicatat. Nomor agenda: %s.") % row.number)
                return redirect("letters:incoming")
    return render(request, "letters/register_record.html", {"form": form}, status=422 if form.errors else 200)


@staff_required("letter.register")
@require_http_methods(["GET", "POST"])
def reserve(request: StaffRequest) -> HttpResponseBase:
    """Keep the next numbers of a classification for paper of an earlier day."""
    office = office_of(request)
    form = ReserveForm(request.POST or None, today=timezone.localtime(request.actor.at).date())
    if request.method == "POST" and form.is_valid():
        rows = answer(form, lambda: numbering.reserve_numbers(request.actor, office, **form.cleaned_data))
        if rows:
            given = ", ".join(str(row.serial) for row in rows)
            messages.success(request, _("Dicadangkan: nomor urut %s.") % given)
            return redirect("letters:outgoing")
    assert request.user.office is not None  # office_of has looked
    rules = queries.settings_of(request.user.office)
    codes: dict[str, list[str]] = {}
    for kind in kinds().values():
        if kind.numbered:
            codes.setdefault(queries.classification_of(rules, kind), []).append(kind.title)
    context = {"form": form, "codes": sorted((code, ", ".join(titles)) for code, titles in codes.items())}
    return render(request, "letters/register_reserve.html", context, status=422 if form.errors else 200)


@staff_required("letter.register")
@require_http_methods(["GET", "POST"])
def cancel(request: StaffRequest, number_id: UUID) -> HttpResponseBase:
    """Give up a reserved number, with the reason. It stays in the book."""
    office = office_of(request)
    row = queries.reserved_number(request.actor, number_id)
    if row is None:
        raise Http404
    form = CancelForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        done = answer(
            form,
            lambda: numbering.cancel_number(
                request.actor, office, number=number_id, reason=form.cleaned_data["reason"]
            ),
        )
        if done:
            messages.success(request, _("Nomor urut %d dibatalkan. Ia tetap tercatat.") % done.serial)
            return redirect("letters:outgoing")
    context = {"form": form, "number": row}
    return render(request, "letters/register_cancel.html", context, status=422 if form.errors else 200)


# What the pages share ------------------------------------------------------------------------------------------------


def office_of(request: StaffRequest) -> OfficeSubject:
    if not request.actor.office:
        raise Http404
    return OfficeSubject(request.actor.office)


def wanted_of(request: StaffRequest, known: set[str]) -> Wanted:
    """What the page's form asks for; anything else is as if nothing had been asked."""

    def asked(name: str) -> str:
        return request.POST.get(name, "") or request.GET.get(name, "")

    year, month = whole_number(asked("year"), digits=4), whole_number(asked("month"), digits=2)
    return Wanted(
        year=year if 2000 <= year <= 2100 else timezone.localtime(request.actor.at).year,
        month=month if 1 <= month <= 12 else 0,
        kind=asked("kind") if asked("kind") in known else "",
        text=clean(request.POST.get("text", "")).strip()[:200],
    )


def page_of(request: StaffRequest, found: Any, wanted: Wanted) -> tuple[Any, bool]:
    """The page of the list, and whether it is the whole book, as it is printed: the oldest first."""
    everything = request.POST.get("do") == "print" or request.GET.get("semua") == "1"
    if everything:
        kept = list(found[:MOST_PRINTED])[::-1]
        return Paginator(kept, max(1, len(kept))).get_page(1), True
    return Paginator(found, MOST_FOUND if wanted.text else queries.PER_PAGE).get_page(request.GET.get("page")), False


def show(
    request: StaffRequest, template: str, wanted: Wanted, page: Any, everything: bool, context: dict[str, Any]
) -> HttpResponse:
    today = timezone.localtime(request.actor.at).date()
    filters = {"year": wanted.year, "month": wanted.month, "kind": wanted.kind}
    shared = {
        "wanted": wanted,
        "page": page,
        "everything": everything,
        "office": request.user.office,
        "years": queries.years_of(request.actor, today=today),
        "months": [(0, _("Setahun")), *enumerate(MONTHS[language()], start=1)],
        "period": period(wanted),
        "query": urlencode({name: value for name, value in filters.items() if value}),
        "printed_at": request.actor.at,
    }
    return render(request, template, shared | context)


def period(wanted: Wanted) -> str:
    return f"{MONTHS[language()][wanted.month - 1]} {wanted.year}" if wanted.month else str(wanted.year)


def outgoing_lines(request: StaffRequest, numbers: Sequence[Number]) -> list[dict[str, Any]]:
    """Each number with its letter's title, never its content. The letter is linked for who sees its case."""
    seen = queries.seen_cases(request.actor, [one.letter.case_id for one in numbers if one.letter])
    found = []
    for one in numbers:
        badge, state = queries.state_words(one)
        letter = one.letter
        full = queries.full_copy_words(one)
        found.append(
            {
                "number": one,
                "text": one.text or f"{one.series.classification} / {one.serial}",
                "letter": letter,
                "linked": letter is not None and letter.case_id in seen,
                "by": letter.signed_by.title or letter.signed_by.full_name if letter and letter.signed_by else "",
                "badge": badge,
                "state": state_words(state),
                "reason": one.reason.open(),
                "full": _("Salinan lengkap: %s") % full if full else "",
            }
        )
    return found


def state_words(state: str) -> str:
    return {
        "reserved": _("Dicadangkan"),
        "cancelled": _("Batal"),
        "signed": _("Ditandatangani"),
        "revoked": _("Dicabut"),
        "superseded": _("Diganti"),
        "dropped": _("Tidak dipakai"),
        "signing": _("Menunggu tanda tangan"),
    }[state]


def outgoing_cells(line: dict[str, Any]) -> tuple[Cell, ...]:
    letter = line["letter"]
    title, case = (letter.title, letter.case.number) if letter else ("", "")
    return line["text"], line["number"].dated, title, case, line["by"], line["state"], line["full"] or line["reason"]


def incoming_cells(one: queries.Received) -> tuple[Cell, ...]:
    row = one.row
    return (
        *(row.number, timezone.localtime(row.received_at).date(), one.sender, one.subject, one.letter_number),
        *(row.letter_date, nature_words(row.nature), row.case.number if row.case else ""),
        row.recorded_by.full_name if row.recorded_by else "Teduh",
    )


def nature_words(code: str) -> str:
    return label("letter_natures", code)


def taken_away(
    request: StaffRequest, book: str, wanted: Wanted, columns: Sequence[str], rows: Sequence[Sequence[Cell]]
) -> HttpResponse:
    office = request.user.office
    assert office is not None  # office_of has looked
    register.export_register(request.actor, office_of(request), book=book, year=wanted.year, rows=len(rows))
    title = f"{_('Agenda surat keluar') if book == 'outgoing' else _('Agenda surat masuk')} {period(wanted)}"
    content = booksheets.workbook(title, head=[office.name], columns=columns, rows=rows)
    name = f"agenda-{'keluar' if book == 'outgoing' else 'masuk'}-{office.code}-{wanted.year}.xlsx"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=booksheets.MEDIA_TYPE, headers=headers)
