"""What a report says of its own score in words: the total and the parts in its prose, what was taken off, the grade it
gives itself, and the bands by which it grades. A score of another evaluation (目标管理考核, a questionnaire) is told apart
by its words.
"""

from extract.grades.claims import score_claims

__all__ = ["score_claims"]
