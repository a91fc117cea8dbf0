# SPDX-License-Identifier: AGPL-3.0-or-later
"""Making the letters of a step: data out of the case, a PDF, a version that is kept, and the way to the signature."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from teduh.accounts.access import may
from teduh.cases.models import Case
from teduh.cases.queries.progress import state_of
from teduh.journal.actor import Actor
from teduh.journal.door import Refused, action, record
from teduh.letters import codes as _codes  # noqa: F401 -- registers the codes used below
from teduh.letters.actions.hops import drop_hops, lay_hops
from teduh.letters.asking import kind_of
from teduh.letters.kinds import Kind
from teduh.letters.models import Letter, LetterState, Paper
from teduh.letters.queries import chains
from teduh.letters.queries.content import clients_of, data_or_refuse
from teduh.letters.queries.copies import entitled_of
from teduh.letters.queries.drawing import pdf_of
from teduh.procedure.forms import Per
from teduh.procedure.problems import Message, Refusal
from teduh.procedure.safeguards import left_out
from teduh.standards.formfiles import form

Values = Mapping[str, Any]


def make_product(actor: Actor, case: Case, /, *, run: int, step: str, product: str, answers: Values) -> list[Letter]:
    """What a finished step makes: one letter, or one for each client where it prints a form that is filled for each.

    A letter that this very press signed, or recorded as signed, is there already.
    """
    state = state_of(case)
    opened = state.runs[run].steps[step].opened_at or actor.at
    signed = list(
        Letter.objects.filter(
            case=case, run=run, step=step, product=product, state=LetterState.SIGNED, signed_at__gte=opened
        )
    )
    if signed:
        return signed
    kind = kind_of(product)
    each = kind is not None and bool(kind.form) and form(kind.form).per is Per.CLIENT
    spec = state.runs[run].procedure.step(step)
    out = left_out(state.facts, spec.activity) if spec else ()  # of who has not consented, nothing is written
    clients = [client.pk for number, client in enumerate(clients_of(case), 1) if str(number) not in out]
    return [
        make_letter(actor, case, run=run, step=step, product=product, answers=answers, whom=whom)
        for whom in (each and clients) or (out and clients[:1]) or [0]
    ]


@action("letter.made", may=may("letter.make"))
def make_letter(
    actor: Actor, case: Case, *, run: int, step: str, product: str, answers: Values, whom: int = 0
) -> Letter:
    """The letter that a step produces, or its next version where it is not signed yet.

    `whom` is the client whose form it prints, by the participant's number; 0 for the case as a whole. What was signed
    stays as it is: after it, a step makes another letter, which takes its place once that is signed.
    """
    kind = kind_or_refuse(product, step)
    letter = unsigned(case, run=run, product=product, whom=whom)
    letter = letter or new_letter(actor, case, kind, run=run, step=step, whom=whom)
    add_version(actor, case, letter, kind, answers)
    drop_alternatives(case, letter)
    return letter


@action("letter.written", may=may("letter.make"))
def write_letter(actor: Actor, case: Case, *, product: str, answers: Values) -> Letter:
    """A letter that no step of the case makes: an invitation, a nota dinas, minutes. The law's rules hold for it as for
    the step that would do what it begins. Its way to the signature is that of its kind."""
    kind = kind_or_refuse(product, "")
    state = state_of(case)
    refusal = chains.not_written(case, state, kind)
    if refusal is not None:
        raise Refused(refusal)
    out = left_out(state.facts, kind.activity) if kind.activity else ()  # of who has not consented, nothing is written
    able = [client.pk for number, client in enumerate(clients_of(case), 1) if str(number) not in out]
    letter = new_letter(actor, case, kind, run=min(state.runs), step="", whom=able[0] if out else 0)
    add_version(actor, case, letter, kind, answers)
    return letter


@action("letter.reworked", may=may("letter.make"))
def rework(actor: Actor, case: Case, *, letter: Letter, answers: Values) -> Letter:
    """Another version of a draft that came back, or is not signed yet. Its way to the signature begins anew."""
    letter.refresh_from_db()
    if letter.state != LetterState.DRAFT:
        raise Refused(
            Refusal(
                "letter.state",
                Message("Surat ini bukan konsep lagi.", "This letter is no longer a draft."),
                letter.step,
            )
        )
    if chains.to_be_made_again(case, run=letter.run, step=letter.step):
        raise Refused(
            Refusal(
                "letter.step",
                Message(
                    "Langkah yang membuat surat ini dibuka kembali. Perbaiki konsepnya di langkah itu.",
                    "The step that made this letter is open again. Mend the draft there.",
                ),
                letter.step,
            )
        )
    forbidden = chains.still_forbidden(case, letter)
    if forbidden is not None:
        raise Refused(forbidden)
    add_version(actor, case, letter, kind_or_refuse(letter.product, letter.step), answers)
    return letter


def kind_or_refuse(product: str, step: str) -> Kind:
    kind = kind_of(product)
    if kind is None:
        raise Refused(
            Refusal(
                "produk",
                Message(f"Belum ada contoh surat untuk {product}.", f"There is no letter template for {product}."),
                step,
            )
        )
    return kind


def unsigned(case: Case, *, run: int, product: str, whom: int) -> Letter | None:
    """The letter of that product which another round of its step goes on with."""
    open_states = (LetterState.DRAFT, LetterState.FILED)
    of_steps = Letter.objects.exclude(step="")
    return of_steps.filter(case=case, run=run, product=product, whom=whom, state__in=open_states).first()


def new_letter(actor: Actor, case: Case, kind: Kind, *, run: int, step: str, whom: int) -> Letter:
    letter = Letter(
        id=uuid4(),
        case=case,
        envelope=case.envelope,
        office=case.office,
        run=run,
        step=step,
        product=kind.key,
        whom=whom,
        kind=kind.key,
        title=kind.title,
        state=LetterState.DRAFT,
        made_at=actor.at,
    )
    letter.save(force_insert=True)
    return letter


def drop_alternatives(case: Case, letter: Letter) -> None:
    """Of letters of which one is made, the drafts of an earlier round that were of another kind."""
    spec = state_of(case).runs[letter.run].procedure.step(letter.step)
    others = {
        one for choice in (spec.products if spec else ()) if letter.product in choice.options for one in choice.options
    }
    for other in Letter.objects.filter(
        case=case, run=letter.run, product__in=others - {letter.product}, state=LetterState.DRAFT
    ):
        drop_hops(other)
        other.state = LetterState.DROPPED
        other.save(update_fields=["state"])


def add_version(actor: Actor, case: Case, letter: Letter, kind: Kind, answers: Values) -> Paper:
    """Another version with its PDF; who is to initial and sign it is laid out anew. Without anybody, it is filed."""
    version = letter.papers.count() + 1
    stops = chains.stops_of(case, state_of(case), kind, run=letter.run, step=letter.step, at=actor.at)
    data = data_or_refuse(actor, case, kind, answers, draft=bool(stops), whom=letter.whom, entitled=entitled_of(letter))
    paper = Paper(
        id=uuid4(),
        letter=letter,
        case=case,
        envelope=letter.envelope,
        version=version,
        made_at=actor.at,
        made_by_id=actor.id,
    )
    paper.fields = {"answers": dict(answers), "data": data}
    paper.pdf = pdf_of(kind, data, at=actor.at)
    paper.save(force_insert=True)
    letter.state = LetterState.DRAFT if stops else LetterState.FILED
    letter.save(update_fields=["state"])
    lay_hops(case, letter, stops, version=version, at=actor.at)
    record(
        data={"letter": str(letter.pk), "paper": str(paper.pk), "kind": kind.key, "version": version}
        | {"step": letter.step, "run": letter.run}
    )
    return paper


@action("letter.opened", may=may("case.read"))
def note_opened(actor: Actor, case: Case, *, paper: Paper) -> None:
    """A paper was read or printed: it holds what the case holds."""
    record(data={"paper": str(paper.pk), "kind": paper.letter.kind})
