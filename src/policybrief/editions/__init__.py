"""Select → compose → check → shed → lay out → write: a pure function of one edition."""

from policybrief.editions.making import Made, make

__all__ = ["Made", "make"]
