# SPDX-License-Identifier: AGPL-3.0-or-later
"""The page of a step: what is typed is never lost, and of two who press, one wins and the other reads who was first."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from teduh.accounts.models import Staff
from teduh.cases.actions import file, steps
from teduh.cases.models import Answers, Case
from teduh.cases.queries.progress import state_of
from teduh.journal.door import Refused
from teduh.journal.models import Entry
from teduh.journal.queries import entries_of
from teduh.letters.actions import approving
from teduh.letters.models import Letter
from teduh.procedure.safeguards import ARTICLE_REPORT
from teduh.procedure.standard.model import Effect, Risk
from tests import people
from tests.cases import making
from tests.letters import walking

pytestmark = pytest.mark.django_db

ACCOUNT = "formulir-pengaduan-account"
FIRST = "terima-permohonan"


@pytest.fixture
def staff() -> dict[str, Staff]:
    return making.staff_of(people.TEBING_TINGGI, people.SAMPANG)


@pytest.fixture
def case(staff: dict[str, Staff]) -> Case:
    return making.opened(staff)


@pytest.fixture
def bayu(client: Client, staff: dict[str, Staff]) -> Client:
    people.sign_in(client, staff["bayu"])
    return client


def text_of(reply: Any) -> str:
    return str(reply.content.decode())


def answers(case: Case, form: str) -> Any:
    return Answers.objects.filter(case=case, form=form, final=True).latest("saved_at").values.open()


def beyond(staff: dict[str, Staff], case: Case, *keys: str) -> None:
    """Take these steps without their pages, a minute each."""
    for number, key in enumerate(keys):
        spec = state_of(case).runs[1].procedure.step(key)
        assert spec is not None
        outcome = spec.outcomes[0].key
        actor = making.acting(staff["bayu"], 40 - number)
        steps.finish_step(
            actor, case, step=key, outcome=outcome, work=steps.Work(reason="Sesuai.", facts=making.BY_THE_CLIENT)
        )


# Filling in


def test_answers_become_facts_and_papers(bayu: Client, case: Case) -> None:
    reply = making.take(bayu, case, FIRST, **{f"{ACCOUNT}": "Dipukul", "formulir-pengaduan-kind": ["physical"]})
    assert (reply.status_code, reply["Location"]) == (302, making.address(case))
    assert answers(case, "formulir-pengaduan")["account"] == "Dipukul"
    assert state_of(case).facts["kind"] == ("physical",)
    assert "Dokumen Penerimaan Pengaduan" in text_of(bayu.get(making.address(case)))


def test_what_is_missing_is_said_and_what_was_typed_stays(bayu: Client, case: Case) -> None:
    typed = {"do": "finish", "round": 1, "receive-summary": "Lewat telepon, suara pelan", ACCOUNT: "  "}
    page = bayu.post(making.step_address(case, FIRST), typed)
    assert page.status_code == 422
    text = text_of(page)
    assert "Lewat telepon, suara pelan" in text
    assert f'href="#{ACCOUNT}"' in text
    assert 'role="alert" tabindex="-1" autofocus' in text
    assert making.open_keys(case) == [FIRST]


def test_unknown_is_an_answer(bayu: Client, case: Case) -> None:
    reply = making.take(bayu, case, FIRST, **{ACCOUNT: "", f"{ACCOUNT}.unknown": "1", "formulir-pengaduan-kind": ["?"]})
    assert reply.status_code == 302
    assert answers(case, "formulir-pengaduan")["account"] is None
    assert "Tidak diketahui" in text_of(bayu.get(making.step_address(case, FIRST)))


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Ibu \u202eterbalik\u202c di\x00rumah", "Ibu terbalik dirumah"),
        ("Takut 😢👩‍👧", "Takut 😢👩‍👧"),
        ("kata " * 4000, ("kata " * 4000).strip()),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
    ],
    ids=["nul-and-turning", "emoji", "four-thousand-words", "markup"],
)
def test_whatever_is_typed_is_kept_and_shown(bayu: Client, case: Case, typed: str, kept: str) -> None:
    wrong = bayu.post(making.step_address(case, FIRST), {"do": "finish", "receive-summary": typed})
    assert wrong.status_code == 422
    assert "<script>alert" not in text_of(wrong)
    assert making.take(bayu, case, FIRST, **{ACCOUNT: typed}).status_code == 302
    assert answers(case, "formulir-pengaduan")["account"] == kept
    page = bayu.get(making.step_address(case, FIRST))
    assert page.status_code == 200
    assert "<script>alert" not in text_of(page)


def test_a_form_for_each_client_stands_once_for_each(bayu: Client, staff: dict[str, Staff]) -> None:
    case = making.opened(staff, clients=2)
    beyond(staff, case, FIRST, "identifikasi", "persetujuan-layanan")
    people.sign_in(bayu, staff["ratna"])
    page = bayu.get(making.step_address(case, "asesmen-biopsikososial"))
    blocks = [block for block in page.context["blocks"] if block.title == "Asesmen Biopsikososial"]
    assert len(blocks) == 2
    assert blocks[0].whom != blocks[1].whom
    changes = {f"{blocks[0].prefix}-problem": "Luka", f"{blocks[1].prefix}-problem": "Takut"}
    assert making.take(bayu, case, "asesmen-biopsikososial", **changes).status_code == 302
    assert answers(case, blocks[0].key)["problem"] == "Luka"
    assert answers(case, blocks[1].key)["problem"] == "Takut"


def test_a_reason_is_asked_where_the_result_is_not_to_go_on(bayu: Client, staff: dict[str, Staff], case: Case) -> None:
    beyond(staff, case, FIRST)
    reply = making.take(bayu, case, "identifikasi", reason="")
    assert reply.status_code == 422
    assert "Hasil ini memerlukan alasan." in text_of(reply)
    reply = making.take(bayu, case, "identifikasi", outcome="")
    assert "Pilih satu hasil." in text_of(reply)
    page = bayu.get(making.step_address(case, "identifikasi"))
    assert "Lanjut ke “Persetujuan layanan”." in text_of(page)


def test_the_risk_that_a_form_tells_becomes_the_risk_of_the_case(
    bayu: Client, staff: dict[str, Staff], case: Case
) -> None:
    beyond(staff, case, FIRST)
    assert making.take(bayu, case, "identifikasi", **{"identify-risk": "high"}).status_code == 302
    assert state_of(case).risk is Risk.HIGH


def test_a_report_stays_anonymous_though_a_form_says_that_a_neighbour_made_it(
    bayu: Client, staff: dict[str, Staff]
) -> None:
    case = making.opened(staff, age=9, anonymous=True)
    making.take(bayu, case, FIRST, **{"formulir-pengaduan-reporter": "neighbour"})
    assert state_of(case).facts["reporter"] == ("anonymous", "neighbour")
    with pytest.raises(Refused) as refused:
        file.end_early(
            making.acting(staff["tirta"]), case, effect=Effect.SET_ASIDE, cause="duplicate", reason="Tidak ada nama."
        )
    assert refused.value.refusal.rule == ARTICLE_REPORT


def test_an_earlier_moment_may_be_told_but_none_to_come(bayu: Client, case: Case) -> None:
    earlier = making.moment(timezone.now() - timedelta(minutes=30))
    page = making.take(bayu, case, FIRST, when="earlier", when_at="kemarin")
    assert "Tulis tanggal dan jam" in text_of(page)
    later = making.moment(timezone.now() + timedelta(hours=3))
    reply = making.take(bayu, case, FIRST, when="earlier", when_at=later)
    assert reply.status_code == 409
    assert "Waktunya masih akan datang." in text_of(reply)
    assert making.take(bayu, case, FIRST, when="earlier", when_at=earlier).status_code == 302
    finished = state_of(case).runs[1].steps[FIRST].finished_at
    assert finished is not None
    assert timedelta(minutes=29) < timezone.now() - finished < timedelta(minutes=32)


def test_who_ends_a_promise_late_is_asked_why(bayu: Client, staff: dict[str, Staff]) -> None:
    case = making.opened(staff, risk=Risk.HIGH, minutes_ago=90)
    assert making.take(bayu, case, FIRST).status_code == 302
    key = "layanan-awal"
    assert "Mengapa terlambat?" in text_of(bayu.get(making.step_address(case, key)))
    assert bayu.post(making.step_address(case, key, "start")).status_code == 302
    assert making.take(bayu, case, key, late="Semua petugas di lapangan").status_code == 302
    journal = text_of(bayu.get(making.address(case)))
    assert "sebab terlambat: Semua petugas di lapangan" in journal


def test_an_assignment_names_a_person(client: Client) -> None:
    staff = making.staff_of(people.LUMAJANG)
    case = making.opened(staff, people.LUMAJANG)
    people.sign_in(client, staff["putri"])
    making.take(client, case, "terima-laporan")
    reply = making.take(client, case, "tugaskan-sakti-peksos", assignee="")
    assert (reply.status_code, "Pilih satu orang." in text_of(reply)) == (422, True)
    assert making.take(client, case, "tugaskan-sakti-peksos", assignee=staff["laras"].pk).status_code == 302
    people.sign_in(client, staff["laras"])
    assert client.get("/meja/").context["count"] == 1
    people.sign_in(client, staff["sakti"])
    assert client.get("/meja/").context["count"] == 0


def test_one_of_several_papers_is_chosen_and_only_its_questions_are_asked(client: Client) -> None:
    staff = making.staff_of(people.LUMAJANG)
    case = making.opened(staff, people.LUMAJANG)
    file.record_consent(making.acting(staff["putri"], 50), case, value="given", giver="client")
    for name, key in (
        ("putri", FIRST.replace("permohonan", "laporan")),
        ("putri", "tugaskan-sakti-peksos"),
        ("sakti", "catat-identitas-dan-registrasi"),
        ("sakti", "asesmen-lapangan"),
    ):
        steps.finish_step(making.acting(staff[name], 20), case, step=key, work=walking.reported(key))
    people.sign_in(client, staff["sakti"])
    posted = {"round": 1, "do": "finish", "product": "surat-perintah-tugas"}
    page = client.post(making.step_address(case, "konsep-surat"), posted)
    wrong = {name for name, _question, _said in page.context["wrong"]}
    assert wrong
    assert all(name.startswith("letter-surat-perintah-tugas") for name in wrong)


def test_missing_consent_is_told_before_anything_is_typed(client: Client) -> None:
    staff = making.staff_of(people.LUMAJANG)
    case = making.opened(staff, people.LUMAJANG)
    for name, key in (
        ("putri", "terima-laporan"),
        ("putri", "tugaskan-sakti-peksos"),
        ("sakti", "catat-identitas-dan-registrasi"),
    ):
        steps.finish_step(making.acting(staff[name], 20), case, step=key)
    people.sign_in(client, staff["sakti"])
    page = client.get(making.step_address(case, "asesmen-lapangan"))
    where = f"{making.address(case)}?buka=persetujuan"
    assert "Belum ada persetujuan klien atau walinya" in text_of(page)
    assert f'href="{where}#persetujuan"' in text_of(page)
    assert '<details class="no-print" id="persetujuan" open>' in text_of(client.get(where))
    file.record_consent(making.acting(staff["sakti"], 10), case, value="given", giver="client")
    assert "Belum ada persetujuan" not in text_of(client.get(making.step_address(case, "asesmen-lapangan")))


# Saved as it is typed


def test_what_is_typed_is_saved_and_found_again(bayu: Client, case: Case, staff: dict[str, Staff]) -> None:
    where = making.step_address(case, FIRST, "save")
    reply = bayu.post(where, {ACCOUNT: "Setengah ceri", "autosave_count": "1"})
    assert set(reply.json()) == {"saved", "results", "hidden", "shown"}
    bayu.post(where, {ACCOUNT: "Setengah cerita", "reason": "nanti", "autosave_count": "2"})
    page = bayu.get(making.step_address(case, FIRST))
    assert "Setengah cerita" in text_of(page)
    assert page.context["saving"].count == 2
    assert making.open_keys(case) == [FIRST]
    making.take(bayu, case, FIRST)
    assert not Answers.objects.filter(case=case, final=False).exists()


def test_an_older_save_never_overwrites_a_newer(bayu: Client, case: Case) -> None:
    where = making.step_address(case, FIRST, "save")
    bayu.post(where, {ACCOUNT: "baru", "autosave_count": "5"})
    assert bayu.post(where, {ACCOUNT: "lama", "autosave_count": "4"}).status_code == 409
    assert "baru" in text_of(bayu.get(making.step_address(case, FIRST)))


def test_a_colleague_who_types_at_the_same_time_is_told(client: Client, staff: dict[str, Staff], case: Case) -> None:
    beyond(staff, case, FIRST, "identifikasi", "persetujuan-layanan")
    key = "asesmen-biopsikososial"
    field = "asesmen-biopsikososial-problem"
    people.sign_in(client, staff["ratna"])
    typed = {field: "Ratna menulis", "page": "ratna", "made_from": "0", "autosave_count": "1"}
    client.post(making.step_address(case, key, "save"), typed)
    people.sign_in(client, staff["sekar"])
    typed = {field: "Sekar menulis", "page": "sekar", "made_from": "0", "autosave_count": "9"}
    reply = client.post(making.step_address(case, key, "save"), typed)
    assert reply.status_code == 409
    pressed = client.post(making.step_address(case, key), {**typed, "do": "save"})
    assert pressed.status_code == 409
    assert "Disimpan Ratna Contoh" in text_of(pressed)
    assert "Sekar menulis" in text_of(pressed)
    page = client.get(making.step_address(case, key))
    assert "Ratna menulis" in text_of(page)
    assert "Isian ini disimpan Ratna Contoh" in text_of(page)


def test_a_wrong_date_is_kept_as_it_was_typed(bayu: Client, case: Case) -> None:
    name = "formulir-pengaduan-happened_on"
    bayu.post(making.step_address(case, FIRST, "save"), {name: "minggu lalu", "autosave_count": "1"})
    assert "minggu lalu" in text_of(bayu.get(making.step_address(case, FIRST)))
    page = making.take(bayu, case, FIRST, **{name: "minggu lalu"})
    assert page.status_code == 422
    assert "minggu lalu" in text_of(page)


# Two who press


def test_of_two_officers_the_second_reads_who_was_first(client: Client, staff: dict[str, Staff], case: Case) -> None:
    beyond(staff, case, FIRST, "identifikasi", "persetujuan-layanan")
    key = "asesmen-biopsikososial"
    second = Client()
    people.sign_in(client, staff["ratna"])
    people.sign_in(second, staff["sekar"])
    mine = making.filled(second.get(making.step_address(case, key)), **{"assess-summary": "Catatan Sekar yang panjang"})
    assert making.take(client, case, key).status_code == 302
    reply = second.post(making.step_address(case, key), mine)
    assert reply.status_code == 409
    text = text_of(reply)
    assert "“Asesmen biopsikososial” sudah diselesaikan Ratna Contoh" in text
    assert "Catatan Sekar yang panjang" in text
    assert (
        sum(
            event["kind"] == "finished"
            for entry in entries_of(case)
            for event in entry.events
            if event.get("step") == key
        )
        == 1
    )


def test_of_two_who_start_the_second_reads_who_was_first(client: Client, staff: dict[str, Staff], case: Case) -> None:
    beyond(staff, case, FIRST, "identifikasi", "persetujuan-layanan")
    where = making.step_address(case, "asesmen-biopsikososial", "start")
    people.sign_in(client, staff["ratna"])
    client.post(where)
    people.sign_in(client, staff["sekar"])
    assert "sudah dimulai Ratna Contoh" in text_of(client.post(where, follow=True))


def test_a_double_press_finishes_once(bayu: Client, case: Case) -> None:
    where = making.step_address(case, FIRST)
    posted = making.filled(bayu.get(where))
    assert bayu.post(where, posted).status_code == 302
    reply = bayu.post(where, posted, follow=True)
    assert reply.redirect_chain == [(making.address(case), 302)]
    assert "sudah Anda selesaikan" in text_of(reply)
    finished = [entry for entry in entries_of(case) if entry.code == "case.step.finished"]
    assert len(finished) == 1


def test_a_page_from_before_a_return_is_shown_again(client: Client) -> None:
    staff = making.staff_of(people.LUMAJANG)
    case = making.opened(staff, people.LUMAJANG)
    file.record_consent(making.acting(staff["putri"], 50), case, value="given", giver="client")
    for name, key, outcome in (
        ("putri", "terima-laporan", ""),
        ("putri", "tugaskan-sakti-peksos", ""),
        ("sakti", "catat-identitas-dan-registrasi", ""),
        ("sakti", "asesmen-lapangan", ""),
    ):
        work = walking.reported(key)
        steps.finish_step(making.acting(staff[name], 20), case, step=key, outcome=outcome, work=work)
    people.sign_in(client, staff["sakti"])
    old = making.filled(client.get(making.step_address(case, "konsep-surat")), reason="Konsep lama")
    assert client.post(making.step_address(case, "konsep-surat"), old).status_code == 302
    letter = Letter.objects.get(case=case, step="konsep-surat")
    approving.send_back(making.acting(staff["dewi"]), case, letter=letter, version=1, note="Sebutkan RT-nya.")
    reply = client.post(making.step_address(case, "konsep-surat"), old)
    assert reply.status_code == 409
    assert "dikembalikan sejak Anda membukanya" in text_of(reply)
    assert "Dewi Umpama: “Sebutkan RT-nya.”" in text_of(client.get(making.step_address(case, "konsep-surat")))


# What may not be


def test_a_step_out_of_turn_is_refused_with_what_was_typed(bayu: Client, case: Case) -> None:
    posted = {"do": "finish", "round": 1, "outcome": "dapat-dibantu", "reason": "Saya tahu jawabannya"}
    reply = bayu.post(making.step_address(case, "identifikasi"), posted)
    assert reply.status_code == 409
    assert "Saya tahu jawabannya" in text_of(reply)
    assert making.open_keys(case) == [FIRST]


def test_a_step_of_another_role_is_read_but_not_taken(client: Client, staff: dict[str, Staff], case: Case) -> None:
    beyond(staff, case, FIRST, "identifikasi", "persetujuan-layanan")
    key = "asesmen-biopsikososial"
    people.sign_in(client, staff["bayu"])
    page = client.get(making.step_address(case, key))
    assert "Langkah ini menunggu pekerja sosial atau psikolog." in text_of(page)
    assert "<textarea" not in text_of(page)
    reply = client.post(making.step_address(case, key), {"do": "finish", "round": 1, **required_of(key)})
    assert reply.status_code == 409
    assert "tidak berwenang" in text_of(reply)
    assert key in making.open_keys(case)


def required_of(key: str) -> dict[str, Any]:
    codes = ("physical", "psychological", "family", "problem", "recommendation")
    return {f"{key}-{code}": "x" for code in codes} | {f"{key}-needs": "complaint"}


def test_assessment_waits_for_consent(client: Client) -> None:
    staff = making.staff_of(people.LUMAJANG)
    case = making.opened(staff, people.LUMAJANG)
    for name, key in (
        ("putri", "terima-laporan"),
        ("putri", "tugaskan-sakti-peksos"),
        ("sakti", "catat-identitas-dan-registrasi"),
    ):
        steps.finish_step(making.acting(staff[name], 20), case, step=key)
    people.sign_in(client, staff["sakti"])
    reply = making.take(client, case, "asesmen-lapangan")
    assert reply.status_code == 409
    assert "ersetujuan" in text_of(reply)
    assert "Isian uji." in text_of(reply)


def test_a_case_of_another_office_is_not_there_and_the_guess_is_recorded(
    client: Client, staff: dict[str, Staff], case: Case
) -> None:
    people.sign_in(client, staff["lestari"])
    for where in (making.address(case), making.step_address(case, FIRST), making.address(case, "journal")):
        assert client.get(where).status_code == 404
    assert client.post(making.step_address(case, FIRST), {"do": "finish"}).status_code == 404
    assert client.post(making.step_address(case, FIRST, "start")).status_code == 404
    noted = Entry.objects.filter(chain=case.chain, code="journal.read.refused")
    assert [entry.actor for entry in noted] == [f"staff:{staff['lestari'].pk}"]
    assert (
        client.get(making.address(case).replace(str(case.pk), "00000000-0000-4000-8000-000000000000")).status_code
        == 404
    )


def test_a_colleague_outside_the_team_sees_nothing(client: Client, staff: dict[str, Staff], case: Case) -> None:
    people.sign_in(client, staff["kirana"])
    assert client.get(making.address(case)).status_code == 404
    people.sign_in(client, staff["tirta"])
    assert client.get(making.address(case)).status_code == 200


def test_begun_work_may_be_broken_off_with_a_reason(bayu: Client, case: Case) -> None:
    bayu.post(making.step_address(case, FIRST, "start"))
    reply = bayu.post(making.step_address(case, FIRST, "break_off"), {"reason": ""})
    assert (reply.status_code, "Tulis alasannya." in text_of(reply)) == (409, True)
    assert bayu.post(making.step_address(case, FIRST, "break_off"), {"reason": "Sambungan putus"}).status_code == 302
    assert not state_of(case).runs[1].steps[FIRST].begun


def test_saving_keeps_the_step_open(bayu: Client, case: Case) -> None:
    reply = bayu.post(
        making.step_address(case, FIRST), {"do": "save", "round": 1, ACCOUNT: "Nanti lanjut"}, follow=True
    )
    assert "Langkah ini belum selesai" in text_of(reply)
    assert "Nanti lanjut" in text_of(reply)


def test_a_step_taken_back_leaves_what_was_told_of_the_same_moment_before(staff: dict[str, Staff], case: Case) -> None:
    at = timezone.now() - timedelta(minutes=30)
    file.set_fact(making.acting(staff["bayu"]), case, name="police_told", values=("yes",), at=at)
    work = steps.Work(facts={"kind": ("physical",)}, at=at)
    steps.finish_step(making.acting(staff["bayu"]), case, step=FIRST, work=work)
    number = state_of(case).runs[1].steps[FIRST].event
    file.correct(making.acting(staff["bayu"]), case, number=number, reason="Salah tekan.")
    facts = state_of(case).facts
    assert (facts.get("police_told"), facts.get("kind")) == (("yes",), None)
