"""Begin a cycle from the last one: texts with their years moved on, projects, people and needs, each shown before."""
