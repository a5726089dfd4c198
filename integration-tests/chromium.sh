#!/usr/bin/env bash
# A Chromium for the tests of pages, which run it headless.
#
#   chromium.sh         print its path, installing it first where it has to be
#   chromium.sh find    print its path, or fail: installs nothing
#
# In this order: $CASCADE_CHROMIUM; chromium, chromium-browser or google-chrome on the PATH; as root on Debian, Debian's
# package chromium (about 115 MB, once), with a font, since a new machine may have none.
#
# Environment:
#   CASCADE_CHROMIUM   the path of a Chromium or Chrome to use
#   CHROMIUM_WAIT      seconds to wait for another apt-get to end (default: 300)
set -euo pipefail
trap 'printf "%s: error: line %s: %s\n" "${0##*/}" "$LINENO" "$BASH_COMMAND" >&2' ERR

WAIT=${CHROMIUM_WAIT:-300}
SELF=${0##*/}
PACKAGES=(chromium fonts-dejavu-core)

die() { printf '%s: error: %s\n' "$SELF" "$*" >&2; exit 1; }
say() { printf '%s: %s\n' "$SELF" "$*" >&2; }
usage() { sed -n '4,5s/^# \{0,1\}//p' "$0" >&2; exit 2; }

find_browser() { # prints the path of one that runs; exit 1 if there is none
  local name path
  if [ -n "${CASCADE_CHROMIUM:-}" ]; then
    [ -x "$CASCADE_CHROMIUM" ] || die "CASCADE_CHROMIUM is '$CASCADE_CHROMIUM', which cannot be executed"
    printf '%s\n' "$CASCADE_CHROMIUM"
    return
  fi
  for name in chromium chromium-browser google-chrome; do
    if path=$(command -v "$name"); then
      printf '%s\n' "$path"
      return
    fi
  done
  return 1
}

apt() { # quiet unless it fails; without Error-Mode=any a failed update exits with 0
  local log
  log=$(mktemp)
  DEBIAN_FRONTEND=noninteractive apt-get -qq --yes -o DPkg::Lock::Timeout="$WAIT" -o APT::Update::Error-Mode=any \
    "$@" >"$log" 2>&1 || { tail -20 "$log" >&2; rm -f "$log"; return 1; }
  rm -f "$log"
}

install_browser() {
  local advice="install Chromium, or set CASCADE_CHROMIUM to the path of one"
  command -v apt-get >/dev/null || die "no chromium on the PATH, and no apt-get; $advice"
  [ "$(id -u)" = 0 ] || die "no chromium on the PATH, and only root can install Debian's; $advice"
  say "installing Debian's chromium, about 115 MB, once"
  # The lists of a new machine are empty, or name packages that the mirror has replaced since.
  apt --no-install-recommends install "${PACKAGES[@]}" 2>/dev/null && return
  apt update || die "apt-get update failed (network? mirror?); $advice"
  apt --no-install-recommends install "${PACKAGES[@]}" || die "apt-get install ${PACKAGES[*]} failed; $advice"
}

case "${1:-}:$#" in
  find:1) find_browser || die "no chromium on the PATH; set CASCADE_CHROMIUM to the path of one" ;;
  :0)
    find_browser && exit
    install_browser
    find_browser || die "apt-get installed chromium, but it is not on the PATH"
    ;;
  *) usage ;;
esac
