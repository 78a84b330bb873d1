"""What must be done by when: the calendars of the boards, the steps counted back, the forecast, reminders, feeds."""
