# SPDX-License-Identifier: AGPL-3.0-or-later
"""Full copies: for whom a letter names its clients in full, and whether consent allows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from teduh.cases.models import Case
from teduh.cases.queries.people import clients_of, guardians_are_alleged
from teduh.cases.queries.progress import state_of
from teduh.cases.queries.work import given_in, people_for_forms
from teduh.letters.asking import kind_of
from teduh.letters.kinds import Identity, Kind
from teduh.letters.models import CopyState, FullCopy, Letter
from teduh.letters.outside import WITHHELD as LEFT_OUT
from teduh.letters.outside import ProtectedPerson, form_outside, leaks, masked
from teduh.lib.codelists import code_list, label
from teduh.procedure import safeguards
from teduh.procedure.problems import Message, Refusal
from teduh.procedure.standard.model import Activity

LIST = "entitled_recipients"
GUARDIAN = "guardian"
CONSENT_FORM = "persetujuan-layanan"
# What stands in place of consent was reasoned when it was recorded (UU 27/2022 art. 20(2) c to e).
GROUNDS = frozenset(("emergency", "legal_ground"))
INITIALS_FOOTER = (
    "Salinan berinisial. Surat aslinya memuat identitas lengkap dan hanya untuk penerima yang berhak "
    "(UU 11 Tahun 2012 Pasal 19, UU 12 Tahun 2022 Pasal 69)."
)


@dataclass(frozen=True, slots=True)
class FullCopyView:
    """A full copy in words. `state`: standing, refused, withdrawn."""

    kind: str
    article: str
    recipient: str
    reason: str
    consent: str
    state: str
    asked_by: str
    asked_at: datetime
    ended_by: str
    ended_at: datetime | None
    refused_why: str


def standing(letter: Letter) -> FullCopy | None:
    """The full copy that is asked of the letter, or that it is."""
    return letter.full_copies.select_related("envelope").filter(state=CopyState.STANDING).first()


def entitled_of(letter: Letter) -> dict[str, str] | None:
    """What `compose` prints of it; None where the letter shows initials."""
    copy = standing(letter)
    if copy is None:
        return None
    row = code_list(LIST).row(copy.entitled)
    return {
        "who": copy.recipient.open(),
        "why": copy.reason.open(),
        "kind": row.id if row else copy.entitled,
        "article": str(row.more.get("article", "")) if row else "",
    }


def views_of(letter: Letter) -> list[FullCopyView]:
    """Every full copy that was asked of the letter, the newest first."""
    rows = letter.full_copies.select_related("envelope", "asked_by", "ended_by")
    return [view(row) for row in rows]


def view(row: FullCopy) -> FullCopyView:
    listed = code_list(LIST).row(row.entitled)
    return FullCopyView(
        kind=label(LIST, row.entitled),
        article=str(listed.more.get("article", "")) if listed else "",
        recipient=row.recipient.open(),
        reason=row.reason.open(),
        consent=row.consent.open() if row.consent else "",
        state=row.state,
        asked_by=row.asked_by.full_name,
        asked_at=row.asked_at,
        ended_by=row.ended_by.full_name if row.ended_by else "",
        ended_at=row.ended_at,
        refused_why=row.refused_why.open() if row.refused_why else "",
    )


def may_be_full(letter: Letter) -> bool:
    """Whether the letter shows initials, so that there is something to ask."""
    kind = kind_of(letter.kind)
    return kind is not None and kind.identity is Identity.INITIALS


def consent_lacking(case: Case, entitled: str, said: str) -> Refusal | None:
    """Why the client's consent does not cover this recipient (UU 27/2022 art. 20); None where it does, or where the
    law asks for none. `said`: who agreed to it, when and how, as the writer tells.

    A guardian who is alleged learns nothing (UU 27/2022 art. 50).
    """
    row = code_list(LIST).row(entitled)
    alleged = guardians_are_alleged(case) or any(guardians_are_alleged(case, one) for one in clients_of(case))
    if entitled == GUARDIAN and alleged:
        return _ALLEGED
    if row is None or row.more.get("consent") != "ya":
        return None
    each = safeguards.each_client(state_of(case).facts)  # it names them all
    lacking = next(filter(None, (safeguards.consent(own, Activity.REFER) for own in each)), None)
    if lacking is not None:
        return lacking
    if all(not GROUNDS.isdisjoint(own.get("consent", ())) for own in each):
        return None
    answers = sharing_of(case)
    if "no" in answers:
        return _REFUSED
    return None if said.strip() or answers == {"yes"} else _UNSAID


def sharing_of(case: Case) -> set[str]:
    """What each client answered about sharing their data; "" for whoever was not asked."""
    clients = [number for number, part, _mask in people_for_forms(case) if part == "client"]
    keys = [CONSENT_FORM, *(f"{CONSENT_FORM}@{number}" for number in clients[1:])]
    newest: dict[str, Mapping[str, Any]] = {given.key: given.values for given in given_in(case, keys)}
    return {str(newest.get(key, {}).get("sharing") or "") for key in keys[: max(1, len(clients))]}


_ALLEGED = Refusal(
    safeguards.ARTICLE_IDENTITY,
    Message(
        "Orang tua atau wali yang tercatat adalah terlapor. Ia tidak menerima salinan lengkap.",
        "The parent or guardian on record is alleged. They get no full copy.",
    ),
)
_REFUSED = Refusal(
    safeguards.ARTICLE_CONSENT,
    Message(
        "Klien atau walinya tidak setuju datanya dibagikan. Penerima ini mendapat surat berinisial "
        f"({safeguards.ARTICLE_CONSENT}).",
        "The client or guardian does not agree that their data are shared. This recipient gets initials "
        f"({safeguards.ARTICLE_CONSENT}).",
    ),
)
_UNSAID = Refusal(
    safeguards.ARTICLE_CONSENT,
    Message(
        "Untuk penerima ini perlu persetujuan klien atau walinya. Tulis siapa yang menyetujui, kapan, dan bagaimana "
        f"({safeguards.ARTICLE_CONSENT}).",
        "This recipient needs the consent of the client or guardian. Write who agreed, when and how "
        f"({safeguards.ARTICLE_CONSENT}).",
    ),
)


# The copy for everybody else -----------------------------------------------------------------------------------------


def with_initials(
    kind: Kind, data: Mapping[str, Any], protected: list[ProtectedPerson], known: list[str]
) -> dict[str, Any]:
    """The data of a full letter as whoever else has to know of it reads them: initials, and what tells where somebody
    lives or learns is left out and says so."""
    letter = dict(data["letter"])
    # As they were named on that day too: a name may have been corrected since.
    named = [one for one in data.get("clients") or () if one.get("name")]
    then = [ProtectedPerson(name=one["name"], initials=one["initials"], others=[]) for one in named]
    protected = [*protected, *then]

    def hidden(text: str, field: str = "") -> str:
        return LEFT_OUT if leaks(field, text, protected) else masked(text, protected, known=known)

    def each(value: Any) -> Any:
        return [hidden(str(one)) for one in value] if isinstance(value, list) else hidden(str(value or ""))

    for key in ("to", "attachments", "subject", "body", "closing"):
        letter[key] = each(letter.get(key))
    letter["fields"] = [{**one, "value": each(one.get("value"))} for one in letter.get("fields", ())]
    letter |= {"entitled": None, "footer": INITIALS_FOOTER}
    clients = [{key: value for key, value in one.items() if key != "name"} for one in data.get("clients") or ()]
    form = form_outside(data["form"], protected, known=known) if data.get("form") else None
    return {**data, "letter": letter, "clients": clients, "form": form}
