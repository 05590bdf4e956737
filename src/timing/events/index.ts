/** Event models: how often something may happen, and how often it must. */
export { type EventModel, type Events, eventConventions, eventModel } from "./event-model.ts";
