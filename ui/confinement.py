"""What a process gives up before it touches strangers' files: memory without end, core dumps, sockets.

On Linux the kernel is asked (seccomp) to refuse new sockets and new programs from then on, for good.
Elsewhere, and where the kernel will not, the format checks and limits of the decoders stand alone.
"""

from __future__ import annotations

import ctypes
import platform
import struct
import sys

MOST_MEMORY = 3 * 1024**3

_ARCHITECTURES = {"x86_64": (0xC000003E, 41, 59), "aarch64": (0xC00000B7, 198, 221)}
"""By machine: the kernel's name for it, and the numbers of its calls socket and execve."""
_SET_NO_NEW_PRIVILEGES = 38
_SET_SECCOMP = 22
_MODE_FILTER = 2
_LOAD, _IS_EQUAL, _IS_AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_ALLOW = 0x7FFF0000
_REFUSE = 0x00050000 | 13  # as "permission denied"
_OTHER_CALLS = 0x40000000
"""From here on the numbers are those of another way into the kernel."""


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("steps", ctypes.c_void_p))


def confine() -> None:
    """Give it all up, in this thread and in every thread it starts later."""
    if sys.platform == "win32":
        return
    import resource

    _, hardest = resource.getrlimit(resource.RLIMIT_DATA)
    most = MOST_MEMORY if hardest == resource.RLIM_INFINITY else min(MOST_MEMORY, hardest)
    resource.setrlimit(resource.RLIMIT_DATA, (most, hardest))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux" and platform.machine() in _ARCHITECTURES:
        _refuse_calls(*_ARCHITECTURES[platform.machine()])


def _refuse_calls(machine: int, *refused: int) -> None:
    """Have the kernel refuse some calls from now on."""
    left = len(refused)
    steps = [
        (_LOAD, 0, 0, 4),
        (_IS_EQUAL, 1, 0, machine),
        (_RETURN, 0, 0, _REFUSE),
        (_LOAD, 0, 0, 0),
        (_IS_AT_LEAST, left + 1, 0, _OTHER_CALLS),
        *((_IS_EQUAL, left - number, 0, call) for number, call in enumerate(refused)),
        (_RETURN, 0, 0, _ALLOW),
        (_RETURN, 0, 0, _REFUSE),
    ]
    code = ctypes.create_string_buffer(b"".join(struct.pack("=HBBI", *step) for step in steps))
    program = _Program(len(steps), ctypes.cast(code, ctypes.c_void_p))
    kernel = ctypes.CDLL(None)
    if kernel.prctl(_SET_NO_NEW_PRIVILEGES, 1, 0, 0, 0) == 0:
        kernel.prctl(_SET_SECCOMP, _MODE_FILTER, ctypes.byref(program), 0, 0)
