# SPDX-License-Identifier: AGPL-3.0-or-later
"""The public site. Every page works without JavaScript and weighs little."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse

from teduh.accounts.hours import from_data
from teduh.portal import queries
from teduh.portal.public import public_page, show
from teduh.standards.page import link_of, page_of, summary_of, week

if TYPE_CHECKING:
    from teduh.accounts.models import Office


@public_page
def home(request: HttpRequest) -> HttpResponse:
    """The offices of the installation; where there is one, its page."""
    offices = queries.offices()
    if len(offices) == 1:
        return _office_page(request, offices[0])
    return show(request, "portal/home.html", offices=offices)


@public_page
def office(request: HttpRequest, office: str) -> HttpResponse:
    return _office_page(request, _office(office))


@public_page
def services(request: HttpRequest, office: str) -> HttpResponse:
    found = _office(office)
    return show(
        request, "portal/services.html", office=found, services=_services(found), phone=link_of("phone", found.phone)
    )


@public_page
def service(request: HttpRequest, office: str, service: str) -> HttpResponse:
    """One published standard, whole: its components in order, its steps as text and as the same chart."""
    found = _office(office)
    version = queries.service(found, service)
    if version is None:
        raise Http404
    page = page_of(version.standard, office_hours=from_data(found.hours))
    return show(
        request, "portal/service.html", office=found, version=version, page=page, phone=link_of("phone", found.phone)
    )


def _office(code: str) -> Office:
    found = queries.office(code)
    if found is None:
        raise Http404
    return found


def _office_page(request: HttpRequest, found: Office) -> HttpResponse:
    return show(
        request,
        "portal/office.html",
        office=found,
        services=_services(found),
        phone=link_of("phone", found.phone),
        hours=week(from_data(found.hours)),
    )


def _services(office: Office) -> list[dict[str, str]]:
    return [
        {
            "name": version.code.partition("/")[2],
            "title": version.title,
            "summary": summary_of(version.standard),
        }
        for version in queries.services(office)
    ]
