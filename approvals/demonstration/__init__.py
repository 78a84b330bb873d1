"""The demonstration: invented people and plans, clearly marked, so that every role has something to try.

It stands in this app because from here bodies, plans, moves and announcements are all within reach. What is made
is written in the files under ``data``; everything goes through the functions that people's own work goes through,
so that the history, its chain of events and the issued document are as honest as real ones.
"""
