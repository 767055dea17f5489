// SPDX-License-Identifier: GPL-3.0-or-later
// The kernels that are built into the program (kernels/matmul.cu), as data for cuModuleLoadDataEx.
#pragma once

namespace fl::probe {

struct KernelImage {
    const char *entry; ///< name of the kernel
    const char *kind;  ///< "sass": translated at build time; "ptx": the driver translates it now
    int from, below;   ///< capabilities it serves, 10 x major + minor
    const void *image;
    unsigned threads; ///< of a block; a block makes 128 x 128 elements of the product
};

/// Best first; ends with entry == nullptr. Ready-made code comes before PTX, which also serves cards newer than this program.
const KernelImage *fp32Kernels();
const KernelImage *tensorKernels();
const char *kernelKinds(); ///< "sass+ptx" or "ptx"

} // namespace fl::probe
