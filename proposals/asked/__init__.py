"""What a call's text asks of a proposal, each value with the sentence that says it."""
