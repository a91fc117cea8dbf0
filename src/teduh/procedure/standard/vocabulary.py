# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the catalogue and the installation know, as far as a standard may name it.

Built outside the core from the files of `catalogue/`. Every table is looked up by slug.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from zoneinfo import ZoneInfo

from teduh.procedure.calendar import WeeklyHours
from teduh.procedure.standard.model import Party
from teduh.procedure.standard.slugs import nearest, slug


@dataclass(frozen=True, slots=True)
class Role:
    """A shared role, or an outside party that the catalogue knows and that never signs in."""

    code: str
    id: str
    en: str
    outside: bool = False


@dataclass(frozen=True, slots=True)
class ChannelKind:
    """A way in. `written` settles the fact `bentuk`: tertulis or lisan."""

    code: str
    id: str
    en: str
    written: bool = False


@dataclass(frozen=True, slots=True)
class FactValue:
    """One word for one value of a fact, or for several: `kekerasan seksual` means every form of it."""

    codes: tuple[str, ...]
    id: str
    en: str


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that a `bila` may ask for, with every word for its values, by slug."""

    code: str
    id: str
    en: str
    values: Mapping[str, FactValue]

    def codes(self) -> tuple[str, ...]:
        """Every value, each once."""
        return tuple(dict.fromkeys(code for value in self.values.values() for code in value.codes))

    def words(self, codes: tuple[str, ...]) -> tuple[FactValue, ...]:
        """The fewest words that say exactly these values: words for several first, then one by one."""
        left = dict.fromkeys(codes)
        found: list[FactValue] = []
        for value in sorted(dict.fromkeys(self.values.values()), key=lambda one: -len(one.codes)):
            if left and all(code in left for code in value.codes):
                found.append(value)
                for code in value.codes:
                    del left[code]
        return tuple(sorted(found, key=lambda one: codes.index(one.codes[0])))


@dataclass(frozen=True, slots=True)
class FormEntry:
    """A form of the catalogue: its title, and the coded answers that leave it as facts."""

    key: str
    name: str
    facts: Mapping[str, Fact] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class OfficeEntry:
    """An office as the installation knows it. `hours` is None where none are said."""

    code: str
    name: str
    zone: ZoneInfo
    hours: WeeklyHours | None = None


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Every name that a standard can refer to outside itself.

    `draft` is for a file that has no office or catalogue yet: whatever concerns office, folder, forms, services and
    letters is a warning only.
    """

    roles: Mapping[str, Role] = field(default_factory=dict)
    channels: Mapping[str, ChannelKind] = field(default_factory=dict)
    facts: Mapping[str, Fact] = field(default_factory=dict)
    forms: Mapping[str, FormEntry] = field(default_factory=dict)
    letters: Mapping[str, str] = field(default_factory=dict)
    services: Mapping[str, str] = field(default_factory=dict)
    pause_reasons: Mapping[str, str] = field(default_factory=dict)
    offices: Mapping[str, OfficeEntry] = field(default_factory=dict)
    draft: bool = False

    def as_draft(self) -> Vocabulary:
        """The same, for a file that has no office or catalogue yet."""
        return replace(self, draft=True)

    def party(self, name: str, local: Mapping[str, Party]) -> Party | None:
        """Whom a name means: a local title of `peran` first, else a shared role or known outsider; None if neither."""
        key = slug(name)
        if key in local:
            return local[key]
        role = self.roles.get(key)
        return Party(name, "" if role.outside else role.code) if role else None

    def role_names(self) -> tuple[str, ...]:
        """The shared roles by their plain names, outsiders left out."""
        return tuple(dict.fromkeys(role.id for role in self.roles.values() if not role.outside))

    def channel_codes(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(channel.code for channel in self.channels.values()))

    def channel(self, code: str) -> ChannelKind | None:
        return next((kind for kind in self.channels.values() if kind.code == code), None)

    def fact(self, code: str) -> Fact | None:
        """A fact by its code, those of forms included."""
        return next((fact for fact in self.all_facts().values() if fact.code == code), None)

    def all_facts(self) -> dict[str, Fact]:
        """Facts by slug: the shared ones, and the coded answers of every form."""
        return {name: fact for form in self.forms.values() for name, fact in form.facts.items()} | dict(self.facts)


EMPTY = Vocabulary(draft=True)


def suggestion(name: str, known: Mapping[str, object] | tuple[str, ...]) -> tuple[str, str]:
    """What to add to a message about an unknown name: `. Mungkin maksudnya X?` in both languages, or nothing."""
    found = nearest(name, known)
    if not found:
        return "", ""
    shown = found.replace("-", " ") if isinstance(known, Mapping) else found
    return f". Mungkin maksudnya `{shown}`?", f". Perhaps you mean `{shown}`?"
