"""The clinical core: facts are data, questions are small functions, the result carries its own reasons.

Nothing here imports the screen. Start with `load_knowledge`, `read_patient` and `assess`.
"""
