# SPDX-License-Identifier: AGPL-3.0-or-later
"""Public addresses. An office's pages begin with its code; nothing else in the installation looks like one."""

from __future__ import annotations

from django.urls import path, re_path

from teduh.portal import specimens, verify, views

app_name = "portal"

OFFICE = r"^(?P<office>(?:prov|kab|kota)-[a-z0-9-]+)/"

urlpatterns = [
    path("", views.home, name="home"),
    path("gaya/", specimens.style, name="style"),
    path("periksa/", verify.verify, name="verify_number"),
    path("periksa/<str:token>/", verify.verify, name="verify"),
    re_path(OFFICE + r"$", views.office, name="office"),
    re_path(OFFICE + r"layanan/$", views.services, name="services"),
    re_path(OFFICE + r"layanan/(?P<service>[a-z0-9-]+)/$", views.service, name="service"),
]
