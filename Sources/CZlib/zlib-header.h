// zlib, from where pkg-config says that it is.
#include <zlib.h>
