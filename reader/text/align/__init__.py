"""Which sentences of a text and of its translation belong together.

Pure: what words mean comes from outside (:class:`model.Knowledge`); without it lengths, figures, names, Latin words
and punctuation have to do.
"""
