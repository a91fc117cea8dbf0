# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rules that need every walk through a procedure: C14, C15, C22, C24 (order), C25."""

from __future__ import annotations

from collections.abc import Mapping

from teduh.procedure.standard.check_promises import procedures_of
from teduh.procedure.standard.model import Moment, MomentKind, Procedure
from teduh.procedure.standard.subject import Subject
from teduh.procedure.standard.walk import MOST_PLACES, Walk, Walks, explore
from teduh.procedure.standard.words import FINISHED, MOMENTS

Explored = Mapping[str, tuple[Procedure, Walks]]


def explored(subject: Subject) -> Explored:
    """Every procedure with all its walks."""
    return {
        procedure.key: (procedure, explore(subject.standard, procedure))
        for procedure in subject.procedures()
        if procedure.steps
    }


def no_running_out_of_steps(subject: Subject, walked: Explored) -> None:
    """Rule C14: every walk ends by an end word or at the last step."""
    for procedure, walks in walked.values():
        if not walks.whole:
            subject.faults.add(
                "C14",
                procedure.line,
                f"prosedur ini punya lebih dari {MOST_PLACES} keadaan, jadi tidak dapat diperiksa seluruhnya. Kurangi "
                "cabang yang sejajar",
                f"this procedure has more than {MOST_PLACES} states and cannot be checked as a whole. Use fewer "
                "parallel branches",
                warning=True,
            )
        for walk in walks.stuck:
            last, outcome = walk.steps[-1] if walk.steps else ("", "")
            step = procedure.step(last)
            line = subject.line(procedure, step, "hasil") if step else procedure.line
            shown = f"“{step.name}”" if step else "awal prosedur"
            chosen = step.outcome(outcome) if step else None
            how = f" dengan hasil “{chosen.name}”" if chosen and outcome != FINISHED else ""
            subject.faults.add(
                "C14",
                line,
                f"setelah {shown}{how} tidak ada langkah lagi dan kasus tidak berakhir. Tambahkan langkah sesudahnya, "
                f"atau akhir kasus pada hasilnya. Jalannya: {in_words(subject, procedure, walk)}",
                f"after {shown}{how} no step is left and the case does not end. Add a step after it, or an end to the "
                f"outcome. The walk: {in_words(subject, procedure, walk)}",
            )


def every_step_opens(subject: Subject, walked: Explored) -> None:
    """Rule C15: every step opens in some walk."""
    for procedure, walks in walked.values():
        for key in walks.never_open if walks.whole else ():
            step = procedure.step(key)
            if step is not None:
                subject.faults.add(
                    "C15",
                    subject.line(procedure, step, "setelah"),
                    f"“{step.name}” tidak pernah terbuka. Periksa `setelah` dan `bila`: dua hasil dari satu langkah "
                    "tidak terjadi bersama, pakai `salah satu`",
                    f"“{step.name}” never opens. Look at `setelah` and `bila`: two outcomes of one step never come "
                    "together, use `salah satu`",
                )


def every_channel_opens(subject: Subject, walked: Explored) -> None:
    """Rule C22: for each allowed channel some first step opens."""
    own = [walked[one.key][1] for one in subject.standard.procedures if one.key in walked]
    for channel in subject.standard.channels if own else ():
        if channel.kind and all(channel.kind in walks.closed_channels for walks in own):
            subject.faults.add(
                "C22",
                subject.head_line("kanal"),
                f"laporan melalui {channel.name} tidak membuka langkah mana pun. Tambahkan langkah awal untuk "
                "kanal itu, "
                "atau hapus dari `kanal`",
                f"a report by {channel.name} opens no step. Add a first step for that channel, or remove it from "
                "`kanal`",
            )


def start_before_end(subject: Subject, walked: Explored) -> None:
    """Rule C24, the order: a promise's start can come before its end on some walk."""
    for promise in subject.standard.promises:
        for_it = [
            walked[one.key]
            for one in procedures_of(subject, promise)
            if one.key in walked and _has(one, promise.since) and _has(one, promise.until)
        ]
        if for_it and all(promise.key in walks.reversed and walks.whole for _, walks in for_it):
            subject.faults.add(
                "C24",
                subject.promise_line(promise, "sejak", "sampai"),
                f"{promise.name}: `sejak` selalu datang setelah `sampai`. Tukar keduanya",
                f"{promise.name}: its start always comes after its end. Swap them",
            )


def ends_are_reached(subject: Subject, walked: Explored) -> None:
    """Rule C25: a promise's end is reached on every walk that does not end early; else a warning with the walk."""
    for promise in subject.standard.promises:
        for procedure in procedures_of(subject, promise):
            if procedure.key not in walked or not _has(procedure, promise.until):
                continue
            for walk in (walk for key, walk in walked[procedure.key][1].unreached if key == promise.key):
                step = procedure.step(promise.until.step)
                shown = f"{MOMENTS[promise.until.kind][0]} {step.name if step else ''}".strip()
                way = in_words(subject, procedure, walk)
                subject.faults.add(
                    "C25",
                    subject.promise_line(promise, "sampai"),
                    f"{promise.name}: akhirnya ({shown}) tidak tercapai pada jalan ini: {way}. Pilih `sampai` "
                    "yang selalu "
                    "tercapai, atau batasi janji dengan `bila`",
                    f"{promise.name}: its end ({shown}) is not reached on this walk: {way}. Choose an end that always "
                    "comes, or limit the promise by `bila`",
                    warning=True,
                )


def _has(procedure: Procedure, moment: Moment) -> bool:
    return moment.kind not in (MomentKind.STARTED, MomentKind.FINISHED) or procedure.step(moment.step) is not None


def in_words(subject: Subject, procedure: Procedure, walk: Walk) -> str:
    """A walk as the file says it: `kanal: surat; Terima laporan > Pilah = surat kaleng`."""
    said: list[str] = []
    for code, values in walk.facts:
        fact = subject.vocabulary.fact(code)
        words = ", ".join(word.id for word in fact.words(values)) if fact else ", ".join(values)
        said.append(f"{fact.id if fact else code.replace('_', ' ')}: {words}")
    way: list[str] = []
    for key, outcome in walk.steps:
        step = procedure.step(key)
        name = step.name if step else key
        found = step.outcome(outcome) if step else None
        way.append(name if outcome == FINISHED else f"{name} = {found.name if found else outcome.replace('-', ' ')}")
    return "; ".join(part for part in (", ".join(said), " > ".join(way)) if part)
