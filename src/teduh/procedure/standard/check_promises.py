# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rules about promises: C24 (names), C26 (growth) and C27 (floor)."""

from __future__ import annotations

from teduh.procedure.standard.model import Moment, MomentKind, Procedure, Product, Promise, Requirement
from teduh.procedure.standard.subject import Subject, maybe
from teduh.procedure.standard.words import MOMENTS
from teduh.procedure.terms import Limit, Unit

_DAY = 24 * 60
_INFINITE = 10**9
_MINUTES = {
    Unit.ELAPSED: 1.0,
    Unit.SERVICE_MINUTES: 3.0,  # eight open hours a day
    Unit.CALENDAR_DAYS: _DAY,
    Unit.WORKING_DAYS: _DAY * 7 / 5,
    Unit.MONTHS: _DAY * 30,
}


def length(limit: Limit) -> float:
    """Roughly how long, in minutes: enough to tell the longer of two published limits."""
    if limit.unit is Unit.AT_ONCE:
        return 0
    return _INFINITE if limit.unit is Unit.AS_NEEDED else limit.amount * _MINUTES[limit.unit]


def procedures_of(subject: Subject, promise: Promise) -> tuple[Procedure, ...]:
    """The procedures that a promise is for: the one of `untuk`, else all."""
    return tuple(one for one in subject.standard.procedures if promise.procedure in ("", one.key))


def steps_of_moments_exist(subject: Subject) -> None:
    """Rule C24, the names: moments name existing steps, and `untuk` an existing procedure."""
    for promise in subject.standard.promises:
        for written, moment in (("sejak", promise.since), ("sampai", promise.until)):
            if moment.kind in (MomentKind.STARTED, MomentKind.FINISHED):
                _step_exists(subject, promise, moment, subject.promise_line(promise, written))
    known = {one.key: one.name for one in subject.standard.procedures if one.key}
    standard = subject.standard
    parts: tuple[Promise | Requirement | Product, ...] = (
        *standard.promises,
        *standard.requirements,
        *standard.products,
    )
    for part in parts:
        if part.procedure and part.procedure not in known:
            more = maybe(part.procedure, known)
            subject.faults.add(
                "C24",
                part.line,
                f"`untuk` menyebut prosedur “{part.procedure.replace('-', ' ')}” yang tidak ada{more[0]}",
                f"`untuk` names a procedure “{part.procedure.replace('-', ' ')}” that does not exist{more[1]}",
            )


def _step_exists(subject: Subject, promise: Promise, moment: Moment, line: int) -> None:
    known = {step.key: step.name for one in procedures_of(subject, promise) for step in one.steps}
    if moment.step in known:
        return
    more = maybe(moment.step, known)
    if not more[0]:
        names = ", ".join(known.values()) or "-"
        more = f". Sebut salah satu langkah: {names}", f". Name one of the steps: {names}"
    word = MOMENTS[moment.kind][0]
    subject.faults.add(
        "C24",
        line,
        f"{promise.name}: `{word} {moment.step.replace('-', ' ')}` menyebut langkah yang tidak ada{more[0]}",
        f"{promise.name}: `{word} {moment.step.replace('-', ' ')}` names a step that does not exist{more[1]}",
    )


def limits_do_not_grow_with_risk(subject: Subject) -> None:
    """Rule C26, the growth: a higher risk never waits longer."""
    for promise in subject.standard.promises:
        lengths = [length(limit) for _, limit in promise.by_risk]
        if lengths != sorted(lengths):
            subject.faults.add(
                "C26",
                subject.promise_line(promise, "paling lama"),
                f"{promise.name}: risiko yang lebih tinggi menunggu lebih lama. Tukar batasnya: tinggi paling singkat, "
                "rendah paling panjang",
                f"{promise.name}: a higher risk waits longer. Swap the limits: tinggi the shortest, rendah the longest",
            )


def floor_below_limit(subject: Subject) -> None:
    """Rule C27, the floor: paling cepat is not above paling lama; an extension holds at least once."""
    for promise in subject.standard.promises:
        limits = [limit for _, limit in promise.by_risk] or ([promise.limit] if promise.limit else [])
        if promise.floor and any(length(promise.floor) > length(limit) for limit in limits):
            subject.faults.add(
                "C27",
                subject.promise_line(promise, "paling cepat"),
                f"{promise.name}: paling cepat ({promise.floor.text}) lebih panjang daripada paling lama. Tukar "
                "keduanya",
                f"{promise.name}: the floor ({promise.floor.text}) is longer than the limit. Swap them",
            )
        if promise.extension and promise.extension.times < 1:
            subject.faults.add(
                "C27",
                subject.promise_line(promise, "perpanjangan"),
                f"{promise.name}: `kali` sedikitnya 1. Hapus perpanjangan bila tidak boleh",
                f"{promise.name}: `kali` is at least 1. Delete the extension if there is none",
            )
