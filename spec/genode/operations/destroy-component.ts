import { oneOf } from "../../../src/language/index.ts";
import { bookCaps, bookRam, moveCaps, moveRam } from "../accounts.ts";
import { loseServer } from "../sessions.ts";
import { code, operation } from "../world.ts";

export const destroyComponent = operation({
  name: "Destroy a component",
  summary: "An abandoned component whose sessions are closed is destroyed; all that it had goes to its reference account.",
  sources: [
    code("repos/base/src/lib/base/child.cc", "Child::close_all_sessions"),
    code("repos/base/src/core/include/account.h", "~Account"),
  ],
  concerns: ["life", "quota"], alongside: ["isolation"],
  asks: { component: oneOf("component") },

  look: (world, { component }, facts) => ({
    cost: facts.sessionCost, account: component.account!, heir: component.account!.reference,
    asked: world.session.filter((session) => session.owner!.id === component.id && session.phase !== "unused"),
    served: world.session.filter((session) => session.server?.id === component.id),
    below: world.component.filter((one) => one.parent?.id === component.id && one.account!.exists),
    objects: world.object.filter((object) => object.owner!.id === component.id),
    names: world.name.filter((name) => name.holder!.id === component.id),
    dataspaces: world.dataspace.filter((dataspace) => dataspace.owner!.id === component.id),
    waiting: world.component.filter((one) => one.blocked_on?.id === component.id),
  }),

  checks: [
    { unless: "the component is abandoned", holds: ({ component }) => component.state === "abandoned", answer: "not now" },
    { unless: "no component below it is left", holds: ({ below }) => below.length === 0, answer: "not now" },
    { unless: "all sessions that it has asked for are closed", holds: ({ asked }) => asked.length === 0, answer: "not now" },
  ],

  cases: [{ when: "nothing holds it any more",
    then: {
      "the sessions that it served are forgotten, and their donations are lost to the clients": ({ served, cost }) =>
        served.forEach((session) => loseServer(session, cost)),
      "its RPC objects are gone": ({ objects }) => objects.forEach((object) => { object.exists = false; }),
      "its capability space is gone": ({ names }) => names.forEach((name) => { name.object = null; }),
      "its RAM is free": ({ dataspaces }) => dataspaces.forEach((dataspace) => { dataspace.size = 0; }),
      "whoever waits for an answer from it gets an error": ({ waiting }) => waiting.forEach((one) => { one.blocked_on = null; }),
      "all its RAM goes to the reference account": ({ account, heir }) => {
        bookRam(heir!, account.ram_granted - account.ram_given);
        moveRam(account, heir!, account.ram_limit);
      },
      "all its caps go to the reference account": ({ account, heir }) => {
        bookCaps(heir!, account.caps_granted - account.caps_given);
        moveCaps(account, heir!, account.caps_limit);
      },
      "the account is closed": ({ account }) => account.clear(),
      "its place is free": ({ component }) => {
        component.take("destroy");
        component.exited = false;
        component.assigned_ram = 0;
        component.assigned_caps = 0;
        component.asked_ram = 0;
        component.asked_caps = 0;
        component.blocked_on = null;
      },
    } }],
});
