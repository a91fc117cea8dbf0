# SPDX-License-Identifier: AGPL-3.0-or-later
"""A step of the same name in another run of the case is another step (point 17)."""

from __future__ import annotations

import pytest

from teduh.accounts.models import Office
from teduh.cases.actions import file, steps
from teduh.journal.door import Refused
from teduh.standards.actions import publish
from tests import people
from tests.cases import making

pytestmark = pytest.mark.django_db

TWO = """
kode: kota-tebing-tinggi/dua-layanan
versi: 1
judul: Dua Layanan
penyelenggara: kota-tebing-tinggi
sk: 1 TAHUN 2026
kanal: [datang langsung, telepon]
prosedur:
  Pencatatan:
    - {langkah: Catat hasil, pelaksana: petugas pengaduan}
  Pemulihan:
    - {langkah: Catat hasil, pelaksana: psikolog}
jangka waktu: 5 hari kerja
"""


def test_who_may_take_a_step_in_one_run_may_not_take_it_in_another() -> None:
    staff = making.staff_of(people.TEBING_TINGGI)
    office = Office.objects.get(code=people.TEBING_TINGGI)
    version = publish(people.system(), office, text=TWO, file="kota-tebing-tinggi/dua-layanan/standard.yaml")
    case = making.opened(staff, version=version, procedure="pencatatan")
    file.start_run(making.acting(staff["bayu"], 50), case, version=version, procedure="pemulihan")
    bayu, sekar = making.acting(staff["bayu"], 40), making.acting(staff["sekar"], 40)
    assert [case.acts_in(bayu, "catat-hasil", run) for run in (1, 2)] == [True, False]
    assert [case.acts_in(sekar, "catat-hasil", run) for run in (1, 2)] == [False, True]
    with pytest.raises(Refused) as refused:
        steps.start_step(sekar, case, step="catat-hasil", run=1)
    assert refused.value.refusal.rule == "access:case.step.start"
    steps.start_step(sekar, case, step="catat-hasil", run=2)
