"""What the office does about a call: who follows it, who has it, where it stands, how it ended."""
