# shellcheck shell=bash disable=SC2034
# Sourced by the steps of `make test`: where things are, and how a step says what it could not look at.
set -euo pipefail
export NO_COLOR=1

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
tools=$root/tests/tools
cache=$root/.cache
cd "$root"

# pyenv's shims look like interpreters and are not; ansible-test dies of them.
PATH=$root/.venv/bin:$cache/pythons:$(tr : '\n' <<<"$PATH" | grep -v '/shims$' | paste -sd :)
export PATH

oldest=3.9
newest=$("$root/.venv/bin/python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')

# enter_home FOLDER : nothing left in the user's HOME helps or hurts; caches and the installers' settings come along.
enter_home() {
    local settings
    mkdir -p "$1/.config"
    for settings in .pip .config/pip .config/uv .npmrc; do
        [ ! -e "$HOME/$settings" ] || ln -sfn "$(readlink -f "$HOME/$settings")" "$1/$settings"
    done
    export UV_CACHE_DIR=${UV_CACHE_DIR:-$HOME/.cache/uv} PIP_CACHE_DIR=${PIP_CACHE_DIR:-$HOME/.cache/pip}
    export HOME=$1
}

# not_covered TEXT : a gap that cannot be closed on this machine is listed at the end.
# Of the steps that is an interpreter that is not there and could not be fetched; a tool must be there.
not_covered() {
    printf '%s\n' "$1" | tee -a "${NOT_COVERED:-/dev/null}"
}

has_python() {
    [ -x "$cache/pythons/python$1" ]
}

[ -z "${STEP_HOME:-}" ] || enter_home "$STEP_HOME"
