"""Feed items a second: ``read_feed`` against feedparser alone, over the same bytes.

Run it as ``python tests/benchmarks/bench_feeds.py``. It measures a feed of its own making; with
``PUENTE_FEEDS`` set to a folder, every feed found there as well.
"""

import os
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import feedparser

from scrapers.access.feed import read_feed
from scrapers.errors import ScraperError

ADDRESS = "https://sitio.example/feed"
ROUNDS = 5
PARAGRAPH = (
    "<p>Las entidades territoriales podr&aacute;n presentar propuestas de hasta <b>50.000&nbsp;€"
    '</b> hasta el 30 de junio. <a href="/bases?a=1&amp;b=2">Bases</a> y formulario.</p>'
)


def made_feed(items: int) -> bytes:
    """An RSS 2.0 feed as WordPress writes it."""
    body = "".join(
        f"<item><title>Convocatoria n&#250;mero {n}</title><link>https://sitio.example/{n}</link>"
        f"<pubDate>Mon, 02 Mar 2026 10:00:00 -0500</pubDate><category>Convocatorias</category>"
        f'<guid isPermaLink="false">https://sitio.example/?p={n}</guid>'
        f"<description><![CDATA[{PARAGRAPH}]]></description>"
        f"<content:encoded><![CDATA[{PARAGRAPH * 6}]]></content:encoded></item>"
        for n in range(items)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
        f"<title>Sitio</title><link>https://sitio.example</link>{body}</channel></rss>"
    ).encode()


def ours(body: bytes) -> int:
    """How many entries ``read_feed`` finds."""
    try:
        return len(read_feed(body, content_type=None, url=ADDRESS).entries)
    except ScraperError:
        return 0


def theirs(body: bytes) -> int:
    """How many entries feedparser finds, sanitising as it does by default."""
    return len(feedparser.parse(body).entries)


def rate(read: Callable[[bytes], int], bodies: list[bytes]) -> tuple[float, int]:
    """Items a second (median of the rounds) and items found."""
    seconds = []
    found = 0
    for _ in range(ROUNDS):
        started = time.perf_counter()
        found = sum(read(body) for body in bodies)
        seconds.append(time.perf_counter() - started)
    return found / statistics.median(seconds), found


def report(name: str, bodies: list[bytes]) -> None:
    """Measure both and print the ratio."""
    fast, found = rate(ours, bodies)
    slow, found_there = rate(theirs, bodies)
    sys.stdout.write(
        f"{name}: read_feed {fast:,.0f} items/s ({found} found), "
        f"feedparser {slow:,.0f} items/s ({found_there} found), ratio {fast / slow:.1f}\n"
    )


def main() -> None:
    """Measure the made feed, and the folder if there is one."""
    report("made feed, 300 items", [made_feed(300)])
    folder = os.environ.get("PUENTE_FEEDS")
    if folder:
        found = (path for path in sorted(Path(folder).rglob("*")) if path.is_file())
        report(folder, [path.read_bytes() for path in found if path.suffix in {".xml", ".rss"}])


if __name__ == "__main__":
    main()
