"""What maintainers run: locks, generated pages, mutants of rules."""
