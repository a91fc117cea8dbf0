# SPDX-License-Identifier: AGPL-3.0-or-later
"""A newer version of the case's standard, as the case's page tells of it: quietly, and only where one is in force."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from teduh.accounts import access
from teduh.cases.forms import STEP, CaseForm, MoveForm, VersionForm, WithdrawForm
from teduh.cases.procedureviews import day_and_hour
from teduh.cases.queries.history import Written
from teduh.cases.queries.progress import Progress
from teduh.cases.queries.versions import Proposal, newer_version, proposal_in
from teduh.journal.actor import Actor
from teduh.procedure import flow
from teduh.procedure.decide import SUPERIORS
from teduh.procedure.standard.model import Procedure
from teduh.procedure.state import RunState
from teduh.procedure.state.moving import goes_on

if TYPE_CHECKING:
    from teduh.cases.models import Case

# What each form is called, and what its button says.
TITLES = {
    VersionForm.name: (gettext_lazy("Usulkan pindah versi"), gettext_lazy("Usulkan")),
    MoveForm.name: (gettext_lazy("Pindahkan kasus"), gettext_lazy("Pindahkan")),
    WithdrawForm.name: (gettext_lazy("Tarik usulan"), gettext_lazy("Tarik usulan")),
}


@dataclass(frozen=True, slots=True)
class NewerView:
    """The version that stands and the newer one; what was proposed, if anything; the forms that the actor may use."""

    here: int
    newer: int
    proposal: Proposal | None
    when: str
    pairs: list[tuple[str, str]]  # the names of steps done or begun, and what each becomes; "" is left in history
    forms: dict[str, CaseForm]


def version_form(case: Case, progress: Progress) -> VersionForm | None:
    """The form that proposes a newer version, for the first run that has one; equal names are chosen already."""
    for run in progress.state.runs.values():
        newer = newer_version(case, run, at=progress.at)
        procedure = newer.standard.procedure(run.procedure.key) if newer else None
        if newer is not None and procedure is not None:
            keys = [key for key, now in run.steps.items() if now.outcome or now.begun]
            names = [(step.key, step.name) for step in procedure.steps]
            again = [("", _("Tidak dipasangkan: hasilnya tinggal di riwayat, langkahnya diulang"))]
            initial = {STEP + key: key for key in keys if fits(run, key, procedure)}
            return VersionForm(
                choices={STEP + key: [*again, *names] for key in keys},
                initial={"run": run.number, "version": newer.version, **initial},
            )
    return None


def fits(run: RunState, key: str, procedure: Procedure) -> bool:
    """Whether the newer version has a step of that name in which the result may stand."""
    plan, outcome = flow.lay_out(procedure), run.steps[key].outcome
    return key in plan.number and (not outcome or goes_on(plan, key, outcome))


def newer_of(actor: Actor, progress: Progress, history: Iterable[Written], form: CaseForm | None) -> NewerView | None:
    """What the page tells of it; None where `form`, the one that proposes, is not offered."""
    if not isinstance(form, VersionForm):
        return None
    proposal = proposal_in(history)
    forms: dict[str, CaseForm] = {}
    if proposal is None:
        forms[form.name] = form
    else:
        own = proposal.reference == actor.reference
        if not own and access.might(actor, "case.version.move"):
            forms[MoveForm.name] = MoveForm(initial={"version": proposal.version})
        if own or not actor.roles.isdisjoint(SUPERIORS):
            forms[WithdrawForm.name] = WithdrawForm()
    return NewerView(
        here=progress.state.runs[form.initial["run"]].standard.version,
        newer=proposal.version if proposal else form.initial["version"],
        proposal=proposal,
        when=day_and_hour(proposal.at, progress.time.calendar, progress.at) if proposal else "",
        pairs=pairs_of(form, proposal) if proposal else [],
        forms=forms,
    )


def pairs_of(form: VersionForm, proposal: Proposal) -> list[tuple[str, str]]:
    chosen = dict(proposal.steps)
    found = []
    for field, choices in form.offered.items():
        becomes = chosen.get(field.removeprefix(STEP))
        name = next((str(name) for key, name in choices if key and key == becomes), "")
        found.append((str(form.fields[field].label), name))
    return found
