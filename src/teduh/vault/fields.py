# SPDX-License-Identifier: AGPL-3.0-or-later
"""Sealed columns. The attribute takes plain content and gives a `Sealed`, which shows nothing until it is opened.

```python
class Person(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    envelope = models.ForeignKey(Envelope, on_delete=models.PROTECT)  # stands before the sealed fields
    name = SealedText(holds="nama", retention="case")
```

Assigning seals at once, so the record's key and envelope must be there first. Nothing (None, "", b"") is NULL.
"""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from typing import Any, ClassVar, Generic, TypeVar

import tink
from django.core import checks
from django.db import models
from django.db.models.query_utils import DeferredAttribute

from teduh.vault import keys
from teduh.vault.errors import Unreadable, VaultError
from teduh.vault.retention import RETENTION

T = TypeVar("T")
MASK = "•••"


class Ciphertext(bytes):
    """Sealed bytes as the database holds them: never taken for plain content."""

    __slots__ = ()


class Sealed(Generic[T]):
    """A sealed value on its record. It can be passed about and saved; only `open` shows it."""

    __slots__ = ("_field", "_record", "ciphertext")

    def __init__(self, field: SealedField[T], record: models.Model, ciphertext: Ciphertext | None) -> None:
        self._field = field
        self._record = record
        self.ciphertext = ciphertext

    def open(self) -> T:
        """The content. `Erased` where the key is destroyed, `Unreadable` where the bytes were altered or moved here."""
        return self._field.opened(self._record, self.ciphertext)

    @property
    def context(self) -> str:
        """The record and field that the content is bound to."""
        return self._field.context(self._record)

    def __bool__(self) -> bool:
        return self.ciphertext is not None

    def __str__(self) -> str:
        return MASK if self else ""

    def __repr__(self) -> str:
        return f"<Sealed {self.context}>"


class SealedAttribute(DeferredAttribute):
    """Gives `Sealed`; seals what is assigned."""

    field: SealedField[Any]

    def __get__(self, instance: models.Model | None, cls: type[models.Model] | None = None) -> Any:
        if instance is None:
            return self
        return Sealed(self.field, instance, super().__get__(instance, cls))

    def __set__(self, instance: models.Model, value: Any) -> None:
        instance.__dict__[self.field.attname] = self.field.sealed(instance, value)


class SealedField(models.BinaryField, Generic[T]):  # type: ignore[type-arg]  # django-stubs' parameters are its own affair
    """The common part: `holds` says in Indonesian what stands in it, `retention` how long (a word of the registry)."""

    descriptor_class = SealedAttribute
    nothing: ClassVar[Any] = None
    _pyi_private_set_type: Any
    _pyi_private_get_type: Sealed[T]  # type: ignore[assignment]  # what the descriptor gives, not what the column holds

    def __init__(self, *args: Any, holds: str = "", retention: str = "", **options: Any) -> None:
        self.holds, self.retention = holds, retention
        super().__init__(*args, **{"null": True, "blank": True, **options})

    def deconstruct(self) -> Any:
        """Neither word is part of the column: changing one needs no migration."""
        name, path, args, options = super().deconstruct()
        options["editable"] = self.editable
        return (
            name,
            path,
            args,
            {key: value for key, value in options.items() if key not in {"null", "blank", "editable"}},
        )

    def check(self, **kwargs: Any) -> list[checks.CheckMessage]:
        """Each personal field is declared; its model has what sealing needs."""
        found = [*super().check(**kwargs)]
        if not self.holds or self.retention not in RETENTION:
            found.append(
                checks.Error(
                    "A sealed field says what it holds and how long it is kept.",
                    hint=f'holds="…", retention= one of {", ".join(RETENTION)}.',
                    obj=self,
                    id="vault.E010",
                )
            )
        if not any(field.name == "envelope" for field in self.model._meta.fields):
            found.append(checks.Error("A model with sealed fields has an `envelope`.", obj=self, id="vault.E011"))
        return found

    def encode(self, content: T) -> bytes:
        """The content as bytes."""
        raise NotImplementedError

    def decode(self, content: bytes) -> T:
        """The bytes as content."""
        raise NotImplementedError

    def context(self, record: models.Model) -> str:
        """What the content is bound to: `app.Model:key:field`. A record's `seal_name` stands in for its key."""
        return f"{record._meta.label}:{getattr(record, 'seal_name', record.pk)}:{self.attname}"

    def sealed(self, record: models.Model, value: Any) -> Ciphertext | None:
        """What the column will hold for an assigned value."""
        if isinstance(value, Ciphertext):
            return value
        if isinstance(value, Sealed):
            if value.ciphertext is not None and value.context != self.context(record):
                raise TypeError(f"{value!r} belongs to another record or field: assign value.open() to seal it here.")
            return value.ciphertext
        if value is None or value == self.nothing:
            return None
        return Ciphertext(self._aead(record).encrypt(self.encode(value), self.context(record).encode()))

    def opened(self, record: models.Model, ciphertext: Ciphertext | None) -> T:
        """The content of a column."""
        if ciphertext is None:
            nothing: T = self.nothing
            return nothing
        try:
            content = self._aead(record).decrypt(bytes(ciphertext), self.context(record).encode())
        except tink.TinkError as error:
            raise Unreadable(f"Isi tersegel {self.context(record)} telah diubah atau bukan miliknya.") from error
        return self.decode(content)

    def _aead(self, record: models.Model) -> Any:
        envelope_id = record.envelope_id  # type: ignore[attr-defined]  # E011 sees to it
        if envelope_id is None or getattr(record, "seal_name", record.pk) is None:
            raise VaultError(f"{record._meta.label} needs its key and its envelope before {self.attname} is assigned.")
        return keys.data_key(envelope_id, record._state.fields_cache.get("envelope"))

    # What Django asks of a column.

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Ciphertext | None:
        """From a row."""
        return None if value is None else Ciphertext(bytes(value))

    def pre_save(self, model_instance: models.Model, add: bool) -> Ciphertext | None:
        """To a row: the bytes, not what the attribute shows."""
        value: Ciphertext | None = model_instance.__dict__.get(self.attname)
        return value

    def value_from_object(self, obj: models.Model) -> Ciphertext | None:
        """To a serializer: the bytes."""
        return self.pre_save(obj, False)

    def value_to_string(self, obj: models.Model) -> str:
        """To a dump: the bytes, in base 64."""
        return b64encode(self.value_from_object(obj) or b"").decode("ascii")

    def to_python(self, value: Any) -> Any:
        """From a dump."""
        return (Ciphertext(b64decode(value)) if value else None) if isinstance(value, str) else value

    def get_prep_value(self, value: Any) -> Any:
        """Only sealed bytes may enter a query: equality of content goes by the blind index."""
        if isinstance(value, Sealed):
            value = value.ciphertext
        if value is not None and not isinstance(value, Ciphertext):
            raise TypeError(
                f"{self.model._meta.label}.{self.attname} is sealed: assign it on a record and save, "
                "and search by teduh.vault.index.tokens."
            )
        return value


class SealedText(SealedField[str]):
    """Text of any kind: NUL, lone surrogates, emoji, thousands of words."""

    nothing = ""

    def encode(self, content: str) -> bytes:
        """UTF-8; what UTF-8 forbids is let through, for a text once typed is never lost."""
        return str(content).encode("utf-8", "surrogatepass")

    def decode(self, content: bytes) -> str:
        """The text exactly as it was."""
        return content.decode("utf-8", "surrogatepass")


class SealedJSON(SealedField[Any]):
    """Anything JSON can say; nothing is None."""

    STEP: ClassVar[int] = 64

    def encode(self, content: Any) -> bytes:
        """Compact JSON in ASCII, with blanks up to a full step: what is sealed keeps its length, and a short code (an
        age, a religion) would be known by it."""
        compact = json.dumps(content, separators=(",", ":"), allow_nan=False).encode("ascii")
        return compact.ljust(-(-len(compact) // self.STEP) * self.STEP)

    def decode(self, content: bytes) -> Any:
        """The value."""
        return json.loads(content)


class SealedBytes(SealedField[bytes]):
    """Small files and originals of messages."""

    nothing = b""

    def encode(self, content: bytes) -> bytes:
        """As they are."""
        return bytes(content)

    def decode(self, content: bytes) -> bytes:
        """As they were."""
        return content
