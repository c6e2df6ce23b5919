#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# tccli.sh URL [TCCLI]: the life of two machines, through the official command line client.
# The emulator at URL should boot quickly (`--boot 0 --tag-lag 0`).
set -euo pipefail

url=$1
tccli=${2:-${TCCLI:-tccli}}
HOME=$(mktemp -d)
trap 'rm -rf "$HOME"' EXIT
export HOME
export TENCENTCLOUD_SECRET_ID=AKIDEMULATOREMULATOREMULATOREMULATOR
export TENCENTCLOUD_SECRET_KEY=EmulatorSecretKeyEmulatorSecretKey
export TENCENTCLOUD_REGION=ap-guangzhou

cloud() { "$tccli" "$@" --endpoint "$url"; }

# want WHAT EXPRESSION: the answer on stdin, as `r`, must make a Python expression true; then WHAT is told.
want() {
  python3 -c 'import json, sys
r = json.load(sys.stdin)
sys.exit(0 if eval(sys.argv[2]) else f"{sys.argv[1]}: not {sys.argv[2]}\n{json.dumps(r)[:2000]}")' "$@" || return
  [ -z "$1" ] || echo "ok  $1"
}

zone=ap-guangzhou-6
type=S5.MEDIUM4
image=$(cloud cvm DescribeImages --Limit 1 | python3 -c 'import json, sys
print(json.load(sys.stdin)["ImageSet"][0]["ImageId"])')
order=(--Placement "{\"Zone\":\"$zone\"}" --ImageId "$image" --InstanceType "$type" --InstanceCount 2)

cloud cvm DescribeZones | want '' "'$zone' in [z['Zone'] for z in r['ZoneSet']]"
cloud cvm InquiryPriceRunInstances "${order[@]}" |
  want 'looks and asks the price' "r['Price']['InstancePrice']['UnitPrice'] > 0"
order+=(--InstanceName tccli --ClientToken "tccli-$$-$RANDOM"
  --TagSpecification '[{"ResourceType":"instance","Tags":[{"Key":"life","Value":"tccli"}]}]')
bought=$(cloud cvm RunInstances "${order[@]}")
ids=$(python3 -c 'import json, sys; print(json.dumps(json.load(sys.stdin)["InstanceIdSet"]))' <<<"$bought")
cloud cvm RunInstances "${order[@]}" |
  want 'buys two, once' "len(set(r['InstanceIdSet'])) == 2 and r['InstanceIdSet'] == $ids"

# seen WHAT EXPRESSION: within a minute the answer makes the expression true.
seen() {
  local answer end=$((SECONDS + 60))
  until answer=$(cloud cvm DescribeInstances --InstanceIds "$ids") && want "$@" <<<"$answer" 2>/dev/null; do
    ((SECONDS < end)) || want "$@" <<<"$answer"
  done
}

states="[i['InstanceState'] for i in r['InstanceSet'] if i['LatestOperationState'] != 'OPERATING']"
seen 'sees them run' "$states == ['RUNNING'] * 2 and r['TotalCount'] == 2"
seen 'tagged' "all(i['Tags'][0]['Value'] == 'tccli' for i in r['InstanceSet'])"
cloud cvm StopInstances --InstanceIds "$ids" | want '' "'RequestId' in r"
seen 'stops them' "$states == ['STOPPED'] * 2"
cloud cvm StartInstances --InstanceIds "$ids" | want '' "'RequestId' in r"
seen 'starts them' "$states == ['RUNNING'] * 2"
cloud cvm ModifyInstancesAttribute --InstanceIds "$ids" --InstanceName renamed | want '' "'RequestId' in r"
seen 'renames them' "{i['InstanceName'] for i in r['InstanceSet']} == {'renamed'}"
cloud cvm TerminateInstances --InstanceIds "$ids" | want '' "'RequestId' in r"
seen 'gives them back' "r['TotalCount'] == 0"
if refused=$(cloud cvm TerminateInstances --InstanceIds "$ids" 2>&1); then
  echo "terminating twice was accepted: $refused" >&2
  exit 1
fi
grep -q 'InvalidInstanceId.NotFound' <<<"$refused" || { echo "$refused" >&2; exit 1; }
echo 'ok  is refused a second time'
