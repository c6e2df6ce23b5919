# SPDX-License-Identifier: GPL-3.0-or-later
"""Put a stand-in for get-pip.py where ansible-test looks for one before it asks a server.

Run with a Python that has ansible-core and pip. The stand-in installs pip from a wheel that lies beside it.
"""

from __future__ import annotations

import inspect
import re
import subprocess
import sys
from pathlib import Path

from ansible_test._internal import python_requirements

STAND_IN = '''\
"""Install pip from the wheel beside this file."""
import os
import runpy
import sys

here = os.path.dirname(os.path.abspath(__file__))
wanted = [word for word in sys.argv[1:] if word not in ("--no-setuptools", "--no-wheel")]
sys.path.insert(0, os.path.join(here, "pip-{version}-py3-none-any.whl"))
sys.argv = ["pip", "install", "--no-index", "--find-links", here, *wanted]
runpy.run_module("pip", run_name="__main__", alter_sys=True)
'''


def wanted_pip() -> str:
    """The version of pip that this ansible-test asks its environments to have."""
    source = inspect.getsource(python_requirements.get_venv_packages)
    return re.search(r"pip=.([0-9.]+)", source).group(1)


def main() -> None:
    cache = Path.home() / ".ansible/test/cache"
    cache.mkdir(parents=True, exist_ok=True)
    version = wanted_pip()
    if not (cache / f"pip-{version}-py3-none-any.whl").exists():
        download = ["download", "--quiet", "--no-deps", "--dest", str(cache), f"pip=={version}"]
        subprocess.run([sys.executable, "-m", "pip", *download], check=True)
    (cache / f"get_pip_{version.replace('.', '_')}.py").write_text(STAND_IN.format(version=version))


if __name__ == "__main__":
    main()
