"""The leak gate: finished bytes are unpacked and searched for what their reader must not see."""

from policybrief.gate.aliases import Aliases
from policybrief.gate.file_types import parts_of, texts_in
from policybrief.gate.parts import Piece, UnreadableError
from policybrief.gate.preparation import Gate
from policybrief.gate.public_logs import OPENLY, Discretion, discretion, is_public_log
from policybrief.gate.traces import Machine
from policybrief.gate.verdicts import VERSION, PreparedGate, Receipt, Verdict
from policybrief.gate.withheld import restricted, withheld

__all__ = [
    "OPENLY",
    "VERSION",
    "Aliases",
    "Discretion",
    "Gate",
    "Machine",
    "Piece",
    "PreparedGate",
    "Receipt",
    "UnreadableError",
    "Verdict",
    "discretion",
    "is_public_log",
    "parts_of",
    "restricted",
    "texts_in",
    "withheld",
]
