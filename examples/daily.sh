#!/usr/bin/env bash
# The day's news as a digest: what is new in the feeds, its briefs, one page of them.
#
# Run it as often as you like: what is done is not done again, and never two at once.
# It says nothing but errors, and ends with one line of JSON. Exit codes: 0 done, 3 done
# but some inputs were rejected, 11 another one is at work, others as in mujaz --help.
#
#   MUJAZ_DIR     where everything is kept       default: ~/mujaz
#   MUJAZ_FEEDS   a file of feeds, one a line    default: feeds.txt in MUJAZ_DIR
#   MUJAZ_WINDOW  how far the digest looks back  default: 24h
#   MUJAZ_AS_OF   the end of that window         default: the last full hour, UTC
#   MUJAZ_SMTP    HOST[:PORT] to mail it through  default: not mailed
#   MUJAZ_FROM    and from whom, MUJAZ_TO to whom
set -euo pipefail

dir=${MUJAZ_DIR:-$HOME/mujaz}
feeds=${MUJAZ_FEEDS:-$dir/feeds.txt}
window=${MUJAZ_WINDOW:-24h}
as_of=${MUJAZ_AS_OF:-$(date -u +%Y-%m-%dT%H:00:00Z)}
page=$dir/digests/${as_of//:/}

code=0 line=null feed=null brief=null digest=null sent=null

finish() {
  local ended=$?
  printf '{"feed": %s, "brief": %s, "digest": %s, "sent": %s, "exit_code": %d}\n' \
    "$feed" "$brief" "$digest" "$sent" "$ended"
}
trap finish EXIT

# One step: its last line is kept; 3 is remembered, any other failure ends the day.
step() {
  local status=0
  line=$("$@" | tail -n 1) || status=$?
  line=${line:-null}
  case $status in
    0) ;;
    3) code=3 ;;
    *) exit "$status" ;;
  esac
}

mkdir -p "$dir/digests"
exec 9>"$dir/.daily.lock"
if ! flock --nonblock 9; then
  echo "error: $dir is in use by another daily.sh" >&2
  exit 11
fi

mapfile -t addresses < <(grep -Ev '^[[:space:]]*(#|$)' "$feeds")
if [ "${#addresses[@]}" -eq 0 ]; then
  echo "error: $feeds: no feeds there; expected one a line" >&2
  exit 2
fi

step mujaz feed "${addresses[@]}" -o "$dir/news" --quiet --json
feed=$line
step mujaz brief "$dir/news" -o "$dir/briefs" --offline --quiet --json
brief=$line
step mujaz digest "$dir/briefs" -o "$page.html" -o "$page.eml" --name daily \
  --window "$window" --as-of "$as_of" \
  ${MUJAZ_FROM:+--from "$MUJAZ_FROM"} ${MUJAZ_TO:+--to "$MUJAZ_TO"} --quiet --json
digest=$line
if [ -n "${MUJAZ_SMTP:-}" ]; then
  step mujaz send "$page.eml" --smtp "$MUJAZ_SMTP" --quiet --json
  sent=$line
fi
exit "$code"
