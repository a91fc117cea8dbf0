# SPDX-License-Identifier: AGPL-3.0-or-later
"""RFC 3161 time stamps by the service that `TEDUH_TSA_URL` names: a moment that is not the office's own word."""

from __future__ import annotations

from asn1crypto import cms, tsp
from pyhanko.sign.timestamps.api import TimeStamper

from teduh.letters.signers import calling
from teduh.letters.signers.errors import ServiceAway, SigningError
from teduh.procedure.problems import Message

SERVICE = Message("Layanan penanda waktu", "The time stamp service")
_LARGEST = 100_000


class TimeStampService(TimeStamper):
    """pyHanko's time stamper over this package's own caller, which bounds and does not redirect."""

    def __init__(self, url: str) -> None:
        super().__init__()  # type: ignore[no-untyped-call] # pyHanko leaves it untyped
        self.url = url

    async def async_timestamp(self, message_digest: bytes, md_algorithm: str) -> cms.ContentInfo:
        """A token over that digest and nothing else; `ServiceAway` for every answer that is none."""
        try:
            token = await super().async_timestamp(message_digest, md_algorithm)
            stamped = token["content"]["encap_content_info"]["content"].parsed["message_imprint"]
            matches = stamped["hashed_message"].native == message_digest
        except SigningError:
            raise
        except Exception as error:  # pyHanko lets each fault of a malformed answer through as it comes
            raise ServiceAway(SERVICE) from error
        if not matches:
            raise ServiceAway(SERVICE)
        return token

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        """Ask the service."""
        answer = calling.post(
            self.url,
            body=req.dump(),
            headers={"Content-Type": "application/timestamp-query", "Accept": "application/timestamp-reply"},
            service=SERVICE,
            limit=_LARGEST,
        )
        if answer.kind != "application/timestamp-reply":
            raise ServiceAway(SERVICE)
        return tsp.TimeStampResp.load(answer.body, strict=True)
