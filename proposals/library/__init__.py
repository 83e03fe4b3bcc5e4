"""What the agency writes once and uses in every proposal: who it is, its people, texts, files."""
