#!/bin/sh
# Tests our blog adapter against a real WordPress on loopback (make test-peers).
set -eu
cd "$(dirname "$0")/../.."

if ! tests/peers/install.sh; then
    [ "${CI:-}" != true ] || exit 1
fi
export KINDRED_PEERS=1
exec "${PYTHON:-.venv/bin/python}" -m pytest tests/peers "$@"
