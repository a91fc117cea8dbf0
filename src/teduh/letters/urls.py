# SPDX-License-Identifier: AGPL-3.0-or-later
from __future__ import annotations

from django.urls import path

from teduh.letters import views

app_name = "letters"
urlpatterns = [path("surat/<uuid:paper_id>/pdf", views.paper, name="paper")]
