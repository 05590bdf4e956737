/** The operations with which servers answer requests, so that claims can tell an answer from whatever else moves a session. */
import { confirmClose } from "./operations/confirm-close.ts";
import { confirmUpgrade } from "./operations/confirm-upgrade.ts";
import { deliverSession } from "./operations/deliver-session.ts";
import { refuseSession } from "./operations/refuse-session.ts";
import type { Component, Session } from "./world.ts";

export const byTheServer = [deliverSession, refuseSession, confirmUpgrade, confirmClose];

/** Who answers, and about which session. */
export interface Served {
  readonly component: Component;
  readonly session: Session;
}
