# SPDX-License-Identifier: AGPL-3.0-or-later
from __future__ import annotations

from django.urls import path

from teduh.intake import handing, joining, views

app_name = "intake"
urlpatterns = [
    path("laporan/baru/", views.new, name="new"),
    path("laporan/<uuid:report_id>/", views.report, name="report"),
    path("laporan/<uuid:report_id>/buka/", views.reveal, name="reveal"),
    path("laporan/<uuid:report_id>/simpan/", views.save, name="save"),
    path("laporan/<uuid:report_id>/saran/", views.advice, name="advice"),
    path("laporan/<uuid:report_id>/sisihkan/", views.put_aside, name="set_aside"),
    path("laporan/<uuid:report_id>/gabung/", joining.join, name="join"),
    path("laporan/<uuid:report_id>/ambil-alih/", handing.take_over, name="take_over"),
    path("laporan/<uuid:report_id>/serahkan/", handing.hand_over, name="hand_over"),
    path("laporan/kenal/", views.known, name="known"),
]
