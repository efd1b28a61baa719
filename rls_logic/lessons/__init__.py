"""Teaching: reads results, decides nothing."""
