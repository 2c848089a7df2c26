"""The one service both faces call."""
