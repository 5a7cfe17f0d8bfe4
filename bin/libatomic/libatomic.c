/*
 * A stand-in for GCC's libatomic, for Linux systems that leave it out (Debian's and Ubuntu's smallest): the
 * official Node builds from 25 on need it and import one function of it, always for eight aligned bytes.
 * bin/node uses it only where the system has none of its own. Built on Debian 12, once for each machine:
 *
 *   gcc -Os -shared -fPIC -nostdlib -ffreestanding -fno-builtin -s -Wl,-soname,libatomic.so.1 \
 *     -Wl,--version-script=libatomic.map -Wl,--build-id=none -Wl,-z,noseparate-code,-z,relro,-z,now \
 *     -o x86_64/libatomic.so.1 libatomic.c          (aarch64-linux-gnu-gcc -mno-outline-atomics for aarch64)
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

static char taken;

/* Sizes that the processor cannot compare and exchange at once go one after the other. */
static bool exchange_in_turn(size_t size, char *object, char *expected, const char *desired) {
  bool equal = true;
  while (__atomic_test_and_set(&taken, __ATOMIC_ACQUIRE)) {
  }
  for (size_t i = 0; i < size; i++) equal = equal && object[i] == expected[i];
  for (size_t i = 0; i < size; i++) *(equal ? &object[i] : &expected[i]) = equal ? desired[i] : object[i];
  __atomic_clear(&taken, __ATOMIC_RELEASE);
  return equal;
}

#define EXCHANGE(type)                                                                                   \
  __atomic_compare_exchange_n((type *)object, (type *)expected, *(const type *)desired, false,           \
                              __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST)

/* The strongest order serves for every weaker one that a caller may ask for. */
bool compare_exchange(size_t size, void *object, void *expected, const void *desired, int success,
                      int failure) __asm__("__atomic_compare_exchange");

bool compare_exchange(size_t size, void *object, void *expected, const void *desired, int success,
                      int failure) {
  (void)success;
  (void)failure;
  bool aligned = ((uintptr_t)object & (size - 1)) == 0;
  if (aligned && size == 8) return EXCHANGE(uint64_t);
  if (aligned && size == 4) return EXCHANGE(uint32_t);
  if (aligned && size == 2) return EXCHANGE(uint16_t);
  if (size == 1) return EXCHANGE(uint8_t);
  return exchange_in_turn(size, object, expected, desired);
}
