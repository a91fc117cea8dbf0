# SPDX-License-Identifier: AGPL-3.0-or-later
"""Walking a case as its people do: each signs in, opens a page, fills in the form on it, presses its button.

Nothing here knows actions or rows: what can be done is what the pages offer, what is true is what the pages and the
documented commands say. Time is set by the walk, as the office's clock shows it.
"""

from __future__ import annotations

import json
import re
import subprocess
from datetime import datetime, timedelta
from io import StringIO
from typing import Any, Self
from zoneinfo import ZoneInfo

from django.core.management import call_command
from django.test import Client
from django.test.client import ClientHandler

from teduh.accounts.queries import by_username
from tests import people
from tests.journeys.pages import Page, PageForm, read

WIB = ZoneInfo("Asia/Jakarta")
AWAY = timedelta(minutes=15)  # who has not used the page for longer signs in again
PASSPHRASE = "payung teduh di tengah hujan"
PAPER = re.compile(r"/surat/[0-9a-f-]{36}/pdf")

Answer = str | list[str]

# One for all browsers: each would otherwise look through every static file anew.
HANDLER = ClientHandler(enforce_csrf_checks=False)


class Clock:
    """What time it is in the tests: `django.utils.timezone.now` asks it."""

    def __init__(self) -> None:
        self.moment = people.NOW

    def set(self, text: str) -> None:
        """`2026-03-02 10.12`, in the office's time."""
        self.moment = datetime.strptime(text, "%Y-%m-%d %H.%M").replace(tzinfo=WIB)

    def now(self) -> datetime:
        return self.moment


class Walk:
    """One office at work on one case. `case` is the address of its page once it is open; `stood_at` is the moment at
    which it was left, for who goes on with it later."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.case = ""
        self.number = ""
        self.stood_at = clock.moment
        self.signed_in: dict[str, tuple[Client | None, datetime]] = {}

    def at(self, text: str) -> Self:
        self.clock.set(text)
        return self

    # Pages -----------------------------------------------------------------------------------------------------------

    def browser(self, who: str) -> Client:
        """That person's browser: signed in through the sign-in page, and after a pause again."""
        client, seen = self.signed_in.get(who, (None, self.clock.moment))
        if client is None:
            client = new_browser()
            reply = client.post("/masuk/", {"username": who, "password": people.PASSWORD})
            assert reply.status_code == 302, f"{who} cannot sign in"
        elif self.clock.moment - seen > AWAY:
            staff = by_username(who)
            assert staff
            client = new_browser()
            people.sign_in(client, staff)
        self.signed_in[who] = client, self.clock.moment
        return client

    def get(self, who: str, address: str) -> Page:
        return self.page(self.browser(who).get(address, follow=True), address)

    def post(self, who: str, address: str, sent: dict[str, Any]) -> Page:
        return self.page(self.browser(who).post(address, sent, follow=True), address)

    def page(self, reply: Any, address: str) -> Page:
        chain = getattr(reply, "redirect_chain", None)
        html = reply.content.decode() if "html" in reply["Content-Type"] else ""
        return read(reply.status_code, chain[-1][0] if chain else address, html)

    # Reports ---------------------------------------------------------------------------------------------------------

    def take(self, who: str, channel: str) -> str:
        """Begin a report by the channel that the page offers; the address of the report's page."""
        client = self.browser(who)
        offer = client.get("/laporan/baru/").content.decode()
        assert f'name="channel" value="{channel}"' in offer
        reply = client.post("/laporan/baru/", {"channel": channel})
        return str(reply["Location"])

    def type(self, who: str, report: str, **typed: Answer) -> Page:
        """Type into the report's page and let it be saved as it is typed."""
        form = self.get(who, report).form("narrative")
        sent = form.filled(typed) | {"autosave_count": ["1"]}
        reply = self.browser(who).post(f"{report}simpan/", sent)
        assert reply.status_code == 200, reply.content
        return self.get(who, report)

    def open(self, who: str, report: str, **typed: Answer) -> Page:
        """Press "open the case" on the report's page. The case's page comes back."""
        page = self.get(who, report)
        sent = page.form("narrative").filled(typed) | {"do": ["open"]}
        page = self.post(who, report, sent)
        assert page.status == 200, page.text
        assert re.fullmatch(r"/kasus/[0-9a-f-]{36}/", page.address), page.text
        self.case = page.address
        found = re.search(r"\d{4}/\d{4}", page.text)
        assert found
        self.number = found[0]
        return page

    # The case --------------------------------------------------------------------------------------------------------

    def look(self, who: str) -> Page:
        """The case's page."""
        page = self.get(who, self.case)
        assert page.status == 200, f"{who} gets {page.status}"
        return page

    def step(self, step: str, run: int = 1) -> str:
        return f"{self.case}langkah/{run}/{step}/"

    def form(self, who: str, step: str) -> PageForm:
        """The form of an open step, as that person sees it."""
        page = self.get(who, self.step(step))
        assert page.status == 200, f"{who} gets {page.status} for {step}"
        return page.form("round")

    def start(self, who: str, step: str) -> None:
        page = self.post(who, f"{self.step(step)}mulai/", {})
        assert "Dimulai" in page.text, page.text

    def finish(self, who: str, step: str, **answers: Answer) -> None:
        """Fill in the step's form and finish it. `assignee` is the beginning of a colleague's name."""
        reply = self.press(who, step, "finish", **answers)
        said = "" if reply.status_code == 302 else self.page(reply, "").text
        assert reply.status_code == 302, f"{who}, {step}: {reply.status_code} {said}"
        assert reply["Location"] == self.case, f"{who}, {step}: {reply['Location']}"

    # Letters ---------------------------------------------------------------------------------------------------------

    def letter_at(self, who: str, step: str) -> Page:
        """The page of the letter that waits at this step, to which the step's own page leads."""
        page = self.get(who, self.step(step))
        assert page.address.startswith("/surat/"), f"{who}, {step}: {page.address}"
        return page

    def approve(self, who: str, letter: Page, **said: str) -> Page:
        """Paraf or signature on a letter's page, with the official's own passphrase; a key is made at the first."""
        if "Buat kunci" in letter.text:
            self.post(who, "/persetujuan/kunci/", {"passphrase": PASSPHRASE, "again": PASSPHRASE})
            letter = self.get(who, letter.address)
        sent = {"passphrase": PASSPHRASE, **said}
        return self.post(who, f"{letter.address}setuju/", letter.form("passphrase").filled(sent))

    def approve_at(self, who: str, step: str, **said: str) -> None:
        page = self.approve(who, self.letter_at(who, step), **said)
        assert page.status == 200, page.text

    def make_and_sign(self, who: str, step: str, **answers: Answer) -> None:
        """A step that signs what it makes: fill in its form, read the letter, sign it."""
        reply = self.press(who, step, "finish", **answers)
        said = "" if reply.status_code == 302 else self.page(reply, "").text
        assert reply.status_code == 302, f"{who}, {step}: {reply.status_code} {said}"
        page = self.approve(who, self.get(who, reply["Location"]))
        assert page.status == 200, page.text

    def send_back(self, who: str, step: str, note: str) -> Page:
        letter = self.letter_at(who, step)
        return self.post(who, f"{letter.address}kembali/", letter.form("note").filled({"note": note}))

    def approve_all(self, who: str) -> int:
        """Everything that waits on the Approvals screen, one letter after another. How many there were."""
        for done in range(20):
            page = self.get(who, "/persetujuan/")
            if "Tidak ada surat yang menunggu Anda" in page.text:
                return done
            if "Buat kunci" in page.text:
                self.post(who, "/persetujuan/kunci/", {"passphrase": PASSPHRASE, "again": PASSPHRASE})
                page = self.get(who, "/persetujuan/")
            form = page.form("passphrase")
            page = self.post(who, form.action, form.filled({"passphrase": PASSPHRASE}))
            assert page.status == 200, page.text
        raise AssertionError(f"{who} signs without end")

    def entry(self, who: str, step: str, **answers: Answer) -> None:
        """Record one entry of a repeated step, which stays open."""
        reply = self.press(who, step, "entry", **answers)
        assert reply.status_code == 302, self.page(reply, "").text
        assert reply["Location"] == self.step(step)

    def refused(self, who: str, step: str, **answers: Answer) -> Page:
        """Finish it from its page and be refused: the page comes back and says why."""
        reply = self.press(who, step, "finish", **answers)
        assert reply.status_code in (409, 422), reply.status_code
        return self.page(reply, self.step(step))

    def press(self, who: str, step: str, button: str, **answers: Answer) -> Any:
        form = self.form(who, step)
        if "assignee" in answers:
            answers["assignee"] = form.option("assignee", str(answers["assignee"]))
        return self.browser(who).post(self.step(step), form.filled(answers) | {"do": [button]})

    def crafted(self, who: str, step: str, **sent: Answer) -> Page:
        """A POST that no page offered."""
        return self.post(who, self.step(step), {"do": "finish", "round": "1", **sent})

    def act(self, who: str, name: str, **fields: str) -> None:
        """One of the small forms of the case's page: consent, risk, requirement, closing."""
        reply = self.browser(who).post(f"{self.case}ubah/{name}/", fields)
        said = "" if reply.status_code == 302 else self.page(reply, "").text
        assert reply.status_code == 302, f"{who}, {name}: {reply.status_code} {said}"

    def invite(self, who: str, words: str) -> None:
        """Bring a colleague into the team, by the beginning of the words that the page offers."""
        address = f"{self.case}ubah/tambah-rekan/"
        form = next(form for form in self.look(who).forms if form.action == address)
        self.act(who, "tambah-rekan", whom=form.option("whom", words))

    # What is true ----------------------------------------------------------------------------------------------------

    def state(self, office: str) -> dict[str, Any]:
        """`manage.py case show NUMBER --json`."""
        found: dict[str, Any] = json.loads(
            command("case", "show", self.number, "--office", office, "--json", "--at", self.clock.moment.isoformat())
        )
        return found

    def promise(self, office: str, name: str) -> tuple[str, str]:
        """(status, due time as the office's clock shows it) of the first run's own promise of that key."""
        found = [one for one in self.state(office)["clocks"] if one["key"] == name and not one["legal"]]
        assert len(found) == 1, [one["key"] for one in self.state(office)["clocks"]]
        due = found[0]["due_at"]
        return found[0]["status"], datetime.fromisoformat(due).strftime("%Y-%m-%d %H.%M") if due else ""

    def papers(self, who: str) -> dict[str, str]:
        """Every paper on the case's page, as text, by the name of its file without number and version."""
        return {name: text_of(pdf) for name, pdf in self.pdfs(who).items()}

    def pdfs(self, who: str) -> dict[str, bytes]:
        """The same papers as files."""
        found: dict[str, bytes] = {}
        for address in dict.fromkeys(link for link in self.look(who).links if PAPER.fullmatch(link)):
            reply = self.browser(who).get(address)
            assert reply.status_code == 200
            assert reply["Content-Type"] == "application/pdf"
            assert reply.content.startswith(b"%PDF")
            name = re.search(r'filename="(.+?)-\d{4}-\d{4}-(\d+)\.pdf"', reply["Content-Disposition"])
            assert name
            found[f"{name[1]} {name[2]}"] = reply.content
        return found

    def whole(self) -> None:
        """The journal verifies, and the cached reading of every case is what its journal folds to."""
        assert "Jurnal utuh" in command("journal", "verify")
        assert "each as its journal folds" in command("case", "check")


def new_browser() -> Client:
    """A browser without cookies."""
    client = Client()
    client.handler = HANDLER
    return client


def command(*arguments: str) -> str:
    """What a management command prints."""
    out = StringIO()
    call_command(*arguments, stdout=out)
    return out.getvalue()


def text_of(pdf: bytes) -> str:
    done = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True)
    return " ".join(done.stdout.decode().split())
