#!/usr/bin/env bash
# Check the documentation and build it as HTML, without a network: .cache/docs/build/html.
# The links to Ansible's own manual come from an inventory of the two labels that plugin pages use.
set -euo pipefail
cd "$(dirname "$0")/../.."
tests/tools/lint_docs.sh

site=.cache/docs
rm -rf "$site"
mkdir -p "$site"
chmod 755 "$site"
antsibull-docs sphinx-init --use-current --squash-hierarchy --dest-dir "$site" tencentcloud.cvm >/dev/null
cat >>"$site/conf.py" <<'P'
html_show_copyright = False
intersphinx_mapping = {"ansible_devel": ("https://docs.ansible.com/projects/ansible/devel/", "../ansible_devel.inv")}
P
python tests/tools/manual_labels.py "$site/ansible_devel.inv"
"$site/build.sh"
echo "Open $site/build/html/index.html"
