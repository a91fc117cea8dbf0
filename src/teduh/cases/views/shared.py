# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the pages of cases share: finding the case, saying why something was refused."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from teduh.accounts.actors import StaffRequest, seen_or_404
from teduh.cases.procedureviews import language
from teduh.cases.queries import visibility
from teduh.journal.door import Refused
from teduh.procedure.standard.model import Risk
from teduh.standards.words import RISKS, channel

if TYPE_CHECKING:
    from teduh.cases.models import Case

MOST_READ = 12_000_000  # a file this long is refused as too large, and the rest of it is not read


def its_case(request: StaffRequest, case_id: UUID) -> Case:
    """The case, if the actor sees it; absent and forbidden look alike (404). A guess stands in that case's journal."""
    case = seen_or_404(request, visibility.case_for(request.actor, case_id), lambda: visibility.hidden(case_id))
    request.actor = visibility.here(request.actor, case)
    return case


def why(refused: Refused) -> str:
    """A refusal as a sentence for people."""
    reason = refused.refusal.reason.text(language()).strip()
    return reason if reason.endswith((".", "!", "?")) else f"{reason}."


def uploaded(request: StaffRequest, name: str) -> bytes | None:
    """The file of that name, as far as anybody looks into it; None where none was chosen."""
    file = request.FILES.get(name)
    return file.read(MOST_READ) if isinstance(file, UploadedFile) else None


def risk_words(code: str) -> str:
    """`Risiko tinggi`; empty where none is set."""
    return str(RISKS[Risk(code)]) if code else ""


def channel_words(code: str) -> str:
    """How a report came in: `lewat telepon`."""
    return _("lewat %s") % channel(code, code).lower()
