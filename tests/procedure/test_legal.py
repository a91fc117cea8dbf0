# SPDX-License-Identifier: AGPL-3.0-or-later
"""The clocks of the law: which cases they run in, and when they fall due."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from teduh.procedure.calendar import DEFAULT_CALENDAR
from teduh.procedure.legal import (
    DOMESTIC_VIOLENCE_KINDS,
    LEGAL_FACTS,
    LEGAL_TERMS,
    PARTIES,
    RECEIVED,
    SEXUAL_VIOLENCE_KINDS,
    LegalTerm,
    Party,
)
from teduh.procedure.limits import Unit
from teduh.procedure.standard.slugs import slug

WIB = ZoneInfo("Asia/Jakarta")
TERMS = {term.key: term for term in LEGAL_TERMS}


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 3, day, hour, minute, tzinfo=WIB)


@pytest.mark.parametrize(
    ("key", "article", "limit", "since", "until"),
    [
        ("police_report", "UU 12/2022 Pasal 41 ayat (2) dan (3)", "3x24 jam", RECEIVED, "police_reported"),
        (
            "police_protection_sexual_violence",
            "UU 12/2022 Pasal 42 ayat (1)",
            "1x24 jam",
            "police_reported",
            "police_protection_given",
        ),
        ("lpsk_request", "UU 12/2022 Pasal 43 ayat (1)", "1x24 jam", "police_protection_given", "lpsk_requested"),
        (
            "court_order_request",
            "UU 23/2004 Pasal 16 ayat (3)",
            "1x24 jam",
            "police_protection_given",
            "court_order_requested",
        ),
        (
            "social_report_request",
            "PP 65/2015 Pasal 13 ayat (1) huruf b",
            "1x24 jam",
            "investigation_started",
            "social_report_requested",
        ),
        (
            "social_report",
            "PP 65/2015 Pasal 13 ayat (2)",
            "3x24 jam",
            "social_report_requested",
            "social_report_delivered",
        ),
        (
            "litmas",
            "UU 11/2012 Pasal 28; PP 65/2015 Pasal 13 ayat (2)",
            "3x24 jam",
            "litmas_requested",
            "litmas_delivered",
        ),
        ("diversion_submission", "UU 11/2012 Pasal 12 ayat (2)", "3 hari kalender", "diversion_agreed", None),
        ("diversion_decree", "UU 11/2012 Pasal 12 ayat (3)", "3 hari kalender", "diversion_submitted", None),
        ("diversion_notice", "UU 11/2012 Pasal 12 ayat (4)", "3 hari kalender", "diversion_decreed", None),
        ("arrest", "UU 11/2012 Pasal 30 ayat (1)", "24 jam", "child_arrested", "child_released"),
        ("shelter_decision", "Permen PPPA 2/2022", "14 hari kalender", "shelter_admitted", "shelter_decided"),
        ("data_correction", "UU 27/2022 Pasal 30 ayat (1)", "3x24 jam", "correction_requested", "correction_made"),
        ("data_access", "UU 27/2022 Pasal 32 ayat (2)", "3x24 jam", "access_requested", "access_given"),
        ("data_breach_notice", "UU 27/2022 Pasal 46 ayat (1)", "3x24 jam", "breach_found", "breach_notified"),
        (
            "service_complaint_answer",
            "UU 25/2009 Pasal 44 ayat (3)",
            "14 hari kalender",
            "service_complaint_received",
            "service_complaint_answered",
        ),
    ],
)
def test_a_clock_says_what_the_article_says(key: str, article: str, limit: str, since: str, until: str | None) -> None:
    term = TERMS[key]
    assert (term.article, term.limit.text, term.since) == (article, limit, since)
    assert until is None or until in term.until


def test_the_police_report_runs_in_sexual_violence_only_and_from_the_reception() -> None:
    term = TERMS["police_report"]
    assert term.applies({"kind": ("rape",)})
    assert term.applies({"kind": ("physical", "domestic_sexual_violence")})
    assert term.applies({"sexual_violence": ("yes",)})
    assert not term.applies({"kind": ("physical",)})
    assert not term.applies({})
    # Received on a Friday evening before Lebaran: nights, weekend and holidays all count.
    assert term.due_at(at(13, 19, 45), DEFAULT_CALENDAR) == at(16, 19, 45)


def test_the_social_report_is_due_before_the_five_working_days_of_a_standard() -> None:
    term = TERMS["social_report"]
    assert term.due_at(at(2, 9, 10), DEFAULT_CALENDAR) == at(5, 9, 10)
    assert term.forms == ("laporan-sosial",)
    assert term.role == "social_worker"
    assert term.text.id == "Paling lama 3x24 jam sejak permintaan laporan sosial"
    assert term.text.en == "At most 3x24 hours from the request for a social report"


def test_both_laws_protect_a_victim_of_sexual_violence_in_the_household() -> None:
    running = {term.key for term in LEGAL_TERMS if term.applies({"kind": ("domestic_sexual_violence",)})}
    assert {"police_report", "lpsk_request", "court_order_request"} <= running
    running = {term.key for term in LEGAL_TERMS if term.applies({"kind": ("domestic_violence",)})}
    assert "court_order_request" in running
    assert "police_report" not in running


@pytest.mark.parametrize(
    ("key", "first", "longer"),
    [
        ("detention_investigation", at(10, 0), at(18, 0)),  # 7 + 8
        ("detention_prosecution", at(8, 0), at(13, 0)),  # 5 + 5
        ("detention_trial", at(13, 0), at(28, 0)),  # 10 + 15
    ],
)
def test_detention_is_lengthened_as_the_law_says(key: str, first: datetime, longer: datetime) -> None:
    assert TERMS[key].due_at(at(2, 11), DEFAULT_CALENDAR) == first
    assert TERMS[key].due_at(at(2, 11), DEFAULT_CALENDAR, extended=True) == longer
    assert TERMS[key].extended_by in LEGAL_FACTS


@pytest.mark.parametrize("term", LEGAL_TERMS, ids=lambda term: term.key)
def test_every_clock_can_start_and_stop(term: LegalTerm) -> None:
    assert term.since == RECEIVED or term.since in LEGAL_FACTS
    assert term.until
    assert set(term.until) <= LEGAL_FACTS.keys()
    assert term.since not in term.until
    assert term.limit.unit in (Unit.ELAPSED, Unit.CALENDAR_DAYS)
    assert not term.limit.bare_days
    assert bool(term.extension) == bool(term.extended_by)
    assert bool(term.role) == (term.party in (Party.OFFICE, Party.SOCIAL_WORKER))
    assert term.party in PARTIES
    assert term.due_at(at(2, 9), DEFAULT_CALENDAR) > at(2, 9)


def test_clocks_and_facts_have_names_of_their_own() -> None:
    assert len(TERMS) == len(LEGAL_TERMS)
    words = [slug(name.id) for name in LEGAL_FACTS.values()]
    assert len(set(words)) == len(words)
    used = {fact for term in LEGAL_TERMS for fact in (term.since, *term.until, term.extended_by)}
    assert set(LEGAL_FACTS) == used - {"", RECEIVED}


def test_only_what_was_read_passes_for_read() -> None:
    assert [term.key for term in LEGAL_TERMS if not term.seen] == ["shelter_decision"]


def test_every_form_of_article_4_is_sexual_violence() -> None:
    first = {
        *("non_physical_sexual_harassment", "physical_sexual_harassment", "forced_contraception"),
        *("forced_sterilisation", "forced_marriage", "sexual_torture", "sexual_exploitation", "sexual_slavery"),
        "electronic_sexual_violence",
    }
    second = {
        *("rape", "indecent_act", "child_sexual_abuse", "indecency_against_will", "abusive_pornography"),
        *("forced_prostitution", "sexual_trafficking", "domestic_sexual_violence", "sexual_crime_laundering"),
        "other_sexual_crime",
    }
    assert len(first) == 9
    assert len(second) == 10
    assert first | second <= SEXUAL_VIOLENCE_KINDS
    assert "domestic_violence" not in SEXUAL_VIOLENCE_KINDS
    assert "domestic_sexual_violence" in DOMESTIC_VIOLENCE_KINDS
