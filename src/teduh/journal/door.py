# SPDX-License-Identifier: AGPL-3.0-or-later
"""The one door: every change is an action, authorised, recorded, and all or nothing.

```python
@action("case.step.finished", may=access.may("case.step.finish"))
def finish_step(actor: Actor, case: Case, *, step: str) -> None:
    events = decide(...)
    if isinstance(events, Refusal):
        raise Refused(events)
    record(events=events, payload={"note": note})
```
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache, wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from django.core.exceptions import ObjectDoesNotExist
from django.db import OperationalError, models, transaction

from teduh.journal import chain, codes
from teduh.journal.actor import Actor
from teduh.journal.chain import Draft
from teduh.journal.guard import Work, WriteOutsideAction, opened, outside
from teduh.journal.prepared import Reading, prepared, read_together
from teduh.journal.subjects import Subject
from teduh.lib.databases import undone_by_another
from teduh.procedure.events import Event
from teduh.procedure.problems import Refusal
from teduh.vault import envelopes

__all__ = ["Refused", "WriteOutsideAction", "action", "attach", "outside", "pending_events", "record"]

S = TypeVar("S", bound=Subject)
R = TypeVar("R")
P = ParamSpec("P")

ATTEMPTS = 4  # at one action that the database gives up, time after time, for the sake of another
PAUSE = 0.05  # seconds before the next attempt, longer each time


class Refused(Exception):
    """The action may not be done, and why. Nothing of it stays but the record of the refusal."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(f"{refusal.rule}: {refusal.reason.en}")
        self.refusal = refusal
        self.code = ""  # the action that refused, which may be one that another called


class _Work(Work):
    """What one outermost action does: its own draft and those of the actions it calls, in the order they began."""

    def __init__(self) -> None:
        super().__init__()
        self.drafts: list[Draft] = []
        self.at_work: list[Draft] = []
        self.locked: list[Subject] = []

    @contextmanager
    def begun(self, draft: Draft) -> Iterator[None]:
        """The draft is at work, its subject locked and fresh."""
        draft.cause = self.at_work[-1] if self.at_work else None
        self.drafts.append(draft)
        self.at_work.append(draft)
        try:
            self.lock(draft.subject)
            yield
        except Refused as refused:
            refused.code = refused.code or draft.code
            raise
        finally:
            self.at_work.pop()

    @contextmanager
    def joined(self, draft: Draft) -> Iterator[None]:
        """The same for an action that another one calls."""
        try:
            with self.begun(draft):
                yield
        except BaseException:
            # Nobody may catch this and go on: half of an action would stay.
            transaction.set_rollback(True)
            raise

    def lock(self, subject: Subject) -> None:
        """Hold a model's row until the end and read it afresh; the same instance only once."""
        if not isinstance(subject, models.Model) or any(subject is one for one in self.locked):
            return
        self.readings.clear()
        beside = getattr(subject, "asked_when_locked", tuple)
        found = read_together(_locking(type(subject)).asked(subject.pk), *beside())
        if not found:
            raise ObjectDoesNotExist(f"{type(subject).__name__} {subject.pk} is gone.")
        fresh = vars(found[0])
        subject._state = fresh.pop("_state")
        vars(subject).update(fresh)
        self.locked.append(subject)


@cache
def _locking(kind: type[models.Model]) -> Reading[[Any], models.Model]:
    """Read a row of that kind and hold it, with the rows that its `locked_with` names."""

    def locked(pk: Any) -> models.QuerySet[models.Model]:
        # The weaker of PostgreSQL's row locks: rows that merely point at this one can still be written meanwhile.
        rows = kind._base_manager.select_for_update(no_key=True, of=("self",)).filter(pk=pk)
        beside = getattr(kind, "locked_with", ())
        return rows.select_related(*beside) if beside else rows

    return prepared(locked)


def action(
    code: str, *, may: Callable[..., Refusal | None]
) -> Callable[[Callable[Concatenate[Actor, S, P], R]], Callable[Concatenate[Actor, S, P], R]]:
    """Make a function the action of that code: `fn(actor, subject, *, …)`.

    The outermost action opens a durable transaction; the subject's row is locked and the instance read afresh; `may` is
    asked with the same arguments; the body runs; one entry is written. An action called by another joins its
    transaction, is authorised again, and its entry names its cause. `Refused` undoes everything and is recorded.

    Where the database undoes the outermost action because it and another one waited for each other, nothing of it
    stands, and it is done anew: so a body acts on the database alone; what else it wants done it hangs on the commit.
    """
    codes.require(code)

    def decorate(body: Callable[Concatenate[Actor, S, P], R]) -> Callable[Concatenate[Actor, S, P], R]:
        @wraps(body)
        def perform(actor: Actor, subject: S, /, *args: P.args, **kwargs: P.kwargs) -> R:
            work = opened.get()
            if isinstance(work, _Work):
                with work.joined(Draft(code, actor, subject)):
                    _authorise(may, actor, subject, *args, **kwargs)
                    return body(actor, subject, *args, **kwargs)
            attempt = 1
            while True:
                try:
                    with _outermost(Draft(code, actor, subject)):
                        _authorise(may, actor, subject, *args, **kwargs)
                        return body(actor, subject, *args, **kwargs)
                except OperationalError as error:
                    if attempt == ATTEMPTS or not undone_by_another(error):
                        raise
                    # The other one waits for what this one held, and comes first only if it is given the time to wake.
                    time.sleep(PAUSE * attempt)
                    attempt += 1

        return perform

    return decorate


def record(
    *,
    events: Iterable[Event] = (),
    payload: Mapping[str, Any] | None = None,
    data: Mapping[str, Any] | None = None,
) -> None:
    """Add to the entry of the action at work. `payload` is sealed: all that people wrote. `data` is coded, in clear.

    Record a case's events before calling another action on it: the journal keeps actions in the order they began.
    """
    work, draft = _at_work()
    events = list(events)
    if events and any(later.events for later in _after(work, draft) if later.subject.chain == draft.subject.chain):
        raise RuntimeError(f"{draft.code}: record events before calling an action that records some on the same chain.")
    draft.events.extend(events)
    draft.payload.update(payload or {})
    draft.data.update(data or {})


def attach(subject: Subject) -> None:
    """The action made this subject: its entry stands in the new subject's chain, sealed under its envelope."""
    work, draft = _at_work()
    draft.subject = subject
    work.locked.append(subject)


def pending_events(chain_name: str) -> list[Event]:
    """Events recorded on a chain by the actions now open, not yet written."""
    work = opened.get()
    if not isinstance(work, _Work):
        return []
    return [event for draft in work.drafts if draft.subject.chain == chain_name for event in draft.events]


@contextmanager
def _outermost(draft: Draft) -> Iterator[None]:
    before, subject, work = opened.get(), draft.subject, _Work()
    opened.set(work)
    try:
        with transaction.atomic(durable=True):
            with work.begun(draft):
                yield
            chain.append(work.drafts)
            # What is hung on the commit runs after it, and is no part of this action.
            opened.set(before)
    except BaseException as error:
        # A key made in the transaction that was undone never was.
        envelopes.forget()
        if isinstance(error, Refused):
            _record_refusal(Draft(draft.code, draft.actor, subject), error)
        raise
    finally:
        opened.set(before)


def _authorise(may: Callable[..., Refusal | None], actor: Actor, subject: Subject, *args: Any, **kwargs: Any) -> None:
    refusal = may(actor, subject, *args, **kwargs)
    if refusal is not None:
        raise Refused(refusal)


def _record_refusal(refused: Draft, answer: Refused) -> None:
    refused.code += codes.REFUSED
    refused.data = {"rule": answer.refusal.rule, "step": answer.refusal.step, "action": answer.code}
    opened.set(_Work())
    with transaction.atomic(durable=True):
        chain.append([refused])


def _at_work() -> tuple[_Work, Draft]:
    work = opened.get()
    if not isinstance(work, _Work) or not work.at_work:
        raise RuntimeError("record and attach belong inside an action.")
    return work, work.at_work[-1]


def _after(work: _Work, draft: Draft) -> list[Draft]:
    return work.drafts[next(place for place, one in enumerate(work.drafts) if one is draft) + 1 :]
