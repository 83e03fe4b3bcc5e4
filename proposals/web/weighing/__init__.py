"""Pages that hold a draft against what is asked: the donor's form, the self-assessment."""

from proposals.web.weighing import assessment, donor_form

PAGES = (assessment, donor_form)
