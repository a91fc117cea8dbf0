# SPDX-License-Identifier: AGPL-3.0-or-later
"""`manage.py case show NUMBER`: where a case stands, without personal data. `case check`: refold every case and compare
with the cache; `case refresh`: compute the cache again."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from teduh.accounts.actors import system_actor
from teduh.cases.actions.file import refresh
from teduh.cases.actions.projection import differences
from teduh.cases.models import Case
from teduh.cases.queries.progress import Progress, progress_of
from teduh.cases.queries.visibility import number_parts
from teduh.procedure.state import Clock, RunState


class Command(BaseCommand):
    help = "Shows where a case stands (no personal data), or checks the cached reading of all cases."

    def add_arguments(self, parser: ArgumentParser) -> None:
        commands = parser.add_subparsers(dest="command", required=True)
        show = commands.add_parser("show", help="where a case stands")
        show.add_argument("number", help="0147/2026")
        show.add_argument("--office", default="", help="needed where two offices have that number")
        show.add_argument("--json", action="store_true", help="as JSON")
        show.add_argument("--at", help="read the clocks at that moment, ISO 8601 (now)")
        commands.add_parser("check", help="refold every case and compare with its cached columns")
        commands.add_parser("refresh", help="compute the cached columns of every running case again")

    def handle(self, *args: Any, **options: Any) -> None:
        match options["command"]:
            case "show":
                self.show(**{name: options[name] for name in ("number", "office", "json", "at")})
            case "check":
                self.check_all()
            case "refresh":
                self.refresh_all()

    def show(self, *, number: str, office: str, json: bool, at: str | None) -> None:
        case = find(number, office)
        moment = datetime.fromisoformat(at) if at else timezone.now()
        data = described(case, progress_of(case, at=moment))
        self.stdout.write(as_json(data) if json else as_text(data))

    def check_all(self) -> None:
        """Exit 1 where a cache differs from its fold."""
        found = 0
        total = 0
        for case in Case.objects.select_related("office").order_by("office", "year", "serial").iterator(200):
            total += 1
            for difference in differences(case):
                found += 1
                self.stderr.write(f"{case.office_id} {case.number}: {difference}")
        if found:
            raise CommandError(
                f"{found} differences in {total} cases; `manage.py case refresh` mends them.", returncode=1
            )
        self.stdout.write(f"{total} cases, each as its journal folds.")

    def refresh_all(self) -> None:
        actor = system_actor(timezone.now())
        total = 0
        for case in Case.objects.exclude(status="closed").iterator(200):
            refresh(actor, case)
            total += 1
        self.stdout.write(f"{total} cases computed again.")


def find(number: str, office: str) -> Case:
    parts = number_parts(number)
    if parts is None:
        raise CommandError(f"{number!r} is not a case number such as 0147/2026.")
    cases = Case.objects.select_related("office").filter(serial=parts[0], year=parts[1])
    if office:
        cases = cases.filter(office=office)
    found = list(cases)
    if len(found) == 1:
        return found[0]
    if not found:
        raise CommandError(f"There is no case {number}{f' in {office}' if office else ''}.")
    offices = " ".join(sorted(case.office_id for case in found))
    raise CommandError(f"Several offices have a case {number}: add --office with one of {offices}.")


def described(case: Case, progress: Progress) -> dict[str, Any]:
    """Standard and version, open steps, outcomes, clocks, products, risk. Coded throughout: nobody is named."""
    state = progress.state
    return {
        "number": case.number,
        "office": case.office_id,
        "status": case.status,
        "risk": state.risk.value if state.risk else None,
        "channel": case.channel,
        "received_at": local(case.received_at, progress),
        "runs": [run_data(run, progress) for run in state.runs.values()],
        "clocks": [
            {
                "run": clock.run,
                "key": clock.key,
                "version": version_of(clock, progress),
                "promise": clock.text,
                "legal": clock.legal or None,
                "status": clock.status.value,
                "started_at": local(clock.started_at, progress),
                "due_at": local(clock.due_at, progress),
                "ended_at": local(clock.ended_at, progress),
                "original_due_at": local(clock.original_due_at, progress),
            }
            for clock in progress.clocks
        ],
    }


def version_of(clock: Clock, progress: Progress) -> int | None:
    """The version that promised it: the one that stands, or one that the run was moved from. None: the law."""
    return None if clock.legal else clock.version or progress.state.runs[clock.run].standard.version


def run_data(run: RunState, progress: Progress) -> dict[str, Any]:
    steps = {step.key: step for step in run.procedure.steps}
    return {
        "run": run.number,
        "standard": run.standard.code,
        "version": run.standard.version,
        "earlier_versions": [left.run.standard.version for left in run.earlier],
        "procedure": run.procedure.key or None,
        "end": run.end.effect.value if run.end else None,
        "open_steps": [
            {
                "step": key,
                "name": steps[key].name,
                "roles": [party.role for party in steps[key].actors if party.role],
                "started": run.steps[key].started_at is not None,
                "due_at": due_of(key, run, progress),
            }
            for key in (run.open if run.end is None else ())
        ],
        "outcomes": {key: step.outcome for key, step in run.steps.items() if step.outcome},
        "products": [product for step in run.steps.values() for product in step.products],
        "requirements": {key: mark for key, mark in run.requirements.items() if mark},
    }


def due_of(key: str, run: RunState, progress: Progress) -> str | None:
    """When the clock that ends at this step falls due."""
    for clock in progress.clocks:
        if clock.run == run.number and clock.running and clock.promise and clock.promise.until.step == key:
            return local(clock.due_at, progress)
    return None


def local(moment: datetime | None, progress: Progress) -> str | None:
    return moment.astimezone(progress.time.calendar.zone).isoformat(timespec="seconds") if moment else None


def as_json(data: dict[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2)


def as_text(data: dict[str, Any]) -> str:
    lines = [f"{data['office']} {data['number']}  {data['status']}  risk: {data['risk'] or 'not set'}"]
    for run in data["runs"]:
        lines.append(f"  {run['standard']} version {run['version']}" + (f", ended {run['end']}" if run["end"] else ""))
        lines += [f"    open: {step['name']} ({', '.join(step['roles'])})" for step in run["open_steps"]]
    lines += [
        f"  {clock['status']}: {clock['promise'][:70]} (due {clock['due_at'] or '-'})" for clock in data["clocks"]
    ]
    return "\n".join(lines)
