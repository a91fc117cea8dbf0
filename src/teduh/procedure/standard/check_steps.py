# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rules about single steps and how they hang together: C8, C11-C13, C17-C19, C21, C30-C32, C34."""

from __future__ import annotations

from collections import Counter

from teduh.procedure.standard.model import Activity, Effect, Procedure, Step
from teduh.procedure.standard.slugs import slug
from teduh.procedure.standard.subject import Subject, ancestors, maybe, proceeding
from teduh.procedure.standard.words import ACTIVITY_WORDS, NOT_NEEDED, activity_name

RETURNS = (Effect.RETURN, Effect.REPEAT)


def names_unique(subject: Subject) -> None:
    """Rule C8: step names are unique within a procedure, compared by slug."""
    for procedure in subject.procedures():
        first: dict[str, Step] = {}
        for step in procedure.steps:
            same = first.setdefault(slug(step.name), step)
            if same is not step and step.name:
                subject.faults.add(
                    "C8",
                    subject.line(procedure, step),
                    f"nama langkah “{step.name}” sudah dipakai di baris {same.line}. Beri nama lain, misalnya "
                    f"“{step.name} kedua”",
                    f"the step name “{step.name}” is taken on line {same.line}. Give it another",
                )


def predecessors_above(subject: Subject) -> None:
    """Rule C11: `setelah` names a step above."""
    for procedure, place, step in subject.every_step():
        above = {one.key: one.name for one in procedure.steps[:place]}
        below = {one.key for one in procedure.steps[place:]}
        for link in step.after:
            if link.step in above:
                continue
            line = subject.line(procedure, step, "setelah")
            shown = link.step.replace("-", " ")
            if link.step in below:
                subject.faults.add(
                    "C11",
                    line,
                    f"`setelah` hanya boleh menyebut langkah di atasnya, “{shown}” ada di bawah. Pindahkan langkahnya, "
                    "atau pakai `kembali ke` pada hasil",
                    f"`setelah` may only name a step above, “{shown}” stands below. Move the step, or use "
                    "`kembali ke` in an outcome",
                )
            else:
                more = maybe(link.step, above)
                subject.faults.add(
                    "C11",
                    line,
                    f"tidak ada langkah “{shown}” di atas{more[0]}",
                    f"there is no step “{shown}” above{more[1]}",
                )


def outcomes_named_exist(subject: Subject) -> None:
    """Rule C12: a named outcome exists at that step and is `lanjut`."""
    for procedure, place, step in subject.every_step():
        above = {one.key: one for one in procedure.steps[:place]}
        for link in step.after:
            before = above.get(link.step)
            if before is None or not link.outcome or (before.judged and link.outcome == NOT_NEEDED):
                continue
            line = subject.line(procedure, step, "setelah")
            outcome = before.outcome(link.outcome)
            shown = link.outcome.replace("-", " ")
            if outcome is None:
                more = maybe(link.outcome, {one.key: one.name for one in before.outcomes})
                known = ", ".join(proceeding(before))
                subject.faults.add(
                    "C12",
                    line,
                    f"langkah “{before.name}” tidak punya hasil “{shown}”{more[0] or f'. Yang ada: {known}'}",
                    f"the step “{before.name}” has no outcome “{shown}”{more[1] or f'. There are: {known}'}",
                )
            elif outcome.effect is not Effect.PROCEED:
                subject.faults.add(
                    "C12",
                    line,
                    f"hasil “{outcome.name}” dari “{before.name}” bukan lanjut, jadi tidak ada langkah sesudahnya. "
                    "Ubah akibatnya menjadi lanjut, dan taruh akhir kasus pada langkah ini",
                    f"the outcome “{outcome.name}” of “{before.name}” is not lanjut, so nothing follows it. Make it "
                    "lanjut, and let this step end the case",
                )


def predecessor_written(subject: Subject) -> None:
    """Rule C13: below a branching or ending step `setelah` is written."""
    for procedure, place, step in subject.every_step():
        if place == 0 or subject.wrote(procedure, step, "setelah"):
            continue
        before = procedure.steps[place - 1]
        names = proceeding(before)
        if len(names) == 1:
            continue
        if names:
            why = (
                f"“{before.name}” bercabang ({', '.join(names)}). Tulis cabang mana, misalnya `setelah: "
                f"{{{before.name.lower()}: {names[0]}}}`, atau `setelah: {before.name.lower()}` untuk semua cabang",
                f"“{before.name}” branches ({', '.join(names)}). Say which branch, such as `setelah: "
                f"{{{before.name.lower()}: {names[0]}}}`, or `setelah: {before.name.lower()}` for all",
            )
        else:
            why = (
                f"“{before.name}” mengakhiri kasus, jadi tidak ada langkah sesudahnya. Tulis `setelah` dengan langkah "
                "lain di atas",
                f"“{before.name}” ends the case, so nothing follows it. Write `setelah` with another step above",
            )
        subject.faults.add("C13", subject.line(procedure, step), *why)


def returns_go_up_the_line(subject: Subject) -> None:
    """Rule C17: a return goes to a step above, on its own line."""
    for procedure in subject.procedures():
        above = ancestors(procedure)
        names = {step.key: step.name for step in procedure.steps}
        for step in procedure.steps:
            for outcome in step.outcomes:
                if outcome.effect not in RETURNS or outcome.target in above[step.key]:
                    continue
                shown = outcome.target.replace("-", " ")
                reached = ", ".join(names[key] for key in names if key in above[step.key])
                on_line = reached or "tidak ada di atasnya, jadi pakai akibat lain"
                on_line_en = reached or "there is none above it, so use another effect"
                if outcome.target in names:
                    why = (
                        f"“{names[outcome.target]}” tidak berada di jalur menuju “{step.name}”. Kembali hanya ke "
                        f"langkah di jalurnya: {on_line}",
                        f"“{names[outcome.target]}” is not on the line that leads to “{step.name}”. Return only to: "
                        f"{on_line_en}",
                    )
                else:
                    more = maybe(outcome.target, {key: names[key] for key in above[step.key]})
                    if not more[0]:
                        more = f". Kembali hanya ke langkah di jalurnya: {on_line}", f". Return only to: {on_line_en}"
                    why = (f"tidak ada langkah “{shown}”{more[0]}", f"there is no step “{shown}”{more[1]}")
                subject.faults.add("C17", outcome.line or subject.line(procedure, step, "hasil"), *why)


def some_outcome_goes_on(subject: Subject) -> None:
    """Rule C18: a step has an outcome that is no return."""
    for procedure, _, step in subject.every_step():
        if all(outcome.effect in RETURNS for outcome in step.outcomes):
            subject.faults.add(
                "C18",
                subject.line(procedure, step, "hasil"),
                f"semua hasil “{step.name}” kembali ke atas, jadi tidak pernah maju. Tambahkan hasil yang lanjut, "
                "misalnya `lengkap: lanjut`",
                f"every outcome of “{step.name}” goes back, so it never goes on. Add one that does, such as "
                "`lengkap: lanjut`",
            )


def optional_drafts_named(subject: Subject) -> None:
    """Rule C19: sign, initial or deliver below an optional draft names its outcome, else it opens without a paper.

    Below a draft that depends on facts it is a warning: the line may be meant to go on without the paper.
    """
    approvals = (Activity.SIGN, Activity.INITIAL, Activity.DELIVER)
    for procedure, place, step in subject.every_step():
        if step.activity not in approvals:
            continue
        above = {one.key: one for one in procedure.steps[:place]}
        for link in step.after:
            draft = above.get(link.step)
            if draft is None or link.outcome or draft.activity is not Activity.DRAFT:
                continue
            if not draft.judged and draft.condition is None:
                continue
            outcome = (proceeding(draft) or ("selesai",))[0]
            subject.faults.add(
                "C19",
                subject.line(procedure, step, "setelah"),
                f"“{draft.name}” hanya dibuat bila perlu, jadi “{step.name}” bisa terbuka tanpa surat. Tulis "
                f"`setelah: {{{draft.name.lower()}: {outcome}}}`",
                f"“{draft.name}” is made only if needed, so “{step.name}” may open without a paper. Write "
                f"`setelah: {{{draft.name.lower()}: {outcome}}}`",
                warning=not draft.judged,
            )


SETTLED_FIRST = ("risk", "kind", "client")


def facts_settled_first(subject: Subject) -> None:
    """Rule C21: risiko, jenis, klien and answers of a form are asked for only after a step that settles them."""
    facts = subject.vocabulary.all_facts()
    by_code = {fact.code: fact for fact in facts.values()}
    for procedure in subject.procedures():
        above = ancestors(procedure)
        by_key = {step.key: step for step in procedure.steps}
        for step in procedure.steps:
            before = [by_key[key] for key in above[step.key]]
            for code, _ in step.condition.facts if step.condition else ():
                if code not in by_code or _settled(subject, code, before):
                    continue
                name = by_code[code].id
                forms = _forms_with(subject, code)
                if code in _shared(subject):
                    how = "identifikasi, asesmen, atau terima"
                else:
                    how = f"langkah dengan formulir {' atau '.join(forms)}"
                subject.faults.add(
                    "C21",
                    subject.line(procedure, step, "bila"),
                    f"fakta `{name}` belum diketahui di sini. Taruh “{step.name}” setelah langkah yang menentukannya "
                    f"({how})",
                    f"the fact `{name}` is not known here yet. Put “{step.name}” after a step that settles it ({how})",
                )


def _shared(subject: Subject) -> set[str]:
    return {fact.code for fact in subject.vocabulary.facts.values()}


def _settled(subject: Subject, code: str, before: list[Step]) -> bool:
    if code in _shared(subject) and code not in SETTLED_FIRST:
        return True
    forms = set(_forms_with(subject, code))
    return any(code in ACTIVITY_WORDS[step.activity].settles or forms.intersection(step.forms) for step in before)


def _forms_with(subject: Subject, code: str) -> list[str]:
    known = subject.vocabulary
    shared = known.fact(code)
    names = {code, slug(shared.id)} if shared else {code}
    return [form.key for form in known.forms.values() if names.intersection(form.facts)]


def needs_are_requirements(subject: Subject) -> None:
    """Rule C30: `perlu` names a requirement."""
    known = {one.key: one.key.replace("-", " ") for one in subject.standard.requirements}
    for procedure, _, step in subject.every_step():
        for name in step.needs:
            if name not in known:
                more = maybe(name, known)
                subject.faults.add(
                    "C30",
                    subject.line(procedure, step, "perlu"),
                    f"tidak ada persyaratan “{name.replace('-', ' ')}”{more[0]}. Tambahkan pada `persyaratan`, atau "
                    "pakai `kode`-nya",
                    f"there is no requirement “{name.replace('-', ' ')}”{more[1]}. Add it under `persyaratan`, or use "
                    "its `kode`",
                )


def activities_have_their_needs(subject: Subject) -> None:
    """Rule C31: laporan and konsep make a product, serahkan goes to somebody, mediasi is with somebody."""
    for procedure, _, step in subject.every_step():
        for activities, there, word, example in (
            ((Activity.REPORT, Activity.DRAFT), step.products, "produk", "produk: surat tugas"),
            ((Activity.DELIVER,), step.to, "kepada", "kepada: pelapor"),
            ((Activity.MEDIATE,), step.together, "bersama", "bersama: [pelapor, terlapor]"),
        ):
            if step.activity in activities and not there:
                subject.faults.add(
                    "C31",
                    subject.line(procedure, step),
                    f"kegiatan {activity_name(step.activity)} harus menyebut `{word}`. Tambahkan, misalnya `{example}`",
                    f"the activity {activity_name(step.activity, 'en')} needs `{word}`. Add it, such as `{example}`",
                )


def approvals_have_a_draft(subject: Subject) -> None:
    """Rule C32: paraf and tanda tangan stand below a konsep; else there is nothing to send back (a warning)."""
    for procedure in subject.procedures():
        above = ancestors(procedure)
        drafts = {step.key for step in procedure.steps if step.activity is Activity.DRAFT}
        for step in procedure.steps:
            if step.activity in (Activity.INITIAL, Activity.SIGN) and not drafts & above[step.key]:
                subject.faults.add(
                    "C32",
                    subject.line(procedure, step),
                    f"tidak ada konsep di atas “{step.name}”, jadi surat tidak dapat dikembalikan untuk diperbaiki. "
                    "Tambahkan langkah konsep bila memang ada",
                    f"there is no draft above “{step.name}”, so it cannot be sent back. Add a step konsep if "
                    "there is one",
                    warning=True,
                )


def items_in_order(subject: Subject) -> None:
    """Rule C34: butir does not skip a number; each has one uraian."""
    for procedure in subject.procedures():
        _no_gap(subject, procedure)
        written = Counter(step.item for step in procedure.steps if _described(step))
        for step in procedure.steps:
            if written[step.item] > 1 and _described(step):
                subject.faults.add(
                    "C34",
                    subject.line(procedure, step, "uraian"),
                    f"butir {step.item} punya {written[step.item]} uraian. Satu butir satu uraian: gabungkan, "
                    "atau beri "
                    "nomor lain dengan `butir`",
                    f"item {step.item} has {written[step.item]} descriptions. One item, one description: join them, or "
                    "give another number by `butir`",
                )


def _described(step: Step) -> bool:
    """On the page, with a sentence of its own."""
    return bool(step.item) and step.text != step.name


def _no_gap(subject: Subject, procedure: Procedure) -> None:
    highest = 0
    for step in procedure.steps:
        if step.item > highest + 1:
            subject.faults.add(
                "C34",
                subject.line(procedure, step, "butir"),
                f"butir melompat dari {highest} ke {step.item}. Tulis butir {highest + 1}, atau tambahkan langkah yang "
                "hilang",
                f"the item jumps from {highest} to {step.item}. Write item {highest + 1}, or add the missing step",
            )
        highest = max(highest, step.item)
