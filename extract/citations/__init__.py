"""The documents that a report cites: their titles, numbers and editions."""
