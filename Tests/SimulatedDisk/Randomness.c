// For RTLD_NEXT.
#define _GNU_SOURCE
#include "SimulatedDisk.h"

#include <dlfcn.h>
#include <stdarg.h>
#include <stddef.h>
#include <sys/syscall.h>
#include <sys/types.h>

static int is_seeded;
static uint64_t state;

typedef long (*system_call)(long, ...);

// The C library's own.
static long pass_on(long number, long a, long b, long c, long d, long e, long f) {
    static system_call original;
    if (!original) original = (system_call)dlsym(RTLD_NEXT, "syscall");
    return original(number, a, b, c, d, e, f);
}

static void fill(unsigned char *target, size_t count) {
    for (size_t index = 0; index < count; index++) {
        state += 0x9E3779B97F4A7C15u;
        uint64_t mixed = state;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9u;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBu;
        target[index] = (unsigned char)(mixed ^ (mixed >> 31));
    }
}

// These two take the place of the C library's in the program that this is linked into: Swift's generator asks the first, our
// own keys the second. Swift seeds its hashing before the program begins, and so from the system: what depends on the order of a
// dictionary differs from process to process, and is found by running a seed twice.
__attribute__((visibility("default"))) long syscall(long number, ...) {
    va_list arguments;
    va_start(arguments, number);
    long a = va_arg(arguments, long), b = va_arg(arguments, long), c = va_arg(arguments, long);
    long d = va_arg(arguments, long), e = va_arg(arguments, long), f = va_arg(arguments, long);
    va_end(arguments);
    if (number != SYS_getrandom || !is_seeded) return pass_on(number, a, b, c, d, e, f);
    fill((unsigned char *)a, (size_t)b);
    return b;
}

__attribute__((visibility("default"))) int getentropy(void *target, size_t count) {
    return syscall(SYS_getrandom, target, count, 0L) == (long)count ? 0 : -1;
}

void randomness_seed(uint64_t seed) {
    is_seeded = 1;
    state = seed;
}
