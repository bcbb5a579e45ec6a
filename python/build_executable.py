"""The hook that hatchling calls for the wheel: builds the executable and names the platforms that it runs on."""

from __future__ import annotations

import os
import struct
import subprocess
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

#: The names of architectures in platform tags, by their number in an ELF header.
ARCHITECTURES = {0x3E: "x86_64", 0xB7: "aarch64"}
#: The type of a segment that names a dynamic linker.
PT_INTERP = 3


class BuildExecutable(BuildHookInterface):
    """Puts `.build/release/lint` among the wheel's scripts."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Builds the executable, and passes its path and the tag of the wheel to hatchling."""
        if version == "editable":
            raise SystemExit("orchestrator-lint: the package is an executable: install it without --editable")
        environment = {**os.environ, "STATIC": "yes"}
        subprocess.run([os.path.join(self.root, "scripts/build-release")], check=True, env=environment)
        executable = os.path.join(self.root, ".build/release/lint")
        build_data["pure_python"] = False
        build_data["tag"] = f"py3-none-{platform_tag(executable)}"
        build_data["shared_scripts"][executable] = "lint"


def platform_tag(executable: str) -> str:
    """The platform tag, as PEP 600 and PEP 656 define it, of a static ELF executable of 64 bits.

    The executable contains its C library, so it does not depend on the machine's: it gets the oldest tag that every pip
    knows, and that of musl. A dynamic executable depends on the machine that built it, and is refused.
    """
    with open(executable, "rb") as file:
        header = file.read(64)
        if header[:6] != b"\x7fELF\x02\x01":
            raise SystemExit(f"orchestrator-lint: {executable} is not a 64-bit ELF executable: build wheels on Linux")
        (machine,) = struct.unpack_from("<H", header, 18)
        (offset,) = struct.unpack_from("<Q", header, 32)
        size, count = struct.unpack_from("<HH", header, 54)
        file.seek(offset)
        segments = file.read(size * count)
    if any(struct.unpack_from("<I", segments, number * size) == (PT_INTERP,) for number in range(count)):
        raise SystemExit(f"orchestrator-lint: {executable} needs shared libraries, which a wheel cannot contain")
    if machine not in ARCHITECTURES:
        raise SystemExit(f"orchestrator-lint: {executable} is for an architecture without a wheel tag: {machine:#x}")
    name = ARCHITECTURES[machine]
    return f"manylinux_2_17_{name}.manylinux2014_{name}.musllinux_1_1_{name}"
