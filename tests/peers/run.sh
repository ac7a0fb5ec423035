#!/bin/sh
# Tests our blog adapter, and then the hub, against a real WordPress on loopback
# (make test-peers).
set -eu
cd "$(dirname "$0")/../.."

if ! tests/peers/install.sh; then
    [ "${CI:-}" != true ] || exit 1
fi
python=${PYTHON:-.venv/bin/python}
KINDRED_PEERS=1 "$python" -m pytest tests/peers "$@" || [ $? -eq 5 ]
KINDRED_PEERS=hub "$python" -m pytest -c pyproject.toml tests/peers "$@" || [ $? -eq 5 ]
