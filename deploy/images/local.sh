#!/usr/bin/env bash
# usage: deploy/images/local.sh [--bases] [option of deploy/images/build]...
# For places without a registry: makes the base images from this machine's parts - Debian by debootstrap, PostgreSQL from
# Debian's packages, a JRE linked from the JDK, S3 and SQS from our own stand-ins - and then the services' images on them.
# A base that is there already is kept; --bases makes them and nothing else. Needs root, debootstrap, a JDK 25 as JAVA_HOME
# and an engine (DOCKER_HOST; deploy/images/engine starts Debian's own). MIRROR: where packages come from (what apt has here).
#   rushes/base:debian  rushes/jre:25  rushes/postgres:debian  rushes/aws:local
# Ends with 3 and the reason where this machine lacks what it takes: root, debootstrap, packages from the mirror, a working engine.
set -euo pipefail

images=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
home=$(cd "$images/../.." && pwd -P)
only_bases=
if [[ ${1:-} == --bases ]]; then
  only_bases=yes
  shift
fi

missing() {
  echo "deploy/images/local.sh: $1" >&2
  exit 3
}
[[ $(id -u) == 0 ]] || missing 'debootstrap needs root'
command -v debootstrap >/dev/null || missing 'there is no debootstrap (apt install debootstrap)'
docker version >/dev/null 2>&1 || missing 'no container engine answers (DOCKER_HOST; deploy/images/engine starts one)'
[[ -x ${JAVA_HOME:-}/bin/jlink ]] || missing 'JAVA_HOME names no JDK with jlink'
[[ -d $home/deploy/local/target/lib ]] || {
  echo 'deploy/images/local.sh: deploy/local is not packaged: ./rushes images --local does all of it' >&2
  exit 1
}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

there() { docker image inspect "$1" >/dev/null 2>&1; }

debian() {
  local name=$1 include=$2 release mirror
  there "$name" && return
  release=$(sed -n 's/^VERSION_CODENAME=//p' /etc/os-release)
  mirror=${MIRROR:-$("$images/mirror" "$release")}
  [[ -n $mirror ]] || missing "no list of apt has $release; MIRROR names where to take it from"
  # A mirror that does not answer is waited for without an end.
  timeout --kill-after=10 300 debootstrap --variant=minbase --include="$include" "$release" "$work/root" "$mirror" >"$work/log" 2>&1 ||
    { tail -n 20 "$work/log" >&2; missing "debootstrap failed, or took longer than 300 s, with $mirror"; }
  rm -rf "$work/root"/var/cache/apt/* "$work/root"/var/lib/apt/lists/* "$work/root"/usr/share/{doc,man,locale}/*
  rm -f "$work/root"/etc/apt/sources.list
  tar -C "$work/root" -c . | docker import --change 'ENV LANG=C.UTF-8' - "$name" >/dev/null
  rm -rf "$work/root"
  echo "$name"
}

jre() {
  there rushes/jre:25 && return
  mkdir "$work/jre"
  # What the services' libraries ask for by name at run time is in no list that jdeps could make: all modules that a server may
  # need, and none of a desktop or a compiler.
  "$JAVA_HOME/bin/jlink" --strip-debug --no-header-files --no-man-pages --compress=zip-6 --output "$work/jre/jre" \
    --add-modules java.se,jdk.unsupported,jdk.crypto.ec,jdk.localedata,jdk.management,jdk.naming.dns,jdk.net,jdk.zipfs,jdk.jfr,jdk.httpserver,jdk.charsets,jdk.accessibility \
    --include-locales=en
  cp "$images/jre.Dockerfile" "$work/jre/Dockerfile"
  docker build --quiet --build-arg BASE_IMAGE=rushes/base:debian -t rushes/jre:25 "$work/jre" >/dev/null
  echo rushes/jre:25
}

stand_ins() {
  local context=$work/aws
  mkdir -p "$context/lib"
  cp -r "$home/deploy/local/target/classes" "$context/classes"
  cp "$home"/deploy/local/target/lib/*.jar "$context/lib"
  # The database has an image of its own.
  rm -f "$context"/lib/embedded-postgres-binaries-*.jar
  docker build --quiet --build-arg JRE_IMAGE=rushes/jre:25 -t rushes/aws:local -f "$images/stand-ins/Dockerfile" "$context" >/dev/null
  echo rushes/aws:local
}

debian rushes/base:debian ca-certificates
# There are engines that answer and may not start anything: below another engine without its rights, for example.
timeout --kill-after=10 60 docker run --rm --network none rushes/base:debian true || missing 'the engine runs no container'
jre
debian rushes/postgres-base:debian postgresql
docker build --quiet --build-arg BASE_IMAGE=rushes/postgres-base:debian -t rushes/postgres:debian "$images/postgres" >/dev/null
echo rushes/postgres:debian
stand_ins
[[ -n $only_bases ]] || exec "$images/build" "$@"
