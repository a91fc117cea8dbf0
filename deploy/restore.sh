#!/usr/bin/env bash
# SPDX-License-Identifier: AGPL-3.0-or-later
# Puts an archive of backup.sh into an empty installation, and proves the journal whole.
set -euo pipefail
umask 077

archive=${1:?usage: restore.sh ARCHIVE}
app=$(cd "$(dirname "$0")/.." && pwd)
data=${TEDUH_DATA_DIR:-$app/var}
database=$data/teduh.sqlite3
if [[ ${DATABASE_URL:-} == sqlite:* ]]; then
  database=/$(sed -E 's|^sqlite:/+||' <<<"$DATABASE_URL")
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

if [ -e "$database" ] || [ -e "$data/files" ]; then
  echo "There are data in $data already; move them away first." >&2
  exit 1
fi
tar -C "$work" -xzf "$archive"
mkdir -p "$data"
if [ -e "$work/database.dump" ]; then
  pg_restore --no-owner --exit-on-error --dbname="$DATABASE_URL" "$work/database.dump"
else
  cp "$work/teduh.sqlite3" "$database"
fi
if [ -d "$work/files" ]; then
  cp -a "$work/files" "$data/files"
fi
"$app/.venv/bin/python" "$app/manage.py" migrate --noinput --verbosity 0
"$app/.venv/bin/python" "$app/manage.py" journal verify
