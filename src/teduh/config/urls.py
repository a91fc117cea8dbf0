# SPDX-License-Identifier: AGPL-3.0-or-later
"""The addresses of the installation: each part brings its own."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("bahasa/", include("django.conf.urls.i18n")),
]
