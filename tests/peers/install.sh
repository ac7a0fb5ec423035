#!/bin/sh
# Fetches what a real WordPress on loopback needs (Debian, Ubuntu), if it is missing.
set -eu

PACKAGES="wordpress wordpress-theme-twentytwentytwo mariadb-server php-cli php-mysql
php-curl php-xml php-mbstring php-gd php-intl"

missing=""
for package in $PACKAGES; do
    state=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true)
    [ "$state" = installed ] || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

if ! command -v apt-get >/dev/null || [ "$(id -u)" != 0 ]; then
    echo "A real WordPress needs these Debian packages, and root to install them:$missing" >&2
    exit 1
fi
export DEBIAN_FRONTEND=noninteractive
apt-get update -q
# shellcheck disable=SC2086  # the names are words on purpose
apt-get install -q -y --no-install-recommends $missing
