# SPDX-License-Identifier: AGPL-3.0-or-later
"""The clocks that the law sets, whichever standard a case follows. A table: facts start and stop them.

A case learns of an arrest, a request, a decree as a fact with the value `yes` (`FactKnown`); the moment of that fact
drives the clock. A legal clock is never paused, and never extended but as the law itself says. Where an act and its
regulation differ the stricter one stands here. Where nothing says otherwise `hari` in an act is a calendar day.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from teduh.procedure.calendar import WorkingCalendar
from teduh.procedure.limits import Limit, describe
from teduh.procedure.problems import Message
from teduh.procedure.safeguards import SEXUAL_KINDS, Facts, sexual_violence
from teduh.procedure.terms import due, lengthen, parse_limit

SEXUAL_VIOLENCE_KINDS = SEXUAL_KINDS
"""The forms of UU 12/2022 art. 4, marital violence and abuse of children included."""

DOMESTIC_VIOLENCE_KINDS = frozenset({"domestic_violence", "domestic_sexual_violence"})

RECEIVED = "received"
"""Not a fact: the reception of the report that the case began with (`Opened.at` of its first run)."""


class When(StrEnum):
    """The cases that a legal clock runs in, read anew whenever the facts change."""

    ALWAYS = "always"
    SEXUAL_VIOLENCE = "sexual_violence"  # UU 12/2022
    DOMESTIC_VIOLENCE = "domestic_violence"  # UU 23/2004


class Party(StrEnum):
    """Who must act."""

    OFFICE = "office"
    SOCIAL_WORKER = "social_worker"
    POLICE = "police"
    PROBATION = "probation"
    PROSECUTOR = "prosecutor"
    COURT = "court"


PARTIES: Mapping[Party, Message] = {
    Party.OFFICE: Message("kantor layanan", "the service office"),
    Party.SOCIAL_WORKER: Message("pekerja sosial", "the social worker"),
    Party.POLICE: Message("kepolisian", "the police"),
    Party.PROBATION: Message("Bapas", "the probation office"),
    Party.PROSECUTOR: Message("penuntut umum", "the prosecutor"),
    Party.COURT: Message("pengadilan", "the court"),
}

LEGAL_FACTS: Mapping[str, Message] = {
    "police_reported": Message("laporan polisi", "report to the police"),
    "police_protection_given": Message("pelindungan sementara kepolisian", "temporary police protection"),
    "police_protection_ended": Message("akhir pelindungan sementara", "end of temporary police protection"),
    "lpsk_requested": Message("permintaan pelindungan LPSK", "request for protection by LPSK"),
    "court_order_requested": Message("permintaan perintah perlindungan", "request for a court protection order"),
    "court_order_issued": Message("perintah perlindungan pengadilan", "court protection order"),
    "shelter_admitted": Message("masuk penampungan", "admission to the shelter"),
    "shelter_decided": Message("putusan lanjutan penampungan", "decision on what follows the shelter"),
    "shelter_left": Message("keluar penampungan", "departure from the shelter"),
    "investigation_started": Message("mulai penyidikan", "start of the investigation"),
    "prosecutor_coordinated": Message("koordinasi dengan penuntut umum", "coordination with the prosecutor"),
    "litmas_requested": Message("permintaan litmas", "request for a social inquiry report"),
    "litmas_delivered": Message("penyerahan litmas", "delivery of the social inquiry report"),
    "social_report_requested": Message("permintaan laporan sosial", "request for a social report"),
    "social_report_delivered": Message("penyerahan laporan sosial", "delivery of the social report"),
    "diversion_offered": Message("tawaran diversi", "offer of diversion"),
    "diversion_started": Message("mulai diversi", "start of the diversion"),
    "diversion_agreed": Message("kesepakatan diversi", "diversion agreement"),
    "diversion_failed": Message("diversi gagal", "failure of the diversion"),
    "diversion_submitted": Message("kesepakatan diversi di pengadilan", "arrival of the agreement at the court"),
    "diversion_decreed": Message("penetapan diversi", "court decree on the diversion"),
    "diversion_notified": Message("pemberitahuan penetapan diversi", "notice of the decree"),
    "prosecution_received": Message("berkas di penuntut umum", "arrival of the file at the prosecutor"),
    "prosecution_diversion_offered": Message("tawaran diversi penuntutan", "offer of diversion by the prosecutor"),
    "trial_received": Message("perkara di pengadilan", "arrival of the matter at the court"),
    "judge_appointed": Message("penetapan hakim", "appointment of the judge"),
    "trial_diversion_offered": Message("tawaran diversi pengadilan", "offer of diversion by the judge"),
    "child_arrested": Message("penangkapan anak", "arrest of the child"),
    "child_released": Message("pembebasan anak", "release of the child"),
    "detained_investigation": Message("penahanan penyidikan", "detention for investigation"),
    "extended_investigation": Message("perpanjangan penahanan penyidikan", "longer detention for investigation"),
    "detained_prosecution": Message("penahanan penuntutan", "detention for prosecution"),
    "extended_prosecution": Message("perpanjangan penahanan penuntutan", "longer detention for prosecution"),
    "detained_trial": Message("penahanan persidangan", "detention for trial"),
    "extended_trial": Message("perpanjangan penahanan persidangan", "longer detention for trial"),
    "detained_appeal": Message("penahanan banding", "detention on appeal"),
    "extended_appeal": Message("perpanjangan penahanan banding", "longer detention on appeal"),
    "detained_cassation": Message("penahanan kasasi", "detention on cassation"),
    "extended_cassation": Message("perpanjangan penahanan kasasi", "longer detention on cassation"),
    "verdict_read": Message("pembacaan putusan", "reading of the verdict"),
    "verdict_copied": Message("salinan putusan", "copy of the verdict"),
    "under_twelve_meeting": Message(
        "rapat koordinasi anak di bawah 12 tahun", "coordination meeting on a child under twelve"
    ),
    "under_twelve_decided": Message("keputusan anak di bawah 12 tahun", "decision on a child under twelve"),
    "under_twelve_submitted": Message(
        "permintaan penetapan anak di bawah 12 tahun", "request for a decree on a child under twelve"
    ),
    "under_twelve_decreed": Message("penetapan anak di bawah 12 tahun", "decree on a child under twelve"),
    "correction_requested": Message("permintaan perbaikan data", "request to correct data"),
    "correction_made": Message("perbaikan data", "correction of data"),
    "access_requested": Message("permintaan akses data", "request for access to data"),
    "access_given": Message("pemberian akses data", "access to data"),
    "processing_withdrawn": Message("penarikan persetujuan pemrosesan", "withdrawal of consent to processing"),
    "processing_stopped": Message("penghentian pemrosesan", "end of processing"),
    "restriction_requested": Message("permintaan pembatasan pemrosesan", "request to restrict processing"),
    "processing_restricted": Message("pembatasan pemrosesan", "restriction of processing"),
    "breach_found": Message("kegagalan pelindungan data", "breach of data protection"),
    "breach_notified": Message("pemberitahuan kegagalan pelindungan data", "notice of the breach"),
    "service_complaint_received": Message("pengaduan layanan diterima", "arrival of the service complaint"),
    "service_complaint_answered": Message("tanggapan pengaduan layanan", "answer to the service complaint"),
    "service_complaint_completed": Message(
        "berkas pengaduan layanan lengkap", "complete file of the service complaint"
    ),
    "service_complaint_decided": Message("putusan pengaduan layanan", "decision on the service complaint"),
    "service_complaint_notified": Message("pemberitahuan putusan pengaduan layanan", "notice of that decision"),
}
"""Facts that start and stop legal clocks, with the words that people read and stories write; the value is `yes`."""

_RECEPTION = Message("laporan diterima", "reception of the report")


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalTerm:
    """One clock of the law.

    It runs from the first moment of `since` in cases of kind `when`, until the first of `until`, or until a step that
    carries one of `forms` is finished. `extension` is added to the due time once `extended_by` is known. `role` is the
    shared role that must act; empty where another agency must. `seen` is false where the source's text was not at hand.
    """

    key: str
    name: Message
    article: str
    limit: Limit
    since: str
    until: tuple[str, ...]
    party: Party
    role: str = ""
    when: When = When.ALWAYS
    forms: tuple[str, ...] = ()
    extension: Limit | None = None
    extended_by: str = ""
    seen: bool = True

    @property
    def text(self) -> Message:
        """`Paling lama 3x24 jam sejak permintaan laporan sosial`."""
        since = _RECEPTION if self.since == RECEIVED else LEGAL_FACTS[self.since]
        return Message(
            f"Paling lama {self.limit.text} sejak {since.id}", f"At most {describe(self.limit).en} from the {since.en}"
        )

    def applies(self, facts: Facts) -> bool:
        """Whether the clock runs in a case of these facts."""
        if self.when is When.SEXUAL_VIOLENCE:
            return sexual_violence(facts)
        if self.when is When.DOMESTIC_VIOLENCE:
            return not DOMESTIC_VIOLENCE_KINDS.isdisjoint(facts.get("kind", ()))
        return True

    def due_at(self, start: datetime, calendar: WorkingCalendar, *, extended: bool = False) -> datetime:
        """When it falls due, in the office's zone; the extension counted on from the first due time."""
        due_at = due(self.limit, start, calendar)
        if due_at is not None and extended and self.extension:
            due_at = lengthen(self.extension, due_at, calendar)
        if due_at is None:
            raise ValueError(f"The legal clock {self.key} has no due time.")
        return due_at


def _limit(text: str) -> Limit:
    limit = parse_limit(text)
    assert isinstance(limit, Limit), text
    return limit


LEGAL_TERMS: tuple[LegalTerm, ...] = (
    LegalTerm(
        # The duty counts from the victim's report. Whoever reported, the reception of the report is the earliest
        # moment that the office knows, and the earlier clock warns first.
        key="police_report",
        name=Message("Laporkan ke kepolisian", "Report to the police"),
        article="UU 12/2022 Pasal 41 ayat (2) dan (3)",
        limit=_limit("3x24 jam"),
        since=RECEIVED,
        until=("police_reported",),
        party=Party.OFFICE,
        role="case_manager",
        when=When.SEXUAL_VIOLENCE,
    ),
    LegalTerm(
        key="police_protection_sexual_violence",
        name=Message("Pelindungan sementara korban kekerasan seksual", "Temporary protection in sexual violence"),
        article="UU 12/2022 Pasal 42 ayat (1)",
        limit=_limit("1x24 jam"),
        since="police_reported",
        until=("police_protection_given",),
        party=Party.POLICE,
        when=When.SEXUAL_VIOLENCE,
    ),
    LegalTerm(
        key="police_protection_sexual_violence_end",
        name=Message("Masa pelindungan sementara kepolisian", "Length of temporary police protection"),
        article="UU 12/2022 Pasal 42 ayat (2)",
        limit=_limit("14 hari kalender"),
        since="police_protection_given",
        until=("police_protection_ended",),
        party=Party.POLICE,
        when=When.SEXUAL_VIOLENCE,
    ),
    LegalTerm(
        key="lpsk_request",
        name=Message("Permintaan pelindungan kepada LPSK", "Request for protection by LPSK"),
        article="UU 12/2022 Pasal 43 ayat (1)",
        limit=_limit("1x24 jam"),
        since="police_protection_given",
        until=("lpsk_requested",),
        party=Party.POLICE,
        when=When.SEXUAL_VIOLENCE,
    ),
    LegalTerm(
        key="police_protection_domestic_violence",
        name=Message("Perlindungan sementara korban KDRT", "Temporary protection in domestic violence"),
        article="UU 23/2004 Pasal 16 ayat (1)",
        limit=_limit("1x24 jam"),
        since="police_reported",
        until=("police_protection_given",),
        party=Party.POLICE,
        when=When.DOMESTIC_VIOLENCE,
    ),
    LegalTerm(
        key="police_protection_domestic_violence_end",
        name=Message("Masa perlindungan sementara korban KDRT", "Length of temporary protection"),
        article="UU 23/2004 Pasal 16 ayat (2)",
        limit=_limit("7 hari kalender"),
        since="police_protection_given",
        until=("police_protection_ended",),
        party=Party.POLICE,
        when=When.DOMESTIC_VIOLENCE,
    ),
    LegalTerm(
        key="court_order_request",
        name=Message("Permintaan perintah perlindungan", "Request for a protection order"),
        article="UU 23/2004 Pasal 16 ayat (3)",
        limit=_limit("1x24 jam"),
        since="police_protection_given",
        until=("court_order_requested",),
        party=Party.POLICE,
        when=When.DOMESTIC_VIOLENCE,
    ),
    LegalTerm(
        key="court_order",
        name=Message("Perintah perlindungan pengadilan", "Protection order of the court"),
        article="UU 23/2004 Pasal 28",
        limit=_limit("7 hari kalender"),
        since="court_order_requested",
        until=("court_order_issued",),
        party=Party.COURT,
        when=When.DOMESTIC_VIOLENCE,
    ),
    LegalTerm(
        key="shelter_decision",
        name=Message("Langkah setelah penampungan sementara", "What follows the temporary shelter"),
        article="Permen PPPA 2/2022",
        limit=_limit("14 hari kalender"),
        since="shelter_admitted",
        until=("shelter_decided", "shelter_left"),
        party=Party.OFFICE,
        role="case_manager",
        seen=False,
    ),
    LegalTerm(
        key="litmas_request",
        name=Message("Penyidik meminta litmas", "The investigator asks for a social inquiry report"),
        article="PP 65/2015 Pasal 13 ayat (1) huruf a",
        limit=_limit("1x24 jam"),
        since="investigation_started",
        until=("litmas_requested",),
        party=Party.POLICE,
    ),
    LegalTerm(
        key="social_report_request",
        name=Message("Penyidik meminta laporan sosial", "The investigator asks for a social report"),
        article="PP 65/2015 Pasal 13 ayat (1) huruf b",
        limit=_limit("1x24 jam"),
        since="investigation_started",
        until=("social_report_requested",),
        party=Party.POLICE,
    ),
    LegalTerm(
        key="litmas",
        name=Message("Hasil penelitian kemasyarakatan", "Social inquiry report"),
        article="UU 11/2012 Pasal 28; PP 65/2015 Pasal 13 ayat (2)",
        limit=_limit("3x24 jam"),
        since="litmas_requested",
        until=("litmas_delivered",),
        party=Party.PROBATION,
    ),
    LegalTerm(
        key="social_report",
        name=Message("Laporan sosial", "Social report"),
        article="PP 65/2015 Pasal 13 ayat (2)",
        limit=_limit("3x24 jam"),
        since="social_report_requested",
        until=("social_report_delivered",),
        forms=("laporan-sosial",),
        party=Party.SOCIAL_WORKER,
        role="social_worker",
    ),
    LegalTerm(
        key="prosecutor_coordination",
        name=Message("Koordinasi penyidik dengan penuntut umum", "Coordination of investigator and prosecutor"),
        article="UU 11/2012 Pasal 31 ayat (2); PP 65/2015 Pasal 12 ayat (2)",
        limit=_limit("1x24 jam"),
        since="investigation_started",
        until=("prosecutor_coordinated",),
        party=Party.POLICE,
    ),
    LegalTerm(
        key="diversion_offer",
        name=Message("Tawaran diversi oleh penyidik", "Offer of diversion by the investigator"),
        article="UU 11/2012 Pasal 29 ayat (1); PP 65/2015 Pasal 14 ayat (1)",
        limit=_limit("7x24 jam"),
        since="investigation_started",
        until=("diversion_offered", "diversion_started"),
        party=Party.POLICE,
    ),
    LegalTerm(
        key="diversion_offer_prosecution",
        name=Message("Tawaran diversi oleh penuntut umum", "Offer of diversion by the prosecutor"),
        article="UU 11/2012 Pasal 42 ayat (1); PP 65/2015 Pasal 31 ayat (1)",
        limit=_limit("7x24 jam"),
        since="prosecution_received",
        until=("prosecution_diversion_offered",),
        party=Party.PROSECUTOR,
    ),
    LegalTerm(
        key="judge_appointment",
        name=Message("Penetapan hakim", "Appointment of the judge"),
        article="UU 11/2012 Pasal 52 ayat (1)",
        limit=_limit("3 hari kalender"),
        since="trial_received",
        until=("judge_appointed",),
        party=Party.COURT,
    ),
    LegalTerm(
        key="diversion_offer_trial",
        name=Message("Tawaran diversi oleh hakim", "Offer of diversion by the judge"),
        article="UU 11/2012 Pasal 52 ayat (2)",
        limit=_limit("7 hari kalender"),
        since="judge_appointed",
        until=("trial_diversion_offered",),
        party=Party.COURT,
    ),
    LegalTerm(
        key="diversion_process",
        name=Message("Proses diversi", "Diversion"),
        article="UU 11/2012 Pasal 29 ayat (2), Pasal 42 ayat (2), Pasal 52 ayat (3); PP 65/2015 Pasal 15 ayat (1)",
        limit=_limit("30 hari kalender"),
        since="diversion_started",
        until=("diversion_agreed", "diversion_failed"),
        party=Party.POLICE,
    ),
    LegalTerm(
        key="diversion_submission",
        name=Message("Kesepakatan diversi ke pengadilan", "Diversion agreement to the court"),
        article="UU 11/2012 Pasal 12 ayat (2)",
        limit=_limit("3 hari kalender"),
        since="diversion_agreed",
        until=("diversion_submitted",),
        party=Party.POLICE,
    ),
    LegalTerm(
        key="diversion_decree",
        name=Message("Penetapan kesepakatan diversi", "Decree on the diversion agreement"),
        article="UU 11/2012 Pasal 12 ayat (3)",
        limit=_limit("3 hari kalender"),
        since="diversion_submitted",
        until=("diversion_decreed",),
        party=Party.COURT,
    ),
    LegalTerm(
        key="diversion_notice",
        name=Message("Penyampaian penetapan diversi", "Notice of the decree"),
        article="UU 11/2012 Pasal 12 ayat (4)",
        limit=_limit("3 hari kalender"),
        since="diversion_decreed",
        until=("diversion_notified",),
        party=Party.COURT,
    ),
    LegalTerm(
        # The elucidation counts these hours as working time; the wall clock, which ends earlier, protects the child.
        key="arrest",
        name=Message("Masa penangkapan anak", "Length of a child's arrest"),
        article="UU 11/2012 Pasal 30 ayat (1)",
        limit=_limit("24 jam"),
        since="child_arrested",
        until=("child_released", "detained_investigation"),
        party=Party.POLICE,
    ),
    LegalTerm(
        key="detention_investigation",
        name=Message("Penahanan anak untuk penyidikan", "Detention of a child for investigation"),
        article="UU 11/2012 Pasal 33 ayat (1) dan (2)",
        limit=_limit("7 hari kalender"),
        extension=_limit("8 hari kalender"),
        extended_by="extended_investigation",
        since="detained_investigation",
        until=("child_released", "detained_prosecution"),
        party=Party.POLICE,
    ),
    LegalTerm(
        key="detention_prosecution",
        name=Message("Penahanan anak untuk penuntutan", "Detention of a child for prosecution"),
        article="UU 11/2012 Pasal 34 ayat (1) dan (2)",
        limit=_limit("5 hari kalender"),
        extension=_limit("5 hari kalender"),
        extended_by="extended_prosecution",
        since="detained_prosecution",
        until=("child_released", "detained_trial"),
        party=Party.PROSECUTOR,
    ),
    LegalTerm(
        key="detention_trial",
        name=Message("Penahanan anak untuk persidangan", "Detention of a child for trial"),
        article="UU 11/2012 Pasal 35 ayat (1) dan (2)",
        limit=_limit("10 hari kalender"),
        extension=_limit("15 hari kalender"),
        extended_by="extended_trial",
        since="detained_trial",
        until=("child_released", "detained_appeal"),
        party=Party.COURT,
    ),
    LegalTerm(
        key="detention_appeal",
        name=Message("Penahanan anak pada tingkat banding", "Detention of a child on appeal"),
        article="UU 11/2012 Pasal 37 ayat (1) dan (2)",
        limit=_limit("10 hari kalender"),
        extension=_limit("15 hari kalender"),
        extended_by="extended_appeal",
        since="detained_appeal",
        until=("child_released", "detained_cassation"),
        party=Party.COURT,
    ),
    LegalTerm(
        key="detention_cassation",
        name=Message("Penahanan anak pada tingkat kasasi", "Detention of a child on cassation"),
        article="UU 11/2012 Pasal 38 ayat (1) dan (2)",
        limit=_limit("15 hari kalender"),
        extension=_limit("20 hari kalender"),
        extended_by="extended_cassation",
        since="detained_cassation",
        until=("child_released",),
        party=Party.COURT,
    ),
    LegalTerm(
        key="verdict_copy",
        name=Message("Salinan putusan", "Copy of the verdict"),
        article="UU 11/2012 Pasal 62 ayat (2)",
        limit=_limit("5 hari kalender"),
        since="verdict_read",
        until=("verdict_copied",),
        party=Party.COURT,
    ),
    LegalTerm(
        key="under_twelve_decision",
        name=Message("Keputusan bagi anak di bawah 12 tahun", "Decision on a child under twelve"),
        article="UU 11/2012 Pasal 21 ayat (1); PP 65/2015 Pasal 77 ayat (2)",
        limit=_limit("7 hari kalender"),
        since="under_twelve_meeting",
        until=("under_twelve_decided",),
        party=Party.POLICE,
    ),
    LegalTerm(
        key="under_twelve_submission",
        name=Message("Permintaan penetapan keputusan", "Request for a decree on the decision"),
        article="UU 11/2012 Pasal 21 ayat (2); PP 65/2015 Pasal 78",
        limit=_limit("3 hari kalender"),
        since="under_twelve_decided",
        until=("under_twelve_submitted",),
        party=Party.POLICE,
    ),
    LegalTerm(
        key="under_twelve_decree",
        name=Message("Penetapan keputusan", "Decree on the decision"),
        article="PP 65/2015 Pasal 79",
        limit=_limit("3 hari kalender"),
        since="under_twelve_submitted",
        until=("under_twelve_decreed",),
        party=Party.COURT,
    ),
    LegalTerm(
        key="data_correction",
        name=Message("Perbaikan data pribadi", "Correction of personal data"),
        article="UU 27/2022 Pasal 30 ayat (1)",
        limit=_limit("3x24 jam"),
        since="correction_requested",
        until=("correction_made",),
        party=Party.OFFICE,
        role="data_officer",
    ),
    LegalTerm(
        key="data_access",
        name=Message("Akses data pribadi", "Access to personal data"),
        article="UU 27/2022 Pasal 32 ayat (2)",
        limit=_limit("3x24 jam"),
        since="access_requested",
        until=("access_given",),
        party=Party.OFFICE,
        role="data_officer",
    ),
    LegalTerm(
        key="data_processing_stop",
        name=Message("Penghentian pemrosesan data", "End of data processing"),
        article="UU 27/2022 Pasal 40 ayat (2)",
        limit=_limit("3x24 jam"),
        since="processing_withdrawn",
        until=("processing_stopped",),
        party=Party.OFFICE,
        role="data_officer",
    ),
    LegalTerm(
        key="data_restriction",
        name=Message("Pembatasan pemrosesan data", "Restriction of data processing"),
        article="UU 27/2022 Pasal 41 ayat (1)",
        limit=_limit("3x24 jam"),
        since="restriction_requested",
        until=("processing_restricted",),
        party=Party.OFFICE,
        role="data_officer",
    ),
    LegalTerm(
        key="data_breach_notice",
        name=Message("Pemberitahuan kegagalan pelindungan data", "Notice of a data breach"),
        article="UU 27/2022 Pasal 46 ayat (1)",
        limit=_limit("3x24 jam"),
        since="breach_found",
        until=("breach_notified",),
        party=Party.OFFICE,
        role="agency_head",
    ),
    LegalTerm(
        key="service_complaint_answer",
        name=Message("Tanggapan pengaduan layanan", "Answer to a service complaint"),
        article="UU 25/2009 Pasal 44 ayat (3)",
        limit=_limit("14 hari kalender"),
        since="service_complaint_received",
        until=("service_complaint_answered",),
        party=Party.OFFICE,
        role="intake_officer",
    ),
    LegalTerm(
        key="service_complaint_decision",
        name=Message("Putusan pengaduan layanan", "Decision on a service complaint"),
        article="UU 25/2009 Pasal 50 ayat (1)",
        limit=_limit("60 hari kalender"),
        since="service_complaint_completed",
        until=("service_complaint_decided",),
        party=Party.OFFICE,
        role="agency_head",
    ),
    LegalTerm(
        key="service_complaint_notice",
        name=Message("Pemberitahuan putusan pengaduan layanan", "Notice of the decision on a service complaint"),
        article="UU 25/2009 Pasal 50 ayat (2)",
        limit=_limit("14 hari kalender"),
        since="service_complaint_decided",
        until=("service_complaint_notified",),
        party=Party.OFFICE,
        role="intake_officer",
    ),
)

TERMS: Mapping[str, LegalTerm] = {term.key: term for term in LEGAL_TERMS}
BEGINNINGS = frozenset(term.since for term in LEGAL_TERMS) - {RECEIVED}
"""Facts by which a clock of the law begins."""


def of_the_office(key: str) -> bool:
    """Whether the clock of that key is the law's, and falls on a role of the office."""
    term = TERMS.get(key)
    return term is not None and bool(term.role)
