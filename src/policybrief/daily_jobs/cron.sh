#!/bin/sh
# Written by: brief ci cron <WORDS>
# Do not edit it: call that again, with other options or after audiences have changed.
# Once a day: checks, builds what is due, keeps a bundle for each audience. Prints only what somebody should
# read (cron mails it): a fault, or a table of what has changed. Safe to run twice, or not to run for days.
set -eu
cd "$(dirname "$0")/<UP>"
runs=$(git rev-parse --absolute-git-dir)/<NAME>-runs
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
loudly() { "$@" > "$work/said" 2>&1 || { code=$?; cat "$work/said" >&2; exit "$code"; }; }

if git remote get-url origin > /dev/null 2>&1; then loudly git pull --quiet --ff-only; fi
now=$(date -u +%Y-%m-%dT%H:%M:%SZ)
cd <SHELL_FOLDER>
loudly brief check
loudly brief verify --ledger
loudly brief build --due --runs "$runs" --summary "$work/what-changed.md" \
  --bundles "${BUNDLES:-.brief/bundles}/${now%%T*}"
if grep -q '^|' "$work/what-changed.md"; then cat "$work/what-changed.md"; fi
find "${BUNDLES:-.brief/bundles}" -mindepth 1 -maxdepth 1 -type d -mtime +<KEEP> -exec rm -rf {} + 2> /dev/null || true
echo "$now $(git rev-parse HEAD)" >> "$runs"
