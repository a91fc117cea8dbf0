# SPDX-License-Identifier: AGPL-3.0-or-later
"""The table of who may do what: complete, and read as it stands."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver

from teduh.accounts import access, actors, roles
from teduh.journal.actor import Actor
from tests import people

CASE_CODES = [code for code in access.RULES if code.startswith(("case.", "person.", "letter.", "report."))]
DEMANDED = [
    "report.take",
    "report.triage",
    "case.open",
    "case.read",
    "case.step.finish",
    "case.step.start",
    "case.step.not_needed",
    "case.assign",
    "case.note",
    "case.risk",
    "case.pause",
    "case.extend",
    "case.end",
    "case.close",
    "case.correct",
    "case.document",
    "person.read",
    "person.edit",
    "person.reveal",
    "standard.read",
    "standard.publish",
    "office.edit",
    "staff.edit",
    "holiday.edit",
    "journal.read",
    "deputy.edit",
    "letter.make",
]


@dataclass(frozen=True)
class Subject:
    """Stands for a case, an office, a person."""

    office_code: str = people.TEBING_TINGGI
    team: tuple[int, ...] = ()
    steps: tuple[str, ...] = ()
    staff_id: int = 0

    def handled_by(self, actor: Actor) -> bool:
        return actor.id in self.team

    def acts_in(self, actor: Actor, step: str, run: int) -> bool:
        return actor.id in self.team and run == 1 and step in self.steps


def actor(*held: str, office: str = people.TEBING_TINGGI, number: int = 7) -> Actor:
    return Actor("staff", number, office, frozenset(held), people.NOW, "Ratna Contoh")


def test_the_table_has_every_permission_once() -> None:
    assert set(DEMANDED) <= set(access.RULES)
    assert len(access.RULES) == len(access.TABLE)
    for rule in access.TABLE:
        assert rule.roles == access.NOBODY or set(rule.roles) <= set(roles.BY_CODE), rule.code


@pytest.mark.parametrize("code", CASE_CODES)
def test_who_runs_the_software_never_sees_a_case(code: str) -> None:
    everything = Subject(team=(7,), steps=("asesmen",), staff_id=7)
    assert not access.allowed(actor("administrator", "overseer"), code, everything, step="asesmen")
    assert not access.allowed(actor("administrator", "overseer", office=""), code, everything, step="asesmen")


def test_a_case_is_for_its_team() -> None:
    assert access.allowed(actor("social_worker"), "case.read", Subject(team=(7,)))
    assert not access.allowed(actor("social_worker"), "case.read", Subject(team=(8,)))
    assert not access.allowed(actor(), "case.read", Subject(team=(7,)))


def test_a_step_is_for_whose_it_is() -> None:
    case = Subject(team=(7,), steps=("asesmen",))
    assert access.allowed(actor("psychologist"), "case.step.finish", case, step="asesmen")
    assert not access.allowed(actor("psychologist"), "case.step.finish", case, step="rencana")
    assert not access.allowed(actor("psychologist"), "case.step.finish", case)
    assert not access.allowed(actor("psychologist"), "case.step.finish", case, step="asesmen", run=2)
    door = access.may("case.step.finish")
    assert door(actor("psychologist"), case, step="asesmen", run=1) is None
    assert door(actor("psychologist"), case, step="asesmen", run=2) is not None


def test_the_office_next_door_is_closed() -> None:
    assert access.allowed(actor("intake_officer"), "report.take", Subject())
    assert not access.allowed(actor("intake_officer"), "report.take", Subject(office_code=people.SAMPANG))
    assert not access.allowed(actor("administrator"), "staff.edit", Subject(office_code=people.SAMPANG))
    assert access.allowed(actor("administrator", office=""), "staff.edit", Subject(office_code=people.SAMPANG))
    assert not access.allowed(actor("administrator"), "holiday.edit", Subject(office_code=""))


def test_the_system_and_strangers_do_only_what_the_table_lets_them() -> None:
    system = people.system()
    assert access.allowed(system, "office.edit", Subject())
    assert not access.allowed(system, "case.read", Subject())
    assert access.allowed(system, "message.deliver", Subject())
    assert not access.allowed(actor(*roles.BY_CODE), "message.deliver", Subject())
    nobody = people.nobody()
    assert [rule.code for rule in access.TABLE if access.might(nobody, rule.code)] == ["account.sign_in_failed"]


def test_ones_own_password_is_ones_own() -> None:
    assert access.allowed(actor(), "account.password", Subject(staff_id=7))
    assert not access.allowed(actor("administrator"), "account.password", Subject(staff_id=8))


def test_a_refusal_says_what_and_who_instead() -> None:
    refused = access.may("staff.edit")(actor("psychologist"), Subject())
    assert refused is not None
    assert refused.rule == "access:staff.edit"
    assert "mengubah staf" in refused.reason.id
    assert "Pengelola aplikasi" in refused.reason.id
    assert access.may("staff.edit")(actor("administrator"), Subject()) is None


def test_a_permission_that_is_not_in_the_table_fails_at_once() -> None:
    with pytest.raises(KeyError):
        access.may("case.reed")
    with pytest.raises(KeyError):
        actors.staff_required("case.reed")


def test_the_roles_are_those_that_standards_may_name() -> None:
    """The catalogue says how standards write a role; the table here says what it may do."""
    from teduh.standards.catalogue import vocabulary

    known = {role.code for role in vocabulary().roles.values() if not role.outside}
    assert known == set(roles.CASE_ROLES)


def views(patterns: Any = None, prefix: str = "") -> Iterator[tuple[str, Any]]:
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            yield from views(pattern.url_patterns, prefix + str(pattern.pattern))
        elif isinstance(pattern, URLPattern):
            yield prefix + str(pattern.pattern), pattern.callback


def test_every_page_declares_who_may_open_it() -> None:
    ours = [(path, view) for path, view in views() if view.__module__.startswith("teduh.")]
    assert len(ours) > 20
    undeclared = [
        f"/{path} ({view.__module__}.{view.__name__})"
        for path, view in ours
        if getattr(view, "permission", None) not in {*access.RULES, actors.PUBLIC}
    ]
    assert not undeclared, (
        "These pages declare no permission. Put @staff_required('…') or @public on the view:\n" + "\n".join(undeclared)
    )


def actions_written() -> Iterator[tuple[str, str, ast.expr | None]]:
    """Every `@action(code, may=…)` of the source: where it stands, its code, and what is asked."""
    for file in sorted((settings.ROOT / "src" / "teduh").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if not isinstance(node, ast.FunctionDef):
                continue
            for call in node.decorator_list:
                if isinstance(call, ast.Call) and ast.unparse(call.func).split(".")[-1] == "action" and call.args:
                    asked = next((keyword.value for keyword in call.keywords if keyword.arg == "may"), None)
                    yield f"{file.relative_to(settings.ROOT)}:{node.lineno}", ast.literal_eval(call.args[0]), asked


def test_every_action_asks_the_table() -> None:
    """Journal, vault and jobs stand below the table, and are reached by commands alone."""
    below = ("src/teduh/journal/", "src/teduh/vault/", "src/teduh/jobs/")
    written = [one for one in actions_written() if not one[0].startswith(below)]
    assert len(written) > 15
    wrong = []
    for place, code, asked in written:
        by_table = (
            isinstance(asked, ast.Call)
            and ast.unparse(asked.func).split(".")[-1] == "may"
            and ast.literal_eval(asked.args[0]) in access.RULES
        )
        if not by_table:
            wrong.append(f"{place}: {code}")
    assert not wrong, 'Write may=may("…") with a permission of accounts/access.py:\n' + "\n".join(wrong)
