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
  run       analyse all files of compile_commands.json as one program
  link      the last step of run: merge what it stored, in one folder or many
  census    what each restore of the program is: does it need to disable?
  query     who calls a function with interrupts off, what may enable under it
  contract  does the contract say what the functions of a program really do?
  explain   print the page of a check
  lsp       language server on stdio, for editors
  kbuild    for  make C=1 CHECK="pvlint kbuild"
  cc        for  make O=DIR CC="pvlint cc": extracts instead of compiling
  solve     analyse flow programs in text form (*.flow)
  help      explain a subcommand: pvlint help check

  --list-checks              print name, clause and summary of each check
  --plugin-path [--tidy] [--llvm N]
                             print where the Clang plugin, or the clang-tidy
                             module, (for LLVM N) is
  --version
  --help
)";

#define PVLINT_COMMON_OPTIONS                                                  \
  "  --level=LEVEL     show findings of this level and above: error, "         \
  "warning\n"                                                                  \
  "                    (default) or audit\n"                                   \
  "  --checks=GLOBS    only these checks: comma-separated, -GLOB leaves out\n" \
  "  --contract FILE   add a contract file, or one that is built in: xen,\n"   \
  "                    linux-pre-5.12 (repeatable)\n"

#define PVLINT_REPORT_OPTIONS                                                  \
  "  --format=FORM[=FILE]\n"                                                   \
  "                    text (default), json, sarif, html, github, gitlab or\n" \
  "                    rdjson (repeatable)\n"                                  \
  "  --baseline FILE   do not report findings that FILE lists\n"               \
  "  --update-baseline\n"                                                      \
  "                    write FILE so that it lists the findings of now\n"      \
  "  --diff REV        only findings that pass through lines changed since "   \
  "REV\n"
#define PVLINT_BASE_OPTION                                                     \
  "  --base DIR        only findings that the program before, of which DIR "   \
  "has\n"                                                                      \
  "                    the flow files, has not; with --diff wherever they "    \
  "are\n"                                                                      \
  "                    (repeatable, for shards)\n"

static constexpr llvm::StringLiteral Check =
    R"(usage: pvlint check [OPTION…] FILE… -- FLAG…
       pvlint check [OPTION…] -p BUILD [FILE…]
       pvlint check [OPTION…] FILE…

Analyses C files, and of assembly (FILE.S, FILE.o) what fills the paravirt ops
and what goes past them.
FLAGs are those of the compiler, or its whole command line.
BUILD is a folder with compile_commands.json, or that file; without FILE, all
its .c files are analysed. With neither, compile_commands.json is looked for
in the folders above the first FILE.

)" PVLINT_COMMON_OPTIONS PVLINT_REPORT_OPTIONS
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
  --baseline FILE   do not report findings that FILE lists
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
                    with +32 appended where an unsigned long has 32 bits,
                    then with +rt for PREEMPT_RT
  --fail-on=LEVEL   exit with 1 on findings of this level and above (default
                    warning), or never
  --stats           print counts to stderr
  --quiet           no sums on stderr
)";

static constexpr llvm::StringLiteral Run =
    R"(usage: pvlint run [OPTION…] -p BUILD

Analyses the .c files of a compile database as one program: extracts each into
a flow file, links them, and reports. What is stored is used again by the next
run; after an interruption, the same command goes on where it was.

  -p BUILD          a folder with compile_commands.json, or that file
                    (default: the current folder)
  -j N              extract N files at a time (default: one for each core)
  -o DIR            the folder for flow files (default: .pvlint in BUILD)
  --shard=I/N       extract only the I-th of N parts, and do not link: for
                    several machines, then 'pvlint link DIR…'
  --unit-timeout=S  give up on a file after S seconds (default: 600)
)" PVLINT_COMMON_OPTIONS PVLINT_REPORT_OPTIONS PVLINT_BASE_OPTION
    R"(  --fail-on=LEVEL   exit with 1 on findings of this level and above (default
                    warning), or never
  --fix             apply the fix-its of the findings shown
  --fix=diff        print them as a diff instead, and the findings to stderr
  --stats           print counts and times to stderr
  --quiet           no progress, notes and sums on stderr

Exit status: 0 clean, 1 findings, 2 something could not be analysed (the rest
was), 130 interrupted.
)";

static constexpr llvm::StringLiteral Link =
    R"(usage: pvlint link [OPTION…] DIR…

Merges the folders of 'pvlint run' (its shards, in any order) or of 'pvlint cc',
analyses the whole program and reports. Nothing is parsed again.

)" PVLINT_COMMON_OPTIONS PVLINT_REPORT_OPTIONS PVLINT_BASE_OPTION
    R"(  --fail-on=LEVEL   exit with 1 on findings of this level and above (default
                    warning), or never
  --stats           print counts and times to stderr
  --quiet           no notes and sums on stderr

Exit status: 0 clean, 1 findings, 2 the folders cannot be used, or lack units
that could not be analysed.
)";

static constexpr llvm::StringLiteral Cc =
    R"(usage: make O=DIR LLVM=1 CC="pvlint cc [OPTION…] [COMPILER]" FOLDER/…
       pvlint link DIR/.pvlint

Lets Kbuild find the files and flags. C files of the kernel are extracted into
DIR/.pvlint and their objects are empty; all else is compiled by COMPILER, which
the kernel has to accept (default: $PVLINT_CLANG, $PVLINT_CC, or Clang 22). What
Kbuild does not do again is not analysed again. vmlinux cannot be linked from
such objects, and a folder that they are in has to be cleaned before it can be
used for a build that is meant to run.

  --contract FILE   more of the contract, added to the built-in one; may be
                    repeated, and comes after 'contract:' of .pvlint.yaml
  PVLINT_OUT=DIR    in the environment: another folder for flow files
)";

static constexpr llvm::StringLiteral Query =
    R"(usage: pvlint query [OPTION…] [-p BUILD | DIR] COMMAND NAME
       pvlint query [OPTION…] [-p BUILD | DIR] --sql STATEMENT

Asks what 'pvlint run' or 'pvlint link' found out about a program. NAME is a
function, or FILE:FUNCTION where several files have one of that name.

  callers-off NAME  who enters it with interrupts off: chains of calls from
                    what turned them off, shortest first
  may-enable NAME   what turns interrupts on between its start and its end
  contexts NAME     in which states it is entered, with one example
  callers NAME      its callers, with the states of each call
  callees NAME      what it calls
  sites NAME        restores in a function, or in a file or folder
  annotations NAME  what the declarations of a function, or those in a file or
                    folder, say to pvlint, and how many functions use it

  -p BUILD          a folder with compile_commands.json, or that file (default:
                    the current folder); or DIR, the folder of flow files
  --limit=N         no more than N lines (default: 20)
  --sql STATEMENT   run a statement that reads (docs/index.md has the tables)
  --contract FILE   as for run, when the index has to be made first
  --quiet           no notes on stderr

Exit status: 0, also when there is no answer; 2 when there is no such function.
)";

static constexpr llvm::StringLiteral Census =
    R"(usage: pvlint census [OPTION…] [-p BUILD | DIR] [PATH…]

Says of every restore of a program whether it may stay an enable: proven
(interrupts are off there), no-op (they already are what the word says), needs
(it would have to disable), or unknown, and why. PATHs limit it to files and
folders.

  -p BUILD          a folder with compile_commands.json, or that file (default:
                    the current folder); or DIR, the folder of flow files
  --by=KEY          one line for each subsystem (default), file or function
  --depth=N         a subsystem is the first N folders of the path
  --list=VERDICT[/REASON]
                    the places behind a number: proven, no-op, needs, unknown,
                    unknown/unknown-word, ..., all
  --format=FORM[=FILE]
                    text (default) or json (repeatable)
  --contract FILE   as for run, when the program has to be linked first
  --quiet           no notes on stderr

Exit status: 0, or 2 when there is nothing to count.
)";

static constexpr llvm::StringLiteral Lsp =
    R"(usage: pvlint lsp [OPTION…]

A language server on stdin and stdout, for an editor to start: diagnostics as you
type, code actions, and the interrupt state under the cursor. docs/lsp.md has its
settings. Files need a compile_commands.json in their folder or above.

  -p BUILD          the compile_commands.json, or a folder with one, of all files
)" PVLINT_COMMON_OPTIONS
    R"(  -j N              analyse N files at a time (default: one for each core)
)";

static constexpr llvm::StringLiteral Contract =
    R"(usage: pvlint contract --verify [OPTION…] [-p BUILD | DIR]

Compares what the contract says of functions with what their bodies in a program
do, as far as they are part of it. Whether one sleeps is judged by what it can
reach. Needs what 'pvlint run' stored; nothing is parsed.

  -p BUILD          a folder with compile_commands.json, or that file (default:
                    the current folder); or DIR, the folder of flow files
  --list            print every entry with its verdict
  --contract FILE   as for run
  --quiet           no sum on stderr

Exit status: 0 no difference, 1 some, 2 there is nothing to compare with.
)";

static constexpr llvm::StringLiteral Explain =
    R"(usage: pvlint explain [OPTION…] [CHECK…]

Prints the page of a check: an example of what is wrong, what happens then, the
same code put right, and what the check does not see. Without CHECK, lists the
checks.

  --[no-]color      color the page (default: on a terminal)

Exit status: 0, or 2 when there is no such check.
)";

llvm::StringRef usage(llvm::StringRef Subcommand) {
  return llvm::StringSwitch<llvm::StringRef>(Subcommand)
      .Case("", Main)
      .Case("check", Check)
      .Case("kbuild", Kbuild)
      .Case("solve", Solve)
      .Case("run", Run)
      .Case("link", Link)
      .Case("query", Query)
      .Case("census", Census)
      .Case("contract", Contract)
      .Case("lsp", Lsp)
      .Case("explain", Explain)
      .Case("cc", Cc)
      .Default("");
}

} // namespace pvlint::tool
