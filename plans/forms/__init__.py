"""The forms of the plan: shape of input, with messages that say what to do; rules of the plan are checks."""
