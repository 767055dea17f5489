// SPDX-License-Identifier: GPL-3.0-or-later
// FL_KERNELS is the folder with the PTX files; FL_FATBIN the file that nvcc made, where it was there.
#include "kernels.h"

#define FL_EMBED(symbol, file)                                                                                                             \
    __asm__(".pushsection .rodata\n.balign 16\n.global " #symbol "\n" #symbol ":\n.incbin \"" file "\"\n.byte 0\n.popsection\n");          \
    extern "C" const char symbol[] __attribute__((visibility("hidden")))

FL_EMBED(fl_ptx_f32, FL_KERNELS "/f32_sm50.ptx");
FL_EMBED(fl_ptx_wmma, FL_KERNELS "/wmma_sm70.ptx");
FL_EMBED(fl_ptx_mma, FL_KERNELS "/mma_sm80.ptx");
#ifdef FL_FATBIN
FL_EMBED(fl_fatbin, FL_FATBIN);
#endif

namespace fl::probe {

namespace {

constexpr KernelImage fp32[] = {
#ifdef FL_FATBIN
    {"fl_matmul_f32", "sass", 75, 1000, fl_fatbin, 256},
#endif
    {"fl_matmul_f32", "ptx", 50, 1000, fl_ptx_f32, 256},
    {nullptr, nullptr, 0, 0, nullptr, 0},
};

constexpr KernelImage tensor[] = {
#ifdef FL_FATBIN
    {"fl_matmul_mma", "sass", 80, 1000, fl_fatbin, 128},
    {"fl_matmul_wmma", "sass", 75, 80, fl_fatbin, 128},
#endif
    {"fl_matmul_mma", "ptx", 80, 1000, fl_ptx_mma, 128},
    {"fl_matmul_wmma", "ptx", 70, 1000, fl_ptx_wmma, 128},
    {nullptr, nullptr, 0, 0, nullptr, 0},
};

} // namespace

const KernelImage *fp32Kernels()
{
    return fp32;
}

const KernelImage *tensorKernels()
{
    return tensor;
}

const char *kernelKinds()
{
#ifdef FL_FATBIN
    return "sass+ptx";
#else
    return "ptx";
#endif
}

} // namespace fl::probe
