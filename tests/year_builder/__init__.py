"""Builds ``samples/year-2025``: ``python -m tests.year_builder``.

Each module makes rows as they would stand if all were well; ``faults.yaml`` spoils them and says what each fault makes unmet;
``layout`` lays the rows out as files. ``expected.yaml`` comes from ``faults.yaml``, never from an audit.
"""
