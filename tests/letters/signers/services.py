# SPDX-License-Identifier: AGPL-3.0-or-later
"""Services that a test starts on this machine in the place of real ones, and which say so in every answer."""

from __future__ import annotations

import base64
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.message import Message
from email.parser import BytesParser
from email.policy import HTTP
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from asn1crypto import keys, tsp
from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from teduh.letters.signers import SignRequest, pades

NIK = "3500000000000001"
PASSPHRASE = "sandi di layanan"
USER, PASSWORD = "aplikasi", "kunci:aplikasi"
NOTICE = "X-Stand-In"


@dataclass(frozen=True)
class Answer:
    """What a stand-in sends back."""

    status: int
    kind: str
    body: bytes
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Call:
    """What a stand-in was sent."""

    path: str
    headers: Message
    body: bytes


@contextmanager
def serving(answer: Callable[[Call], Answer]) -> Iterator[str]:
    """An HTTP server on a free port of this machine; gives its address."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.do_POST()

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"] or 0))
            made = answer(Call(self.path, self.headers, body))
            self.send_response(made.status)
            self.send_header("Content-Type", made.kind)
            self.send_header("Content-Length", str(len(made.body)))
            self.send_header(NOTICE, "This is a stand-in for tests, not the real service.")
            for name, value in made.headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(made.body)

        def log_message(self, *_: Any) -> None:
            """Keep the test's output clean."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@dataclass(frozen=True)
class Pair:
    """A key and its certificate."""

    key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey
    certificate: x509.Certificate

    @property
    def pem(self) -> bytes:
        return self.certificate.public_bytes(serialization.Encoding.PEM)


def root(name: str) -> Pair:
    """A root authority of an invented name."""
    key = ec.generate_private_key(ec.SECP256R1())
    return Pair(key, _certificate(key, name, issuer=None))


def under(authority: Pair, name: str, *, stamps: bool = False, rsa_key: bool = False) -> Pair:
    """A key with a certificate by that authority, to sign letters or to stamp times."""
    # pyHanko's own stamper for tests knows RSA only.
    key = rsa.generate_private_key(65537, 2048) if stamps or rsa_key else ec.generate_private_key(ec.SECP256R1())
    return Pair(key, _certificate(key, name, issuer=authority, stamps=stamps))


def _certificate(
    key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey, name: str, *, issuer: Pair | None, stamps: bool = False
) -> x509.Certificate:
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    usage = dict.fromkeys(
        ("key_encipherment", "data_encipherment", "key_agreement", "encipher_only", "decipher_only", "crl_sign"), False
    )
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer.certificate.subject if issuer else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(datetime(2020, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime.now(UTC) + timedelta(days=365))
        .add_extension(x509.BasicConstraints(ca=issuer is None, path_length=None), critical=True)
        .add_extension(
            x509.KeyUsage(
                digital_signature=issuer is not None,
                content_commitment=issuer is not None,
                key_cert_sign=issuer is None,
                **usage,
            ),
            critical=True,
        )
    )
    if stamps:
        builder = builder.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
    return builder.sign(issuer.key if issuer else key, hashes.SHA256())


def form_of(call: Call) -> dict[str, bytes]:
    """The fields of a multipart form."""
    head = f"Content-Type: {call.headers['Content-Type']}\r\n\r\n".encode()
    parts = BytesParser(policy=HTTP).parsebytes(head + call.body)
    return {
        str(part.get_param("name", header="content-disposition")): part.get_payload(decode=True)
        for part in parts.iter_parts()
    }


def esign(official: Pair) -> Callable[[Call], Answer]:
    """A stand-in for BSrE's e-sign client service: it signs with a key of the test's own."""

    def fault(text: str, code: int, status: int = 400) -> Answer:
        return Answer(status, "application/json", json.dumps({"error": text, "status_code": code}).encode())

    def answer(call: Call) -> Answer:
        allowed = base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()
        if call.headers["Authorization"] != f"Basic {allowed}":
            return fault("Unauthorized", 401, 401)
        form = form_of(call)
        if call.path != "/api/sign/pdf" or set(form) != {"nik", "passphrase", "tampilan", "reason", "location", "file"}:
            return fault("Parameter tidak lengkap", 1008)
        if form["tampilan"] != b"invisible":
            return fault("Spesimen tidak ditemukan", 1009)
        if form["nik"] != NIK.encode():
            return fault("Proses signing gagal : User tidak terdaftar 2011", 400)
        if form["passphrase"] != PASSPHRASE.encode():
            return fault("Proses signing gagal : Passphrase anda salah 2031", 400)
        asked = SignRequest(
            pdf=form["file"],
            name="Pejabat",
            title="",
            office_name="",
            reason=form["reason"].decode(),
            place=form["location"].decode(),
            at=datetime.now(UTC),
            passphrase="",
            invisible=True,
            field_name="sig1",
        )
        signed = pades.sign(asked, pades.key_in_memory(official.key, official.certificate), code="stand-in").pdf
        return Answer(200, "application/pdf", signed, {"id_dokumen": "0123"})

    return answer


def stamper(pair: Pair, *, at: datetime) -> Callable[[Call], Answer]:
    """A stand-in for a time stamp service (RFC 3161) whose clock stands still."""
    from pyhanko.sign.timestamps.dummy_client import DummyTimeStamper

    from teduh.letters.signers.running import finished

    der = serialization.Encoding.DER
    dummy = DummyTimeStamper(
        tsa_cert=asn1.Certificate.load(pair.certificate.public_bytes(der)),
        tsa_key=keys.PrivateKeyInfo.load(
            pair.key.private_bytes(der, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        ),
        fixed_dt=at,
    )

    def answer(call: Call) -> Answer:
        asked = tsp.TimeStampReq.load(call.body)
        made = finished(dummy.async_request_tsa_response(asked))
        return Answer(200, "application/timestamp-reply", made.dump())

    return answer
