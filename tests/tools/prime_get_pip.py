# SPDX-License-Identifier: GPL-3.0-or-later
"""Put a stand-in for get-pip.py where ansible-test looks for one before it asks a server.

Run with a Python that has ansible-core. The stand-in gives the environment a `pip` that hands what
ansible-test installs to the pinned uv, which is several times as quick, and refuses everything else.
"""

from __future__ import annotations

import inspect
import os
import re
from pathlib import Path

from ansible_test._internal import python_requirements

UV = Path(__file__).with_name("uv.sh")
STAND_IN = '''\
"""Put the module `pip` into the environment that runs this."""
import os
import sysconfig

folder = os.path.join(sysconfig.get_path("purelib"), "pip")
os.makedirs(folder, exist_ok=True)
for name, text in (("__init__.py", ""), ("__main__.py", {text!r})):
    with open(os.path.join(folder, name), "w") as file:
        file.write(text)
'''
PIP = '''\
"""The commands of pip {version} that ansible-test gives, carried out by uv."""
import os
import shutil
import sys

command, *words = [word for word in sys.argv[1:] if word != "--disable-pip-version-check"]
if command == "install":
    os.environ["UV_CACHE_DIR"] = {cache!r}
    os.execv({uv!r}, [{uv!r}, "pip", "install", "--quiet", "--python", sys.executable] + words)
elif [command] + words == ["uninstall", "-y", "pip"]:
    shutil.rmtree(os.path.dirname(__file__))
else:
    sys.exit("not carried out: pip " + " ".join(sys.argv[1:]))
'''


def wanted_pip() -> str:
    """The version of pip that this ansible-test asks its environments to have."""
    source = inspect.getsource(python_requirements.get_venv_packages)
    return re.search(r"pip=.([0-9.]+)", source).group(1)


def main() -> None:
    version = wanted_pip()
    pip = PIP.format(version=version, uv=str(UV), cache=os.environ["UV_CACHE_DIR"])
    cache = Path.home() / ".ansible/test/cache"
    cache.mkdir(parents=True, exist_ok=True)
    (cache / f"get_pip_{version.replace('.', '_')}.py").write_text(STAND_IN.format(text=pip))


if __name__ == "__main__":
    main()
