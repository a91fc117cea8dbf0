# SPDX-License-Identifier: AGPL-3.0-or-later
"""How somebody may be reached without putting them in danger: shown wherever contact starts, and kept to.

What is coded is enforced: ways that are allowed, ways that are never taken, hours. What is written in words is shown.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from teduh.lib.wording import date_words
from teduh.procedure.problems import Message

if TYPE_CHECKING:
    from teduh.persons.models import Person

# The ways in which an office reaches somebody.
WAYS = {
    "call": Message("Telepon", "Telephone call"),
    "message": Message("WhatsApp atau SMS", "WhatsApp or text message"),
    "email": Message("Surel", "E-mail"),
    "post": Message("Surat ke rumah", "Letter to the home"),
    "visit": Message("Kunjungan ke rumah", "Home visit"),
}
# What is never done: these ways, and two manners of taking them.
NEVER = {
    **WAYS,
    "leave_message": Message("Menitip atau meninggalkan pesan", "Leaving a message"),
    "family": Message("Lewat keluarga atau tetangga", "Through family or neighbours"),
}
# What is asked in words, in the order in which it is read out.
FIELDS = {
    "channel": gettext_lazy("Lewat apa"),
    "hours": gettext_lazy("Kapan aman"),
    "answerers": gettext_lazy("Siapa yang boleh menjawab"),
    "code_word": gettext_lazy("Kata sandi"),
    "never": gettext_lazy("Jangan pernah"),
    "note": gettext_lazy("Catatan lain"),
}
SHARED = "shared_phone"  # yes, no, unknown
REVIEWED = "reviewed_on"
# By which ways a field is used, where it is opened to reach somebody.
FIELD_WAYS = {
    "phone": ("call", "message"),
    "email": ("email",),
    "home_address": ("post", "visit"),
    "registered_address": ("post", "visit"),
}
UNKNOWN = Message(
    "Saluran aman belum diketahui: tanyakan dahulu cara menghubungi yang aman.",
    "No safe channel is known: ask first how this person may be reached.",
)


@dataclass(frozen=True, slots=True)
class Objection:
    """Why somebody should not be reached in this way now. `outright`: no reason outweighs it."""

    reason: Message
    outright: bool = False


AsksFirst = Callable[["Person"], bool]
_asks_first: list[AsksFirst] = []


def register(asks_first: AsksFirst) -> None:
    """Say for whom an unknown channel is no open one: those in a case of violence at home."""
    _asks_first[:] = [asks_first]


def asks_first(person: Person) -> bool:
    return any(rule(person) for rule in _asks_first)


def objection_to(person: Person, way: str, *, at: datetime) -> Objection | None:
    """The same of a person, by the clock of their office."""
    contact = person.safe_contact.open()
    here = at.astimezone(ZoneInfo(person.office.zone)).time()
    return objection(contact, way, here=here, ask_first=not tells(contact) and asks_first(person))


def tells(contact: Mapping[str, Any] | None) -> bool:
    """Whether anything is known of how to reach them: that they can talk right now is no channel."""
    return any(value for name, value in (contact or {}).items() if name not in ("now", REVIEWED) and value != "unknown")


def objection(contact: Mapping[str, Any] | None, way: str, *, here: time, ask_first: bool = False) -> Objection | None:
    """Why not by this way at this hour; None where nothing is said against it."""
    if ask_first and not tells(contact):
        return Objection(UNKNOWN)
    contact = contact or {}
    named = WAYS[way]
    if way in contact.get("avoid", ()):
        return Objection(Message(f"Jangan pernah: {named.id}.", f"Never: {named.en}."), outright=True)
    allowed = contact.get("ways", ())
    if allowed and way not in allowed:
        return Objection(
            Message(f"{named.id} bukan cara yang aman bagi orang ini.", f"{named.en}: not a safe way for this person.")
        )
    since, until = contact.get("from", ""), contact.get("until", "")
    # A letter and an e-mail are read when it suits; a call, a message and a visit come at an hour.
    if since and until and way in ("call", "message", "visit") and not between(here, since, until):
        return Objection(
            Message(
                f"Di luar jam aman ({since.replace(':', '.')} sampai {until.replace(':', '.')}).",
                f"Outside the safe hours ({since} to {until}).",
            )
        )
    return None


def between(here: time, since: str, until: str) -> bool:
    """Whether an hour lies between two, which may span midnight."""
    first, last = time.fromisoformat(since), time.fromisoformat(until)
    return first <= here <= last if first <= last else here >= first or here <= last


def stamped(contact: Mapping[str, Any], before: Mapping[str, Any] | None, day: date) -> dict[str, Any]:
    """The profile with the day on which it was last asked about: today where it says something else than before."""
    said = {name: value for name, value in contact.items() if name != REVIEWED and value}
    known = dict(before or {})
    last = known.pop(REVIEWED, "")
    if not said:
        return {}
    return {**said, REVIEWED: last if said == known and last else day.isoformat()}


def lines(contact: Mapping[str, Any] | None, *, ask_first: bool = False) -> list[str]:
    """The caution as short sentences, the gravest first; empty where nobody said anything and nothing asks for it."""
    found = [said(UNKNOWN).rstrip(".")] if ask_first and not tells(contact) else []
    contact = contact or {}
    never = [said(NEVER[code]) for code in NEVER if code in contact.get("avoid", ())]
    if words := str(contact.get("never", "")).strip():
        never.append(words)
    if never:
        found.append(_("Jangan pernah: %s") % "; ".join(never))
    if contact.get(SHARED) == "yes":
        found.append(_("Ponsel dipakai bersama orang lain"))
    if contact.get("now") == "unsafe":
        found.append(_("Saat melapor tidak aman bicara"))
    if ways := [said(WAYS[code]) for code in WAYS if code in contact.get("ways", ())]:
        found.append(_("Hanya lewat: %s") % ", ".join(ways))
    if contact.get("from") and contact.get("until"):
        hours = {"from": contact["from"].replace(":", "."), "until": contact["until"].replace(":", ".")}
        found.append(_("Hanya pukul %(from)s sampai %(until)s") % hours)
    names = ("channel", "hours", "answerers", "code_word", "note")
    texts = {name: str(contact.get(name, "")).strip() for name in names}
    found += [text if name == "note" else f"{FIELDS[name]}: {text}" for name, text in texts.items() if text]
    if day := contact.get(REVIEWED):
        found.append(_("Ditanyakan terakhir %s") % date_words(date.fromisoformat(day), language()))
    return found


def said(message: Message) -> str:
    return message.text(language())


def language() -> Any:
    return "en" if get_language() == "en" else "id"
