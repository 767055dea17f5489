// SPDX-License-Identifier: GPL-3.0-or-later
// The program is built on a new system and must run on glibc 2.28 and newer. Symbols that got a new version since then are bound to
// their first one here; old_glibc.cpp does the same for the start of the program. A test reads the versions out of the built file.
// FL_NEWEST_GLIBC (the sanitizer build) leaves all of this out.
#pragma once

#include <dlfcn.h>

#if !defined(FL_NEWEST_GLIBC)
#if defined(__x86_64__)
#define FL_FIRST_GLIBC "GLIBC_2.2.5"
#elif defined(__aarch64__)
#define FL_FIRST_GLIBC "GLIBC_2.17"
#else
#error "say which glibc version this architecture began with"
#endif
__asm__(".symver dlopen,dlopen@" FL_FIRST_GLIBC);
__asm__(".symver dlsym,dlsym@" FL_FIRST_GLIBC);
__asm__(".symver dlerror,dlerror@" FL_FIRST_GLIBC);
#endif
