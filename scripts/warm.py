"""The first visit of a fresh server, made before anyone comes: it reads the content and tells Streamlit which pages there are.

Without it the first visitor waits for both, and one who comes by a link to a page is told "Page not found" over the right page.
"""

import sys
import time
import urllib.error
import urllib.request

PATIENCE = 60  # seconds


def warm(port: int) -> bool:
    """Whether a server on this port has run the app once."""
    address = f"http://localhost:{port}/_stcore/script-health-check"
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(address, timeout=PATIENCE) as answer:
                return answer.status == 200  # noqa: PLR2004 - OK
        except urllib.error.HTTPError:
            return False
        except (urllib.error.URLError, TimeoutError):
            time.sleep(0.2)
    return False


if __name__ == "__main__":
    warm(int(sys.argv[1]))
