"""What councillors raise and follow for residents, with the consent that each of it rests on."""
