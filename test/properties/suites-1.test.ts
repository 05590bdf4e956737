/** The quick suites, as a user's own test file would run them; in two files, so that two cores share them. */
import { suites } from "../../properties/genode/suites/index.ts";
import { checkSuite } from "../../src/vitest.ts";

for (const suite of suites.filter((_, i) => i % 2 === 0)) checkSuite(suite);
