// SPDX-License-Identifier: GPL-3.0-or-later
// life.js URL: the life of two machines, through the official Node.js SDK.
"use strict"

const assert = require("node:assert")
const { randomUUID } = require("node:crypto")
const { cvm } = require("tencentcloud-sdk-nodejs-cvm")

const zone = "ap-guangzhou-6"
const url = new URL(process.argv[2])
const client = new cvm.v20170312.Client({
  credential: {
    secretId: "AKIDEMULATOREMULATOREMULATOREMULATOR",
    secretKey: "EmulatorSecretKeyEmulatorSecretKey",
  },
  region: "ap-guangzhou",
  profile: { httpProfile: { endpoint: url.host, protocol: `${url.protocol}//` } },
})

async function until(read, wanted, what) {
  const end = Date.now() + 60000
  for (;;) {
    const found = await read()
    if (wanted(found)) break
    assert(Date.now() < end, `${what}: ${JSON.stringify(found)}`)
    await new Promise((go) => setTimeout(go, 100))
  }
  console.log(`ok  ${what}`)
}

async function main() {
  const zones = (await client.DescribeZones({})).ZoneSet
  assert(zones.some((each) => each.Zone === zone))
  const image = (await client.DescribeImages({ Limit: 1 })).ImageSet[0].ImageId
  const machine = { Placement: { Zone: zone }, ImageId: image, InstanceType: "S5.MEDIUM4" }
  const price = (await client.InquiryPriceRunInstances(machine)).Price
  assert(price.InstancePrice.UnitPrice > 0)
  console.log("ok  looks and asks the price")

  const order = {
    ...machine,
    InstanceCount: 2,
    InstanceName: "node",
    ClientToken: randomUUID(),
    TagSpecification: [{ ResourceType: "instance", Tags: [{ Key: "life", Value: "node" }] }],
  }
  const InstanceIds = (await client.RunInstances(order)).InstanceIdSet
  assert.deepStrictEqual((await client.RunInstances(order)).InstanceIdSet, InstanceIds)
  assert.strictEqual(new Set(InstanceIds).size, 2)
  console.log("ok  buys two, once")

  const seen = async () => (await client.DescribeInstances({ InstanceIds })).InstanceSet
  const idle = (state) => (found) =>
    found.length === 2 &&
    found.every((each) => each.InstanceState === state && each.LatestOperationState !== "OPERATING")
  const tagged = (found) => found.every(({ Tags }) => Tags.some(({ Key, Value }) => Key === "life" && Value === "node"))
  await until(seen, idle("RUNNING"), "sees them run")
  await until(seen, tagged, "tagged")
  await client.StopInstances({ InstanceIds })
  await until(seen, idle("STOPPED"), "stops them")
  await client.StartInstances({ InstanceIds })
  await until(seen, idle("RUNNING"), "starts them")
  await client.ModifyInstancesAttribute({ InstanceIds, InstanceName: "renamed" })
  await until(seen, (found) => found.every((each) => each.InstanceName === "renamed"), "renames them")
  await client.TerminateInstances({ InstanceIds })
  await until(seen, (found) => found.length === 0, "gives them back")
  await assert.rejects(client.TerminateInstances({ InstanceIds }), (refused) => {
    assert.strictEqual(refused.code, "InvalidInstanceId.NotFound")
    assert(refused.requestId)
    return true
  })
  console.log("ok  is refused a second time")
}

main().catch((error) => {
  console.error(error)
  process.exit(1)
})
