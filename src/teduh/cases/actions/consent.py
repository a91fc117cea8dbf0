# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is told to the rules when consent is recorded, beside a step or by one (UU 27/2022 art. 20 and 25)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from teduh.cases.models import Case
from teduh.cases.queries.people import guardians_are_alleged
from teduh.journal.door import Refused
from teduh.procedure.problems import Message, Refusal
from teduh.procedure.safeguards import ARTICLE_CONSENT, ARTICLE_GIVER, GUARDIANS

CONSENT_FACTS = ("guardian", "consent_giver", "legal_ground", "consent")


def asked_for_consent(case: Case) -> dict[str, tuple[str, ...]]:
    """Whether a guardian may sign, as the people of the case stand now; who gave an earlier consent counts no more."""
    guardian = ("alleged",) if guardians_are_alleged(case) else ()
    return {"guardian": guardian, "consent_giver": (), "legal_ground": ()}


def reason_of_ground(answers: Iterable[Mapping[str, Any]]) -> str:
    """Why another ground stands in place of consent, from the form where it was chosen."""
    return next((str(values["basis_reason"]) for values in answers if values.get("basis_reason")), "")


def must_be_named(giver: str, name: str, *, step: str = "") -> None:
    """Who speaks for a client does not stay unnamed: it must be possible to see who it was."""
    if giver in GUARDIANS and not name.strip():
        raise Refused(
            Refusal(
                ARTICLE_GIVER,
                Message(
                    "Tulis nama orang tua atau wali yang memberi atau menolak persetujuan.",
                    "Write the name of the parent or guardian who gives or refuses the consent.",
                ),
                step,
            )
        )


def must_agree(said: str, answers: Iterable[Mapping[str, Any]], *, step: str) -> None:
    """The result of a consent step, as `consent` says it, does not contradict what every client answered about the
    service. Of several clients some may accept it and some not."""
    services = {values["service"] for values in answers if values.get("service")}
    if (said, services) in (("given", {"no"}), ("refused", {"yes"})):
        raise Refused(
            Refusal(
                ARTICLE_CONSENT,
                Message(
                    "Jawaban “Menerima layanan” dan hasil langkah ini bertentangan. Perbaiki salah satunya.",
                    "The answer to “Menerima layanan” and the result of this step contradict each other. Correct one.",
                ),
                step,
            )
        )
