# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is told to the rules when consent is recorded, beside a step or by one (UU 27/2022 art. 20 and 25)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from teduh.cases.models import Case
from teduh.cases.queries.people import guardians_are_alleged

CONSENT_FACTS = ("guardian", "consent_giver", "legal_ground", "consent")


def asked_for_consent(case: Case) -> dict[str, tuple[str, ...]]:
    """Whether a guardian may sign, as the people of the case stand now; who gave an earlier consent counts no more."""
    guardian = ("alleged",) if guardians_are_alleged(case) else ()
    return {"guardian": guardian, "consent_giver": (), "legal_ground": ()}


def reason_of_ground(answers: Iterable[Mapping[str, Any]]) -> str:
    """Why another ground stands in place of consent, from the form where it was chosen."""
    return next((str(values["basis_reason"]) for values in answers if values.get("basis_reason")), "")
