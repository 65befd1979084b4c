"""Benchmarks: `python -m tests.perf [NAME…]`. They print figures and assert nothing about time."""
