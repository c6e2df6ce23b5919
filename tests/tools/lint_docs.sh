#!/usr/bin/env bash
# Check the documentation of the plugins and roles.
set -euo pipefail
cd "$(dirname "$0")/../.."
antsibull-docs lint-collection-docs --plugin-docs --validate-collection-refs=all \
    --disallow-unknown-collection-refs --check-extra-docs-refs .
