"""A recorded run drawn over panels as far as its playhead has come."""
