# SPDX-License-Identifier: AGPL-3.0-or-later
"""Pages that few people meet: the question before a deactivation, registers, the first of a new report, its original,
the consent of several clients, the small forms of a case."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from teduh.accounts.models import Office, Staff
from teduh.cases.actions import file, steps
from teduh.cases.models import Case
from teduh.intake import actions
from teduh.persons.details import Details
from tests import people
from tests.cases import making

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def staff(site: str) -> dict[str, Staff]:
    return people.cast(people.TEBING_TINGGI, people.SAMPANG)


def several(staff: dict[str, Staff]) -> Case:
    case = making.opened(staff)
    for number, key in enumerate(("terima-permohonan", "identifikasi")):
        work = steps.Work(reason="Sesuai.")
        steps.finish_step(making.acting(staff["bayu"], 40 - number), case, step=key, work=work)
    for name, age in (("Ani Khayal", 9), ("Budi Misalan", None)):
        details = Details(name=name)
        file.add_new_person(making.acting(staff["bayu"], 30), case, details=details, part="client", age=age)
    return case


def test_a_case_of_several_clients_looks_right(
    site: str, staff: dict[str, Staff], signed_in: Callable[[str], Any], looks: Callable[..., None]
) -> None:
    case = several(staff)
    signed_in("bayu")
    looks(site + making.step_address(case, "persetujuan-layanan"), "persetujuan-beberapa")
    for name in ("persetujuan", "usia", "kejadian", "peran-lain"):
        looks(f"{site}{making.address(case)}?buka={name}#{name}", f"kasus-{name}")
    client = several(staff).participants.filter(part="client")[0]
    file.record_consent(making.acting(staff["bayu"], 5), client.case, client=client, value="given", giver="client")
    looks(site + making.address(client.case), "kasus-beberapa-klien")


def test_the_first_page_of_a_report_and_its_original_look_right(
    site: str, staff: dict[str, Staff], signed_in: Callable[[str], Any], looks: Callable[..., None]
) -> None:
    actor = making.acting(staff["bayu"], 30)
    office = Office.objects.get(code=people.TEBING_TINGGI)
    report = actions.take_report(actor, office, channel="phone", received_at=actor.at)
    actions.set_aside(making.acting(staff["bayu"], 20), report, reason="Salah sambung.", anonymous=False, facts={})
    page = signed_in("bayu")
    looks(f"{site}/laporan/baru/", "laporan-baru", everything=True)
    where = f"{site}/laporan/{report.pk}/"
    looks(where, "laporan-asli-tertutup")
    page.select_option("#purpose", "identity")
    page.locator("main button.btn-primary").click()
    page.wait_for_selector("text=Tertutup lagi")
    looks(where, "laporan-asli")


def test_registers_and_deactivation_look_right(
    site: str, staff: dict[str, Staff], signed_in: Callable[[str], Any], looks: Callable[..., None]
) -> None:
    signed_in("lestari")
    looks(f"{site}/surat/agenda/keluar/", "agenda-keluar")
    looks(f"{site}/surat/agenda/masuk/", "agenda-masuk")
    looks(f"{site}/surat/agenda/masuk/catat/", "agenda-masuk-catat")
    signed_in("gita")
    looks(f"{site}/kelola/staf/{staff['kirana'].pk}/aktif/", "nonaktifkan")
    looks(f"{site}/", "umum")
