"""Answers that were damaged on the way: an error of our own or calls, never a crash or a hang."""

import io
import json
import resource
import tempfile
import time
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scrapers import registry
from scrapers.errors import FetchError, ScraperError
from scrapers.fetch import Fetcher, Response
from scrapers.source import Run
from tests.replay import saved
from tests.scrapers.sources.reading import broken

BOUNDED = settings(
    max_examples=60, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True
)
SECONDS = 20.0
MEGABYTES = 250
"""By so much the memory of this process may grow over all damages of one source."""
JSON_SOURCES = {
    "eu_funding": ("sedia_search.json", "sedia_topic.json"),
    "bdns": ("bdns_search.json", "bdns_records.json"),
    "grants_gov": ("grants_search.json", "grants_detail.json"),
    "world_bank": ("world_bank.json", None),
    "reliefweb": ("reliefweb.json", None),
    "aides_territoires": ("aides.json", None),
    "datos_gov_co": ("secop.json", None),
    "bogota_sicon": ("bogota_sicon.json", "bogota_sicon_key.json"),
    "sur_sur": ("wordpress_posts.json", None),
}
TEXT_SOURCES = {
    "minciencias": ("minciencias.html", "minciencias_node.html"),
    "mintic": ("mintic.html", "detail_plain.html"),
    "apc_colombia": ("list_plain.html", "detail_plain.html"),
    "apc_servicios": ("apc_servicios.html", None),
    "ukri": ("feed.xml", "detail_plain.html"),
    "ucci": ("feed.xml", None),
    "innpulsa": ("innpulsa.html", "innpulsa_detail.html"),
    "caf": ("caf.html", "detail_plain.html"),
    "icetex": ("icetex.html", "detail_plain.html"),
    "idb": ("idb.html", "detail_plain.html"),
    "grants_gov_extract": ("grants_extract.xml", None),
}
ODD: st.SearchStrategy[Any] = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**30), 10**30),
    st.floats(),
    st.text(max_size=30),
    st.sampled_from(
        [
            "none",
            "99/99/9999",
            "0000-00-00",
            "9999-12-31T23:59:59+0000",
            "[",
            '{"a":',
            "NaN",
            "1e999",
            "http://[",
            "javascript:x",
            "<b",
            "&#x110000;",
            "[:es][:]",
            "\ud800",
            "\x00",
        ]
    ),
    st.just([]),
    st.just({}),
    st.just([[[]]]),
    st.lists(st.integers(), max_size=3),
    st.dictionaries(st.text(max_size=5), st.integers(), max_size=3),
)


class Shelf:
    """Answers without a network: the first body for lists, the second for everything else."""

    def __init__(self, listing: bytes, detail: bytes | None) -> None:
        self.listing = listing
        self.detail = detail

    def answer(self, url: str, body: bytes | None) -> Response:
        """``body`` as the answer of ``url``.

        :raises FetchError: where there is none.
        """
        if body is None:
            raise FetchError(url, "no está", status=404)
        kind = "application/json" if body[:1] in b"[{" else "text/html; charset=utf-8"
        return Response(
            url=url,
            status=200,
            headers={},
            body=body,
            content_type=kind,
            fetched_at=datetime.now(UTC),
        )

    def key(self, _name: str) -> str | None:
        """Nobody has written a key."""
        return None

    def get(self, url: str, **_more: object) -> Response:
        """Lists hold these words in their address; all else is a detail."""
        lists = (
            "busqueda",
            "procnotices",
            "/aids/",
            "p6dx",
            "posts",
            "feed",
            "convocatorias/",
            "Convocatorias/",
            "/convocatorias",
            "becas-vigentes",
            "externo/Convocatoria",
        )
        listed = any(words in url for words in lists) or url.endswith("/es")
        return self.answer(url, self.listing if listed else self.detail)

    def post_json(self, url: str, _payload: object, **_more: object) -> Response:
        return self.answer(url, self.detail if "fetchOpportunity" in url else self.listing)

    def post_form(self, url: str, _fields: object) -> Response:
        return self.answer(url, self.listing)

    def post_multipart(self, url: str, **_more: object) -> Response:
        return self.answer(url, self.listing)

    def stream(self, url: str) -> Path:
        """The list as the only file of a zip; a body that is a zip already, as it is."""
        with tempfile.NamedTemporaryFile(delete=False) as file:
            if self.listing[:2] == b"PK":
                file.write(self.listing)
            else:
                with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
                    archive.writestr("GrantsDBExtract20260201v2.xml", self.listing)
        return Path(file.name)

    def now(self) -> datetime:
        return datetime.now(UTC)


def read_all(source_id: str, listing: bytes, detail: bytes | None) -> int:
    """How many calls came; only errors of our own may pass."""
    source = registry.get(source_id)
    shelf = cast(Fetcher, Shelf(listing, detail))
    begun = time.monotonic()
    count, run = 0, Run()
    try:
        for call in source.calls(shelf, base=source.about.base, run=run, limit=50):
            assert call.title.strip()
            count += 1
    except ScraperError:
        pass
    assert broken(run) == [], "a record left out for a fault of our own"
    assert time.monotonic() - begun < SECONDS
    return count


@pytest.fixture(autouse=True)
def bounded_memory() -> Iterator[None]:
    """Fail where the most memory this process ever held grew by more than it may."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    yield
    assert (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024 < MEGABYTES


def spots(data: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The path of every value inside ``data``."""
    found = [path] if path else []
    items = (
        data.items()
        if isinstance(data, dict)
        else enumerate(data)
        if isinstance(data, list)
        else ()
    )
    for key, value in items:
        found += spots(value, (*path, key))
    return found


def replaced(data: Any, path: tuple[Any, ...], value: Any) -> Any:
    """``data`` with the value at ``path`` replaced."""
    copy = json.loads(json.dumps(data))
    place = copy
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    return copy


def damaged(body: bytes, at: int, kind: str) -> bytes:
    """``body`` with one damage at ``at``."""
    head, tail = body[:at], body[at:]
    return {
        "cut": head,
        "lost": head + tail[40:],
        "doubled": head + tail[:200] * 5 + tail,
        "foreign": head + b"\xff\xfe\x00<![CDATA[" + tail,
        "deep": head + b"<div>" * 500 + tail,
    }[kind]


def encoded(data: Any) -> bytes:
    return json.dumps(data).encode()


@pytest.mark.parametrize("source_id", JSON_SOURCES)
@BOUNDED
@given(draw=st.data())
def test_json_with_odd_values(source_id: str, draw: st.DataObject) -> None:
    listing, detail = JSON_SOURCES[source_id]
    data = json.loads(saved(listing))
    more = json.loads(saved(detail)) if detail else None
    for _ in range(draw.draw(st.integers(1, 4))):
        if more is not None and draw.draw(st.booleans()):
            more = replaced(more, draw.draw(st.sampled_from(spots(more))), draw.draw(ODD))
        elif places := spots(data):
            data = replaced(data, draw.draw(st.sampled_from(places)), draw.draw(ODD))
    if source_id == "bdns" and isinstance(more, dict):
        more = next(iter(more.values()), None)
    read_all(source_id, encoded(data), encoded(more) if more is not None else None)


@pytest.mark.parametrize("source_id", [*JSON_SOURCES, *TEXT_SOURCES])
@BOUNDED
@given(draw=st.data())
def test_bytes_cut_doubled_and_replaced(source_id: str, draw: st.DataObject) -> None:
    listing, detail = {**JSON_SOURCES, **TEXT_SOURCES}[source_id]
    body = saved(listing).encode()
    for _ in range(draw.draw(st.integers(1, 6))):
        at = draw.draw(st.integers(0, max(len(body) - 1, 0)))
        kind = draw.draw(st.sampled_from(("cut", "lost", "doubled", "foreign", "deep")))
        body = damaged(body, at, kind)
    more = saved(detail).encode() if detail else None
    read_all(source_id, body, more)


@BOUNDED
@given(draw=st.data())
def test_a_zip_with_damaged_bytes(draw: st.DataObject) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("GrantsDBExtract20260201v2.xml", saved("grants_extract.xml"))
    body = bytearray(packed.getvalue())
    for _ in range(draw.draw(st.integers(1, 8))):
        body[draw.draw(st.integers(2, len(body) - 1))] = draw.draw(st.integers(0, 255))
    read_all("grants_gov_extract", bytes(body[: draw.draw(st.integers(4, len(body)))]), None)


def test_every_source_with_a_module_of_its_own_is_damaged_here() -> None:
    modules = {name.rpartition(".")[2] for name in registry.module_names()}
    assert modules - {*JSON_SOURCES, *TEXT_SOURCES} == set()


@pytest.mark.parametrize("source_id", [*JSON_SOURCES, *TEXT_SOURCES])
def test_what_is_whole_gives_calls(source_id: str) -> None:
    """The shelf itself works, so that the tests above prove something."""
    listing, detail = {**JSON_SOURCES, **TEXT_SOURCES}[source_id]
    more = saved(detail) if detail else None
    if source_id == "bdns" and more:
        more = json.dumps(json.loads(more)["990001"])
    assert read_all(source_id, saved(listing).encode(), more.encode() if more else None) > 0
