/*
 * examples/capabilities/capabilities.ts for SPIN: two domains of three slots, O objects (one or two), at most C capabilities.
 * One process takes every step, so that states and transitions are those of the model.
 */
#ifndef O
#define O 2
#endif
#ifndef C
#define C 4
#endif

#define SLOTS 6
#define GRANT 1
#define ALL   3
#define ROOT  0

/* Slots are numbered from 1 on, so that 0 can be the root, which is its own parent; an unused slot has object 0. */
#if O == 1
byte object[SLOTS + 1] = { 0, 1, 0, 0, 0, 0, 0 };
byte rights[SLOTS + 1] = { 0, ALL, 0, 0, 0, 0, 0 };
#else
byte object[SLOTS + 1] = { 0, 1, 0, 0, 2, 0, 0 };
byte rights[SLOTS + 1] = { 0, ALL, 0, 0, ALL, 0, 0 };
#endif
byte parent[SLOTS + 1];
/* Of one step only, hence always 0 between steps. */
byte to;
byte j;

#define USED       ((object[1] > 0) + (object[2] > 0) + (object[3] > 0) + (object[4] > 0) + (object[5] > 0) + (object[6] > 0))
#define HAS_ROOM(d) (USED < C && (object[3 * (d) + 1] == 0 || object[3 * (d) + 2] == 0 || object[3 * (d) + 3] == 0))
#define HAS(f, n)  (f[1] == n || f[2] == n || f[3] == n || f[4] == n || f[5] == n || f[6] == n)
#define DOMAIN(i)  ((i - 1) / 3)
/* Fills the lowest free slot of a domain. */
#define FILL(d, o, r, p) \
  to = 3 * (d) + 1; do :: object[to] > 0 -> to++ :: else -> break od; object[to] = o; rights[to] = r; parent[to] = p; to = 0
#define CLEAR(i)   object[i] = 0; rights[i] = 0; parent[i] = ROOT

#define CREATE(o) \
  :: d_step { o <= O && !HAS(object, o) && HAS_ROOM((o - 1) % 2) -> FILL((o - 1) % 2, o, ALL, ROOT) }
#define COPY(i, d, m) \
  :: d_step { object[i] > 0 && (d == DOMAIN(i) || (rights[i] & GRANT)) && (m & ~rights[i]) == 0 && HAS_ROOM(d) -> \
       FILL(d, object[i], m, i) }
#define REVOKE(i) \
  :: d_step { object[i] > 0 && HAS(parent, i) -> \
       j = 1; \
       do \
       :: j <= SLOTS -> \
            if \
            :: parent[j] == i || (parent[j] != ROOT && object[parent[j]] == 0) -> CLEAR(j); j = 1 \
            :: else -> j++ \
            fi \
       :: else -> break \
       od; \
       j = 0; assert(!HAS(parent, i)) }
#define DELETE(i) \
  :: d_step { object[i] > 0 -> \
       j = 1; \
       do :: j <= SLOTS -> if :: parent[j] == i -> parent[j] = parent[i] :: else fi; j++ :: else -> break od; \
       j = 0; CLEAR(i) }
/* Mint where the domain is the slot's own, else Delegate. */
#define COPIES(i, d) COPY(i, d, 0) COPY(i, d, 1) COPY(i, d, 2) COPY(i, d, 3)
#define SLOT(i)      COPIES(i, 0) COPIES(i, 1) REVOKE(i) DELETE(i)

/* Six steps up end at the root exactly when no slot is its own ancestor. */
#define UP(i)   parent[parent[i]]
#define FITS(i) (object[i] > 0 || (rights[i] == 0 && parent[i] == ROOT)) && UP(UP(UP(i))) == ROOT \
  && (parent[i] == ROOT || (object[parent[i]] == object[i] && (rights[i] & ~rights[parent[i]]) == 0))

active proctype kernel() {
  do
  CREATE(1)
  CREATE(2)
  SLOT(1) SLOT(2) SLOT(3) SLOT(4) SLOT(5) SLOT(6)
  :: !(FITS(1) && FITS(2) && FITS(3) && FITS(4) && FITS(5) && FITS(6)) -> assert(false)
  od
}
