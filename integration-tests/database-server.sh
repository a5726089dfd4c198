#!/usr/bin/env bash
# A real MySQL or MariaDB server for the integration tests, without a container and without installing anything.
#
#   database-server.sh PRODUCT start DIR PORT   start on 127.0.0.1:PORT (user root, empty password), data in DIR
#   database-server.sh PRODUCT stop DIR         stop it cleanly (the data is kept)
#   database-server.sh PRODUCT status DIR       exit 0 and print "running pid=... port=..." if it runs, else exit 3
#   database-server.sh PRODUCT fetch            only fill the cache; prints the server's version
#
#   PRODUCT   mysql, mariadb-10.11 or mariadb-11.8
#
# Each is a Debian release's: MySQL unstable's, MariaDB 10.11 that of 12 (bookworm), 11.8 that of 13 (trixie).
# The server and every library that it needs (libc too)
# are downloaded once with apt from the mirror that the host's own apt sources name, checked by apt
# against the host's Debian archive keyring, unpacked (never installed) into a cache directory, and run
# with their own dynamic loader. Root is not needed. Needed: Debian with apt, dpkg-deb, flock, setsid.
#
# Environment:
#   SERVER_CACHE   cache directory (default: ${XDG_CACHE_HOME:-~/.cache}/cascade-jdbc/PRODUCT)
#   SERVER_MIRROR  URI of a Debian mirror (default: from the host's apt sources)
#   SERVER_WAIT    seconds to wait for a start or a stop (default: 120)
#   SERVER_ARGS    more options of mysqld or mariadbd, split at blanks
#   SERVER_OWNER   a process id: the server ends when that process has ended, however it ended
set -euo pipefail
trap 'printf "%s: error: line %s: %s\n" "${0##*/}" "$LINENO" "$BASH_COMMAND" >&2' ERR

PRODUCT=${1:-}
CACHE=${SERVER_CACHE:-${XDG_CACHE_HOME:-${HOME:-/tmp}/.cache}/cascade-jdbc/$PRODUCT}
WAIT=${SERVER_WAIT:-120}
SELF=${0##*/}

die() { printf '%s: error: %s\n' "$SELF" "$*" >&2; exit 1; }
say() { printf '%s: %s\n' "$SELF" "$*" >&2; }
usage() { sed -n '4,9s/^# \{0,1\}//p' "$0" >&2; exit 2; }
abs() { case $1 in /*) printf '%s' "$1" ;; *) printf '%s/%s' "$PWD" "$1" ;; esac; }

CACHE=$(abs "$CACHE")
ROOT=$CACHE/root
# shellcheck source=debian-packages.sh
. "$(dirname "${BASH_SOURCE[0]}")/debian-packages.sh"

# ---- what the products differ in ----------------------------------------------------------------

product() { # sets SUITE, PACKAGE and DAEMON
  case $PRODUCT in
    mysql) SUITE=sid PACKAGE=mysql-server-core DAEMON=mysqld ;;
    mariadb-10.11) SUITE=bookworm PACKAGE=mariadb-server-core DAEMON=mariadbd ;;
    mariadb-11.8) SUITE=trixie PACKAGE=mariadb-server-core DAEMON=mariadbd ;;
    *) usage ;;
  esac
}

own_options() { # how each is told where it is, and to write little
  case $DAEMON in
    mysqld) printf '%s\n' --innodb-redo-log-capacity=32M --secure-file-priv=NULL "--character-sets-dir=$MESSAGES/charsets" ;;
    mariadbd) printf '%s\n' --innodb-log-file-size=32M --skip-name-resolve ;;
  esac
}

own_listening() { # of a running server only
  case $DAEMON in
    mysqld) printf '%s\n' --mysqlx=OFF --skip-log-bin ;;
    # It writes no binary log unless it is told to. Planning a query must not take all of the machine's memory.
    mariadbd) printf '%s\n' --max-session-mem-used=1G ;;
  esac
}

initialise() { # the options of both, and what cannot be changed later
  case $DAEMON in
    mysqld) daemon "$@" --initialize-insecure ;;
    mariadbd)
      mkdir -p "$DIR/data/mysql"
      # As mariadb-install-db does it, which needs its programs to be installed. Root has no password.
      { printf '%s;\n' 'CREATE DATABASE IF NOT EXISTS mysql' 'USE mysql' 'SET @auth_root_socket = NULL'
        for part in m*_system_tables m*_performance_tables m*_system_tables_data fill_help_tables maria_add_gis_sp_bootstrap \
          m*_sys_schema; do
          cat "$MESSAGES"/$part.sql
        done; } |
        daemon "$@" --bootstrap --net-buffer-length=16K --max-allowed-packet=8M
      ;;
  esac
}

# ---- download ---------------------------------------------------------------------------------

fetch() {
  [ -e "$ROOT/.complete" ] && return
  need flock
  mkdir -p "$CACHE" || die "cannot create the cache directory $CACHE"
  exec 8>"$CACHE/.lock"
  flock 8
  [ -e "$ROOT/.complete" ] && { exec 8>&-; return; } # another process was faster

  local apt=$CACHE/apt
  say "downloading $PRODUCT from Debian $SUITE into $CACHE, about 90 MB, once"
  unpack_packages "$CACHE" "$SUITE" "$PACKAGE"
  find_layout
  daemon --version 2>"$apt/log" | sed 's/^[^ ]* *//' >"$ROOT/.version" ||
    { cat "$apt/log" >&2; die "the downloaded $DAEMON does not run"; }
  : >"$ROOT/.complete"
  rm -rf "$apt" "$ROOT/usr/share/doc" "$ROOT/usr/share/man" "$ROOT/usr/share/locale"
  exec 8>&-
  say "cached $(cat "$ROOT/.version")"
}

# Sets LOADER, LIBS and MESSAGES.
find_layout() {
  local triplet
  LOADER=$(loader_of "$ROOT")
  triplet=${LOADER%/*}
  MESSAGES=$(find "$ROOT/usr/share" -name fill_help_tables.sql -printf '%h' -quit)
  MESSAGES=${MESSAGES:-$ROOT/usr/share/mysql}
  LIBS=$triplet:$ROOT/usr/lib/mysql/private:$ROOT/lib/${triplet##*/}:$ROOT/usr/lib/${triplet##*/}
}

daemon() { "$LOADER" --library-path "$LIBS" "$ROOT/usr/sbin/$DAEMON" "$@"; }

# ---- one server -------------------------------------------------------------------------------

pid_of() { # prints the pid if DIR's server runs; a pid file of a dead or foreign process does not count
  local pid
  [ -s "$DIR/server.pid" ] || return 1
  pid=$(tr -d '[:space:]' <"$DIR/server.pid")
  [ -r "/proc/$pid/cmdline" ] && tr '\0' '\n' <"/proc/$pid/cmdline" | grep -qxF -- "--datadir=$DIR/data" || return 1
  printf '%s' "$pid"
}

port_open() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

greets() { # does a MySQL server say hello on the port? (protocol version 10 is the packet's fifth byte)
  local bytes
  bytes=$( (exec 3<>"/dev/tcp/127.0.0.1/$1" && timeout 3 head -c 5 <&3 | od -An -tu1) 2>/dev/null) || return 1
  [[ $bytes =~ [[:blank:]]10[[:space:]]*$ ]]
}

start() {
  local port=$2 pid old socket user=() end
  [[ $port =~ ^[0-9]+$ ]] && ((port > 0 && port < 65536)) || die "PORT must be 1..65535, not '$port'"
  need setsid flock od timeout
  mkdir -p "$DIR" || die "cannot create $DIR"
  DIR=$(cd "$DIR" && pwd -P)
  exec 9>"$DIR/.lock"
  flock 9
  if pid=$(pid_of); then
    old=$(cat "$DIR/port")
    [ "$old" = "$port" ] || die "the server in $DIR already runs on port $old (pid $pid); stop it first"
    say "already running: pid $pid, 127.0.0.1:$port"
    return
  fi
  port_open "$port" && die "port $port is taken by another process"
  fetch
  find_layout

  [ "$(id -u)" = 0 ] && user=(--user=root)
  socket=$DIR/server.sock
  [ ${#socket} -le 100 ] || socket=$(mktemp -d)/server.sock # a Unix socket's path is limited to 107 bytes
  # Debian's default for secure-file-priv is a directory that does not exist here: MySQL would not start.
  local base=(--no-defaults --basedir="$ROOT/usr" --datadir="$DIR/data" --lc-messages-dir="$MESSAGES"
    --plugin-dir="$ROOT/usr/lib/mysql/plugin" --tmpdir="$DIR/tmp" "${user[@]}")
  local options; options=$(own_options)
  mapfile -t -O "${#base[@]}" base <<<"$options"
  mkdir -p "$DIR/tmp"
  if [ ! -e "$DIR/initialized" ]; then
    rm -rf "$DIR/data"
    local given fixed=() # what cannot be changed later
    for given in ${SERVER_ARGS:-}; do [[ $given == --lower-case-table-names=* ]] && fixed+=("$given"); done
    initialise "${base[@]}" "${fixed[@]}" >"$DIR/init.log" 2>&1 8>&- 9>&- ||
      { tail -20 "$DIR/init.log" >&2; die "initialising the data directory failed (log: $DIR/init.log)"; }
    : >"$DIR/initialized"
  fi

  # shellcheck disable=SC2086
  setsid "$LOADER" --library-path "$LIBS" "$ROOT/usr/sbin/$DAEMON" "${base[@]}" $(own_listening) \
    --bind-address=127.0.0.1 --port="$port" --socket="$socket" --pid-file="$DIR/own.pid" \
    --innodb-flush-log-at-trx-commit=2 ${SERVER_ARGS:-} \
    </dev/null >"$DIR/server.log" 2>&1 8>&- 9>&- &
  pid=$!
  printf '%s\n' "$pid" >"$DIR/server.pid"
  printf '%s\n' "$port" >"$DIR/port"
  end=$((SECONDS + WAIT))
  until greets "$port"; do
    if ! kill -0 "$pid" 2>/dev/null; then
      rm -f "$DIR/server.pid"
      tail -20 "$DIR/server.log" >&2
      die "$DAEMON ended while starting (log: $DIR/server.log)"
    fi
    ((SECONDS < end)) ||
      { kill "$pid"; rm -f "$DIR/server.pid"; tail -20 "$DIR/server.log" >&2; die "not ready after $WAIT s"; }
    sleep 0.2
  done
  [ -z "${SERVER_OWNER:-}" ] || end_with "$SERVER_OWNER" "$pid"
  say "running: pid $pid, 127.0.0.1:$port, user root, empty password"
}

end_with() { # a killed test run runs no shutdown hook; without this its server would stay for ever
  # SIGKILL at the end, since a server whose data have been deleted under it never ends by itself
  setsid bash -c 'while kill -0 "$1"; do kill -0 "$2" || exit 0; sleep 2; done
    kill "$2"
    for _ in {1..30}; do kill -0 "$2" || exit 0; sleep 1; done
    kill -KILL "$2"' _ "$1" "$2" </dev/null >/dev/null 2>&1 8>&- 9>&- &
}

stop() {
  local pid i
  [ -d "$DIR" ] || die "$DIR is not a directory"
  DIR=$(cd "$DIR" && pwd -P)
  exec 9>"$DIR/.lock"
  flock 9
  if ! pid=$(pid_of); then rm -f "$DIR/server.pid"; say "not running"; return; fi
  kill -TERM "$pid"
  for ((i = 0; i < WAIT * 10; i++)); do
    # gone, or a zombie that nobody has reaped yet
    if ! pid_of >/dev/null; then rm -f "$DIR/server.pid"; say "stopped"; return; fi
    sleep 0.1
  done
  die "pid $pid did not end within $WAIT s (log: $DIR/server.log)"
}

status() {
  local pid
  [ -d "$DIR" ] && DIR=$(cd "$DIR" && pwd -P)
  if pid=$(pid_of); then echo "running pid=$pid port=$(cat "$DIR/port")"; else echo "not running"; exit 3; fi
}

product
case "${2:-}:$#" in
  start:4) DIR=$(abs "$3"); start "$3" "$4" ;;
  stop:3) DIR=$(abs "$3"); stop ;;
  status:3) DIR=$(abs "$3"); status ;;
  fetch:2) fetch; cat "$ROOT/.version" ;;
  *) usage ;;
esac
