"""What was filled in, on disk: records, numbers, files, history, workflow."""
