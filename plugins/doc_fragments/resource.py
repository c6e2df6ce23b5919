# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Documentation of the options that all modules for a resource with a name take."""

from __future__ import annotations


class ModuleDocFragment:
    DOCUMENTATION = r"""
options:
  tags:
    description:
      - Tags. Those that are not named are left alone, unless O(purge_tags=true). Keys may not begin with
        C(qcs:), C(project) or the Chinese word for project.
    type: dict
  purge_tags:
    description:
      - Whether tags that are not in O(tags) are taken off. The cloud's own are left alone.
    type: bool
    default: false
  state:
    description:
      - V(present) makes it when it is not there, and changes what is said and differs; an option that is not
        given is not touched. V(absent) deletes it.
    type: str
    choices: [present, absent]
    default: present
  wait_timeout:
    description:
      - Seconds after which waiting fails. A run ends when the cloud shows what was asked for. A deletion that
        the cloud puts off, as it does for some minutes after machines are gone, is repeated until then.
    type: int
    default: 900
"""

    INFO = r"""
options:
  names:
    description:
      - Exact names of those to show. Together with O(filters), both must match.
    type: list
    elements: str
"""
