/** The formats that are read. The first that accepts a text reads it. */
import type { Format } from "../format.ts";
import { genodeInit } from "./genode-init.ts";

export const formats: readonly Format[] = [genodeInit];
