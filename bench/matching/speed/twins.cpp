// Physical reference of bench/matching/speed: the same loops in C++, one thread. Prints one rate a line.
// Input: how many words, the words one a line; then the keys are made by the same generator of numbers on both sides.
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <string>
#include <vector>
#include <iostream>
using u64 = uint64_t;

static double processor() { timespec t; clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t); return t.tv_sec + t.tv_nsec * 1e-9; }

static u64 positions[256];
static double similarity(const std::string &a, const std::string &b) {
  const int m = a.size(), n = b.size();
  const int longer = m > n ? m : n, reach = longer < 4 ? 0 : longer / 2 - 1;
  u64 window = ((u64)1 << (reach + 1)) - 1, in_a = 0, in_b = 0;
  for (int i = 0; i < n; i++) {
    const u64 found = positions[(uint8_t)b[i]] & window & ~in_a;
    in_a |= found & (0 - found);
    in_b |= (u64)(found != 0) << i;
    window = i < reach ? (window << 1) | 1 : window << 1;
  }
  if (!in_a) return 0;
  const int matches = __builtin_popcountll(in_a);
  int moved = 0;
  while (in_b) {
    moved += b[__builtin_ctzll(in_b)] != a[__builtin_ctzll(in_a)];
    in_b &= in_b - 1;
    in_a &= in_a - 1;
  }
  const double jaro = ((double)matches / m + (double)matches / n + (double)(matches - moved / 2) / matches) / 3;
  if (jaro <= 0.7) return jaro;
  int prefix = 0;
  while (prefix < 4 && prefix < m && prefix < n && a[prefix] == b[prefix]) prefix++;
  return jaro + prefix * 0.1 * (1 - jaro);
}

int main() {
  size_t count;
  std::cin >> count;
  std::vector<std::string> words(count);
  for (auto &word : words) std::cin >> word;
  double best = 0, sum = 0;
  for (int round = 0; round < 5; round++) {
    sum = 0;
    const double start = processor();
    for (auto &pattern : words) {
      memset(positions, 0, sizeof positions);
      for (size_t i = 0; i < pattern.size(); i++) positions[(uint8_t)pattern[i]] |= (u64)1 << i;
      for (auto &word : words) sum += similarity(pattern, word);
    }
    const double rate = count * count / (processor() - start);
    if (rate > best) best = rate;
  }
  printf("jaro %.0f %.6f\n", best, sum / ((double)count * count));

  const int keys = 2000;
  std::vector<u64> bits(keys * 16);
  u64 state = 88172645463325252ull;
  for (auto &word : bits) { state ^= state << 13; state ^= state >> 7; state ^= state << 17; word = state; }
  best = 0;
  long total = 0;
  for (int round = 0; round < 5; round++) {
    const double start = processor();
    for (int i = 0; i < keys; i++) for (int j = 0; j < keys; j++) {
      long common = 0;
      for (int k = 0; k < 16; k++) common += __builtin_popcountll(bits[i * 16 + k] & bits[j * 16 + k]);
      asm volatile("" : "+r"(common));  // each pair is really counted
      total += common;
    }
    const double rate = (double)keys * keys / (processor() - start);
    if (rate > best) best = rate;
  }
  printf("keys %.0f %ld\n", best, total & 1);
}
