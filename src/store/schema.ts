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
  readonly minLength?: number;
  readonly maxLength?: number;
}

/** Where in a value something is: names of members, and places in lists. */
export type Path = readonly (string | number)[];

export interface Complaint {
  readonly at: Path;
  /** As the end of a sentence: "must be a whole number". */
  readonly says: string;
  /** The names that are known there, where one is not. */
  readonly known?: readonly string[];
}

/** What is wrong with the value, as `steps[3].args.client must be a whole number`; null when nothing is. */
export function complaint(schema: Schema, value: unknown): string | null {
  const wrong = placedComplaint(schema, value);
  return wrong === null ? null : `${inWords(wrong.at)} ${wrong.says}`;
}

/** The same, with where it is. */
export const placedComplaint = (schema: Schema, value: unknown): Complaint | null => check(schema, value, [], schema);

/** A path as it is written: `steps[3].args.client`. */
export const inWords = (path: Path): string => path.length === 0 ? "the document"
  : path.map((part) => typeof part === "number" ? `[${part}]` : `.${part}`).join("").replace(/^\./, "");

function check(schema: Schema, value: unknown, at: Path, whole: Schema): Complaint | null {
  const wrong = (says: string): Complaint => ({ at, says });
  if (schema.$ref !== undefined) return check(whole.$defs![schema.$ref.replace("#/$defs/", "")]!, value, at, whole);
  if (schema.oneOf !== undefined) {
    const complaints = schema.oneOf.map((one) => check(one, value, at, whole));
    return complaints.includes(null) ? null : complaints.at(-1)!;
  }
  if (schema.type !== undefined && !isOf(schema.type, value)) return wrong(`must be ${named[schema.type]}`);
  if ("const" in schema && value !== schema.const) return wrong(`must be ${JSON.stringify(schema.const)}`);
  if (schema.enum !== undefined && !schema.enum.includes(value))
    return wrong(`must be one of ${schema.enum.join(", ")}`);
  if (typeof value === "string" && value.length < (schema.minLength ?? 0)) return wrong("is empty");
  if (typeof value === "string" && value.length > (schema.maxLength ?? Infinity)) return wrong("is too long");
  if (typeof value === "number" && (value < (schema.minimum ?? -Infinity) || value > (schema.maximum ?? Infinity)))
    return wrong("is out of range");
  if (Array.isArray(value)) return checkItems(schema, value, at, whole);
  if (typeof value === "object" && value !== null) return checkMembers(schema, value, at, whole);
  return null;
}

function checkItems(
  { items, maxItems = Infinity }: Schema,
  value: readonly unknown[],
  at: Path,
  whole: Schema,
): Complaint | null {
  if (value.length > maxItems) return { at, says: `has more than ${maxItems} elements` };
  if (items === undefined) return null;
  for (let i = 0; i < value.length; i++) {
    const wrong = check(items, value[i], [...at, i], whole);
    if (wrong !== null) return wrong;
  }
  return null;
}

function checkMembers(schema: Schema, value: object, at: Path, whole: Schema): Complaint | null {
  for (const name of schema.required ?? []) if (!Object.hasOwn(value, name)) return { at: [...at, name], says: "is missing" };
  for (const [name, member] of Object.entries(value)) {
    const known = Object.hasOwn(schema.properties ?? {}, name) ? schema.properties![name] : schema.additionalProperties;
    if (known === false) return { at: [...at, name], says: "is not known here", known: Object.keys(schema.properties ?? {}) };
    if (typeof known !== "object") continue;
    const wrong = check(known, member, [...at, name], whole);
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
