"""Daily lists of what was issued: published for anybody to keep, so that the register cannot be rewritten unnoticed."""
