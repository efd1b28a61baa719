"""From a patient's answers to yes, no or unknown. No files, no words of its own, no treatment names."""
