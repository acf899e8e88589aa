"""What decides on a traditional form: the longest words over a place."""

from hypothesis import given, settings
from hypothesis import strategies as st

from reader.text.lexicon import lexicon
from reader.text.traditional import LONGEST, traditional

OPEN = "发后里面干历"
"""Characters with several traditional forms."""


@given(st.text(st.sampled_from(OPEN + "头展来条部理程碑皇史"), min_size=1, max_size=9), st.data())
@settings(max_examples=300, deadline=None)
def test_the_longest_words_over_a_place_decide(text: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(text) - 1))
    if text[at] not in OPEN:
        return
    spans = [
        (start, end)
        for start in range(at + 1)
        for end in range(at + 1, len(text) + 1)
        if 2 <= end - start <= LONGEST and text[start:end] in lexicon()
    ]
    longest = max((end - start for start, end in spans), default=0)
    forms = {
        vote.form if (vote := traditional().vote(text[start:end], at - start)) is not None else -1
        for start, end in spans
        if end - start == longest
    }
    found = traditional().vote(text, at)
    if len(forms) != 1 or -1 in forms:
        assert found is None
    else:
        assert found == (longest, *forms)
