"""Where back offices come in, below ``/api/v1/`` on the public host: whatever they send is signed."""
