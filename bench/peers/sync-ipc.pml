/*
 * examples/sync-ipc/sync-ipc.ts for SPIN: N clients (4, 6, 7 or 8), two servers, two endpoints, two reply slots a server.
 * One process takes every step, so that states and transitions are those of the model.
 */
#ifndef N
#define N 6
#endif

#define READY     0
#define SENDING   1
#define WAITING   2
#define RECEIVING 3
#define NONE      0

/* Clients are named 1 to N and servers N+1 and N+2; queue e lies in q[e * N] and after, its head first. */
byte state[N + 3];
byte q[2 * N];
byte slot[4];
/* Of one step only, hence always 0 between steps. */
byte i;
byte head;

#define SERVER_0   (N + 1)
#define SERVER_1   (N + 2)
#define SLOT(s, r) slot[2 * ((s) - SERVER_0) + r]

#define APPEND(e, name)  i = e * N; do :: q[i] != NONE -> i++ :: else -> break od; q[i] = name; i = 0
/* Moves up what stands behind place i. */
#define CLOSE_GAP(e)     do :: i < e * N + N - 1 && q[i] != NONE -> q[i] = q[i + 1]; i++ :: else -> break od; q[i] = NONE; i = 0
#define TAKE_HEAD(e)     i = e * N; CLOSE_GAP(e)
#define FILL(s, client)  if :: SLOT(s, 0) == NONE -> SLOT(s, 0) = client :: else -> SLOT(s, 1) = client fi
#define LEAVE(name) \
  do :: q[i] != name -> i++ :: else -> break od; \
  if :: i < N -> CLOSE_GAP(0) :: else -> CLOSE_GAP(1) fi

#define CALL(c, e) \
  :: d_step { state[c] == READY -> \
       if \
       :: q[e * N] > N -> \
            head = q[e * N]; TAKE_HEAD(e); state[head] = READY; FILL(head, c); state[c] = WAITING; head = 0 \
       :: else -> APPEND(e, c); state[c] = SENDING \
       fi }
#define RECEIVE(s, e) \
  :: d_step { state[s] == READY && (SLOT(s, 0) == NONE || SLOT(s, 1) == NONE) -> \
       if \
       :: q[e * N] != NONE && q[e * N] <= N -> \
            head = q[e * N]; TAKE_HEAD(e); FILL(s, head); state[head] = WAITING; head = 0 \
       :: else -> APPEND(e, s); state[s] = RECEIVING \
       fi }
#define REPLY(s, r) \
  :: d_step { state[s] == READY && SLOT(s, r) != NONE -> \
       assert(state[SLOT(s, r)] == WAITING); state[SLOT(s, r)] = READY; SLOT(s, r) = NONE }
#define CANCEL_CLIENT(c) \
  :: d_step { state[c] != READY -> \
       if \
       :: state[c] == SENDING -> LEAVE(c) \
       :: else -> do :: i < 4 -> if :: slot[i] == c -> slot[i] = NONE :: else fi; i++ :: else -> i = 0; break od \
       fi; state[c] = READY }
#define CANCEL_SERVER(s) \
  :: d_step { state[s] == RECEIVING -> LEAVE(s); state[s] = READY }
#define CLIENT(c) CALL(c, 0) CALL(c, 1) CANCEL_CLIENT(c)
#define SERVER(s) RECEIVE(s, 0) RECEIVE(s, 1) REPLY(s, 0) REPLY(s, 1) CANCEL_SERVER(s)

#if N == 4
#define CLIENTS(m, and)      m(1) and m(2) and m(3) and m(4)
#define PLACES(m, at, with)  m(at, with) + m(at + 1, with) + m(at + 2, with) + m(at + 3, with)
#elif N == 6
#define CLIENTS(m, and)      m(1) and m(2) and m(3) and m(4) and m(5) and m(6)
#define PLACES(m, at, with)  m(at, with) + m(at + 1, with) + m(at + 2, with) + m(at + 3, with) + m(at + 4, with) + m(at + 5, with)
#elif N == 7
#define CLIENTS(m, and)      m(1) and m(2) and m(3) and m(4) and m(5) and m(6) and m(7)
#define PLACES(m, at, with)  m(at, with) + m(at + 1, with) + m(at + 2, with) + m(at + 3, with) + m(at + 4, with) + m(at + 5, with) \
  + m(at + 6, with)
#elif N == 8
#define CLIENTS(m, and)      m(1) and m(2) and m(3) and m(4) and m(5) and m(6) and m(7) and m(8)
#define PLACES(m, at, with)  m(at, with) + m(at + 1, with) + m(at + 2, with) + m(at + 3, with) + m(at + 4, with) + m(at + 5, with) \
  + m(at + 6, with) + m(at + 7, with)
#endif

#define HOLDS(at, name)   (q[at] == name)
#define IS_CLIENT(at, n)  (q[at] != NONE && q[at] <= n)
#define IS_SERVER(at, n)  (q[at] > n)
#define QUEUED(name)      (PLACES(HOLDS, 0, name) + PLACES(HOLDS, N, name))
#define UNMIXED(e)        ((PLACES(IS_CLIENT, e * N, N)) == 0 || (PLACES(IS_SERVER, e * N, N)) == 0)
#define CLIENT_FITS(c)    (QUEUED(c) == (state[c] == SENDING) \
  && (slot[0] == c) + (slot[1] == c) + (slot[2] == c) + (slot[3] == c) == (state[c] == WAITING))
#define SERVER_FITS(s)    (QUEUED(s) == (state[s] == RECEIVING))
#define INVARIANTS        (CLIENTS(CLIENT_FITS, &&) && SERVER_FITS(SERVER_0) && SERVER_FITS(SERVER_1) && UNMIXED(0) && UNMIXED(1))

active proctype kernel() {
  do
  CLIENTS(CLIENT, )
  SERVER(SERVER_0)
  SERVER(SERVER_1)
  :: !INVARIANTS -> assert(false)
  od
}
