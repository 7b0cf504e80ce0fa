#!/usr/bin/env bash
# Whether the node of this machine is ready for callers, by what it measures: 0 where it is. For the health check of the image.
set -euo pipefail
exec 3<>"/dev/tcp/${LEDGER_READY_ADDRESS:-127.0.0.1}/${LEDGER_NODE_METRICS_PORT:-7800}"
printf 'GET /metrics HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n' >&3
measured=$(cat <&3)
grep -Eq '^ledger_ready(\{[^}]*\})? 1( |$)' <<<"${measured//$'\r'/}"
