"""From a draft to what the funder said: review, endorsement, lock, sending, outcome."""
