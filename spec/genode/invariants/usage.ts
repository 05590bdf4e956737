import { code, invariant } from "../world.ts";

export const usageIsReal = invariant({
  name: "what is charged is there",
  claim: "A component is charged for its dataspaces and RPC objects, each with one capability, and for nothing else.",
  why: "A charge without an object is quota that can never be used again; an object without a charge is not accounted.",
  sources: [code("repos/base/src/core/pd_session_component.cc", "alloc_ram")],
  each: "component",
  holds: (component, { dataspace, object }) => {
    const own = dataspace.filter(({ owner, size }) => owner!.id === component.id && size > 0);
    const objects = object.filter(({ owner, exists }) => owner!.id === component.id && exists);
    return component.account!.ram_used === own.reduce((sum, { size }) => sum + size, 0)
      && component.account!.caps_used === own.length + objects.length;
  },
  seen: {
    "a component has RAM and an object": ({ component }) => component.some(({ account }) => account!.ram_used > 0 && account!.caps_used > 1),
  },
});
