# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who holds which role, who stands in, who is above whom."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from teduh.accounts import actions, queries
from tests import people

pytestmark = pytest.mark.django_db


def usernames(staff_ids: frozenset[int], cast: dict[str, object]) -> set[str]:
    return {name for name, one in cast.items() if one.pk in staff_ids}


def test_the_line_goes_from_the_unit_up_to_the_head_of_the_agency() -> None:
    cast = people.cast(people.TEBING_TINGGI)
    above = queries.superiors(cast["ratna"], at=people.NOW)
    assert [one.username for one in above] == ["sari", "tirta", "wira"]


def test_line_of_is_superiors_the_other_way_round() -> None:
    cast = people.cast(people.TEBING_TINGGI)
    for name, person in cast.items():
        below = queries.line_of(person.pk, at=people.NOW)
        expected = {
            other
            for other, one in cast.items()
            if person.pk in queries.superiors(one, at=people.NOW).values_list("pk", flat=True)
        }
        assert usernames(below, cast) == expected, name


def test_a_colleague_and_another_division_are_nobodys_superior() -> None:
    cast = people.cast(people.SAMPANG)
    assert queries.line_of(cast["jaya"].pk, at=people.NOW) == frozenset()
    assert usernames(queries.line_of(cast["hadi"].pk, at=people.NOW), cast) == set()
    assert usernames(queries.line_of(cast["nirmala"].pk, at=people.NOW), cast) == {"melati"}


def test_the_line_ends_at_the_office() -> None:
    cast = people.cast(people.SAMPANG, people.TEBING_TINGGI)
    below = usernames(queries.line_of(cast["surya"].pk, at=people.NOW), cast)
    assert "bayu" not in below
    assert below == {"lestari", "jaya", "nirmala", "melati", "hadi"}


def test_a_deputy_has_role_and_line_for_the_days_of_absence_only() -> None:
    cast = people.cast(people.TEBING_TINGGI)
    people.deputise(
        people.TEBING_TINGGI, "agency_head", cast["sari"], cast["wira"], date(2026, 11, 23), date(2026, 11, 25)
    )
    during, after = people.NOW, people.NOW + timedelta(days=2)
    assert "agency_head" in queries.roles_of(cast["sari"], at=during)
    assert "agency_head" not in queries.roles_of(cast["sari"], at=after)
    assert cast["gita"].pk in queries.line_of(cast["sari"].pk, at=during)
    assert cast["gita"].pk not in queries.line_of(cast["sari"].pk, at=after)
    found = queries.deputyship(cast["sari"], "agency_head", at=during)
    assert found is not None
    assert str(found).startswith("Plh.")
    assert [
        one.username for one in queries.holders(queries.office(people.TEBING_TINGGI), "agency_head", at=during)
    ] == [
        "sari",
        "wira",
    ]
    assert [one.username for one in queries.holders(queries.office(people.TEBING_TINGGI), "agency_head", at=after)] == [
        "wira"
    ]


def test_a_vacant_post_is_led_by_its_acting_head() -> None:
    cast = people.cast(people.LUMAJANG)
    office = queries.office(people.LUMAJANG)
    actions.appoint_deputy(
        people.system(),
        office,
        kind="plt",
        role="division_head",
        staff=cast["sakti"],
        valid_from=date(2026, 11, 1),
    )
    assert cast["laras"].pk in queries.line_of(cast["sakti"].pk, at=people.NOW)


@pytest.mark.parametrize(("hour", "held"), [(16, False), (17, True)])
def test_a_role_begins_at_midnight_of_the_office(hour: int, held: bool) -> None:
    """17.00 UTC is midnight in WIB."""
    cast = people.cast(people.LUMAJANG)
    actions.give_role(people.system(), cast["laras"], role="case_supervisor", valid_from=date(2026, 12, 1))
    moment = datetime.fromisoformat(f"2026-11-30T{hour}:00:00+00:00")
    assert ("case_supervisor" in queries.roles_of(cast["laras"], at=moment)) is held


def test_somebody_who_left_holds_nothing_but_still_has_superiors() -> None:
    cast = people.cast(people.LUMAJANG)
    actions.set_active(people.system(), cast["laras"], active=False)
    assert people.acting(cast["laras"]).roles == frozenset()
    assert cast["laras"].pk in queries.line_of(cast["dewi"].pk, at=people.NOW)
    actions.set_active(people.system(), cast["dewi"], active=False)
    assert queries.line_of(cast["dewi"].pk, at=people.NOW) == frozenset()


def test_an_administrator_put_at_the_head_of_a_unit_is_nobodys_superior() -> None:
    cast = people.cast(people.TEBING_TINGGI)
    office = queries.office(people.TEBING_TINGGI)
    unit = queries.unit_named(people.TEBING_TINGGI, "UPTD PPA")
    actions.save_unit(
        people.system(), office, unit=unit, name=unit.name, parent=unit.parent, head_role="unit_head", head=cast["gita"]
    )
    assert queries.line_of(cast["gita"].pk, at=people.NOW) == frozenset()
    actions.give_role(people.system(), cast["gita"], role="unit_head", valid_from=date(2026, 11, 1))
    assert cast["bayu"].pk in queries.line_of(cast["gita"].pk, at=people.NOW)


def test_the_line_costs_five_queries_and_none_the_second_time(django_assert_num_queries: object) -> None:
    from teduh.accounts.remembered import remembering

    cast = people.cast(people.TEBING_TINGGI)
    with django_assert_num_queries(5), remembering():
        first = queries.line_of(cast["wira"].pk, at=people.NOW)
        assert queries.line_of(cast["wira"].pk, at=people.NOW) == first
