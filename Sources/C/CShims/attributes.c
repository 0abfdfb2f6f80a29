#include "attributes.h"
#include <sys/xattr.h>

ssize_t imgship_list_attributes(const char *path, char *names, size_t size) { return llistxattr(path, names, size); }

ssize_t imgship_get_attribute(const char *path, const char *name, void *value, size_t size) { return lgetxattr(path, name, value, size); }
