"""Appointments: who comes today, what waits for somebody, and what an officer does about one of them."""
