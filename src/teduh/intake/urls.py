# SPDX-License-Identifier: AGPL-3.0-or-later
from __future__ import annotations

from django.urls import path

from teduh.intake import joining, views

app_name = "intake"
urlpatterns = [
    path("laporan/baru/", views.new, name="new"),
    path("laporan/<uuid:report_id>/", views.report, name="report"),
    path("laporan/<uuid:report_id>/simpan/", views.save, name="save"),
    path("laporan/<uuid:report_id>/saran/", views.advice, name="advice"),
    path("laporan/<uuid:report_id>/sisihkan/", views.put_aside, name="set_aside"),
    path("laporan/<uuid:report_id>/gabung/", joining.join, name="join"),
    path("laporan/kenal/", views.known, name="known"),
]
