import { confirmClose } from "../operations/confirm-close.ts";
import { destroyComponent } from "../operations/destroy-component.ts";
import { type Served, byTheServer } from "../served.ts";
import { code, invariant } from "../world.ts";

export const answeredOnce = invariant({
  name: "a request ends with one answer or with one party",
  claim: "A request leaves a server's ROM only by the server's answer, by a newer request about the same session, or "
    + "because the server was destroyed.",
  why: "A request that disappears by itself leaves its client waiting for ever.",
  sources: [code("repos/base/src/lib/base/child.cc", "session_response")],
  changes: "session",
  columns: ["request"],
  permits: {
    "a request was entered": ({ was }) => was.request === "none",
    "its server answered": ({ was, step }) => byTheServer.some((one) => one.where(step, ({ component, session }: Served) =>
      component.id === was.server!.id && session.id === was.id)),
    "the session is now to be closed instead": ({ was, is }) => was.request === "upgrade" && is.request === "close",
    "its server was destroyed": ({ was, step }) => destroyComponent.where(step, ({ component }) => component.id === was.server!.id),
  },
  guards: ["Confirm a close / drop check / the session is the server's"],
  seen: { "a server answered": ({ step }) => confirmClose.accepted(step) },
});
