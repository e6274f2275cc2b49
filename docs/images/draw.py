"""Draws the four steps of installing the Slack app: what to click, in plain shapes of our own.

The lines of the manifest in the first one are those that the command prints.

    python -m docs.images.draw
"""

from collections.abc import Callable, Iterator, Sequence
from html import escape
from pathlib import Path

from bot.config import load_settings
from bot.i18n.catalogue import Catalogue
from handlers.slack.manifest import as_json, manifest
from handlers.slack.needs import needs

HERE = Path(__file__).parent
WIDTH, HEIGHT = 640, 400
INK, GREY, LINE, PAPER, SOFT = "#1d2b36", "#5b6b78", "#c9d3da", "#ffffff", "#f2f5f7"
MARK = "#b4490f"
"""Of what is to be clicked or copied."""


def text(x: float, y: float, words: str, *, size: int = 14, fill: str = INK, **more: str) -> str:
    """Return one line of text."""
    given = "".join(f' {name.replace("_", "-")}="{value}"' for name, value in more.items())
    return f'<text x="{x}" y="{y}" font-size="{size}" fill="{fill}"{given}>{escape(words)}</text>'


def code(x: float, y: float, words: str, *, fill: str = INK, size: int = 13) -> str:
    """Return one line of what is typed or copied."""
    indent = len(words) - len(words.lstrip())
    family = "ui-monospace, Menlo, Consolas, monospace"
    return text(x + 8 * indent, y, words.lstrip(), size=size, fill=fill, font_family=family)


def box(x: float, y: float, width: float, height: float, **more: str) -> str:
    """Return a rectangle with round corners."""
    style = {"fill": PAPER, "stroke": LINE, "stroke-width": "1", "rx": "6"} | {
        name.replace("_", "-"): value for name, value in more.items()
    }
    given = "".join(f' {name}="{value}"' for name, value in style.items())
    return f'<rect x="{x}" y="{y}" width="{width}" height="{height}"{given}/>'


def button(x: float, y: float, width: float, label: str) -> Iterator[str]:
    """Yield something to click."""
    yield box(x, y, width, 32, fill=SOFT, stroke=GREY)
    yield text(x + width / 2, y + 21, label, text_anchor="middle")


def marked(number: int, x: float, y: float, width: float, height: float) -> Iterator[str]:
    """Yield a ring around what comes next, with its number."""
    yield box(
        x - 5, y - 5, width + 10, height + 10, fill="none", stroke=MARK, stroke_width="3", rx="9"
    )
    right = x + width + 5
    yield f'<circle cx="{right}" cy="{y - 5}" r="12" fill="{MARK}"/>'
    yield text(right, y, str(number), fill=PAPER, text_anchor="middle", font_weight="bold")


def window(title: str) -> Iterator[str]:
    """Yield the frame of a browser or program."""
    yield box(1, 1, WIDTH - 2, HEIGHT - 2, rx="10")
    yield f'<path d="M1 40 H{WIDTH - 1}" stroke="{LINE}"/>'
    for place in range(3):
        yield f'<circle cx="{22 + 18 * place}" cy="21" r="5" fill="{LINE}"/>'
    yield box(90, 9, WIDTH - 110, 24, fill=SOFT, rx="12")
    yield text(104, 26, title, size=13, fill=GREY)


def sidebar(items: Sequence[str], chosen: str) -> Iterator[str]:
    """Yield the menu at the left of the app's pages."""
    yield f'<path d="M180 41 V{HEIGHT - 2}" stroke="{LINE}"/>'
    for place, item in enumerate(items):
        if item == chosen:
            yield box(12, 60 + 34 * place, 156, 28, fill=SOFT, stroke="none")
        weight = "bold" if item == chosen else "normal"
        yield text(22, 79 + 34 * place, item, fill=INK, font_weight=weight)


PAGES = ("Basic Information", "App Manifest", "Install App", "Event Subscriptions")


def manifest_step() -> Iterator[str]:
    """Paste the manifest."""
    teams = load_settings(HERE.parents[1] / "config.example.toml", {}).to_teams()
    lines = as_json(manifest(teams, needs(teams), Catalogue())).splitlines()[:6]
    yield from window("api.slack.com/apps")
    yield text(32, 76, "Create an app", size=20, font_weight="bold")
    yield from button(32, 100, 170, "From scratch")
    yield from marked(1, 230, 100, 200, 32)
    yield from button(230, 100, 200, "From a manifest")
    yield from marked(2, 32, 160, 70, 28)
    yield box(32, 160, 70, 28, fill=SOFT, stroke=GREY)
    yield text(67, 179, "JSON", text_anchor="middle")
    yield box(112, 160, 70, 28)
    yield text(147, 179, "YAML", fill=GREY, text_anchor="middle")
    yield from marked(3, 32, 206, 570, 126)
    yield box(32, 206, 570, 126, fill=SOFT)
    for place, line in enumerate(lines):
        yield code(44, 228 + 18 * place, line, fill=INK if place < 5 else GREY)
    yield text(32, 378, "Paste here what kuule slack manifest prints.", fill=GREY)
    yield from marked(4, 482, 354, 120, 32)
    yield from button(482, 354, 120, "Next")


def install_step() -> Iterator[str]:
    """Install it and copy the bot token."""
    yield from window("api.slack.com/apps/…/install-on-team")
    yield from sidebar(PAGES, "Install App")
    yield from marked(1, 12, 128, 156, 28)
    yield text(212, 88, "Install App", size=20, font_weight="bold")
    yield from marked(2, 212, 116, 220, 32)
    yield from button(212, 116, 220, "Install to your workspace")
    yield text(212, 196, "Bot User OAuth Token", font_weight="bold")
    yield from marked(3, 212, 210, 396, 36)
    yield box(212, 210, 396, 36, fill=SOFT)
    yield code(226, 233, "xoxb-••••••••••••••••••••••••")
    yield text(548, 233, "Copy", fill=GREY)
    yield text(212, 292, "This is", fill=GREY)
    yield code(264, 292, "KUULE_SLACK_BOT_TOKEN")


def token_step() -> Iterator[str]:
    """Make the app-level token."""
    yield from window("api.slack.com/apps/…/general")
    yield from sidebar(PAGES, "Basic Information")
    yield from marked(1, 12, 60, 156, 28)
    yield text(212, 88, "App-Level Tokens", size=20, font_weight="bold")
    yield from marked(2, 212, 116, 250, 32)
    yield from button(212, 116, 250, "Generate Token and Scopes")
    yield text(212, 196, "Scope", font_weight="bold")
    yield from marked(3, 212, 210, 200, 32)
    yield box(212, 210, 200, 32, fill=SOFT)
    yield code(226, 231, "connections:write")
    yield from marked(4, 212, 274, 396, 36)
    yield box(212, 274, 396, 36, fill=SOFT)
    yield code(226, 297, "xapp-••••••••••••••••••••••••")
    yield text(548, 297, "Copy", fill=GREY)
    yield text(212, 352, "This is", fill=GREY)
    yield code(264, 352, "KUULE_SLACK_APP_TOKEN")


def invite_step() -> Iterator[str]:
    """Invite Kuule to its channels."""
    yield from window("Your workspace")
    yield from sidebar(("# tarinat", "# viikkokooste", "# muu"), "# tarinat")
    yield text(212, 78, "# tarinat", size=18, font_weight="bold")
    yield f'<path d="M181 96 H{WIDTH - 1}" stroke="{LINE}"/>'
    yield from marked(1, 212, 124, 396, 76)
    yield box(212, 124, 396, 76, fill=SOFT)
    yield text(226, 150, "At the end of the channel's details:", fill=GREY)
    yield text(226, 180, "Channel ID")
    yield code(312, 180, "C0123ABCDEF")
    yield text(212, 236, "Write it into config.toml, under listen or digest.", fill=GREY)
    yield from marked(2, 212, 320, 396, 40)
    yield box(212, 320, 396, 40, stroke=GREY)
    yield code(228, 345, "/invite @Kuule", size=15)
    yield text(212, 296, "In every channel of the settings:", fill=GREY)


STEPS: dict[str, tuple[str, Callable[[], Iterator[str]]]] = {
    "slack-1-manifest.svg": ("Create an app from the manifest", manifest_step),
    "slack-2-install.svg": ("Install it and copy the bot token", install_step),
    "slack-3-app-token.svg": ("Generate the app-level token", token_step),
    "slack-4-invite.svg": ("Invite Kuule to its channels", invite_step),
}


def drawn(name: str) -> str:
    """Return the picture of that name."""
    title, step = STEPS[name]
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
            f'role="img" font-family="system-ui, -apple-system, Segoe UI, sans-serif">',
            f"<title>{escape(title)}</title>",
            *step(),
            "</svg>\n",
        ]
    )


def main() -> None:
    """Write all of them."""
    for name in STEPS:
        (HERE / name).write_text(drawn(name), encoding="utf-8")


if __name__ == "__main__":
    main()
