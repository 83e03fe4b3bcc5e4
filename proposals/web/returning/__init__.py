"""Pages that take back what was edited elsewhere."""

from proposals.web.returning import word

PAGES = (word,)
