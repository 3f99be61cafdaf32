"""Rules that no single room can keep: what may be committed, pinned, imported and promised."""

import ast
import os
import re
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("gdcore", "scenes", "studio", "tests", "benchmarks")
REQUIREMENT = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^\s;\\]+)", re.MULTILINE)


def run(*command: str) -> subprocess.CompletedProcess[str]:
    """Run a command at the root, as from a fresh shell: this test may itself run under make."""
    environment = {name: value for name, value in os.environ.items() if "MAKE" not in name}
    return subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )


def committed() -> list[Path]:
    """Return the files git keeps, or would keep if everything were added now."""
    listed = run("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    assert listed.returncode == 0, listed.stderr
    return sorted({ROOT / name for name in listed.stdout.split("\0") if (ROOT / name).is_file()})


def texts() -> list[tuple[Path, str]]:
    """Return the committed files that are text, with their text."""
    found = []
    for path in committed():
        content = path.read_bytes()
        if b"\0" not in content:
            found.append((path, content.decode("utf-8")))
    return found


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def pins(path: Path) -> dict[str, set[str]]:
    """Return name -> versions of a requirements file (a lock may pin one for each Python)."""
    found: dict[str, set[str]] = {}
    for match in REQUIREMENT.finditer(path.read_text(encoding="utf-8")):
        found.setdefault(canonical(match["name"]), set()).add(match["version"])
    return found


# -------------------------------------------------------------------------------- what is committed


def test_no_file_names_a_package_host() -> None:
    hosts = [
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("npmjs", "org"),
        ("npmjs", "com"),
        ("deb.debian", "org"),
        ("crates", "io"),
    ]
    host = re.compile("|".join(re.escape(".".join(parts)) for parts in hosts))
    named = [
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path, text in texts()
        for match in host.finditer(text)
    ]
    assert not named


def test_no_file_holds_a_path_of_one_machine() -> None:
    folders = ("home", "root", "work", "Users", "tmp", "opt")
    absolute = re.compile(rf"(?<![\w.~)}}\]/*-])/(?:{'|'.join(folders)})/\w\S*")
    found = [
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path, text in texts()
        for match in absolute.finditer(text)
    ]
    assert not found


def test_finished_media_is_not_committed() -> None:
    media = [path for path in committed() if path.is_relative_to(ROOT / "renders")]
    strays = [
        path.name
        for path in media
        if path.name != "README.md" and path.parent != ROOT / "renders" / "previews"
    ]
    assert not strays
    assert sum(path.stat().st_size for path in media) < 3_000_000


def test_every_text_ends_with_one_newline() -> None:
    ragged = [
        str(path.relative_to(ROOT))
        for path, text in texts()
        if path.suffix != ".csv"  # which spreadsheets end as they like
        and text
        and (not text.endswith("\n") or text.endswith("\n\n"))
    ]
    assert not ragged


# -------------------------------------------------------------------------------- what is installed


LOCKS = pytest.mark.parametrize("name", ["requirements", "requirements.cluster"])


@LOCKS
def test_lock_pins_every_direct_requirement(name: str) -> None:
    direct, locked = pins(ROOT / f"{name}.in"), pins(ROOT / f"{name}.lock")
    assert direct
    missing = {
        name: versions
        for name, versions in direct.items()
        if not versions <= locked.get(name, set())
    }
    assert not missing, "run make lock"


def test_what_a_cluster_takes_changes_nothing_that_is_there() -> None:
    there, added = (pins(ROOT / f"requirements{part}.lock") for part in ("", ".cluster"))
    assert not {name for name in added if name in there and not added[name] <= there[name]}


@LOCKS
def test_every_direct_requirement_is_pinned_and_has_a_reason(name: str) -> None:
    lines = (ROOT / f"{name}.in").read_text(encoding="utf-8").splitlines()
    loose = [
        line
        for line in lines
        if line and not line.startswith("#") and not re.fullmatch(r"[\w.-]+==[\w.]+ +# .+", line)
    ]
    assert not loose


@LOCKS
def test_lock_holds_hashes_and_no_address(name: str) -> None:
    text = (ROOT / f"{name}.lock").read_text(encoding="utf-8")
    entries = re.split(r"(?m)^(?=[A-Za-z0-9])", text)[1:]
    assert len(entries) > len(pins(ROOT / f"{name}.in"))
    bare = [entry.splitlines()[0] for entry in entries if "--hash=sha256:" not in entry]
    assert not bare
    addresses = [
        line
        for line in text.splitlines()
        if line.startswith("-") or "://" in line or "file:" in line or " @ " in line
    ]
    assert not addresses


def test_package_requires_only_what_is_pinned() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    required = {canonical(re.split("[<>=]", name)[0]) for name in project["dependencies"]}
    assert required <= set(pins(ROOT / "requirements.in"))


# -------------------------------------------------------------------------------- what imports what


def imports(path: Path) -> set[str]:
    """Return the top-level names of the absolute imports in a file, nested ones included."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            names.add(node.module.partition(".")[0])
    return names


def inner_imports(path: Path) -> set[str]:
    """Return what a file imports of manim beyond the package itself, or by a private name."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names if alias.name.startswith("manim."))
        elif isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] == "manim":
            private = {alias.name for alias in node.names if alias.name.startswith("_")}
            found.update(private if node.module == "manim" else {str(node.module)})
    return found


def test_one_door_leads_to_manims_inside() -> None:
    doors = {ROOT / "scenes/kit/ink/camera.py", ROOT / "scenes/kit/lesson/lesson.py"}
    doors.update((ROOT / "studio" / "engine").glob("*.py"))
    rooms = {path for room in ROOMS[:3] for path in (ROOT / room).rglob("*.py")}
    assert doors < rooms and any(map(inner_imports, doors))
    inside = {str(path.relative_to(ROOT)): inner_imports(path) for path in rooms - doors}
    assert not {path: names for path, names in inside.items() if names}


def strangers(room: str, allowed: set[str]) -> dict[str, list[str]]:
    known = allowed | set(ROOMS) | set(sys.stdlib_module_names)
    return {
        str(path.relative_to(ROOT)): sorted(names)
        for path in sorted((ROOT / room).rglob("*.py"))
        if (names := imports(path) - known)
    }


def test_gdcore_imports_only_numpy() -> None:
    # import-linter can only list what is forbidden; this is the list of what is allowed.
    assert not strangers("gdcore", {"numpy"})


@pytest.mark.parametrize("room", ["scenes", "studio", "tests"])
def test_room_imports_only_direct_requirements(room: str) -> None:
    # A package that is here only because another one needs it may leave with the next update.
    direct = set(pins(ROOT / "requirements.in"))
    allowed = {
        module
        for module, packages in packages_distributions().items()
        if direct & {canonical(package) for package in packages}
    }
    # torch and sympy are the oracles that made the references; the tests read what they left.
    # What many machines take is asked for where it is needed, and need not be there.
    optional = {"tests": {"torch", "sympy"}, "studio": set(pins(ROOT / "requirements.cluster.in"))}
    assert not strangers(room, allowed | optional.get(room, set()))


def test_machine_code_is_of_one_module() -> None:
    """What is kept of it is made anew when that module changes, and not when another does."""
    found = 0
    for path in [path for room in ROOMS for path in (ROOT / room).rglob("*.py")]:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        taken = {
            alias.asname or alias.name.partition(".")[0]: node.module
            for node in tree.body
            if isinstance(node, ast.ImportFrom)
            for alias in node.names
        }
        for function in ast.walk(tree):
            if isinstance(function, ast.FunctionDef) and _is_compiled(function):
                found += 1
                names = {node.id for node in ast.walk(function) if isinstance(node, ast.Name)}
                strange = {n for n in names & taken.keys() if taken[n] not in ("math", "numpy")}
                strange -= {"compiled"}
                assert not strange, f"{path.relative_to(ROOT)}: {function.name} uses {strange}"
    assert found > 10


def _is_compiled(function: ast.FunctionDef) -> bool:
    return any(isinstance(by, ast.Name) and by.id == "compiled" for by in function.decorator_list)


def test_code_lives_in_the_rooms() -> None:
    strays = {
        path.relative_to(ROOT).parts[0]
        for path in committed()
        if path.suffix == ".py" and path.relative_to(ROOT).parts[0] not in ROOMS
    }
    assert not strays


# ------------------------------------------------------------------------------- what make promises


def targets() -> set[str]:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    return set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE)) - {"stale"}


def lessons() -> set[str]:
    modules = {path.stem for path in (ROOT / "scenes").glob("*.py")}
    return {name for name in modules if not name.startswith("_")} - {"course"}


def test_help_lists_every_target_variable_and_lesson() -> None:
    shown = run("make", "help")
    assert shown.returncode == 0, shown.stderr
    listed = set(re.findall(r"^make ([a-z-]+) ", shown.stdout, re.MULTILINE))
    assert listed == targets()
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    [variables] = re.findall(r"^VARIABLES := (.*)$", makefile, re.MULTILINE)
    assert set(variables.split()) == set(re.findall(r"^  ([A-Z]+) ", shown.stdout, re.MULTILINE))
    assert lessons() <= set(shown.stdout.split())


@pytest.mark.parametrize("name", ["divergense", "tests"])
def test_unknown_target_is_named_in_one_line(name: str) -> None:
    refused = run("make", name)
    assert refused.returncode == 2
    first = refused.stderr.splitlines()[0]
    assert f"'{name}'" in first
    assert all(lesson in first for lesson in lessons())


def test_each_lesson_is_a_target() -> None:
    for lesson in sorted(lessons()):
        dry = run("make", "--dry-run", lesson, "QUALITY=l", "SET=a=1 b=2")
        assert dry.returncode == 0, dry.stderr
        assert dry.stdout.splitlines()[-1].endswith(f"studio.cli.make render {lesson}")


def test_readme_names_only_targets_that_exist() -> None:
    named: set[str] = set()
    for page in ("README.md", "renders/README.md"):
        text = (ROOT / page).read_text(encoding="utf-8")
        named.update(re.findall(r"(?:^|`)(?:\$ )?make ([a-z_-]+)", text, re.MULTILINE))
    assert named
    assert named <= targets() | lessons()
