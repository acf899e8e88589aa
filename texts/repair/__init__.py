"""Repair of damaged Chinese web text."""

from texts.repair.model import CERTAIN, Repair, Repaired
from texts.repair.pipeline import repair, repair_each, repair_lines

__all__ = ["CERTAIN", "Repair", "Repaired", "repair", "repair_each", "repair_lines"]
