# SPDX-License-Identifier: AGPL-3.0-or-later
"""BSrE's e-sign service as its paper and others' programs describe it, played by a stand-in that says it is one."""

from __future__ import annotations

import json
import socket
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from teduh.config import checks
from teduh.letters import seals, trust
from teduh.letters.signers import NotSetUp, Rejected, ServiceAway, WrongPassphrase, bsre, calling, local, signer
from tests.letters.signers import services
from tests.letters.signers.making import credential, letter, pdfsig, request
from tests.letters.signers.services import NIK, PASSPHRASE, Answer, Call


def named(address: str, user: str = services.USER, password: str = "kunci%3Aaplikasi") -> str:
    return address.replace("://", f"://{user}:{password}@")


@pytest.fixture(scope="module")
def authority() -> services.Pair:
    return services.root("Lembaga Sertifikasi Rekaan")


@pytest.fixture
def service(settings: Settings, tmp_path: Path, authority: services.Pair) -> services.Pair:
    """The installation uses BSrE; its trusted roots are the stand-in's."""
    settings.SIGNER = "bsre"
    settings.KEYS_DIR, settings.TRUST_DIR = tmp_path / "keys", tmp_path / "trust"
    settings.TRUST_DIR.mkdir()
    (settings.TRUST_DIR / "akar.pem").write_bytes(authority.pem)
    return services.under(authority, "Melati Rekaan")


def asked(**more: object) -> object:
    return signer().sign(request(**{"passphrase": PASSPHRASE, "nik_or_id": NIK} | more))


def test_a_letter_is_signed_by_the_service(settings: Settings, service: services.Pair, tmp_path: Path) -> None:
    with services.serving(services.esign(service)) as address:
        settings.BSRE_URL = named(address)
        signed = bsre.sign(request(passphrase=PASSPHRASE, nik_or_id=NIK))
    assert signed.signer == "bsre"
    assert signed.certified, "the chain leads up to a root that the administrator trusts"
    assert "Melati Rekaan" in signed.subject
    assert signed.pdf.startswith(letter())
    (found,) = seals.read(signed.pdf, trusted=trust.anchors())
    assert found.valid
    assert found.certified
    assert found.certificate_fingerprint == signed.certificate_fingerprint
    assert "Signature is Valid." in pdfsig(signed.pdf, tmp_path)


def test_without_the_root_a_signature_is_not_called_certified(settings: Settings, service: services.Pair) -> None:
    (Path(settings.TRUST_DIR) / "akar.pem").unlink()
    with services.serving(services.esign(service)) as address:
        settings.BSRE_URL = named(address)
        assert not bsre.sign(request(passphrase=PASSPHRASE, nik_or_id=NIK)).certified
        assert "teduh.W001" in [one.id for one in checks.check_signer(None)]


def test_it_signs_after_initials_made_here(settings: Settings, service: services.Pair) -> None:
    first = local.sign(request(credential=credential(), invisible=True, field_name="Paraf1")).pdf
    with services.serving(services.esign(service)) as address:
        settings.BSRE_URL = named(address)
        signed = bsre.sign(request(pdf=first, passphrase=PASSPHRASE, nik_or_id=NIK))
    assert [one.valid for one in seals.read(signed.pdf, trusted=trust.anchors())] == [True, True]


def test_a_wrong_passphrase(settings: Settings, service: services.Pair) -> None:
    with services.serving(services.esign(service)) as address:
        settings.BSRE_URL = named(address)
        with pytest.raises(WrongPassphrase):
            asked(passphrase="bukan ini")


def test_a_nik_that_is_not_registered(settings: Settings, service: services.Pair) -> None:
    with services.serving(services.esign(service)) as address:
        settings.BSRE_URL = named(address)
        with pytest.raises(NotSetUp, match="not registered"):
            asked(nik_or_id="3500000000000002")


@pytest.mark.parametrize("nik", ["", "123", "35000000000000011", "350000000000000a"])
def test_what_is_no_nik_is_not_sent(settings: Settings, service: services.Pair, nik: str) -> None:
    settings.BSRE_URL = "https://layanan.example.go.id"  # a test that called it would fail by that
    with pytest.raises(NotSetUp, match="16 digits"):
        asked(nik_or_id=nik)


def test_the_programs_own_password_is_wrong(settings: Settings, service: services.Pair) -> None:
    with services.serving(services.esign(service)) as address:
        settings.BSRE_URL = named(address, password="salah")
        with pytest.raises(NotSetUp, match="user or password") as told:
            asked()
    assert "salah" not in str(told.value)


def said(status: int, **body: object) -> Answer:
    return Answer(status, "application/json", json.dumps(body).encode())


@pytest.mark.parametrize(
    ("answer", "error", "words"),
    [
        (said(400, error="Passphrase anda salah !!!", status_code=2031), WrongPassphrase, "passphrase"),
        (said(200, error="Penandatangan tidak terdaftar", status_code=2011), NotSetUp, "not registered"),
        (said(400, error="Sertifikat\n dicabut", status_code=400), Rejected, "refused: Sertifikat dicabut"),
        (said(400, error={"a": 1}), Rejected, "neither a PDF nor a reason"),
        (said(404), Rejected, "neither a PDF nor a reason"),
        (said(200, id_dokumen="456"), Rejected, "neither a PDF nor a reason"),
        (Answer(200, "text/html", b"<h1>Selamat datang</h1>"), Rejected, "neither a PDF nor a reason"),
        (said(500, error="Internal"), ServiceAway, "cannot be reached"),
        (said(503), ServiceAway, "cannot be reached"),
        (said(429), ServiceAway, "cannot be reached"),
        (Answer(302, "text/plain", b"", {"Location": "http://127.0.0.1:9/"}), NotSetUp, "redirects"),
        (Answer(200, "application/pdf", b"%PDF-1.7\n" + b"0" * 6_000_000), ServiceAway, "cannot be reached"),
        (Answer(200, "application/pdf", b"%PDF-1.7\nselesai"), Rejected, "rewritten"),
        (Answer(200, "application/pdf", letter()), Rejected, "not intact"),
        (Answer(200, "application/pdf", letter() + b"tambahan"), Rejected, "refused"),
    ],
)
def test_answers_that_are_no_signed_letter(
    settings: Settings, service: services.Pair, answer: Answer, error: type[Exception], words: str
) -> None:
    with services.serving(lambda _: answer) as address:
        settings.BSRE_URL = named(address)
        with pytest.raises(error, match=words):
            asked()


def test_another_letter_signed_is_refused(settings: Settings, service: services.Pair) -> None:
    first, rest = letter().split(b"\n", 1)  # the comment after the first line bears other bytes
    other = local.sign(request(pdf=first + b"\n%\xaa" + rest[2:], credential=credential())).pdf
    with services.serving(lambda _: Answer(200, "application/pdf", other)) as address:
        settings.BSRE_URL = named(address)
        with pytest.raises(Rejected, match="rewritten"):
            asked()


def test_a_letter_signed_and_then_spoiled_is_refused(settings: Settings, service: services.Pair) -> None:
    def spoiled(call: Call) -> Answer:
        made = services.esign(service)(call)
        return Answer(
            200, made.kind, made.body[: len(letter())] + made.body[len(letter()) :].replace(b"Contoh", b"Cont0h")
        )

    with services.serving(spoiled) as address:
        settings.BSRE_URL = named(address)
        with pytest.raises(Rejected):
            asked()


def test_nobody_answers(settings: Settings, service: services.Pair) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    settings.BSRE_URL = f"http://127.0.0.1:{port}"
    with pytest.raises(ServiceAway) as told:
        asked()
    assert "tetap menunggu tanda tangan" in told.value.message.id


def test_a_service_that_falls_silent(
    settings: Settings, service: services.Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(calling, "SILENT_SECONDS", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        settings.BSRE_URL = f"http://127.0.0.1:{silent.getsockname()[1]}"
        with pytest.raises(ServiceAway):
            asked()


def test_an_answer_cut_off(settings: Settings, service: services.Pair) -> None:
    cut = Answer(200, "application/pdf", b"%PDF-1.7")
    with services.serving(lambda _: cut) as address:
        settings.BSRE_URL = named(address)
        with pytest.raises(Rejected):
            asked()


@pytest.mark.parametrize(
    "address",
    [
        "",
        "esign.example.go.id",
        "ftp://esign.example.go.id",
        "http://esign.example.go.id",
        "http://127.0.0.1.example.go.id",
        "https://esign.example.go.id:99999",
        "https://esign.example.go.id/?a=b",
        "https://",
        "file:///etc/passwd",
    ],
)
def test_an_address_without_tls_or_sense_is_refused_at_the_start(
    settings: Settings, service: services.Pair, address: str
) -> None:
    settings.BSRE_URL = address
    assert "teduh.E005" in [one.id for one in checks.check_signer(None)]
    with pytest.raises(NotSetUp):
        asked()
    settings.BSRE_URL = "https://pengguna:sandi@esign.example.go.id/esign"
    assert checks.check_signer(None) == []


def test_a_field_of_a_form_cannot_be_smuggled_in(settings: Settings, service: services.Pair) -> None:
    seen: list[dict[str, bytes]] = []

    def keep(call: Call) -> Answer:
        seen.append(services.form_of(call))
        return said(503)

    hostile = 'a"\r\n--x\r\nContent-Disposition: form-data; name="nik"\r\n\r\n1'
    with services.serving(keep) as address:
        settings.BSRE_URL = named(address)
        with pytest.raises(ServiceAway):
            asked(reason=hostile)
    assert seen[0]["nik"] == NIK.encode()
    assert seen[0]["file"] == letter()
