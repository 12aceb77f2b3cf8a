// SPDX-License-Identifier: MIT
// PCI device id -> gfx target, for the time before a driver is bound and for kernels that do not
// report the target.
#include "lib/gpu/gfx.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>

namespace rmcp {
namespace {

/// Facts from the id other than the gfx target. "by_revision": the same id is also sold as the next
/// gfx target, and the revision decides; the row has the first candidate.
enum class ChipKind { card, apu, card_by_revision, apu_by_revision };

constexpr std::size_t kMostIds = 24;

/// One chip and its ids; 0 fills the rest of the array.
struct Chip {
  GfxTarget gfx;
  ChipKind kind;
  std::array<std::uint16_t, kMostIds> ids;
};

// amdgpu's own PCI id list (amdgpu_drv.c:pciidlist) maps an id to a chip, and the chip has one gfx
// target (kfd_device.c:kgd2kfd_probe, and the LLVM AMDGPU processor table for chips without KFD).
constexpr Chip kListedByDriver[] = {
    // Tahiti
    {{6, 0, 0},
     ChipKind::card,
     {0x6780, 0x6784, 0x6788, 0x678a, 0x6790, 0x6791, 0x6792, 0x6798, 0x6799, 0x679a, 0x679b,
      0x679e, 0x679f}},
    // Pitcairn
    {{6, 0, 1},
     ChipKind::card,
     {0x6800, 0x6801, 0x6802, 0x6806, 0x6808, 0x6809, 0x6810, 0x6811, 0x6816, 0x6817, 0x6818,
      0x6819}},
    // Cape Verde
    {{6, 0, 1}, ChipKind::card, {0x6820, 0x6821, 0x6822, 0x6823, 0x6824, 0x6825, 0x6826, 0x6827,
                                 0x6828, 0x6829, 0x682a, 0x682b, 0x682c, 0x682d, 0x682f, 0x6830,
                                 0x6831, 0x6835, 0x6837, 0x6838, 0x6839, 0x683b, 0x683d, 0x683f}},
    // Hainan
    {{6, 0, 2}, ChipKind::card, {0x6660, 0x6663, 0x6664, 0x6665, 0x6667, 0x666f}},
    // Oland
    {{6, 0, 2},
     ChipKind::card,
     {0x6600, 0x6601, 0x6602, 0x6603, 0x6604, 0x6605, 0x6606, 0x6607, 0x6608, 0x6610, 0x6611,
      0x6613, 0x6617, 0x6620, 0x6621, 0x6623, 0x6631}},
    // Kaveri
    {{7, 0, 0}, ChipKind::apu, {0x1304, 0x1305, 0x1306, 0x1307, 0x1309, 0x130a, 0x130b, 0x130c,
                                0x130d, 0x130e, 0x130f, 0x1310, 0x1311, 0x1312, 0x1313, 0x1315,
                                0x1316, 0x1317, 0x1318, 0x131b, 0x131c, 0x131d}},
    // Hawaii
    {{7, 0, 1},
     ChipKind::card_by_revision,
     {0x67a0, 0x67a1, 0x67a2, 0x67a8, 0x67a9, 0x67aa, 0x67b0, 0x67b1, 0x67b8, 0x67b9, 0x67ba,
      0x67be}},
    // Kabini
    {{7, 0, 3},
     ChipKind::apu,
     {0x9830, 0x9831, 0x9832, 0x9833, 0x9834, 0x9835, 0x9836, 0x9837, 0x9838, 0x9839, 0x983a,
      0x983b, 0x983c, 0x983d, 0x983e, 0x983f}},
    // Mullins
    {{7, 0, 3},
     ChipKind::apu,
     {0x9850, 0x9851, 0x9852, 0x9853, 0x9854, 0x9855, 0x9856, 0x9857, 0x9858, 0x9859, 0x985a,
      0x985b, 0x985c, 0x985d, 0x985e, 0x985f}},
    // Bonaire
    {{7, 0, 4},
     ChipKind::card,
     {0x6640, 0x6641, 0x6646, 0x6647, 0x6649, 0x6650, 0x6651, 0x6658, 0x665c, 0x665d, 0x665f}},
    // Carrizo
    {{8, 0, 1}, ChipKind::apu, {0x9870, 0x9874, 0x9875, 0x9876, 0x9877}},
    // Tonga
    {{8, 0, 2},
     ChipKind::card,
     {0x6920, 0x6921, 0x6928, 0x6929, 0x692b, 0x692f, 0x6930, 0x6938, 0x6939}},
    // Topaz
    {{8, 0, 2}, ChipKind::card, {0x6900, 0x6901, 0x6902, 0x6903, 0x6907}},
    // Fiji
    {{8, 0, 3}, ChipKind::card, {0x7300, 0x730f}},
    // Polaris 10
    {{8, 0, 3},
     ChipKind::card,
     {0x67c0, 0x67c1, 0x67c2, 0x67c4, 0x67c7, 0x67c8, 0x67c9, 0x67ca, 0x67cc, 0x67cf, 0x67d0,
      0x67df, 0x6fdf}},
    // Polaris 11
    {{8, 0, 3},
     ChipKind::card,
     {0x67e0, 0x67e1, 0x67e3, 0x67e7, 0x67e8, 0x67e9, 0x67eb, 0x67ef, 0x67ff}},
    // Polaris 12
    {{8, 0, 3}, ChipKind::card, {0x6980, 0x6981, 0x6985, 0x6986, 0x6987, 0x6995, 0x6997, 0x699f}},
    // Vega M
    {{8, 0, 3}, ChipKind::card, {0x694c, 0x694e, 0x694f}},
    // Stoney
    {{8, 1, 0}, ChipKind::apu, {0x98e4}},
    // Vega 10
    {{9, 0, 0},
     ChipKind::card,
     {0x6860, 0x6861, 0x6862, 0x6863, 0x6864, 0x6867, 0x6868, 0x6869, 0x686a, 0x686b, 0x686c,
      0x686d, 0x686e, 0x686f, 0x687f}},
    // Raven, Picasso, Raven2 (gfx909)
    {{9, 0, 2}, ChipKind::apu_by_revision, {0x15d8, 0x15dd}},
    // Vega 12
    {{9, 0, 4}, ChipKind::card, {0x69a0, 0x69a1, 0x69a2, 0x69a3, 0x69af}},
    // Vega 20
    {{9, 0, 6}, ChipKind::card, {0x66a0, 0x66a1, 0x66a2, 0x66a3, 0x66a4, 0x66a7, 0x66af}},
    // Arcturus
    {{9, 0, 8}, ChipKind::card, {0x7388, 0x738c, 0x738e, 0x7390}},
    // Aldebaran
    {{9, 0, 10}, ChipKind::card, {0x7408, 0x740c, 0x740f, 0x7410}},
    // Renoir, Lucienne, Cezanne, Barcelo
    {{9, 0, 12}, ChipKind::apu, {0x15e7, 0x1636, 0x1638, 0x164c}},
    // Navi 10
    {{10, 1, 0}, ChipKind::card, {0x7310, 0x7312, 0x7318, 0x7319, 0x731a, 0x731b, 0x731e, 0x731f}},
    // Navi 12
    {{10, 1, 1}, ChipKind::card, {0x7360, 0x7362}},
    // Navi 14
    {{10, 1, 2}, ChipKind::card, {0x7340, 0x7341, 0x7347, 0x734f}},
    // Cyan Skillfish
    {{10, 1, 3}, ChipKind::apu, {0x13db, 0x13f9, 0x13fa, 0x13fb, 0x13fc, 0x13fe, 0x143f}},
    // Navi 21
    {{10, 3, 0},
     ChipKind::card,
     {0x73a0, 0x73a1, 0x73a2, 0x73a3, 0x73a5, 0x73a8, 0x73a9, 0x73ab, 0x73ac, 0x73ad, 0x73ae,
      0x73af, 0x73bf}},
    // Navi 22
    {{10, 3, 1},
     ChipKind::card,
     {0x73c0, 0x73c1, 0x73c3, 0x73da, 0x73db, 0x73dc, 0x73dd, 0x73de, 0x73df}},
    // Navi 23
    {{10, 3, 2},
     ChipKind::card,
     {0x73e0, 0x73e1, 0x73e2, 0x73e3, 0x73e8, 0x73e9, 0x73ea, 0x73eb, 0x73ec, 0x73ed, 0x73ef,
      0x73ff}},
    // Navi 24
    {{10, 3, 4}, ChipKind::card, {0x7420, 0x7421, 0x7422, 0x7423, 0x7424, 0x743f}},
    // Rembrandt
    {{10, 3, 5}, ChipKind::apu, {0x164d, 0x1681}},
};

// Newer chips are not in that list: the driver takes them by PCI class and asks the card itself.
// Their ids come from the pci.ids database, and the gfx target from the product's chip. No such
// list is ever complete.
constexpr Chip kTakenByClass[] = {
    // MI300A
    {{9, 4, 2}, ChipKind::apu, {0x74a0}},
    // MI300X
    {{9, 4, 2}, ChipKind::card, {0x74a1, 0x74a9, 0x74bd}},
    // MI300X VF
    {{9, 4, 2}, ChipKind::card, {0x74b5}},
    // MI308X
    {{9, 4, 2}, ChipKind::card, {0x74a2}},
    // MI325X
    {{9, 4, 2}, ChipKind::card, {0x74a5}},
    // MI325X VF
    {{9, 4, 2}, ChipKind::card, {0x74b9}},
    // MI350P
    {{9, 5, 0}, ChipKind::card, {0x75a8}},
    // MI350X
    {{9, 5, 0}, ChipKind::card, {0x75a0}},
    // MI355X
    {{9, 5, 0}, ChipKind::card, {0x75a3}},
    // Van Gogh
    {{10, 3, 3}, ChipKind::apu, {0x1435, 0x163f}},
    // Granite Ridge
    {{10, 3, 6}, ChipKind::apu, {0x13c0}},
    // Mendocino
    {{10, 3, 6}, ChipKind::apu, {0x1506}},
    // Raphael
    {{10, 3, 6}, ChipKind::apu, {0x164e}},
    // Navi 31
    {{11, 0, 0}, ChipKind::card, {0x7448, 0x7449, 0x744a, 0x744b, 0x744c, 0x745e}},
    // Navi 32
    {{11, 0, 1}, ChipKind::card, {0x7460, 0x7461, 0x7470, 0x747e}},
    // Navi 33
    {{11, 0, 2},
     ChipKind::card,
     {0x73f0, 0x7480, 0x7481, 0x7483, 0x7487, 0x7489, 0x748b, 0x7499, 0x749f}},
    // Hawk Point
    {{11, 0, 3}, ChipKind::apu, {0x1900, 0x1901}},
    // Phoenix
    {{11, 0, 3}, ChipKind::apu, {0x15bf, 0x15c8, 0x164f}},
    // Strix
    {{11, 5, 0}, ChipKind::apu, {0x150e}},
    // Strix Halo
    {{11, 5, 1}, ChipKind::apu, {0x1586}},
    // Krackan
    {{11, 5, 2}, ChipKind::apu, {0x1114}},
    // Krackan 2
    {{11, 5, 3}, ChipKind::apu, {0x1902}},
    // Navi 44
    {{12, 0, 0}, ChipKind::card, {0x7590}},
    // Navi 48
    {{12, 0, 1}, ChipKind::card, {0x7550, 0x7551}},
};

struct IdRow {
  std::uint16_t device = 0;
  GfxTarget gfx;
  ChipKind kind = ChipKind::card;
};

consteval std::size_t count_ids() {
  std::size_t count = 0;
  for (const auto chips :
       {std::span<const Chip>(kListedByDriver), std::span<const Chip>(kTakenByClass)})
    for (const Chip& chip : chips)
      count += kMostIds - static_cast<std::size_t>(std::ranges::count(chip.ids, 0));
  return count;
}

consteval auto make_rows() {
  std::array<IdRow, count_ids()> rows;
  auto next = rows.begin();
  for (const auto chips :
       {std::span<const Chip>(kListedByDriver), std::span<const Chip>(kTakenByClass)})
    for (const Chip& chip : chips)
      for (const std::uint16_t id : chip.ids)
        if (id != 0) *next++ = {id, chip.gfx, chip.kind};
  std::ranges::sort(rows, {}, &IdRow::device);
  return rows;
}

constexpr auto kIdRows = make_rows();
static_assert(std::ranges::adjacent_find(kIdRows, {}, &IdRow::device) == kIdRows.end(),
              "a PCI id stands in two rows");

}  // namespace

std::optional<GfxGuess> gfx_from_pci_id(std::uint16_t device) {
  const auto row = std::ranges::lower_bound(kIdRows, device, {}, &IdRow::device);
  if (row == kIdRows.end() || row->device != device) return std::nullopt;
  const bool exact = row->kind == ChipKind::card || row->kind == ChipKind::apu;
  const bool apu = row->kind == ChipKind::apu || row->kind == ChipKind::apu_by_revision;
  return GfxGuess{row->gfx, exact, apu};
}

}  // namespace rmcp
