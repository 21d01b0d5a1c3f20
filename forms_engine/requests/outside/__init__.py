"""Teams outside the council: what their people see of a request, and handing one back."""
