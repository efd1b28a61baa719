# Installs one hashed requirements file into .venv, making it first if need be. PYTHON chooses the interpreter.
set -eu

candidates=${PYTHON:-python3 python3.13 python3.12 python3.11}

say() { printf '%s\n' "$*" >&2; }
is_new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

find_python() {
    without_venv=
    for candidate in $candidates; do
        is_new_enough "$candidate" || continue
        if "$candidate" -c 'import ensurepip, venv' 2>/dev/null; then
            echo "$candidate"
            return
        fi
        without_venv=${without_venv:-$candidate}
    done
    if [ "$without_venv" ]; then
        version=$("$without_venv" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
        say "$without_venv (Python $version) lacks its venv module. On Debian or Ubuntu: sudo apt install python$version-venv"
    else
        say "Python 3.11 or later is needed, and none was found. Tried: $candidates."
        say "On Debian 12 or Ubuntu 24.04 and later: sudo apt install python3 python3-venv"
        say "Where it lies elsewhere, name it: make run PYTHON=/path/to/python3"
    fi
    return 1
}

if is_new_enough .venv/bin/python && .venv/bin/python -m pip --version >/dev/null 2>&1; then
    say "Bringing .venv in line with $1"
else
    python=$(find_python)
    say "Setting up .venv (once, about a minute)"
    "$python" -m venv --clear .venv
fi

if ! report=$(.venv/bin/python -m pip install --disable-pip-version-check --require-hashes -r "$1" 2>&1); then
    say "$report"
    say "Installing from $1 failed: the reason is above. Once it is mended, the same command carries on."
    exit 1
fi
