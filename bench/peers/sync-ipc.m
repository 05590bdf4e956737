-- examples/sync-ipc/sync-ipc.ts for Rumur (Murphi): N clients, S servers, E endpoints, R reply slots a server.
-- No type is a scalarset, since everything is to be compared without symmetry.

const
  N: 6;
  S: 2;
  E: 2;
  R: 2;

type
  client: 1 .. N;
  server: N + 1 .. N + S;
  endpoint: 0 .. E - 1;
  right: 0 .. R - 1;
  place: 0 .. N - 1;
  name: 0 .. N + S; -- 0 is nobody

var
  cst: array[client] of enum { ready, sending, waiting };
  receives: array[server] of boolean;
  q: array[endpoint] of array[place] of name; -- the head first, then 0
  slot: array[server] of array[right] of 0 .. N;

function isFree(s: server): boolean;
begin
  return exists r: right do slot[s][r] = 0 end;
end;

procedure append(e: endpoint; t: name);
begin
  for p: place do
    if q[e][p] = 0 then q[e][p] := t; return; end;
  end;
end;

-- Takes a thread out of the queue that it is in; who stands behind it moves up.
procedure leave(t: name);
var found: boolean;
begin
  for e: endpoint do
    found := false;
    for p: place do
      if q[e][p] = t then found := true; end;
      if found then q[e][p] := p = N - 1 ? 0 : q[e][p + 1]; end;
    end;
  end;
end;

-- Stores the right to reply in the lowest free slot.
procedure fill(s: server; c: client);
begin
  for r: right do
    if slot[s][r] = 0 then slot[s][r] := c; return; end;
  end;
end;

function timesQueued(t: name): 0 .. E * N;
var n: 0 .. E * N;
begin
  n := 0;
  for e: endpoint do for p: place do
    if q[e][p] = t then n := n + 1; end;
  end; end;
  return n;
end;

function timesHeld(c: client): 0 .. S * R;
var n: 0 .. S * R;
begin
  n := 0;
  for s: server do for r: right do
    if slot[s][r] = c then n := n + 1; end;
  end; end;
  return n;
end;

ruleset c: client; e: endpoint do
  rule "Call" cst[c] = ready ==>
    var s: name;
  begin
    s := q[e][0];
    if s > N then
      leave(s);
      receives[s] := false;
      fill(s, c);
      cst[c] := waiting;
    else
      append(e, c);
      cst[c] := sending;
    end;
  end;
end;

ruleset s: server; e: endpoint do
  rule "Receive" !receives[s] & isFree(s) ==>
    var c: name;
  begin
    c := q[e][0];
    if c != 0 & c <= N then
      leave(c);
      fill(s, c);
      cst[c] := waiting;
    else
      append(e, s);
      receives[s] := true;
    end;
  end;
end;

ruleset s: server; r: right do
  rule "Reply" !receives[s] & slot[s][r] != 0 ==>
  begin
    assert cst[slot[s][r]] = waiting "a client is answered that waits";
    cst[slot[s][r]] := ready;
    slot[s][r] := 0;
  end;
end;

ruleset c: client do
  rule "Cancel a client" cst[c] != ready ==>
  begin
    if cst[c] = sending then leave(c);
    else
      for s: server do for r: right do
        if slot[s][r] = c then slot[s][r] := 0; end;
      end; end;
    end;
    cst[c] := ready;
  end;
end;

ruleset s: server do
  rule "Cancel a server" receives[s] ==>
  begin
    leave(s);
    receives[s] := false;
  end;
end;

startstate
begin
  for c: client do cst[c] := ready; end;
  for s: server do
    receives[s] := false;
    for r: right do slot[s][r] := 0; end;
  end;
  for e: endpoint do for p: place do q[e][p] := 0; end; end;
end;

invariant "queues match thread states"
  forall c: client do timesQueued(c) = (cst[c] = sending ? 1 : 0) end
  & forall s: server do timesQueued(s) = (receives[s] ? 1 : 0) end
  & forall e: endpoint do
      forall p: place do q[e][p] <= N end | forall p: place do q[e][p] = 0 | q[e][p] > N end
    end;

invariant "reply rights match waiting clients"
  forall c: client do timesHeld(c) = (cst[c] = waiting ? 1 : 0) end;
