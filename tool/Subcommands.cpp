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

Analyses C files, and of assembly (FILE.S, FILE.o) what fills the paravirt ops
and what goes past them.
A header (FILE.h) is looked at in a unit that includes it. FILE may be a folder, a
pattern in quotes, or - for stdin; what is no C is skipped, with a note. FLAGs are
those of the compiler, or its whole command line.
BUILD is a folder with compile_commands.json, or that file; without FILE, all
its .c files are analysed. With neither, compile_commands.json is looked for
in the folders above the first FILE.

)",
     R"(
Exit status: 0 clean, 1 findings, 2 something could not be analysed.
)"},
    {"run", Subcommand::Run, runRun,
     "analyse all files of compile_commands.json as one program",
     R"(usage: pvlint run [OPTION…] -p BUILD

Analyses the .c files of a compile database as one program: extracts each into
a flow file, links them, and reports. What is stored is used again by the next
run; after an interruption, the same command goes on where it was.

)",
     R"(
Exit status: 0 clean, 1 findings, 2 something could not be analysed (the rest
was), 130 interrupted.
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
     "what each restore of the program is: does it need to disable?",
     R"(usage: pvlint census [OPTION…] [-p BUILD | DIR] [PATH…]

Says of every restore of a program whether it may stay an enable: proven
(interrupts are off there), no-op (they already are what the word says), needs
(it would have to disable), or unknown, and why. PATHs limit it to files and
folders.

)",
     R"(
Exit status: 0, or 2 when there is nothing to count.
)"},
    {"convert", Subcommand::Convert, runConvert,
     "which sections can disable interrupts by the count, and the patch",
     R"(usage: pvlint convert [OPTION…] -p BUILD [PATH…]
       pvlint convert [OPTION…] FILE… -- FLAG…

Finds the sections in which interrupts are disabled, and rewrites those that can
be something else: spin_lock_irq_disable() for spin_lock_irqsave() and
spin_lock_irq(), spin_lock() where they are disabled already, spin_lock_irq()
where they are always enabled. Prints a diff, and on stderr a table of all
sections with what stands against the others. PATHs limit it to files and
folders.

)",
     R"(
Exit status: 0, or 2 when something could not be analysed or written.
)"},
    {"query", Subcommand::Query, runQuery,
     "who calls a function with interrupts off, what may enable under it",
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

)",
     R"(
Exit status: 0, also when there is no answer; 2 when there is no such function.
)"},
    {"contract", Subcommand::Contract, runContract,
     "does the contract say what the functions of a program really do?",
     R"(usage: pvlint contract --verify [OPTION…] [-p BUILD | DIR]

Compares what the contract says of functions with what their bodies in a program
do, as far as they are part of it. Whether one sleeps is judged by what it can
reach. Needs what 'pvlint run' stored; nothing is parsed.

)",
     R"(
Exit status: 0 no difference, 1 some, 2 there is nothing to compare with.
)"},
    {"explain", Subcommand::Explain, runExplain, "print the page of a check",
     R"(usage: pvlint explain [OPTION…] [CHECK…]

Prints the page of a check: an example of what is wrong, what happens then, the
same code put right, and what the check does not see. CHECK may be a clause of the
contract (C2). Without CHECK, lists the checks.

)",
     R"(
Exit status: 0, or 2 when there is no such check.
)"},
    {"lsp", Subcommand::Lsp, runLsp, "language server on stdio, for editors",
     R"(usage: pvlint lsp [OPTION…]

A language server on stdin and stdout, for an editor to start: diagnostics as you
type, code actions, and the interrupt state under the cursor. docs/lsp.md has its
settings. Files need a compile_commands.json in their folder or above.

)",
     ""},
    {"kbuild", Subcommand::Kbuild, runKbuild,
     "for  make C=1 CHECK=\"pvlint kbuild\"",
     R"(usage: make C=1 CHECK="pvlint kbuild [OPTION…]"      (C=2: all files)
       pvlint kbuild [OPTION…] FLAG… FILE

Analyses a file as part of a kernel build, made with Clang or gcc. Options
come before the compiler's flags. Findings go to stderr.

)",
     ""},
    {"cc", Subcommand::Cc, runCc,
     "for  make O=DIR CC=\"pvlint cc\": extracts instead of compiling",
     R"(usage: make O=DIR LLVM=1 CC="pvlint cc [OPTION…] [COMPILER]" FOLDER/…
       pvlint link DIR/.pvlint

Lets Kbuild find the files and flags. C files of the kernel are extracted into
DIR/.pvlint and their objects are empty; all else is compiled by COMPILER, which
the kernel has to accept (default: $PVLINT_CLANG, $PVLINT_CC, or Clang 22). What
Kbuild does not do again is not analysed again. vmlinux cannot be linked from
such objects. A make with another CC compiles them again, as real ones.

)",
     R"(  PVLINT_OUT=DIR    in the environment: another folder for flow files
)"},
    {"compdb", Subcommand::Compdb, runCompdb,
     "write compile_commands.json of a kernel tree, built or not",
     R"(usage: make O=BUILD LLVM=1 CC="pvlint cc --commands-only [COMPILER]" FOLDER/…
       pvlint compdb [OPTION…] [BUILD]

Writes the commands that Kbuild has recorded in BUILD (default: the current
folder), the one that make builds in, to compile_commands.json there. After a
make as above, which compiles nothing, they are those of COMPILER. BUILD may be
the folder of a module (make -C KDIR M=BUILD …).

)",
     ""},
    {"solve", Subcommand::Solve, runSolve,
     "analyse flow programs in text form (*.flow)",
     R"(usage: pvlint solve [OPTION…] FILE.flow…

Analyses flow programs, written by hand or by 'pvlint check --emit-flow'. Each
file is a program of its own; - is stdin.

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
  return Text + R"(
  --list-checks              print name, clause and summary of each check
  --plugin-path [--tidy] [--llvm N]
                             print where the Clang plugin, or the clang-tidy
                             module, (for LLVM N) is
  --version
  --help
)";
}

} // namespace pvlint::tool
