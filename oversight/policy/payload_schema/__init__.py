"""The JSON Schema of a type's payload: checked when the policy is read, and bounded when a payload comes."""
