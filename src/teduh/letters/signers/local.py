# SPDX-License-Identifier: AGPL-3.0-or-later
"""The embedded signer: each official's key lies in a PKCS#12 that only the official's passphrase opens.

The office's own authority issues the certificates, so that an office can sign on the first day without anybody's leave.
It is an electronic signature "tidak tersertifikasi" (PP 71/2019 art. 59-60), and says so wherever it appears.
"""

from __future__ import annotations

import unicodedata
from datetime import datetime

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID
from django.conf import settings

from teduh.letters.signers import UNCERTIFIED, Signed, SignRequest, authority, calling
from teduh.letters.signers.errors import NotSetUp, WeakPassphrase, WrongPassphrase
from teduh.procedure.problems import Message

CODE = "local"
NEEDS = ("credential",)

SHORTEST_PASSPHRASE = 12
LONGEST_PASSPHRASE = 200
_FEWEST_SIGNS = 5


def missing() -> Message | None:
    """Nothing: the office's authority is made when the first official asks for a certificate."""
    return None


def new_credential(
    office_code: str, office_name: str, *, name: str, title: str, nip: str, passphrase: str, at: datetime
) -> bytes:
    """A fresh key with the office's certificate for it, as PKCS#12 under the official's passphrase (AES-256).

    `WeakPassphrase` where it could be guessed.
    """
    require_strong(passphrase, name, nip)
    office = authority.of_office(office_code, office_name, at=at)
    key = ec.generate_private_key(ec.SECP256R1())
    subject = authority.name_of(
        (NameOID.ORGANIZATION_NAME, office_name),
        (NameOID.ORGANIZATIONAL_UNIT_NAME, f"Tanda tangan elektronik {UNCERTIFIED} (PP 71/2019)"),
        (NameOID.TITLE, title),
        (NameOID.SERIAL_NUMBER, f"NIP {nip}" if nip else ""),
        (NameOID.COMMON_NAME, name),
    )
    certificate = authority.issue(office, key.public_key(), subject=subject, at=at)
    return _packed(key, certificate, [office.certificate], passphrase)


def change_passphrase(credential: bytes, *, old: str, new: str) -> bytes:
    """The same key and certificate under another passphrase."""
    key, certificate, others = _opened(credential, old)
    known = (NameOID.COMMON_NAME, NameOID.SERIAL_NUMBER)  # name and NIP, as when the key was made
    holder = [str(part.value).removeprefix("NIP ") for part in certificate.subject if part.oid in known]
    require_strong(new, *holder)
    return _packed(key, certificate, others, new)


def valid_until(credential: bytes, *, passphrase: str) -> datetime:
    """When the certificate ends."""
    return _opened(credential, passphrase)[1].not_valid_after_utc


def require_strong(passphrase: str, *known: str) -> None:
    """`WeakPassphrase` with a remedy unless it is long, varied, and none of the words that others know of its owner."""
    text = passphrase.casefold()
    if not SHORTEST_PASSPHRASE <= len(passphrase) <= LONGEST_PASSPHRASE:
        raise WeakPassphrase(
            Message(
                f"Frasa sandi paling sedikit {SHORTEST_PASSPHRASE} dan paling banyak {LONGEST_PASSPHRASE} huruf. "
                "Beberapa kata yang mudah Anda ingat sudah cukup.",
                f"A passphrase has between {SHORTEST_PASSPHRASE} and {LONGEST_PASSPHRASE} characters. "
                "A few words that you remember will do.",
            )
        )
    if passphrase.isdigit() or len(set(text)) < _FEWEST_SIGNS:
        raise WeakPassphrase(
            Message(
                "Frasa sandi tidak boleh hanya angka atau huruf yang diulang-ulang.",
                "A passphrase may not be digits only, or the same few characters again and again.",
            )
        )
    if any(word and word.casefold() in text for word in known):
        raise WeakPassphrase(
            Message(
                "Frasa sandi tidak boleh memuat nama, jabatan, atau NIP Anda.",
                "A passphrase may not contain your name, title or staff number.",
            )
        )


def answers() -> bool:
    """Whether the service that stamps the time is there, where one is set."""
    return calling.answers(settings.TIME_STAMP_URL)


def sign(request: SignRequest) -> Signed:
    """Sign with the official's own PKCS#12: the one made here, or one that a licensed authority issued."""
    from teduh.letters.signers import pades

    if request.credential is None:
        raise NotSetUp(
            Message(
                "Anda belum punya sertifikat untuk menandatangani. Buat dulu di halaman profil.",
                "You have no certificate to sign with yet. Make one on your profile page first.",
            )
        )
    key, certificate, others = _opened(request.credential, request.passphrase)
    return pades.sign(request, pades.key_in_memory(key, certificate, others), code=CODE)


def _secret(passphrase: str) -> bytes:
    # A phone and a desktop may spell the same accent differently.
    return unicodedata.normalize("NFC", passphrase).encode()


_Key = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey


def _packed(key: _Key, certificate: x509.Certificate, others: list[x509.Certificate], passphrase: str) -> bytes:
    sealed = (
        serialization.PrivateFormat.PKCS12.encryption_builder()
        .kdf_rounds(settings.SIGNING_KEY_ROUNDS)
        .key_cert_algorithm(pkcs12.PBES.PBESv2SHA256AndAES256CBC)
        .hmac_hash(hashes.SHA256())
        .build(_secret(passphrase))
    )
    return pkcs12.serialize_key_and_certificates(b"teduh", key, certificate, others, sealed)


def _opened(credential: bytes, passphrase: str) -> tuple[_Key, x509.Certificate, list[x509.Certificate]]:
    try:
        pack = pkcs12.load_pkcs12(credential, _secret(passphrase)[:1024])
    except ValueError as error:
        # The library gives one error for a wrong passphrase and for a broken file; the reader's first guess is right.
        raise WrongPassphrase from error
    if not isinstance(pack.key, (ec.EllipticCurvePrivateKey, rsa.RSAPrivateKey)) or pack.cert is None:
        raise NotSetUp(
            Message(
                "Berkas sertifikat tidak memuat kunci yang dapat menandatangani (EC atau RSA) beserta sertifikatnya.",
                "The certificate file holds no key that can sign (EC or RSA) together with its certificate.",
            )
        )
    return pack.key, pack.cert.certificate, [other.certificate for other in pack.additional_certs]
