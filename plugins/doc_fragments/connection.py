# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Documentation of the options that reach an account, shared by all modules."""

from __future__ import annotations


class ModuleDocFragment:
    DOCUMENTATION = r"""
options:
  secret_id:
    description:
      - Id of the API key.
      - Without it E(TENCENTCLOUD_SECRET_ID) is used, then the profile file C(~/.tccli/<profile>.credential)
        of the official command line, then the section C([default]) of C(~/.tencentcloud/credentials), then
        on a machine of Tencent Cloud the keys of its role.
      - Key id, key and token are always taken from one and the same source.
    type: str
  secret_key:
    description:
      - Secret part of the API key; see O(secret_id). Environment variable E(TENCENTCLOUD_SECRET_KEY).
    type: str
  token:
    description:
      - Token that belongs to a temporary key. Environment variables E(TENCENTCLOUD_TOKEN),
        E(TENCENTCLOUD_SECURITY_TOKEN).
    type: str
  profile:
    description:
      - Profile of the official command line to take credentials and region from.
      - Without it E(TENCENTCLOUD_PROFILE) and E(TCCLI_PROFILE) are used, then C(default).
      - Given as an option it comes before the keys in the environment.
    type: str
  role_arn:
    description:
      - Role to take on with the key first, as C(qcs::cam::uin/<account>:roleName/<name>). Everything is done
        with its keys, which last two hours.
      - Without it E(TENCENTCLOUD_ROLE_ARN) is used, then the role of the profile that the key is from.
    type: str
  region:
    description:
      - Region to work in, for example V(ap-guangzhou) or V(eu-frankfurt).
      - Without it E(TENCENTCLOUD_REGION) is used, then the region of the profile.
    type: str
  endpoint:
    description:
      - Address of the API as C(http://host:port) or C(https://host), for the emulator or a gateway of your
        own. It serves all products.
      - Without it E(TENCENTCLOUD_ENDPOINT) is used, then the public hosts.
    type: str
  allowed_account_ids:
    description:
      - Ids of the accounts that may be written to. With a key of any other account nothing is changed and the
        module fails.
    type: list
    elements: str
  ca_path:
    description:
      - File with the certificates to trust instead of those that come with the SDK.
    type: path
  proxy:
    description:
      - Proxy to go through, for example V(http://user:secret@host:3128). Without it the usual environment
        variables E(HTTPS_PROXY), E(HTTP_PROXY) and E(NO_PROXY) count.
    type: str
  connect_timeout:
    description:
      - Seconds to wait for a connection.
    type: float
    default: 10
  read_timeout:
    description:
      - Seconds to wait for an answer.
    type: float
    default: 60
  language:
    description:
      - Language of the cloud's own messages.
    type: str
    choices: [en-US, zh-CN]
    default: en-US
requirements:
  - python >= 3.9
  - tencentcloud-sdk-python-common >= 3.0.1000 (or the whole tencentcloud-sdk-python)
notes:
  - The module runs on the host that reaches the API, usually C(localhost); environment variables and files
    are read there.
  - Throttled requests are repeated with growing, jittered pauses; reads are repeated after a lost answer too.
"""
