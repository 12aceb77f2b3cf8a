// SPDX-License-Identifier: MIT
// The table of transient errors.
#include "daemon/engine/passing.hpp"

#include <algorithm>
#include <array>
#include <cerrno>

namespace rmcp {
namespace {

// EPERM: in a reset or in suspend (amdgpu_pm.c:amdgpu_set_pp_od_clk_voltage and its like in Linux
// 6.1 and 6.12); EBUSY: the same in later kernels. EACCES: runtime power management is disabled at
// the moment (drivers/base/power/runtime.c:rpm_resume, while the machine goes to sleep). EIO,
// ETIME, ETIMEDOUT, EREMOTEIO: the firmware did not answer (smu_cmn.c:__smu_cmn_reg2errno).
// ECANCELED: the job was given up.
constexpr std::array kPassing{EPERM,     EBUSY,     EAGAIN,      EINTR,     EACCES, EIO,    ETIME,
                              ETIMEDOUT, EREMOTEIO, EINPROGRESS, ECANCELED, ENOSPC, EDQUOT, ENOMEM};

}  // namespace

bool passes(sys::Errno error) {
  return std::find(kPassing.begin(), kPassing.end(), error) != kPassing.end();
}

}  // namespace rmcp
