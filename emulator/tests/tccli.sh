#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# tccli.sh URL [TCCLI]: the official command line client looks, asks the price, buys, and gives back.
# The emulator at URL should boot quickly (`--boot 0 --tag-lag 0`).
set -euo pipefail

url=$1
tccli=${2:-tccli}
HOME=$(mktemp -d)
trap 'rm -rf "$HOME"' EXIT
export HOME
export TENCENTCLOUD_SECRET_ID=AKIDEMULATOREMULATOREMULATOREMULATOR
export TENCENTCLOUD_SECRET_KEY=EmulatorSecretKeyEmulatorSecretKey
export TENCENTCLOUD_REGION=ap-guangzhou

cloud() { "$tccli" "$@" --endpoint "$url"; }

# want WHAT EXPRESSION: the answer on stdin, as `r`, must make a Python expression true.
want() {
  python3 -c 'import json, sys
r = json.load(sys.stdin)
sys.exit(0 if eval(sys.argv[2]) else f"{sys.argv[1]}: not {sys.argv[2]}\n{json.dumps(r)[:2000]}")' "$@"
  echo "ok  $1"
}

zone=ap-guangzhou-6
type=S5.MEDIUM4
image=$(cloud cvm DescribeImages --Limit 1 | python3 -c 'import json, sys
print(json.load(sys.stdin)["ImageSet"][0]["ImageId"])')
order=(--Placement "{\"Zone\":\"$zone\"}" --ImageId "$image" --InstanceType "$type" --InstanceCount 2)

cloud cvm DescribeZones | want 'lists zones' "'$zone' in [z['Zone'] for z in r['ZoneSet']]"
cloud cvm InquiryPriceRunInstances "${order[@]}" |
  want 'asks the price' "r['Price']['InstancePrice']['UnitPrice'] > 0"
bought=$(cloud cvm RunInstances "${order[@]}" --InstanceName tccli --ClientToken "tccli-$$")
want 'buys two' "len(set(r['InstanceIdSet'])) == 2" <<<"$bought"
ids=$(python3 -c 'import json, sys; print(json.dumps(json.load(sys.stdin)["InstanceIdSet"]))' <<<"$bought")
for _ in $(seq 60); do
  seen=$(cloud cvm DescribeInstances --InstanceIds "$ids")
  grep -q PENDING <<<"$seen" || break
done
want 'sees them run' \
  "[i['InstanceState'] for i in r['InstanceSet']] == ['RUNNING'] * 2 and r['TotalCount'] == 2" <<<"$seen"
cloud cvm TerminateInstances --InstanceIds "$ids" | want 'gives them back' "'RequestId' in r"
for _ in $(seq 60); do
  seen=$(cloud cvm DescribeInstances --InstanceIds "$ids")
  grep -q '"TotalCount": 0' <<<"$seen" && break
done
want 'sees them gone' "r['TotalCount'] == 0" <<<"$seen"
if refused=$(cloud cvm TerminateInstances --InstanceIds "$ids" 2>&1); then
  echo "terminating twice was accepted: $refused" >&2
  exit 1
fi
grep -q 'InvalidInstanceId.NotFound' <<<"$refused" || { echo "$refused" >&2; exit 1; }
echo 'ok  is refused a second time'
