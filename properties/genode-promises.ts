/** What the Genode specification has, part by part. Written by `npm run promises`. */

/** The outcomes of each operation. */
export const promisedOutcomes: Readonly<Record<string, readonly string[]>> = {
  "Start a component": [
    "its init runs",
    "it is configured and not there yet",
    "its PD session has a route",
    "the init has the RAM of the PD session",
    "the init has the caps of the PD session",
    "the component gets its account",
  ],
  "Come alive": [
    "its init runs",
    "it has its quota and is not alive yet",
    "all sessions of its environment are there",
    "the environment is complete",
  ],
  "Exit": [
    "the component runs under an init of this system",
    "the component is done",
  ],
  "Schedule a restart": [
    "its init runs",
    "the component is alive or stuck",
    "it does not answer, or is to be replaced",
  ],
  "Give a component up": [
    "the component is there",
    "the reason holds",
    "the configuration does not name it any more",
    "it must be restarted, or its init is gone",
  ],
  "Evaluate the dependencies of a component": [
    "its init runs",
    "the component is there and has not exited",
    "a session has no route any more",
    "a session now leads elsewhere",
    "a stuck component has all its routes again",
    "a session of the environment of a starting component leads elsewhere",
    "nothing has changed for it",
  ],
  "Destroy a component": [
    "the component is abandoned",
    "no component below it is left",
    "all sessions that it has asked for are closed",
    "nothing holds it any more",
  ],
  "Open a session": [
    "the component asks for itself",
    "it is the time to ask",
    "an id of the client is free",
    "the donation covers the meta data of the session",
    "a route leads to the service",
    "a service inside the init can make its object from the RAM",
    "a service inside the init can make its object from the caps",
    "the payer has the RAM",
    "the payer has the caps",
    "the service is inside the init",
    "the service is a sibling's",
    "the service is the parent's",
  ],
  "Deliver a session capability": [
    "the server runs",
    "the session is the server's",
    "the server was asked to create it",
    "the server owns the object",
    "the init's capability space has room",
    "the client still wants the session",
    "the client has vanished meanwhile",
  ],
  "Refuse a session": [
    "the server runs",
    "the session is the server's",
    "the server was asked to create it",
    "the server denies it",
    "the donated RAM does not suffice",
    "the donated caps do not suffice",
  ],
  "Collect a session": [
    "the client runs",
    "the server has answered",
    "the client's capability space has room",
    "the session is available",
    "the session was denied",
    "the server lacked RAM",
    "the server lacked caps",
  ],
  "Upgrade a session": [
    "the client runs",
    "the session is the client's own, and none of its environment",
    "no component below relies on it",
    "the client has the session's capability, and no upgrade is under way",
    "the client has the RAM",
    "the client has the caps",
    "the service is inside the init",
    "the service is elsewhere",
  ],
  "Confirm an upgrade": [
    "the server runs",
    "the session is the server's",
    "the server was asked to upgrade it",
    "the server has taken the quota",
  ],
  "Close a session": [
    "the client runs",
    "the session is the client's own, and none of its environment",
    "no component below relies on it",
    "the server has answered the create request",
    "the session is not being closed already",
    "the session was never made",
    "the service is inside the init",
    "the service is elsewhere",
  ],
  "Confirm a close": [
    "the server runs",
    "the session is the server's",
    "the server was asked to close it",
    "the server can give the donation back",
    "the server has spent the donation",
  ],
  "Pass a creation on": [
    "the init runs, and has a parent in this system",
    "one of its components waits for a session from above",
    "an id of the init is free",
    "the init has the donation at hand",
    "no route leads further",
    "the donation does not cover the meta data of one more hop",
    "the outer init can ask on",
  ],
  "Take the answer from above": [
    "the init runs",
    "it has asked for this session above",
    "there is an answer",
    "the session is there",
    "the session is there, but the client has vanished",
    "the request was denied above",
    "the donation did not suffice above",
  ],
  "Pass an upgrade on": [
    "the init runs",
    "one of its components waits for an upgrade from above",
    "the session above is at rest",
    "the init has the added quota at hand",
    "there is quota to pass on",
    "all of it has been passed on",
  ],
  "Pass a close on": [
    "the init runs, and has a parent in this system",
    "a session of one of its components is to be closed above",
    "the session above is not being closed already",
    "the session above is served inside the outer init",
    "the session above is served elsewhere",
    "nothing is left above, and the init has the donation at hand",
    "nothing is left above, and the donation was lost there",
  ],
  "The platform answers": [
    "the session is served above the topmost init",
    "something is asked",
    "a session is asked for, and granted",
    "a session is asked for, and denied",
    "a session is asked for, and the RAM does not suffice",
    "a session is asked for, and the caps do not suffice",
    "the client has vanished before the answer",
    "an upgrade is asked for",
    "a close is asked for",
  ],
  "Configure quota": [
    "the component is configured",
    "the configuration changes",
  ],
  "Raise a component's quota": [
    "its init runs",
    "the component has an account",
    "more is configured than assigned",
    "the init has something to add",
    "the init has nothing to add",
  ],
  "Lower a component's quota": [
    "its init runs",
    "less is configured than assigned",
    "the component has something unused",
    "the component uses all that it has",
  ],
  "Request resources": [
    "the component runs under an init of this system",
    "the parent takes note",
  ],
  "Transfer quota": [
    "the component runs",
    "one account is the reference of the other",
    "the RAM may leave the account",
    "the caps may leave the account",
    "the account is another one",
    "the account is the component's own",
  ],
  "Allocate RAM": [
    "the component runs",
    "the place for it is the component's own and free",
    "the size is not zero",
    "the component has the RAM",
    "the component has a capability left",
    "there is physical memory",
    "physical memory is exhausted",
  ],
  "Free RAM": [
    "the component runs",
    "the dataspace is the component's own",
    "the dataspace is freed",
  ],
  "Create an RPC object": [
    "the component runs",
    "the place for it is the component's own",
    "the object is not managed already",
    "no capability space still knows an object that was here before",
    "the component has a capability left",
    "the component's capability space has room",
    "the object gets an identity",
  ],
  "Dissolve an RPC object": [
    "the component runs",
    "the component owns the object",
    "the object has an identity",
    "the identity is destroyed",
  ],
  "Delegate a capability": [
    "the component runs",
    "the component holds the capability",
    "a session that is in use ties the two",
    "the receiver's capability space has room",
    "the object is gone",
    "the receiver knows the object already",
    "the object is new to the receiver",
  ],
  "Forget a capability": [
    "the component runs",
    "the name is in use, for an object of somebody else",
    "the component lets go of it",
  ],
  "Invoke a capability": [
    "the component runs",
    "the component holds the capability",
    "the object has an identity",
    "the object is another component's",
    "the callee is not below the caller",
    "the callee is there to answer",
    "the call reaches the owner",
  ],
  "Reply": [
    "the component runs",
    "the caller waits for it",
    "the caller gets its answer",
  ],
};

/** The sightings of each invariant. */
export const promisedSightings: Readonly<Record<string, readonly string[]>> = {
  "RAM is neither made nor lost": [
    "a component has been given RAM",
  ],
  "capabilities are neither made nor lost": [
    "a component has been given caps",
  ],
  "accounts stay in their bounds": [
    "a component uses RAM",
  ],
  "what is charged is there": [
    "a component has RAM and an object",
  ],
  "closing gives back what opening took": [
    "a component has donated quota",
  ],
  "quota moves along the reference relation": [
    "quota went to a sibling",
  ],
  "destroying a component returns everything": [
    "a component was destroyed",
  ],
  "nothing is left of a destroyed component": [
    "a component is not there",
  ],
  "lowering stops at what is configured": [
    "a quota was lowered",
  ],
  "living components have accounts": [
    "a component is gone",
  ],
  "components come and go for a reason": [
    "a component is restarted",
  ],
  "only what runs acts": [
    "somebody did not run",
  ],
  "decisions about components take effect": [
    "a component exited",
  ],
  "what is asked of an init is noted": [
    "a quota was raised",
  ],
  "authority comes by introduction only": [
    "a capability was delegated",
  ],
  "one object has one name in a capability space": [
    "a component knows an object of another",
  ],
  "owners know their objects": [
    "an object exists",
  ],
  "delegation never forges": [
    "a known object was delegated again",
    "a capability without its object was delegated",
  ],
  "clients get what the server delivered": [
    "a capability was delivered",
  ],
  "a dead capability stays dead": [
    "an object was made",
  ],
  "no call reaches a dissolved object": [
    "a call was refused because the object was gone",
  ],
  "a caller waits until it is answered": [
    "a caller was answered",
  ],
  "calls, replies and names take effect": [
    "a capability was forgotten",
  ],
  "no parent waits for its child": [
    "a component waits for another",
  ],
  "partitions do not learn of each other": [
    "components of two partitions are alive",
  ],
  "sessions move along their phases": [
    "a session was upgraded",
  ],
  "a session is handed out once": [
    "a client has a session",
  ],
  "servers are asked for what is pending": [
    "a server is asked to create a session",
    "a server is asked to close a session",
  ],
  "a request ends with one answer or with one party": [
    "a server answered",
  ],
  "the ids of client and server agree": [
    "a session is in use",
  ],
  "a session agrees with the one above it": [
    "an init has a session for a component",
  ],
  "what is done to a session moves it": [
    "a session moved",
  ],
  "upgrades are noted for the server": [
    "an upgrade was asked for",
  ],
  "success is told where there is success": [
    "a session was pending",
  ],
  "refusal is told where there was a refusal": [
    "a step was refused",
  ],
  "denial has a reason": [
    "a request was denied",
  ],
  "an insufficient donation is told as such": [
    "a donation was insufficient",
  ],
  "OUT_OF_RAM is told to who lacks RAM": [
    "somebody was out of RAM",
  ],
  "OUT_OF_CAPS is told to who lacks capabilities": [
    "somebody was out of caps",
  ],
  "servers are told the truth about sessions": [
    "an answer was ignored",
  ],
  "who must wait is told why": [
    "an environment was incomplete",
  ],
  "answers about capabilities are true": [
    "there was no channel",
  ],
  "answers about transfers are true": [
    "a transfer was refused",
    "a transfer was made",
  ],
};
