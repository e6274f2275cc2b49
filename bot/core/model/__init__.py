"""The values that every room shares, a module a subject. Texts in them are the shown (masked) text
unless a name says otherwise.
"""
