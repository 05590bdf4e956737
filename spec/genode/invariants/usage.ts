import { code, invariant } from "../world.ts";

export const usageIsReal = invariant({
  name: "what is charged is there",
  claim: "Components are charged for what their PD session was opened with, and for their dataspaces and RPC objects, each "
    + "with one capability, and for nothing else.",
  why: "A charge without an object is quota that can never be used again; an object without a charge is not accounted.",
  sources: [code("repos/base/src/core/pd_session_component.cc", "alloc_ram")],
  holds: ({ component, dataspace, object }) => {
    const ram = component.map(({ account }) => account!.ram_initial);
    const caps = component.map(({ account }) => account!.caps_initial);
    for (const { owner, size } of dataspace) if (size > 0) {
      ram[owner!.id]! += size;
      caps[owner!.id]! += 1;
    }
    for (const { owner, exists } of object) if (exists) caps[owner!.id]! += 1;
    return component.every(({ id, account }) => account!.ram_used === ram[id] && account!.caps_used === caps[id]);
  },
  guards: ["Free RAM / drop check / the dataspace is the component's own"],
  seen: {
    "a component has RAM and an object": ({ account }) => account.some((one) => one.ram_used > one.ram_initial && one.caps_used > one.caps_initial + 1),
  },
});
