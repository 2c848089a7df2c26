"""evaltui: the evaluation of a city's five-year plans, by keyboard and by script."""

__version__ = "0.1.0"
