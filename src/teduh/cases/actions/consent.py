# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is told to the rules when consent is recorded, beside a step or by one (UU 27/2022 art. 20 and 25).

Of several clients each consents alone: their facts bear the client's number (`consent@2`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from teduh.cases.models import Case
from teduh.cases.queries.people import clients_of, guardians_are_alleged
from teduh.journal.door import Refused
from teduh.lib.numbers import whole_number
from teduh.procedure.forms import Form, Per
from teduh.procedure.problems import Message, Refusal
from teduh.procedure.safeguards import ARTICLE_CONSENT, ARTICLE_GIVER, GUARDIANS, left_out
from teduh.procedure.standard.model import Step
from teduh.procedure.state import State, consent_said
from teduh.standards import formfiles

CONSENT_FACTS = ("guardian", "consent_giver", "legal_ground", "consent", "clients")

Facts = Mapping[str, tuple[str, ...]]
Given = Mapping[
    str, tuple[Form | None, Mapping[str, Any]]
]  # answers by the key of their form: `form`, `form@participant`


def asked_for_consent(case: Case, state: State) -> dict[str, tuple[str, ...]]:
    """Whether a guardian may sign, as the people of the case stand now; who gave an earlier consent counts no more."""
    return {"guardian": guardian_fact(case), "consent_giver": (), "legal_ground": ()} | {
        f"{name}@{number}": values
        for number in numbers_of(state)
        for name, values in asked_of_client(case, number).items()
    }


def asked_of_client(case: Case, number: str) -> dict[str, tuple[str, ...]]:
    """The same of one client."""
    client = clients_of(case)[int(number) - 1]
    return {"guardian": guardian_fact(case, client), "consent_giver": (), "legal_ground": ()}


def guardian_fact(case: Case, client: Any = None) -> tuple[str, ...]:
    return ("alleged",) if guardians_are_alleged(case, client) else ()


def numbers_of(state: State) -> tuple[str, ...]:
    """The numbers of the clients where there are several; none where each fact is the one client's."""
    return state.facts.get("clients", ())


def facts_of_each(
    case: Case, state: State, step: Step, outcome: str, facts: Facts, answers: Given
) -> dict[str, tuple[str, ...]]:
    """What a consent step says of each client: by what was answered about the service in the form that was filled for
    them, else by the step's result. A giver told of nobody in particular is everybody's, and judged for each."""
    services = {
        client_key(case, key): values["service"] for key, (_form, values) in answers.items() if values.get("service")
    }
    told: dict[str, tuple[str, ...]] = {}
    named = any(f"consent_giver@{number}" in facts for number in numbers_of(state))
    for number in numbers_of(state):
        own = {
            name: facts.get(f"{name}@{number}", () if named else facts.get(name, ()))
            for name in ("consent_giver", "legal_ground")
        }
        said = consent_said(step, outcome, own)
        if number in services:
            agreed = "legal_ground" if own["consent_giver"] == ("none",) else "given"
            said = agreed if services[number] == "yes" else "refused"
        told |= {f"{name}@{number}": values for name, values in {**own, "consent": (said,)}.items()}
    return told


def client_key(case: Case, key: str) -> str:
    """Of which client a form tells: `form` of the first, `form@12` of the participant of that number."""
    participant = whole_number(key.partition("@")[2])
    order = [one.pk for one in clients_of(case)]
    return str(order.index(participant) + 1) if participant in order else "1"


def must_have_consented(case: Case, state: State, step: Step, answers: Iterable[str]) -> None:
    """Nothing is written of a client who has not consented while others of the case have."""
    out = left_out(state.facts, step.activity)
    named = {form.code for form in map(formfiles.form, step.forms) if form.per is Per.CLIENT} if out else set()
    if any(key.partition("@")[0] in named and client_key(case, key) in out for key in answers):
        raise Refused(
            Refusal(
                ARTICLE_CONSENT,
                Message(
                    f"Ada klien yang belum memberi persetujuan: tentang dia belum ada asesmen atau rujukan "
                    f"({ARTICLE_CONSENT}). Catat persetujuannya dahulu.",
                    f"A client has not consented: there is no assessment or referral of that client yet "
                    f"({ARTICLE_CONSENT}). Record the consent first.",
                ),
                step.key,
            )
        )


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
    """The result of a consent step, as `consent` says it, does not contradict what was answered about the service. Of
    several clients some may accept it and some not: the case goes on for those who do."""
    services = {values["service"] for values in answers if values.get("service")}
    if (said == "given" and services == {"no"}) or (said == "refused" and "yes" in services):
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
