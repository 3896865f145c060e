//===- Options.cpp - the command line of a subcommand ---------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Options.h"
#include "ReportTargets.h"
#include "Subcommands.h"
#include "contract/Contract.h"
#include "report/Formats.h"
#include "rules/Rules.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSwitch.h"

using llvm::createStringError;
using llvm::Error;
using llvm::StringRef;

namespace pvlint::tool {
namespace {

enum class Value : uint8_t { None, Needed, Optional };

/// What is known only after the last option.
struct Parsed : Options {
  bool LevelGiven = false;
  bool FailOnGiven = false;
};

/// An option of some subcommands. Where two mean different things by it, or
/// explain it in different words, it has two rows.
struct OptionRow {
  llvm::StringLiteral Name;
  Value Takes;
  SubcommandSet Of;
  Error (*Set)(Parsed &O, StringRef V);
  llvm::StringLiteral Help; ///< whole lines; empty: not explained, or elsewhere
};

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
  if (!V.empty() && V != "diff")
    return badValue("--fix", V, "--fix or --fix=diff");
  O.Report.Fix = V.empty() ? output::FixMode::Files : output::FixMode::Diff;
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
  O.Census.By = *By;
  return ok();
}

Error setDepth(Parsed &O, StringRef V) {
  if (V.getAsInteger(10, O.Census.Depth) || O.Census.Depth == 0)
    return badValue("--depth", V, "a positive number of folders");
  return ok();
}

Error setList(Parsed &O, StringRef V) {
  auto [Verdict, Reason] = V.split('/');
  if (Verdict != "all" && !llvm::is_contained(report::CensusVerdicts, Verdict))
    return badValue("--list", V,
                    "proven, no-op, needs, unknown, unknown/REASON or all");
  if (V.contains('/') && (Verdict != "unknown" ||
                          !llvm::is_contained(report::CensusReasons, Reason)))
    return badValue(
        "--list", V,
        "unknown/REASON, where REASON is one of " +
            llvm::join(llvm::ArrayRef(report::CensusReasons), ", "));
  O.Census.List = {Verdict.str(), Reason.str()};
  return ok();
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
  llvm::SmallVector<StringRef, 8> Known = {"text"};
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
    Subcommand::Census | Subcommand::Contract | Subcommand::Explain |
    Subcommand::Lsp | Subcommand::Compdb;

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
    {"-p", Value::Needed, Subcommand::Lsp, setBuildPath,
     "  -p BUILD          the compile_commands.json, or a folder with one, of "
     "all files\n"},
    {"-j", Value::Needed, Subcommand::Run, setJobs,
     "  -j N              extract N files at a time (default: one for each "
     "core)\n"},
    {"-o", Value::Needed, Subcommand::Run,
     [](Parsed &O, StringRef V) { return O.Output = V.str(), ok(); },
     "  -o DIR            the folder for flow files (default: .pvlint in "
     "BUILD)\n"},
    {"-C", Value::Needed, Subcommand::Compdb,
     [](Parsed &O, StringRef V) { return O.MakeFolder = V.str(), ok(); },
     "  -C KDIR           where make ran, when BUILD is a module's folder: the "
     "KDIR of\n"
     "                    make -C KDIR M=BUILD (before Linux 6.13)\n"},
    {"-o", Value::Needed, Subcommand::Compdb,
     [](Parsed &O, StringRef V) { return O.Output = V.str(), ok(); },
     "  -o FILE           another file (default: compile_commands.json in "
     "BUILD); - is\n"
     "                    stdout\n"},
    {"--commands-only", Value::None, Subcommand::Cc,
     [](Parsed &O, StringRef) { return O.CommandsOnly = true, ok(); },
     "  --commands-only   extract nothing: visit a tree that was never built, "
     "for\n"
     "                    'pvlint compdb DIR'\n"},
    {"--shard", Value::Needed, Subcommand::Run, setShard,
     "  --shard=I/N       extract only the I-th of N parts, and do not link: "
     "for\n"
     "                    several machines, then 'pvlint link DIR…'\n"},
    {"--unit-timeout", Value::Needed, Subcommand::Run, setUnitTimeout,
     "  --unit-timeout=S  give up on a file after S seconds (default: 600)\n"},
    {"--limit", Value::Needed, Subcommand::Query, setLimit,
     "  --limit=N         no more than N lines (default: 20)\n"},
    {"--sql", Value::Needed, Subcommand::Query,
     [](Parsed &O, StringRef V) { return O.Query.SQL = V.str(), ok(); },
     "  --sql STATEMENT   run a statement that reads (docs/index.md has the "
     "tables)\n"},
    {"--by", Value::Needed, Subcommand::Census, setBy,
     "  --by=KEY          one line for each subsystem (default), file or "
     "function\n"},
    {"--depth", Value::Needed, Subcommand::Census, setDepth,
     "  --depth=N         a subsystem is the first N folders of the path\n"},
    {"--list", Value::Needed, Subcommand::Census, setList,
     "  --list=VERDICT[/REASON]\n"
     "                    the places behind a number: proven, no-op, needs, "
     "unknown,\n"
     "                    unknown/unknown-word, ..., all\n"},
    {"--list", Value::None, Subcommand::Contract,
     [](Parsed &O, StringRef) { return O.Contract.ListEntries = true, ok(); },
     "  --list            print every entry with its verdict\n"},
    {"--format", Value::Needed, Subcommand::Census, addCensusFormat,
     "  --format=FORM[=FILE]\n"
     "                    text (default) or json (repeatable)\n"},
    {"--contract", Value::Needed, Subcommand::Query, addContract,
     "  --contract FILE   as for run, when the index has to be made first\n"},
    {"--contract", Value::Needed, Subcommand::Census, addContract,
     "  --contract FILE   as for run, when the program has to be linked "
     "first\n"},
    {"--contract", Value::Needed, Subcommand::Contract, addContract,
     "  --contract FILE   as for run\n"},
    {"--contract", Value::Needed, Subcommand::Cc, addContract,
     "  --contract FILE   more of the contract, added to the built-in one; may "
     "be\n"
     "                    repeated, and comes after 'contract:' of "
     ".pvlint.yaml\n"},
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
     "  --checks=GLOBS    only these checks: comma-separated, -GLOB leaves "
     "out\n"},
    {"--contract", Value::Needed,
     Subcommand::Check | Subcommand::Kbuild | Subcommand::Solve |
         Subcommand::Run | Subcommand::Link | Subcommand::Lsp,
     addContract,
     "  --contract FILE   add a contract file, or one that is built in: xen,\n"
     "                    linux-pre-5.12 (repeatable)\n"},
    {"--fail-on", Value::Needed, Subcommand::Kbuild, setFailOn,
     "  --fail-on=LEVEL   exit with 1 on findings of this level and above: "
     "stops\n"
     "                    make (default: never)\n"},
    {"--format", Value::Needed,
     Subcommand::Check | Subcommand::Run | Subcommand::Link, addReportFormat,
     "  --format=FORM[=FILE]\n"
     "                    text (default), json, sarif, html, github, gitlab "
     "or\n"
     "                    rdjson (repeatable)\n"},
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
     "                    write FILE so that it lists the findings of now\n"},
    {"--diff", Value::Needed,
     Subcommand::Check | Subcommand::Run | Subcommand::Link,
     [](Parsed &O, StringRef V) { return O.Report.DiffRev = V.str(), ok(); },
     "  --diff REV        only findings that pass through lines changed since "
     "REV\n"},
    {"--base", Value::Needed, Subcommand::Run | Subcommand::Link,
     [](Parsed &O, StringRef V) {
       return O.BaseFolders.push_back(V.str()), ok();
     },
     "  --base DIR        only findings that the program before, of which DIR "
     "has\n"
     "                    the flow files, has not; with --diff wherever they "
     "are\n"
     "                    (repeatable, for shards)\n"},
    {"--arch", Value::Needed, Subcommand::Solve,
     [](Parsed &O, StringRef V) { return O.Arch = V.str(), ok(); },
     "  --arch=ARCH       the contract of this architecture: x86 (default), "
     "arm64,\n"
     "                    with +32 appended where an unsigned long has 32 "
     "bits,\n"
     "                    then with +rt for PREEMPT_RT\n"},
    {"--fail-on", Value::Needed,
     Subcommand::Check | Subcommand::Solve | Subcommand::Run | Subcommand::Link,
     setFailOn,
     "  --fail-on=LEVEL   exit with 1 on findings of this level and above "
     "(default\n"
     "                    warning), or never\n"},
    {"--strict", Value::None, Subcommand::Kbuild,
     [](Parsed &O, StringRef) { return O.Strict = true, ok(); },
     "  --strict          exit with 2 if the file could not be analysed\n"},
    {"--fix", Value::Optional, Subcommand::Check | Subcommand::Run, setFix,
     "  --fix             apply the fix-its of the findings shown\n"
     "  --fix=diff        print them as a diff instead, and the findings to "
     "stderr\n"},
    {"--fix", Value::Optional, Subcommand::Kbuild, setFix,
     "  --fix             apply the fix-its of the findings shown (not with "
     "make -j)\n"},
    {"-j", Value::Needed, Subcommand::Check | Subcommand::Lsp, setJobs,
     "  -j N              analyse N files at a time (default: one for each "
     "core)\n"},
    {"--jobs", Value::Needed,
     Subcommand::Check | Subcommand::Run | Subcommand::Lsp, setJobs, ""},
    {"--emit-flow", Value::None, Subcommand::Check,
     [](Parsed &O, StringRef) { return O.Report.EmitFlow = true, ok(); },
     "  --emit-flow       print the flow program instead of findings\n"},
    {"--print-states", Value::Needed,
     Subcommand::Check | Subcommand::Run | Subcommand::Link | Subcommand::Solve,
     [](Parsed &O, StringRef V) { return O.Inspect.States = V.str(), ok(); },
     "  --print-states=FUNCTION\n"
     "                    print in which interrupt states each line of it is "
     "reached\n"
     "                    (FUNCTION may be a glob)\n"},
    {"--print-summary", Value::Needed,
     Subcommand::Check | Subcommand::Run | Subcommand::Link | Subcommand::Solve,
     [](Parsed &O, StringRef V) { return O.Inspect.Summaries = V.str(), ok(); },
     "  --print-summary=FUNCTION\n"
     "                    print what its callers see of it\n"},
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
     "  --quiet           no notes and sums on stderr\n"},
    {"--quiet", Value::None, Subcommand::Run, setQuiet,
     "  --quiet           no progress, notes and sums on stderr\n"},
    {"--quiet", Value::None, Subcommand::Solve, setQuiet,
     "  --quiet           no sums on stderr\n"},
    {"--quiet", Value::None, Subcommand::Kbuild, setQuiet,
     "  --quiet           no sums\n"},
    {"--quiet", Value::None, Subcommand::Query | Subcommand::Census, setQuiet,
     "  --quiet           no notes on stderr\n"},
    {"--quiet", Value::None, Subcommand::Contract, setQuiet,
     "  --quiet           no sum on stderr\n"},
    {"--quiet", Value::None, Subcommand::Compdb, setQuiet,
     "  --quiet           no sum on stderr\n"},
    {"--quiet", Value::None, Subcommand::Lsp, setQuiet, ""},
    {"--verify", Value::None, Subcommand::Contract,
     [](Parsed &O, StringRef) { return O.Contract.Verify = true, ok(); }, ""},
    {"--help", Value::None, WithHelp, setHelp, ""},
    {"-h", Value::None, WithHelp, setHelp, ""},
};

Error unknownOption(StringRef Arg, Subcommand Sub) {
  StringRef Name = Arg.split('=').first;
  llvm::SmallVector<StringRef, 20> Names;
  for (const OptionRow &Row : Table)
    if (Row.Of.has(Sub) && Row.Name.starts_with("--"))
      Names.push_back(Row.Name);
  std::string Message = ("unknown option '" + Name + "'").str();
  // A compiler's flag needs another answer than a slip of the pen.
  if (StringRef Near = nearest(Name, Names); !Near.empty())
    Message += (" (did you mean '" + Near + "'?)").str();
  else if (Sub == Subcommand::Check && !Arg.starts_with("--"))
    Message += " (flags of the compiler follow '--')";
  return createStringError(Message);
}

class Parser {
public:
  Parser(Subcommand Sub, llvm::ArrayRef<const char *> Args)
      : Sub(Sub), Args(Args) {}

  llvm::Expected<Options> run() {
    for (; Next < Args.size(); ++Next) {
      StringRef Arg = Args[Next];
      if (Arg == "--" && !wrapsCompiler()) {
        ++Next;
        break;
      }
      if (!Arg.starts_with("-") || Arg == "-") {
        if (wrapsCompiler())
          break;
        O.In.Files.push_back(Arg.str());
        continue;
      }
      const OptionRow *Row = find(Arg);
      if (!Row) {
        if (wrapsCompiler() && !isSlip(Arg))
          break;
        return unknownOption(Arg, Sub);
      }
      if (Error E = set(*Row, Arg))
        return E;
      if (O.Help)
        return O;
    }
    takeRest();
    if (Error E = finish())
      return E;
    return O;
  }

private:
  const Subcommand Sub;
  llvm::ArrayRef<const char *> Args;
  size_t Next = 0;
  Parsed O;

  /// Its own options end where those of a compiler, or its name, begin.
  bool wrapsCompiler() const {
    return (Subcommand::Kbuild | Subcommand::Cc).has(Sub);
  }

  const OptionRow *find(StringRef Arg) const {
    for (const OptionRow &Row : Table) {
      if (!Row.Of.has(Sub) || !Arg.starts_with(Row.Name))
        continue;
      StringRef Rest = Arg.drop_front(Row.Name.size());
      if (Rest.empty() || Rest.front() == '=' ||
          (Row.Name == "-j" && llvm::isDigit(Rest.front())))
        return &Row;
    }
    return nullptr;
  }

  /// Its own options end where the compiler's begin, so a mistyped one would
  /// pass for a flag.
  bool isSlip(StringRef Arg) const {
    StringRef Name = Arg.split('=').first;
    llvm::SmallVector<StringRef, 20> Names;
    for (const OptionRow &Row : Table)
      if (Row.Of.has(Sub))
        Names.push_back(Row.Name);
    return Name.starts_with("--") &&
           !nearest(Name, Names, Name.size() < 7 ? 1 : 2).empty();
  }

  Error set(const OptionRow &Row, StringRef Arg) {
    StringRef Rest = Arg.drop_front(Row.Name.size());
    bool HasValue = !Rest.empty();
    Rest.consume_front("=");
    if (Row.Takes == Value::None && HasValue)
      return createStringError("option '" + Row.Name + "' takes no value");
    if (Row.Takes == Value::Needed && !HasValue) {
      if (Next + 1 == Args.size() || StringRef(Args[Next + 1]) == "--")
        return createStringError("option '" + Row.Name + "' needs a value");
      Rest = Args[++Next];
    }
    if (Row.Takes == Value::Needed && Rest.empty())
      return createStringError("option '" + Row.Name + "' needs a value");
    return Row.Set(O, Rest);
  }

  void takeRest() {
    std::vector<std::string> Rest(Args.begin() + std::min(Next, Args.size()),
                                  Args.end());
    if (Sub == Subcommand::Solve)
      O.In.Files.insert(O.In.Files.end(), Rest.begin(), Rest.end());
    else if (wrapsCompiler() || (Next > 0 && Next <= Args.size() &&
                                 StringRef(Args[Next - 1]) == "--"))
      O.In.Flags = std::move(Rest);
  }

  /// A program has one contract, so its rules are those of the tree's root; a
  /// unit finds its own.
  Error takeRules() {
    constexpr SubcommandSet OfPrograms =
        Subcommand::Run | Subcommand::Link | Subcommand::Query |
        Subcommand::Census | Subcommand::Contract | Subcommand::Cc;
    if (!OfPrograms.has(Sub))
      return ok();
    std::string Folder = ".";
    if (const char *Tree = ::getenv("srctree");
        Sub == Subcommand::Cc && Tree && *Tree)
      Folder = Tree; // Kbuild's, which may build elsewhere
    if (!O.In.BuildPath.empty()) {
      auto Root = session::sourceRoot(O.In);
      if (Root)
        Folder = *Root;
      else
        llvm::consumeError(Root.takeError()); // is said later
    }
    auto Rules = rules::Rules::find(Folder);
    if (!Rules)
      return Rules.takeError();
    O.ContractFiles.insert(O.ContractFiles.begin(),
                           Rules->contractFiles().begin(),
                           Rules->contractFiles().end());
    return ok();
  }

  Error finish() {
    if (O.CommandsOnly) // nothing is judged
      return O.ContractFiles.empty()
                 ? ok()
                 : createStringError("give either --commands-only or "
                                     "--contract, not both");
    if (Error E = takeRules())
      return E;
    if (!O.FailOnGiven && Sub != Subcommand::Kbuild)
      O.Report.FailOn = checks::Level::Warning;
    if (O.Report.FailOn == checks::Level::Audit && !O.LevelGiven)
      O.Report.Select.Show = checks::Level::Audit;
    if (llvm::count_if(O.Report.Formats,
                       [](const auto &F) { return F.second.empty(); }) > 1)
      return createStringError("option '--format': only one can go to stdout; "
                               "give the others a file: --format FORM=FILE");
    if (Error E = checkReportFiles(O))
      return E;
    if (O.Report.UpdateBaseline && O.Report.BaselineFile.empty())
      return createStringError("option '--update-baseline' needs --baseline "
                               "FILE");
    if (StringRef(O.Report.DiffRev).starts_with("-"))
      return createStringError("option '--diff': '" + O.Report.DiffRev +
                               "' is no revision");
    if (!O.BaseFolders.empty() && !O.Report.BaselineFile.empty())
      return createStringError("give either --base or --baseline, not both");
    // https://no-color.org
    if (const char *NoColor = ::getenv("NO_COLOR"); NoColor && *NoColor)
      O.Color = O.Color.value_or(false);
    for (const std::string &File : O.ContractFiles) {
      // Which contract a unit gets depends on its target: what fits one of
      // them may be right.
      flow::Contract X86 = flow::Contract::builtin("x86");
      flow::Contract Arm = flow::Contract::builtin("arm64");
      Error First = X86.addFile(File);
      if (!First)
        continue;
      if (Error Second = Arm.addFile(File)) {
        llvm::consumeError(std::move(Second));
        return First;
      }
      llvm::consumeError(std::move(First));
    }
    return ok();
  }
};

} // namespace

std::string optionsHelp(Subcommand Sub) {
  std::string Text;
  for (const OptionRow &Row : Table)
    if (Row.Of.has(Sub))
      Text += Row.Help;
  return Text;
}

StringRef nearest(StringRef Typed, llvm::ArrayRef<StringRef> Words,
                  unsigned MaxDistance) {
  StringRef Best;
  unsigned Least = MaxDistance + 1;
  for (StringRef Word : Words) {
    unsigned Distance = Typed.edit_distance(Word, true, Least);
    if (Distance < Least) {
      Least = Distance;
      Best = Word;
    }
  }
  return Best;
}

llvm::Expected<Options> parseOptions(Subcommand Sub,
                                     llvm::ArrayRef<const char *> Args) {
  return Parser(Sub, Args).run();
}

} // namespace pvlint::tool
