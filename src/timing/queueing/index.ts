/** Queueing: means in the long run, which are no bounds. */
export { type Expectation, type Means, queueingConventions } from "./expectation.ts";
export { type Lossy, type Rates, probabilityOfWaitingLonger, singleServer, singleServerWithRoomFor } from "./mm1.ts";
export { erlangB, erlangC, severalServers } from "./mmc.ts";
export { type Outcome, type ServiceMoments, generalService, momentsOf } from "./mg1.ts";
export { type AsymptoticBounds, type ClosedNetwork, type RoundMeans, asymptoticBounds, meanValueAnalysis } from "./mva.ts";
