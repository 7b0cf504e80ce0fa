#!/usr/bin/env bash
# golden.sh COMMIT NAME: writes Golden/NAME.txt with the program of a commit (GoldenArchiveTests says what is in it).
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
copy=$(mktemp -d)
trap 'git -C "$here" worktree remove --force "$copy"' EXIT
git -C "$here" worktree add --detach "$copy" "$1"
cp "$here/GoldenArchiveTests.cs" "$copy/tests/Ledger.Audit.Archive.Tests/"
mkdir -p "$here/Golden"
LEDGER_WRITE_GOLDEN=$here/Golden/$2.txt LEDGER_GOLDEN_COMMIT=$1 dotnet test "$copy/tests/Ledger.Audit.Archive.Tests" -c Release \
  --filter 'FullyQualifiedName~A_golden_archive_is_written'
