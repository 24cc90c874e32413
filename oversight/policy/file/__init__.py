"""The policy's YAML file: its sections, where each thing stands in it, and every fault at once."""
