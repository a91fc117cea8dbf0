# SPDX-License-Identifier: AGPL-3.0-or-later
from __future__ import annotations

from django.urls import path

from teduh.standards import views

app_name = "standards"

urlpatterns = [
    path("standar/", views.index, name="list"),
    path("standar/<slug:office>/<slug:service>/", views.newest, name="newest"),
    path("standar/<slug:office>/<slug:service>/<int:version>/", views.detail, name="detail"),
]
