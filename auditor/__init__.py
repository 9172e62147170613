"""auditor: audits Party-branch record spreadsheets against declarative rules."""

__version__ = "0.1.0"
