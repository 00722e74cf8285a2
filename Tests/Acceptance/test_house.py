"""The checks of the house find what they are for."""

import shutil
import subprocess
import sys

from program import ROOT


def check_docs(root):
    return subprocess.run(
        [sys.executable, root / "Scripts/check-docs"], capture_output=True, text=True, timeout=60)


def test_the_maps_in_the_docs_agree_with_the_tree():
    done = check_docs(ROOT)
    assert done.returncode == 0, done.stderr


def test_a_map_that_lies_is_found(tmp_path):
    (tmp_path / "Scripts").mkdir()
    shutil.copy(ROOT / "Scripts/check-docs", tmp_path / "Scripts/check-docs")
    (tmp_path / "ARCHITECTURE.md").write_text("`Scripts/check-docs` is there.\n`Sources/Nowhere.swift` is not.\n")
    (tmp_path / "README.md").write_text("[there](ARCHITECTURE.md) and [not there](Docs/lost.md)\n")
    subprocess.run(["git", "init", "--quiet", tmp_path], check=True)
    done = check_docs(tmp_path)
    assert done.returncode == 1
    assert "ARCHITECTURE.md:2: there is no Sources/Nowhere.swift" in done.stderr
    assert "README.md:1: the link Docs/lost.md leads nowhere" in done.stderr
    assert "Scripts/check-docs" not in done.stderr
