# SPDX-License-Identifier: AGPL-3.0-or-later
"""A request to a service that a setting names: TLS unless on this machine, no redirect, bounded in time and size.

The address comes from a setting and from nowhere else; a proxy in the environment is not followed. User and password
stand in the address, as in `https://user:password@name`.
"""

from __future__ import annotations

import base64
import http.client
import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import SplitResult, unquote, urlsplit

from teduh.letters.signers.errors import NotSetUp, ServiceAway
from teduh.procedure.problems import Message

LOOPBACK = {"localhost", "127.0.0.1", "::1"}
# A connection that is silent so long is given up, and a whole answer that takes so long.
SILENT_SECONDS = 20.0
WHOLE_SECONDS = 60.0
_PIECE = 65_536


@dataclass(frozen=True, slots=True)
class Answer:
    """What the service said."""

    status: int
    kind: str
    """The media type, in small letters."""
    body: bytes = field(repr=False)


def fault(url: str) -> Message | None:
    """Why such an address may not be called. The address is not repeated, for it holds a password."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        host = None
    if not host or parts.scheme not in {"http", "https"} or parts.query or parts.fragment:
        return Message("alamatnya bukan https://…", "its address is not https://…")
    if parts.scheme == "http" and host not in LOOPBACK:
        return Message(
            "alamatnya harus https://, kecuali di mesin ini sendiri",
            "its address must be https://, unless on this very machine",
        )
    return None


def post(url: str, path: str = "", *, body: bytes, headers: Mapping[str, str], service: Message, limit: int) -> Answer:
    """Send `body` to the address with `path` behind it. `ServiceAway`, or `NotSetUp` where the address is bad."""
    wrong = fault(url)
    if wrong:
        raise NotSetUp(Message(f"{service.id}: {wrong.id}.", f"{service.en}: {wrong.en}."))
    parts = urlsplit(url)
    sent = dict(headers)
    if parts.username is not None:
        pair = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
        sent["Authorization"] = f"Basic {base64.b64encode(pair.encode()).decode()}"
    connection = _connection(parts)
    try:
        connection.request("POST", parts.path.rstrip("/") + path or "/", body=body, headers=sent)
        with connection.getresponse() as response:
            answer = _read(response, limit=limit)
    except ssl.SSLCertVerificationError as error:
        raise NotSetUp(
            Message(
                f"{service.id}: sertifikat TLS peladennya tidak dipercaya mesin ini.",
                f"{service.en}: this machine does not trust the server's TLS certificate.",
            )
        ) from error
    except (OSError, http.client.HTTPException) as error:
        raise ServiceAway(service) from error
    finally:
        connection.close()
    if _is_away(answer.status):
        raise ServiceAway(service)
    if answer.status in {301, 302, 303, 307, 308}:
        raise NotSetUp(
            Message(
                f"{service.id} mengalihkan ke alamat lain; tulis alamat yang benar di pengaturan.",
                f"{service.en} redirects to another address; write the right one into the settings.",
            )
        )
    if answer.status in {401, 403}:
        raise NotSetUp(
            Message(
                f"{service.id} menolak nama atau kata sandi aplikasi ini; periksa pengaturannya.",
                f"{service.en} refuses this program's user or password; check the settings.",
            )
        )
    return answer


def answers(url: str) -> bool:
    """Whether the service is there; one that no setting names is never away. It is sent neither user nor password nor
    anything of a letter, so that it refuses the question is as good as any answer."""
    if not url:
        return True
    if fault(url):
        return False
    parts = urlsplit(url)
    connection = _connection(parts)
    try:
        connection.request("GET", parts.path or "/")
        with connection.getresponse() as response:
            return not _is_away(response.status)
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _connection(parts: SplitResult) -> http.client.HTTPConnection:
    host = parts.hostname or ""
    if parts.scheme == "https":
        return http.client.HTTPSConnection(
            host, parts.port, timeout=SILENT_SECONDS, context=ssl.create_default_context()
        )
    return http.client.HTTPConnection(host, parts.port, timeout=SILENT_SECONDS)


def _is_away(status: int) -> bool:
    return status >= 500 or status == 429


def _read(response: http.client.HTTPResponse, *, limit: int) -> Answer:
    end = time.monotonic() + WHOLE_SECONDS
    body = bytearray()
    while piece := response.read1(_PIECE):
        body += piece
        if len(body) > limit or time.monotonic() > end:
            raise http.client.HTTPException("an answer that is too long, or too slow")
    if response.length:
        raise http.client.IncompleteRead(bytes(body), response.length)
    return Answer(response.status, response.headers.get_content_type(), bytes(body))
