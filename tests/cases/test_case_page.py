# SPDX-License-Identifier: AGPL-3.0-or-later
"""The page of a case: where it stands, and what may be done to it beside its steps."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from teduh.accounts.models import Staff
from teduh.cases.actions import file, steps
from teduh.cases.models import Case, CaseStatus, Member, Participant
from teduh.cases.queries.progress import progress_of, state_of
from teduh.journal.door import Refused
from teduh.journal.models import Entry
from teduh.journal.queries import entries_of
from teduh.persons.details import Details
from teduh.procedure.standard.model import Risk
from teduh.procedure.state import ClockStatus
from tests import people
from tests.cases import making

pytestmark = pytest.mark.django_db

SAFE = {"never": "menelepon setelah pukul 12.00", "code_word": "titip mangga", "shared_phone": "yes"}
CLIENT = Details(name="Kartika Fiktif", phone="0800 0000 131", nik="1276014107950031", safe_contact=SAFE)


@pytest.fixture
def staff() -> dict[str, Staff]:
    return making.staff_of(people.TEBING_TINGGI)


@pytest.fixture
def case(staff: dict[str, Staff]) -> Case:
    return making.opened(staff, details=CLIENT)


@pytest.fixture
def bayu(client: Client, staff: dict[str, Staff]) -> Client:
    people.sign_in(client, staff["bayu"])
    return client


def page_of(client: Client, case: Case) -> str:
    reply = client.get(making.address(case))
    assert reply.status_code == 200
    return str(reply.content.decode())


def act(client: Client, case: Case, name: str, /, **said: Any) -> Any:
    return client.post(making.address(case, "act", name), said)


def done(client: Client, case: Case, name: str, /, **said: Any) -> None:
    reply = act(client, case, name, **said)
    assert reply.status_code == 302, reply.context["bound"].errors


def why_not(client: Client, case: Case, name: str, /, **said: Any) -> str:
    """The page that says why it may not be done; what was typed is in it."""
    reply = act(client, case, name, **said)
    assert reply.status_code in (409, 422)
    text = str(reply.content.decode())
    assert 'role="alert" tabindex="-1" autofocus' in text
    return text


def through(staff: dict[str, Staff], case: Case, *keys: str, by: str = "bayu") -> None:
    for number, key in enumerate(keys):
        work = steps.Work(reason="Sesuai.", facts=making.BY_THE_CLIENT)
        steps.finish_step(making.acting(staff[by], 30 - number), case, step=key, work=work)


# What it shows


def test_it_says_where_the_case_stands(bayu: Client, case: Case, staff: dict[str, Staff]) -> None:
    through(staff, case, "terima-permohonan", "identifikasi")
    text = page_of(bayu, case)
    for words in (
        f"Kasus {case.number}",
        "Risiko sedang",
        "Layanan Pengaduan Masyarakat, versi 1",
        "Lewat telepon",
        "Berjalan",
        "Dapat dibantu",
        "Tidak ditempuh",
        "Persetujuan layanan",
        "Suami dari K•••••• F•••••, serumah",
        "Ia takut pulang.",
        "Dokumen Penerimaan Pengaduan",
        "Bayu Rekaan: langkah diselesaikan: “Identifikasi”, dapat dibantu",
        "alasan: Sesuai",
        "Persyaratan",
    ):
        assert words in text, words


def test_the_way_to_reach_the_client_safely_stands_above_everything(bayu: Client, case: Case) -> None:
    text = page_of(bayu, case)
    assert "Jangan pernah: menelepon setelah pukul 12.00." in text
    assert "Ponsel dipakai bersama orang lain." in text
    step = bayu.get(making.step_address(case, "terima-permohonan")).content.decode()
    assert "titip mangga" in step


def test_the_queries_do_not_grow_with_what_happened(bayu: Client, case: Case, staff: dict[str, Staff]) -> None:
    through(staff, case, "terima-permohonan")
    page_of(bayu, case)
    with CaptureQueriesContext(connection) as few:
        page_of(bayu, case)
    through(staff, case, "identifikasi", "persetujuan-layanan")
    for number in range(8):
        file.write_note(making.acting(staff["bayu"], 9 - number), case, text=f"Catatan {number}")
    making.opened(staff, name="Orang lain")
    with CaptureQueriesContext(connection) as more:
        page_of(bayu, case)
    assert len(more) == len(few)


def test_a_case_without_anything_known_still_has_a_page(bayu: Client, staff: dict[str, Staff]) -> None:
    case = making.opened(staff, risk=None, age=None, details=Details(), narrative="")
    text = page_of(bayu, case)
    assert "nama tidak diketahui" in text
    assert "Risiko belum ditetapkan" in text


def test_the_whole_journal_has_a_page(bayu: Client, case: Case, staff: dict[str, Staff]) -> None:
    for number in range(14):
        file.write_note(making.acting(staff["bayu"], 20 - number), case, text=f"Catatan {number}")
    assert "Semua 15 catatan" in page_of(bayu, case)
    text = bayu.get(making.address(case, "journal")).content.decode()
    assert text.count("catatan ditulis") == 14


# Identity


def test_nobody_is_shown_before_a_purpose_is_given(bayu: Client, case: Case) -> None:
    text = page_of(bayu, case)
    assert "Kartika" not in text
    assert "0800 0000 131" not in text
    assert "•••• •••• •••• 0031" in text
    person = Participant.objects.filter(case=case, part="client").select_related("person")[0].person
    where = making.address(case, "reveal", person.pk)
    bayu.post(where, {"field": "phone", "purpose": ""})
    assert "0800 0000 131" not in page_of(bayu, case)
    reply = bayu.post(where, {"field": "phone", "purpose": "contact"})
    assert reply["Location"].endswith(f"#orang-{person.pk}")
    text = page_of(bayu, case)
    assert "0800 0000 131" in text
    assert "tujuan: menghubungi" in text
    assert "Kartika" not in text
    (entry,) = Entry.objects.filter(chain=person.chain, code="person.opened")
    assert entry.data == {"field": "phone", "purpose": "contact", "case": case.number}
    bayu.post(where, {"field": "phone", "purpose": "contact"})
    assert Entry.objects.filter(chain=person.chain, code="person.opened").count() == 1
    bayu.post(making.address(case, "close", person.pk))
    assert "0800 0000 131" not in page_of(bayu, case)


def test_what_was_opened_closes_after_a_quarter_of_an_hour(bayu: Client, case: Case) -> None:
    person = Participant.objects.filter(case=case, part="client").select_related("person")[0].person
    bayu.post(making.address(case, "reveal", person.pk), {"field": "phone", "purpose": "contact"})
    session = bayu.session
    ((name, row),) = session["opened"].items()
    assert "0800" not in str(session["opened"])
    session["opened"] = {name: [row[0], (timezone.now() - timedelta(seconds=1)).isoformat(), row[2]]}
    session.save()
    assert "0800 0000 131" not in page_of(bayu, case)


def test_a_person_of_another_case_is_not_opened_here(bayu: Client, staff: dict[str, Staff], case: Case) -> None:
    other = making.opened(staff, name="Orang lain")
    person = Participant.objects.filter(case=other, part="client")[0].person_id
    reply = bayu.post(making.address(case, "reveal", person), {"field": "name", "purpose": "letter"})
    assert reply.status_code == 404


# What may be done


def test_risk_goes_down_only_with_a_reason_and_the_old_promise_stays(bayu: Client, case: Case) -> None:
    text = why_not(bayu, case, "risiko", risk="low", reason="")
    assert "Tulis alasannya." in text
    done(bayu, case, "risiko", risk="low", reason="Terlapor sudah ditahan")
    assert state_of(case).risk is Risk.LOW
    text = page_of(bayu, case)
    assert "Diturunkan, semula sampai" in text
    assert "alasan: Terlapor sudah ditahan" in text


def test_consent_is_recorded_and_an_emergency_wants_its_reason(bayu: Client, case: Case) -> None:
    assert "alasannya" in why_not(bayu, case, "persetujuan", value="emergency", reason="")
    done(bayu, case, "persetujuan", value="given", giver="client", reason="")
    assert "Persetujuan: diberikan" in page_of(bayu, case)
    done(bayu, case, "persetujuan", value="withdrawn", giver="client", reason="Berubah pikiran")
    assert "Persetujuan: ditarik kembali" in page_of(bayu, case)


def test_requirements_are_ticked_waived_and_found_invalid(bayu: Client, case: Case) -> None:
    done(bayu, case, "syarat", requirement="ktp", run=1, mark="met")
    assert "Tulis alasannya." in why_not(bayu, case, "syarat", requirement="kartu-keluarga", run=1, mark="waived")
    done(bayu, case, "syarat", requirement="kartu-keluarga", run=1, mark="waived", reason="Hilang terbakar")
    assert state_of(case).runs[1].requirements["kartu-keluarga"] == "waived"
    done(bayu, case, "syarat", requirement="ktp", run=1, mark="invalid", reason="Milik orang lain")
    assert "Tidak sah" in page_of(bayu, case)


def test_a_note_is_written_for_colleagues(bayu: Client, case: Case) -> None:
    assert "Isi dulu." in why_not(bayu, case, "catatan", text="   ")
    done(bayu, case, "catatan", text="Klien lebih nyaman dengan petugas perempuan \u202e")
    assert "Klien lebih nyaman dengan petugas perempuan" in page_of(bayu, case)


def test_one_s_own_press_is_taken_back_with_a_reason(bayu: Client, case: Case) -> None:
    making.take(bayu, case, "terima-permohonan")
    assert making.take(bayu, case, "identifikasi", outcome="tidak-dapat-dibantu").status_code == 302
    page = bayu.get(making.address(case))
    (line, number) = page.context["correctable"][0]
    assert "Identifikasi" in line.text
    assert "Isi dulu." in why_not(bayu, case, "batalkan", number=number, reason="")
    done(bayu, case, "batalkan", number=number, reason="Salah tekan")
    assert "identifikasi" in making.open_keys(case)
    assert "alasan: Salah tekan" in page_of(bayu, case)


def test_a_colleague_does_not_take_back_another_s_press(client: Client, case: Case, staff: dict[str, Staff]) -> None:
    through(staff, case, "terima-permohonan", "identifikasi", "persetujuan-layanan")
    people.sign_in(client, staff["ratna"])
    assert client.get(making.address(case)).context["correctable"] == []
    number = len(state_of(case).events)
    assert "Hanya yang mencatat atau atasannya" in why_not(client, case, "batalkan", number=number, reason="Tidak suka")


def test_the_team_is_led_by_superiors(client: Client, case: Case, staff: dict[str, Staff]) -> None:
    people.sign_in(client, staff["tirta"])
    done(client, case, "tambah-rekan", whom=f"{staff['kirana'].pk}|companion")
    assert Member.objects.filter(case=case, staff=staff["kirana"], until__isnull=True).exists()
    people.sign_in(client, staff["kirana"])
    assert client.get(making.address(case)).status_code == 200
    people.sign_in(client, staff["tirta"])
    assert (
        "alasan"
        in client.post(making.address(case, "act", "keluarkan-rekan"), {"staff": staff["kirana"].pk}).content.decode()
    )
    done(client, case, "keluarkan-rekan", staff=staff["kirana"].pk, reason="Tetangga klien.")
    done(client, case, "tugaskan", whom=f"{staff['bayu'].pk}|intake_officer")
    assert state_of(case).assignments == {"intake_officer": f"staff:{staff['bayu'].pk}"}
    assert "Anggota terakhir" in why_not(client, case, "keluarkan-rekan", staff=staff["bayu"].pk, reason="Cuti.")
    assert why_not(client, case, "tambah-rekan", whom="999999|companion")


def test_who_was_taken_out_is_called_by_no_later_step(case: Case, staff: dict[str, Staff]) -> None:
    sekar = staff["sekar"]
    leader = making.acting(staff["tirta"], 50)
    file.add_colleague(leader, case, staff=sekar, role="psychologist")
    file.assign(leader, case, role="psychologist", staff=sekar)
    file.remove_colleague(making.acting(staff["tirta"], 49), case, staff=sekar, reason="Kerabat terlapor.")
    assert state_of(case).assignments == {}
    for minutes, key in ((40, "terima-permohonan"), (39, "identifikasi"), (38, "persetujuan-layanan")):
        work = steps.Work(reason="Sesuai.", facts=making.BY_THE_CLIENT if key.startswith("persetujuan") else {})
        steps.finish_step(making.acting(staff["bayu"], minutes), case, step=key, work=work)
    assert any(key.startswith("asesmen") for key in making.open_keys(case))
    inside = Member.objects.filter(case=case, staff=sekar, until__isnull=True)
    assert not inside.exists()
    file.add_colleague(making.acting(staff["tirta"], 30), case, staff=sekar, role="psychologist")
    assert inside.exists()


def test_a_companion_may_not_assign(client: Client, case: Case, staff: dict[str, Staff]) -> None:
    file.add_colleague(making.acting(staff["tirta"], 5), case, staff=staff["dimas"], role="data_officer")
    people.sign_in(client, staff["dimas"])
    text = page_of(client, case)
    assert "Tugaskan petugas" not in text
    assert "tidak berwenang" in why_not(client, case, "tugaskan", whom=f"{staff['dimas'].pk}|data_officer")


def test_people_are_added_and_related(bayu: Client, case: Case) -> None:
    done(bayu, case, "orang-baru", part="witness", full_name="Tetangga Umpama", sex="female", age=50, phone="")
    done(bayu, case, "orang-baru", part="alleged", full_name="", sex="unknown", age="", phone="")
    parts = {one.part: one.pk for one in Participant.objects.filter(case=case).order_by("pk")}
    done(bayu, case, "hubungan", client=parts["client"], other=parts["witness"], code="neighbour", same_home="no")
    text = page_of(bayu, case)
    assert "Saksi · perempuan, 50 tahun" in text
    assert "Tetangga dari K•••••• F•••••" in text
    same = why_not(bayu, case, "hubungan", client=parts["client"], other=parts["client"], code="friend", same_home="")
    assert "Pilih dua orang yang berbeda." in same


def test_an_early_end_is_for_superiors(client: Client, case: Case, staff: dict[str, Staff]) -> None:
    people.sign_in(client, staff["bayu"])
    assert "Akhiri kasus lebih awal" not in page_of(client, case)
    assert "tidak berwenang" in why_not(client, case, "akhiri", cause="withdrawn", reason="Mencabut laporan")
    people.sign_in(client, staff["tirta"])
    assert "Alasan: Tulis alasannya." in why_not(client, case, "akhiri", cause="moved", reason="")
    done(client, case, "akhiri", cause="moved", reason="Pindah ke Medan")
    case.refresh_from_db()
    assert (case.status, case.end) == (CaseStatus.ENDED, "transferred")
    done(client, case, "tutup", reason="Dilimpahkan dan diterima")
    assert "Berkas kasus ini ditutup." in page_of(client, case)
    done(client, case, "buka-lagi", reason="Keluarga kembali")
    assert "Prosedur selesai." in page_of(client, case)


def test_a_running_case_is_not_closed(client: Client, case: Case, staff: dict[str, Staff]) -> None:
    people.sign_in(client, staff["tirta"])
    assert "Prosedur belum selesai" in why_not(client, case, "tutup", reason="Sudah lama")


def test_promises_are_paused_extended_and_run_again(client: Client, staff: dict[str, Staff]) -> None:
    case = making.opened(staff, version=making.visum(), procedure="visum")
    people.sign_in(client, staff["bayu"])
    done(client, case, "jeda", cause="1|menunggu-lembaga-lain", reason="Rumah sakit belum menjawab")
    text = page_of(client, case)
    assert "Dijeda" in text
    assert "menunggu lembaga lain" in text
    done(client, case, "jalan-lagi", run=1)
    assert "Perpanjang janji" not in page_of(client, case)
    people.sign_in(client, staff["tirta"])
    promise = client.get(making.address(case)).context["forms"]["perpanjang"].fields["promise"].choices[0][0]
    done(client, case, "perpanjang", promise=promise, reason="Dokter cuti")
    assert "Semula sampai" in page_of(client, case)
    assert "Perpanjang janji" not in page_of(client, case)
    assert why_not(client, case, "jeda", cause="1|alasan-sendiri", reason="x")


def test_a_procedure_that_the_standard_does_not_have_is_refused(client: Client, staff: dict[str, Staff]) -> None:
    case = making.opened(staff)
    people.sign_in(client, staff["bayu"])
    assert act(client, case, "layanan-lain", procedure="bukan-prosedur").status_code == 409
    assert list(state_of(case).runs) == [1]


def test_another_service_of_the_standard_starts_in_the_same_case(client: Client, staff: dict[str, Staff]) -> None:
    case = making.opened(staff, version=making.visum(), procedure="visum")
    people.sign_in(client, staff["bayu"])
    done(client, case, "layanan-lain", procedure="pendampingan")
    text = page_of(client, case)
    assert "Layanan pendampingan" in text
    assert "Visum</h2>" in text
    page = client.get(making.step_address(case, "layanan-pendampingan", run=2))
    assert page.status_code == 200
    reply = client.post(making.step_address(case, "layanan-pendampingan", run=2), making.filled(page))
    assert reply.status_code == 302
    assert state_of(case).runs[2].end is not None


def test_what_may_not_be_needed_is_said_so_with_who_and_when(client: Client, staff: dict[str, Staff]) -> None:
    case = making.opened(staff, version=making.visum(), procedure="visum")
    people.sign_in(client, staff["bayu"])
    posted = {"service": ["konseling"], "criterion": ["korban-bersedia"]}
    assert making.take(client, case, "terima-permintaan", **posted).status_code == 302
    now = state_of(case).runs[1].steps["terima-permintaan"]
    assert (now.services, now.criteria) == (("konseling",), ("korban-bersedia",))
    assert "Langkah ini tidak perlu" in client.get(making.step_address(case, "rujukan-psikolog")).content.decode()
    reply = client.post(making.step_address(case, "rujukan-psikolog", "not_needed"), {"reason": "Klien tenang"})
    assert reply.status_code == 302
    assert "Tidak perlu" in page_of(client, case)
    again = client.post(making.step_address(case, "rujukan-psikolog", "not_needed"), {"reason": ""}, follow=True)
    assert "sudah Anda selesaikan" in again.content.decode()


def test_an_act_that_nobody_knows_is_not_there(bayu: Client, case: Case) -> None:
    assert act(bayu, case, "hapus").status_code == 404
    assert bayu.get(making.address(case, "act", "risiko")).status_code == 405


def test_every_refusal_is_in_the_journal(client: Client, case: Case, staff: dict[str, Staff]) -> None:
    people.sign_in(client, staff["tirta"])
    why_not(client, case, "tutup", reason="Sudah lama")
    assert [entry.code for entry in entries_of(case)][-1] == "case.closed.refused"
    assert "Ditolak" in page_of(client, case) or "ditolak" in page_of(client, case)


def test_a_colleague_called_like_the_alleged_is_named(bayu: Client, staff: dict[str, Staff], case: Case) -> None:
    assert "Nama terlapor sama" not in page_of(bayu, case)
    done(bayu, case, "orang-baru", part="alleged", full_name="rekaan, bayu", sex="male", age="", phone="")
    assert "Nama terlapor sama dengan Bayu Rekaan." in page_of(bayu, case)


def test_opening_the_page_to_print_it_stands_in_the_journal(client: Client, staff: dict[str, Staff]) -> None:
    case = making.opened(staff)
    people.sign_in(client, staff["bayu"])
    assert making.address(case, "print") in client.get(making.address(case)).content.decode()
    assert not entries_of(case).filter(code="case.printed").exists(), "reading alone is no printing"
    page = client.get(making.address(case, "print")).content.decode()
    assert "data-print" in page
    assert "RAHASIA. Dicetak Bayu Rekaan" in page
    assert [entry.actor for entry in entries_of(case).filter(code="case.printed")] == [f"staff:{staff['bayu'].pk}"]
    assert "Bayu Rekaan: halaman kasus dibuka untuk dicetak" in client.get(making.address(case)).content.decode()


def test_who_does_not_see_the_case_prints_nothing_of_it(client: Client, staff: dict[str, Staff]) -> None:
    case = making.opened(staff)
    people.sign_in(client, people.stranger())
    assert client.get(making.address(case, "print")).status_code in (403, 404)
    assert not entries_of(case).filter(code="case.printed").exists()


# What the law asks


def sexual(staff: dict[str, Staff], **said: Any) -> Case:
    return making.opened(staff, kinds=("physical_sexual_harassment",), **said)


def local(at: Any) -> str:
    return making.moment(at)


def test_a_legal_clock_says_what_is_due_and_ends_when_it_was_done(bayu: Client, staff: dict[str, Staff]) -> None:
    case = sexual(staff, minutes_ago=300)
    text = page_of(bayu, case)
    assert "Laporkan ke kepolisian: paling lama 3x24 jam sejak laporan diterima" in text
    assert "Catat kewajiban hukum" in text
    assert "Laporkan ke kepolisian (UU 12/2022 Pasal 41 ayat (2) dan (3))" in text
    when = (timezone.now() - timedelta(minutes=200)).replace(second=0, microsecond=0)
    said = {"duty": "police_report|police_reported", "when": local(when), "proof": "LP/B/17/XI/2026, Polres Umpama"}
    done(bayu, case, "kewajiban", **said)
    clock = next(one for one in progress_of(case, at=timezone.now()).clocks if one.key == "police_report")
    assert (clock.status, clock.ended_at) == (ClockStatus.MET, when)
    text = page_of(bayu, case)
    assert "kewajiban hukum dipenuhi: “Laporkan ke kepolisian”" in text
    assert "bukti: LP/B/17/XI/2026, Polres Umpama" in text
    entry = entries_of(case).get(code="case.duty")
    assert "LP/B/17" not in str((entry.data, entry.events_text))
    # The report to the police begins what they owe in turn; the same report is not recorded twice.
    offered = [value for value, _words in bayu.get(making.address(case)).context["duty"][0].fields["duty"].choices]
    assert offered == ["police_protection_sexual_violence|police_protection_given"]
    assert act(bayu, case, "kewajiban", **said).status_code == 422


def test_a_duty_is_met_neither_in_the_future_nor_before_it_began(bayu: Client, staff: dict[str, Staff]) -> None:
    case = sexual(staff, minutes_ago=60)
    said = {"duty": "police_report|police_reported", "proof": ""}
    late = local(timezone.now() + timedelta(hours=2))
    assert "akan datang" in why_not(bayu, case, "kewajiban", when=late, **said)
    early = local(timezone.now() - timedelta(hours=3))
    assert "sebelum kewajibannya mulai" in why_not(bayu, case, "kewajiban", when=early, **said)
    assert "Tulis kapan dilakukan." in why_not(bayu, case, "kewajiban", when="", **said)
    done(bayu, case, "kewajiban", when=local(case.received_at), **said)  # the minute of the report itself
    assert state_of(case).facts["police_reported"] == ("yes",)


def test_without_a_legal_clock_nothing_is_asked(bayu: Client, case: Case) -> None:
    assert "Catat kewajiban hukum" not in page_of(bayu, case)
    said = {"duty": "police_report|police_reported", "when": local(timezone.now() - timedelta(minutes=5))}
    assert "tidak sedang berjalan" in why_not(bayu, case, "kewajiban", **said)


def test_a_suggestion_stands_until_somebody_decides(bayu: Client, staff: dict[str, Staff]) -> None:
    case = making.opened(staff, risk=None, suggested=Risk.HIGH)
    assert "Saran: tinggi, belum diputuskan" in page_of(bayu, case)
    assert "Tulis alasannya." in why_not(bayu, case, "risiko", risk="medium", reason="")
    done(bayu, case, "risiko", risk="medium", reason="Terlapor sudah ditahan")
    assert "belum diputuskan" not in page_of(bayu, case)


def test_a_case_is_not_opened_below_the_suggestion_without_a_reason(staff: dict[str, Staff]) -> None:
    with pytest.raises(Refused, match="reason"):
        making.opened(staff, risk=Risk.LOW, suggested=Risk.HIGH)
    case = making.opened(staff, risk=Risk.LOW, suggested=Risk.HIGH, risk_reason="Ia sudah di rumah aman")
    assert state_of(case).risk is Risk.LOW


def test_identification_lowers_the_risk_only_with_a_reason_for_that(bayu: Client, staff: dict[str, Staff]) -> None:
    case = making.opened(staff, risk=Risk.HIGH)
    assert making.take(bayu, case, "terima-permohonan").status_code == 302
    reply = making.take(bayu, case, "identifikasi", **{"identify-risk": "low"})
    assert reply.status_code == 422
    assert "Tulis mengapa risikonya diturunkan." in reply.content.decode()
    assert state_of(case).risk is Risk.HIGH
    lowered = {"identify-risk": "low", "identify-risk_reason": "Terlapor sudah pindah kota"}
    reply = making.take(bayu, case, "identifikasi", **lowered)
    assert reply.status_code == 302
    assert state_of(case).risk is Risk.LOW
    assert "alasan tingkat risiko: Terlapor sudah pindah kota" in page_of(bayu, case)
