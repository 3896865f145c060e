//===- Usage.cpp - help texts ---------------------------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Commands.h"
#include "llvm/ADT/StringSwitch.h"

namespace pvlint::tool {

static constexpr llvm::StringLiteral Main =
    R"(usage: pvlint SUBCOMMAND [OPTION…] …

Checks C code against the contract of the Linux kernel's interrupt flags.

  check     analyse C files, with flags given or from compile_commands.json
  kbuild    for  make C=1 CHECK="pvlint kbuild"
  solve     analyse flow programs in text form (*.flow)
  help      explain a subcommand: pvlint help check

  --plugin-path [--llvm N]   print where the Clang plugin (for LLVM N) is
  --version
  --help
)";

#define PVLINT_COMMON_OPTIONS                                                  \
  "  --level=LEVEL     show findings of this level and above: error, "         \
  "warning\n"                                                                  \
  "                    (default) or audit\n"                                   \
  "  --checks=GLOBS    only these checks: comma-separated, -GLOB leaves out\n" \
  "  --contract FILE   add a contract file (repeatable)\n"

static constexpr llvm::StringLiteral Check =
    R"(usage: pvlint check [OPTION…] FILE… -- FLAG…
       pvlint check [OPTION…] -p BUILD [FILE…]
       pvlint check [OPTION…] FILE…

Analyses C files. FLAGs are those of the compiler, or its whole command line.
BUILD is a folder with compile_commands.json, or that file; without FILE, all
its .c files are analysed. With neither, compile_commands.json is looked for
in the folders above the first FILE.

)" PVLINT_COMMON_OPTIONS
    R"(  --fail-on=LEVEL   exit with 1 on findings of this level and above (default
                    warning), or never
  --fix             apply the fix-its of the findings shown
  --fix=diff        print them as a diff instead, and the findings to stderr
  -j N              analyse N files at a time (default: one for each core)
  --emit-flow       print the flow program instead of findings
  --stats           print counts and times to stderr
  --[no-]color      color the findings (default: on a terminal)
  --quiet           no notes and sums on stderr

Exit status: 0 clean, 1 findings, 2 something could not be analysed.
)";

static constexpr llvm::StringLiteral Kbuild =
    R"(usage: make C=1 CHECK="pvlint kbuild [OPTION…]"      (C=2: all files)
       pvlint kbuild [OPTION…] FLAG… FILE

Analyses a file as part of a kernel build, made with Clang or gcc. Options
come before the compiler's flags. Findings go to stderr.

)" PVLINT_COMMON_OPTIONS
    R"(  --fail-on=LEVEL   exit with 1 on findings of this level and above: stops
                    make (default: never)
  --strict          exit with 2 if the file could not be analysed
  --fix             apply the fix-its of the findings shown (not with make -j)
  --stats           print counts and times
  --[no-]color      color the findings (default: on a terminal)
  --quiet           no sums
)";

static constexpr llvm::StringLiteral Solve =
    R"(usage: pvlint solve [OPTION…] FILE.flow…

Analyses flow programs, written by hand or by 'pvlint check --emit-flow'. Each
file is a program of its own; - is stdin.

)" PVLINT_COMMON_OPTIONS
    R"(  --arch=ARCH       the contract of this architecture: x86 (default), arm64,
                    with +rt appended for PREEMPT_RT
  --fail-on=LEVEL   exit with 1 on findings of this level and above (default
                    warning), or never
  --stats           print counts to stderr
  --quiet           no sums on stderr
)";

llvm::StringRef usage(llvm::StringRef Subcommand) {
  return llvm::StringSwitch<llvm::StringRef>(Subcommand)
      .Case("", Main)
      .Case("check", Check)
      .Case("kbuild", Kbuild)
      .Case("solve", Solve)
      .Default("");
}

} // namespace pvlint::tool
