# SPDX-License-Identifier: AGPL-3.0-or-later
"""The shared roles: what a person is to the office, as standards name them. No Django: a plain table."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Role:
    """`code` stands in data and journal; `id` and `en` are what people read.

    `heads` marks the posts that lead a unit, and so may be filled by a deputy in office (Plt., Plh.).
    `body` marks a role that several professions fill together: who of them takes a step does not do it alone.
    `installation` marks the roles that run the software and never touch a case.
    """

    code: str
    id: str
    en: str
    heads: bool = False
    body: bool = False
    installation: bool = False


ROLES = (
    Role("intake_officer", "Petugas pengaduan", "Intake officer"),
    Role("case_manager", "Manajer kasus", "Case manager"),
    Role("companion", "Pendamping kasus", "Companion"),
    Role("social_worker", "Pekerja sosial", "Social worker"),
    Role("psychologist", "Psikolog", "Psychologist"),
    Role("counsellor", "Konselor", "Counsellor"),
    Role("advocate", "Advokat", "Advocate"),
    Role("paralegal", "Paralegal", "Paralegal"),
    Role("rapid_response", "Unit reaksi cepat", "Rapid response"),
    Role("case_supervisor", "Supervisor kasus", "Case supervisor"),
    Role("expert", "Tenaga ahli", "Expert"),
    Role("technical_team", "Tim teknis", "Technical team", body=True),
    Role("data_officer", "Petugas data", "Data officer"),
    Role("secretariat", "Sekretariat", "Secretariat"),
    Role("secretary", "Sekretaris dinas", "Secretary of the agency", heads=True),
    Role("division_head", "Kepala bidang", "Head of division", heads=True),
    Role("section_head", "Kepala seksi", "Head of section", heads=True),
    Role("unit_head", "Kepala UPTD", "Head of the service unit", heads=True),
    Role("agency_head", "Kepala dinas", "Head of the agency", heads=True),
    Role("administrator", "Pengelola aplikasi", "Administrator", installation=True),
    Role("overseer", "Pengawas", "Overseer", installation=True),
)
BY_CODE = {role.code: role for role in ROLES}
BY_NAME = {role.id.casefold(): role for role in ROLES}
CASE_ROLES = tuple(role.code for role in ROLES if not role.installation)
HEADS = tuple(role.code for role in ROLES if role.heads)
BODIES = tuple(role.code for role in ROLES if role.body)
CHOICES = [(role.code, role.id) for role in ROLES]


def label(code: str) -> str:
    """What people read for a role; an unknown code is shown as it stands."""
    return BY_CODE[code].id if code in BY_CODE else code
