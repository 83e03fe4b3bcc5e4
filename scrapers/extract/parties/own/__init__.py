"""Whether the applicant has to bring money of its own, and how much."""
