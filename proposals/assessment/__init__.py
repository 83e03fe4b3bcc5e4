"""The self-assessment of a proposal: sixteen criteria, three questions each."""
