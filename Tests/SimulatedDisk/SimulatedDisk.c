#include "SimulatedDisk.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

// A write or a change of length that was not flushed.
struct change {
    int is_length;
    sqlite3_int64 offset;
    int count;
    unsigned char *bytes;
    struct change *next;
};

struct content {
    unsigned char *bytes;
    sqlite3_int64 length;
    sqlite3_int64 room;
};

struct node {
    // What file it is, and the name by which it was opened last.
    char *key;
    char *name;
    struct content seen;
    struct content durable;
    // What disk_keep has put by.
    struct content kept;
    struct change *first;
    struct change *last;
    // It is there for whoever looks, and after a crash.
    int is_there;
    int is_durably_there;
    int is_kept_there;
    struct node *next;
};

struct file {
    sqlite3_file base;
    struct node *node;
};

static struct {
    struct node *nodes;
    uint64_t random;
    uint64_t operations;
    uint64_t syncs;
    uint64_t digest;
    enum disk_fault fault;
    uint64_t strike;
    int has_struck;
    int is_dead;
    int is_full;
} disk;

static uint64_t draw(void) {
    disk.random += 0x9E3779B97F4A7C15u;
    uint64_t mixed = disk.random;
    mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9u;
    mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBu;
    return mixed ^ (mixed >> 31);
}

static void digest(uint64_t value) {
    disk.digest = (disk.digest ^ value) * 0x100000001B3u;
}

// MARK: Contents

static int make_room(struct content *content, sqlite3_int64 length) {
    if (length <= content->room) return 1;
    sqlite3_int64 room = content->room ? content->room : 8192;
    while (room < length) room *= 2;
    unsigned char *bytes = realloc(content->bytes, (size_t)room);
    if (!bytes) return 0;
    memset(bytes + content->room, 0, (size_t)(room - content->room));
    content->bytes = bytes;
    content->room = room;
    return 1;
}

static int set_length(struct content *content, sqlite3_int64 length) {
    if (!make_room(content, length)) return 0;
    if (length < content->length) memset(content->bytes + length, 0, (size_t)(content->length - length));
    content->length = length;
    return 1;
}

static int put(struct content *content, const void *bytes, int count, sqlite3_int64 offset) {
    if (!make_room(content, offset + count)) return 0;
    memcpy(content->bytes + offset, bytes, (size_t)count);
    if (content->length < offset + count) content->length = offset + count;
    return 1;
}

static int copy(struct content *target, const struct content *source) {
    if (!set_length(target, source->length)) return 0;
    if (source->length) memcpy(target->bytes, source->bytes, (size_t)source->length);
    return 1;
}

static void forget_changes(struct node *node) {
    while (node->first) {
        struct change *next = node->first->next;
        free(node->first->bytes);
        free(node->first);
        node->first = next;
    }
    node->last = NULL;
}

static int note_change(struct node *node, int is_length, sqlite3_int64 offset, const void *bytes, int count) {
    struct change *change = calloc(1, sizeof *change);
    if (!change) return 0;
    change->is_length = is_length;
    change->offset = offset;
    change->count = count;
    if (count) {
        change->bytes = malloc((size_t)count);
        if (!change->bytes) {
            free(change);
            return 0;
        }
        memcpy(change->bytes, bytes, (size_t)count);
    }
    if (node->last) node->last->next = change; else node->first = change;
    node->last = change;
    return 1;
}

static void free_nodes(void) {
    while (disk.nodes) {
        struct node *next = disk.nodes->next;
        forget_changes(disk.nodes);
        free(disk.nodes->seen.bytes);
        free(disk.nodes->durable.bytes);
        free(disk.nodes->kept.bytes);
        free(disk.nodes->key);
        free(disk.nodes->name);
        free(disk.nodes);
        disk.nodes = next;
    }
}

// MARK: Faults

// Counts an operation that changes the disk. Returns SQLite's result code, SQLITE_OK when it may be done.
static int begin_operation(int is_sync, int is_write, uint64_t what) {
    if (disk.is_dead) return SQLITE_IOERR;
    disk.operations++;
    if (is_sync) disk.syncs++;
    digest(what);
    if (disk.fault != DISK_FAULT_NONE && !disk.has_struck) {
        uint64_t count = disk.fault == DISK_FAULT_SYNC ? disk.syncs : disk.operations;
        int is_its_kind = disk.fault == DISK_FAULT_CRASH || (disk.fault == DISK_FAULT_SYNC && is_sync)
            || (disk.fault != DISK_FAULT_SYNC && is_write);
        if (count > disk.strike && is_its_kind) {
            disk.has_struck = 1;
            switch (disk.fault) {
            case DISK_FAULT_CRASH: disk.is_dead = 1; return SQLITE_IOERR;
            case DISK_FAULT_SYNC: return SQLITE_IOERR_FSYNC;
            case DISK_FAULT_FULL: disk.is_full = 1; break;
            case DISK_FAULT_ERROR: return SQLITE_IOERR_WRITE;
            case DISK_FAULT_NONE: break;
            }
        }
    }
    return disk.is_full && is_write ? SQLITE_FULL : SQLITE_OK;
}

// MARK: Files

static int file_close(sqlite3_file *base) {
    ((struct file *)base)->node = NULL;
    return SQLITE_OK;
}

static int file_read(sqlite3_file *base, void *target, int count, sqlite3_int64 offset) {
    if (disk.is_dead) return SQLITE_IOERR_READ;
    struct content *content = &((struct file *)base)->node->seen;
    sqlite3_int64 there = content->length - offset;
    if (there > count) there = count;
    if (there < 0) there = 0;
    if (there) memcpy(target, content->bytes + offset, (size_t)there);
    if (there == count) return SQLITE_OK;
    memset((unsigned char *)target + there, 0, (size_t)(count - there));
    return SQLITE_IOERR_SHORT_READ;
}

static int file_write(sqlite3_file *base, const void *bytes, int count, sqlite3_int64 offset) {
    struct node *node = ((struct file *)base)->node;
    int code = begin_operation(0, 1, (uint64_t)offset * 31 + (uint64_t)count);
    if (code != SQLITE_OK) return code;
    if (!put(&node->seen, bytes, count, offset)) return SQLITE_NOMEM;
    return note_change(node, 0, offset, bytes, count) ? SQLITE_OK : SQLITE_NOMEM;
}

static int file_truncate(sqlite3_file *base, sqlite3_int64 length) {
    struct node *node = ((struct file *)base)->node;
    int code = begin_operation(0, 0, (uint64_t)length + 7);
    if (code != SQLITE_OK) return code;
    if (length < node->seen.length && !set_length(&node->seen, length)) return SQLITE_NOMEM;
    return note_change(node, 1, length, NULL, 0) ? SQLITE_OK : SQLITE_NOMEM;
}

static int file_sync(sqlite3_file *base, int flags) {
    (void)flags;
    struct node *node = ((struct file *)base)->node;
    int code = begin_operation(1, 0, 3);
    if (code == SQLITE_IOERR_FSYNC) {
        // The system takes what it could not write for written: it is never tried again.
        forget_changes(node);
        return code;
    }
    if (code != SQLITE_OK) return code;
    forget_changes(node);
    // The file system keeps a journal of names, which a flush of any file writes up to here, as those of Linux do.
    for (struct node *other = disk.nodes; other; other = other->next) {
        other->is_durably_there = other->is_there;
        if (!other->is_there) set_length(&other->durable, 0);
    }
    return copy(&node->durable, &node->seen) ? SQLITE_OK : SQLITE_NOMEM;
}

static int file_size(sqlite3_file *base, sqlite3_int64 *length) {
    if (disk.is_dead) return SQLITE_IOERR_FSTAT;
    *length = ((struct file *)base)->node->seen.length;
    return SQLITE_OK;
}

static int file_lock(sqlite3_file *base, int level) {
    (void)base;
    (void)level;
    return SQLITE_OK;
}

static int file_check_lock(sqlite3_file *base, int *is_locked) {
    (void)base;
    *is_locked = 0;
    return SQLITE_OK;
}

static int file_control(sqlite3_file *base, int operation, void *argument) {
    (void)base;
    (void)operation;
    (void)argument;
    return SQLITE_NOTFOUND;
}

static int file_sector_size(sqlite3_file *base) {
    (void)base;
    return 4096;
}

static int file_characteristics(sqlite3_file *base) {
    (void)base;
    return SQLITE_IOCAP_POWERSAFE_OVERWRITE;
}

static const sqlite3_io_methods methods = {
    .iVersion = 1,
    .xClose = file_close,
    .xRead = file_read,
    .xWrite = file_write,
    .xTruncate = file_truncate,
    .xSync = file_sync,
    .xFileSize = file_size,
    .xLock = file_lock,
    .xUnlock = file_lock,
    .xCheckReservedLock = file_check_lock,
    .xFileControl = file_control,
    .xSectorSize = file_sector_size,
    .xDeviceCharacteristics = file_characteristics,
};

// MARK: The disk as SQLite sees it

// Names a file by the empty one that stands for it in the system's own file system, so that it is the same file after its folder
// was moved; a log is named after the file that it belongs to.
static void name_key(const char *name, char *key, size_t count) {
    char main_name[1024];
    const char *suffix = "";
    snprintf(main_name, sizeof main_name, "%s", name);
    size_t length = strlen(main_name);
    if (length > 4 && strcmp(main_name + length - 4, "-wal") == 0) {
        main_name[length - 4] = 0;
        suffix = "-wal";
    } else if (length > 8 && strcmp(main_name + length - 8, "-journal") == 0) {
        main_name[length - 8] = 0;
        suffix = "-journal";
    }
    struct stat status;
    if (stat(main_name, &status) == 0) snprintf(key, count, "%llu%s", (unsigned long long)status.st_ino, suffix);
    else snprintf(key, count, "%s%s", main_name, suffix);
}

static struct node *find(const char *name) {
    if (!name) return NULL;
    char key[1100];
    name_key(name, key, sizeof key);
    for (struct node *node = disk.nodes; node; node = node->next) {
        if (node->key && strcmp(node->key, key) == 0) return node;
    }
    return NULL;
}

static int disk_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *base, int flags, int *out_flags) {
    (void)vfs;
    base->pMethods = NULL;
    if (disk.is_dead) return SQLITE_IOERR;
    struct node *node = find(name);
    if (!node) {
        node = calloc(1, sizeof *node);
        if (!node) return SQLITE_NOMEM;
        if (name) {
            char key[1100];
            name_key(name, key, sizeof key);
            node->key = strdup(key);
        }
        node->next = disk.nodes;
        disk.nodes = node;
    }
    if (name) {
        free(node->name);
        node->name = strdup(name);
    }
    if (!node->is_there) {
        int code = begin_operation(0, 0, 5);
        if (code != SQLITE_OK) return code;
        // A new file in the place of a removed one: what that held can come back only while there is no other.
        forget_changes(node);
        set_length(&node->seen, 0);
        set_length(&node->durable, 0);
        node->is_durably_there = 0;
        node->is_there = 1;
    }
    ((struct file *)base)->node = node;
    base->pMethods = &methods;
    if (out_flags) *out_flags = flags;
    return SQLITE_OK;
}

static int disk_delete(sqlite3_vfs *vfs, const char *name, int sync_folder) {
    (void)vfs;
    struct node *node = find(name);
    if (!node || !node->is_there) return SQLITE_IOERR_DELETE_NOENT;
    int code = begin_operation(0, 0, 11);
    if (code != SQLITE_OK) return code;
    node->is_there = 0;
    set_length(&node->seen, 0);
    forget_changes(node);
    if (sync_folder) {
        node->is_durably_there = 0;
        set_length(&node->durable, 0);
    }
    return SQLITE_OK;
}

static int disk_access(sqlite3_vfs *vfs, const char *name, int flags, int *result) {
    (void)vfs;
    (void)flags;
    if (disk.is_dead) return SQLITE_IOERR_ACCESS;
    struct node *node = find(name);
    *result = node && node->is_there;
    return SQLITE_OK;
}

static int disk_full_path(sqlite3_vfs *vfs, const char *name, int count, char *target) {
    (void)vfs;
    sqlite3_snprintf(count, target, "%s", name);
    return SQLITE_OK;
}

static int disk_random(sqlite3_vfs *vfs, int count, char *target) {
    (void)vfs;
    for (int index = 0; index < count; index++) target[index] = (char)draw();
    return count;
}

static int disk_sleep(sqlite3_vfs *vfs, int microseconds) {
    (void)vfs;
    return microseconds;
}

static int disk_time(sqlite3_vfs *vfs, double *day) {
    (void)vfs;
    *day = 2460000.5;
    return SQLITE_OK;
}

static int disk_last_error(sqlite3_vfs *vfs, int count, char *target) {
    (void)vfs;
    (void)count;
    (void)target;
    return 0;
}

int disk_install(void) {
    static sqlite3_vfs vfs = {
        .iVersion = 1,
        .szOsFile = sizeof(struct file),
        .mxPathname = 1024,
        .zName = "simulated-disk",
        .xOpen = disk_open,
        .xDelete = disk_delete,
        .xAccess = disk_access,
        .xFullPathname = disk_full_path,
        .xRandomness = disk_random,
        .xSleep = disk_sleep,
        .xCurrentTime = disk_time,
        .xGetLastError = disk_last_error,
    };
    return sqlite3_vfs_register(&vfs, 1);
}

void disk_reset(uint64_t seed) {
    free_nodes();
    memset(&disk, 0, sizeof disk);
    disk.random = seed;
    // SQLite keeps a generator of its own, which is seeded anew after this.
    sqlite3_randomness(0, NULL);
}

void disk_arm(enum disk_fault fault, uint64_t operations) {
    disk.fault = fault;
    disk.strike = (fault == DISK_FAULT_SYNC ? disk.syncs : disk.operations) + operations;
    disk.has_struck = 0;
}

enum disk_fault disk_struck(void) { return disk.has_struck ? disk.fault : DISK_FAULT_NONE; }

void disk_make_room(void) { disk.is_full = 0; }

// Keeps the changes that the system happened to write before the power was lost: each by itself, in order where two touch the
// same bytes; the last of them perhaps only in part.
static void lose_changes(struct node *node) {
    uint64_t way = draw() % 4;
    for (struct change *change = node->first; change; change = change->next) {
        int is_kept = way == 0 ? 0 : way == 1 ? 1 : (int)(draw() & 1);
        if (way == 3 && !change->next) is_kept = 1;
        if (!is_kept) continue;
        if (change->is_length) {
            if (change->offset < node->durable.length) set_length(&node->durable, change->offset);
        } else {
            int count = change->count;
            if (way == 3 && !change->next) count = (int)(draw() % (uint64_t)(count + 1));
            put(&node->durable, change->bytes, count, change->offset);
        }
    }
    forget_changes(node);
}

void disk_crash(void) {
    for (struct node *node = disk.nodes; node; node = node->next) {
        lose_changes(node);
        // A file that was made or removed since its folder was flushed may be there or not.
        if (node->is_there != node->is_durably_there) {
            if (node->is_there) node->is_durably_there = node->durable.length > 0 || (draw() & 1);
            else node->is_durably_there = (int)(draw() & 1);
        }
        node->is_there = node->is_durably_there;
        if (!node->is_there) set_length(&node->durable, 0);
        copy(&node->seen, &node->durable);
    }
    disk.fault = DISK_FAULT_NONE;
    disk.is_dead = 0;
    disk.is_full = 0;
}

// How many bytes of a file may be changed at rest.
static sqlite3_int64 flippable(const struct node *node, const char *suffix, size_t wanted) {
    size_t name = node->name ? strlen(node->name) : 0;
    if (!node->is_there || name < wanted || strcmp(node->name + name - wanted, suffix) != 0) return 0;
    return node->durable.length;
}

void disk_keep(void) {
    for (struct node *node = disk.nodes; node; node = node->next) {
        copy(&node->kept, &node->durable);
        node->is_kept_there = node->is_there;
    }
}

void disk_put_back(void) {
    for (struct node *node = disk.nodes; node; node = node->next) {
        forget_changes(node);
        copy(&node->durable, &node->kept);
        copy(&node->seen, &node->kept);
        node->is_there = node->is_durably_there = node->is_kept_there;
        // A file that comes later was not there.
        set_length(&node->kept, 0);
        node->is_kept_there = 0;
    }
}

int disk_flip(enum disk_files files, int bits) {
    static const char *const suffixes[] = {"/journal.sqlite", "/access.sqlite", "/keys.sqlite", "-wal"};
    const char *suffix = suffixes[files];
    size_t wanted = strlen(suffix);
    sqlite3_int64 total = 0;
    for (struct node *node = disk.nodes; node; node = node->next) total += flippable(node, suffix, wanted);
    if (total == 0) return 0;
    for (int bit = 0; bit < bits; bit++) {
        sqlite3_int64 place = (sqlite3_int64)(draw() % (uint64_t)total);
        for (struct node *node = disk.nodes; node; node = node->next) {
            sqlite3_int64 length = flippable(node, suffix, wanted);
            if (place < length) {
                node->durable.bytes[place] ^= (unsigned char)(1u << (draw() % 8));
                node->seen.bytes[place] = node->durable.bytes[place];
                break;
            }
            place -= length;
        }
    }
    return bits;
}

uint64_t disk_operations(void) { return disk.operations; }

uint64_t disk_digest(void) { return disk.digest; }
