# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who is of a case's team, and in which role: whom a step calls and lets go; nobody joins in another's role."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from teduh.accounts import actions
from teduh.accounts.models import Office, Staff
from teduh.cases.actions import file, steps
from teduh.cases.models import Case, Member
from teduh.journal.actor import Actor
from teduh.journal.door import Refused
from teduh.procedure.standard.model import Effect
from teduh.standards.actions import publish
from tests import people
from tests.cases import making
from tests.letters.specimens import answered

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", ["agency_head", "psychologist"])
def test_an_administrator_is_never_made_a_member(role: str) -> None:
    cast = making.staff_of(people.TEBING_TINGGI)
    case = making.opened(cast)
    head = making.acting(cast["tirta"])
    for act in (file.add_colleague, file.assign):
        with pytest.raises(Refused):
            act(head, case, staff=cast["gita"], role=role)
    assert not Member.objects.filter(case=case, staff=cast["gita"]).exists()


# Who is called -------------------------------------------------------------------------------------------------------

TOGETHER = """
kode: kota-tebing-tinggi/bersama
versi: 1
judul: Pendampingan Bersama
penyelenggara: kota-tebing-tinggi
sk: 1 TAHUN 2026
kanal: [datang langsung, telepon]
peran: {rumah sakit: luar}
prosedur:
  - langkah: Koordinasi awal
    pelaksana: petugas pengaduan
    bersama: [pendamping kasus, rumah sakit]
  - langkah: Penjangkauan lapangan
    pelaksana: [petugas pengaduan, pekerja sosial, psikolog]
  - langkah: Serahkan hasil visum
    pelaksana: rumah sakit
    kepada: petugas pengaduan
  - langkah: Catat hasil
    pelaksana: petugas pengaduan
jangka waktu: 5 hari kerja
"""


@pytest.fixture
def cast() -> dict[str, Staff]:
    return making.staff_of(people.TEBING_TINGGI)


@pytest.fixture
def together(cast: dict[str, Staff]) -> Case:
    """A case of that standard, at its first step. Its intake officer, bayu, is of the team."""
    place = Office.objects.get(code=people.TEBING_TINGGI)
    version = publish(people.system(), place, text=TOGETHER, file="kota-tebing-tinggi/bersama/standard.yaml")
    return making.opened(cast, version=version)


def team(case: Case) -> set[str]:
    return set(Member.objects.filter(case=case, until__isnull=True).values_list("staff__username", flat=True))


def finish(case: Case, who: Staff, key: str) -> None:
    steps.finish_step(making.acting(who), case, step=key, work=steps.Work(reason="Sesuai pedoman."))


def test_who_takes_part_in_a_step_is_called_for_as_long_as_it_is_open(cast: dict[str, Staff], together: Case) -> None:
    assert team(together) == {"bayu", "kirana"}
    finish(together, cast["bayu"], "koordinasi-awal")
    assert "kirana" not in team(together)


def test_every_role_that_a_step_names_is_called_though_one_of_them_is_there(
    client: Client, cast: dict[str, Staff], together: Case
) -> None:
    finish(together, cast["bayu"], "koordinasi-awal")
    assert team(together) == {"bayu", "ratna", "sekar"}
    people.sign_in(client, cast["sekar"])
    assert "Penjangkauan lapangan" in client.get("/meja/").content.decode()
    assert making.take(client, together, "penjangkauan-lapangan").status_code == 302
    assert team(together) == {"bayu", "sekar"}, "nobody is called to write down what an outside party did"
    people.sign_in(client, cast["ratna"])
    assert client.get(making.address(together)).status_code == 404


def test_who_begins_a_step_lets_go_their_own_role_and_no_other(cast: dict[str, Staff], together: Case) -> None:
    second = actions.add_staff(
        people.system(),
        Office.objects.get(code=people.TEBING_TINGGI),
        username="anggun",
        details=actions.StaffDetails(full_name="Anggun Umpama"),
        password=people.PASSWORD,
        held=("psychologist",),
    )
    finish(together, cast["bayu"], "koordinasi-awal")
    assert team(together) == {"bayu", "ratna", "sekar", second.username}
    steps.start_step(making.acting(cast["sekar"]), together, step="penjangkauan-lapangan")
    assert team(together) == {"bayu", "ratna", "sekar"}
    finish(together, cast["sekar"], "penjangkauan-lapangan")
    assert team(together) == {"bayu", "sekar"}


def test_who_was_called_and_then_invited_stays(cast: dict[str, Staff], together: Case) -> None:
    file.add_colleague(making.acting(cast["tirta"]), together, staff=cast["kirana"], role="companion")
    finish(together, cast["bayu"], "koordinasi-awal")
    assert "kirana" in team(together)


def test_a_case_that_ends_lets_go_who_did_nothing_in_it(cast: dict[str, Staff], together: Case) -> None:
    finish(together, cast["bayu"], "koordinasi-awal")
    head = making.acting(cast["tirta"])
    file.end_early(head, together, effect=Effect.DISCONTINUED, cause="withdrawn", reason="Klien mencabut laporannya.")
    assert team(together) == {"bayu"}
    file.close(head, together, reason="Klien mencabut laporannya.")
    assert team(together) == {"bayu"}


def test_a_technical_team_is_called_whole_and_goes_whole() -> None:
    """P4, P6: the chair coordinates with its professions, and they go to the client together."""
    cast = making.staff_of(people.PEKALONGAN)
    case = making.opened(cast, people.PEKALONGAN)
    head, chair, secretary = (making.acting(cast[who]) for who in ("rahma", "intan", "galih"))

    def done(actor: Actor, key: str, **work: Any) -> None:
        steps.finish_step(
            actor, case, step=key, outcome=work.pop("outcome", ""), work=steps.Work(reason="Sesuai surat.", **work)
        )

    done(head, "putusan-permohonan", outcome="diterima")
    done(head, "tanda-tangan-surat-tugas", papers={"surat-tugas": answered("surat-tugas")})
    assert {"wulan", "bagas"} <= team(case), "who coordinates with the chair sees what about"
    done(chair, "koordinasi-tim")
    assert team(case).isdisjoint({"wulan", "bagas"})
    done(chair, "tugaskan-sekretaris", assignee=cast["galih"].pk)
    done(secretary, "himpun-dokumen")
    assert {"fajar", "wulan", "bagas"} <= team(case), "the officer of the report is not the whole team"
    steps.start_step(making.acting(cast["wulan"]), case, step="penjangkauan")
    assert "bagas" in team(case)
    done(making.acting(cast["wulan"]), "penjangkauan")
    assert "bagas" in team(case), "identification and assessment are theirs too"
