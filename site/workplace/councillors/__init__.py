"""What councillors do at work here: casework for residents, and counts of their wards."""
