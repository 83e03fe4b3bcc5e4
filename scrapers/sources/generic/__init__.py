"""Sources without code: an entry of the catalogue, or an officer's address, becomes a source."""

from scrapers.sources.generic.entry import build

__all__ = ["build"]
