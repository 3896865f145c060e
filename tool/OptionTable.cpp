//===- OptionTable.cpp - the table of options
//---------------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "OptionTable.h"
#include "report/Formats.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSwitch.h"

using llvm::createStringError;
using llvm::Error;
using llvm::StringRef;

namespace pvlint::tool {
namespace {

Error ok() { return Error::success(); }

Error badValue(StringRef Option, StringRef V, StringRef Expected) {
  return createStringError("option '" + Option + "': unknown value '" + V +
                           "', expected " + Expected);
}

Error setLevel(Parsed &O, StringRef V) {
  auto Level = checks::parseLevel(V);
  if (!Level)
    return badValue("--level", V, "error, warning or audit");
  O.Report.Select.Show = *Level;
  O.LevelGiven = true;
  return ok();
}

Error setFailOn(Parsed &O, StringRef V) {
  O.Report.FailOn = checks::parseLevel(V);
  O.FailOnGiven = true;
  if (!O.Report.FailOn && V != "never")
    return badValue("--fail-on", V, "error, warning, audit or never");
  return ok();
}

Error setFix(Parsed &O, StringRef V) {
  if (V.consume_front("patch=") && !V.empty()) {
    O.Report.Fix = output::FixMode::Patches;
    O.Report.PatchFolder = V.str();
    return ok();
  }
  if (!V.empty() && V != "diff")
    return badValue("--fix", V, "--fix, --fix=diff or --fix=patch=DIR");
  O.Report.Fix = V.empty() ? output::FixMode::Files : output::FixMode::Diff;
  return ok();
}

Error setExplain(Parsed &O, StringRef V) {
  const auto [File, Function] = V.rsplit(':');
  if (File.empty() || Function.empty())
    return badValue("--explain-states", V, "FILE:FUNCTION");
  O.Explain = {File.str(), Function.str()};
  return ok();
}

Error setJobs(Parsed &O, StringRef V) {
  if (V.getAsInteger(10, O.Jobs) || O.Jobs == 0)
    return createStringError("option '-j': '" + V +
                             "' is not a positive number");
  return ok();
}

Error setShard(Parsed &O, StringRef V) {
  auto [Index, Count] = V.split('/');
  if (Index.getAsInteger(10, O.Part.Index) ||
      Count.getAsInteger(10, O.Part.Count) || O.Part.Index == 0 ||
      O.Part.Index > O.Part.Count)
    return badValue("--shard", V, "I/N with 1 <= I <= N");
  return ok();
}

Error setQueryTimeout(Parsed &O, StringRef V) {
  if (V.getAsInteger(10, O.Query.Timeout) || O.Query.Timeout == 0)
    return badValue("--timeout", V, "a positive number of seconds");
  return ok();
}

Error setUnitTimeout(Parsed &O, StringRef V) {
  if (V.getAsInteger(10, O.UnitTimeout) || O.UnitTimeout == 0)
    return badValue("--unit-timeout", V, "a positive number of seconds");
  return ok();
}

Error setLimit(Parsed &O, StringRef V) {
  if (V.getAsInteger(10, O.Query.Limit) || O.Query.Limit == 0)
    return badValue("--limit", V, "a positive number");
  return ok();
}

Error setBy(Parsed &O, StringRef V) {
  auto By = llvm::StringSwitch<std::optional<report::CensusBy>>(V)
                .Case("subsystem", report::CensusBy::Subsystem)
                .Case("file", report::CensusBy::File)
                .Case("function", report::CensusBy::Function)
                .Default(std::nullopt);
  if (!By)
    return badValue("--by", V, "subsystem, file or function");
  O.Census.By = O.Convert.Table.By = *By;
  return ok();
}

Error setDepth(Parsed &O, StringRef V) {
  if (V.getAsInteger(10, O.Census.Depth) || O.Census.Depth == 0)
    return badValue("--depth", V, "a positive number of folders");
  O.Convert.Table.Depth = O.Census.Depth;
  return ok();
}

Error setList(Parsed &O, StringRef V) {
  auto [Verdict, Reason] = V.split('/');
  if (Verdict != "all" && Verdict != report::LeftOut &&
      !llvm::is_contained(report::CensusVerdicts, Verdict))
    return badValue("--list", V,
                    "proven, no-op, needs, unknown, unknown/REASON, left-out "
                    "or all");
  if (V.contains('/') && (Verdict != "unknown" ||
                          !llvm::is_contained(report::CensusReasons, Reason)))
    return badValue(
        "--list", V,
        "unknown/REASON, where REASON is one of " +
            llvm::join(llvm::ArrayRef(report::CensusReasons), ", "));
  O.Census.List = {Verdict.str(), Reason.str()};
  return ok();
}

Error setTo(Parsed &O, StringRef V) {
  for (convert::Target To :
       {convert::Target::Counted, convert::Target::Plain, convert::Target::Irq})
    if (V == convert::name(To))
      return O.Convert.To = To, ok();
  return badValue("--to", V, "counted, plain or irq");
}

Error setSplit(Parsed &O, StringRef V) {
  if (V != "file" && V != "subsystem")
    return badValue("--split", V, "file or subsystem");
  O.Convert.By = V == "file" ? convert::Split::File : convert::Split::Subsystem;
  return O.Convert.SplitGiven = true, ok();
}

Error setReasonList(Parsed &O, StringRef V) {
  if (V != "all" && !convert::reasonOf(V)) {
    llvm::SmallVector<StringRef, 24> Known;
    for (size_t I = 0; I != convert::NumReasons; ++I)
      Known.push_back(convert::name(convert::Reason(I)));
    return badValue("--list", V, "all, or one of " + llvm::join(Known, ", "));
  }
  return O.Convert.Table.List = V.str(), ok();
}

/// \p Known are the forms there are.
Error addFormat(Parsed &O, StringRef V, llvm::ArrayRef<StringRef> Known) {
  auto [Form, File] = V.split('=');
  if (!llvm::is_contained(Known, Form))
    return badValue("--format", V,
                    Known.size() == 2
                        ? "text or json, and =FILE"
                        : llvm::join(Known, ", ") + ", and =FILE");
  if (File.empty() && V.ends_with("="))
    return badValue("--format", V, "a file after '='");
  O.Report.Formats.emplace_back(Form.str(), File.str());
  return ok();
}

Error addReportFormat(Parsed &O, StringRef V) {
  if (V.split('=').first == "html" && !report::hasHtml())
    return createStringError("option '--format': this pvlint was built without "
                             "npm, and makes no HTML");
  llvm::SmallVector<StringRef, 8> Known = {"text", "mail"};
  for (const report::Format &F : report::formats())
    Known.push_back(F.Name);
  return addFormat(O, V, Known);
}

Error addCensusFormat(Parsed &O, StringRef V) {
  return addFormat(O, V, {"text", "json"});
}

Error addContract(Parsed &O, StringRef V) {
  return O.ContractFiles.push_back(V.str()), ok();
}

Error setBuildPath(Parsed &O, StringRef V) {
  return O.In.BuildPath = V.str(), ok();
}

Error setStats(Parsed &O, StringRef) { return O.Report.Stats = true, ok(); }

Error setColor(Parsed &O, StringRef) { return O.Color = true, ok(); }

Error setQuiet(Parsed &O, StringRef) { return O.Report.Quiet = true, ok(); }

Error setHelp(Parsed &O, StringRef) { return O.Help = true, ok(); }

Error addChecks(Parsed &O, StringRef V) {
  if (Error E = O.Report.Select.Checks.add(V))
    return createStringError("option '--checks': " +
                             llvm::toString(std::move(E)));
  return ok();
}

/// All but cc, whose flags are those of a compiler.
constexpr SubcommandSet WithHelp =
    Subcommand::Check | Subcommand::Kbuild | Subcommand::Solve |
    Subcommand::Run | Subcommand::Link | Subcommand::Query |
    Subcommand::Census | Subcommand::Convert | Subcommand::Contract |
    Subcommand::Explain | Subcommand::Lsp | Subcommand::Compdb;

/// In the order of the help.
constexpr OptionRow Table[] = {
    {"-p", Value::Needed, Subcommand::Check, setBuildPath, ""},
    {"-p", Value::Needed, Subcommand::Run, setBuildPath,
     "  -p BUILD          a folder with compile_commands.json, or that file\n"
     "                    (default: the current folder)\n"},
    {"-p", Value::Needed,
     Subcommand::Query | Subcommand::Census | Subcommand::Contract,
     setBuildPath,
     "  -p BUILD          a folder with compile_commands.json, or that file "
     "(default:\n"
     "                    the current folder); or DIR, the folder of flow "
     "files\n"},
    {"--to", Value::Needed, Subcommand::Convert, setTo,
     "  --to=FORM         what sections become: counted (default), plain or "
     "irq; the\n"
     "                    last two use the index of 'pvlint run' to find "
     "callers\n"},
    {"-p", Value::Needed, Subcommand::Convert, setBuildPath,
     "  -p BUILD          a folder with compile_commands.json, or that file\n"},
    {"-p", Value::Needed, Subcommand::Lsp, setBuildPath,
     "  -p BUILD          the compile_commands.json, or a folder with one, of "
     "all files\n"},
    {"--root", Value::Needed,
     Subcommand::Check | Subcommand::Run | Subcommand::Link |
         Subcommand::Kbuild | Subcommand::Cc | Subcommand::Query |
         Subcommand::Census | Subcommand::Convert | Subcommand::Contract,
     [](Parsed &O, StringRef V) { return O.In.Root = V.str(), ok(); },
     "  --root DIR        the root of the sources, which file names are "
     "relative to\n"
     "                    (default: make's, else the target of BUILD/source, "
     "else\n"
     "                    BUILD)\n"},
    {"-j", Value::Needed, Subcommand::Run, setJobs,
     "  -j N              extract N files at a time (default: one for each "
     "core)\n"},
    {"-o", Value::Needed, Subcommand::Run,
     [](Parsed &O, StringRef V) { return O.Output = V.str(), ok(); },
     "  -o DIR            the folder for flow files (default: .pvlint in "
     "BUILD)\n"},
    {"--without-lock", Value::None, Subcommand::Convert,
     [](Parsed &O, StringRef) { return O.Convert.WithoutLock = true, ok(); },
     "  --without-lock    also convert local_irq_save() and "
     "local_irq_disable(): check\n"
     "                    each for NMIs and softirqs\n"},
    {"-o", Value::Needed, Subcommand::Convert,
     [](Parsed &O, StringRef V) { return O.Output = V.str(), ok(); },
     "  -o DIR            write patches with commit messages to DIR instead of "
     "a diff\n"},
    {"--split", Value::Needed, Subcommand::Convert, setSplit,
     "  --split=KEY       one patch for each file (default) or subsystem\n"},
    {"--in-place", Value::None, Subcommand::Convert,
     [](Parsed &O, StringRef) { return O.Convert.InPlace = true, ok(); },
     "  --in-place        change the files instead of printing a diff\n"},
    {"-C", Value::Needed, Subcommand::Compdb,
     [](Parsed &O, StringRef V) { return O.MakeFolder = V.str(), ok(); },
     "  -C KDIR           where make ran, if BUILD is a module's folder: the "
     "KDIR of\n"
     "                    make -C KDIR M=BUILD (before Linux 6.13)\n"},
    {"-o", Value::Needed, Subcommand::Compdb,
     [](Parsed &O, StringRef V) { return O.Output = V.str(), ok(); },
     "  -o FILE           the file to write (default: compile_commands.json in "
     "BUILD);\n"
     "                    - is stdout\n"},
    {"--commands-only", Value::None, Subcommand::Cc,
     [](Parsed &O, StringRef) { return O.CommandsOnly = true, ok(); },
     "  --commands-only   extract nothing: visit a tree that was never built, "
     "for\n"
     "                    'pvlint compdb DIR'\n"},
    {"--shard", Value::Needed, Subcommand::Run, setShard,
     "  --shard=I/N       only extract the I-th of N parts, and do not link: "
     "for\n"
     "                    several machines, followed by 'pvlint link DIR…'\n"},
    {"--unit-timeout", Value::Needed,
     Subcommand::Check | Subcommand::Kbuild | Subcommand::Cc | Subcommand::Run |
         Subcommand::Convert,
     setUnitTimeout,
     "  --unit-timeout=S  give up on a file after S seconds (default: 600)\n"},
    {"--limit", Value::Needed, Subcommand::Query, setLimit,
     "  --limit=N         no more than N lines (default: 20)\n"},
    {"--sql", Value::Needed, Subcommand::Query,
     [](Parsed &O, StringRef V) { return O.Query.SQL = V.str(), ok(); },
     "  --sql STATEMENT   run a read-only statement (docs/index.md lists the "
     "tables)\n"},
    {"--timeout", Value::Needed, Subcommand::Query, setQueryTimeout,
     "  --timeout=S       give up on a statement after S seconds (default: "
     "60)\n"},
    {"--by", Value::Needed, Subcommand::Census | Subcommand::Convert, setBy,
     "  --by=KEY          one line for each subsystem (default), file or "
     "function\n"},
    {"--depth", Value::Needed, Subcommand::Census | Subcommand::Convert,
     setDepth,
     "  --depth=N         a subsystem is the first N folders of the path\n"},
    {"--list", Value::Needed, Subcommand::Census, setList,
     "  --list=VERDICT[/REASON]\n"
     "                    the places behind a number: proven, no-op, needs, "
     "unknown,\n"
     "                    unknown/unknown-word, ..., left-out, all\n"},
    {"--list", Value::Needed, Subcommand::Convert, setReasonList,
     "  --list=REASON     the sections behind a number, and no diff: opened, "
     "paths, ...,\n"
     "                    converted, all\n"},
    {"--list", Value::None, Subcommand::Contract,
     [](Parsed &O, StringRef) { return O.Contract.ListEntries = true, ok(); },
     "  --list            print every entry with its verdict\n"},
    {"--format", Value::Needed, Subcommand::Census | Subcommand::Convert,
     addCensusFormat,
     "  --format=FORM[=FILE]\n"
     "                    text (default) or json (repeatable)\n"},
    {"--contract", Value::Needed, Subcommand::Query, addContract,
     "  --contract FILE   as for run, if the index has to be made first\n"},
    {"--contract", Value::Needed, Subcommand::Census, addContract,
     "  --contract FILE   as for run, if the program has to be linked first\n"},
    {"--contract", Value::Needed, Subcommand::Contract, addContract,
     "  --contract FILE   as for run\n"},
    {"--contract", Value::Needed, Subcommand::Cc, addContract,
     "  --contract FILE   add a contract file; may be repeated, and comes "
     "after\n"
     "                    'contract:' in .pvlint.yaml\n"},
    {"--level", Value::Needed,
     Subcommand::Check | Subcommand::Kbuild | Subcommand::Solve |
         Subcommand::Run | Subcommand::Link | Subcommand::Lsp,
     setLevel,
     "  --level=LEVEL     show findings of this level and above: error, "
     "warning\n"
     "                    (default) or audit\n"},
    {"--checks", Value::Needed,
     Subcommand::Check | Subcommand::Kbuild | Subcommand::Solve |
         Subcommand::Run | Subcommand::Link | Subcommand::Lsp,
     addChecks,
     "  --checks=GLOBS    only these checks: comma-separated, -GLOB "
     "excludes\n"},
    {"--contract", Value::Needed,
     Subcommand::Check | Subcommand::Kbuild | Subcommand::Solve |
         Subcommand::Run | Subcommand::Link | Subcommand::Convert |
         Subcommand::Lsp,
     addContract,
     "  --contract FILE   add a contract file, or a built-in one: xen,\n"
     "                    linux-pre-5.12, linux-pre-4.7 (repeatable)\n"},
    {"--fail-on", Value::Needed, Subcommand::Kbuild, setFailOn,
     "  --fail-on=LEVEL   exit with 1 on findings of this level and above: "
     "stops\n"
     "                    make (default: never)\n"},
    {"--format", Value::Needed,
     Subcommand::Check | Subcommand::Run | Subcommand::Link, addReportFormat,
     "  --format=FORM[=FILE]\n"
     "                    text (default), json, sarif, html, github, gitlab,\n"
     "                    rdjson, or mail[=DIR]: a mail to the maintainers for "
     "each\n"
     "                    cause, with a patch if there is a fix "
     "(repeatable)\n"},
    {"--baseline", Value::Needed,
     Subcommand::Check | Subcommand::Kbuild | Subcommand::Run |
         Subcommand::Link,
     [](Parsed &O, StringRef V) {
       return O.Report.BaselineFile = V.str(), ok();
     },
     "  --baseline FILE   do not report findings that FILE lists\n"},
    {"--update-baseline", Value::None,
     Subcommand::Check | Subcommand::Run | Subcommand::Link,
     [](Parsed &O, StringRef) { return O.Report.UpdateBaseline = true, ok(); },
     "  --update-baseline\n"
     "                    make FILE list the current findings\n"},
    {"--diff", Value::Needed,
     Subcommand::Check | Subcommand::Run | Subcommand::Link,
     [](Parsed &O, StringRef V) { return O.Report.DiffRev = V.str(), ok(); },
     "  --diff REV        report only findings whose steps touch lines changed "
     "since\n"
     "                    REV; - is a diff on stdin\n"},
    {"--base", Value::Needed, Subcommand::Run | Subcommand::Link,
     [](Parsed &O, StringRef V) {
       return O.BaseFolders.push_back(V.str()), ok();
     },
     "  --base DIR        report only findings that are absent from the "
     "earlier run\n"
     "                    stored in DIR; with --diff, wherever they are "
     "(repeatable,\n"
     "                    for shards)\n"},
    {"--arch", Value::Needed, Subcommand::Solve,
     [](Parsed &O, StringRef V) { return O.Arch = V.str(), ok(); },
     "  --arch=ARCH       the contract of this architecture: x86 (default), "
     "arm64,\n"
     "                    arm, loongarch, mips, powerpc, powerpc64, riscv or "
     "s390,\n"
     "                    followed by +32 if unsigned long has 32 bits, and by "
     "+rt for\n"
     "                    PREEMPT_RT\n"},
    {"--fail-on", Value::Needed,
     Subcommand::Check | Subcommand::Solve | Subcommand::Run | Subcommand::Link,
     setFailOn,
     "  --fail-on=LEVEL   exit with 1 on findings of this level and above "
     "(default\n"
     "                    warning), or never\n"},
    {"--strict", Value::None, Subcommand::Check,
     [](Parsed &O, StringRef) { return O.Strict = true, ok(); },
     "  --strict          also exit with 2 if a file was skipped\n"},
    {"--stdin-filename", Value::Needed, Subcommand::Check,
     [](Parsed &O, StringRef V) { return O.In.StdinName = V.str(), ok(); },
     "  --stdin-filename FILE\n"
     "                    analyse stdin, the FILE '-', as if it were this "
     "file\n"},
    {"--strict", Value::None, Subcommand::Kbuild,
     [](Parsed &O, StringRef) { return O.Strict = true, ok(); },
     "  --strict          exit with 2 if the file could not be analysed\n"},
    {"--fix", Value::Optional, Subcommand::Check | Subcommand::Run, setFix,
     "  --fix             apply the fix-its of the reported findings\n"
     "  --fix=diff        print them as a diff instead, and the findings to "
     "stderr\n"
     "  --fix=patch=DIR   write a patch for each function to DIR, with a "
     "commit "
     "message,\n"
     "                    for git am\n"},
    {"--fix", Value::Optional, Subcommand::Kbuild, setFix,
     "  --fix             apply the fix-its of the reported findings (not with "
     "make -j)\n"},
    {"-j", Value::Needed,
     Subcommand::Check | Subcommand::Convert | Subcommand::Lsp, setJobs,
     "  -j N              analyse N files at a time (default: one for each "
     "core)\n"},
    {"--jobs", Value::Needed,
     Subcommand::Check | Subcommand::Run | Subcommand::Convert |
         Subcommand::Lsp,
     setJobs, ""},
    {"--emit-flow", Value::None, Subcommand::Check,
     [](Parsed &O, StringRef) { return O.Report.EmitFlow = true, ok(); },
     "  --emit-flow       print the flow program instead of findings\n"},
    {"--explain-states", Value::Needed, Subcommand::Check, setExplain,
     "  --explain-states=FILE:FUNCTION\n"
     "                    print the source of a function of FILE with the "
     "interrupt\n"
     "                    state after each line (FUNCTION may be a glob)\n"},
    {"--print-states", Value::Needed,
     Subcommand::Check | Subcommand::Run | Subcommand::Link | Subcommand::Solve,
     [](Parsed &O, StringRef V) { return O.Inspect.States = V.str(), ok(); },
     "  --print-states=FUNCTION\n"
     "                    print the interrupt states in which each line of it "
     "is\n"
     "                    reached (FUNCTION may be a glob)\n"},
    {"--print-summary", Value::Needed,
     Subcommand::Check | Subcommand::Run | Subcommand::Link | Subcommand::Solve,
     [](Parsed &O, StringRef V) { return O.Inspect.Summaries = V.str(), ok(); },
     "  --print-summary=FUNCTION\n"
     "                    print the summary that its callers use\n"},
    {"--stats", Value::None,
     Subcommand::Check | Subcommand::Run | Subcommand::Link, setStats,
     "  --stats           print counts and times to stderr\n"},
    {"--stats", Value::None, Subcommand::Kbuild, setStats,
     "  --stats           print counts and times\n"},
    {"--stats", Value::None, Subcommand::Solve, setStats,
     "  --stats           print counts to stderr\n"},
    {"--color", Value::None, Subcommand::Check | Subcommand::Kbuild, setColor,
     "  --[no-]color      color the findings (default: on a terminal)\n"},
    {"--color", Value::None, Subcommand::Explain, setColor,
     "  --[no-]color      color the page (default: on a terminal)\n"},
    {"--no-color", Value::None,
     Subcommand::Check | Subcommand::Kbuild | Subcommand::Explain,
     [](Parsed &O, StringRef) { return O.Color = false, ok(); }, ""},
    {"--quiet", Value::None, Subcommand::Check | Subcommand::Link, setQuiet,
     "  --quiet           no notes and totals on stderr\n"},
    {"--quiet", Value::None, Subcommand::Run, setQuiet,
     "  --quiet           no progress, notes and totals on stderr\n"},
    {"--quiet", Value::None, Subcommand::Solve, setQuiet,
     "  --quiet           no totals on stderr\n"},
    {"--quiet", Value::None, Subcommand::Kbuild, setQuiet,
     "  --quiet           no totals\n"},
    {"--quiet", Value::None, Subcommand::Query | Subcommand::Census, setQuiet,
     "  --quiet           no notes on stderr\n"},
    {"--quiet", Value::None, Subcommand::Convert, setQuiet,
     "  --quiet           no notes on stderr, and no table there\n"},
    {"--quiet", Value::None, Subcommand::Contract, setQuiet,
     "  --quiet           no totals on stderr\n"},
    {"--quiet", Value::None, Subcommand::Compdb, setQuiet,
     "  --quiet           no totals on stderr\n"},
    {"--quiet", Value::None, Subcommand::Lsp, setQuiet, ""},
    {"--verify", Value::None, Subcommand::Contract,
     [](Parsed &O, StringRef) { return O.Contract.Verify = true, ok(); }, ""},
    {"--help", Value::None, WithHelp, setHelp, ""},
    {"-h", Value::None, WithHelp, setHelp, ""},
};

} // namespace

llvm::ArrayRef<OptionRow> optionTable() { return Table; }

std::string optionsHelp(Subcommand Sub) {
  std::string Text;
  for (const OptionRow &Row : Table)
    if (Row.Of.has(Sub))
      Text += Row.Help;
  return Text;
}

} // namespace pvlint::tool
