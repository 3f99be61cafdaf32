"""Problems and runs that several lessons share."""
