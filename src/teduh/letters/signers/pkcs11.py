# SPDX-License-Identifier: AGPL-3.0-or-later
"""A signer over a token or a hardware module that speaks PKCS#11; the passphrase is its PIN.

Needs the optional package of `requirements/pkcs11.txt` and the vendor's module. The official's key and certificate
carry one label, given as `nik_or_id`; further certificates on the token are taken for the chain.
"""

from __future__ import annotations

import threading
from importlib.util import find_spec
from pathlib import Path

from django.conf import settings

from teduh.letters.signers import Signed, SignRequest, calling
from teduh.letters.signers.errors import NotSetUp, Rejected, ServiceAway, SigningError, WrongPassphrase
from teduh.procedure.problems import Message

CODE = "pkcs11"
NEEDS = ("nik_or_id",)
TOKEN = Message("Token tanda tangan", "The signing token")

# A token knows one login for a whole process: two officials at once would sign under the first one's PIN.
_one_at_a_time = threading.Lock()


def missing() -> Message | None:
    """The package, the vendor's module, or the token's label."""
    if find_spec("pkcs11") is None:
        return Message(
            "Paket python-pkcs11 belum dipasang: pip install -r requirements/pkcs11.txt.",
            "The package python-pkcs11 is not installed: pip install -r requirements/pkcs11.txt.",
        )
    if not Path(settings.PKCS11_MODULE).is_file() or not settings.PKCS11_TOKEN:
        return Message(
            "Isi TEDUH_PKCS11_MODULE dengan letak modul dari pembuat token, dan TEDUH_PKCS11_TOKEN dengan nama token.",
            "Set TEDUH_PKCS11_MODULE to where the vendor's module lies, and TEDUH_PKCS11_TOKEN to the token's label.",
        )
    return None


def answers() -> bool:
    """Whether the token is plugged in, and the service that stamps the time is there, where one is set."""
    if missing():
        return False
    import pkcs11

    with _one_at_a_time:
        try:
            pkcs11.lib(settings.PKCS11_MODULE).get_token(token_label=settings.PKCS11_TOKEN)
        except (pkcs11.PKCS11Error, RuntimeError):
            return False
    return calling.answers(settings.TIME_STAMP_URL)


def sign(request: SignRequest) -> Signed:
    """Sign with the key on the token that carries the official's label."""
    lacking = missing()
    if lacking:
        raise NotSetUp(lacking)
    import pkcs11
    from pkcs11.exceptions import PinIncorrect, PinInvalid, PinLenRange, PinLocked

    with _one_at_a_time:
        try:
            return _sign(request)
        except SigningError:
            raise
        except (PinIncorrect, PinInvalid, PinLenRange) as error:
            raise WrongPassphrase from error
        except PinLocked as error:
            raise Rejected(
                Message(
                    "PIN token terkunci karena terlalu sering salah. Hubungi pengelola token.",
                    "The token's PIN is locked after too many wrong ones. Ask whoever manages the token.",
                )
            ) from error
        except (pkcs11.PKCS11Error, RuntimeError) as error:
            raise ServiceAway(TOKEN) from error


def _sign(request: SignRequest) -> Signed:
    import pkcs11
    from pyhanko.sign.pkcs11 import PKCS11Signer

    from teduh.letters.signers import pades

    token = pkcs11.lib(settings.PKCS11_MODULE).get_token(token_label=settings.PKCS11_TOKEN)
    with token.open(user_pin=request.passphrase) as session:
        kinds = (pkcs11.ObjectClass.CERTIFICATE, pkcs11.ObjectClass.PRIVATE_KEY)
        counts = [
            len(list(session.get_objects({pkcs11.Attribute.CLASS: kind, pkcs11.Attribute.LABEL: request.nik_or_id})))
            for kind in kinds
        ]
        if not request.nik_or_id or counts != [1, 1]:
            raise NotSetUp(
                Message(
                    f"Token harus memuat tepat satu kunci dan satu sertifikat bernama {request.nik_or_id!r}.",
                    f"The token must hold exactly one key and one certificate labelled {request.nik_or_id!r}.",
                )
            )
        key = PKCS11Signer(session, cert_label=request.nik_or_id, key_label=request.nik_or_id, other_certs_to_pull=None)
        assert key.signing_cert is not None
        # Not every token hashes by itself for elliptic curves; each can sign a hash.
        key.use_raw_mechanism = key.signing_cert.public_key.algorithm == "ec"
        return pades.sign(request, key, code=CODE)
