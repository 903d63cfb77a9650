"""Reading what other systems say of who trained: learning systems, meetings, forms, any table. Pure.

`recognise` looks at a whole file once and says which system wrote it and what has to be asked; `read_claims` then
streams one claim for each person and row. Nothing here knows who anybody is.
"""

from network.training.exports.claims import Choices, Claim, Question
from network.training.exports.days import DayOrder
from network.training.exports.reading import read_claims, recognise
from network.training.exports.recognition import Recognised

__all__ = ["Choices", "Claim", "DayOrder", "Question", "Recognised", "read_claims", "recognise"]
