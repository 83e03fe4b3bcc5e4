"""The agency's own Word templates: which are in force, what is wrong with them, what to write."""

from proposals.web.own_templates import names, pages, version

PAGES = (pages, version, names)
