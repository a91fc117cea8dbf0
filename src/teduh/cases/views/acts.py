# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is done to a case beside its steps: one table of the small forms, and the one view that they are sent to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from teduh.accounts.actors import StaffRequest, staff_required
from teduh.cases import forms
from teduh.cases.actions import file, version, walls
from teduh.cases.casepage import forms_for
from teduh.cases.queries import file as queries
from teduh.cases.queries.people import people_of
from teduh.cases.queries.progress import office_time, progress_of
from teduh.cases.queries.visibility import case_for
from teduh.cases.registry import paper_maker
from teduh.cases.views.page import case_page
from teduh.cases.views.shared import MOST_READ, its_case, why
from teduh.journal.actor import Actor
from teduh.journal.door import Refused
from teduh.lib.codelists import UNKNOWN, code_list
from teduh.lib.numbers import whole_number
from teduh.persons.details import Details
from teduh.procedure.problems import Message, Refusal
from teduh.procedure.standard.model import Effect, Risk

if TYPE_CHECKING:
    from teduh.cases.models import Case

Said = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Act:
    """One form: its class, what it does, and what is said when it is done."""

    form: type[forms.CaseForm]
    do: Callable[[Actor, Case, Said], object]
    done: Any


def pair(value: str) -> tuple[int, str]:
    """`12|psychologist` as (12, "psychologist")."""
    number, _sign, rest = value.partition("|")
    if not whole_number(number):
        raise Refused(Refusal("pilihan", Message("Pilih dari daftar.", "Choose from the list.")))
    return whole_number(number), rest


def set_risk(actor: Actor, case: Case, said: Said) -> object:
    return file.set_risk(actor, case, risk=Risk(said["risk"]), reason=said["reason"])


def meet_duty(actor: Actor, case: Case, said: Said) -> object:
    duty, _sign, fact = said["duty"].partition("|")
    here = timezone.make_naive(said["when"]).replace(tzinfo=office_time(case.office).calendar.zone)
    return file.meet_duty(actor, case, duty=duty, fact=fact, at=here, proof=said["proof"])


def record_event(actor: Actor, case: Case, said: Said) -> object:
    zone = office_time(case.office).calendar.zone
    proof = paper_maker().examine(said["proof"].read(MOST_READ)) if said["proof"] else None
    if isinstance(proof, Message):
        raise Refused(Refusal("event", proof))
    return file.record_event(
        actor,
        case,
        fact=said["fact"],
        at=datetime.combine(said["day"], said["hour"] or time.min, zone),
        about=said["about"] or said["hour"] is None,
        source=said["source"],
        proof=proof,
    )


def record_consent(actor: Actor, case: Case, said: Said) -> object:
    return file.record_consent(
        actor,
        case,
        value=said["value"],
        giver=said["giver"],
        giver_name=said["giver_name"],
        ground=said["ground"],
        reason=said["reason"],
        client=queries.participant_in(case, whole_number(said.get("client", ""))),
    )


def judge_age(actor: Actor, case: Case, said: Said) -> object:
    client = queries.participant_in(case, whole_number(said["client"]))
    if client is None:
        raise Refused(Refusal("party", Message("Pilih klien kasus ini.", "Choose a client of this case.")))
    return file.judge_age(
        actor,
        case,
        client=client,
        considered=said["considered"],
        band=said["band"] or UNKNOWN,
        reason=said["reason"],
    )


def mark_requirement(actor: Actor, case: Case, said: Said) -> object:
    return file.mark_requirement(
        actor, case, requirement=said["requirement"], mark=said["mark"], run=said["run"], reason=said["reason"]
    )


def pause(actor: Actor, case: Case, said: Said) -> object:
    run, cause = pair(said["cause"])
    return file.pause(actor, case, cause=cause, run=run, reason=said["reason"])


def resume(actor: Actor, case: Case, said: Said) -> object:
    return file.resume(actor, case, run=said["run"])


def extend(actor: Actor, case: Case, said: Said) -> object:
    run, promise = pair(said["promise"])
    return file.extend(actor, case, promise=promise, run=run, reason=said["reason"])


def colleague_of(case: Case, number: int) -> Any:
    staff = queries.staff_in(case, number)
    if staff is None:
        raise Refused(Refusal("team", Message("Orang itu tidak ada di kantor ini.", "Nobody of this office.")))
    return staff


def assign(actor: Actor, case: Case, said: Said) -> object:
    number, role = pair(said["whom"])
    return file.assign(actor, case, role=role, staff=colleague_of(case, number))


def add_colleague(actor: Actor, case: Case, said: Said) -> object:
    number, role = pair(said["whom"])
    return file.add_colleague(actor, case, staff=colleague_of(case, number), role=role)


def remove_colleague(actor: Actor, case: Case, said: Said) -> object:
    return file.remove_colleague(actor, case, staff=colleague_of(case, said["staff"]), reason=said["reason"])


def write_note(actor: Actor, case: Case, said: Said) -> object:
    return file.write_note(actor, case, text=said["text"])


def correct(actor: Actor, case: Case, said: Said) -> object:
    return file.correct(actor, case, number=said["number"], reason=said["reason"])


def wall_off(actor: Actor, case: Case, said: Said) -> object:
    return walls.wall_off(
        actor, case, staff=colleague_of(case, whole_number(said["staff"])), ground=said["ground"], reason=said["reason"]
    )


def lift_wall(actor: Actor, case: Case, said: Said) -> object:
    return walls.lift(actor, case, staff=whole_number(said["staff"]), reason=said["reason"])


def end_early(actor: Actor, case: Case, said: Said) -> object:
    row = code_list("termination_reasons").row(said["cause"])
    effect = Effect(row.more["effect"]) if row else Effect.DISCONTINUED
    return file.end_early(actor, case, effect=effect, cause=said["cause"], reason=said["reason"])


def close(actor: Actor, case: Case, said: Said) -> object:
    return file.close(actor, case, reason=said["reason"])


def reopen(actor: Actor, case: Case, said: Said) -> object:
    return file.reopen(actor, case, reason=said["reason"])


def start_run(actor: Actor, case: Case, said: Said) -> object:
    return file.start_run(actor, case, version=queries.version_of(case), procedure=said["procedure"])


def propose_version(actor: Actor, case: Case, said: Said) -> object:
    return version.propose_version(
        actor, case, version=said["version"], steps=said["pairs"], reason=said["reason"], run=said["run"]
    )


def move_version(actor: Actor, case: Case, said: Said) -> object:
    return version.move_version(actor, case, reason=said["reason"], version=said["version"])


def withdraw_proposal(actor: Actor, case: Case, said: Said) -> object:
    return version.withdraw_proposal(actor, case, reason=said["reason"])


def add_person(actor: Actor, case: Case, said: Said) -> object:
    details = Details(name=said["full_name"], sex=said["sex"] or "unknown", phone=said["phone"])
    return file.add_new_person(actor, case, details=details, part=said["part"], age=said["age"])


def add_part(actor: Actor, case: Case, said: Said) -> object:
    known = queries.participant_in(case, whole_number(said["person"]))
    if known is None:
        raise Refused(Refusal("party", Message("Orang itu bukan bagian kasus ini.", "Not a person of this case.")))
    return file.add_part(actor, case, known=known, part=said["part"])


def relate(actor: Actor, case: Case, said: Said) -> object:
    client = queries.participant_in(case, pair(said["client"])[0])
    other = queries.participant_in(case, pair(said["other"])[0])
    if client is None or other is None or client == other:
        raise Refused(Refusal("party", Message("Pilih dua orang yang berbeda.", "Choose two different people.")))
    return file.relate(
        actor, case, client=client, other=other, code=said["code"], same_home=said["same_home"] or "unknown"
    )


ACTS = {
    act.form.name: act
    for act in (
        Act(forms.RiskForm, set_risk, gettext_lazy("Tingkat risiko tercatat.")),
        Act(forms.DutyForm, meet_duty, gettext_lazy("Kewajiban hukum tercatat.")),
        Act(forms.EventForm, record_event, gettext_lazy("Kejadian hukum tercatat.")),
        Act(forms.ConsentForm, record_consent, gettext_lazy("Persetujuan klien tercatat.")),
        Act(forms.AgeForm, judge_age, gettext_lazy("Penilaian usia tercatat.")),
        Act(forms.RequirementForm, mark_requirement, gettext_lazy("Persyaratan tercatat.")),
        Act(forms.PauseForm, pause, gettext_lazy("Janji dijeda.")),
        Act(forms.ResumeForm, resume, gettext_lazy("Janji berjalan lagi.")),
        Act(forms.ExtendForm, extend, gettext_lazy("Janji diperpanjang. Batas semula tetap terlihat.")),
        Act(forms.AssignForm, assign, gettext_lazy("Petugas ditugaskan.")),
        Act(forms.ColleagueForm, add_colleague, gettext_lazy("Rekan ditambahkan.")),
        Act(forms.LeaveForm, remove_colleague, gettext_lazy("Rekan dikeluarkan dari tim.")),
        Act(forms.WallForm, wall_off, gettext_lazy("Benturan kepentingan tercatat.")),
        Act(forms.LiftForm, lift_wall, gettext_lazy("Benturan kepentingan dicabut.")),
        Act(forms.NoteForm, write_note, gettext_lazy("Catatan tersimpan.")),
        Act(forms.CorrectForm, correct, gettext_lazy("Dibatalkan. Jurnal menyimpan keduanya.")),
        Act(forms.EndForm, end_early, gettext_lazy("Kasus diakhiri.")),
        Act(forms.CloseForm, close, gettext_lazy("Berkas kasus ditutup.")),
        Act(forms.ReopenForm, reopen, gettext_lazy("Berkas kasus dibuka kembali.")),
        Act(forms.RunForm, start_run, gettext_lazy("Layanan lain dimulai.")),
        Act(forms.VersionForm, propose_version, gettext_lazy("Usulan tercatat. Atasan lain yang memutuskan.")),
        Act(forms.MoveForm, move_version, gettext_lazy("Kasus dipindahkan. Janji kedua versi tetap terlihat.")),
        Act(forms.WithdrawForm, withdraw_proposal, gettext_lazy("Usulan ditarik.")),
        Act(forms.PersonForm, add_person, gettext_lazy("Orang ditambahkan.")),
        Act(forms.PartForm, add_part, gettext_lazy("Peran tercatat.")),
        Act(forms.RelateForm, relate, gettext_lazy("Hubungan tercatat.")),
    )
}


@staff_required("case.read")
@require_POST
def act(request: StaffRequest, case_id: UUID, name: str) -> HttpResponse:
    """Do it, or show the case again with the form as it was typed and why not. Who may do it is asked by the door."""
    case = its_case(request, case_id)
    found = ACTS.get(name)
    if found is None:
        raise Http404
    form = found.form(request.POST, files=request.FILES, choices=choices_of(request, case, found.form))
    if not form.is_valid():
        return case_page(request, case, bound=form, status=422)
    try:
        found.do(request.actor, case, form.cleaned_data)
    except Refused as refused:
        case.refresh_from_db()
        form.add_error(None, why(refused))
        return case_page(request, case, bound=form, status=409)
    messages.success(request, found.done)
    # Whoever has just left the case finds their Desk, not a page that is no longer there.
    return redirect("cases:case", case.pk) if case_for(request.actor, case.pk) else redirect("cases:desk")


def choices_of(request: StaffRequest, case: Case, kind: type[forms.CaseForm]) -> dict[str, forms.Choices]:
    """The choices that the page offers now. Where it would not offer the form, whatever was sent: so that the door and
    the rules say why not, and the refusal is recorded."""
    actor = request.actor
    offered = forms_for(actor, case, progress_of(case, at=actor.at), people_of(case)).get(kind.name)
    if offered is not None:
        return {name: field.choices for name, field in offered.fields.items() if hasattr(field, "choices")}
    open_choices = [name for name, field in kind.base_fields.items() if getattr(field, "choices", None) == []]
    return {name: [(sent, sent) for sent in request.POST.getlist(name)] for name in open_choices}
