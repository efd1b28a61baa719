"""Icons, colours and badges: what each means, the same on every page."""


def label_text(label: str) -> str:
    """A segment, pill or tab label: in the dark a chosen one is legible only in its own text colour (see config.toml)."""
    return f":gray[{label}]"
