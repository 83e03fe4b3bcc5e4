"""What the wording of a passage lets one guess of who may apply, where no rule reads it."""
