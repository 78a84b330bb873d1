"""Notices by mail: what people chose, the outbox, digests, and sending with patience."""
