// SPDX-License-Identifier: MIT
// Settings files of other tools as policy text. Policy accepts every text that comes out.
#pragma once
#include "client/translate/tree.hpp"
#include "lib/gpu/pci_address.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace rmcp::client {

/// The text is for amdgpu-clocks: its first line of substance begins a section of
/// pp_od_clk_voltage, or is a FORCE_ line.
bool is_amdgpu_clocks(std::string_view text);

/// `0000:03:00.0` of amdgpu-custom-state.pci:0000:03:00.0.
std::optional<PciAddress> address_in_name(std::string_view file_name);
/// `card0` of amdgpu-custom-state.card0; empty: it names none.
std::string card_in_name(std::string_view file_name);

/// amdgpu-clocks says only in the file's name which card it is for. `card` is the address that the
/// name has or stands for on this machine.
Translated<std::string> translate_amdgpu_clocks(std::string_view text, std::string_view file_name,
                                                std::optional<PciAddress> card);

/// LACT's config.yaml.
Translated<std::string> translate_lact(const Tree& config);

}  // namespace rmcp::client
