"""Timings and accuracy, printed as ratios against named peers; nothing here passes or fails by the clock."""
