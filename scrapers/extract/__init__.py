"""From prose to values: deadlines, amounts, eligibility, language, kind; each with its span."""
