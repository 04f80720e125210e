"""The wheel, installed where nothing else is, works from a folder that has its own `rules/` and `checks/`."""

import os
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PARTS = ("pyproject.toml", "README.md", "LICENSE", "extract", "checks", "jihe", "rules")
BIN = "Scripts" if os.name == "nt" else "bin"


def run(*command: object, cwd: Path, statuses: tuple[int, ...] = (0,)) -> str:
    plain = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env={**plain, "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
    )
    assert done.returncode in statuses, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from a copy: leftovers of earlier builds in the checkout must not get into it."""
    copy = tmp_path_factory.mktemp("source")
    for part in PARTS:
        if (ROOT / part).is_dir():
            shutil.copytree(ROOT / part, copy / part, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / part, copy / part)
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", copy, cwd=copy)
    (built,) = (copy / "dist").glob("*.whl")
    return built


@pytest.fixture(scope="module")
def python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The interpreter of an empty environment with the wheel; its dependencies are borrowed from this one."""
    home = tmp_path_factory.mktemp("environment")
    venv.create(home, with_pip=False, symlinks=os.name != "nt")
    interpreter = home / BIN / ("python.exe" if os.name == "nt" else "python")
    where = run(interpreter, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=home).strip()
    # A path inside a .pth is not searched for .pth files: an editable install of this checkout does not come along.
    borrowed = dict.fromkeys(sysconfig.get_path(name) for name in ("purelib", "platlib"))
    Path(where, "borrowed.pth").write_text("\n".join(borrowed) + "\n", encoding="utf-8")
    run(
        sys.executable,
        "-m",
        "pip",
        "--python",
        interpreter,
        "install",
        "-q",
        "--no-deps",
        "--no-index",
        wheel,
        cwd=home,
    )
    return interpreter


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A working folder whose own folders bear the names of the packages."""
    for name in ("rules", "checks", "extract"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "__init__.py").write_text("raise ImportError('a stranger')", encoding="utf-8")
    (tmp_path / "rules" / "mine.yaml").write_text("not: a rule", encoding="utf-8")
    (tmp_path / "报告.txt").write_text(
        "某局2022年度部门整体支出绩效自评报告\n\n一、资金情况\n\n"
        "2022年支出合计300.00万元，其中：基本支出100.00万元，项目支出150.00万元。\n",
        encoding="utf-8",
    )
    return tmp_path


def test_the_wheel_holds_code_and_rules_and_nothing_else(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert {name.split("/")[0] for name in names if ".dist-info/" not in name} == {"extract", "checks", "jihe", "rules"}
    packed = {name for name in names if name.startswith("rules/")}
    data = (path for path in (ROOT / "rules").rglob("*") if path.suffix in (".yaml", ".csv"))
    assert packed == {path.relative_to(ROOT).as_posix() for path in data}


@pytest.mark.parametrize("way", ["script", "module"])
def test_it_runs_beside_strangers(python: Path, desk: Path, way: str) -> None:
    jihe = [python.parent / "jihe"] if way == "script" else [python, "-m", "jihe"]
    assert run(*jihe, "--version", cwd=desk).startswith("jihe ")
    assert "SUM001" in run(*jihe, "rules", cwd=desk)
    assert "150.00" in run(*jihe, "check", "报告.txt", cwd=desk, statuses=(1,))


def test_worker_processes_find_the_packages_too(python: Path, desk: Path) -> None:
    shutil.copy(desk / "报告.txt", desk / "报告2.txt")
    for jihe in ([python.parent / "jihe"], [python, "-m", "jihe"]):
        out = run(*jihe, "check", "报告.txt", "报告2.txt", "--jobs", 2, cwd=desk, statuses=(1,))
        assert "共审 2 份" in out
