#!/bin/sh
# Installs the peers of the sample-efficiency suite, those that can be, each where it fits.
#
# Usage: benchmarks/python/suite/install.sh WORKDIR
#
# Makes the environments WORKDIR/suite-venv (benchmarks/suite-requirements.txt) and
# WORKDIR/suite-venv-hebo (suite-requirements-hebo.txt, on top of the first one) if they are not as
# their files say, and writes benchmarks/results/suite/not-installed.txt: a line "peer: reason" for
# what cannot be imported. Needs a python3 with venv. PyTorch comes without CUDA where its own index
# can be reached; from PyPI it is several gigabytes large.
set -eu

if [ $# -ne 1 ]; then
  echo "expected one argument, the folder of the environments, such as benchmarks/work" >&2
  exit 2
fi
mkdir -p "$1"
work=$(CDPATH='' cd -- "$1" && pwd -P)
suite=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
benchmarks=$(CDPATH='' cd -- "$suite/../.." && pwd -P)
report=$benchmarks/results/suite/not-installed.txt
cpu_index=https://download.pytorch.org/whl/cpu

reachable() {
  python3 -c "import urllib.request; urllib.request.urlopen('$cpu_index/', timeout=10)" 2>/dev/null
}

# Installs a file of requirements at once or, where that fails, what can be of it.
install() { # environment requirements
  if cmp -s "$2" "$1/installed.txt"; then
    return
  fi
  echo "installing $(basename "$2") (once; it is large)" >&2
  python3 -m venv "$1"
  if [ "$1" != "$main" ]; then
    packages=$("$main/bin/python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
    own=$("$1/bin/python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
    echo "$packages" > "$own/suite.pth"
  fi
  set -- "$1" "$2" "$1/bin/pip" install --quiet --disable-pip-version-check --prefer-binary
  environment=$1 requirements=$2
  shift 2
  if reachable; then
    set -- "$@" --extra-index-url "$cpu_index"
  fi
  if ! "$@" --requirement "$requirements" >&2; then
    echo "some of it failed, so that each is installed alone" >&2
    grep -v '^#' "$requirements" | while read -r requirement; do
      "$@" "$requirement" >&2 || echo "$requirement cannot be installed" >&2
    done
  fi
  cp "$requirements" "$environment/installed.txt"
}

main=$work/suite-venv
install "$main" "$benchmarks/suite-requirements.txt"
install "$work/suite-venv-hebo" "$benchmarks/suite-requirements-hebo.txt"

mkdir -p "$(dirname "$report")"
{
  echo "optuna-auto: OptunaHub downloads its samplers when they are first used, which a pinned" \
    "environment rules out"
  for environment in suite-venv suite-venv-hebo; do
    (cd "$suite/.." && "$work/$environment/bin/python" -W ignore -m suite.missing)
  done
} > "$report"
