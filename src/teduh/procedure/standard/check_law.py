# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rule C33: what the safeguards would refuse in every case is said when the file is written."""

from __future__ import annotations

from teduh.procedure import safeguards
from teduh.procedure.standard.model import Activity, MomentKind, Procedure, Risk, Step
from teduh.procedure.standard.subject import Subject, ancestors


def safeguards_respected(subject: Subject) -> None:
    """Rule C33: no mediation before assessment, no fee, and help in an emergency not only behind an assessment."""
    _no_fee(subject)
    for procedure in subject.procedures():
        above = ancestors(procedure)
        assessments = {step.key for step in procedure.steps if step.activity is Activity.ASSESS}
        _mediation_after_assessment(subject, procedure, assessments)
        urgent = [step for step in procedure.steps if _urgent(subject, step)]
        if urgent and all(assessments & above[step.key] for step in urgent):
            subject.faults.add(
                "C33",
                subject.line(procedure, urgent[0]),
                f"pertolongan darurat (“{urgent[0].name}”) hanya terbuka setelah asesmen. Buka jalan langsung, "
                "misalnya "
                "langkah layanan dengan `bila: {risiko: tinggi}` setelah identifikasi",
                f"emergency help (“{urgent[0].name}”) opens only after an assessment. Open a direct way, such as "
                "a step "
                "layanan with `bila: {risiko: tinggi}` after the identification",
                warning=True,
            )


def _no_fee(subject: Subject) -> None:
    refusal = safeguards.fee(subject.standard.fee)
    if refusal is not None:
        subject.faults.add(
            "C33",
            subject.head_line("biaya"),
            f"{refusal.reason.id}. Tulis `biaya: Tidak dipungut biaya`",
            f"{refusal.reason.en}. Write `biaya: Tidak dipungut biaya`",
        )


def _mediation_after_assessment(subject: Subject, procedure: Procedure, assessments: set[str]) -> None:
    above = ancestors(procedure)
    for step in procedure.steps:
        if step.activity is Activity.MEDIATE and assessments and not assessments & above[step.key]:
            subject.faults.add(
                "C33",
                subject.line(procedure, step),
                f"“{step.name}” mendahului asesmen. Pindahkan ke bawah asesmen: tanpa asesmen tidak diketahui apakah "
                f"ada kekerasan, dan kekerasan seksual tidak dimediasi ({safeguards.ARTICLE_MEDIATION})",
                f"“{step.name}” comes before the assessment. Move it below: without an assessment nobody knows whether "
                f"there was violence, and sexual violence is never mediated ({safeguards.ARTICLE_MEDIATION})",
            )


def _urgent(subject: Subject, step: Step) -> bool:
    """Help that cannot wait: a service for high risk or called so, a shelter, or what a promise gives at once."""
    if step.activity not in (Activity.SERVE, Activity.SHELTER):
        return False
    at_high_risk = step.condition is not None and any(
        fact == "risk" and Risk.HIGH in values for fact, values in step.condition.facts
    )
    promised = any(
        promise.by_risk and promise.until.step == step.key and promise.until.kind is MomentKind.STARTED
        for promise in subject.standard.promises
    )
    return at_high_risk or promised or step.activity is Activity.SHELTER or "darurat" in step.key
