/** Two faults of capabilities, each with the one claim that is checked and the length of the shortest trace that shows it. */
import { type SeededBug, bug, replaceStep } from "../seeding.ts";
import { capabilities, capsSystems, derivedWhereParentExists, revocationIsComplete } from "./capabilities.ts";

const { L } = capsSystems;

export const capabilitiesBugs: readonly SeededBug[] = [
  bug("M2.1 revoke misses grandchildren", 3, capabilities, L, revocationIsComplete, {
    Revoke: replaceStep("Revoke", 0, "every slot of a descendant is free", ({ heirs, slot }) => {
      const children = heirs.filter(({ parent }: any) => parent.id === slot.id);
      for (const heir of heirs) if (!children.includes(heir) && children.includes(heir.parent)) heir.parent = slot;
      for (const child of children) {
        [child.object, child.parent] = [null, null];
        child.rights.clear();
      }
    }),
  }),
  bug("M2.2 delete orphans", 3, capabilities, L, derivedWhereParentExists, {
    Delete: replaceStep("Delete", 0, "its children become its parent's", () => {}),
  }),
];
