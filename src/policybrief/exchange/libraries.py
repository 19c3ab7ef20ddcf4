"""Libraries that only an import needs: the extra `import` of policybrief installs them."""

from __future__ import annotations

from importlib.util import find_spec

from policybrief.diagnostics import Refusal


def require_libraries(*modules: str, subject: str) -> None:
    """Return if all these libraries are installed, which reading `what` takes.

    Raises:
        Refusal: one is missing; with the extra and the line that installs it.
    """
    missing = [module for module in modules if find_spec(module) is None]
    if missing:
        raise Refusal(
            f"{subject} cannot be read without {' and '.join(missing)}. Install policybrief with the extra "
            "'import', in a checkout of it:\n  pip install \".[import]\""
        )
