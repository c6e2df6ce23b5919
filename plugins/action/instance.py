# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The module instance, after a look at what no module sees: 1 and "1" are two keys in YAML, and one later."""

from __future__ import annotations

from collections import Counter

from ansible.errors import AnsibleActionFail
from ansible.plugins.action.normal import ActionModule as Normal


class ActionModule(Normal):
    def run(self, tmp=None, task_vars=None):
        tags = self._task.args.get("tags")
        texts = Counter(str(key) for key in tags) if isinstance(tags, dict) else {}
        repeated = [text for text, times in texts.items() if times > 1]
        if repeated:
            raise AnsibleActionFail(
                f"tags: the key {repeated[0]!r} is given twice, as text and as something else; "
                "one of each is accepted"
            )
        return super().run(tmp, task_vars)
