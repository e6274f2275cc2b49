"""The body of a post, however it comes in."""

from starlette.requests import Request


async def read_body(request: Request, most: int) -> bytes | None:
    """Return the body; None when it has more than `most` bytes, of which no more are read. Raise
    ClientDisconnect.
    """
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > most:
            return None
    return bytes(body)
