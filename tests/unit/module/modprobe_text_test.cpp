// SPDX-License-Identifier: MIT
// modprobe.d, the kernel command line and the stamp of an initramfs: read and written.
#include "lib/module/modprobe_text.hpp"

#include "lib/module/initramfs.hpp"
#include "lib/module/kernel_command_line.hpp"

#include <gtest/gtest.h>

namespace rmcp {
namespace {

std::string parsed(std::string_view text) {
  std::string out;
  for (const auto& o : parse_modprobe_options(text, "amdgpu", "f"))
    out += o.name + "=" + o.value + "@" + std::to_string(o.line) + ";";
  return out;
}

TEST(ModprobeText, TakesTheOptionsOfTheModuleOnly) {
  EXPECT_EQ(parsed("options amdgpu noretry=1 runpm=0\noptions radeon modeset=0\nalias x amdgpu\n"
                   "options amdgpu dpm=1"),
            "noretry=1@1;runpm=0@1;dpm=1@4;");
  EXPECT_EQ(parsed("# options amdgpu noretry=1\nblacklist amdgpu\noptions amdgpu\n"), "");
}

TEST(ModprobeText, JoinsLinesAndDropsQuotes) {
  EXPECT_EQ(parsed("\noptions amdgpu \\\n  noretry=1\noptions amdgpu virtual_display=\"a b\"\n"),
            "noretry=1@2;virtual_display=a b@4;");
  EXPECT_EQ(parsed("options amdgpu debug-evictions\n"), "debug_evictions=1@1;");
}

// As modprobe of kmod 30 prints it with -n -v.
TEST(ModprobeText, QuotesMeanNothingBeforeTheOptions) {
  EXPECT_EQ(parsed("options \"amdgpu\" noretry=1\n"), "") << "another module";
  EXPECT_EQ(parsed("options amd\"gpu\" noretry=1\n"), "");
  EXPECT_EQ(parsed("\"options\" amdgpu noretry=1\n"), "");
  EXPECT_EQ(parsed("options\tamdgpu\tnoretry=1\n"), "noretry=1@1;");
}

TEST(ModprobeText, SurvivesWhateverStandsThere) {
  for (const std::string text : {"\\", "\\\n", "\"", "options", "options amdgpu =", "\n\n\\\n\\"})
    parsed(text);
  EXPECT_EQ(parsed("options amdgpu ="), "=@1;");
}

TEST(ModprobeFile, IsReadBackAsItWasWritten) {
  const Assignments options{{"lockup_timeout", "10000,60000"},
                            {"noretry", "-1"},
                            {"virtual_display", "0000:03:00.0,2;x y"}};
  const auto text = modprobe_file(options);
  ASSERT_TRUE(text);
  Assignments again;
  for (const auto& o : parse_modprobe_options(*text, "amdgpu", "f"))
    again.emplace_back(o.name, o.value);
  EXPECT_EQ(again, options);
  EXPECT_EQ(*modprobe_file({}), "");
}

TEST(ModprobeFile, EveryPrintableValueComesBackOrIsRefused) {
  for (int a = 1; a < 256; ++a) {
    const std::string value{'x', static_cast<char>(a), 'y'};
    const auto word = modprobe_word("p", value);
    const bool fit = a >= 0x20 && a < 0x7f && a != '"' && a != '\\';
    ASSERT_EQ(word.has_value(), fit) << a;
    if (!fit) continue;
    const auto options = parse_modprobe_options("options amdgpu " + *word + " q=1\n", "amdgpu", "");
    ASSERT_EQ(options.size(), 2u) << a;
    EXPECT_EQ(options[0].value, value);
  }
  EXPECT_FALSE(modprobe_word("a b", "1"));
  EXPECT_FALSE(modprobe_word("", "1"));
  EXPECT_EQ(*modprobe_word("p", ""), "p=\"\"");
}

TEST(ModprobeOrder, IsByNameAndTheEarlierFolderMasks) {
  EXPECT_EQ(
      modprobe_order({{"/etc", {"rmcp.conf", "b.conf", "x.txt", ".h.conf"}},
                      {"/lib", {"a.conf", "b.conf", "z.alias"}}}),
      (std::vector<std::string>{"/lib/a.conf", "/etc/b.conf", "/etc/rmcp.conf", "/lib/z.alias"}));
}

TEST(KernelCommandLine, SaysWhatItWantsOfAModule) {
  const auto arguments = module_arguments(
      "BOOT_IMAGE=/x root=UUID=a.b amdgpu.noretry=0 amdgpu.noretry=1 amdgpu.debug-evictions "
      "amdgpu.virtual_display=\"a b\" i915.x=1 -- amdgpu.dpm=0",
      "amdgpu");
  const std::map<std::string, std::string, std::less<>> expected{
      {"noretry", "1"}, {"debug_evictions", "1"}, {"virtual_display", "a b"}};
  EXPECT_EQ(arguments, expected);
}

// lib/cmdline.c:next_arg
TEST(KernelCommandLine, DropsTheQuotesAroundAWordOrAValueOnly) {
  const auto words = [](std::string_view line) {
    std::string out;
    for (const auto& word : kernel_words(line)) out += "<" + word + ">";
    return out;
  };
  EXPECT_EQ(words("a=\"x y\" \"b=x y\" c"), "<a=x y><b=x y><c>");
  EXPECT_EQ(words("a=x\"y z\"w b"), "<a=x\"y z\"w><b>") << "inner ones stay";
  EXPECT_EQ(words("a=\"x\"y"), "<a=x\"y>");
  EXPECT_EQ(words("\"b=\"x y\"\" c"), "<b=x><y\"\"><c>");
  EXPECT_EQ(words("a=\" b"), "<a= b>") << "never closed";
  EXPECT_EQ(words("a=\"\" b=\""), "<a=><b=>");
  EXPECT_EQ(words("  =x \n"), "<=x>");
  EXPECT_EQ(words("\"\" a -- b"), "<><a><-->");
  EXPECT_EQ(words("a=-- \"--\" b"), "<a=--><-->");
  EXPECT_EQ(words(""), "");
}

TEST(InitramfsStamp, IsOnlyOneWithItsMark) {
  const auto stamp = parse_initramfs_stamp(
      "# rmcp initramfs stamp 1\nmodule amdgpu yes\noptions amdgpu noretry=1\n");
  ASSERT_TRUE(stamp);
  EXPECT_EQ(stamp->has_module, true);
  EXPECT_EQ(stamp->options, (Assignments{{"noretry", "1"}}));
  EXPECT_FALSE(parse_initramfs_stamp("options amdgpu noretry=1\n"));
  EXPECT_FALSE(parse_initramfs_stamp(""));
  EXPECT_EQ(parse_initramfs_stamp("# rmcp initramfs stamp 1\n")->has_module, std::nullopt);
}

TEST(Distribution, HasItsOwnCommand) {
  EXPECT_EQ(os_release_id("NAME=\"Debian\"\nID=debian\n"), "debian");
  EXPECT_EQ(os_release_id("VERSION_ID=1\nID=\"opensuse-leap\"\n"), "opensuse-leap");
  EXPECT_EQ(os_release_id(""), "");
  EXPECT_EQ(rebuild_command({"debian", {"update-initramfs", "dracut"}}), "update-initramfs -u");
  EXPECT_EQ(rebuild_command({"fedora", {"dracut"}}), "dracut -f");
  EXPECT_EQ(rebuild_command({"arch", {"mkinitcpio"}}), "mkinitcpio -P");
  EXPECT_EQ(rebuild_command({"x", {}}), "");
  EXPECT_EQ(kernel_arguments_advice({"fedora", {"rpm-ostree", "dracut"}}, "amdgpu.noretry=1"),
            "rpm-ostree kargs --append-if-missing=amdgpu.noretry=1");
  EXPECT_EQ(kernel_arguments_advice({"nixos", {}}, "amdgpu.noretry=1"),
            "add to boot.kernelParams: amdgpu.noretry=1");
}

}  // namespace
}  // namespace rmcp
