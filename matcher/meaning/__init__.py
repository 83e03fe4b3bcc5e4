"""What texts mean, as vectors that are alike in many languages, made here and kept."""
