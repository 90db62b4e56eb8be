#!/bin/bash
# make-chroot.sh DIR SUITES PROGRAM PACKAGE... - makes a chroot with Debian packages in DIR, once; DIR/current then names it.
#   SUITES         Debian suites to try, the first that works, e.g. "trixie bookworm"
#   PROGRAM        path in the chroot that is there when the packages are
#   DEBIAN_MIRROR  mirror to take them from (default: the one in this machine's apt sources)
# Needs root on Debian or Ubuntu: debootstrap, chroot and a mount namespace. Takes about a minute, 320 MB.
set -euo pipefail
BASE=$1
SUITES=$2
PROGRAM=$3
shift 3
LOG=$BASE/setup.log
NAME="lab in $BASE"
mkdir -p "$BASE"

# Two runs at once would build the same tree.
exec 9>"$BASE/setup.lock"
flock 9
say() { printf '%s\n' "$*" | tee -a "$LOG" >&2; }

mirror() {
  [ -n "${DEBIAN_MIRROR:-}" ] && { echo "$DEBIAN_MIRROR"; return; }
  local uri
  uri=$(sed -n 's/^URIs:[[:space:]]*\([^[:space:]]*\/debian\)\/\{0,1\}[[:space:]]*$/\1/p' \
    /etc/apt/sources.list.d/*.sources 2>/dev/null | head -1)
  [ -n "$uri" ] || uri=$(sed -n 's/^deb \(\[[^]]*\] \)\{0,1\}\([^ ]*\/debian\)\/\{0,1\} .*/\2/p' \
    /etc/apt/sources.list 2>/dev/null | head -1)
  [ -n "$uri" ] || { say "no Debian mirror in the apt sources: set DEBIAN_MIRROR"; exit 1; }
  echo "$uri"
}

# Each command gets its own mount namespace, so that /proc goes away with it.
inside() {
  local root=$1
  shift
  unshare -m sh -c 'mount -t proc proc "$0/proc" && exec chroot "$0" /usr/bin/env -i \
    PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C DEBIAN_FRONTEND=noninteractive "$@"' \
    "$root" "$@"
}

install_debootstrap() {
  command -v debootstrap >/dev/null && return
  command -v apt-get >/dev/null || { say "debootstrap is missing and there is no apt-get"; exit 1; }
  local apt="apt-get -o DPkg::Lock::Timeout=300"
  # The keys of a newer suite come with a newer keyring.
  local packages="debootstrap"
  [ -f /etc/debian_version ] && packages="$packages debian-archive-keyring"
  # shellcheck disable=SC2086
  $apt install -y --no-install-recommends $packages >>"$LOG" 2>&1 || {
    $apt update >>"$LOG" 2>&1
    $apt install -y --no-install-recommends $packages >>"$LOG" 2>&1
  }
}

quiet_packages() {
  local root=$1
  printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d"
  chmod 755 "$root/usr/sbin/policy-rc.d"
  mkdir -p "$root/etc/dpkg/dpkg.cfg.d" "$root/etc/apt/apt.conf.d"
  printf '%s\n' force-unsafe-io path-exclude=/usr/share/doc/\* path-exclude=/usr/share/man/\* \
    path-exclude=/usr/share/locale/\* path-exclude=/usr/share/info/\* >"$root/etc/dpkg/dpkg.cfg.d/01lab"
  echo 'APT::Install-Recommends "0"; Acquire::Languages "none"; Acquire::Retries "3";' \
    >"$root/etc/apt/apt.conf.d/01lab"
  cp -L /etc/resolv.conf "$root/etc/resolv.conf" 2>/dev/null || true
}

# The tree is built beside its place and moved there when it is whole: a broken run leaves nothing half done.
# There is no "apt-get update": debootstrap has just fetched this index and checked its signature.
install_suite() {
  local suite=$1 part=$BASE/$1.part
  shift
  rm -rf "$part"
  say "$NAME: installing Debian $suite with $* (about a minute, once)"
  debootstrap --variant=minbase "$suite" "$part" "$MIRROR" >>"$LOG" 2>&1 || return 1
  quiet_packages "$part"
  inside "$part" apt-get install -y --no-install-recommends "$@" >>"$LOG" 2>&1 || return 1
  [ -x "$part$PROGRAM" ] || return 1
  inside "$part" apt-get clean
  rm -rf "$part"/var/lib/apt/lists/*
  rm -rf "${BASE:?}/$suite"
  mv "$part" "$BASE/$suite"
}

for suite in $SUITES; do
  if [ -x "$BASE/$suite$PROGRAM" ]; then
    ln -sfn "$suite" "$BASE/current"
    exit 0
  fi
done
MIRROR=$(mirror)
install_debootstrap
for suite in $SUITES; do
  if install_suite "$suite" "$@"; then
    ln -sfn "$suite" "$BASE/current"
    say "$NAME: ready"
    exit 0
  fi
  rm -rf "$BASE/$suite.part"
  say "$NAME: suite $suite did not work, see $LOG"
done
say "$NAME: no suite worked"
exit 1
