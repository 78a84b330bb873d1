"""Pages of people and posts: authorised load, form, one domain call, redirect."""
