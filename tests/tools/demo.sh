#!/usr/bin/env bash
# A purchase rehearsed: quoted, made, repeated without effect, looked at, released. No account, no money.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
export PATH=$root/.venv/bin:$PATH

if [ "${1:-}" != rehearse ]; then
    exec "$root/tests/tools/with_emulator.sh" --boot 2 -- "$0" rehearse
fi

export ANSIBLE_CONFIG=$root/tests/tools/demo.cfg
ANSIBLE_COLLECTIONS_PATH=$(python -c "import sysconfig; print(sysconfig.get_path('purelib'))")
export ANSIBLE_COLLECTIONS_PATH
fleet=$root/tests/tools/fleet.yml
output=$(mktemp)
trap 'rm -f "$output"' EXIT

heading() { printf '\n== %s\n' "$1"; }
play() { ansible-playbook "tencentcloud.cvm.$1" --extra-vars "@$fleet" | tee "$output"; }
ledger() { python "$root/tests/tools/ledger.py" --instance-type S5.MEDIUM4 --fleet web "$@"; }
expect() {
    grep -qE "^localhost .*$1" "$output" || {
        echo "The recap should say $1." >&2
        exit 1
    }
}

heading "A local Tencent Cloud answers at $TENCENTCLOUD_ENDPOINT. What is to be bought:"
cat "$fleet"

heading 'What would it cost?  ansible-playbook tencentcloud.cvm.quote'
play quote
ledger --bought 0 --live 0

heading 'Buy.  ansible-playbook tencentcloud.cvm.purchase'
play purchase
ledger --bought 3 --live 3

heading 'The same again buys nothing.'
play purchase
expect 'changed=0 '
ledger --bought 3 --live 3

heading 'Look at them.  ansible-playbook look.yml'
ansible-playbook "$root/tests/tools/look.yml"

heading 'Give them back.  ansible-playbook tencentcloud.cvm.release'
play release
ledger --bought 3 --live 0

cat <<'T'

== The same with a real account
   export TENCENTCLOUD_SECRET_ID=...  TENCENTCLOUD_SECRET_KEY=...  TENCENTCLOUD_REGION=ap-guangzhou
   .venv/bin/ansible-playbook tencentcloud.cvm.quote -e fleet_name=web -e fleet_count=3 \
       -e fleet_instance_types=S5.MEDIUM4 -e fleet_image=img-487zeit5
   and then tencentcloud.cvm.purchase with the same words (--check --diff first shows every call it would make).
   Without TENCENTCLOUD_ENDPOINT the cloud is the real one, and so is the bill. tencentcloud.cvm.release ends it.
T
