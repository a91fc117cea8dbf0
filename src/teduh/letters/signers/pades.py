# SPDX-License-Identifier: AGPL-3.0-or-later
"""PAdES B-B signatures (ETSI EN 319 142-1) by pyHanko, appended to a PDF that stays as it was.

An initial is an approval signature without a lock. The signature proper locks every field and forbids any change
(`/Lock` with `/Action /All` and `/P 1`, ISO 32000-2 12.7.5.5). It cannot be a certification signature, which must come
first in a file (12.8.2.2), and initials come before it.

A field has a zero-sized widget off the page with its print flag set and a name to be read aloud: what PDF/A-2 (6.3.2,
6.4) and PDF/UA-1 (7.18) ask of a widget that nobody sees.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO

from asn1crypto import keys
from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from django.conf import settings
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.sign.fields import FieldMDPAction, FieldMDPSpec, InvisSigSettings, MDPPerm, SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.general import SigningError as PyHankoSigningError
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko.sign.signers import Signer as PyHankoSigner
from pyhanko.sign.signers.constants import ESIC_EXTENSION_1
from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes
from pyhanko_certvalidator.registry import SimpleCertificateStore

from teduh.letters import seals, trust
from teduh.letters.signers import UNCERTIFIED, Signed, SignRequest
from teduh.letters.signers.errors import CertificateExpired, CertificateNotYetValid, Rejected
from teduh.letters.signers.running import finished
from teduh.letters.signers.stamping import TimeStampService
from teduh.procedure.problems import Message


def key_in_memory(
    key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey,
    certificate: x509.Certificate,
    others: Sequence[x509.Certificate] = (),
) -> PyHankoSigner:
    """A signer over an opened key."""
    store = SimpleCertificateStore()
    store.register_multiple(_asn1(other) for other in others)
    private = key.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return SimpleSigner(
        signing_cert=_asn1(certificate), signing_key=keys.PrivateKeyInfo.load(private), cert_registry=store
    )


def sign(request: SignRequest, key: PyHankoSigner, *, code: str) -> Signed:
    """Append the signature that is asked for; `SigningError` and nothing done where that may not be."""
    certificate = key.signing_cert
    assert certificate is not None
    require_valid(certificate.not_valid_before, certificate.not_valid_after, at=request.at)
    uncertified = UNCERTIFIED in certificate.issuer.human_friendly
    roots = trust.roots()
    try:
        signed = finished(_signed(request, key, uncertified=uncertified))
    except (PdfError, PyHankoSigningError) as error:
        raise unsuitable(str(error)) from error
    return Signed(
        pdf=signed,
        signer=code,
        certified=not uncertified and any(one.certified for one in seals.look(signed, trusted=roots)[-1:]),
        certificate_fingerprint=certificate.sha256.hex(),
        subject=certificate.subject.human_friendly,
    )


def require_valid(begins: datetime, until: datetime, *, at: datetime) -> None:
    """Refuse a certificate that is not valid at the moment of signing."""
    if at < begins:
        raise CertificateNotYetValid(begins)
    if at > until:
        raise CertificateExpired(until)


def unsuitable(detail: str) -> Rejected:
    """The refusal of a file that cannot carry one more signature."""
    return Rejected(
        Message(
            f"Berkas surat tidak dapat ditandatangani ({detail}).", f"The letter's file cannot be signed ({detail})."
        )
    )


async def _signed(request: SignRequest, key: PyHankoSigner, *, uncertified: bool) -> bytes:
    writer = _Appender(BytesIO(request.pdf))
    if writer.prev.encrypted:
        raise unsuitable("terenkripsi / encrypted")
    if any(one.docmdp_level == MDPPerm.NO_CHANGES for one in writer.prev.embedded_signatures):
        raise Rejected(
            Message(
                "Surat ini sudah ditandatangani dan terkunci; tidak ada yang dapat ditambahkan lagi.",
                "This letter is signed and locked already; nothing can be added any more.",
            )
        )
    session = _Seal(
        PdfSignatureMetadata(
            field_name=request.field_name,
            md_algorithm="sha256",
            docmdp_permissions=MDPPerm.FILL_FORMS if request.invisible else MDPPerm.NO_CHANGES,
            subfilter=SigSeedSubFilter.PADES,
            name=request.name,
            reason=f"{request.reason} (tanda tangan elektronik {UNCERTIFIED})" if uncertified else request.reason,
            location=request.place,
        ),
        key,
        timestamper=TimeStampService(settings.TIME_STAMP_URL) if settings.TIME_STAMP_URL else None,
        new_field_spec=_field(request),
    ).init_signing_session(writer)
    # The moment of signing is the caller's, as everywhere; pyHanko would ask the machine's clock and zone.
    session.system_time = request.at
    size = await session.estimate_signature_container_size(None, tight=False)
    document = session.prepare_tbs_document(validation_info=None, bytes_reserved=size)
    digest, output = document.digest_tbs_document()
    after = await document.perform_signature(
        document_digest=digest.document_digest, pdf_cms_signed_attrs=PdfCMSSignedAttributes(signing_time=request.at)
    )
    await after.post_signature_processing(output)
    assert isinstance(output, BytesIO)
    return output.getvalue()


class _Appender(IncrementalPdfFileWriter):
    """Leaves the letter's account of itself alone: pyHanko would name itself its producer, at the machine's clock."""

    def _update_meta(self) -> None:
        pass


class _Seal(PdfSigner):
    """Keeps the file at PDF 1.7, on which PDF/A-2 rests: for ECDSA pyHanko would declare an extension of PDF 2.0."""

    def register_extensions(self, pdf_out: BasePdfFileWriter, *, md_algorithm: str) -> None:
        pdf_out.register_extension(ESIC_EXTENSION_1)


def _field(request: SignRequest) -> SigFieldSpec:
    kind = "Paraf elektronik" if request.invisible else "Tanda tangan elektronik"
    return SigFieldSpec(
        request.field_name,
        on_page=0,
        invis_sig_settings=InvisSigSettings(set_print_flag=True, box_out_of_bounds=True),
        readable_field_name=f"{kind} {request.name}, {request.title}, {request.office_name}",
        field_mdp_spec=None if request.invisible else FieldMDPSpec(FieldMDPAction.ALL),
        doc_mdp_update_value=None if request.invisible else MDPPerm.NO_CHANGES,
    )


def _asn1(certificate: x509.Certificate) -> asn1.Certificate:
    return asn1.Certificate.load(certificate.public_bytes(serialization.Encoding.DER))
