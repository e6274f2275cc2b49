"""Arguments as the platforms take them: query, form, multipart or JSON; and answers as JSON."""

import json
from collections.abc import Mapping
from email import policy
from email.parser import BytesParser
from typing import Any, NamedTuple
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import Response

LARGEST = 1_000_000


class Upload(NamedTuple):
    """A file among the arguments."""

    name: str
    mimetype: str
    content: bytes


class BadArgumentsError(Exception):
    """A body that cannot be read; the message is Slack's word for it."""


async def read_arguments(request: Request, largest: int = LARGEST) -> dict[str, Any]:
    """Return all arguments; the body wins over the query. Raise BadArgumentsError."""
    arguments: dict[str, Any] = dict(request.query_params)
    body = await request.body()
    if len(body) > largest:
        raise BadArgumentsError("request_too_large")
    if not body:
        return arguments
    content_type = request.headers.get("content-type", "")
    kind = content_type.partition(";")[0].strip().lower()
    if kind == "application/json":
        arguments.update(_json(body))
    elif kind == "multipart/form-data":
        arguments.update(_multipart(content_type, body))
    elif kind in {"application/x-www-form-urlencoded", ""}:
        arguments.update(_form(body))
    else:
        raise BadArgumentsError("invalid_post_type")
    return arguments


def _json(body: bytes) -> dict[str, Any]:
    try:
        value = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise BadArgumentsError("invalid_json") from error
    if not isinstance(value, dict):
        raise BadArgumentsError("json_not_object")
    return value


def _form(body: bytes) -> dict[str, str]:
    try:
        return dict(parse_qsl(body.decode("ascii"), keep_blank_values=True, errors="strict"))
    except ValueError as error:
        raise BadArgumentsError("invalid_form_data") from error


def _multipart(content_type: str, body: bytes) -> dict[str, Any]:
    head = f"Content-Type: {content_type}\r\n\r\n".encode()
    message = BytesParser(policy=policy.HTTP).parsebytes(head + body)
    fields: dict[str, Any] = {}
    for part in message.iter_parts():
        name = part.get_param("name", header="content-disposition")
        content = part.get_payload(decode=True)
        if not (isinstance(name, str) and isinstance(content, bytes)):
            continue
        file = part.get_filename()
        text = content.decode("utf-8", errors="replace")
        fields[name] = text if file is None else Upload(file, part.get_content_type(), content)
    if not fields:
        raise BadArgumentsError("invalid_form_data")
    return fields


def parsed(value: object) -> object:
    """Return what a JSON string says, anything else as it is. Raise ValueError for bad JSON."""
    return json.loads(value) if isinstance(value, str) else value


def is_true(value: object) -> bool:
    return value is True or value in {"true", "True", "1", 1}


def answer(
    content: object, status: int = 200, headers: Mapping[str, str] | None = None
) -> Response:
    """Return JSON in ASCII, so that even half a surrogate pair travels as it was typed."""
    return Response(
        json.dumps(content), status, headers, media_type="application/json; charset=utf-8"
    )
