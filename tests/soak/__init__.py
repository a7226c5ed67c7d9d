"""Long trials, run by hand: ``uv run pytest tests/soak -s``. The usual suite runs short ones."""
