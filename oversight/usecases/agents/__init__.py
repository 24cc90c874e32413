"""Agents are added and removed, and their keys are checked."""
