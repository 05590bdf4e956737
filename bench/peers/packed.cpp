// The two models of examples in plain C++, searched as packed-js.ts does it: what the machine allows.
// packed sync-ipc CLIENTS SERVERS ENDPOINTS SLOTS | packed caps DOMAINS SLOTS OBJECTS CAPABILITIES
#include <sys/resource.h>
#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <vector>

using Word = uint32_t;

[[noreturn]] static void broken(const char* what) {
  std::fprintf(stderr, "%s\n", what);
  std::exit(1);
}

static double processorSeconds() {
  rusage used;
  getrusage(RUSAGE_SELF, &used);
  return used.ru_utime.tv_sec + used.ru_stime.tv_sec + (used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6;
}

// Memory accesses of a few hundred successors overlap: their table entries are fetched ahead.
constexpr size_t batch = 256;

template <class State> static Word hashOf(const State& state) {
  Word hash = 0;
  for (Word word : state) {
    hash = (hash ^ word) * 0x9e3779b1u;
    hash ^= hash >> 15;
  }
  hash *= 0x85ebca6bu;
  return hash ^ hash >> 13;
}

template <class Model> static int search(const Model& model) {
  using State = typename Model::State;
  std::vector<State> states{model.initial()};
  std::vector<Word> parents{0};
  // The low bits of a hash say where to look, the rest stands beside the number in the entry.
  std::vector<Word> table(1 << 16);
  Word mask = table.size() - 1;
  auto insertNew = [&](Word hash, Word number) {
    Word place = hash & mask;
    while (table[place] != 0) place = (place + 1) & mask;
    table[place] = (hash & ~mask) | number;
  };
  insertNew(hashOf(states[0]), 1);
  if (!model.holds(states[0])) broken("an invariant is broken in the initial state");

  std::vector<State> out;
  std::vector<Word> origins, hashes;
  size_t transitions = 0, depth = 0;
  for (size_t at = 0, levelEnd = 1; at < states.size(); levelEnd = states.size(), depth++)
    while (at < levelEnd) {
      out.clear();
      origins.clear();
      hashes.clear();
      for (; out.size() < batch && at < levelEnd; at++) {
        const State from = states[at];
        model.expand(from, out);
        origins.resize(out.size(), at);
      }
      transitions += out.size();
      if ((states.size() + out.size()) * 4 > table.size() * 3) {
        table.assign(table.size() * 2, 0);
        mask = table.size() - 1;
        for (size_t i = 0; i < states.size(); i++) insertNew(hashOf(states[i]), i + 1);
      }
      for (const auto& state : out) {
        hashes.push_back(hashOf(state));
        __builtin_prefetch(&table[hashes.back() & mask]);
      }
      for (Word hash : hashes)
        if (Word entry = table[hash & mask]; entry != 0) __builtin_prefetch(&states[(entry & mask) - 1]);
      for (size_t i = 0; i < out.size(); i++) {
        Word place = hashes[i] & mask, entry;
        while ((entry = table[place]) != 0 && !((entry ^ hashes[i]) <= mask && states[(entry & mask) - 1] == out[i]))
          place = (place + 1) & mask;
        if (entry != 0) continue;
        if (!model.holds(out[i])) broken("an invariant is broken");
        states.push_back(out[i]);
        parents.push_back(origins[i]);
        table[place] = (hashes[i] & ~mask) | Word(states.size());
      }
    }
  const size_t bytes = states.capacity() * sizeof states[0] + (parents.capacity() + table.size()) * sizeof(Word);
  std::printf("{\"states\":%zu,\"transitions\":%zu,\"depth\":%zu,\"seconds\":%.6f,\"bytes\":%zu}\n",
    states.size(), transitions, depth - 1, processorSeconds(), bytes);
  return 0;
}

// Queues are words of eight names with the head lowest: 0 is nobody, then come the clients, then the servers. Then follow a word
// of who is sending, waiting and receiving, and one of the reply slots; the two share a word where they fit.
template <size_t Words> struct SyncIpc {
  using State = std::array<Word, Words>;
  int clients, servers, endpoints, slots;
  int statusBits = 2 * clients + servers;
  bool isJoint = statusBits + 4 * servers * slots <= 32;
  Word clientMask = (1u << clients) - 1;
  Word slotsMask = Word((1ull << 4 * slots) - 1);

  State initial() const { return {}; }
  Word statusIn(const State& s) const {
    return isJoint ? s[endpoints] & ((1u << statusBits) - 1) : s[endpoints];
  }
  Word heldIn(const State& s) const { return isJoint ? s[endpoints] >> statusBits : s[endpoints + 1]; }

  static Word appended(Word queue, Word name) { return queue | name << ((std::bit_width(queue) + 3) & ~3); }
  static Word removed(Word queue, Word name) {
    for (int shift = 0; shift < 32; shift += 4)
      if ((queue >> shift & 15) == name) return (queue & ((1u << shift) - 1)) | queue >> shift >> 4 << shift;
    return queue;
  }
  static Word cleared(Word held, Word name) {
    for (int shift = 0; shift < 32; shift += 4)
      if ((held >> shift & 15) == name) held &= ~(15u << shift);
    return held;
  }
  static int lowestFree(Word names) {
    int slot = 0;
    while ((names >> 4 * slot & 15) != 0) slot++;
    return slot;
  }
  Word heldBy(Word held, int server) const { return held >> 4 * slots * server & slotsMask; }
  Word filled(Word held, int server, Word name) const {
    return held | name << 4 * (server * slots + lowestFree(heldBy(held, server)));
  }

  void expand(const State& from, std::vector<State>& out) const {
    const Word status = statusIn(from), held = heldIn(from);
    auto add = [&](int endpoint, Word queue, Word newStatus, Word newHeld) {
      State& to = out.emplace_back(from);
      to[endpoint] = queue;
      to[endpoints] = isJoint ? newStatus | newHeld << statusBits : newStatus;
      if (!isJoint) to[endpoints + 1] = newHeld;
    };
    auto leave = [&](Word name, Word newStatus) {
      for (int endpoint = 0; endpoint < endpoints; endpoint++)
        if (Word without = removed(from[endpoint], name); without != from[endpoint]) return add(endpoint, without, newStatus, held);
    };
    for (int client = 0; client < clients; client++) {
      const Word name = client + 1, sends = 1u << client, waits = 1u << (clients + client);
      if (status & sends) leave(name, status & ~sends);
      else if (status & waits) add(0, from[0], status & ~waits, cleared(held, name));
      else for (int endpoint = 0; endpoint < endpoints; endpoint++) {
        const Word queue = from[endpoint];
        const int server = int(queue & 15) - clients - 1;
        if (server < 0) add(endpoint, appended(queue, name), status | sends, held);
        else add(endpoint, queue >> 4, (status | waits) & ~(1u << (2 * clients + server)), filled(held, server, name));
      }
    }
    for (int server = 0; server < servers; server++) {
      const Word name = clients + 1 + server, receives = 1u << (2 * clients + server), own = heldBy(held, server);
      if (status & receives) {
        leave(name, status & ~receives);
        continue;
      }
      if (lowestFree(own) < slots) for (int endpoint = 0; endpoint < endpoints; endpoint++) {
        const Word queue = from[endpoint];
        const int client = int(queue & 15) - 1;
        if (client >= 0 && client < clients)
          add(endpoint, queue >> 4, (status & ~(1u << client)) | 1u << (clients + client), filled(held, server, client + 1));
        else add(endpoint, appended(queue, name), status | receives, held);
      }
      for (int slot = 0; slot < slots; slot++) {
        const int client = int(own >> 4 * slot & 15) - 1;
        if (client < 0) continue;
        if (!(status >> (clients + client) & 1)) broken("a client is answered that does not wait");
        add(0, from[0], status & ~(1u << (clients + client)), held & ~(15u << 4 * (server * slots + slot)));
      }
    }
  }

  bool holds(const State& state) const {
    const Word status = statusIn(state);
    Word queued = 0, awaited = 0;
    for (int endpoint = 0; endpoint < endpoints; endpoint++) {
      Word own = 0;
      for (Word queue = state[endpoint]; queue != 0; queue >>= 4) {
        const Word bit = 1u << ((queue - 1) & 15);
        if ((queued | own) & bit) return false;
        own |= bit;
      }
      if ((own & clientMask) && own >> clients) return false;
      queued |= own;
    }
    for (Word held = heldIn(state); held != 0; held >>= 4) {
      if ((held & 15) == 0) continue;
      const Word bit = 1u << ((held & 15) - 1);
      if (awaited & bit) return false;
      awaited |= bit;
    }
    const Word sending = status & clientMask, waiting = status >> clients & clientMask;
    return (queued & clientMask) == sending && !(sending & waiting) && awaited == waiting && queued >> clients == status >> 2 * clients;
  }
};

// A slot is a byte, four of them a word: its object from 1 on in two bits, its rights in two, its parent from 1 on in four.
template <size_t Words> struct Caps {
  using State = std::array<Word, Words>;
  int domains, slotsEach, objects, capabilitiesMost;
  int slots = domains * slotsEach;

  static Word get(const State& state, int slot) { return state[slot >> 2] >> 8 * (slot & 3) & 255; }
  static void put(State& state, int slot, Word cap) {
    const int shift = 8 * (slot & 3);
    state[slot >> 2] = (state[slot >> 2] & ~(255u << shift)) | cap << shift;
  }
  State initial() const {
    State state{};
    for (int object = 0; object < objects; object++) put(state, object % domains * slotsEach + object / domains, (object + 1) | 3 << 2);
    return state;
  }

  void expand(const State& from, std::vector<State>& out) const {
    Word slot[16], children[16] = {}, known = 0;
    int lowest[16], used = 0;
    std::fill_n(lowest, domains, -1);
    for (int i = slots - 1; i >= 0; i--) {
      const Word cap = slot[i] = get(from, i);
      if (cap == 0) {
        lowest[i / slotsEach] = i;
        continue;
      }
      used++;
      known |= 1u << (cap & 3);
      if (cap >> 4) children[(cap >> 4) - 1] |= 1u << i;
    }
    auto add = [&](int target, Word cap) { put(out.emplace_back(from), target, cap); };
    if (used < capabilitiesMost) {
      for (int object = 0; object < objects; object++)
        if (!(known >> (object + 1) & 1) && lowest[object % domains] >= 0) add(lowest[object % domains], (object + 1) | 3 << 2);
      for (int i = 0; i < slots; i++) {
        if (slot[i] == 0) continue;
        for (int domain = 0; domain < domains; domain++) {
          if (lowest[domain] < 0 || (domain != i / slotsEach && !(slot[i] & 4))) continue;
          for (Word rights = 0; rights < 4; rights++)
            if (!(rights & ~(slot[i] >> 2))) add(lowest[domain], (slot[i] & 3) | rights << 2 | Word(i + 1) << 4);
        }
      }
    }
    for (int i = 0; i < slots; i++) {
      if (slot[i] == 0) continue;
      if (children[i] != 0) {
        State& to = out.emplace_back(from);
        for (Word more = children[i], gone = 0; more != 0;) {
          const int heir = std::countr_zero(more);
          gone |= 1u << heir;
          more = (more | children[heir]) & ~gone;
          put(to, heir, 0);
        }
        for (int j = 0; j < slots; j++)
          if (get(to, j) >> 4 == Word(i + 1)) broken("a descendant outlives revocation");
      }
      State& to = out.emplace_back(from);
      for (Word more = children[i]; more != 0; more &= more - 1) {
        const int child = std::countr_zero(more);
        put(to, child, (slot[child] & 15) | (slot[i] & ~15u));
      }
      put(to, i, 0);
    }
  }

  bool holds(const State& state) const {
    for (int i = 0; i < slots; i++) {
      const Word cap = get(state, i);
      if ((cap & 3) == 0 && cap != 0) return false;
      int up = int(cap >> 4) - 1;
      if (up < 0) continue;
      const Word parent = get(state, up);
      if ((parent & 3) != (cap & 3) || (cap >> 2 & 3 & ~(parent >> 2))) return false;
      for (int steps = slots; up >= 0 && steps > 0; steps--, up = int(get(state, up) >> 4) - 1)
        if (up == i) return false;
    }
    return true;
  }
};

int main(int count, char** words) {
  if (count != 6) broken("usage: packed sync-ipc|caps A B C D");
  int size[4];
  for (int i = 0; i < 4; i++) size[i] = std::atoi(words[i + 2]);
  const auto [a, b, c, d] = size;
  if (std::strcmp(words[1], "sync-ipc") == 0) {
    if (a > 8 || b > 7 || d > 7 || b * d > 8) broken("at most 8 clients, 7 servers and 8 reply slots fit");
    switch (c + (2 * a + b + 4 * b * d <= 32 ? 1 : 2)) {
      case 2: return search(SyncIpc<2>{a, b, c, d});
      case 3: return search(SyncIpc<3>{a, b, c, d});
      case 4: return search(SyncIpc<4>{a, b, c, d});
    }
  } else if (c > 3 || a * b > 15) broken("at most 3 objects and 15 slots fit");
  else switch ((a * b + 3) / 4) {
    case 1: return search(Caps<1>{a, b, c, d});
    case 2: return search(Caps<2>{a, b, c, d});
    case 3: return search(Caps<3>{a, b, c, d});
    case 4: return search(Caps<4>{a, b, c, d});
  }
  broken("the sizes do not fit into four words");
}
