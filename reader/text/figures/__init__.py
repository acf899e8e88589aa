"""Figures of a Chinese text in English: 12.5亿元 is CNY 1.25 billion, 三成 is 30%, 八折 is 20% off.

Pure, and silent where a figure could mean two things that differ, or is no figure at all (万一, 三心二意).
"""
