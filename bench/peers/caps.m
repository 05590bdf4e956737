-- examples/capabilities/capabilities.ts for Rumur (Murphi): P domains of K slots, O objects, at most C capabilities.
-- No type is a scalarset, since everything is to be compared without symmetry.

const
  P: 2;
  K: 3;
  O: 2;
  C: 4;
  GRANT: 1;
  ALL: 3;

type
  domain: 0 .. P - 1;
  object: 1 .. O;
  slot: 1 .. P * K;
  rights: 0 .. ALL; -- GRANT is one bit, the right to write the other

var
  -- A slot without an object is free, and 0 in everything; 0 is the root of those without a parent.
  cap: array[slot] of record
    object: 0 .. O;
    rights: rights;
    parent: 0 .. P * K;
  end;

function domainOf(i: slot): domain;
begin
  return (i - 1) / K;
end;

function isAmong(m: rights; n: rights): boolean;
begin
  return m % 2 <= n % 2 & m / 2 <= n / 2;
end;

function hasRoom(d: domain): boolean;
var used: 0 .. P * K;
begin
  used := 0;
  for i: slot do
    if cap[i].object != 0 then used := used + 1; end;
  end;
  return used < C & exists i: slot do domainOf(i) = d & cap[i].object = 0 end;
end;

procedure fill(d: domain; o: object; m: rights; p: 0 .. P * K);
begin
  for i: slot do
    if domainOf(i) = d & cap[i].object = 0 then
      cap[i].object := o;
      cap[i].rights := m;
      cap[i].parent := p;
      return;
    end;
  end;
end;

procedure clearSlot(i: slot);
begin
  cap[i].object := 0;
  cap[i].rights := 0;
  cap[i].parent := 0;
end;

function descends(i: slot; from: slot): boolean;
var at: 0 .. P * K;
begin
  at := cap[i].parent;
  for step: slot do
    if at = 0 then return false; end;
    if at = from then return true; end;
    at := cap[at].parent;
  end;
  return false;
end;

ruleset o: object do
  rule "Create" forall i: slot do cap[i].object != o end & hasRoom((o - 1) % P) ==>
  begin
    fill((o - 1) % P, o, ALL, 0);
  end;
end;

ruleset i: slot; m: rights do
  rule "Mint" cap[i].object != 0 & isAmong(m, cap[i].rights) & hasRoom(domainOf(i)) ==>
  begin
    fill(domainOf(i), cap[i].object, m, i);
  end;
end;

ruleset i: slot; d: domain; m: rights do
  rule "Delegate"
    cap[i].object != 0 & d != domainOf(i) & isAmong(GRANT, cap[i].rights) & isAmong(m, cap[i].rights) & hasRoom(d) ==>
  begin
    fill(d, cap[i].object, m, i);
  end;
end;

ruleset i: slot do
  rule "Revoke" cap[i].object != 0 & exists j: slot do cap[j].parent = i end ==>
    var heirs: array[slot] of boolean;
  begin
    for j: slot do heirs[j] := descends(j, i); end;
    for j: slot do
      if heirs[j] then clearSlot(j); end;
    end;
    assert forall j: slot do cap[j].parent != i end "nothing descends from a capability after its revocation";
  end;

  rule "Delete" cap[i].object != 0 ==>
  begin
    for j: slot do
      if cap[j].parent = i then cap[j].parent := cap[i].parent; end;
    end;
    clearSlot(i);
  end;
end;

startstate
begin
  for i: slot do clearSlot(i); end;
  for o: object do
    cap[1 + (o - 1) % P * K + (o - 1) / P].object := o;
    cap[1 + (o - 1) % P * K + (o - 1) / P].rights := ALL;
  end;
end;

invariant "capabilities are well derived"
  forall i: slot do
    cap[i].parent = 0
    | (cap[cap[i].parent].object = cap[i].object & isAmong(cap[i].rights, cap[cap[i].parent].rights) & !descends(i, i))
  end;

invariant "free slots are bare"
  forall i: slot do cap[i].object != 0 | (cap[i].rights = 0 & cap[i].parent = 0) end;
