# SPDX-License-Identifier: AGPL-3.0-or-later
"""One's own signing key."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from teduh.accounts.actors import StaffRequest, staff_required
from teduh.cases.procedureviews import language
from teduh.journal.door import Refused
from teduh.letters import queries, signers
from teduh.letters.actions.keys import change_passphrase, make_key
from teduh.letters.forms import IdentityForm, KeyForm, PassphraseForm


@staff_required("letter.key")
def own_key(request: StaffRequest) -> HttpResponseBase:
    """Make a key, or another in its place; for a remote service, say under which number it knows one."""
    kind = KeyForm if "credential" in signers.signer().NEEDS else IdentityForm
    form = kind(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("passphrase", "identity") if name in form.cleaned_data}
        try:
            make_key(request.actor, request.user, **said)
        except Refused as refused:
            form.add_error(None, refused.refusal.reason.text(language()))
        else:
            messages.success(request, _("Kunci tanda tangan siap dipakai."))
            return redirect("letters:approvals")
    context = {"form": form, "key": queries.key_of(request.user), "signer": signers.signer().CODE}
    return render(request, "letters/key.html", context, status=422 if form.errors else 200)


@staff_required("letter.key")
def passphrase(request: StaffRequest) -> HttpResponseBase:
    """Another passphrase for one's own key; what was signed, and the certificate, stay as they are."""
    key = queries.key_of(request.user)
    if key is None or not key.credential:
        return redirect("letters:key")
    form = PassphraseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = {"old": form.cleaned_data["old"], "new": form.cleaned_data["passphrase"]}
        try:
            change_passphrase(request.actor, request.user, **said)
        except Refused as refused:
            wrong = isinstance(refused.__cause__, signers.WrongPassphrase)
            form.add_error("old" if wrong else "passphrase", refused.refusal.reason.text(language()))
        else:
            messages.success(request, _("Frasa sandi kunci Anda sudah diganti."))
            return redirect("letters:key")
    return render(request, "letters/passphrase.html", {"form": form}, status=422 if form.errors else 200)
