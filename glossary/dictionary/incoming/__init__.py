"""Dictionaries from outside: releases of CC-CEDICT, StarDict, Yomitan. All of it is checked before anything is kept."""
