"""What was typed or pasted, understood: text without what prints nothing, numbers with their unit and sign, medicine names."""
