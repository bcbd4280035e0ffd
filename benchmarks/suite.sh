#!/bin/sh
# Compares samplers; benchmarks/run calls it and tells the usage.
set -eu

root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
cd "$root"
task=$1
shift

java=java
if [ -n "${JAVA_HOME:-}" ]; then
  java=$JAVA_HOME/bin/java
fi
# Searches run side by side; a training must not spread over several cores.
export OMP_NUM_THREADS=1

if [ -z "${AFINA_BUILT:-}" ]; then
  echo "building" >&2
  ./mvnw -q -B -ntp -Dafina.launcher -pl benchmarks -am package >&2
fi

# What runs for hours must not change when something is built meanwhile.
copy=$root/benchmarks/work/suite/$$
mkdir -p "$copy"
trap 'rm -rf "$copy"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
classpath=
number=0
old_ifs=$IFS
IFS=:
for entry in $(cat benchmarks/target/classpath) "$root/benchmarks/target/classes"; do
  case $entry in
    "$root"/* | */dev/afina/*)
      number=$((number + 1))
      cp -R "$entry" "$copy/$number-$(basename "$entry")"
      entry=$copy/$number-$(basename "$entry")
      ;;
  esac
  classpath=$classpath${classpath:+:}$entry
done
IFS=$old_ifs

suite() {
  "$java" -XX:+UseSerialGC -Xmx2g -cp "$classpath" dev.afina.benchmarks.suite.Suite "$root" "$@"
}

peers() {
  sh benchmarks/python/suite/install.sh benchmarks/work >&2
  server="$java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp $classpath"
  server="$server dev.afina.benchmarks.suite.ProblemServer $root"
  # HEBO needs other versions of what the others need, and so an environment of its own.
  environment=suite-venv
  case " $* " in
    *" --peers hebo "*) environment=suite-venv-hebo ;;
  esac
  (cd benchmarks/python && "$root/benchmarks/work/$environment/bin/python" -m suite.run \
    --server "$server" "$@")
}

# More seeds for those that suggest in less than 0.2 s; others would take days.
all_peers() {
  peers --peers optuna-tpe,optuna-gp,optuna-cma,hyperopt-tpe --seeds 20
  peers --peers smac,skopt-gp,ax,kerastuner --seeds 5
  peers --peers hebo --seeds 5
}

case $task in
  suite)
    status=0
    suite cells || status=$?
    all_peers || status=$?
    suite report
    exit "$status"
    ;;
  suite-rules)
    status=0
    suite rules "$@" || status=$?
    peers --peers optuna-tpe+hyperband --problems 'budget-*' --seeds 20 || status=$?
    suite rules-report
    exit "$status"
    ;;
  suite-cells) suite cells "$@" ;;
  suite-peers)
    if [ $# -eq 0 ]; then
      all_peers
    else
      peers "$@"
    fi
    ;;
  suite-report) suite report "$@" ;;
  suite-compact) suite compact ;;
  *)
    echo "benchmark \"$task\" is unknown, expected suite, suite-cells, suite-peers, suite-report or suite-compact" >&2
    exit 2
    ;;
esac
