"""Answers and letters in a language model's words, with figures that only code writes."""
