# SPDX-License-Identifier: GPL-3.0-or-later
"""Imports point one way, and some words stand in one place only."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

PLUGINS = Path(__file__).resolve().parents[3] / "plugins"
UTILS = PLUGINS / "module_utils"
PURE = {
    *("__future__", "typing", "dataclasses", "functools", "itertools", "operator", "collections", "base64"),
    *("datetime", "decimal", "hashlib", "ipaddress", "json", "re"),
}
NOT_PURE = re.compile(r"\b(now|today|utcnow|open|print|input)\(")
ONCE = {
    "check_mode": "module_utils/_module.py",
    r"sleep\(": "module_utils/_cloud/patience.py",
    "from tencentcloud": "module_utils/_cloud/transport.py",
    "environ": "module_utils/_cloud/credentials.py",
    r"fail_json\(": "module_utils/_module.py",
    "AnsibleModule": "module_utils/_module.py",
}


def files(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.py"))


def imports(path: Path) -> list[str]:
    """What a file imports, relative imports with their dots."""
    found = []
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom):
            found.append("." * node.level + (node.module or node.names[0].name))
        elif isinstance(node, ast.Import):
            found += [name.name for name in node.names]
    return found


def top(name: str) -> str:
    return name.split(".")[0]


@pytest.mark.parametrize("path", files(UTILS / "_core"), ids=lambda path: path.name)
def test_the_core_imports_itself_and_what_is_pure(path):
    strange = [name for name in imports(path) if not name.startswith(".") and top(name) not in PURE]
    outside = [name for name in imports(path) if name.startswith("..")]
    assert (strange, outside) == ([], [])
    assert not NOT_PURE.search(path.read_text())


@pytest.mark.parametrize("path", files(UTILS / "_cloud"), ids=lambda path: path.name)
def test_the_cloud_knows_no_ansible_and_one_file_the_sdk(path):
    names = imports(path)
    assert not [name for name in names if top(name) == "ansible" or name.startswith("...")]
    assert not [name for name in names if name.startswith("..") and not name.startswith(".._core")]
    assert any(top(name) == "tencentcloud" for name in names) == (path.name == "transport.py")


@pytest.mark.parametrize("path", files(PLUGINS / "modules"), ids=lambda path: path.name)
def test_a_module_reaches_down_only(path):
    allowed = ("..module_utils._core.", "..module_utils._cloud.", "..module_utils._module", "__future__")
    assert [name for name in imports(path) if not name.startswith(allowed)] == []


@pytest.mark.parametrize(("word", "home"), ONCE.items())
def test_some_words_stand_in_one_place(word, home):
    code = {
        path: strip_documentation(path) for path in PLUGINS.rglob("*.py") if "doc_fragments" not in path.parts
    }
    assert [str(path.relative_to(PLUGINS)) for path, text in code.items() if re.search(word, text)] == [home]


def strip_documentation(path: Path) -> str:
    return re.sub(r'^(DOCUMENTATION|EXAMPLES|RETURN) = r""".*?"""', "", path.read_text(), flags=re.S | re.M)


def refused(tree: ast.Module) -> list[int]:
    """Lines with a lone underscore as a name, or with a constant dict or list as a default."""
    constants = [node for node in tree.body if isinstance(node, ast.Assign)]
    changing = {
        node.targets[0].id for node in constants if isinstance(node.value, (ast.Dict, ast.List, ast.Set))
    }
    names = [node for node in ast.walk(tree) if isinstance(node, ast.Name)]
    defaults = [
        default for node in ast.walk(tree) if isinstance(node, ast.arguments) for default in node.defaults
    ]
    return [node.lineno for node in names if node.id == "_" or (node.id in changing and node in defaults)]


@pytest.mark.parametrize("folder", [PLUGINS, Path(__file__).parent], ids=lambda folder: folder.name)
def test_what_sanity_refuses_minutes_later(folder):
    found = {path: refused(ast.parse(path.read_text())) for path in folder.rglob("*.py")}
    assert {path: lines for path, lines in found.items() if lines} == {}


def test_collection_and_emulator_do_not_know_each_other():
    root = PLUGINS.parent
    assert not [path for path in PLUGINS.rglob("*.py") if "cvm_emulator" in path.read_text()]
    assert not [path for path in (root / "emulator/src").rglob("*.py") if "ansible" in imports_text(path)]


def imports_text(path: Path) -> str:
    return " ".join(imports(path))


def test_the_action_group_holds_every_module():
    runtime = (PLUGINS.parent / "meta/runtime.yml").read_text()
    grouped = re.findall(r"^    - (\w+)$", runtime, flags=re.M)
    assert grouped == [path.stem for path in files(PLUGINS / "modules")]


def test_versions_agree():
    root = PLUGINS.parent
    version = re.search(r"^version: (\S+)$", (root / "galaxy.yml").read_text(), flags=re.M)[1]
    assert f"v{version}" in (root / "CHANGELOG.rst").read_text()
