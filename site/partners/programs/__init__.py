"""Programs of partner organisations: which token opens what at the API of the extranet."""
