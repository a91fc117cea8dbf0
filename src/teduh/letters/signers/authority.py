# SPDX-License-Identifier: AGPL-3.0-or-later
"""An office's own certificate authority: a P-256 key and certificate in one file beside the vault's keys.

It proves that a letter left this installation unchanged, and to nobody outside more than that: it is no licensed
authority (PSrE), so what it issues is an electronic signature "tidak tersertifikasi" (PP 71/2019 art. 59-60).
"""

from __future__ import annotations

import os
import re
import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID, ObjectIdentifier
from django.conf import settings

from teduh.letters.signers import UNCERTIFIED
from teduh.letters.signers.errors import NotSetUp
from teduh.procedure.problems import Message

# Longer than an archive asks for an office's letters, so that an authority never has to be replaced in use.
AUTHORITY_TIME = timedelta(days=20 * 365)
# Machines of one office disagree by minutes about the time.
CLOCK_SKEW = timedelta(minutes=10)
DOCUMENT_SIGNING = ObjectIdentifier("1.3.6.1.5.5.7.3.36")  # RFC 9336
_CODE = re.compile(r"[a-z0-9][a-z0-9_-]{0,59}")
# X.520 ends a name here; longer ones are refused by some readers.
_LONGEST_NAME = 64


@dataclass(frozen=True, slots=True)
class Authority:
    """An office's key to issue certificates with, and its certificate."""

    key: ec.EllipticCurvePrivateKey = field(repr=False)
    certificate: x509.Certificate


def of_office(code: str, name: str, *, at: datetime) -> Authority:
    """The office's authority; made on first use, whole or not at all, so that two processes at once agree."""
    file = _file(code)
    if not file.exists():
        _publish(file, _new(name, at=at))
    return _read(file)


def anchors() -> tuple[bytes, ...]:
    """The certificates (PEM) of the offices' authorities that this installation made."""
    return tuple(_pem(_read(file).certificate) for file in sorted(_folder().glob("*.pem")))


def issue(
    authority: Authority, public: ec.EllipticCurvePublicKey, *, subject: x509.Name, at: datetime
) -> x509.Certificate:
    """A certificate for signing letters with."""
    until = min(at + settings.CERTIFICATE_TIME, authority.certificate.not_valid_after_utc)
    usage = x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
    purposes = x509.ExtendedKeyUsage([DOCUMENT_SIGNING, ExtendedKeyUsageOID.EMAIL_PROTECTION])
    issuer_key = authority.key.public_key()
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(authority.certificate.subject)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(at - CLOCK_SKEW)
        .not_valid_after(until)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(purposes, critical=False)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key), critical=False)
        .sign(authority.key, hashes.SHA256())
    )


def name_of(*attributes: tuple[ObjectIdentifier, str]) -> x509.Name:
    """An X.500 name in Indonesia; empty parts are left out, long ones cut."""
    parts = [(NameOID.COUNTRY_NAME, "ID"), *attributes]
    return x509.Name([x509.NameAttribute(kind, text[:_LONGEST_NAME]) for kind, text in parts if text])


def _new(office_name: str, *, at: datetime) -> Authority:
    key = ec.generate_private_key(ec.SECP256R1())
    # The mark must survive the cut, so the office's name gives way to it; the whole name stands beside it.
    room = _LONGEST_NAME - len(f"Teduh, , {UNCERTIFIED}")
    name = name_of(
        (NameOID.ORGANIZATION_NAME, office_name),
        (NameOID.ORGANIZATIONAL_UNIT_NAME, f"Tanda tangan elektronik {UNCERTIFIED} (PP 71/2019)"),
        (NameOID.COMMON_NAME, f"Teduh, {office_name[:room]}, {UNCERTIFIED}"),
    )
    usage = x509.KeyUsage(
        digital_signature=False,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=True,
        crl_sign=True,
        encipher_only=False,
        decipher_only=False,
    )
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(at - timedelta(days=1))
        .not_valid_after(at + AUTHORITY_TIME)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )
    return Authority(key, certificate)


def _folder() -> Path:
    return Path(settings.KEYS_DIR) / "signing"


def _file(code: str) -> Path:
    if not _CODE.fullmatch(code):
        raise NotSetUp(
            Message(f"Kode kantor {code!r} tidak dapat dipakai.", f"The office's code {code!r} cannot be used.")
        )
    return _folder() / f"{code}.pem"


def _pem(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.PEM)


def _publish(file: Path, made: Authority) -> None:
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = file.with_name(f"{file.name}.{os.getpid()}.{secrets.token_hex(4)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(
                made.key.private_bytes(
                    serialization.Encoding.PEM,
                    serialization.PrivateFormat.PKCS8,
                    serialization.NoEncryption(),
                )
            )
            stream.write(_pem(made.certificate))
            stream.flush()
            os.fsync(stream.fileno())
        os.link(draft, file)
    except FileExistsError:
        pass  # Another process was first; its authority is the one that counts.
    finally:
        draft.unlink()


def _read(file: Path) -> Authority:
    """Key and certificate of one file. `NotSetUp` where others can read it, or it holds something else."""
    try:
        if file.stat().st_mode & 0o077:
            raise NotSetUp(
                Message(
                    f"Kunci kantor {file} dapat dibaca pengguna lain di mesin ini: chmod 600 {file}.",
                    f"Other users of this machine can read the office's key {file}: chmod 600 {file}.",
                )
            )
        text = file.read_bytes()
        key = serialization.load_pem_private_key(text, password=None)
        certificate = x509.load_pem_x509_certificate(text)
    except (OSError, ValueError) as error:
        raise NotSetUp(
            Message(
                f"Kunci kantor {file} tidak dapat dibaca. Kembalikan dari cadangan kunci; jangan dihapus.",
                f"The office's key {file} cannot be read. Restore it from the copy of the keys; do not delete it.",
            )
        ) from error
    assert isinstance(key, ec.EllipticCurvePrivateKey)
    return Authority(key, certificate)
