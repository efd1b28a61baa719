"""The first visit of a fresh server, made before anyone comes: it reads the content and tells Streamlit which pages there are.

    python -m scripts.warm 8501            or with the path under which the app lies: 8501 /rls

Without it the first visitor waits for both, and one who comes by a link to a page is told "Page not found" over the right page.
"""

import sys
import time
import urllib.error
import urllib.request

from scripts.check import complaint

PATIENCE = 60  # seconds


def warm(port: int, path: str = "") -> str:
    """Runs the app once on the server of this port. Returns what went wrong; empty when nothing did."""
    if said := complaint():
        return f"The content is broken.\n{said}"
    base = f"/{path.strip('/')}".rstrip("/")
    address = f"http://localhost:{port}{base}/_stcore/script-health-check"
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(address, timeout=PATIENCE):
                return ""
        except urllib.error.HTTPError as error:
            return f"The app does not run: {address} answers {error.code}. The server's own lines say why."
        except (urllib.error.URLError, TimeoutError):
            time.sleep(0.2)
    return f"No server answers at {address} after {PATIENCE} seconds."


if __name__ == "__main__":
    sys.exit(warm(int(sys.argv[1]), *sys.argv[2:3]))
