import {
  type Operation, type Specification, isExplored, isWithin, progressSentences, routinesIn,
} from "../language/index.ts";
import { digest } from "../store/index.ts";

/** The digest of everything that a specification says in words: when it differs, a record may mean something else. */
export function textDigest({ tables, operations, invariants }: Specification): string {
  const words = [
    Object.entries(tables).map(([name, { columns }]) => [
      name,
      Object.entries(columns).map(([column, { kind }]) => [column, kind]),
    ]),
    operations.map(({ name, by, asks, checks, cases }) => [
      name,
      by,
      asks,
      checks.map(({ unless, answer }) => [unless, answer]),
      cases.map(({ when, then, answer }) => [when, Object.keys(then), answer]),
    ]),
    ...routinesIn(operations).map(({ name, then }) => [name, Object.keys(then)]),
    invariants.map((one) => [one.name, one.claim, Object.keys(one.permits ?? {}),
      ...(isExplored(one) ? [Object.keys(progressSentences(one)), fairNames(one.fair?.weak), fairNames(one.fair?.strong)] : []),
      ...(isWithin(one) ? [one.within, one.counting !== undefined] : [])]),
  ];
  return digest(JSON.stringify(words)).slice(0, 16);
}

const fairNames = (some: readonly Operation[] = []): readonly string[] => some.map(({ name }) => name);
