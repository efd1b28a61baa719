"""Reads and checks the content before a server takes a visitor. What is broken is said, with its mend, and fails the start.

python -m scripts.check
"""

import sys

from rls_logic import DataError, load_knowledge


def complaint() -> str:
    """What is wrong with data/; empty when nothing is."""
    try:
        load_knowledge()
    except DataError as error:
        return str(error)
    return ""


if __name__ == "__main__":
    if said := complaint():
        sys.exit(f"The content is broken, so the app does not start.\n{said}")
