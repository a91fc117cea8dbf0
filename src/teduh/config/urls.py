# SPDX-License-Identifier: AGPL-3.0-or-later
"""The addresses of the installation: each part brings its own, in Indonesian words."""

from __future__ import annotations

from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path

PARTS = ["portal", "accounts", "standards", "persons", "intake", "cases", "letters"]

urlpatterns: list[URLPattern | URLResolver] = [
    path("bahasa/", include("django.conf.urls.i18n")),
    *(path("", include(f"teduh.{part}.urls")) for part in PARTS if find_spec(f"teduh.{part}.urls")),
]
