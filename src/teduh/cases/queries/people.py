# SPDX-License-Identifier: AGPL-3.0-or-later
"""The people of a case, masked; and the rule of who sees a person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from teduh.cases.models import Case, Member, Part, Participant, Relation
from teduh.cases.queries.visibility import seen_through, visible_to
from teduh.cases.queries.walls import open_to
from teduh.journal.actor import Actor
from teduh.lib.codelists import label
from teduh.lib.masking import mask_name
from teduh.persons import safecontact
from teduh.persons.models import Person, PersonToken
from teduh.persons.visibility import CaseRow
from teduh.vault import envelopes, index
from teduh.vault.errors import VaultError


def people_seen_by(actor: Actor) -> Q:
    """A person is included if, and only if, they take part in a case that the actor sees."""
    team = Member.objects.filter(case=OuterRef("case"), until__isnull=True, staff__in=seen_through(actor))
    return Q(
        Exists(
            Participant.objects.filter(Exists(team), open_to(actor), person=OuterRef("pk"), case__office=actor.office)
        )
    )


def cases_of_person(actor: Actor, person: Person) -> list[CaseRow]:
    """The cases that a person is in, as far as the actor sees them, the newest first; a row for each part in them."""
    rows = Participant.objects.filter(person=person, case__in=visible_to(actor)).select_related("case")
    return [
        CaseRow(
            number=row.case.number,
            address=reverse("cases:case", args=[row.case_id]),
            part=Part(row.part).label,
            status=row.case.get_status_display(),
        )
        for row in rows.order_by("-case__opened_at", "pk")
    ]


@dataclass(frozen=True, slots=True)
class PersonView:
    """A participant as the case page shows them: name masked, the rest coded."""

    participant: Participant
    mask: str
    role: str
    relations: tuple[str, ...]


def people_of(case: Case) -> list[PersonView]:
    """Everybody in the case once, clients first, each with how they relate."""
    order = {part: place for place, part in enumerate(Part.values)}
    rows = list(Participant.objects.filter(case=case).select_related("person__envelope", "envelope"))
    rows.sort(key=lambda row: (order[row.part], row.pk))
    parts: dict[UUID, list[Participant]] = {}
    for row in rows:
        parts.setdefault(row.person_id, []).append(row)
    said: dict[UUID, list[str]] = {}
    for relation in Relation.objects.filter(case=case).select_related("client__person__envelope", "other"):
        client = mask_of(relation.client)
        home = ", " + _("serumah") if relation.same_home == "yes" else ""
        said.setdefault(relation.other.person_id, []).append(
            _("%(relation)s dari %(client)s") % {"relation": label("relations", relation.code), "client": client} + home
        )
    return [
        PersonView(own[0], mask_of(own[0]), role_of(*own), tuple(said.get(person, ()))) for person, own in parts.items()
    ]


def person_in(case: Case, person_id: UUID) -> Person | None:
    """A person of the case, whatever their part in it."""
    return Person.objects.select_related("envelope", "office").filter(pk=person_id, parts__case=case).first()


SIGN_FOR_A_CHILD = ("father", "mother", "adoptive_father", "adoptive_mother", "guardian")  # of the list relations
STEPPARENTS = ("stepfather", "stepmother")


def clients_of(case: Case) -> list[Participant]:
    """The clients in the order in which they joined, which numbers them from 1."""
    rows = Participant.objects.filter(case=case, part=Part.CLIENT).select_related("person__envelope", "envelope")
    return list(rows.order_by("pk"))


def guardians_are_alleged(case: Case, client: Participant | None = None) -> bool:
    """Whether everybody known to be parent or guardian of a client (of that one, where there are several) is alleged
    in the case: then none of them signs. Who is recorded as a guardian is every client's.

    An alleged stepparent counts as one of them, since nobody else may be at hand to sign: another guardian is recorded
    first. A stepparent who is not alleged signs only where recorded as guardian.
    """
    alleged = set(Participant.objects.filter(case=case, part=Part.ALLEGED).values_list("person_id", flat=True))
    guardians = set(Participant.objects.filter(case=case, part=Part.GUARDIAN).values_list("person_id", flat=True))
    related = Relation.objects.filter(case=case, **({"client": client} if client else {}))
    guardians |= set(related.filter(code__in=SIGN_FOR_A_CHILD).values_list("other__person_id", flat=True))
    guardians |= alleged & set(related.filter(code__in=STEPPARENTS).values_list("other__person_id", flat=True))
    return bool(guardians) and guardians <= alleged


# Whose caution holds whenever somebody works on the case.
REACHED = (Part.CLIENT, Part.REPORTER, Part.GUARDIAN)


def cautions_of(case: Case, *, ask_first: bool = False) -> list[str]:
    """How the people of a case may be reached without danger, as short sentences, each once. That nothing is known is
    said of clients alone here; of the others on their own rows."""
    rows = Participant.objects.filter(case=case, part__in=REACHED).select_related("person__envelope").order_by("pk")
    found: dict[str, None] = {}
    for row in rows:
        found |= dict.fromkeys(caution_of(row.person, ask_first=ask_first and row.part == Part.CLIENT))
    return list(found)


def caution_of(person: Person, *, ask_first: bool = False) -> list[str]:
    try:
        return safecontact.lines(person.safe_contact.open(), ask_first=ask_first)
    except VaultError:
        return []


def conflicts_in(case: Case, team: Mapping[int, str]) -> list[str]:
    """Names of those of the team who are called like somebody alleged in the case: they may be the same or related.

    Compared by the blind index, so that no name has to be opened. One word alone is no match unless it is all there is.
    """
    alleged: dict[UUID, set[bytes]] = {}
    rows = PersonToken.objects.filter(kind="name", person__parts__case=case, person__parts__part=Part.ALLEGED)
    for person, token in rows.values_list("person", "token"):
        alleged.setdefault(person, set()).add(bytes(token))
    if not alleged:
        return []
    found = []
    for name in team.values():
        own = index.tokens(case.office_id, "name", name)
        same = any(
            own == other or (len(own & other) > 1 and (own <= other or other <= own)) for other in alleged.values()
        )
        if same:
            found.append(name)
    return found


def mask_of(participant: Participant) -> str:
    """The masked name; words where there is none, or where its key is gone."""
    try:
        name = participant.person.name.open()
    except VaultError:
        return _("(data dimusnahkan)")
    return mask_name(name) if name else _("nama tidak diketahui")


def age_of(participant: Participant) -> int | None:
    """The age in years; None where it is not known, or where its key is gone."""
    try:
        age: int | None = participant.age.open()
    except VaultError:
        return None
    return age


def role_of(participant: Participant, *others: Participant) -> str:
    """`Klien · perempuan, 31 tahun`; somebody who reports for herself is `Klien, pelapor · …`."""
    words = ", ".join([str(Part(participant.part).label), *(str(Part(one.part).label).lower() for one in others)])
    sex = participant.person.sex
    about = [label("sex", sex).lower()] if sex != "unknown" else []
    age = age_of(participant)
    if age is not None:
        about.append(_("%d tahun") % age)
    return f"{words} · {', '.join(about)}" if about else words


def client_masks(case_ids: list[UUID]) -> dict[UUID, str]:
    """The first client of each case in a list, masked; two queries and one for keys not yet opened."""
    rows = Participant.objects.filter(case__in=case_ids, part=Part.CLIENT).select_related("person").order_by("pk")
    first: dict[UUID, Participant] = {}
    for row in rows:
        first.setdefault(row.case_id, row)
    envelopes.warm(key for row in first.values() for key in (row.person.envelope_id, row.envelope_id))
    return {case_id: client_words(row) for case_id, row in first.items()}


def client_words(row: Participant) -> str:
    age = age_of(row)
    return mask_of(row) + (_(", %d tahun") % age if age is not None else "")
