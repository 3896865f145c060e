//===- Subcommands.cpp - the table of subcommands -------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Subcommands.h"
#include "Commands.h"
#include "Options.h"

using llvm::StringRef;

namespace pvlint::tool {

static constexpr SubcommandRow Table[] = {
    {"check", Subcommand::Check, runCheck,
     "analyse C files, with flags given or from compile_commands.json",
     R"(usage: pvlint check [OPTION…] FILE… -- FLAG…
       pvlint check [OPTION…] -p BUILD [FILE…]
       pvlint check [OPTION…] FILE…

Analyses C files. In assembly (FILE.S, FILE.o) it checks functions that implement
the paravirt ops, and code that bypasses them.
A header (FILE.h) is analysed as part of a unit that includes it. FILE may be a
folder, a pattern in quotes, or - for stdin; files that are not C are skipped with
a note. FLAGs are the compiler's flags, or its whole command line.
BUILD is a folder with compile_commands.json, or that file; without FILE, all
its .c files are analysed. With neither, compile_commands.json is searched for
in the folders above the first FILE, then in the current one.

)",
     R"(
Exit status: 0 clean, 1 findings, 2 something could not be analysed.
)"},
    {"run", Subcommand::Run, runRun,
     "analyse all files of compile_commands.json as one program",
     R"(usage: pvlint run [OPTION…] -p BUILD

Analyses the .c files of a compile database as one program: extracts each into
a flow file, links them, and reports. The next run reuses what is stored; after
an interruption, the same command resumes where it stopped.

)",
     R"(
Exit status: 0 clean, 1 findings, 2 something could not be analysed (the rest
was), 130 interrupted (128 and the number of the signal).
)"},
    {"link", Subcommand::Link, runLink,
     "the last step of run: merge what it stored, in one folder or many",
     R"(usage: pvlint link [OPTION…] DIR…

Merges the folders of 'pvlint run' (its shards, in any order) or of 'pvlint cc',
analyses the whole program and reports. Nothing is parsed again.

)",
     R"(
Exit status: 0 clean, 1 findings, 2 the folders cannot be used, or lack units
that could not be analysed.
)"},
    {"census", Subcommand::Census, runCensus,
     "for each restore of the program: does it ever have to disable?",
     R"(usage: pvlint census [OPTION…] [-p BUILD | DIR] [PATH…]

Says for every restore of a program whether it ever has to disable interrupts:
proven (never: they are disabled there), no-op (they already are as the flags
say), needs (it would have to disable them), or unknown, and why. PATHs limit it
to files and folders.

)",
     R"(
Exit status: 0, or 2 if there is nothing to count.
)"},
    {"convert", Subcommand::Convert, runConvert,
     "rewrite sections to counted interrupt disabling, where possible",
     R"(usage: pvlint convert [OPTION…] -p BUILD [PATH…]
       pvlint convert [OPTION…] FILE… -- FLAG…

Finds the sections that disable interrupts, and rewrites those that can use
something else: spin_lock_irq_disable() instead of spin_lock_irqsave() and
spin_lock_irq(), spin_lock() if interrupts are already disabled, spin_lock_irq()
if they are always enabled. Prints a diff, and on stderr a table of all sections
with what prevents the others. PATHs limit it to files and folders.

)",
     R"(
Exit status: 0, or 2 if something could not be analysed or written.
)"},
    {"query", Subcommand::Query, runQuery,
     "who calls a function with interrupts disabled, what below it enables",
     R"(usage: pvlint query [OPTION…] [-p BUILD | DIR] COMMAND NAME
       pvlint query [OPTION…] [-p BUILD | DIR] --sql STATEMENT

Asks what 'pvlint run' or 'pvlint link' found out about a program. NAME is a
function, or FILE:FUNCTION if several files have one of that name.

  callers-off NAME  who enters it with interrupts disabled: chains of calls from
                    what disabled them, shortest first
  may-enable NAME   what enables interrupts between its start and its end
  contexts NAME     in which states it is entered, with one example
  callers NAME      its callers, with the states of each call
  callees NAME      what it calls
  sites NAME        restores in a function, or in a file or folder
  annotations NAME  what the declarations of a function, or those in a file or
                    folder, say, and how many functions use them

)",
     R"(
Exit status: 0, even if there is no answer; 2 if there is no such function.
)"},
    {"contract", Subcommand::Contract, runContract,
     "compare contract entries with what the functions really do",
     R"(usage: pvlint contract --verify [OPTION…] [-p BUILD | DIR]

Compares what the contract says about functions with what their bodies in a
program do, if the program has them. Whether a function sleeps is judged by what
it can reach. Needs what 'pvlint run' stored; nothing is parsed.

)",
     R"(
Exit status: 0 no differences, 1 differences, 2 nothing to compare with.
)"},
    {"explain", Subcommand::Explain, runExplain, "print the page of a check",
     R"(usage: pvlint explain [OPTION…] [CHECK…]

Prints the page of a check: an example of what is wrong, what happens at run
time, the corrected code, and what the check does not see. CHECK may also be a
clause of the contract (C2). Without CHECK, lists the checks.

)",
     R"(
Exit status: 0, or 2 if there is no such check.
)"},
    {"lsp", Subcommand::Lsp, runLsp, "language server on stdio, for editors",
     R"(usage: pvlint lsp [OPTION…]

A language server on stdin and stdout, started by an editor: diagnostics as you
type, code actions, and the interrupt state under the cursor. docs/lsp.md describes
its settings. Files need a compile_commands.json in their folder or above.

)",
     ""},
    {"kbuild", Subcommand::Kbuild, runKbuild,
     "for  make C=1 CHECK=\"pvlint kbuild\"",
     R"(usage: make C=1 CHECK="pvlint kbuild [OPTION…]"      (C=2: all files)
       pvlint kbuild [OPTION…] FLAG… FILE

Analyses a file as part of a kernel build, with Clang or gcc. Options come before
the compiler's flags. Findings go to stderr.

)",
     ""},
    {"cc", Subcommand::Cc, runCc,
     "for  make O=DIR CC=\"pvlint cc\": extracts instead of compiling",
     R"(usage: make O=DIR LLVM=1 CC="pvlint cc [OPTION…] [COMPILER]" FOLDER/…
       pvlint link DIR/.pvlint

Lets Kbuild find the files and flags. C files of the kernel are extracted into
DIR/.pvlint and their objects are empty; everything else is compiled by COMPILER,
which the kernel has to accept (default: $PVLINT_CLANG, $PVLINT_CC, or pvlint's).
Only what Kbuild rebuilds is analysed again. vmlinux cannot be linked from such
objects. A make with another CC compiles them for real.

)",
     R"(  PVLINT_OUT=DIR    in the environment: another folder for flow files
)"},
    {"compdb", Subcommand::Compdb, runCompdb,
     "write compile_commands.json of a kernel tree, built or not",
     R"(usage: make O=BUILD LLVM=1 CC="pvlint cc --commands-only [COMPILER]" FOLDER/…
       pvlint compdb [OPTION…] [BUILD]

Writes the commands that Kbuild has recorded in BUILD, the folder that make builds
in (default: the current one), to compile_commands.json there. After a make as
above, which compiles nothing, they are COMPILER's commands. BUILD may be the
folder of a module (make -C KDIR M=BUILD …).

)",
     ""},
    {"solve", Subcommand::Solve, runSolve,
     "analyse flow programs in text form (*.flow)",
     R"(usage: pvlint solve [OPTION…] FILE.flow…

Analyses flow programs, written by hand or by 'pvlint check --emit-flow'. Each
file is a separate program; - is stdin.

)",
     ""},
    {"help", Subcommand::Help, nullptr,
     "explain a subcommand: pvlint help check",
     R"(usage: pvlint help [SUBCOMMAND]

Explains a subcommand and its options, or lists all.

)",
     ""},
};

/// Whether an enumerator is the number of its row.
static constexpr bool isInOrder() {
  unsigned Number = 0;
  for (const SubcommandRow &Row : Table)
    if (unsigned(Row.Is) != Number++)
      return false;
  return true;
}
static_assert(isInOrder());

llvm::ArrayRef<SubcommandRow> subcommands() { return Table; }

const SubcommandRow *findSubcommand(StringRef Name) {
  for (const SubcommandRow &Row : Table)
    if (Row.Name == Name)
      return &Row;
  return nullptr;
}

std::string SubcommandRow::usage() const {
  if (About.empty())
    return "";
  return About.str() + optionsHelp(Is) + Ending.str();
}

std::string mainUsage() {
  std::string Text = R"(usage: pvlint SUBCOMMAND [OPTION…] …

Checks C code against the contract of the Linux kernel's interrupt flags.

)";
  for (const SubcommandRow &Row : Table)
    Text += "  " + Row.Name.str() + std::string(10 - Row.Name.size(), ' ') +
            Row.Summary.str() + "\n";
  const std::string Versions = pluginVersions();
  return Text + R"(
  --list-checks              print name, clause and summary of each check
  --plugin-path [--tidy] [--llvm N]
                             print where the Clang plugin, or the clang-tidy
                             module, is: for LLVM N, or the newest one
                             (here: )" +
         (Versions.empty() ? "none" : Versions) + R"()
  --version
  --help
)";
}

} // namespace pvlint::tool
