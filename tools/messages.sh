#!/usr/bin/env bash
# Collects every marked string into src/peerhouse/locale, and compiles what is translated. Needs gettext.
set -euo pipefail
cd "$(dirname "$0")/../src/peerhouse"
export PEERHOUSE_MODE=test DJANGO_SETTINGS_MODULE=peerhouse.config.settings
python=../../.venv/bin/python
$python -m django makemessages --all --no-location --no-obsolete --no-wrap --ignore 'static/*' "$@"
$python -m django compilemessages
