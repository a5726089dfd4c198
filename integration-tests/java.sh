#!/usr/bin/env bash
# Another Java for tests, beside the one that runs the build, without installing anything.
#
#   java.sh VERSION DIR    make DIR/bin/java run Java VERSION (21 or 25); prints what it is
#
# In this order: $CASCADE_JAVA_21 (or _25), the home of one; else the headless runtime of Debian 13 (trixie), about 60 MB,
# once, downloaded, checked and unpacked as database-server.sh does it. Needed for that: Debian with apt, dpkg-deb, flock.
#
# Environment:
#   CASCADE_JAVA_21, CASCADE_JAVA_25   homes of Java runtimes to use
#   JAVA_CACHE      cache directory (default: ${XDG_CACHE_HOME:-~/.cache}/cascade-jdbc/java-VERSION)
#   SERVER_MIRROR   URI of a Debian mirror (default: from the host's apt sources)
set -euo pipefail
trap 'printf "%s: error: line %s: %s\n" "${0##*/}" "$LINENO" "$BASH_COMMAND" >&2' ERR

SELF=${0##*/}
die() { printf '%s: error: %s\n' "$SELF" "$*" >&2; exit 1; }
say() { printf '%s: %s\n' "$SELF" "$*" >&2; }
# shellcheck source=debian-packages.sh
. "$(dirname "${BASH_SOURCE[0]}")/debian-packages.sh"

fetch() { # into ROOT
  [ -e "$ROOT/.complete" ] && return
  need flock
  mkdir -p "$CACHE" || die "cannot create the cache directory $CACHE"
  exec 8>"$CACHE/.lock"
  flock 8
  [ -e "$ROOT/.complete" ] && { exec 8>&-; return; } # another process was faster
  say "downloading Java $VERSION from Debian trixie into $CACHE, about 60 MB, once"
  unpack_packages "$CACHE" trixie "openjdk-$VERSION-jre-headless"
  rm -rf "$CACHE/apt" "$ROOT/usr/share/doc" "$ROOT/usr/share/man" "$ROOT/usr/share/locale"
  : >"$ROOT/.complete"
  exec 8>&-
}

home() { # prints the runtime's home; its settings are links to /etc, which here is another one
  local home link target
  home=$(find "$ROOT/usr/lib/jvm" -maxdepth 1 -type d -name "java-$VERSION-*" -print -quit)
  [ -n "$home" ] || die "no Java $VERSION in $ROOT; delete $CACHE and try again"
  find "$home" -type l -lname '/*' | while read -r link; do
    target=$(readlink "$link")
    if [ -e "$ROOT$target" ]; then ln -sfn "$ROOT$target" "$link"; fi
  done
  printf '%s\n' "$home"
}

[ $# = 2 ] && [[ $1 =~ ^(21|25)$ ]] || { sed -n '4,4s/^# \{0,1\}//p' "$0" >&2; exit 2; }
VERSION=$1
DIR=$2
GIVEN=CASCADE_JAVA_$VERSION
CACHE=${JAVA_CACHE:-${XDG_CACHE_HOME:-${HOME:-/tmp}/.cache}/cascade-jdbc/java-$VERSION}
ROOT=$CACHE/root

mkdir -p "$DIR/bin"
if [ -n "${!GIVEN:-}" ]; then
  [ -x "${!GIVEN}/bin/java" ] || die "$GIVEN is '${!GIVEN}', which has no bin/java"
  HOME_OF_IT=${!GIVEN}
  run=(exec "$HOME_OF_IT/bin/java")
else
  fetch
  HOME_OF_IT=$(home)
  LOADER=$(loader_of "$ROOT")
  # Its own helper to start processes would be run with the host's libc: VFORK does without one.
  run=(exec "$LOADER" --library-path "${LOADER%/*}" "$HOME_OF_IT/bin/java" -Djdk.lang.Process.launchMechanism=VFORK)
fi
{ echo '#!/bin/sh'; printf '%q ' "${run[@]}"; echo '"$@"'; } >"$DIR/bin/java"
chmod +x "$DIR/bin/java"
cp "$HOME_OF_IT/release" "$DIR/release" # from which Surefire takes the version
"$DIR/bin/java" -XshowSettings:properties -version 2>&1 | grep -q "java.specification.version = $VERSION\$" ||
  die "$DIR/bin/java is not Java $VERSION"
grep -o '^JAVA_RUNTIME_VERSION=.*' "$DIR/release"
