// SPDX-License-Identifier: MIT
// All records about cards beside the journal of the values written to them.
#pragma once
#include "daemon/state/consents.hpp"
#include "daemon/state/holds.hpp"
#include "daemon/state/identities.hpp"
#include "daemon/state/overrides.hpp"
#include "daemon/state/trials.hpp"
#include "lib/sys/paths.hpp"

namespace rmcp::state {

struct Notes {
  explicit Notes(const sys::Paths& paths)
      : holds(paths.runtime, paths.state),
        consents(paths.state),
        trials(paths.state),
        overrides(paths.runtime, paths.state),
        identities(paths.runtime) {}

  Holds holds;
  Consents consents;
  Trials trials;
  Overrides overrides;
  Identities identities;
};

}  // namespace rmcp::state
