"""Broken inputs by chance, for reading alone and for whole audits."""
