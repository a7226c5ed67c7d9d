"""Text that people wrote, put where Streamlit reads Markdown."""

_SIGNS = frozenset("\\`*_{}[]<>#+|$~:")


def plain(text: str) -> str:
    """The text with its Markdown signs made harmless."""
    return "".join(f"\\{sign}" if sign in _SIGNS else sign for sign in text)
