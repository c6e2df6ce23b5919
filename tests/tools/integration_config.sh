#!/usr/bin/env bash
# Print tests/integration/integration_config.yml for the cloud that the environment names.
# ansible-test passes no environment on to its targets; this file reaches them as variables.
set -euo pipefail
cat <<Y
---
cloud_connection:
  endpoint: "$TENCENTCLOUD_ENDPOINT"
  region: "$TENCENTCLOUD_REGION"
  secret_id: "$TENCENTCLOUD_SECRET_ID"
  secret_key: "$TENCENTCLOUD_SECRET_KEY"
Y
