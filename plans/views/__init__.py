"""Pages of the plan: authorised load, form, one domain call, redirect."""
