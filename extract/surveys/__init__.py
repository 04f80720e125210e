"""Questionnaires beyond their tables: in prose, by groups of people, and the rates made of their counts."""
