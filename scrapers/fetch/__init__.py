"""The only door to the network: polite, bounded, and closed towards private addresses."""

from scrapers.fetch.budget import time_budget
from scrapers.fetch.fetcher import Fetcher
from scrapers.fetch.pace import Times
from scrapers.fetch.policy import FetchPolicy
from scrapers.fetch.response import Response

__all__ = ["FetchPolicy", "Fetcher", "Response", "Times", "time_budget"]
