#!/usr/bin/env bash
# SPDX-License-Identifier: AGPL-3.0-or-later
# Writes one dated archive of the database and the files into the folder named. Keys are left out on purpose.
set -euo pipefail
umask 077

target=${1:?usage: backup.sh FOLDER}
app=$(cd "$(dirname "$0")/.." && pwd)
data=${TEDUH_DATA_DIR:-$app/var}
keep=${TEDUH_BACKUPS_KEPT:-30}
database=$data/teduh.sqlite3
if [[ ${DATABASE_URL:-} == sqlite:* ]]; then
  database=/$(sed -E 's|^sqlite:/+||' <<<"$DATABASE_URL")
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

mkdir -p "$target"
if [[ ${DATABASE_URL:-} == postgres* ]]; then
  pg_dump --format=custom --file="$work/database.dump" "$DATABASE_URL"
else
  # `VACUUM INTO` takes one moment's state while others go on writing.
  "$app/.venv/bin/python" - "$database" "$work/teduh.sqlite3" <<'PYTHON'
import sqlite3
import sys

source, copy = sys.argv[1:]
with sqlite3.connect(f"file:{source}?mode=ro", uri=True) as database:
    database.execute("VACUUM INTO ?", (copy,))
with sqlite3.connect(copy) as database:
    (answer,) = database.execute("PRAGMA integrity_check").fetchone()
if answer != "ok":
    sys.exit(f"The copy is damaged: {answer}")
PYTHON
fi
if [ -d "$data/files" ]; then
  cp -a "$data/files" "$work/files"
fi

archive="$target/teduh-$(date -u +%Y-%m-%dT%H%M%S).tar.gz"
tar -C "$work" -czf "$archive.part" .
mv "$archive.part" "$archive"
# The newest are kept; the names sort by date.
find "$target" -maxdepth 1 -name 'teduh-*.tar.gz' | sort | head -n "-$keep" | xargs -r rm --
echo "$archive"
