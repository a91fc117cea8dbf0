# SPDX-License-Identifier: AGPL-3.0-or-later
from __future__ import annotations

from django.urls import path

from teduh.letters.views import approvals, copies, dispositions, handover, ink, key, paper, register, settings, writing

app_name = "letters"
urlpatterns = [
    path("persetujuan/", approvals.approvals, name="approvals"),
    path("persetujuan/kunci/", key.own_key, name="key"),
    path("persetujuan/kunci/frasa/", key.passphrase, name="passphrase"),
    path("surat/<uuid:letter_id>/", approvals.letter, name="letter"),
    path("surat/<uuid:letter_id>/setuju/", approvals.approve, name="approve"),
    path("surat/<uuid:letter_id>/kembali/", approvals.send_back, name="send_back"),
    path("surat/<uuid:letter_id>/perbaiki/", approvals.rework, name="rework"),
    path("surat/<uuid:letter_id>/cabut/", approvals.revoke, name="revoke"),
    path("surat/<uuid:letter_id>/tarik/", approvals.withdraw, name="withdraw"),
    path("surat/<uuid:letter_id>/salinan-lengkap/", copies.ask, name="full_copy"),
    path("surat/<uuid:letter_id>/salinan-lengkap/tolak/", copies.refuse, name="refuse_full_copy"),
    path("surat/<uuid:letter_id>/salinan-lengkap/tarik/", copies.withdraw, name="withdraw_full_copy"),
    path("surat/<uuid:letter_id>/salinan-berinisial.pdf", copies.with_initials, name="initials_copy"),
    path("surat/agenda/keluar/", register.outgoing, name="outgoing"),
    path("surat/agenda/keluar/cadangkan/", register.reserve, name="reserve"),
    path("surat/agenda/keluar/<uuid:number_id>/batal/", register.cancel, name="cancel_number"),
    path("surat/agenda/masuk/", register.incoming, name="incoming"),
    path("surat/agenda/masuk/catat/", register.new_incoming, name="new_incoming"),
    path("kelola/<slug:code>/surat/", settings.settings, name="settings"),
    path("kelola/<slug:code>/surat/contoh/", settings.example, name="number_example"),
    path("kelola/<slug:code>/surat/lambang/", settings.arms, name="arms"),
    path("surat/<uuid:paper_id>/pdf", paper.paper, name="paper"),
    path("surat/<uuid:paper_id>/halaman/<int:page>.png", paper.picture, name="picture"),
    path("surat/<uuid:letter_id>/serahkan/", handover.deliver, name="deliver"),
    path("surat/penyerahan/<uuid:delivery_id>/bukti", handover.proof, name="proof"),
    path("surat/<uuid:letter_id>/basah/cetak/", ink.print_for_ink, name="ink_print"),
    path("surat/<uuid:letter_id>/basah/unggah/", ink.record_ink, name="ink"),
    path("disposisi/<uuid:disposition_id>/", dispositions.disposition, name="disposition"),
    path("disposisi/<uuid:disposition_id>/teruskan/", dispositions.pass_on, name="disposition_pass"),
    path("disposisi/<uuid:disposition_id>/selesai/", dispositions.answer, name="disposition_answer"),
    path("kasus/<uuid:case_id>/surat/", writing.choose, name="choose"),
    path("kasus/<uuid:case_id>/surat/<slug:product>/", writing.write, name="write"),
    path("kasus/<uuid:case_id>/disposisi/", dispositions.give, name="disposition_give"),
    path("kasus/<uuid:case_id>/lembar-disposisi.pdf", dispositions.sheet, name="disposition_sheet"),
]
