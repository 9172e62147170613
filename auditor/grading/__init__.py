"""The policy on branches: findings become a light, a grade and a score interval."""
