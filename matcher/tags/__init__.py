"""Tags: ODS and thematic lines, with score, evidence and origin."""
