// SPDX-License-Identifier: GPL-3.0-or-later
// C = A x B for square row-major matrices whose side n is a multiple of 128. One block makes one 128 x 128 tile of C; the grid is
// (n / 128, n / 128). Which kernels a translation holds is said by FL_WITH_F32, FL_WITH_WMMA, FL_WITH_MMA.
#include "device.h"

namespace {
constexpr int Tile = 128;
}

#ifdef FL_WITH_F32
// 256 threads, 8 x 8 results each; two buffers, so that the next slices travel while this one is used.
FL_KERNEL(256, 2) fl_matmul_f32(const float *a, const float *b, float *c, int n)
{
    constexpr int Depth = 8, StrideA = Tile + 4; // 4 more keep the transposed stores of A off each other's banks
    FL_SHARED Float4 sharedA[2][Depth * StrideA / 4];
    FL_SHARED Float4 sharedB[2][Depth * Tile / 4];

    const int t = threadIndex();
    const int rowA = t / 2, colA = t % 2 * 4;
    const int rowB = t / 32, colB = t % 32 * 4;
    const int ty = t / 16, tx = t % 16;
    const float *nextA = a + (long long)(blockRow() * Tile + rowA) * n + colA;
    const float *nextB = b + (long long)rowB * n + blockColumn() * Tile + colB;

    float sum[8][8];
#pragma unroll
    for (int i = 0; i < 8; ++i)
#pragma unroll
        for (int j = 0; j < 8; ++j)
            sum[i][j] = 0;

    Float4 fetchedA, fetchedB;
    loadWide(fetchedA, nextA);
    loadWide(fetchedB, nextB);
    int buffer = 0;
    for (int k = 0; k < n; k += Depth) {
        float *storeA = (float *)sharedA[buffer];
#pragma unroll
        for (int i = 0; i < 4; ++i)
            storeA[(colA + i) * StrideA + rowA] = fetchedA.v[i];
        storeWide(sharedB[buffer][(rowB * Tile + colB) / 4], fetchedB);
        syncBlock();
        if (k + Depth < n) {
            nextA += Depth;
            nextB += (long long)Depth * n;
            loadWide(fetchedA, nextA);
            loadWide(fetchedB, nextB);
        }
#pragma unroll
        for (int d = 0; d < Depth; ++d) {
            const Float4 a0 = sharedA[buffer][d * StrideA / 4 + ty], a1 = sharedA[buffer][d * StrideA / 4 + 16 + ty];
            const Float4 b0 = sharedB[buffer][d * Tile / 4 + tx], b1 = sharedB[buffer][d * Tile / 4 + 16 + tx];
#pragma unroll
            for (int i = 0; i < 4; ++i)
#pragma unroll
                for (int j = 0; j < 4; ++j) {
                    sum[i][j] = multiplyAdd(a0.v[i], b0.v[j], sum[i][j]);
                    sum[i][j + 4] = multiplyAdd(a0.v[i], b1.v[j], sum[i][j + 4]);
                    sum[i + 4][j] = multiplyAdd(a1.v[i], b0.v[j], sum[i + 4][j]);
                    sum[i + 4][j + 4] = multiplyAdd(a1.v[i], b1.v[j], sum[i + 4][j + 4]);
                }
        }
        buffer ^= 1; // the other buffer was last read before the barrier above, so one barrier a round is enough
    }

#pragma unroll
    for (int i = 0; i < 8; ++i) {
        const int row = blockRow() * Tile + (i / 4) * 64 + ty * 4 + i % 4;
        float *out = c + (long long)row * n + blockColumn() * Tile + tx * 4;
        Float4 left, right;
#pragma unroll
        for (int j = 0; j < 4; ++j) {
            left.v[j] = sum[i][j];
            right.v[j] = sum[i][j + 4];
        }
        *(Float4 *)out = left;
        *(Float4 *)(out + 64) = right;
    }
}
#endif

#ifdef FL_WITH_WMMA
// Half precision in, single precision out, on the tensor cores of sm_70 and newer. 4 warps of 64 x 64.
FL_KERNEL(128, 1) fl_matmul_wmma(const u16 *a, const u16 *b, float *c, int n)
{
    constexpr int Depth = 32, StrideA = Depth + 16, StrideB = Tile + 16; // rows must stay aligned to 32 bytes
    FL_SHARED Chunk sharedA[Tile * StrideA / 8];
    FL_SHARED Chunk sharedB[Depth * StrideB / 8];

    const int t = threadIndex();
    const int warpRow = t / 64 * 64, warpCol = t / 32 % 2 * 64;
    const u16 *nextA = a + (long long)(blockRow() * Tile + t / 4) * n + t % 4 * 8;
    const u16 *nextB = b + (long long)(t / 16) * n + blockColumn() * Tile + t % 16 * 8;

    float sum[4][4][8];
#pragma unroll
    for (int i = 0; i < 4; ++i)
#pragma unroll
        for (int j = 0; j < 4; ++j)
#pragma unroll
            for (int e = 0; e < 8; ++e)
                sum[i][j][e] = 0;

    Chunk fetchedA[4], fetchedB[4];
#pragma unroll
    for (int i = 0; i < 4; ++i) {
        loadWide(fetchedA[i], nextA + (long long)i * 32 * n);
        loadWide(fetchedB[i], nextB + (long long)i * 8 * n);
    }
    for (int k = 0; k < n; k += Depth) {
        syncBlock(); // all have read the slice before this one
#pragma unroll
        for (int i = 0; i < 4; ++i) {
            storeWide(sharedA[((t / 4 + i * 32) * StrideA + t % 4 * 8) / 8], fetchedA[i]);
            storeWide(sharedB[((t / 16 + i * 8) * StrideB + t % 16 * 8) / 8], fetchedB[i]);
        }
        syncBlock();
        if (k + Depth < n) {
            nextA += Depth;
            nextB += (long long)Depth * n;
#pragma unroll
            for (int i = 0; i < 4; ++i) {
                loadWide(fetchedA[i], nextA + (long long)i * 32 * n);
                loadWide(fetchedB[i], nextB + (long long)i * 8 * n);
            }
        }
#pragma unroll
        for (int d = 0; d < Depth; d += 16) {
            u32 partA[4][8], partB[8];
#pragma unroll
            for (int i = 0; i < 4; ++i)
                loadTileA(partA[i], (const u16 *)sharedA + (warpRow + i * 16) * StrideA + d, StrideA);
#pragma unroll
            for (int j = 0; j < 4; ++j) {
                loadTileB(partB, (const u16 *)sharedB + d * StrideB + warpCol + j * 16, StrideB);
#pragma unroll
                for (int i = 0; i < 4; ++i)
                    multiplyTiles(sum[i][j], partA[i], partB);
            }
        }
    }
#pragma unroll
    for (int i = 0; i < 4; ++i)
#pragma unroll
        for (int j = 0; j < 4; ++j)
            storeTile(c + (long long)(blockRow() * Tile + warpRow + i * 16) * n + blockColumn() * Tile + warpCol + j * 16, sum[i][j], n);
}
#endif

#ifdef FL_WITH_MMA
// The same for sm_80 and newer: three slices on their way at once, 16-byte chunks shuffled so that no two rows of a fragment share a bank.
FL_KERNEL(128, 2) fl_matmul_mma(const u16 *a, const u16 *b, float *c, int n)
{
    constexpr int Depth = 32, Stages = 3;
    FL_SHARED Chunk sharedA[Stages][Tile * Depth / 8]; // row r, chunk q lies at r * 4 + (q ^ (r / 2 % 4))
    FL_SHARED Chunk sharedB[Stages][Depth * Tile / 8]; // row k, chunk q lies at k * 16 + (q ^ (k % 8))

    const int t = threadIndex(), lane = t % 32;
    const int warpRow = t / 64 * 64, warpCol = t / 32 % 2 * 64;
    const u16 *nextA = a + (long long)(blockRow() * Tile + t / 4) * n + t % 4 * 8;
    const u16 *nextB = b + (long long)(t / 16) * n + blockColumn() * Tile + t % 16 * 8;
    const int putA = t / 4 * 4 + (t % 4 ^ t / 8 % 4);
    const int putB = t / 16 * 16 + (t % 16 ^ t / 16 % 8);

    float sum[4][8][4];
#pragma unroll
    for (int i = 0; i < 4; ++i)
#pragma unroll
        for (int j = 0; j < 8; ++j)
#pragma unroll
            for (int e = 0; e < 4; ++e)
                sum[i][j][e] = 0;

    const int slices = n / Depth;
#pragma unroll
    for (int s = 0; s < Stages - 1; ++s) {
#pragma unroll
        for (int i = 0; i < 4; ++i) {
            copyAsync(&sharedA[s][putA + i * 128], nextA + (long long)i * 32 * n + s * Depth);
            copyAsync(&sharedB[s][putB + i * 128], nextB + (long long)(i * 8 + s * Depth) * n);
        }
        commitCopies();
    }
    int stage = 0, fill = Stages - 1;
    for (int slice = 0; slice < slices; ++slice) {
        waitCopies<Stages - 2>();
        syncBlock(); // the slice is there for all, and all have left the stage that is filled next
        if (slice + Stages - 1 < slices) {
            const int ahead = (slice + Stages - 1) * Depth;
#pragma unroll
            for (int i = 0; i < 4; ++i) {
                copyAsync(&sharedA[fill][putA + i * 128], nextA + (long long)i * 32 * n + ahead);
                copyAsync(&sharedB[fill][putB + i * 128], nextB + (long long)(i * 8 + ahead) * n);
            }
        }
        commitCopies(); // an empty group at the end keeps the count right
#pragma unroll
        for (int d = 0; d < Depth / 16; ++d) {
            u32 partA[4][4], partB[4][4];
#pragma unroll
            for (int i = 0; i < 4; ++i) { // rows of lanes 0-15: the left eight columns; 16-31: the right eight
                const int row = warpRow + i * 16 + lane % 16, chunk = d * 2 + lane / 16;
                loadFragments(partA[i], &sharedA[stage][row * 4 + (chunk ^ row / 2 % 4)]);
            }
#pragma unroll
            for (int j = 0; j < 4; ++j) {
                const int row = d * 16 + lane % 16, chunk = warpCol / 8 + j * 2 + lane / 16;
                loadFragmentsTransposed(partB[j], &sharedB[stage][row * 16 + (chunk ^ row % 8)]);
            }
#pragma unroll
            for (int i = 0; i < 4; ++i)
#pragma unroll
                for (int j = 0; j < 8; ++j)
                    multiplyFragments(sum[i][j], partA[i], &partB[j / 2][j % 2 * 2]);
        }
        stage = stage + 1 == Stages ? 0 : stage + 1;
        fill = fill + 1 == Stages ? 0 : fill + 1;
    }
#pragma unroll
    for (int i = 0; i < 4; ++i)
#pragma unroll
        for (int j = 0; j < 8; ++j) {
            float *out = c + (long long)(blockRow() * Tile + warpRow + i * 16 + lane / 4) * n + blockColumn() * Tile + warpCol + j * 8 + lane % 4 * 2;
            out[0] = sum[i][j][0];
            out[1] = sum[i][j][1];
            out[8ll * n] = sum[i][j][2];
            out[8ll * n + 1] = sum[i][j][3];
        }
}
#endif
