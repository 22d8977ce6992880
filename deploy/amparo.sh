#!/bin/sh
# /usr/local/bin/amparo: the command line for an administrator, with what the services of this node have. Give paths in full.
set -eu
install -d -o amparo -g amparo -m 700 /run/amparo
cd /var/lib/amparo
set -a
[ ! -f /etc/amparo/environment ] || . /etc/amparo/environment
# the same TMPDIR as in the units: there lies the socket of the built-in database
TMPDIR=/run/amparo AMPARO_CONFIG=/etc/amparo/amparo.json AMPARO_KEY_PASSPHRASE_FILE=/etc/amparo/key-passphrase
exec runuser -u amparo -- node /opt/amparo/scripts/amparo.mjs "$@"
