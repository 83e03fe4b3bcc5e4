"""The national sheet of a project (MGA, BPIN) as one row of the bank, each value with its place."""
