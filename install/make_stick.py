"""Make a folder that holds Battlebox, everything it stands on and Python itself.

python install/make_stick.py WHEELS FOLDER

Law: nothing is fetched here; what is needed of the machine it is started on is written into its READ-ME.txt, as found.
Not here: fetching the wheels (`make wheels`), which takes them by hash from the lock.

A zip archive cannot carry compiled libraries, so it is a folder. The Python is the one that runs this program.
"""

from __future__ import annotations

import hashlib
import os
import platform
import re
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

HERE = Path(__file__).resolve().parent
STDLIB_LEFT = ("test", "idlelib", "tkinter", "turtledemo", "lib2to3", "site-packages", "ensurepip", "__pycache__")
# What every Linux has, and what must be of one piece with it.
SYSTEMS = ("linux-vdso", "ld-linux", "libc.so", "libm.so", "libdl.so", "libpthread.so", "librt.so", "libutil.so")
NAMED = re.compile(rb"GLIBC_2\.(\d+)")


def main(wheels: Path, folder: Path) -> None:
    """Make the folder anew."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    lay_python(folder / "python")
    install(wheels, folder / "lib")
    lay_pages(folder)
    shutil.copy2(HERE / "start", folder / "start")
    (folder / "start").chmod(0o755)
    text = (HERE / "READ-ME.txt").read_text(encoding="utf-8")
    said = {"machine": platform.machine(), "glibc": f"2.{glibc_of(folder)}", "python": platform.python_version()}
    (folder / "READ-ME.txt").write_text(text.format(**said), encoding="utf-8")
    sum_up(folder)
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    print(f"{folder}: {size / 1e6:.0f} MB; needs Linux on {said['machine']} with glibc {said['glibc']} or later")


def lay_python(place: Path) -> None:
    """Copy this Python: its program, its library, and what both are linked with."""
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    program = Path(sys.executable).resolve()
    library = place / "lib" / version
    (place / "bin").mkdir(parents=True)
    shutil.copy2(program, place / "bin" / "python3")
    ignore = shutil.ignore_patterns(*STDLIB_LEFT, "*.a", "config-*")
    shutil.copytree(sysconfig.get_path("stdlib"), library, ignore=ignore, symlinks=False)
    dynload = Path(sysconfig.get_config_var("DESTSHARED") or library / "lib-dynload")
    shutil.copytree(dynload, library / "lib-dynload", dirs_exist_ok=True)
    compiled = [place / "bin" / "python3", *sorted((library / "lib-dynload").glob("*.so"))]
    for path in linked(program, *compiled):
        shutil.copy2(path, place / "lib" / path.name)


def lay_pages(folder: Path) -> None:
    """What a person reads, for a night without the network: hints of the program name these pages."""
    for name in ("README.md", "CHANGELOG.md", "SECURITY.md", "CONTRIBUTING.md", "LICENSE"):
        shutil.copy2(HERE.parent / name, folder / name)
    shutil.copytree(HERE.parent / "docs", folder / "docs", ignore=shutil.ignore_patterns("*.py", "__pycache__"))


def linked(*files: Path) -> set[Path]:
    """What these are linked with, children too, but for what belongs to the system."""
    found: set[Path] = set()
    for file in files:
        said = subprocess.run(["ldd", str(file)], capture_output=True, text=True, check=False).stdout
        for name, path in re.findall(r"(\S+) => (/\S+)", said):
            if not name.startswith(SYSTEMS):
                found.add(Path(path))
    return found


def install(wheels: Path, library: Path) -> None:
    """Unpack every wheel beside, asking nobody, and compile it so that copying it to a stick spoils nothing."""
    named = [str(path) for path in sorted(wheels.glob("*.whl"))]
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet", "install"]
    subprocess.run([*pip, "--no-index", "--no-deps", "--no-compile", "--target", str(library), *named], check=True)
    # By content and never asked again: a stick's file system keeps times to two seconds.
    how = ["-m", "compileall", "-q", "-j", "0", "--invalidation-mode", "unchecked-hash"]
    # What is there to be compiled on older or newer Pythons alone does not compile, and is not needed.
    for place in (library, library.parent / "python" / "lib"):
        subprocess.run([sys.executable, *how, str(place)], check=False, stdout=subprocess.DEVNULL)


def glibc_of(folder: Path) -> int:
    """The newest glibc that anything in there asks for."""
    found = {0}
    for path in folder.rglob("*"):
        if path.is_file() and (path.suffix == ".so" or ".so." in path.name or path.parent.name == "bin"):
            found |= {int(minor) for minor in NAMED.findall(path.read_bytes())}
    return max(found)


def sum_up(folder: Path) -> None:
    """A list that `sha256sum -c` reads."""
    lines = [
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(folder).as_posix()}\n"
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    ]
    (folder / "SHA256SUMS").write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    if len(sys.argv) != 3:  # noqa: PLR2004 - the two that the opening names
        sys.exit(__doc__)
    os.umask(0o022)
    main(Path(sys.argv[1]), Path(sys.argv[2]))
