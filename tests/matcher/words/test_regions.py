"""Every region a call may name has a name that officers read."""

import tomllib
from pathlib import Path

import scrapers.extract.parties
from matcher.words.names import REGION_NAMES


def test_every_region_has_a_name() -> None:
    """A code such as «IDB-BORROWERS» is never shown."""
    table = Path(scrapers.extract.parties.__file__).with_name("regions.toml")
    regions = tomllib.loads(table.read_text(encoding="utf-8"))
    assert len(regions) > 40
    assert regions.keys() <= REGION_NAMES.keys()
    for region in regions.values():
        assert region["source"]
        assert {"members", "groups", "all_but"} & region.keys()
