"""What every test file shares: the real knowledge, read once, and how hard Hypothesis tries.

HYPOTHESIS_PROFILE=long looks for counterexamples at length; the default run is quick and the same every time.
"""

import os

import pytest
from hypothesis import HealthCheck, Phase, settings

from rls_logic.knowledge import Knowledge
from rls_logic.load import load_knowledge

COMMON = {
    "deadline": None,
    "database": None,
    "phases": (Phase.explicit, Phase.generate, Phase.shrink),
    # Most drawn patients contradict themselves somewhere; the laws that need consistent answers discard those.
    "suppress_health_check": (HealthCheck.too_slow, HealthCheck.filter_too_much),
}
settings.register_profile("quick", max_examples=60, derandomize=True, **COMMON)
settings.register_profile("long", max_examples=2000, **COMMON)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    return load_knowledge()
