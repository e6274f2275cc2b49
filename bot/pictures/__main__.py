"""The worker: what to draw comes in on stdin as JSON, the picture goes out on stdout.

A process of its own, because matplotlib takes a hundred megabytes that the program would never
give back, and a second to load.
"""

import contextlib
import os
import resource
import sys
import tempfile

from bot.pictures.request import read_request

_LIMITS = {
    resource.RLIMIT_AS: 1024 * 2**20,
    resource.RLIMIT_CPU: 30,
    resource.RLIMIT_CORE: 0,
}
"""Bytes of memory, seconds, and bytes of what is left of a process that crashed."""


def main() -> None:
    """Draw one picture."""
    for limit, most in _LIMITS.items():
        # Not every system knows every limit.
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(limit, (most, most))
    request = read_request(sys.stdin.buffer.read())
    with tempfile.TemporaryDirectory(prefix="kuule-picture-") as folder:
        # matplotlib keeps a list of fonts, and would write it into the home of whoever runs it.
        os.environ["MPLCONFIGDIR"] = folder
        from bot.pictures.drawing import drawn  # noqa: PLC0415  # looks for fonts when imported

        sys.stdout.buffer.write(drawn(request.picture, request.captions, request.form))


if __name__ == "__main__":
    main()
