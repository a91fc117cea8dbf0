#!/usr/bin/env bash
# SPDX-License-Identifier: AGPL-3.0-or-later
# What the suite needs from the system: PostgreSQL's server, a browser, poppler's tools that read a PDF and its signatures
# back, NSS's certutil that tells poppler whom to trust, a reader of QR codes, and a token made of software.
# Installs what is missing where it can (root on Debian or Ubuntu); otherwise says what to install.
set -euo pipefail

missing=()
[ -n "$(ls -d /usr/lib/postgresql/*/bin/initdb 2>/dev/null)" ] || command -v initdb >/dev/null || missing+=(postgresql)
command -v chromium >/dev/null || command -v google-chrome >/dev/null || missing+=(chromium)
command -v pdftotext >/dev/null && command -v pdfsig >/dev/null || missing+=(poppler-utils)
command -v certutil >/dev/null || missing+=(libnss3-tools)
command -v zbarimg >/dev/null || missing+=(zbar-tools)
command -v softhsm2-util >/dev/null || missing+=(softhsm2)
python3 -c 'import ensurepip' 2>/dev/null || missing+=(python3-venv)
command -v make >/dev/null || missing+=(make)

if ((${#missing[@]} == 0)); then
  exit 0
fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  echo "Installing ${missing[*]} …"
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq
  apt-get install -y -qq --no-install-recommends "${missing[@]}"
else
  echo "Please install: ${missing[*]}" >&2
  exit 1
fi
