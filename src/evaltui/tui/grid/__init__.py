"""The grid: a spreadsheet of measures and years, as data (model, motion, edit buffer) and as painted lines."""
