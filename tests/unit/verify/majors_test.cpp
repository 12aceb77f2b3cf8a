// SPDX-License-Identifier: MIT
// Versions in file names, and whether they belong together. The names are those of real releases.
#include "lib/verify/majors.hpp"

#include "lib/verify/file_version.hpp"

#include <gtest/gtest.h>

namespace rmcp::verify {
namespace {

SetManifest set_of(const std::vector<std::string>& sonames, const std::string& rocm = "") {
  SetManifest set;
  set.rocm_version = rocm;
  for (const auto& soname : sonames) set.libraries.push_back({.file = soname, .soname = soname});
  return set;
}

TEST(FileVersion, ReleasesOfAmdAreToldFromOtherNumbers) {
  EXPECT_EQ(rocm_of_file("libhsa-runtime64.so.1.14.60203"), "6.2.3");
  EXPECT_EQ(rocm_of_file("libhsa-runtime64.so.1.18.70203"), "7.2.3");
  EXPECT_EQ(rocm_of_file("libamdhip64.so.7.2.70201"), "7.2.1");
  EXPECT_EQ(rocm_of_file("libamd_comgr.so.2.4.50000"), "5.0.0");
  for (const auto* name :
       {"libhsa-runtime64.so.1.5.0", "libhsa-runtime64.so.1", "libamdhip64.so.5.2.21153",
        "libamdhip64.so.7.14.60850", "libamdhip64.so.7.15.26333", "libamdhip64.so.7.2.53211",
        "libamdhip64.so.7.1.25421-32f9fa6ca5", "libamdhip64.so", "librocm.60203", ""})
    EXPECT_EQ(rocm_of_file(name), "") << name;
}

TEST(FileVersion, ABuildNumberOfHipIsNoReleaseInAnyOfItsFiles) {
  EXPECT_EQ(rocm_of_file("libhiprtc.so.6.2.60203"), "6.2.3");
  EXPECT_EQ(rocm_of_file("libhiprtc-builtins.so.7.2.70201"), "7.2.1");
  for (const auto* name :
       {"libhiprtc.so.7.2.53211", "libhiprtc-builtins.so.7.2.53211", "libhiprtc.so.6.1.40093",
        "libhiprtc.so.6.4.43484", "libhiprtc-builtins.so.7.14.60850", "libamdhip64.so.6.4.43484"})
    EXPECT_EQ(rocm_of_file(name), "") << name;
}

TEST(FileVersion, ANumberThatNoRocmHadIsNoReleaseOfAnotherFile) {
  EXPECT_EQ(rocm_of_file("librocblas.so.4.2.60402"), "6.4.2");
  EXPECT_EQ(rocm_of_file("librocblas.so.5.4.100100"), "10.1.0");
  for (const auto* name :
       {"libother.so.7.2.53211", "libother.so.6.4.43484", "libother.so.4.40500.1",
        "libother.so.6.5.60500", "libother.so.1.2.40093"})
    EXPECT_EQ(rocm_of_file(name), "") << name;
}

TEST(FileVersion, HipHasItsRocmsMajorUpToSeven) {
  EXPECT_TRUE(is_hip_of_rocm(5, 5));
  EXPECT_TRUE(is_hip_of_rocm(7, 7));
  EXPECT_TRUE(is_hip_of_rocm(7, 10));
  EXPECT_TRUE(is_hip_of_rocm(10, 10));
  EXPECT_FALSE(is_hip_of_rocm(6, 5));
  EXPECT_FALSE(is_hip_of_rocm(5, 6));
  EXPECT_FALSE(is_hip_of_rocm(6, 10));
  EXPECT_FALSE(is_hip_of_rocm(11, 10));
}

TEST(MixedMajors, WhatBelongsTogetherIsNotMixed) {
  const auto whole = set_of({"libamdhip64.so.6", "libhsa-runtime64.so.1"}, "6.2.3");
  EXPECT_EQ(mixed_majors(whole, {"libamdhip64.so.6.2.60203", "libhsa-runtime64.so.1.14.60203"}),
            "");
  EXPECT_EQ(mixed_majors(set_of({"libamdhip64.so.5"}, "5.2.3"),
                         {"libamdhip64.so.5.2.21153", "libhsa-runtime64.so.1.5.0"}),
            "");
  EXPECT_EQ(mixed_majors(set_of({"libamdhip64.so.7"}, "10.0.0"),
                         {"libamdhip64.so.7.15.26333", "libhsa-runtime64.so.1.21.0"}),
            "");
  EXPECT_EQ(mixed_majors(set_of({"libamdhip64.so.7"}, "7.14.0"), {"libamdhip64.so.7.14.60850"}),
            "");
  EXPECT_EQ(mixed_majors(set_of({"libamdhip64.so.7"}),
                         {"libamdhip64.so.7.2.53211", "libhsa-runtime64.so.1.18.0",
                          "libhiprtc.so.7.2.53211", "libhiprtc-builtins.so.7.2.53211"}),
            "");
  EXPECT_EQ(mixed_majors(set_of({"libamdhip64.so"}, "6.2.0"), {"libamdhip64.so"}), "");
  EXPECT_EQ(mixed_majors(set_of({}), {}), "");
}

TEST(MixedMajors, FilesOfTwoReleasesAre) {
  EXPECT_EQ(mixed_majors(set_of({"libamdhip64.so.6"}),
                         {"libamdhip64.so.6.2.60203", "libhsa-runtime64.so.1.12.50700"}),
            "ROCm 5 (libhsa-runtime64.so.1.12.50700) and ROCm 6 (libamdhip64.so.6.2.60203) are "
            "mixed");
  EXPECT_EQ(mixed_majors(set_of({"libamdhip64.so.5"}), {"libhsa-runtime64.so.1.14.60203"}),
            "HIP 5 (libamdhip64.so.5) and ROCm 6 (libhsa-runtime64.so.1.14.60203) are mixed");
  EXPECT_EQ(mixed_majors(set_of({"libamdhip64.so.6"}, "5.2.0"), {}),
            "HIP 6 (libamdhip64.so.6) and ROCm 5 (rocm_version) are mixed");
  EXPECT_EQ(mixed_majors(set_of({"libamdhip64.so.6", "libamdhip64.so.5"}), {}),
            "HIP 5 (libamdhip64.so.5) and HIP 6 (libamdhip64.so.6) are mixed");
}

TEST(MixedMajors, LibrariesBesideTheRuntimeDoNotCount) {
  EXPECT_EQ(mixed_majors(set_of({"libamdhip64.so.6"}), {"librocm_smi64.so.1.0.50700"}), "");
}

}  // namespace
}  // namespace rmcp::verify
