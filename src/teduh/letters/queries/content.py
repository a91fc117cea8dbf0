# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a letter shows: office, case, client, officials, a filled form; all out of the case."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from teduh.accounts import roles
from teduh.accounts.models import Staff
from teduh.accounts.queries import deputyship, roles_of
from teduh.cases.models import Answers, Case, Part, Participant
from teduh.cases.queries.progress import office_time
from teduh.cases.queries.walls import free_holders
from teduh.journal.actor import Actor
from teduh.journal.door import Refused
from teduh.letters.dispositions import hops_in_words
from teduh.letters.kinds import UNKNOWN, Kind, compose, missing
from teduh.letters.outside import CopyRefusedError
from teduh.letters.queries.chains import HIGHEST
from teduh.letters.queries.protection import protection
from teduh.letters.queries.registers import logo_of
from teduh.lib.codelists import label
from teduh.lib.masking import initials
from teduh.lib.wording import date_words, time_words
from teduh.procedure.forms import Answer, Form, Per, said, settle
from teduh.procedure.problems import Message, Refusal
from teduh.standards.formfiles import form
from teduh.standards.queries import wording


def letter_data(
    actor: Actor,
    case: Case,
    kind: Kind,
    answers: Mapping[str, Any],
    *,
    draft: bool = False,
    number: str = "",
    dated: date | None = None,
    marks: Mapping[str, Any] | None = None,
    whom: int = 0,
    entitled: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """Everything a letter shows (`catalogue/letters/README.md`): office, case, client, signatories, form.

    `whom`: the one client that it is about, by the participant's number; else it is about all of them. `marks`: what
    signing adds to the letter's own part: `footer`, `qr`, `initials`, and `signatory` in its place. `entitled`: who may
    read the full identity, and why. Raises `outside.CopyRefusedError` where a copy that leaves would name somebody.
    """
    marks = dict(marks or {})
    office = case.office
    clients = clients_of(case)
    about = [one for one in clients if one.pk == whom] or clients
    client = about[0] if about else None
    local = actor.at.astimezone(office_time(office).calendar.zone)
    opened = case.received_at.astimezone(local.tzinfo)
    data = compose(
        kind,
        printable_answers(answers),
        office={
            "name": office.name,
            "unit": case.unit.name if case.unit else "",
            "address": office.address,
            "phone": office.phone,
            "lines": list(office.letterhead),
            "logo": logo_of(office),
        },
        place=place_of(office.name),
        date_text=date_words(dated or local.date()),
        case={
            "number": case.number,
            "standard": case.runs.get(number=1).version.title,
            "opened": f"{date_words(opened.date())}, {time_words(opened)} {opened.tzname() or ''}".strip(),
        },
        clients=[client_data(one) for one in about],
        signatory=marks.pop("signatory", None) or (official(case, kind.signatory, actor) if kind.signatory else None),
        known_by=official(case, kind.known_by, actor) if kind.known_by else None,
        form=form_data(case, kind.form, key_of(kind.form, client, clients)) if kind.form else None,
        number=number,
        entitled=entitled,
        **protection(case),
    )
    data["letter"] |= {"draft": draft, **marks}
    if kind.layout == "disposisi":
        data["hops"] = hops_in_words(case, office_time(office).calendar.zone)
    return data


def data_or_refuse(actor: Actor, case: Case, kind: Kind, answers: Mapping[str, Any], **said: Any) -> dict[str, Any]:
    """The same within an action, which a copy that would name somebody refuses; and so does a letter that lacks
    something. A document without a number shows what there is."""
    try:
        data = letter_data(actor, case, kind, answers, **said)
    except CopyRefusedError as refused:
        raise Refused(Refusal("UU 11/2012:19", refused.reason)) from refused
    if kind.numbered and (lacking := missing(kind, data)):
        raise Refused(
            Refusal(
                "letter.lacks",
                Message(
                    f"{kind.title} belum dapat dibuat. {' '.join(one.words.id for one in lacking)}",
                    f"{kind.title} cannot be made yet. {' '.join(one.words.en for one in lacking)}",
                ),
            )
        )
    return data


def place_of(office_name: str) -> str:
    """The town that a letter is dated at: what follows Kabupaten or Kota in the office's name."""
    for word in ("Kabupaten ", "Kota "):
        if word in office_name:
            return office_name.rpartition(word)[2]
    return ""


def clients_of(case: Case) -> list[Participant]:
    """The clients in the order in which forms are filled for them."""
    rows = Participant.objects.filter(case=case, part=Part.CLIENT).select_related("person__envelope", "envelope")
    return list(rows.order_by("pk"))


def client_data(part: Participant) -> dict[str, Any]:
    name = part.person.name.open()
    return {
        "initials": initials(name),
        "name": name,
        "age": part.age.open(),
        "sex": label("sex", part.person.sex),
    }


def official(case: Case, title: str, actor: Actor) -> dict[str, str]:
    """Who signs: the holder of the post, or who stands in (`Plh. Kepala Dinas`); dots where nobody does.

    What no head signs is signed by whoever wrote it, whatever their profession: a psychologist's report is hers.
    """
    role = roles.BY_NAME.get(title.casefold())
    staff: Staff | None = None
    if role is not None and not role.heads:
        staff = Staff.objects.filter(pk=actor.id or 0).select_related("office").first()
    elif role is not None:
        held = free_holders(case, role.code, at=actor.at)
        if not held:  # then the head of the agency signs, as its way to the signature says
            role = roles.BY_CODE[HIGHEST]
            held = free_holders(case, HIGHEST, at=actor.at)
        staff = next((one for one in held if one.pk == actor.id), held[0] if held else None)
    if staff is None or role is None:
        return {"title": title[:1].upper() + title[1:], "name": "", "rank": "", "nip": ""}
    return signature_block(staff, role.code, at=actor.at)


def signature_block(staff: Staff, role: str, *, at: datetime) -> dict[str, str]:
    """An official as a letter names them: by their own title, as standing in for the post (`Plh. Kepala Dinas`), or as
    signing in the name of whoever holds it and may not know of the case (`a.n. Kepala Dinas, Kepala Bidang`)."""
    standing_in = deputyship(staff, role, at=at)
    title = f"{standing_in.get_kind_display()[:4]} {roles.label(role)}" if standing_in else ""
    if not title and roles.BY_CODE[role].heads and role not in roles_of(staff, at=at):
        title = f"a.n. {roles.label(role)}, {staff.title}".rstrip(", ")
    return {
        "title": title or staff.title or roles.label(role),
        "name": staff.full_name,
        "rank": staff.rank,
        "nip": nip_in_groups(staff.nip),
    }


def nip_in_groups(nip: str) -> str:
    """As it is written everywhere: day of birth, month of appointment, sex, serial."""
    return f"{nip[:8]} {nip[8:14]} {nip[14]} {nip[15:]}" if len(nip) == 18 and nip.isdecimal() else nip


def key_of(code: str, client: Participant | None, clients: Sequence[Participant]) -> str:
    """Under which name the answers about this client are kept: a form that is filled for each is the first client's
    without a number, and bears the participant's number for every other."""
    if client is None or client == clients[0] or form(code).per is not Per.CLIENT:
        return code
    return f"{code}@{client.pk}"


def form_data(case: Case, code: str, key: str) -> dict[str, Any] | None:
    """The last final answers to a form, section by section, in words; None where it was never filled."""
    row = (
        Answers.objects.filter(case=case, form=key, final=True).select_related("envelope").order_by("-saved_at").first()
    )
    if row is None:
        return None
    answers = row.values.open() or {}
    return sections_in_words(wording(row.asked) or form(code), answers)


def sections_in_words(filled: Form, answers: Mapping[str, Answer]) -> dict[str, Any]:
    settled = settle(filled, answers)
    return {
        "sections": [
            {
                "title": section.title,
                "fields": [
                    {
                        "label": field.text,
                        "value": said(field, settled.answers[field.code]) if field.code in settled.answers else "",
                    }
                    for field in section.fields
                    if field.code in settled.fields
                ],
            }
            for section in filled.sections
        ]
    }


def printable_answers(answers: Mapping[str, Any]) -> dict[str, Any]:
    """Unknown in words; a browser's line ends as everybody else writes them, or two equal drafts would differ."""
    return {
        code: UNKNOWN if value is None else value.replace("\r\n", "\n") if isinstance(value, str) else value
        for code, value in answers.items()
    }
