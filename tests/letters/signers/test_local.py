# SPDX-License-Identifier: AGPL-3.0-or-later
"""A letter signed with an official's own key: what others read on it, and when it is refused."""

from __future__ import annotations

import asyncio
import os
import re
import stat
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs12
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject
from pytest_django.fixtures import Settings

from teduh.config import checks
from teduh.letters import seals, trust
from teduh.letters.signers import (
    CertificateExpired,
    CertificateNotYetValid,
    NotSetUp,
    Rejected,
    SigningError,
    WeakPassphrase,
    WrongPassphrase,
    authority,
    local,
    signer,
)
from tests import processes
from tests.letters.signers import services
from tests.letters.signers.making import AT, OFFICE, PASSPHRASE, credential, letter, pdfsig, request


@pytest.fixture(autouse=True)
def own_keys(settings: Settings, tmp_path: Path) -> None:
    settings.KEYS_DIR = tmp_path / "keys"
    settings.TRUST_DIR = tmp_path / "trust"


def chain() -> bytes:
    """The letter with two initials and the signature of the head."""
    signed = letter()
    for field, name in (("Paraf1", "Kenanga Rekaan"), ("Paraf2", "Cempaka Rekaan")):
        mine = credential(name=name)
        signed = local.sign(request(pdf=signed, name=name, credential=mine, invisible=True, field_name=field)).pdf
    return local.sign(request(pdf=signed, credential=credential())).pdf


def test_the_installations_signer_is_the_local_one() -> None:
    assert signer().CODE == "local"
    assert signer().missing() is None


def test_an_unknown_signer_is_named(settings: Settings) -> None:
    settings.SIGNER = "segel"
    with pytest.raises(NotSetUp, match="segel"):
        signer()


def test_poppler_finds_every_signature_valid_and_its_maker_trusted(tmp_path: Path) -> None:
    said = pdfsig(chain(), tmp_path, authorities=authority.anchors())
    assert said.count("Signature is Valid.") == 3
    assert said.count("Certificate is Trusted.") == 3
    assert said.count("ETSI.CAdES.detached") == 3
    assert said.count("Total document signed") == 1
    assert said.count("Mar 02 2026 09:30:00") == 3
    assert [found in said for found in ("Kenanga Rekaan", "Cempaka Rekaan", "Melati Rekaan")] == [True] * 3


def test_poppler_trusts_nobody_unasked(tmp_path: Path) -> None:
    said = pdfsig(chain(), tmp_path)
    assert said.count("Signature is Valid.") == 3
    assert said.count("Certificate issuer isn't Trusted.") == 3


def test_one_changed_byte_is_seen_by_poppler_and_by_us(tmp_path: Path) -> None:
    signed = bytearray(local.sign(request(credential=credential())).pdf)
    place = signed.index(b"endstream") - 20
    signed[place] ^= 1
    assert "Signature is Valid." not in pdfsig(bytes(signed), tmp_path)
    assert "Digest Mismatch" in pdfsig(bytes(signed), tmp_path)
    assert [one.intact for one in seals.read(bytes(signed), trusted=trust.anchors())] == [False]


def test_initials_stay_valid_under_the_signature() -> None:
    found = seals.read(chain(), trusted=trust.anchors())
    assert [one.name for one in found] == ["Kenanga Rekaan", "Cempaka Rekaan", "Melati Rekaan"]
    assert [one.field for one in found] == ["Paraf1", "Paraf2", "TandaTangan"]
    assert [one.valid for one in found] == [True] * 3
    assert [one.locked for one in found] == [False, False, True]
    assert [one.at for one in found] == [AT] * 3
    assert not any(one.certified or one.stamped for one in found)


def test_nothing_can_be_added_to_a_signed_letter() -> None:
    signed = local.sign(request(credential=credential())).pdf
    with pytest.raises(Rejected, match="locked"):
        local.sign(request(pdf=signed, credential=credential(), invisible=True, field_name="Paraf1"))


def test_an_addition_by_another_program_breaks_the_lock() -> None:
    from pyhanko.pdf_utils.generic import pdf_name, pdf_string
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    for invisible in (True, False):
        signed = local.sign(request(credential=credential(), invisible=invisible)).pdf
        writer = IncrementalPdfFileWriter(BytesIO(signed))
        writer.root[pdf_name("/Lang")] = pdf_string("en")
        writer.update_root()
        changed = BytesIO()
        writer.write(changed)
        (found,) = seals.read(changed.getvalue(), trusted=trust.anchors())
        assert found.intact, "what was signed is unchanged"
        assert not found.whole, "but something came after it"
        assert not found.valid


def test_a_later_signature_by_another_program_breaks_the_lock() -> None:
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign.signers import PdfSignatureMetadata, sign_pdf

    from teduh.letters.signers import pades

    mine = credential()
    signed = local.sign(request(credential=mine)).pdf
    pack = pkcs12.load_pkcs12(mine, PASSPHRASE.encode())
    assert isinstance(pack.key, ec.EllipticCurvePrivateKey)
    assert pack.cert
    stranger = pades.key_in_memory(pack.key, pack.cert.certificate)
    with ThreadPoolExecutor(max_workers=1) as apart:  # a browser's test may have left a loop running in this thread
        lain = IncrementalPdfFileWriter(BytesIO(signed)), PdfSignatureMetadata(field_name="Lain"), stranger
        later = apart.submit(sign_pdf, *lain).result()
    first, _ = seals.read(later.getvalue(), trusted=trust.anchors())
    assert first.intact
    assert not first.whole


def test_the_letter_stays_archivable_and_accessible() -> None:
    signed = chain()
    assert signed.startswith(letter()), "every signature is appended"
    before, after = PdfReader(BytesIO(letter())), PdfReader(BytesIO(signed))
    assert after.pdf_header == "%PDF-1.7"
    root, old = after.root_object, before.root_object
    assert root["/Metadata"].get_data() == old["/Metadata"].get_data()
    assert b"pdfaid:part>2<" in root["/Metadata"].get_data()
    assert b"pdfuaid:part>1<" in root["/Metadata"].get_data()
    for key in ("/OutputIntents", "/StructTreeRoot", "/MarkInfo", "/Lang", "/ViewerPreferences"):
        now, then = (re.sub(r", \d{9,}\)", ")", str(one.raw_get(key))) for one in (root, old))
        assert now == then, key
    assert "/Version" not in root
    assert list(root["/Extensions"]) == ["/ESIC"]
    assert after.metadata == before.metadata
    page = after.pages[0]
    assert page["/Tabs"] == "/S"
    widgets = [one.get_object() for one in page["/Annots"]]
    assert len(widgets) == 3
    for widget in widgets:
        assert widget["/F"] & 0b100111 == 0b100, "printed, and neither hidden nor out of view (PDF/A-2, 6.3.2)"
        left, low, right, high = widget["/Rect"]
        assert (left, low) == (right, high), "without extent it needs no appearance (PDF/A-2, 6.3.3)"
        assert right < page.cropbox.left, "off the page it needs no tag (PDF/UA-1, 7.18.1)"
        assert "Rekaan" in widget["/TU"], "and can be read aloud (PDF/UA-1, 7.18.4)"
        assert not {"/A", "/AA"} & set(widget), "no action (PDF/A-2, 6.4.1)"
    assert "/NeedAppearances" not in root["/AcroForm"]


def test_a_signature_covers_all_but_itself() -> None:
    signed = local.sign(request(credential=credential())).pdf
    fields = PdfReader(BytesIO(signed)).root_object["/AcroForm"]["/Fields"]
    assert isinstance(fields, ArrayObject)
    field = fields[0].get_object()
    assert isinstance(field, DictionaryObject)
    first, length, second, rest = field["/V"]["/ByteRange"]
    assert (first, second + rest) == (0, len(signed))
    assert re.fullmatch(rb"<[0-9A-Fa-f]+>", signed[length:second])
    assert field["/Lock"]["/Action"] == "/All"
    assert field["/Lock"]["/P"] == 1


def test_certificate_and_file_say_that_they_are_not_certified() -> None:
    signed = local.sign(request(credential=credential()))
    assert not signed.certified
    assert "tidak tersertifikasi" in signed.subject
    (found,) = seals.read(signed.pdf, trusted=trust.anchors())
    assert "tidak tersertifikasi" in found.issuer
    assert found.certificate_fingerprint == signed.certificate_fingerprint
    field = PdfReader(BytesIO(signed.pdf)).root_object["/AcroForm"]["/Fields"][0].get_object()
    assert field["/V"]["/Reason"] == "Menyetujui (tanda tangan elektronik tidak tersertifikasi)"


@pytest.mark.parametrize("rsa_key", [False, True])
def test_a_licensed_authoritys_own_file_signs_and_counts_as_certified(settings: Settings, rsa_key: bool) -> None:
    root = services.root("Lembaga Sertifikasi Rekaan")
    pair = services.under(root, "Melati Rekaan", rsa_key=rsa_key)
    sealed = serialization.BestAvailableEncryption(PASSPHRASE.encode())
    mine = pkcs12.serialize_key_and_certificates(b"melati", pair.key, pair.certificate, None, sealed)
    assert not local.sign(request(credential=mine)).certified
    settings.TRUST_DIR.mkdir()
    (settings.TRUST_DIR / "akar.pem").write_bytes(root.pem)
    signed = local.sign(request(credential=mine))
    assert signed.certified
    assert [(one.valid, one.certified) for one in seals.read(signed.pdf, trusted=trust.anchors())] == [(True, True)]
    assert b"tidak tersertifikasi" not in signed.pdf


def test_a_root_that_is_none_is_named_before_anything_is_signed(settings: Settings) -> None:
    settings.TRUST_DIR.mkdir()
    (settings.TRUST_DIR / "akar.pem").write_text("bukan sertifikat")
    assert [one.id for one in checks.check_signer(None)] == ["teduh.E005"]
    with pytest.raises(NotSetUp, match=r"akar\.pem"):
        local.sign(request(credential=credential()))


def test_it_signs_where_a_loop_is_running_already() -> None:
    async def in_a_loop() -> bytes:
        return local.sign(request(credential=credential())).pdf

    with ThreadPoolExecutor(max_workers=1) as apart:  # as above
        signed = apart.submit(lambda: asyncio.run(in_a_loop())).result()
    assert len(seals.look(signed, trusted=trust.anchors())) == 1


def test_several_officials_sign_at_once() -> None:
    mine = credential()
    with ThreadPoolExecutor(max_workers=8) as pool:
        done = list(pool.map(lambda _: local.sign(request(credential=mine)).pdf, range(24)))
    assert len(set(done)) == 24, "no two signatures are alike"
    assert all(seals.look(one, trusted=trust.anchors())[0].valid for one in done)


def test_other_programs_read_the_authoritys_certificate_from_its_file(settings: Settings) -> None:
    """As docs/how-to/sign.md tells an office to do."""
    credential()
    file = Path(settings.KEYS_DIR) / "signing" / "kota-contoh.pem"
    done = subprocess.run(["openssl", "x509", "-in", file], capture_output=True, check=True)
    assert done.stdout.strip() == authority.anchors()[0].strip()
    assert b"PRIVATE" not in b"".join(authority.anchors())


def test_a_long_office_keeps_its_mark() -> None:
    name = "Dinas Pemberdayaan Perempuan, Perlindungan Anak, Pengendalian Penduduk dan Keluarga Berencana"
    made = authority.of_office("kab-panjang", name, at=AT).certificate
    common = made.subject.get_attributes_for_oid(x509.NameOID.COMMON_NAME)[0].value
    assert isinstance(common, str)
    assert common.startswith("Teduh, Dinas Pemberdayaan")
    assert common.endswith(", tidak tersertifikasi")


@pytest.mark.parametrize("wrong", ["salah sama sekali", "", PASSPHRASE.upper(), "x" * 5_000])
def test_a_wrong_passphrase_signs_nothing(wrong: str) -> None:
    with pytest.raises(WrongPassphrase) as told:
        local.sign(request(credential=credential(), passphrase=wrong))
    assert told.value.message.id.startswith("Frasa sandi salah")
    assert told.value.message.en.startswith("The passphrase is wrong")


def test_a_broken_certificate_file_signs_nothing() -> None:
    with pytest.raises(WrongPassphrase):
        local.sign(request(credential=credential()[:-40]))


def test_the_same_passphrase_in_another_spelling_of_unicode_opens() -> None:
    mine = local.new_credential(
        "kota-contoh", OFFICE, name="Melati", title="", nip="", passphrase="caf\u00e9 di tepi kali", at=AT
    )
    assert local.sign(request(credential=mine, passphrase="cafe\u0301 di tepi kali")).pdf


def test_who_has_no_certificate_is_told_so() -> None:
    with pytest.raises(NotSetUp, match="no certificate"):
        local.sign(request())


def test_an_expired_certificate_signs_nothing(settings: Settings) -> None:
    mine = credential()
    until = local.valid_until(mine, passphrase=PASSPHRASE)
    assert until == AT + settings.CERTIFICATE_TIME
    assert local.sign(request(credential=mine, at=until)).pdf
    with pytest.raises(CertificateExpired) as told:
        local.sign(request(credential=mine, at=until + timedelta(seconds=1)))
    assert "01-03-2028" in told.value.message.id


def test_a_certificate_of_tomorrow_signs_nothing_today() -> None:
    with pytest.raises(CertificateNotYetValid):
        local.sign(request(credential=credential(at=AT + timedelta(days=1))))


def test_a_signature_outlives_its_certificate() -> None:
    """What counts is that the certificate was valid when the letter was signed, years ago or not."""
    long_ago = AT - timedelta(days=10 * 365)
    mine = credential(at=long_ago)
    signed = local.sign(request(credential=mine, at=long_ago)).pdf
    assert [one.valid for one in seals.read(signed, trusted=trust.anchors())] == [True]


def test_a_passphrase_changes_and_the_certificate_stays() -> None:
    mine = credential()
    new = local.change_passphrase(mine, old=PASSPHRASE, new="hujan turun sejak sore")
    with pytest.raises(WrongPassphrase):
        local.sign(request(credential=new))
    with pytest.raises(WrongPassphrase):
        local.change_passphrase(mine, old="bukan yang ini juga", new="hujan turun sejak sore")
    first = local.sign(request(credential=mine))
    second = local.sign(request(credential=new, passphrase="hujan turun sejak sore"))
    assert first.certificate_fingerprint == second.certificate_fingerprint


@pytest.mark.parametrize(
    "weak",
    ["pendek", "123456789012345", "aaaaaaaaaaaaaaab", "saya melati rekaan", "nip 198001012000032001", "x" * 201],
)
def test_a_passphrase_that_can_be_guessed_is_refused(weak: str) -> None:
    with pytest.raises(WeakPassphrase):
        local.require_strong(weak, "Melati Rekaan", "198001012000032001")


def test_the_key_is_sealed_strongly(settings: Settings) -> None:
    settings.SIGNING_KEY_ROUNDS = 600_000
    mine = credential()
    # The object identifiers of AES-256-CBC and of PBKDF2 with SHA-256, and the rounds, stand in the file.
    for written in ("60864801650304012a", "2a864886f70d01050c", "2a864886f70d0209", "020309 27c0".replace(" ", "")):
        assert written in mine.hex()
    assert pkcs12.load_pkcs12(mine, PASSPHRASE.encode()).key


def test_nothing_secret_is_in_what_may_be_logged() -> None:
    asked = request(credential=credential(), nik_or_id="3500000000000001")
    assert not any(secret in repr(asked) for secret in (PASSPHRASE, "3500000000000001", "credential"))
    with pytest.raises(SigningError) as told:
        local.sign(request(credential=credential(), passphrase="rahasia yang salah"))
    assert "rahasia" not in repr(told.value) + str(told.value.message)


@pytest.mark.parametrize("pdf", [b"", b"bukan pdf", b"%PDF-1.7\n%%EOF\n", letter()[:9_000]])
def test_what_is_no_letter_is_not_signed(pdf: bytes) -> None:
    with pytest.raises(Rejected):
        local.sign(request(pdf=pdf, credential=credential()))


def test_a_field_is_signed_once() -> None:
    mine = credential()
    once = local.sign(request(credential=mine, invisible=True)).pdf
    with pytest.raises(Rejected):
        local.sign(request(pdf=once, credential=mine))


def test_the_offices_key_is_its_owners_alone(settings: Settings) -> None:
    credential()
    file = Path(settings.KEYS_DIR) / "signing" / "kota-contoh.pem"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    file.chmod(0o640)
    with pytest.raises(NotSetUp, match="chmod 600"):
        credential()


def test_a_lost_or_broken_key_is_not_made_anew(settings: Settings) -> None:
    credential()
    file = Path(settings.KEYS_DIR) / "signing" / "kota-contoh.pem"
    file.write_bytes(b"-----BEGIN NONSENSE-----\n")
    with pytest.raises(NotSetUp, match="Restore it"):
        credential()
    assert file.read_bytes() == b"-----BEGIN NONSENSE-----\n"


@pytest.mark.parametrize("code", ["", "../etc", "Kota Contoh", "a/b", "."])
def test_a_strange_code_reaches_no_other_file(code: str) -> None:
    with pytest.raises(NotSetUp):
        credential(code=code)


@pytest.mark.slow
def test_processes_that_begin_together_agree_on_the_authority(tmp_path: Path) -> None:
    program = (
        "import sys, time, datetime, django; django.setup();"
        "from teduh.letters.signers import authority;"
        "time.sleep(max(0, float(sys.argv[1]) - time.time()));"
        "made = authority.of_office('kota-contoh', 'Kantor', at=datetime.datetime.now(datetime.UTC));"
        "print(made.certificate.serial_number, made.key.public_key() == made.certificate.public_key())"
    )
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "teduh.config.settings",
        "TEDUH_DATA_DIR": str(tmp_path),
        "TEDUH_KEYS_DIR": str(tmp_path / "new"),
        "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
    }
    start = str(time.time() + 3)
    several = [processes.start(environment, "-c", program, start) for _ in range(4)]
    said = {one.communicate(timeout=60)[0].strip().splitlines()[-1] for one in several}
    assert len(said) == 1
    assert said.pop().endswith("True")
    assert [one.name for one in (tmp_path / "new" / "signing").iterdir()] == ["kota-contoh.pem"]
