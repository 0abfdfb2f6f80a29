#pragma once
#include <sys/types.h>

/// `llistxattr`: the names of a path's extended attributes, NUL after each; the length needed when `size` is 0; -1 and errno.
ssize_t imgship_list_attributes(const char *_Nonnull path, char *_Nullable names, size_t size);

/// `lgetxattr`: one extended attribute of a path; -1 and errno.
ssize_t imgship_get_attribute(const char *_Nonnull path, const char *_Nonnull name, void *_Nullable value, size_t size);
