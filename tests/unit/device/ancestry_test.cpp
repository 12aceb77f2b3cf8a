// SPDX-License-Identifier: MIT
// Which cards are outside the machine.
#include "daemon/device/ancestry.hpp"

#include "fake_machine.hpp"

#include <gtest/gtest.h>

#include <filesystem>

namespace rmcp::device {
namespace {

class AncestryTest : public testing::Test {
 protected:
  std::optional<bool> external() { return is_external(machine_.paths().sys, card_); }
  std::string above(const std::string& bridge) {
    return machine_.paths().sys + "/devices/pci0000:00/" + bridge;
  }

  FakeMachine machine_;
  std::string card_ = machine_.add_gpu("pci0000:00/0000:00:07.0/0000:04:00.0/0000:3f:00.0");
};

TEST_F(AncestryTest, FindsACardThatIsRemovableItself) {
  FakeMachine::write(card_ + "/removable", "removable\n");
  EXPECT_EQ(external(), true);
}

TEST_F(AncestryTest, FindsACardBelowARemovableBridge) {
  FakeMachine::write(above("0000:00:07.0/0000:04:00.0/removable"), "removable\n");
  EXPECT_EQ(external(), true);
}

TEST_F(AncestryTest, FindsACardBelowAThunderboltDevice) {
  std::filesystem::create_directories(machine_.paths().sys + "/bus/thunderbolt");
  std::filesystem::create_directory_symlink(machine_.paths().sys + "/bus/thunderbolt",
                                            above("0000:00:07.0/subsystem"));
  EXPECT_EQ(external(), true);
}

TEST_F(AncestryTest, CallsACardInternalWhenNothingSaysOtherwise) { EXPECT_EQ(external(), false); }

TEST_F(AncestryTest, CallsAFixedOrUnmarkedCardInternal) {
  FakeMachine::write(card_ + "/removable", "fixed\n");
  FakeMachine::write(above("0000:00:07.0/removable"), "unknown\n");
  EXPECT_EQ(external(), false);
}

TEST_F(AncestryTest, DoesNotGuessAboutACardThatIsGone) {
  std::filesystem::remove_all(card_);
  EXPECT_EQ(external(), std::nullopt);
}

TEST_F(AncestryTest, DoesNotLeaveSysfs) {
  FakeMachine::write(machine_.paths().sys + "/removable", "removable\n");
  FakeMachine::write(machine_.paths().sys + "/devices/removable", "removable\n");
  EXPECT_EQ(external(), false);
  EXPECT_EQ(is_external(machine_.paths().sys, "/elsewhere/0000:03:00.0"), std::nullopt);
}

}  // namespace
}  // namespace rmcp::device
