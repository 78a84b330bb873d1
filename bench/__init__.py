"""Measurements that people repeat: ours and the alternatives' in one run on one machine."""
