/** The schemas that other programs read are written in the part of JSON Schema that we check by ourselves. */
import { readFileSync, readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";

/** What is wrong with a schema, as places in it with what stands there. */
function wrongIn(schema: unknown, at: string): string[] {
  if (typeof schema === "boolean") return [];
  if (typeof schema !== "object" || schema === null || Array.isArray(schema)) return [`${at} is not a schema`];
  const each = (names: unknown, inside: string): string[] =>
    Object.entries(names as Readonly<Record<string, unknown>>).flatMap(([name, one]) => wrongIn(one, `${at}.${inside}.${name}`));
  return Object.entries(schema).flatMap(([keyword, value]) => {
    const isWrong = (right: boolean): string[] => right ? [] : [`${at}.${keyword} is ${JSON.stringify(value).slice(0, 40)}`];
    switch (keyword) {
      case "$schema": case "$id": case "$ref": case "title": case "description": case "pattern": return isWrong(typeof value === "string");
      case "type": return isWrong(["object", "array", "string", "integer", "number", "boolean"].includes(value as string));
      case "properties": case "$defs": return each(value, keyword);
      case "items": case "additionalProperties": return wrongIn(value, `${at}.${keyword}`);
      case "oneOf": return (value as readonly unknown[]).flatMap((one, i) => wrongIn(one, `${at}.oneOf[${i}]`));
      case "required": return isWrong(Array.isArray(value) && value.every((name) => typeof name === "string"));
      case "enum": return isWrong(Array.isArray(value) && value.length > 0);
      case "const": return [];
      case "minimum": case "maximum": case "maxItems": case "maxLength": return isWrong(typeof value === "number");
      case "minLength": return isWrong(value === 1);
      default: return [`${at}.${keyword} is a keyword that is not checked here`];
    }
  });
}

const files = readdirSync("schema");

describe("a schema", () => {
  test.for(files)("%s is one", (file) => {
    expect(wrongIn(JSON.parse(readFileSync(`schema/${file}`, "utf8")), "schema")).toEqual([]);
  });
  test("may be wrong", () => {
    expect(wrongIn({ description: ["W"], properties: { a: { type: "text" } }, items: 3, minItems: 1 }, "schema")).toEqual([
      'schema.description is ["W"]', 'schema.properties.a.type is "text"', "schema.items is not a schema", "schema.minItems is a keyword that is not checked here",
    ]);
  });
});
