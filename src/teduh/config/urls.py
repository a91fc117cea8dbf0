# SPDX-License-Identifier: AGPL-3.0-or-later
"""The addresses of the installation: each part brings its own, in Indonesian words."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("bahasa/", include("django.conf.urls.i18n")),
    path("", include("teduh.portal.urls")),
    path("", include("teduh.accounts.urls")),
    path("", include("teduh.standards.urls")),
    path("", include("teduh.intake.urls")),
    path("", include("teduh.cases.urls")),
    path("", include("teduh.persons.urls")),
    path("", include("teduh.letters.urls")),
]

handler400 = "teduh.portal.errors.bad_request"
handler500 = "teduh.portal.errors.server_error"
