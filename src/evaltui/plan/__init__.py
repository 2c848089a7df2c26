"""What a plan is and where plans come from."""
