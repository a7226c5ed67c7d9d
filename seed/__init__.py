"""Reference data of regions, and the demonstration."""

from pathlib import Path

LAURENTIDES = Path(__file__).parent / "laurentides"
