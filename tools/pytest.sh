#!/usr/bin/env bash
# Every Python test: on SQLite, again on PostgreSQL, then the journeys in Chromium.
set -euo pipefail
cd "$(dirname "$0")/.."
export PEERHOUSE_MODE=test
export PEERHOUSE_SITE_ORIGIN=http://testserver  # the host that Django's test client asks for
PEERHOUSE_VAR_DIR=$(mktemp -d)
export PEERHOUSE_VAR_DIR
trap 'rm -rf "$PEERHOUSE_VAR_DIR"' EXIT
postgres=$(cat var/services/postgres)
.venv/bin/python -m tests.schema
plain=(.venv/bin/python -m pytest --quiet)
run=("${plain[@]}")
if [ -n "${COVERAGE:-}" ]; then
  .venv/bin/coverage erase
  run=(.venv/bin/coverage run -m pytest --quiet)
fi
echo "== SQLite"
"${run[@]}" -m "not journey" -n 2
echo "== PostgreSQL"
# Only what reads raw storage runs lines there that SQLite does not: measuring the rest would double its time.
PEERHOUSE_DATABASE_URL="$postgres/peerhouse" "${run[@]}" -m both_databases -n 2
PEERHOUSE_DATABASE_URL="$postgres/peerhouse" "${plain[@]}" -m "not journey and not both_databases" -n 2
echo "== Journeys in Chromium"
"${run[@]}" -m journey -n 2 --dist loadfile
