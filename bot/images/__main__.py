"""The worker: one image comes in on stdin, drawn anew it goes out on stdout, after a line that
says its type, or why it is not kept.

A process of its own, because what it reads was made by strangers: it may take only so much memory
and time, can open neither file nor connection, and whatever kills it kills nothing else.
"""

import contextlib
import resource
import sys

from bot.core.errors import FileNotKeptError
from bot.images import cleaning

_LIMITS = {
    resource.RLIMIT_AS: 1024 * 2**20,
    resource.RLIMIT_CPU: 30,
    resource.RLIMIT_NOFILE: 3,
    resource.RLIMIT_FSIZE: 0,
    resource.RLIMIT_CORE: 0,
}
"""Bytes of memory, seconds, descriptors (those that it has from the beginning), bytes of any file,
and of what is left of a process that crashed.
"""


def main() -> None:
    """Draw one image anew."""
    cleaning.load()
    for limit, most in _LIMITS.items():
        # Not every system knows every limit.
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(limit, (most, most))
    content = sys.stdin.buffer.read()
    try:
        image = cleaning.cleaned(content)
    except FileNotKeptError as error:
        sys.stdout.write(error.reason)
        return
    sys.stdout.buffer.write(image.media.encode() + b"\n" + image.content)


if __name__ == "__main__":
    main()
