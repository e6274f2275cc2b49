"""The digest as a page of its own: HTML without scripts, for screens, paper and screen readers."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from html import escape

from bot.core.model.digest import Digest
from bot.core.model.language import Language
from bot.core.ports.catalogue import Texts
from bot.digest.document import Kind, Part, parts_of
from bot.digest.run_chart import panels

_STYLE = """
:root { color-scheme: light dark; }
body { margin: 0; background: Canvas; color: CanvasText; overflow-wrap: anywhere; }
body { font: 1.0625rem/1.5 system-ui, sans-serif; }
main { max-width: 42rem; margin: 0 auto; padding: 1rem; }
h1 { font-size: 1.5rem; line-height: 1.25; }
h2 { font-size: 1.1875rem; margin: 2rem 0 0.25rem; }
p, ul { margin: 0.5rem 0; }
ul { padding-left: 1.25rem; }
blockquote { margin: 0.75rem 0; padding-left: 1rem; border-left: 0.25rem solid #0072b2; }
figure { margin: 1.5rem 0; }
svg { display: block; width: 100%; height: auto; background: #ffffff; color: #1a1a1a; }
.runs { display: grid; grid-template-columns: repeat(auto-fit, minmax(12rem, 1fr)); gap: 0.5rem; }
.runs figure { margin: 0; }
table { border-collapse: collapse; }
caption { text-align: left; font-weight: 600; }
th, td { padding: 0.125rem 1.5rem 0.125rem 0; text-align: left; font-weight: inherit; }
th[scope="col"] { font-weight: 600; }
td { text-align: right; }
@media (prefers-reduced-motion: reduce) { * { scroll-behavior: auto; transition: none; } }
@page { size: A4; margin: 14mm 16mm; }
@media print {
  body { font-size: 10.5pt; }
  main { max-width: none; padding: 0; }
  h1 { margin: 0 0 0.5rem; }
  h2 { break-after: avoid; margin-top: 1rem; }
  blockquote, figure, li, tr { break-inside: avoid; }
}
"""
_PLACE = "<!--words-->"
_SIZE = re.compile(r'\s(?:width|height)="[^"]*pt"')


def page(digest: Digest, texts: Texts, svg: str = "") -> str:
    """Return the page; `svg` is the picture as it was drawn, where there is one."""
    parts = list(parts_of(digest.lines))
    title = next((part.texts[0] for part in parts if part.kind is Kind.TITLE), "Kuule")
    drawn = _named(svg, title) if svg else ""
    body = "\n".join(_written(part, digest.language, texts, drawn) for part in parts)
    return (
        f'<!DOCTYPE html>\n<html lang="{digest.language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{_STYLE}</style>\n</head>\n"
        f"<body>\n<main>\n{body}\n</main>\n</body>\n</html>\n"
    )


def _written(part: Part, language: Language, texts: Texts, svg: str) -> str:
    if part.kind in _TABLES:
        return "".join(_TABLES[part.kind](part, language, texts))
    if part.kind is Kind.PICTURE and svg:
        words = f'<desc id="picture-words">{escape(part.texts[0])}</desc>'
        return f"<figure>\n{svg.replace(_PLACE, words, 1)}\n</figure>"
    return _WRITERS[part.kind]([escape(text) for text in part.texts])


def _named(svg: str, title: str) -> str:
    """Return the picture as one image with a name, which fits any width."""
    _, _, drawn = svg.partition("<svg")
    head, _, inside = drawn.partition(">")
    size = _SIZE.sub("", head)
    names = 'role="img" aria-labelledby="picture-title picture-words"'
    return (
        f'<svg{size} {names}>\n<title id="picture-title">{escape(title)}</title>{_PLACE}{inside}'
    )


def _table(part: Part, language: Language, texts: Texts) -> Iterator[str]:
    def say(key: str) -> str:
        return escape(texts.text(language, key))

    yield f"<table>\n<caption>{say('table-caption')}</caption>\n"
    yield f'<thead><tr><th scope="col">{say("table-what")}</th>'
    yield f'<th scope="col">{say("table-number")}</th></tr></thead>\n<tbody>\n'
    for name, number in part.figures:
        yield f'<tr><th scope="row">{escape(name)}</th><td>{escape(number)}</td></tr>\n'
    yield "</tbody>\n</table>"


def _services(part: Part, language: Language, texts: Texts) -> Iterator[str]:
    columns = ("service", "thanks", "blame")
    heads = (texts.text(language, f"digest-month-table-{column}") for column in columns)
    yield "<table>\n<thead><tr>"
    yield "".join(f'<th scope="col">{escape(head)}</th>' for head in heads)
    yield "</tr></thead>\n<tbody>\n"
    for text in part.texts:
        if found := texts.read(language, "digest-month-service", text):
            name, *cells = (escape(found[column]) for column in columns)
            yield f'<tr><th scope="row">{name}</th>'
            yield "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>\n"
    yield "</tbody>\n</table>"


def _runs(part: Part, language: Language, texts: Texts) -> Iterator[str]:
    """Yield a panel for each line, all on one scale, with the same in words below it."""
    charts = panels(part.texts, language, texts)
    if not charts:
        yield _paragraphs([escape(text) for text in part.texts])
        return
    most = max(max(chart.counts) for chart in charts)
    yield '<div class="runs">\n'
    for place, chart in enumerate(charts):
        words = f"<figcaption>{escape(chart.words)}</figcaption>"
        yield f"<figure>\n{chart.svg(f'run-{place}', most)}\n{words}\n</figure>\n"
    yield "</div>"


_TABLES: Mapping[Kind, Callable[[Part, Language, Texts], Iterator[str]]] = {
    Kind.FIGURES: _table,
    Kind.SERVICES: _services,
    Kind.RUN: _runs,
}


def _paragraphs(texts: Sequence[str]) -> str:
    return "\n".join(f"<p>{text}</p>" for text in texts)


_WRITERS: Mapping[Kind, Callable[[Sequence[str]], str]] = {
    Kind.TITLE: lambda texts: f"<h1>{texts[0]}</h1>",
    Kind.HEADING: lambda texts: f"<h2>{texts[0]}</h2>",
    Kind.TEXT: _paragraphs,
    Kind.PICTURE: _paragraphs,
    Kind.LIST: lambda texts: "<ul>\n" + "\n".join(f"<li>{one}</li>" for one in texts) + "\n</ul>",
    Kind.QUOTE: lambda texts: "\n".join(f"<blockquote>{one}</blockquote>" for one in texts),
}
