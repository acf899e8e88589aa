"""Repair of damaged Chinese web text."""

from texts.repair.model import CERTAIN, Repair, Repaired
from texts.repair.pipeline import repair, repair_lines

__all__ = ["CERTAIN", "Repair", "Repaired", "repair", "repair_lines"]
