# SPDX-License-Identifier: AGPL-3.0-or-later
"""Why a letter was not signed, in words for the person who tried."""

from __future__ import annotations

from datetime import datetime

from teduh.procedure.problems import Message


class SigningError(Exception):
    """The letter is as it was. `message` says why, in both languages."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.en)
        self.message = message


class WrongPassphrase(SigningError):
    """The passphrase does not open the key."""

    def __init__(self) -> None:
        super().__init__(
            Message(
                "Frasa sandi salah. Periksa huruf besar dan kecilnya, lalu coba lagi.",
                "The passphrase is wrong. Check capital and small letters, then try again.",
            )
        )


class WeakPassphrase(SigningError):
    """A new passphrase that could be guessed."""


class CertificateExpired(SigningError):
    """The signer's certificate ended before the signature."""

    def __init__(self, until: datetime) -> None:
        super().__init__(
            Message(
                f"Sertifikat Anda berakhir pada {until:%d-%m-%Y}. Buat atau minta yang baru, lalu tanda tangani lagi.",
                f"Your certificate ended on {until:%Y-%m-%d}. Make or ask for a new one, then sign again.",
            )
        )
        self.until = until


class CertificateNotYetValid(SigningError):
    """The signer's certificate begins after the signature."""

    def __init__(self, begins: datetime) -> None:
        super().__init__(
            Message(
                f"Sertifikat Anda baru berlaku mulai {begins:%d-%m-%Y %H:%M} UTC. Periksa juga jam di peladen.",
                f"Your certificate is valid from {begins:%Y-%m-%d %H:%M} UTC only. Check the server's clock as well.",
            )
        )
        self.begins = begins


class ServiceAway(SigningError):
    """A service that signing needs does not answer; the same request may succeed later."""

    def __init__(self, service: Message) -> None:
        super().__init__(
            Message(
                f"{service.id} sedang tidak dapat dihubungi. Surat tetap menunggu tanda tangan. "
                "Anda diberi tahu begitu layanannya kembali.",
                f"{service.en} cannot be reached now. The letter still waits for its signature. "
                "You will be told as soon as the service is back.",
            )
        )


class NotSetUp(SigningError):
    """Something must be set up first, by the official or the administrator."""


class Rejected(SigningError):
    """The document or the signature was refused; asking again changes nothing."""
