# SPDX-License-Identifier: AGPL-3.0-or-later
from __future__ import annotations

from django.urls import path

from teduh.persons import views

app_name = "persons"
urlpatterns = [
    path("orang/<uuid:person_id>/", views.person, name="person"),
    path("orang/<uuid:person_id>/buka/", views.reveal, name="reveal"),
    path("orang/<uuid:person_id>/tutup/", views.close, name="close"),
    path("wilayah/", views.regions, name="regions"),
]
