"""Measurements: ``make bench``. See README.md in this folder for what was reached and what bounds it."""
