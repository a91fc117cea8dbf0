# SPDX-License-Identifier: AGPL-3.0-or-later
"""Somebody who writes reports over HTTP without pause, and remembers what the server has acknowledged."""

from __future__ import annotations

import http.client
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from http.cookiejar import CookieJar
from typing import Any

SERVICE = "kota-tebing-tinggi/pengaduan-masyarakat"


class _Stay(urllib.request.HTTPRedirectHandler):
    """Where an answer leads is read, not followed."""

    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        return None


class Browser:
    """A browser's cookies and its way of sending a form; every answer is (status, where it leads)."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.cookies = CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies), _Stay)

    def get(self, path: str) -> tuple[int, str]:
        return self.send(urllib.request.Request(self.address + path))

    def post(self, path: str, fields: dict[str, str]) -> tuple[int, str]:
        token = next((cookie.value or "" for cookie in self.cookies if cookie.name == "csrftoken"), "")
        data = urllib.parse.urlencode({**fields, "csrfmiddlewaretoken": token}).encode()
        return self.send(urllib.request.Request(self.address + path, data=data))

    def send(self, request: urllib.request.Request) -> tuple[int, str]:
        try:
            with self.opener.open(request, timeout=20) as answer:
                answer.read()
                return answer.status, ""
        except urllib.error.HTTPError as answer:
            with answer:
                return answer.code, answer.headers.get("Location", "")

    def sign_in(self, username: str, password: str) -> None:
        self.get("/masuk/")
        status, leads = self.post("/masuk/", {"username": username, "password": password})
        assert (status, leads) == (302, "/meja/"), f"{username} cannot sign in: {status}"


class Caller(threading.Thread):
    """Takes reports, saves each three times as it is typed, opens every one as a case.

    `saved` is the number of the newest acknowledged text of each report; `opened` the reports whose opening was.
    """

    def __init__(self, browser: Browser, name: str, stop: threading.Event) -> None:
        super().__init__(daemon=True)
        self.browser, self.sign, self.stop = browser, name, stop
        self.saved: dict[str, int] = {}
        self.opened: dict[str, str] = {}
        self.strange: list[str] = []
        self.report = ""
        self.count = 0

    def run(self) -> None:
        while not self.stop.is_set():
            try:
                self.act()
            except (OSError, http.client.HTTPException):
                time.sleep(0.05)  # The server is gone: what was on its way may have arrived or not.

    def act(self) -> None:
        """One request: begin a report, save it, or open it."""
        if not self.report:
            status, leads = self.browser.post("/laporan/baru/", {"channel": "phone"})
            self.expect(status, 302)
            self.report, self.count = leads, 0
            self.saved[leads] = 0
        elif self.count < 3:
            self.count += 1
            fields = {**self.typed(), "autosave_count": str(self.count)}
            status, _leads = self.browser.post(f"{self.report}simpan/", fields)
            self.expect(status, 200)
            self.saved[self.report] = self.count
        else:
            self.count += 1
            fields = {**self.typed(), "do": "open", "clients": "1", "alleged": "0", "service": SERVICE}
            status, leads = self.browser.post(self.report, fields)
            self.expect(status, 302)
            self.saved[self.report] = min(self.count, 4)
            self.opened[self.report] = leads
            self.report = ""

    def typed(self) -> dict[str, str]:
        return {"narrative": f"{self.sign}: teks nomor {self.count}"}

    def expect(self, status: int, wanted: int) -> None:
        if status != wanted:
            self.strange.append(f"{self.report} {self.count}: {status} instead of {wanted}")
            self.report = ""
            raise OSError(status)
