# SPDX-License-Identifier: AGPL-3.0-or-later
from __future__ import annotations

from django.urls import path

from teduh.cases.views import (
    acts,
    caseload,
    contact,
    desk,
    family,
    files,
    filled,
    listing,
    marks,
    page,
    people,
    step,
    teamwork,
)

app_name = "cases"
ONE = "kasus/<uuid:case_id>/"
STEP = f"{ONE}langkah/<int:run>/<str:key>/"
urlpatterns = [
    path("meja/", desk.desk, name="desk"),
    path("meja/beban/", caseload.workload, name="workload"),
    path("meja/beban/<int:number>/", caseload.hand_over, name="hand_over"),
    path("meja/nomor-saya/", marks.marks, name="marks"),
    path("kasus/", listing.cases, name="list"),
    path(ONE, page.case, name="case"),
    path(f"{ONE}cetak/", page.printed, name="print"),
    path(f"{ONE}jurnal/", page.journal, name="journal"),
    path(f"{ONE}bukti/<uuid:proof_id>/", page.proof, name="proof"),
    path(f"{ONE}ubah/<slug:name>/", acts.act, name="act"),
    path(f"{ONE}orang/<uuid:person_id>/buka/", people.reveal, name="reveal"),
    path(f"{ONE}orang/<uuid:person_id>/tutup/", people.close, name="close"),
    path(f"{ONE}tim/", teamwork.team, name="team"),
    path(f"{ONE}tim/<slug:name>/", teamwork.act, name="team_act"),
    path(f"{ONE}keluarga/", family.family, name="family"),
    path(f"{ONE}orang/<uuid:person_id>/hubungi/", contact.reach, name="contact"),
    path(f"{ONE}orang/<uuid:person_id>/cara-aman/", contact.profile, name="safe_contact"),
    path(f"{ONE}kontak/<uuid:contact_id>/ditinjau/", contact.review, name="review_contact"),
    path(f"{ONE}berkas/<uuid:attachment_id>/", files.attachment, name="attachment"),
    path(f"{ONE}formulir/<uuid:answers_id>/", filled.filled, name="filled"),
    path(f"{ONE}formulir/<uuid:answers_id>/cetak/", filled.printed, name="filled_print"),
    path(STEP, step.step, name="step"),
    path(f"{STEP}simpan/", step.save, name="save"),
    path(f"{STEP}mulai/", step.start, name="start"),
    path(f"{STEP}tidak-perlu/", step.not_needed, name="not_needed"),
    path(f"{STEP}hentikan/", step.break_off, name="break_off"),
]
