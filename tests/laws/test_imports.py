"""Who may import whom, beyond what import-linter reads.

Law: from outside a room only its front door is imported; imports are at the top of a module, but for a face that says
why not, and for a heavy library of somebody else's that only some questions need, where the module says why; no module
imports itself round a corner; files and Django have their one place.
Not here: the order of the rooms (the contracts in pyproject.toml, read by lint-imports).
"""

from __future__ import annotations

import ast

import pytest

from laws.tree import FACES, ROOMS, SOURCE, Module, source, told

# The modules of each thinking room that touch files, and those it keeps the formats in.
FILES = {
    "estate": {"tables.py", "workbook.py", "shelf.py"},
    # The stand-alone verifier is a program of its own.
    "journal": {"disk.py", "folder.py", "turn.py", "verify_journal.py", "extract_files.py"},
    "marking": set(),
}
TOUCHES = {"open", "read_text", "write_text", "read_bytes", "write_bytes", "mkdir", "unlink", "rename", "fsync"}


def _imports(module: Module):
    """Every import as (node, dotted module, names taken)."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node, alias.name, ()
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node, node.module, tuple(alias.name for alias in node.names)


def _targets(module: Module, names: set[str]):
    """Modules of this tree that the module imports, by dotted name."""
    for _, dotted, taken in _imports(module):
        if dotted in names:
            inner = {f"{dotted}.{name}" for name in taken} & names
            yield from inner or {dotted}


def test_from_outside_a_room_only_its_front_door_is_imported():
    faults = []
    for module in source():
        for node, dotted, _ in _imports(module):
            parts = dotted.split(".")
            if _is_wing(parts):
                continue
            if parts[0] == "battlebox" and len(parts) > 2 and parts[1] in ROOMS and parts[1] != module.room:
                faults.append(f"{module.name}:{node.lineno}: import from battlebox.{parts[1]}, not from {dotted}")
    assert not faults, told(faults)


def _is_wing(parts: list[str]) -> bool:
    """A folder of a room with a front door of its own: one that says what it hands out."""
    door = SOURCE.joinpath(*parts[1:], "__init__.py")
    return parts[0] == "battlebox" and len(parts) == 3 and door.is_file() and "__all__" in door.read_text("utf-8")


def test_inside_a_room_the_sibling_is_imported_not_the_front_door():
    faults = [
        f"{module.name}:{node.lineno}: import the sibling module, not {dotted}"
        for module in source()
        for node, dotted, taken in _imports(module)
        if dotted == f"battlebox.{module.room}" and module.path.name != "__init__.py" and not _siblings(module, taken)
    ]
    assert not faults, told(faults)


def _siblings(module: Module, taken: tuple[str, ...]) -> bool:
    folder = module.path.parent
    return bool(taken) and all((folder / f"{name}.py").exists() or (folder / name).is_dir() for name in taken)


def test_imports_stand_at_the_top_but_for_a_face_and_for_libraries_that_say_why_not():
    # Below a face an import of our own inside a function would only hide a circle, so none may stand there.
    faults = []
    for module in source():
        lines = module.text.splitlines()
        for function in ast.walk(module.tree):
            if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
                continue
            for node in ast.walk(function):
                if not isinstance(node, ast.Import | ast.ImportFrom):
                    continue
                is_outside = not any(name.partition(".")[0] == "battlebox" for name in _names(node))
                said = _reason(lines, function.lineno, node.lineno)
                # The stand-alone verifier is handed out as a program, so it is a face of its own.
                is_face = module.room in FACES or module.path.parent.name == "alone"
                if not (is_face or is_outside) or not said:
                    faults.append(f"{module.name}:{node.lineno}: an import inside {function.name} without its reason")
    assert not faults, told(faults)


def _names(node: ast.Import | ast.ImportFrom) -> list[str]:
    """The modules an import names; an import from beside counts as ours."""
    if isinstance(node, ast.ImportFrom):
        return ["battlebox" if node.level else node.module or "battlebox"]
    return [alias.name for alias in node.names]


def _reason(lines: list[str], start: int, at: int) -> bool:
    """Whether the import's line, or the comment over the block of imports it is in, says why it is late."""
    if "#" in lines[at - 1]:
        return True
    for number in range(at - 1, start, -1):
        line = lines[number - 1].strip()
        if line.startswith("#"):
            return True
        if line and not line.startswith(("from ", "import ", ")")) and not line.endswith((",", "(")):
            return False
    return False


def test_no_module_imports_itself_round_a_corner():
    names = {module.dotted for module in source()}
    edges = {module.dotted: sorted(set(_targets(module, names))) for module in source()}
    done: set[str] = set()

    def walk(name: str, trail: tuple[str, ...]) -> None:
        if name in trail:
            pytest.fail("a circle of imports: " + " > ".join((*trail[trail.index(name) :], name)))
        if name not in done:
            for other in edges[name]:
                walk(other, (*trail, name))
            done.add(name)

    for name in sorted(names):
        walk(name, ())


def test_only_the_modules_of_files_touch_files():
    faults = [
        f"{module.name}:{node.lineno}: {name}() touches files; only {', '.join(sorted(FILES[module.room]))} may"
        for module in source()
        if module.room in FILES and module.path.name not in FILES[module.room]
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call) and (name := _called(node)) in TOUCHES
    ]
    assert not faults, told(faults)


def _called(node: ast.Call) -> str:
    if isinstance(node.func, ast.Name):
        return node.func.id
    return node.func.attr if isinstance(node.func, ast.Attribute) else ""


def test_django_lives_only_in_web():
    faults = [
        f"{module.name}:{node.lineno}: {dotted}"
        for module in source()
        for node, dotted, _ in _imports(module)
        if dotted.split(".")[0] == "django" and module.room != "web"
    ]
    assert not faults, told(faults)
