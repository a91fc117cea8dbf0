# SPDX-License-Identifier: AGPL-3.0-or-later
"""Making the papers of a step: the letter's data out of the case, its PDF, kept sealed as a version."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.conf import settings

from teduh.accounts import roles
from teduh.accounts.access import may
from teduh.accounts.models import Staff
from teduh.accounts.queries import deputyship, holders
from teduh.cases.models import Answers, Case, Part, Participant
from teduh.cases.queries.progress import office_time
from teduh.journal.actor import Actor
from teduh.journal.door import Refused, action, record
from teduh.letters import codes as _codes  # noqa: F401 -- registers the codes used below
from teduh.letters.asking import folder, kind_of
from teduh.letters.kinds import Kind, compose
from teduh.letters.models import Paper
from teduh.letters.render import render
from teduh.lib.codelists import label
from teduh.lib.masking import initials
from teduh.lib.wording import date_words, time_words
from teduh.procedure.forms import Answer, Form, Per, shown
from teduh.procedure.forms import Kind as FieldKind
from teduh.procedure.problems import Message, Refusal
from teduh.standards.formfiles import form


def make_papers(
    actor: Actor, case: Case, *, run: int, step: str, product: str, answers: Mapping[str, Any]
) -> list[Paper]:
    """Make what a step produces: one paper, or one for each client where it prints a form that is filled for each."""
    kind = kind_of(product)
    each = kind is not None and bool(kind.form) and form(kind.form).per is Per.CLIENT
    return [
        make_paper(actor, case, run=run, step=step, product=product, answers=answers, whom=whom)
        for whom in (each and [client.pk for client in clients_of(case)]) or [0]
    ]


@action("letter.made", may=may("letter.make"))
def make_paper(
    actor: Actor, case: Case, *, run: int, step: str, product: str, answers: Mapping[str, Any], whom: int = 0
) -> Paper:
    """Make one paper, for the client of that participant's number or for the case as a whole. Another round of the step
    makes another version."""
    kind = kind_of(product)
    if kind is None:
        raise Refused(
            Refusal(
                "produk",
                Message(f"Belum ada contoh surat untuk {product}.", f"There is no letter template for {product}."),
                step,
            )
        )
    data = letter_data(actor, case, kind, answers, whom=whom)
    version = Paper.objects.filter(case=case, run=run, product=product, whom=whom).count() + 1
    paper = Paper(
        id=uuid4(),
        case=case,
        envelope=case.envelope,
        run=run,
        step=step,
        product=product,
        whom=whom,
        kind=kind.key,
        title=kind.title,
        version=version,
        made_at=actor.at,
        made_by_id=actor.id,
    )
    paper.fields = dict(answers)
    paper.pdf = render(kind, data, catalogue=folder(), fonts=Path(settings.FONTS_DIR), at=actor.at)
    paper.save(force_insert=True)
    record(data={"paper": str(paper.id), "kind": kind.key, "version": version, "step": step, "run": run, "whom": whom})
    return paper


@action("letter.opened", may=may("case.read"))
def note_opened(actor: Actor, case: Case, *, paper: Paper) -> None:
    """A paper was read or printed: it holds what the case holds."""
    record(data={"paper": str(paper.pk), "kind": paper.kind})


def letter_data(actor: Actor, case: Case, kind: Kind, answers: Mapping[str, Any], *, whom: int = 0) -> dict[str, Any]:
    """Everything a letter shows (`catalogue/letters/README.md`): office, case, client, signatories, form."""
    office = case.office
    clients = clients_of(case)
    client = next((one for one in clients if one.pk == whom), clients[0] if clients else None)
    local = actor.at.astimezone(office_time(office).calendar.zone)
    opened = case.received_at.astimezone(local.tzinfo)
    return compose(
        kind,
        printable_answers(answers),
        office={
            "name": office.name,
            "unit": case.unit.name if case.unit else "",
            "address": office.address,
            "phone": office.phone,
            "lines": list(office.letterhead),
        },
        place=place_of(office.name),
        date_text=date_words(local.date()),
        case={
            "number": case.number,
            "standard": case.runs.get(number=1).version.title,
            "opened": f"{date_words(opened.date())}, {time_words(opened)} {opened.tzname() or ''}".strip(),
        },
        client=client_data(client) if client else None,
        signatory=official(case, kind.signatory, actor) if kind.signatory else None,
        known_by=official(case, kind.known_by, actor) if kind.known_by else None,
        form=form_data(case, kind.form, key_of(kind.form, client, clients)) if kind.form else None,
    )


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
    """Who signs: the holder of the post, or who stands in (`Plh. Kepala Dinas`); dots where nobody does."""
    role = roles.BY_NAME.get(title.casefold())
    staff: Staff | None = None
    if role is not None:
        held = list(holders(case.office, role.code, at=actor.at))
        # One's own post first: who does the step signs what it makes.
        staff = next((one for one in held if one.pk == actor.id), held[0] if held else None)
    if staff is None or role is None:
        return {"title": title[:1].upper() + title[1:], "name": "", "rank": "", "nip": ""}
    standing_in = deputyship(staff, role.code, at=actor.at)
    prefix = f"{standing_in.get_kind_display()[:4]} " if standing_in else ""
    own = staff.title or role.id
    return {
        "title": f"{prefix}{role.id}" if standing_in else own,
        "name": staff.full_name,
        "rank": staff.rank,
        "nip": staff.nip,
    }


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
    return sections_in_words(form(code), answers)


def sections_in_words(filled: Form, answers: Mapping[str, Answer]) -> dict[str, Any]:
    asked = {field.code for field in shown(filled, answers)}
    return {
        "sections": [
            {
                "title": section.title,
                "fields": [
                    {
                        "label": field.text,
                        "value": in_words(field.kind, dict(field_options(field)), answers.get(field.code, "")),
                    }
                    for field in section.fields
                    if field.code in asked
                ],
            }
            for section in filled.sections
        ]
    }


def field_options(field: Any) -> list[tuple[str, str]]:
    return [(option.code, option.text) for option in field.options]


def in_words(kind: FieldKind, options: Mapping[str, str], answer: Answer) -> str:
    """An answer as it is read: option texts for codes, "tidak diketahui" for unknown."""
    if answer is None:
        return "tidak diketahui"
    if isinstance(answer, list):
        return ", ".join(options.get(code, code) for code in answer)
    if kind is FieldKind.DATE:
        text = str(answer)
        about = "sekitar " if text.endswith("~") else ""
        return about + "-".join(reversed(text.rstrip("~").split("-")))
    return options.get(str(answer), str(answer))


def printable_answers(answers: Mapping[str, Any]) -> dict[str, Any]:
    return {code: ("" if value is None else value) for code, value in answers.items()}
