"""The terminal face: screens, grid, driver; no rules."""
