# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who gives consent: asked wherever it is recorded, beside the steps and by a step of its own (UU 27/2022 art. 25)."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from teduh.accounts.models import Staff
from teduh.cases.actions import file, steps
from teduh.cases.actions.opening import Pair
from teduh.cases.models import Case, Participant
from teduh.cases.queries.progress import state_of
from teduh.journal.door import Refused
from teduh.journal.queries import entries_of
from teduh.persons.details import Details
from teduh.procedure.safeguards import ARTICLE_AGE, ARTICLE_CONSENT, ARTICLE_GIVER
from teduh.standards.formfiles import form
from tests import people
from tests.cases import making

pytestmark = pytest.mark.django_db
CONSENT = "persetujuan-layanan"
ASSESSMENT = "asesmen-biopsikososial"


@pytest.fixture
def staff() -> dict[str, Staff]:
    return making.staff_of(people.TEBING_TINGGI)


def child_of(staff: dict[str, Staff], *, alleged: str = "neighbour") -> Case:
    """A client of nine years; who is alleged is so related to her."""
    return making.opened(staff, age=9, pairs=(Pair(client=0, other=1, relation=alleged),))


def before_consent(staff: dict[str, Staff], case: Case) -> Case:
    for number, key in enumerate(("terima-permohonan", "identifikasi")):
        work = steps.Work(reason="Sesuai.")
        steps.finish_step(making.acting(staff["bayu"], 40 - number), case, step=key, work=work)
    return case


def rule_of(staff: dict[str, Staff], case: Case, **said: Any) -> str:
    with pytest.raises(Refused) as refused:
        file.record_consent(
            making.acting(staff["bayu"]), case, **{"value": "given", "giver_name": "Sri Khayal", **said}
        )
    return refused.value.refusal.rule


def test_a_child_of_nine_does_not_consent_alone(staff: dict[str, Staff]) -> None:
    case = child_of(staff)
    assert rule_of(staff, case, giver="client") == ARTICLE_GIVER
    assert rule_of(staff, case) == ARTICLE_GIVER
    assert "consent" not in state_of(case).facts
    file.record_consent(
        making.acting(staff["bayu"]), case, value="given", giver="guardian_child", giver_name="Sri Khayal"
    )
    facts = state_of(case).facts
    assert (facts["consent"], facts["consent_giver"]) == (("given",), ("guardian_child",))
    assert entries_of(case).get(code="case.consent").data["giver"] == "guardian_child"


def test_who_gave_it_before_counts_no_more(staff: dict[str, Staff]) -> None:
    case = child_of(staff)
    file.record_consent(making.acting(staff["bayu"], 9), case, value="given", giver="guardian", giver_name="Sri Khayal")
    file.record_consent(
        making.acting(staff["bayu"], 8), case, value="withdrawn", giver="guardian", giver_name="Sri Khayal"
    )
    assert rule_of(staff, case) == ARTICLE_GIVER


def test_the_alleged_father_does_not_sign_but_another_guardian_or_ground_stands(staff: dict[str, Staff]) -> None:
    case = child_of(staff, alleged="father")
    assert rule_of(staff, case, giver="guardian") == ARTICLE_GIVER
    assert rule_of(staff, case, giver="guardian_child") == ARTICLE_GIVER
    assert rule_of(staff, case, value="legal_ground", reason="Ayahnya terlapor.") == ARTICLE_GIVER
    assert rule_of(staff, case, value="legal_ground", ground="vital") == ARTICLE_CONSENT
    file.record_consent(
        making.acting(staff["bayu"]), case, value="legal_ground", ground="vital", reason="Ayahnya terlapor."
    )
    assert state_of(case).facts["legal_ground"] == ("vital",)
    file.add_new_person(making.acting(staff["bayu"]), case, details=Details(name="Sri Khayal"), part="guardian", age=35)
    file.record_consent(
        making.acting(staff["bayu"]), case, value="given", giver="guardian_child", giver_name="Sri Khayal"
    )
    assert state_of(case).facts["consent"] == ("given",)


def test_a_guardian_who_is_alleged_is_recognised_by_their_part(client: Client, staff: dict[str, Staff]) -> None:
    case = child_of(staff)
    people.sign_in(client, staff["bayu"])
    alleged = Participant.objects.get(case=case, part="alleged")
    said = {"person": alleged.pk, "part": "guardian"}
    assert client.post(making.address(case, "act", "peran-lain"), said).status_code == 302
    assert rule_of(staff, case, giver="guardian") == ARTICLE_GIVER


def assessing(staff: dict[str, Staff], case: Case) -> str:
    """Why the assessment may not begin."""
    with pytest.raises(Refused) as refused:
        steps.start_step(making.acting(staff["sekar"], 5), case, step="asesmen-biopsikososial")
    return refused.value.refusal.rule


def test_a_guardian_who_turns_out_to_be_alleged_has_not_consented(staff: dict[str, Staff]) -> None:
    case = before_consent(staff, child_of(staff))
    work = steps.Work(reason="Sesuai.", facts={"consent_giver": ("guardian",)})
    steps.finish_step(making.acting(staff["bayu"], 30), case, step=CONSENT, work=work)
    client, alleged = (Participant.objects.get(case=case, part=part) for part in ("client", "alleged"))
    file.relate(making.acting(staff["bayu"], 20), case, client=client, other=alleged, code="father")
    assert assessing(staff, case) == ARTICLE_GIVER
    # The mother is recorded: whoever signed before, now she is asked.
    file.add_new_person(
        making.acting(staff["bayu"], 15), case, details=Details(name="Sri Khayal"), part="guardian", age=35
    )
    assert assessing(staff, case) == ARTICLE_GIVER
    file.record_consent(
        making.acting(staff["bayu"], 10), case, value="given", giver="guardian_child", giver_name="Sri Khayal"
    )
    steps.start_step(making.acting(staff["sekar"], 5), case, step="asesmen-biopsikososial")


def test_a_child_who_joins_later_has_not_consented_through_somebody_of_no_known_age(staff: dict[str, Staff]) -> None:
    case = before_consent(staff, making.opened(staff, age=None))
    work = steps.Work(reason="Sesuai.", facts={"consent_giver": ("client",)})
    with pytest.raises(Refused) as refused:
        steps.finish_step(making.acting(staff["bayu"], 30), case, step=CONSENT, work=work)
    assert refused.value.refusal.rule == ARTICLE_AGE
    client = Participant.objects.get(case=case, part="client")
    judged = making.acting(staff["bayu"], 29)
    file.judge_age(judged, case, client=client, considered="adult", band="25-44", reason="Terlihat dewasa.")
    steps.finish_step(making.acting(staff["bayu"], 28), case, step=CONSENT, work=work)
    child = file.add_new_person(
        making.acting(staff["bayu"], 20), case, details=Details(name="Ani Khayal"), part="client", age=9
    )
    alone = steps.Work(answers={f"{ASSESSMENT}@{child.pk}": (form(ASSESSMENT), {})})
    with pytest.raises(Refused) as without:
        steps.finish_step(making.acting(staff["sekar"], 5), case, step=ASSESSMENT, work=alone)
    assert without.value.refusal.rule == ARTICLE_CONSENT


def test_consent_is_no_fact_like_others(staff: dict[str, Staff]) -> None:
    case = child_of(staff)
    for name in ("consent", "consent_giver", "guardian", "legal_ground"):
        with pytest.raises(Refused):
            file.set_fact(making.acting(staff["bayu"]), case, name=name, values=("given",))


def test_the_step_asks_the_same_and_keeps_what_was_typed(client: Client, staff: dict[str, Staff]) -> None:
    case = before_consent(staff, child_of(staff, alleged="father"))
    people.sign_in(client, staff["bayu"])
    giver = f"{CONSENT}-giver"
    typed = {"reason": "", "outcome": "setuju", f"{CONSENT}-service": "yes"}
    for who, words in (("client", "masih anak"), ("guardian_child", "adalah terlapor")):
        refused = making.take(client, case, CONSENT, **{**typed, giver: who})
        assert refused.status_code == 409
        assert words in refused.content.decode()
    # Nothing is required of a question that is hidden; of one that is shown, it is.
    unsaid = making.take(client, case, CONSENT, **{**typed, giver: "none", f"{CONSENT}-basis_reason": ""})
    assert unsaid.status_code == 422
    ground = {f"{CONSENT}-other_basis": "duty", f"{CONSENT}-basis_reason": "Ayahnya terlapor, ibunya tidak ada."}
    assert making.take(client, case, CONSENT, **{**typed, giver: "none", **ground}).status_code == 302
    facts = state_of(case).facts
    assert (facts["consent"], facts["consent_giver"], facts["legal_ground"]) == (
        ("legal_ground",),
        ("none",),
        ("duty",),
    )


def test_a_consent_step_taken_back_takes_its_giver_back_but_not_from_under_an_assessment(
    staff: dict[str, Staff],
) -> None:
    case = before_consent(staff, child_of(staff))
    work = steps.Work(reason="Sesuai.", facts={"consent_giver": ("guardian_child",)})
    steps.finish_step(making.acting(staff["bayu"], 20), case, step=CONSENT, work=work)
    number = state_of(case).runs[1].steps[CONSENT].event
    assessment = next(key for key in making.open_keys(case) if key.startswith("asesmen"))
    steps.start_step(making.acting(staff["sekar"], 15), case, step=assessment)
    with pytest.raises(Refused) as refused:
        file.correct(making.acting(staff["bayu"], 10), case, number=number, reason="Salah tekan.")
    assert refused.value.refusal.rule == "29"
    begun = state_of(case).runs[1].steps[assessment].event or len(state_of(case).events)
    file.correct(making.acting(staff["sekar"], 9), case, number=begun, reason="Salah tekan.")
    file.correct(making.acting(staff["bayu"], 8), case, number=number, reason="Salah tekan.")
    assert {"consent", "consent_giver"}.isdisjoint(state_of(case).facts)


def refusing(staff: dict[str, Staff], case: Case, giver: str, outcome: str = "menolak") -> str:
    """Why the consent step may not end so on that person's word."""
    work = steps.Work(reason="Ia menolak.", facts={"consent_giver": (giver,)})
    with pytest.raises(Refused) as refused:
        steps.finish_step(making.acting(staff["bayu"], 20), case, step=CONSENT, outcome=outcome, work=work)
    return refused.value.refusal.reason.id


@pytest.mark.parametrize("relation", ["father", "stepfather"])
def test_an_alleged_parents_no_does_not_end_the_case_of_a_child(staff: dict[str, Staff], relation: str) -> None:
    case = before_consent(staff, child_of(staff, alleged=relation))
    said = refusing(staff, case, "guardian")
    assert "adalah terlapor" in said
    assert "dasar hukum lain" in said
    assert "pendapatnya didengar" in refusing(staff, case, "client")
    assert state_of(case).runs[1].end is None
    for value in ("refused", "withdrawn"):
        assert rule_of(staff, case, value=value, giver="guardian") == ARTICLE_GIVER
        assert rule_of(staff, case, value=value) == ARTICLE_GIVER
    file.add_new_person(
        making.acting(staff["bayu"], 15), case, details=Details(name="Sri Khayal"), part="guardian", age=35
    )
    work = steps.Work(reason="Ibunya menolak.", facts={"consent_giver": ("guardian_child",)})
    steps.finish_step(making.acting(staff["bayu"], 10), case, step=CONSENT, outcome="menolak", work=work)
    assert state_of(case).runs[1].end is not None


def test_an_alleged_stepfather_does_not_sign(staff: dict[str, Staff]) -> None:
    case = child_of(staff, alleged="stepfather")
    assert rule_of(staff, case, giver="guardian") == ARTICLE_GIVER
    mother = file.add_new_person(
        making.acting(staff["bayu"]), case, details=Details(name="Sri Khayal"), part="reporter", age=35
    )
    client = Participant.objects.get(case=case, part="client")
    file.relate(making.acting(staff["bayu"]), case, client=client, other=mother, code="mother")
    file.record_consent(
        making.acting(staff["bayu"]), case, value="given", giver="guardian_child", giver_name="Sri Khayal"
    )


def test_a_guardian_is_named_and_the_name_is_sealed(client: Client, staff: dict[str, Staff]) -> None:
    case = child_of(staff)
    people.sign_in(client, staff["bayu"])
    said = {"value": "given", "giver": "guardian"}
    unnamed = client.post(making.address(case, "act", "persetujuan"), said)
    assert unnamed.status_code == 409
    assert "Tulis nama orang tua atau wali" in unnamed.content.decode()
    named = client.post(making.address(case, "act", "persetujuan"), {**said, "giver_name": "Sri Khayal"})
    assert named.status_code == 302
    entry = entries_of(case).get(code="case.consent")
    assert "Sri Khayal" not in str(entry.data)
    assert "oleh: Sri Khayal" in client.get(making.address(case)).content.decode()


def test_the_step_asks_the_name_and_no_contradiction(client: Client, staff: dict[str, Staff]) -> None:
    case = before_consent(staff, child_of(staff))
    people.sign_in(client, staff["bayu"])
    typed = {f"{CONSENT}-giver": "guardian_child", "outcome": "setuju", f"{CONSENT}-service": "yes"}
    name = f"{CONSENT}-giver_name"
    assert making.take(client, case, CONSENT, **{**typed, name: ""}).status_code == 422
    unknown = making.take(client, case, CONSENT, **{**typed, name: "", f"{name}.unknown": "?"})
    assert unknown.status_code == 409
    assert "Tulis nama orang tua atau wali" in unknown.content.decode()
    typed[name] = "Sri Khayal"
    for outcome, service in (("setuju", "no"), ("menolak", "yes")):
        said = {"outcome": outcome, f"{CONSENT}-service": service}
        refused = making.take(client, case, CONSENT, **{**typed, **said})
        assert refused.status_code == 409
        assert "bertentangan" in refused.content.decode()
    assert "consent" not in state_of(case).facts
    assert making.take(client, case, CONSENT, **typed).status_code == 302
    page = client.get(making.step_address(case, CONSENT)).content.decode()
    assert "Sri Khayal" in page
