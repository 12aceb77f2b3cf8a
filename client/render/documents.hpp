// SPDX-License-Identifier: MIT
// A document of a verb as text for people: one pure function for each kind of document.
#pragma once
#include "client/render/shown.hpp"
#include "client/render/style.hpp"

#include <chrono>
#include <cstddef>
#include <string>

namespace rmcp::client {

/// The output of `library build --dry-run`: sources, patches, steps, and the start of the build.
std::string render_build_plan(const Shown& document, const Style& style);

/// The end of a successful build: its place, and the next steps.
std::string render_built(const Shown& document, const Style& style);

/// document: see inspect/inspect.hpp
std::string render_inspect(const Shown& document, const Style& style);

/// `rmcpctl kernel`: the places that set each parameter of the module, and the one that wins.
std::string render_kernel(const Shown& document, const Style& style);

/// `rmcpctl kernel explain`: when the driver reads a parameter on each card, and the ways to set
/// it.
std::string render_explained(const Shown& document, const Style& style);

/// The table of knobs, and one of them in full.
std::string render_knobs(const Shown& document, const Style& style);
std::string render_knob_details(const Shown& document, const Style& style);

/// The knobs of one device, as it shows them: value, default, limits.
std::string render_readings(const Shown& document, const Style& style);

/// A table of the sets, and of folders that could be sets.
std::string render_libraries(const Shown& document, const Style& style);
/// All that is known of each set.
std::string render_library(const Shown& document, const Style& style);
/// A line for each set, with its problems.
std::string render_verified(const Shown& document, const Style& style);
/// The results of `library add`, found and written.
std::string render_added(const Shown& document, const Style& style);

/// `now`: since the epoch, for the time that trials have left; 0: it is not shown.
std::string render_list(const Shown& document, const Style& style,
                        std::chrono::microseconds now = {});

/// `●` for a device that policy is for, `○` for one that is left alone or absent.
std::string_view marker(std::string_view state, const Style& style);

/// document: of read_memory_record(). A line for each GPU and kind, and remarks below.
std::string render_memory(const Shown& document, const Style& style);

/// The end of a rebind: the parameters that the driver was probed with, and remarks.
std::string render_rebound(const Shown& document, const Style& style);

/// A status document after a reload: the settings that are not in force, and how many are.
std::string render_reload(const Shown& status, const Style& style);

/// Every property of devices, one per line.
std::string render_show(const Shown& document, const Style& style);

/// Devices for people: their properties, their wanted settings with the origin, and the outcome.
std::string render_status(const Shown& document, const Style& style);

/// Settings that are not in force, for any reason.
std::size_t count_differences(const Shown& document);

std::string render_verify(const Shown& document, const Style& style);

}  // namespace rmcp::client
