"""Pictures of every paper that the system makes: ``make gallery``. No part of the service; nothing of it imports this."""
