#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The GPU code in ELF files, read without any code of rmcpctl.

bundles.py list FILE...             the targets in each FILE: "FILE: gfx906:xnack- gfx1030"
bundles.py cut FILE TARGET OUT      a bundle with TARGET's first code object alone; --all: every target, OUT is a folder

Formats: "Clang Offload Bundler" of LLVM's documentation, for the compressed ones also llvm/lib/Object/OffloadBundle.cpp.
"""
import mmap
import os
import struct
import sys
import zlib

MAGIC, COMPRESSED, PAGE = b"__CLANG_OFFLOAD_BUNDLE__", b"CCOB", 4096


def fatbin(data):
    """Where the section .hip_fatbin is: (offset, size)."""
    table, = struct.unpack_from("<Q", data, 0x28)
    width, count, names = struct.unpack_from("<HHH", data, 0x3A)
    sections = [struct.unpack_from("<IIQQQQ", data, table + i * width) for i in range(count)]
    start = sections[names][4]
    for name, kind, _, _, offset, size in sections:
        at = start + name
        if kind == 1 and data[at:at + 12] == b".hip_fatbin\0":
            return offset, size
    return 0, 0


def entries(bundle):
    """(id, code) of each entry of a bundle, and how long the bundle is."""
    count, = struct.unpack_from("<Q", bundle, len(MAGIC))
    at, found, end = len(MAGIC) + 8, [], 0
    for _ in range(count):
        offset, size, length = struct.unpack_from("<QQQ", bundle, at)
        identity = bytes(bundle[at + 24:at + 24 + length]).decode()
        found.append((identity, bundle[offset:offset + size]))
        at += 24 + length
        end = max(end, offset + size, at)
    return found, end


def unpacked(data):
    """What is in a compressed bundle, and its length in the file."""
    version, method = struct.unpack_from("<HH", data, 4)
    if version == 1:
        whole, head = len(data), 20
    else:
        whole, head = struct.unpack_from("<Q" if version > 2 else "<I", data, 8)[0], 32 if version > 2 else 24
    packed = bytes(data[head:whole])
    if method == 0:
        return zlib.decompressobj().decompress(packed), whole
    import zstandard
    return zstandard.ZstdDecompressor().decompressobj().decompress(packed), whole


def code_of(path):
    """(id, code) of all that is in the file, in its order."""
    with open(path, "rb") as file:
        data = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
    at, size = fatbin(data)
    end = at + size
    while at < end:
        length = 1
        if data[at:at + 4] == COMPRESSED:
            bundle, length = unpacked(data[at:end])
            yield from entries(bundle)[0]
        elif data[at:at + len(MAGIC)] == MAGIC:
            found, length = entries(data[at:end])
            yield from found
        # hipcc aligns bundles to pages; the first begins where the section does.
        at += (length + PAGE - 1) // PAGE * PAGE


def gpu_code_of(path):
    for identity, code in code_of(path):
        # The compiler keeps empty entries for targets that a source has no code for.
        if not identity.startswith("host-") and len(code) > 0:
            yield identity.split("--", 1)[1], code


def targets(path):
    return sorted({target for target, _ in gpu_code_of(path)})


def bundle_of(target, code):
    """A bundle as hipcc writes one, with this code alone."""
    names = [b"host-x86_64-unknown-linux--", b"hipv4-amdgcn-amd-amdhsa--" + target.encode()]
    sizes = [0, len(code)]
    head = MAGIC + struct.pack("<Q", len(names))
    for name, size in zip(names, sizes):
        head += struct.pack("<QQQ", PAGE, size, len(name)) + name
    return head.ljust(PAGE, b"\0") + bytes(code)


def cut(path, wanted, out):
    done = set()
    for target, code in gpu_code_of(path):
        if target in done or wanted not in ("--all", target):
            continue
        done.add(target)
        name = os.path.join(out, target) if wanted == "--all" else out
        with open(name, "wb") as file:
            file.write(bundle_of(target, code))
    return 0 if done else 1


def main(arguments):
    if len(arguments) >= 2 and arguments[0] == "list":
        for path in arguments[1:]:
            print(f"{os.path.basename(path)}: {' '.join(targets(path))}")
        return 0
    if len(arguments) == 4 and arguments[0] == "cut":
        return cut(*arguments[1:])
    print(__doc__, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
