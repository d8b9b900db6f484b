#!/usr/bin/env bash
# Every Python test: on SQLite, again on PostgreSQL, and beside them the journeys in Chromium.
set -euo pipefail
cd "$(dirname "$0")/.."
export PEERHOUSE_MODE=test
export PEERHOUSE_SITE_ORIGIN=http://testserver  # the host that Django's test client asks for
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
postgres=$(cat var/services/postgres)
.venv/bin/python -m tests.schema
run=(.venv/bin/python -m pytest --quiet)
if [ -n "${COVERAGE:-}" ]; then
  .venv/bin/coverage erase
  run=(.venv/bin/coverage run -m pytest --quiet)
fi
mkdir "$scratch/journeys" "$scratch/sqlite" "$scratch/postgres"
# They wait as much as they work, so they share two cores well with the others.
PEERHOUSE_VAR_DIR="$scratch/journeys" "${run[@]}" -m journey -n 2 --dist loadfile > "$scratch/journeys.log" 2>&1 &
journeys=$!
echo "== SQLite"
PEERHOUSE_VAR_DIR="$scratch/sqlite" "${run[@]}" -m "not journey" -n 2 || failed=1
echo "== PostgreSQL"
PEERHOUSE_VAR_DIR="$scratch/postgres" PEERHOUSE_DATABASE_URL="$postgres/peerhouse" "${run[@]}" -m "not journey" -n 2 || failed=1
echo "== Journeys in Chromium"
wait "$journeys" || failed=1
cat "$scratch/journeys.log"
exit "${failed:-0}"
