"""Individual development plans: whose they are and who sees them, what is proposed from the gaps, and who changes them.

``people`` answers who a person is to a plan, ``proposal`` turns gaps into rows, ``change`` is the only writer.
"""
