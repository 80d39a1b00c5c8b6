"""Measures how well and how fast the reader reads, beside other libraries; `__main__` says the order.

This file and `peers/__init__.py` import nothing: some modules run in environments that hold another library only.
"""
