# SPDX-License-Identifier: AGPL-3.0-or-later
"""Files that answer a question of a form: taken in with the page, and opened again."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse, QueryDict
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from teduh.accounts.actors import StaffRequest, staff_required
from teduh.cases import steppage
from teduh.cases.actions.attaching import attach, note_opened
from teduh.cases.procedureviews import language
from teduh.cases.queries import work as queries
from teduh.cases.registry import paper_maker
from teduh.cases.stepforms import name_of
from teduh.cases.steppage import Place
from teduh.cases.views.shared import MOST_READ, its_case, why
from teduh.journal.door import Refused
from teduh.persons.details import clean
from teduh.procedure.forms import LARGEST_FILE, Field, Kind, written
from teduh.procedure.problems import Message


def take_files(request: StaffRequest, place: Place) -> tuple[Place, QueryDict, dict[str, str]]:
    """Keep what was uploaded, before anything else is judged, so that a mistake elsewhere costs nobody a photo.

    Returns the place, the posted page with the kept files as answers, and what is wrong by the name of the field.
    """
    posted = request.POST.copy()
    errors: dict[str, str] = {}
    asked = [
        (name_of(block, one.code), one) for block in place.blocks for one in block.form.fields if one.kind is Kind.FILE
    ]
    sent = [(name, one, file) for name, one in asked for file in request.FILES.getlist(f"{name}.new")]
    if not sent or not place.mine or not place.open:
        return place, posted, errors
    for name, one, file in sent:
        kept = keep_file(request, place, one, file)
        if isinstance(kept, UUID):
            posted.appendlist(name, str(kept))
        else:
            errors[name] = kept
    fresh = steppage.place_of(request.actor, place.case, place.progress, place.run.number, place.step.key)
    return fresh or place, posted, errors


def keep_file(request: StaffRequest, place: Place, one: Field, file: UploadedFile[Any]) -> UUID | str:
    """The number of the kept file, or what is wrong with it."""
    title = clean(file.name or "")[:80] or _("Berkas")
    if (file.size or 0) > (one.most or LARGEST_FILE) * 1_000_000:
        most = written(one.most or LARGEST_FILE)
        return _("%(file)s: paling besar %(most)s MB. Kecilkan fotonya, lalu pilih lagi.") % {
            "file": title,
            "most": most,
        }
    examined = paper_maker().examine(file.read(MOST_READ))
    if isinstance(examined, Message):
        return f"{title}: {examined.text(language())}"
    if one.accepts and examined.type not in one.accepts:
        return _("%s: jenis berkas ini tidak diterima di sini.") % title
    try:
        row = attach(request.actor, place.case, run=place.run.number, step=place.step.key, name=title, file=examined)
    except Refused as refused:
        return f"{title}: {why(refused)}"
    return row.pk


@staff_required("case.read")
@require_GET
def attachment(request: StaffRequest, case_id: UUID, attachment_id: UUID) -> HttpResponse:
    """A file of the case, shown by the browser as what it was examined to be; its opening stands in the journal."""
    case = its_case(request, case_id)
    found = queries.attachment_of(case, attachment_id)
    if found is None:
        raise Http404
    note_opened(request.actor, case, attachment=found)
    end = {"application/pdf": "pdf", "image/png": "png"}.get(found.type, "jpg")
    headers = {"Content-Disposition": f'inline; filename="{attachment_id}.{end}"'}
    return HttpResponse(found.content.open(), content_type=found.type, headers=headers)
