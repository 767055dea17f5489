// SPDX-License-Identifier: GPL-3.0-or-later
// The one way a call that can fail answers. Exceptions come only from third parties and end in io/.
#pragma once

#include "backends/core/error.h"

#include <tl/expected.hpp>

namespace fl {

template <class T>
using Result = tl::expected<T, Error>;

/// A call with nothing to say but whether it worked.
using Status = Result<void>;

inline tl::unexpected<Error> fail(Error error)
{
    return tl::unexpected<Error>(std::move(error));
}

} // namespace fl

// Hands an error upwards: `FL_TRY(doThis());`
#define FL_TRY(expression)                                                                                                                 \
    do {                                                                                                                                   \
        if (auto fl_try_result = (expression); !fl_try_result)                                                                             \
            return ::fl::fail(std::move(fl_try_result).error());                                                                           \
    } while (false)
