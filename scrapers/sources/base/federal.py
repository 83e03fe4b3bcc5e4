"""The applicant codes of the United States' federal grants."""

from collections.abc import Iterable, Mapping

from scrapers.item import Fact
from scrapers.sources.base.values import span

APPLICANTS = {
    "00": "State governments",
    "01": "County governments",
    "02": "City or township governments",
    "04": "Special district governments",
    "05": "Independent school districts",
    "06": "Public and State controlled institutions of higher education",
    "07": "Native American tribal governments (Federally recognized)",
    "08": "Public housing authorities/Indian housing authorities",
    "11": "Native American tribal organizations (other than Federally recognized tribal"
    " governments)",
    "12": "Nonprofits having a 501(c)(3) status with the IRS, other than institutions of higher"
    " education",
    "13": "Nonprofits that do not have a 501(c)(3) status with the IRS, other than institutions of"
    " higher education",
    "20": "Private institutions of higher education",
    "21": "Individuals",
    "22": "For profit organizations other than small businesses",
    "23": "Small businesses",
    "25": "Others",
    "99": "Unrestricted",
}
INSTRUMENTS = {
    "G": "Grant",
    "CA": "Cooperative Agreement",
    "PC": "Procurement Contract",
    "O": "Other",
}
COST_SHARING = "Cost Sharing or Matching Requirement"
FLOOR_CEILING = ("Award Floor", "Award Ceiling")
FUNDING = "Estimated Total Program Funding"
_LOCAL = {"01", "02", "04", "99"}
"""County, city or township, special district, unrestricted."""
_UNSETTLED = {"25"}
"""Others: only the text says who."""


def local_government(codes: set[str], *, quote: str, field: str) -> Fact:
    """Whether local governments may apply, as far as the codes settle it.

    Codes speak of the kind of applicant, not of its country.
    """
    codes = {code for code in codes if code}
    if not codes:
        return Fact()
    if codes & _LOCAL:
        return Fact(answer=True, span=span(quote, field, name="Eligible Applicants"))
    if codes & _UNSETTLED:
        return Fact()
    return Fact(answer=False, span=span(quote, field, name="Eligible Applicants"))


def named(codes: Iterable[str], names: Mapping[str, str]) -> str:
    """Codes in the words of the portal; one nobody has met stays as it is."""
    return ", ".join(names.get(code, code) for code in codes)
