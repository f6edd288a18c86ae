"""What journeys answer: functions that pick rows and a template."""
