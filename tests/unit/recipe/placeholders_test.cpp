// SPDX-License-Identifier: MIT
// Placeholders.
#include "client/recipe/placeholders.hpp"

#include <gtest/gtest.h>

namespace rmcp::recipe {
namespace {

std::optional<std::string> lookup(std::string_view name) {
  if (name == "prefix") return "/opt/x";
  if (name == "source:a-b") return "/tree/a-b";
  return std::nullopt;
}

TEST(Placeholders, AreReplacedWhereverTheyStand) {
  EXPECT_EQ(expand("-DCMAKE_INSTALL_PREFIX=@prefix@", lookup), "-DCMAKE_INSTALL_PREFIX=/opt/x");
  EXPECT_EQ(expand("@prefix@/lib:@source:a-b@", lookup), "/opt/x/lib:/tree/a-b");
}

TEST(Placeholders, LeaveOtherSignsAlone) {
  EXPECT_EQ(expand("git@host:x", lookup), "git@host:x");
  EXPECT_EQ(expand("a @ b @prefix@", lookup), "a @ b /opt/x");
  EXPECT_EQ(expand("me@prefix@", lookup), "me/opt/x");
  EXPECT_EQ(expand("@@prefix@@", lookup), "@prefix@");
  EXPECT_EQ(expand("@", lookup), "@");
  EXPECT_EQ(expand("", lookup), "");
}

TEST(Placeholders, WhatIsNotReplacedIsNotReadAgain) {
  const auto tricky = [](std::string_view) { return std::optional<std::string>("@prefix@"); };
  EXPECT_EQ(expand("@x@", tricky), "@prefix@");
}

TEST(Placeholders, UnknownOnesAreFound) {
  EXPECT_EQ(unknown_placeholder("@prefix@ @prefx@ @other@", lookup), "prefx");
  EXPECT_EQ(unknown_placeholder("a@b c@d @@ @prefix@", lookup), std::nullopt);
  EXPECT_EQ(expand("@prefx@", lookup), "@prefx@");
}

}  // namespace
}  // namespace rmcp::recipe
