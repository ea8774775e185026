// The reference implementation of Argon2, from where pkg-config says that it is.
#include <argon2.h>
