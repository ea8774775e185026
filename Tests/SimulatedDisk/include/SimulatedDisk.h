// A disk in memory below SQLite, which loses power, tears writes, fills up and lies, all by one seed; and a source of
// randomness for the whole process that repeats by seed.
#ifndef SIMULATED_DISK_H
#define SIMULATED_DISK_H

#include <stdint.h>

// What goes wrong with the operation at which a fault strikes.
enum disk_fault {
    DISK_FAULT_NONE = 0,
    // The process ends before the operation, and so does every one after it.
    DISK_FAULT_CRASH = 1,
    // A flush fails; what it should have made durable is gone for good, though reads still show it until the crash.
    DISK_FAULT_SYNC = 2,
    // There is no room for the write, nor for any after it, until disk_make_room.
    DISK_FAULT_FULL = 3,
    // One read or write fails.
    DISK_FAULT_ERROR = 4
};

// Makes the disk the default one of SQLite. Returns 0, or SQLite's result code.
int disk_install(void);

// Empties the disk. Everything that happens to it from now on follows from the seed.
void disk_reset(uint64_t seed);

// Has a fault strike the operation that comes after `operations` others, counted among those that change the disk, or among the
// flushes for DISK_FAULT_SYNC.
void disk_arm(enum disk_fault fault, uint64_t operations);

// Which fault has struck; none when the armed one has not yet.
enum disk_fault disk_struck(void);

// Ends DISK_FAULT_FULL.
void disk_make_room(void);

// Power is lost and comes back: what was flushed is there; of what was not, a part that the seed chooses, of which the last
// write may be torn. Every file must be closed.
void disk_crash(void);

// Puts by what is on the disk, or brings it back as it was put by. Every file must be closed, and nothing be unflushed.
void disk_keep(void);
void disk_put_back(void);

// Files of a kind, of every tenant.
enum disk_files {
    DISK_FILES_JOURNAL = 0,
    DISK_FILES_ACCESS = 1,
    DISK_FILES_KEYS = 2,
    // What SQLite has not folded into any of them.
    DISK_FILES_LOG = 3
};

// Flips `bits` bits somewhere in the files of a kind. Every file must be closed, and nothing be unflushed. Returns how many were
// flipped: 0 when there is no such file with anything in it.
int disk_flip(enum disk_files files, int bits);

// How many operations have changed the disk since it was emptied, and a digest of what they were.
uint64_t disk_operations(void);
uint64_t disk_digest(void);

// From now on every random byte of the process, but those of Swift's hashing, follows from the seed.
void randomness_seed(uint64_t seed);

#endif
