"""What hatchling calls for the wheel: builds the executable, and says for which machines it is."""

from __future__ import annotations

import os
import struct
import subprocess
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

#: The architectures by their number in an ELF header, as platform tags name them.
ARCHITECTURES = {0x3E: "x86_64", 0xB7: "aarch64"}
#: The type of a segment that names a dynamic linker.
PT_INTERP = 3


class BuildExecutable(BuildHookInterface):
    """Puts `.build/release/lint` among the wheel's scripts."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Builds the executable and tells hatchling where it is and what tag the wheel gets."""
        if version == "editable":
            raise SystemExit("orchestrator-lint: the package is nothing but the executable: install it without --editable")
        subprocess.run([os.path.join(self.root, "scripts/build-release")], check=True, env={**os.environ, "STATIC": "yes"})
        executable = os.path.join(self.root, ".build/release/lint")
        build_data["pure_python"] = False
        build_data["tag"] = f"py3-none-{platform_tag(executable)}"
        build_data["shared_scripts"][executable] = "lint"


def platform_tag(executable: str) -> str:
    """The platforms of PEP 600 and 656 that a static ELF executable of 64 bits runs on.

    It brings its own C library, so that of the machine does not matter: the oldest tag that pip of any age knows is as true as a newer one,
    and musl's machines are served as well. A dynamic executable would be tied to the machine that built it, and is refused.
    """
    with open(executable, "rb") as file:
        header = file.read(64)
        if header[:6] != b"\x7fELF\x02\x01":
            raise SystemExit(f"orchestrator-lint: {executable} is no ELF executable of 64 bits: wheels are built on Linux")
        (machine,) = struct.unpack_from("<H", header, 18)
        (offset,) = struct.unpack_from("<Q", header, 32)
        size, count = struct.unpack_from("<HH", header, 54)
        file.seek(offset)
        segments = file.read(size * count)
    if any(struct.unpack_from("<I", segments, number * size) == (PT_INTERP,) for number in range(count)):
        raise SystemExit(f"orchestrator-lint: {executable} needs shared libraries of this machine, so it cannot go into a wheel")
    if machine not in ARCHITECTURES:
        raise SystemExit(f"orchestrator-lint: {executable} is for an architecture that wheels have no name for: {machine:#x}")
    name = ARCHITECTURES[machine]
    return f"manylinux_2_17_{name}.manylinux2014_{name}.musllinux_1_1_{name}"
