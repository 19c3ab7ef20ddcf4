"""The leak gate: finished bytes are unpacked and searched for what their reader must not see."""

from policybrief.release.aliases import Aliases
from policybrief.release.gate import VERSION, Gate, Receipt, Verdict
from policybrief.release.parts import texts_in
from policybrief.release.traces import Machine
from policybrief.release.withheld import restricted

__all__ = ["VERSION", "Aliases", "Gate", "Machine", "Receipt", "Verdict", "restricted", "texts_in"]
