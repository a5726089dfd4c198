# Packages of a Debian release with everything that they need (libc too), without installing anything: sourced by
# database-server.sh and java.sh, which have die and say.
#
# Downloaded with apt from the mirror that the host's own apt sources name, checked by apt against the host's Debian archive
# keyring, and unpacked. What is unpacked is run with its own dynamic loader. Root is not needed.

need() { local c; for c; do command -v "$c" >/dev/null 2>&1 || die "'$c' is not on the PATH"; done; }

host_mirror() { # the URI from which the host takes its own release's main component
  [ -n "${SERVER_MIRROR:-}" ] && { printf '%s\n' "$SERVER_MIRROR"; return; }
  local codename sources uri
  codename=$(. /etc/os-release && printf '%s' "${VERSION_CODENAME:-}")
  sources=$(apt-get indextargets --format '$(RELEASE) $(COMPONENT) $(REPO_URI)' 'Created-By: Packages' 2>/dev/null)
  uri=$(awk -v r="$codename" '($1 == r || $1 == "stable") && $2 == "main" { print $3; exit }' <<<"$sources")
  [ -n "$uri" ] || die "no apt source for '$codename main' found; set SERVER_MIRROR to a Debian mirror"
  printf '%s\n' "$uri"
}

apt_configuration() { # the host's transport settings (proxy, retries, date checks), none of its hooks
  apt-config dump | grep '^Acquire::' || true
  cat <<EOF_APT
Dir::Etc::main "/dev/null";
Dir::Etc::parts "/dev/null";
Dir::Etc::sourcelist "$1/etc/sources.list";
Dir::Etc::sourceparts "/dev/null";
Dir::Etc::preferences "/dev/null";
Dir::Etc::preferencesparts "/dev/null";
Dir::State "$1";
Dir::State::lists "$1/lists";
Dir::State::status "$1/status";
Dir::Cache "$1";
Dir::Cache::archives "$1/archives";
APT::Architecture "$2";
APT::Architectures { "$2"; };
APT::Sandbox::User "root";
APT::Get::AllowUnauthenticated "false";
Acquire::AllowInsecureRepositories "false";
Acquire::Languages "none";
EOF_APT
}

unpack_packages() { # CACHE SUITE PACKAGE...: into CACHE/root; CACHE/apt is left, for the caller to delete
  local cache=$1 suite=$2 keyring=/usr/share/keyrings/debian-archive-keyring.gpg mirror apt=$1/apt deb arch
  shift 2
  need apt-get apt-config dpkg dpkg-deb awk
  [ -r "$keyring" ] || die "$keyring is missing (package debian-archive-keyring)"
  mirror=$(host_mirror)
  arch=$(dpkg --print-architecture)
  rm -rf "$apt" "$cache/root"
  mkdir -p "$apt/etc" "$apt/lists/partial" "$apt/archives/partial"
  : >"$apt/status"
  printf 'deb [arch=%s signed-by=%s] %s %s main\n' "$arch" "$keyring" "$mirror" "$suite" >"$apt/etc/sources.list"
  apt_configuration "$apt" "$arch" >"$apt/etc/apt.conf"

  # Without Error-Mode=any a failed update exits with 0, and the next step blames the package's name.
  APT_CONFIG=$apt/etc/apt.conf apt-get -qq -o APT::Update::Error-Mode=any update >"$apt/log" 2>&1 ||
    { cat "$apt/log" >&2; die "apt-get update for Debian $suite failed (network? keyring? mirror?)"; }
  APT_CONFIG=$apt/etc/apt.conf apt-get -qq --yes --no-install-recommends --download-only \
    install "$@" >>"$apt/log" 2>&1 ||
    { tail -20 "$apt/log" >&2; die "apt could not download $* from Debian $suite"; }

  say "unpacking"
  mkdir -p "$cache/root"
  for deb in "$apt"/archives/*.deb; do
    dpkg-deb -x "$deb" "$cache/root" || die "cannot unpack $deb (disk full?)"
  done
}

loader_of() { # ROOT: prints its dynamic loader; found, not assumed, so that the cache can be moved and the layout may change
  local loader
  loader=$(find "$1" -name 'ld-linux*.so.*' -type f -print -quit)
  [ -n "$loader" ] || die "no dynamic loader in $1; delete ${1%/root} and try again"
  printf '%s\n' "$loader"
}
