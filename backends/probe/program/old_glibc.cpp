// SPDX-License-Identifier: GPL-3.0-or-later
#include "old_glibc.h"

#if !defined(FL_NEWEST_GLIBC)

#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <new>

// crt1.o of glibc 2.34 and newer calls __libc_start_main@GLIBC_2.34. The linker sends that call here (--wrap), and from here it goes to the
// first version, which wants to be told how to run the constructors.
extern "C" {
using Function = void (*)(int, char **, char **);
extern Function __preinit_array_start[] __attribute__((weak, visibility("hidden")));
extern Function __preinit_array_end[] __attribute__((weak, visibility("hidden")));
extern Function __init_array_start[] __attribute__((visibility("hidden")));
extern Function __init_array_end[] __attribute__((visibility("hidden")));

int firstLibcStartMain(int (*)(int, char **, char **), int, char **, Function, void (*)(), void (*)(), void *);
__asm__(".symver firstLibcStartMain,__libc_start_main@" FL_FIRST_GLIBC);

static void runConstructors(int argc, char **argv, char **environment)
{
    for (Function *f = __preinit_array_start; f != __preinit_array_end; ++f)
        (*f)(argc, argv, environment);
    for (Function *f = __init_array_start; f != __init_array_end; ++f)
        (*f)(argc, argv, environment);
}

int __wrap___libc_start_main(int (*start)(int, char **, char **), int argc, char **argv, Function, void (*)(), void (*rtldFini)(),
                             void *stackEnd)
{
    return firstLibcStartMain(start, argc, argv, runConstructors, nullptr, rtldFini, stackEnd);
}
}

// The program throws nothing. With these here the linker leaves libstdc++'s own ones out, and with them the unwinder, which needs glibc 2.35.
[[noreturn]] static void giveUp(const char *why)
{
    fprintf(stderr, "firstlight-probe: %s\n", why);
    abort();
}

void *operator new(std::size_t size)
{
    if (void *memory = malloc(size ? size : 1))
        return memory;
    giveUp("out of memory");
}
void *operator new[](std::size_t size)
{
    return operator new(size);
}
void operator delete(void *memory) noexcept
{
    free(memory);
}
void operator delete[](void *memory) noexcept
{
    free(memory);
}
void operator delete(void *memory, std::size_t) noexcept
{
    free(memory);
}
void operator delete[](void *memory, std::size_t) noexcept
{
    free(memory);
}

namespace std {
void __throw_length_error(const char *what)
{
    giveUp(what);
}
void __throw_logic_error(const char *what)
{
    giveUp(what);
}
void __throw_out_of_range_fmt(const char *what, ...)
{
    giveUp(what);
}
void __throw_bad_alloc()
{
    giveUp("out of memory");
}
void __throw_bad_array_new_length()
{
    giveUp("out of memory");
}
} // namespace std

#endif
