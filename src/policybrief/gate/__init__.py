"""The leak gate: finished bytes are unpacked and searched for what their reader must not see."""

from policybrief.gate.aliases import Aliases
from policybrief.gate.gate import VERSION, Gate, Receipt, Verdict
from policybrief.gate.traces import Machine
from policybrief.gate.types import texts_in
from policybrief.gate.withheld import restricted

__all__ = ["VERSION", "Aliases", "Gate", "Machine", "Receipt", "Verdict", "restricted", "texts_in"]
