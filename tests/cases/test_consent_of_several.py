# SPDX-License-Identifier: AGPL-3.0-or-later
"""Several clients in one case: each consents alone, and nothing is written of one who has not (UU 27/2022 art. 20)."""

from __future__ import annotations

import pytest
from django.test import Client

from teduh.accounts.models import Staff
from teduh.cases.actions import file, steps
from teduh.cases.models import Answers, Case, Participant
from teduh.cases.queries.progress import state_of
from teduh.journal.door import Refused
from teduh.journal.queries import entries_of
from teduh.letters.models import Letter
from teduh.persons.details import Details
from teduh.procedure.safeguards import ARTICLE_GIVER
from tests import people
from tests.cases import making
from tests.cases.test_consent import ASSESSMENT, CONSENT, before_consent

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff() -> dict[str, Staff]:
    return making.staff_of(people.TEBING_TINGGI)


def mother_and_child(staff: dict[str, Staff]) -> tuple[Case, Participant]:
    """A mother of 31 who is a client, with her daughter of nine, before consent is asked."""
    case = before_consent(staff, making.opened(staff))
    details = Details(name="Ani Khayal", sex="female")
    child = file.add_new_person(making.acting(staff["bayu"], 35), case, details=details, part="client", age=9)
    return case, child


def said_by(child: Participant, **changes: str) -> dict[str, str]:
    """The consent step as it is filled: the mother for herself, the child through her with the child's assent."""
    hers, own = CONSENT, f"{CONSENT}-{child.pk}"
    typed = {
        f"{hers}-giver": "client",
        f"{hers}-service": "yes",
        f"{own}-giver": "guardian_child",
        f"{own}-giver_name": "Kartika Fiktif",
        f"{own}-service": "yes",
        "outcome": "setuju",
    }
    return {**typed, **{name.replace("own", own).replace("hers", hers): value for name, value in changes.items()}}


def test_the_step_asks_each_client_and_judges_each_alone(client: Client, staff: dict[str, Staff]) -> None:
    case, child = mother_and_child(staff)
    people.sign_in(client, staff["bayu"])
    page = client.get(making.step_address(case, CONSENT)).content.decode()
    assert page.count("Persetujuan Layanan, ") == 2
    refused = making.take(client, case, CONSENT, **said_by(child, **{"own-giver": "client", "own-giver_name": ""}))
    assert refused.status_code == 409
    assert "masih anak" in refused.content.decode()
    assert making.take(client, case, CONSENT, **said_by(child)).status_code == 302
    facts = state_of(case).facts
    assert (facts["consent@1"], facts["consent_giver@1"]) == (("given",), ("client",))
    assert (facts["consent@2"], facts["consent_giver@2"]) == (("given",), ("guardian_child",))
    assert {letter.whom for letter in Letter.objects.filter(case=case, product="dokumen-informed-consent")} == {
        one.pk for one in Participant.objects.filter(case=case, part="client")
    }
    case_page = client.get(making.address(case)).content.decode()
    assert "Ka" in case_page
    assert case_page.count("diberikan") >= 2


def test_of_a_client_who_refuses_nothing_is_assessed(client: Client, staff: dict[str, Staff]) -> None:
    case, child = mother_and_child(staff)
    people.sign_in(client, staff["bayu"])
    assert making.take(client, case, CONSENT, **said_by(child, **{"own-service": "no"})).status_code == 302
    assert state_of(case).facts["consent@2"] == ("refused",)
    people.sign_in(client, staff["sekar"])
    page = client.get(making.step_address(case, ASSESSMENT))
    assert "Belum ada persetujuan A" in page.content.decode()
    assert (
        making.take(client, case, ASSESSMENT, **{f"{ASSESSMENT}-{child.pk}-note": "Diselundupkan."}).status_code == 302
    )
    assert not Answers.objects.filter(case=case, form=f"{ASSESSMENT}@{child.pk}").exists()
    assert not Letter.objects.filter(case=case, step=ASSESSMENT, whom=child.pk).exists()


def test_who_joins_later_is_asked_and_until_then_left_out(client: Client, staff: dict[str, Staff]) -> None:
    case = before_consent(staff, making.opened(staff))
    work = steps.Work(reason="Sesuai.", facts=making.BY_THE_CLIENT)
    steps.finish_step(making.acting(staff["bayu"], 30), case, step=CONSENT, work=work)
    details = Details(name="Ani Khayal")
    child = file.add_new_person(making.acting(staff["bayu"], 20), case, details=details, part="client", age=9)
    facts = state_of(case).facts
    assert (facts["consent@1"], facts["consent_giver@1"]) == (("given",), ("client",))
    assert "consent@2" not in facts
    people.sign_in(client, staff["bayu"])
    where = making.address(case, "act", "persetujuan")
    said = {"value": "given", "giver": "guardian_child", "giver_name": "Kartika Fiktif"}
    assert client.post(where, said).status_code == 422  # of whom?
    hers = {**said, "client": str(child.pk)}
    assert client.post(where, {**hers, "giver": "client"}).status_code == 409
    assert client.post(where, hers).status_code == 302
    assert state_of(case).facts["consent@2"] == ("given",)
    assert [entry.data["client"] for entry in entries_of(case).filter(code="case.consent")] == [child.pk]
    assert "klien 2, diberikan" in client.get(making.address(case)).content.decode()


def test_an_alleged_father_signs_for_his_own_child_no_more_than_before(staff: dict[str, Staff]) -> None:
    case, child = mother_and_child(staff)
    alleged = Participant.objects.get(case=case, part="alleged")
    file.relate(making.acting(staff["bayu"], 30), case, client=child, other=alleged, code="father")
    assert state_of(case).facts["guardian@2"] == ("alleged",)
    with pytest.raises(Refused) as refused:
        file.record_consent(
            making.acting(staff["bayu"], 20), case, client=child, value="given", giver="guardian", giver_name="Harun"
        )
    assert refused.value.refusal.rule == ARTICLE_GIVER


def test_consent_withdrawn_for_one_leaves_the_other(staff: dict[str, Staff]) -> None:
    case, _child = mother_and_child(staff)
    mother = Participant.objects.get(case=case, part="client", age_band="25-44")
    own = {
        "consent_giver@1": ("client",),
        "consent_giver@2": ("guardian_child",),
    }
    work = steps.Work(reason="Sesuai.", facts=own)
    steps.finish_step(making.acting(staff["bayu"], 30), case, step=CONSENT, work=work)
    file.record_consent(making.acting(staff["bayu"], 20), case, client=mother, value="withdrawn", giver="client")
    facts = state_of(case).facts
    assert (facts["consent@1"], facts["consent@2"]) == (("withdrawn",), ("given",))
    steps.start_step(making.acting(staff["sekar"], 10), case, step=ASSESSMENT)


def test_an_age_in_doubt_is_judged_with_its_reason(client: Client, staff: dict[str, Staff]) -> None:
    case = before_consent(staff, making.opened(staff, age=None))
    who = Participant.objects.get(case=case, part="client")
    people.sign_in(client, staff["bayu"])
    typed = {f"{CONSENT}-giver": "client", f"{CONSENT}-service": "yes", "outcome": "setuju"}
    refused = making.take(client, case, CONSENT, **typed)
    assert refused.status_code == 409
    assert "dianggap anak" in refused.content.decode()
    where = making.address(case, "act", "usia")
    said = {"client": str(who.pk), "considered": "adult", "band": "18-24", "reason": "Menunjukkan kartu mahasiswa."}
    assert client.post(where, {**said, "band": "13-17"}).status_code == 409
    assert client.post(where, {**said, "band": "unknown"}).status_code == 409
    assert client.post(where, {**said, "reason": ""}).status_code == 422
    assert client.post(where, said).status_code == 302
    who.refresh_from_db()
    assert (who.age_band, state_of(case).facts["client"]) == ("18-24", ("adult",))
    page = client.get(making.address(case)).content.decode()
    assert "dianggap dewasa" in page
    assert "Menunjukkan kartu mahasiswa" in page
    assert making.take(client, case, CONSENT, **typed).status_code == 302
