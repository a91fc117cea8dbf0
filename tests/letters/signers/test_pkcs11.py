# SPDX-License-Identifier: AGPL-3.0-or-later
"""Signing with a token: SoftHSM, a token made of software that speaks the same PKCS#11 as one of hardware.

`scripts/need.sh` installs SoftHSM, and the set-up for development the package python-pkcs11.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from pytest_django.fixtures import Settings

from teduh.config import checks
from teduh.letters import seals, trust
from teduh.letters.signers import NotSetUp, Rejected, ServiceAway, WrongPassphrase, pkcs11
from tests.letters.signers import services
from tests.letters.signers.making import letter, pdfsig, request

PIN = "27182818"
TOKEN = "kantor-contoh"
PLACES = ("/usr/lib/softhsm/libsofthsm2.so", "/usr/lib64/libsofthsm2.so", "/opt/homebrew/lib/softhsm/libsofthsm2.so")


@dataclass(frozen=True)
class Token:
    """A token in a folder of its own, with two officials' keys on it."""

    module: str
    root: services.Pair


@pytest.fixture(scope="module")
def token(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Token]:
    module = next((place for place in PLACES if Path(place).exists()), None)
    assert module, "No SoftHSM here: scripts/need.sh installs softhsm2."
    assert find_spec("pkcs11"), "No python-pkcs11 here: make setup installs it from requirements/dev.txt."
    import pkcs11 as library
    from pkcs11.util.ec import decode_ec_private_key
    from pkcs11.util.rsa import decode_rsa_private_key

    folder = tmp_path_factory.mktemp("softhsm")
    (folder / "tokens").mkdir()
    (folder / "softhsm2.conf").write_text(f"directories.tokendir = {folder / 'tokens'}\nlog.level = ERROR\n")
    patch = pytest.MonkeyPatch()
    patch.setenv("SOFTHSM2_CONF", str(folder / "softhsm2.conf"))
    make = ["softhsm2-util", "--init-token", "--free", "--label", TOKEN, "--pin", PIN, "--so-pin", "31415926"]
    subprocess.run(make, check=True, capture_output=True)
    root = services.root("Lembaga Sertifikasi Rekaan")
    der = serialization.Encoding.DER
    with library.lib(module).get_token(token_label=TOKEN).open(rw=True, user_pin=PIN) as session:
        for label, pair in (
            ("melati", services.under(root, "Melati Rekaan")),
            ("kenanga", services.under(root, "Kenanga Rekaan", rsa_key=True)),
        ):
            private = isinstance(pair.key, rsa.RSAPrivateKey)
            form = serialization.PrivateFormat.TraditionalOpenSSL
            plain = pair.key.private_bytes(der, form, serialization.NoEncryption())
            key = decode_rsa_private_key(plain) if private else decode_ec_private_key(plain)
            mark = {library.Attribute.LABEL: label, library.Attribute.TOKEN: True}
            session.create_object(key | mark | {library.Attribute.SIGN: True})
            kind = {
                library.Attribute.CLASS: library.ObjectClass.CERTIFICATE,
                library.Attribute.CERTIFICATE_TYPE: library.CertificateType.X_509,
                library.Attribute.SUBJECT: pair.certificate.subject.public_bytes(),
                library.Attribute.VALUE: pair.certificate.public_bytes(der),
            }
            session.create_object(kind | mark)
    yield Token(module, root)
    patch.undo()


@pytest.fixture(autouse=True)
def installed(settings: Settings, tmp_path: Path, token: Token) -> None:
    settings.SIGNER = "pkcs11"
    settings.PKCS11_MODULE, settings.PKCS11_TOKEN = token.module, TOKEN
    settings.KEYS_DIR, settings.TRUST_DIR = tmp_path / "keys", tmp_path / "trust"
    settings.TRUST_DIR.mkdir()
    (settings.TRUST_DIR / "akar.pem").write_bytes(token.root.pem)


@pytest.mark.parametrize(("label", "name"), [("melati", "Melati Rekaan"), ("kenanga", "Kenanga Rekaan")])
def test_a_key_on_the_token_signs(label: str, name: str, tmp_path: Path) -> None:
    assert checks.check_signer(None) == []
    signed = pkcs11.sign(request(passphrase=PIN, nik_or_id=label))
    assert signed.certified
    assert name in signed.subject
    assert signed.pdf.startswith(letter())
    (found,) = seals.read(signed.pdf, trusted=trust.anchors())
    assert found.valid
    assert found.locked
    assert "Signature is Valid." in pdfsig(signed.pdf, tmp_path)


def test_initials_and_signature_from_one_token() -> None:
    first = pkcs11.sign(request(passphrase=PIN, nik_or_id="kenanga", invisible=True, field_name="Paraf1")).pdf
    second = pkcs11.sign(request(pdf=first, passphrase=PIN, nik_or_id="melati")).pdf
    assert [one.valid for one in seals.read(second, trusted=trust.anchors())] == [True, True]


@pytest.mark.parametrize("pin", ["00000000", "1", ""])
def test_a_wrong_pin_signs_nothing(pin: str) -> None:
    with pytest.raises(WrongPassphrase):
        pkcs11.sign(request(passphrase=pin, nik_or_id="melati"))
    assert pkcs11.sign(request(passphrase=PIN, nik_or_id="melati")), "and the next one still can"


@pytest.mark.parametrize("label", ["", "mawar"])
def test_a_key_that_is_not_there_is_named(label: str) -> None:
    with pytest.raises(NotSetUp, match="exactly one key"):
        pkcs11.sign(request(passphrase=PIN, nik_or_id=label))


def test_a_token_that_is_not_plugged_in(settings: Settings) -> None:
    assert pkcs11.answers()
    settings.PKCS11_TOKEN = "di rumah"
    assert not pkcs11.answers()
    with pytest.raises(ServiceAway, match="token"):
        pkcs11.sign(request(passphrase=PIN, nik_or_id="melati"))


def test_a_file_that_cannot_be_signed_is_not_the_tokens_fault() -> None:
    with pytest.raises(Rejected):
        pkcs11.sign(request(pdf=b"%PDF-1.7\n", passphrase=PIN, nik_or_id="melati"))


def test_a_module_that_is_missing_is_said_at_the_start(settings: Settings) -> None:
    settings.PKCS11_MODULE = "/nowhere/libtoken.so"
    assert [one.id for one in checks.check_signer(None)] == ["teduh.E005"]
    with pytest.raises(NotSetUp, match="TEDUH_PKCS11_MODULE"):
        pkcs11.sign(request(passphrase=PIN, nik_or_id="melati"))
