/**
 * Checks a value against a JSON Schema, for the part of JSON Schema that our own schemas use. The files in `schema/`
 * are thus both what other programs read and what we hold ourselves to.
 */

/** The part of JSON Schema that is understood; a schema with another keyword is refused. */
export interface Schema {
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Schema>>;
  readonly type?: "object" | "array" | "string" | "integer" | "number" | "boolean";
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly oneOf?: readonly Schema[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxItems?: number;
  readonly maxLength?: number;
}

/** What is wrong with the value, as `steps[3].args.client must be a whole number`; null when nothing is. */
export function complaint(schema: Schema, value: unknown): string | null {
  return check(schema, value, "", schema);
}

function check(schema: Schema, value: unknown, at: string, whole: Schema): string | null {
  const here = at === "" ? "the document" : at;
  if (schema.$ref !== undefined) return check(whole.$defs![schema.$ref.replace("#/$defs/", "")]!, value, at, whole);
  if (schema.oneOf !== undefined) {
    const complaints = schema.oneOf.map((one) => check(one, value, at, whole));
    return complaints.includes(null) ? null : complaints.at(-1)!;
  }
  if (schema.type !== undefined && !isOf(schema.type, value)) return `${here} must be ${named[schema.type]}`;
  if ("const" in schema && value !== schema.const) return `${here} must be ${JSON.stringify(schema.const)}`;
  if (schema.enum !== undefined && !schema.enum.includes(value))
    return `${here} must be one of ${schema.enum.join(", ")}`;
  if (typeof value === "string" && value.length > (schema.maxLength ?? Infinity)) return `${here} is too long`;
  if (typeof value === "number" && (value < (schema.minimum ?? -Infinity) || value > (schema.maximum ?? Infinity)))
    return `${here} is out of range`;
  if (Array.isArray(value)) return checkItems(schema, value, at, whole);
  if (typeof value === "object" && value !== null) return checkMembers(schema, value, at, whole);
  return null;
}

function checkItems(
  { items, maxItems = Infinity }: Schema,
  value: readonly unknown[],
  at: string,
  whole: Schema,
): string | null {
  if (value.length > maxItems) return `${at} has more than ${maxItems} elements`;
  if (items === undefined) return null;
  for (let i = 0; i < value.length; i++) {
    const wrong = check(items, value[i], `${at}[${i}]`, whole);
    if (wrong !== null) return wrong;
  }
  return null;
}

function checkMembers(schema: Schema, value: object, at: string, whole: Schema): string | null {
  const dot = at === "" ? "" : `${at}.`;
  for (const name of schema.required ?? []) if (!Object.hasOwn(value, name)) return `${dot}${name} is missing`;
  for (const [name, member] of Object.entries(value)) {
    const known = Object.hasOwn(schema.properties ?? {}, name) ? schema.properties![name] : schema.additionalProperties;
    if (known === false) return `${dot}${name} is not known here`;
    if (typeof known !== "object") continue;
    const wrong = check(known, member, `${dot}${name}`, whole);
    if (wrong !== null) return wrong;
  }
  return null;
}

function isOf(type: NonNullable<Schema["type"]>, value: unknown): boolean {
  switch (type) {
    case "array": return Array.isArray(value);
    case "object": return typeof value === "object" && value !== null && !Array.isArray(value);
    case "integer": return Number.isSafeInteger(value);
    case "number": return Number.isFinite(value);
    default: return typeof value === type;
  }
}

const named: Readonly<Record<NonNullable<Schema["type"]>, string>> = {
  object: "an object",
  array: "a list",
  string: "a text",
  integer: "a whole number",
  number: "a number",
  boolean: "true or false",
};
