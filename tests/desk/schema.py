"""Whether a value is what a schema of the OpenAPI file says; as much of JSON Schema as that file uses."""
NUMBERS = {"integer": int, "number": (int, float)}
KNOWN = {"type", "enum", "oneOf", "required", "properties", "additionalProperties", "items", "prefixItems", "minItems", "maxItems", "format",
         "description", "minimum", "maximum", "$ref"}


def faults(value, schema, document, where="$"):
    assert not set(schema) - KNOWN, f"{where}: the checker does not know {set(schema) - KNOWN}"
    if "$ref" in schema:
        return faults(value, document["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]], document, where)
    if "oneOf" in schema:
        return [] if sum(not faults(value, one, document, where) for one in schema["oneOf"]) == 1 else [f"{where}: none of oneOf"]
    if "enum" in schema and value not in schema["enum"]:
        return [f"{where}: {value!r} is not in {schema['enum']}"]
    kind = schema.get("type")
    if isinstance(kind, list):
        return [] if any(not faults(value, {**schema, "type": one}, document, where) for one in kind) else [f"{where}: none of {kind}"]
    if kind == "null":
        return [] if value is None else [f"{where}: not null"]
    if kind == "string":
        return [] if isinstance(value, str) else [f"{where}: no string: {value!r}"]
    if kind == "boolean":
        return [] if isinstance(value, bool) else [f"{where}: no boolean: {value!r}"]
    if kind in NUMBERS:
        return [] if isinstance(value, NUMBERS[kind]) and not isinstance(value, bool) else [f"{where}: no {kind}: {value!r}"]
    if kind == "array":
        if not isinstance(value, list):
            return [f"{where}: no array: {value!r}"]
        if not schema.get("minItems", 0) <= len(value) <= schema.get("maxItems", len(value)):
            return [f"{where}: {len(value)} items"]
        first, rest = schema.get("prefixItems", []), schema.get("items", {})
        if rest is False and len(value) > len(first):
            return [f"{where}: {len(value)} items"]
        return [fault for i, one in enumerate(value)
                for fault in faults(one, first[i] if i < len(first) else rest, document, f"{where}[{i}]")]
    if kind == "object":
        if not isinstance(value, dict):
            return [f"{where}: no object: {value!r}"]
        found = [f"{where}: no {name}" for name in schema.get("required", []) if name not in value]
        known, extra = schema.get("properties", {}), schema.get("additionalProperties", True)
        for name, one in value.items():
            if name in known:
                found += faults(one, known[name], document, f"{where}.{name}")
            elif extra is False:
                found.append(f"{where}: {name} is not described")
            elif isinstance(extra, dict):
                found += faults(one, extra, document, f"{where}.{name}")
        return found
    return []
