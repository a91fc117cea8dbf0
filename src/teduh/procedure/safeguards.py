# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rules of law that hold whatever a standard says. One function a rule: None where all is well, else a refusal.

They read coded facts of the case:

| fact | values |
|---|---|
| `sexual_violence` | yes, no |
| `violence` | yes, no |
| `kind` | codes of violence_kinds and case_categories |
| `client` | child among them |
| `reporter` | anonymous among them |
| `consent` | given, refused, withdrawn, emergency, legal_ground |
| `consent_giver` | who gives, refuses or withdraws it: client, guardian, guardian_child (the child assents), none |
| `legal_ground` | vital, duty, public: what stands in place of consent |
| `guardian` | alleged: every guardian who is known is alleged in the case |
| `clients` | where there are several: 1, 2 … in the order in which they joined |

Of several clients each is judged alone, by facts of their own: `client@2` (child, adult), `consent@2`,
`consent_giver@2`, `legal_ground@2`, `guardian@2`. The facts without a number then tell of the case as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TypeAlias

from teduh.procedure.problems import Message, Refusal
from teduh.procedure.standard.model import Activity, Effect, ProductKind, Standard, Step

Facts: TypeAlias = Mapping[str, tuple[str, ...]]

ARTICLE_MEDIATION = "UU 12/2022 Pasal 23"
ARTICLE_IDENTITY = "UU 11/2012 Pasal 19"
ARTICLE_CONSENT = "UU 27/2022 Pasal 20"
ARTICLE_GIVER = "UU 27/2022 Pasal 20 dan 25"
ARTICLE_CHILD_VIEW = "UU 27/2022 Pasal 25; UU 23/2002 Pasal 10"
ARTICLE_AGE = "UU 35/2014 Pasal 1; UU 27/2022 Pasal 25"
ARTICLE_FEE = "UU 25/2009 Pasal 31"
ARTICLE_REPORT = "UU 12/2022 Pasal 39; UU 23/2002 Pasal 78"

CONSENTED = frozenset({"given", "emergency", "legal_ground"})
GUARDIANS = frozenset({"guardian", "guardian_child"})
NEEDS_CONSENT = frozenset({Activity.ASSESS, Activity.REFER})

# The forms of sexual violence (UU 12/2022 art. 4), as the catalogue's list violence_kinds codes them.
SEXUAL_KINDS = frozenset(
    {
        "sexual",
        "sexual_violence",
        "non_physical_sexual_harassment",
        "physical_sexual_harassment",
        "forced_contraception",
        "forced_sterilisation",
        "forced_marriage",
        "sexual_torture",
        "sexual_exploitation",
        "sexual_slavery",
        "electronic_sexual_violence",
        "rape",
        "indecent_act",
        "child_sexual_abuse",
        "indecency_against_will",
        "abusive_pornography",
        "forced_prostitution",
        "sexual_trafficking",
        "domestic_sexual_violence",
        "sexual_crime_laundering",
        "other_sexual_crime",
    },
)
VIOLENT_KINDS = SEXUAL_KINDS | frozenset(
    {
        "physical",
        "psychological",
        "neglect",
        "trafficking",
        "exploitation",
        "violence_against_child",
        "violence_against_woman",
        "domestic_violence",
        "dating_violence",
        "online_violence",
        "pornography",
        "abduction",
    },
)


def sexual_violence(facts: Facts) -> bool:
    """Is any form of sexual violence marked, by the fact itself or by the kind of case?"""
    return "yes" in facts.get("sexual_violence", ()) or any(
        kind in SEXUAL_KINDS or "sexual" in kind or "seksual" in kind for kind in facts.get("kind", ())
    )


def violence(facts: Facts) -> bool:
    """Is violence of any kind marked?"""
    return (
        sexual_violence(facts)
        or "yes" in facts.get("violence", ())
        or not VIOLENT_KINDS.isdisjoint(facts.get("kind", ()))
    )


def child(facts: Facts) -> bool:
    """Is a child marked among the clients?"""
    return "child" in facts.get("client", ()) or "violence_against_child" in facts.get("kind", ())


def mediation(facts: Facts) -> Refusal | None:
    """Sexual violence is never settled out of court, so it is never mediated (UU 12/2022 art. 23).

    The exception for a child perpetrator is diversion, led by investigator, prosecutor or judge (UU 11/2012 art. 7),
    never a mediation by the office; so there is no exception here.
    """
    return _MEDIATION if sexual_violence(facts) else None


_MEDIATION = Refusal(
    ARTICLE_MEDIATION,
    Message(
        "Perkara kekerasan seksual tidak boleh diselesaikan di luar proses peradilan, maka tidak dimediasi "
        f"({ARTICLE_MEDIATION})",
        f"Sexual violence may not be settled out of court, so it is not mediated ({ARTICLE_MEDIATION})",
    ),
)


def service(standard: Standard, steps: tuple[Step, ...], facts: Facts) -> Refusal | None:
    """A case may not be opened or stay where the forbidden step makes the standard's own product (point 21).

    Only `dihentikan` and `dilimpahkan` are left: an office whose whole service is mediation hands the case on.
    """
    forbidden = mediation(facts)
    if forbidden is None:
        return None
    for step in steps:
        if step.activity is Activity.MEDIATE and makes_own_product(standard, step):
            return Refusal(
                forbidden.rule,
                Message(
                    f"{forbidden.reason.id}. Layanan ini tidak dapat diberikan: limpahkan atau hentikan kasusnya",
                    f"{forbidden.reason.en}. This service cannot be given: transfer or discontinue the case",
                ),
                step.key,
            )
    return None


def makes_own_product(standard: Standard, step: Step) -> bool:
    """Is what the standard promises made by this step: a paper of its list, or mediation itself as a service?"""
    made = {option for choice in step.products for option in choice.options}
    return any(
        product.key in made
        or (product.kind is ProductKind.SERVICE and "mediasi" in product.key and step.activity is Activity.MEDIATE)
        for product in standard.products
    )


# What is told of each client where there are several.
OF_CONSENT = ("guardian", "consent_giver", "legal_ground", "consent")
OF_A_CLIENT = ("client", *OF_CONSENT)


def of_client(facts: Facts, number: str) -> Facts:
    """What the rules read of one client among several."""
    own = {name: facts.get(f"{name}@{number}", ()) for name in OF_A_CLIENT}
    return {**facts, **own, "clients": ()}


def each_client(facts: Facts) -> tuple[Facts, ...]:
    """The facts as they stand for each client; for a single one, all of them."""
    return tuple(of_client(facts, number) for number in facts.get("clients", ())) or (facts,)


def consent(facts: Facts, activity: Activity) -> Refusal | None:
    """No assessment and no referral before consent, save an emergency (UU 27/2022 art. 20).

    An emergency is recorded as the consent fact `emergency`, which asks a reason of its own (`decide`). Whoever gave
    consent must still be one who may: a child may have joined since, or a guardian turned out to be alleged. Of several
    clients one is enough to go on with; the others are left out (`left_out`).
    """
    if activity not in NEEDS_CONSENT:
        return None
    refusals = [_consent(own) for own in each_client(facts)]
    return None if None in refusals else refusals[0]


def left_out(facts: Facts, activity: Activity) -> tuple[str, ...]:
    """Numbers of those among several clients of whom the activity may learn and tell nothing, for they have not
    consented while others have. Where nobody has, the activity does not begin (`consent`)."""
    numbers = facts.get("clients", ())
    if activity not in NEEDS_CONSENT:
        return ()
    found = tuple(number for number in numbers if _consent(of_client(facts, number)))
    return found if len(found) < len(numbers) else ()


def _consent(facts: Facts) -> Refusal | None:
    if not CONSENTED.isdisjoint(facts.get("consent", ())):
        return consent_giver(facts)
    return _CONSENT_REFUSED if facts.get("consent") else _CONSENT_MISSING


_CONSENT_MISSING = Refusal(
    ARTICLE_CONSENT,
    Message(
        "Belum ada persetujuan klien atau walinya. Catat persetujuan dahulu, atau keadaan darurat dengan alasannya "
        f"({ARTICLE_CONSENT})",
        "There is no consent of the client or the guardian yet. Record it first, or the emergency and its reason "
        f"({ARTICLE_CONSENT})",
    ),
)
_CONSENT_REFUSED = Refusal(
    ARTICLE_CONSENT,
    Message(
        f"Persetujuan ditolak atau ditarik. Tanpa persetujuan tidak ada asesmen atau rujukan ({ARTICLE_CONSENT})",
        f"Consent was refused or withdrawn. Without it there is no assessment and no referral ({ARTICLE_CONSENT})",
    ),
)


def consent_giver(facts: Facts) -> Refusal | None:
    """Whose word counts. For a child parents or guardian consent (UU 27/2022 art. 25(2)), never one who is alleged.

    Who may not give it may not refuse or withdraw it either: the case of a child does not end on the word of who is
    alleged, nor of the child alone, whose view is heard beside the guardian's (UU 23/2002 art. 10). Where nobody can
    give it, another ground of art. 20(2) is chosen instead and kept as `legal_ground`. Whose age is doubtful counts as
    a child until an officer says otherwise, with a reason (UU 35/2014 art. 1; UU 11/2012 art. 1).
    """
    if facts.get("clients"):
        return next(filter(None, map(consent_giver, each_client(facts))), None)
    said = set(facts.get("consent", ()))
    declined = not said.isdisjoint(DECLINED)
    if not declined and said.isdisjoint(GIVEN):
        return None
    givers, clients = set(facts.get("consent_giver", ())), facts.get("client", ())
    if not declined and "none" in givers and not facts.get("legal_ground"):
        return _GROUND_MISSING
    if not givers or ("legal_ground" not in said and givers == {"none"}):
        return _DECLINER_MISSING if declined else _GIVER_MISSING
    if "client" in givers and "adult" not in clients:
        if "child" not in clients:
            return _GIVER_AGELESS
        return _DECLINER_CHILD if declined else _GIVER_CHILD
    if "alleged" in facts.get("guardian", ()) and not givers.isdisjoint(GUARDIANS):
        return _DECLINER_ALLEGED if declined else _GIVER_ALLEGED
    return None


GIVEN = frozenset({"given", "legal_ground"})  # said by somebody, or replaced by a ground that somebody chose
DECLINED = frozenset({"refused", "withdrawn"})

_GIVER_MISSING = Refusal(
    ARTICLE_GIVER,
    Message(
        f"Catat siapa yang memberi persetujuan ({ARTICLE_GIVER})",
        f"Record who gives the consent ({ARTICLE_GIVER})",
    ),
)
_GROUND_MISSING = Refusal(
    ARTICLE_GIVER,
    Message(
        f"Pilih dasar hukum yang dipakai di tempat persetujuan ({ARTICLE_GIVER})",
        f"Choose the legal ground that stands in place of consent ({ARTICLE_GIVER})",
    ),
)
_GIVER_CHILD = Refusal(
    ARTICLE_GIVER,
    Message(
        "Klien masih anak: persetujuan diberikan orang tua atau wali, sebaiknya bersama anak. Bila tidak mungkin, "
        f"pilih dasar hukum lain ({ARTICLE_GIVER})",
        "The client is a child: parents or guardian give the consent, with the child's assent. Where that cannot be, "
        f"choose another legal ground ({ARTICLE_GIVER})",
    ),
)
_GIVER_AGELESS = Refusal(
    ARTICLE_AGE,
    Message(
        "Usia klien belum diketahui, maka klien dianggap anak. Tanyakan orang tua atau walinya; atau catat dahulu di "
        f"halaman kasus bahwa klien dianggap dewasa, dengan perkiraan usia dan alasannya ({ARTICLE_AGE})",
        "The client's age is not known, so the client counts as a child. Ask parents or guardian; or first record on "
        f"the case's page that the client counts as an adult, with the estimated age and the reason ({ARTICLE_AGE})",
    ),
)
_GIVER_ALLEGED = Refusal(
    ARTICLE_GIVER,
    Message(
        "Orang tua atau wali yang tercatat adalah terlapor, maka tidak dapat memberi persetujuan. Catat wali yang lain "
        f"di kasus ini, atau pilih dasar hukum lain ({ARTICLE_GIVER})",
        "The parent or guardian on record is the alleged perpetrator and cannot give consent. Record another guardian "
        f"in the case, or choose another legal ground ({ARTICLE_GIVER})",
    ),
)
_DECLINER_MISSING = Refusal(
    ARTICLE_GIVER,
    Message(
        f"Catat siapa yang menolak atau menarik persetujuan ({ARTICLE_GIVER})",
        f"Record who refuses or withdraws the consent ({ARTICLE_GIVER})",
    ),
)
_DECLINER_CHILD = Refusal(
    ARTICLE_CHILD_VIEW,
    Message(
        "Klien masih anak: pendapatnya didengar dan dicatat, tetapi penolakannya sendiri tidak menghentikan "
        f"perlindungan. Tanyakan orang tua atau walinya, atau pilih dasar hukum lain ({ARTICLE_CHILD_VIEW})",
        "The client is a child: the child's view is heard and recorded, but a child's own refusal does not end the "
        f"protection. Ask parents or guardian, or choose another legal ground ({ARTICLE_CHILD_VIEW})",
    ),
)
_DECLINER_ALLEGED = Refusal(
    ARTICLE_GIVER,
    Message(
        "Orang tua atau wali yang tercatat adalah terlapor, maka tidak dapat menolak atau menarik persetujuan. Pilih "
        f"dasar hukum lain, atau catat wali yang lain di kasus ini ({ARTICLE_GIVER})",
        "The parent or guardian on record is the alleged perpetrator and can neither refuse nor withdraw consent. "
        f"Choose another legal ground, or record another guardian in the case ({ARTICLE_GIVER})",
    ),
)


def set_aside(facts: Facts, effect: Effect, *, named: str = "") -> Refusal | None:
    """An anonymous report about a child or violence is never dropped (UU 12/2022 art. 39; UU 23/2002 art. 78).

    Anonymous is a report whose reporter is marked so, whose reporter nobody knows, or that is set aside under an
    outcome (`named`, its slug) that says so: `surat kaleng`, `anonim`.
    """
    if effect is not Effect.SET_ASIDE or not (child(facts) or violence(facts)):
        return None
    reporter = facts.get("reporter", ())
    known = reporter and _NOBODY.isdisjoint(reporter)
    if known and not any(word in named for word in ("kaleng", "anonim")):
        return None
    return _SET_ASIDE


_NOBODY = frozenset({"anonymous", "unknown"})

_SET_ASIDE = Refusal(
    ARTICLE_REPORT,
    Message(
        "Laporan tentang anak atau kekerasan tidak boleh disisihkan karena pelapornya tidak dikenal "
        f"({ARTICLE_REPORT}). Telaah, tindak lanjuti, atau limpahkan",
        "A report about a child or violence may not be set aside because its reporter is unknown "
        f"({ARTICLE_REPORT}). Review it, act on it, or transfer it",
    ),
)


def identity(facts: Facts, *, leaves: bool, masked: bool) -> Refusal | None:
    """A child's identity never leaves the office unmasked (UU 11/2012 art. 19; initials only, art. 61(2)).

    `leaves` says whether the paper goes beyond those who must know; `masked` whether it shows initials alone.
    Where nobody has said how old the client is, the client counts as a child.
    """
    if not leaves or masked or (facts.get("client") and not child(facts)):
        return None
    return _IDENTITY


_IDENTITY = Refusal(
    ARTICLE_IDENTITY,
    Message(
        f"Identitas anak wajib dirahasiakan ({ARTICLE_IDENTITY}). Pakai inisial, tanpa nama orang tua dan alamat",
        f"A child's identity must be kept secret ({ARTICLE_IDENTITY}). Use initials, without parents' names or address",
    ),
)

_FREE = ("tidak dipungut", "gratis", "tanpa biaya", "bebas biaya", "cuma-cuma", "nihil", "free", "no fee", "tidak ada")
_CHARGE = re.compile(r"rp\.? *0*[1-9]|kecuali|selain|except")  # `Gratis, kecuali materai`


def fee(text: str) -> Refusal | None:
    """No fee (the services of women's and child protection are paid by the state: UU 25/2009 art. 31(2)).

    `text` is what a standard says under `biaya`; nothing said is free of charge.
    """
    said = text.strip().casefold()
    digits = "".join(sign for sign in said if sign.isdigit())
    charged = _CHARGE.search(said)
    if (
        not said
        or said == "-"
        or (any(word in said for word in _FREE) and not charged)
        or (digits and not digits.strip("0"))
    ):
        return None
    return Refusal(
        ARTICLE_FEE,
        Message(
            f"Layanan perlindungan perempuan dan anak tidak dipungut biaya ({ARTICLE_FEE})",
            f"The protection of women and children is free of charge ({ARTICLE_FEE})",
        ),
    )
