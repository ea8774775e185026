// The C library of PostgreSQL, from where pkg-config says that it is.
#include <libpq-fe.h>
