//===- Options.cpp - the command line of a subcommand ---------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Options.h"
#include "Jobs.h"
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

constexpr unsigned Check = unsigned(Subcommand::Check);
constexpr unsigned Kbuild = unsigned(Subcommand::Kbuild);
constexpr unsigned Solve = unsigned(Subcommand::Solve);
constexpr unsigned Run = unsigned(Subcommand::Run);
constexpr unsigned Link = unsigned(Subcommand::Link);
constexpr unsigned Query = unsigned(Subcommand::Query);
constexpr unsigned Census = unsigned(Subcommand::Census);
constexpr unsigned Contract = unsigned(Subcommand::Contract);
constexpr unsigned Explain = unsigned(Subcommand::Explain);
constexpr unsigned Lsp = unsigned(Subcommand::Lsp);
constexpr unsigned Cc = unsigned(Subcommand::Cc);

/// What is known only after the last option.
struct Parsed : Options {
  bool LevelGiven = false;
  bool FailOnGiven = false;
  bool IsCensus = false;
};

struct OptionRow {
  StringRef Name;
  Value Takes;
  unsigned Subcommands;
  Error (*Set)(Parsed &O, StringRef V);
};

Error ok() { return Error::success(); }

Error badValue(StringRef Option, StringRef V, StringRef Expected) {
  return createStringError("option '" + Option + "': unknown value '" + V +
                           "', expected " + Expected);
}

Error setLevel(Parsed &O, StringRef V) {
  auto Level = parseLevel(V);
  if (!Level)
    return badValue("--level", V, "error, warning or audit");
  O.Show = *Level;
  O.LevelGiven = true;
  return ok();
}

Error setFailOn(Parsed &O, StringRef V) {
  O.FailOn = parseLevel(V);
  O.FailOnGiven = true;
  if (!O.FailOn && V != "never")
    return badValue("--fail-on", V, "error, warning, audit or never");
  return ok();
}

Error setFix(Parsed &O, StringRef V) {
  if (!V.empty() && V != "diff")
    return badValue("--fix", V, "--fix or --fix=diff");
  O.Fix = V.empty() ? FixMode::Files : FixMode::Diff;
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
  if (V.getAsInteger(10, O.Limit) || O.Limit == 0)
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
  O.Census.List = {Verdict.str(), Reason.str()};
  return ok();
}

Error addFormat(Parsed &O, StringRef V) {
  auto [Form, File] = V.split('=');
  if (O.IsCensus && Form != "text" && Form != "json")
    return badValue("--format", V, "text or json, and =FILE");
  if (!O.IsCensus && Form == "html" && !report::hasHtml())
    return createStringError("option '--format': this pvlint was built without "
                             "npm, and makes no HTML");
  if (!O.IsCensus && Form != "text" &&
      llvm::none_of(report::formats(),
                    [&](const report::Format &F) { return F.Name == Form; })) {
    std::string Known = "text";
    for (const report::Format &F : report::formats())
      Known += ", " + F.Name.str();
    return badValue("--format", V, Known + ", and =FILE");
  }
  if (File.empty() && V.ends_with("="))
    return badValue("--format", V, "a file after '='");
  O.Formats.emplace_back(Form.str(), File.str());
  return ok();
}

Error addChecks(Parsed &O, StringRef V) {
  if (Error E = O.Checks.add(V))
    return createStringError("option '--checks': " +
                             llvm::toString(std::move(E)));
  return ok();
}

const OptionRow Table[] = {
    {"--level", Value::Needed, Check | Kbuild | Solve | Run | Link | Lsp,
     setLevel},
    {"--fail-on", Value::Needed, Check | Kbuild | Solve | Run | Link,
     setFailOn},
    {"--contract", Value::Needed,
     Check | Kbuild | Solve | Run | Link | Query | Census | Contract | Lsp | Cc,
     [](Parsed &O, StringRef V) {
       O.ContractFiles.push_back(V.str());
       return ok();
     }},
    {"--checks", Value::Needed, Check | Kbuild | Solve | Run | Link | Lsp,
     addChecks},
    {"--baseline", Value::Needed, Check | Kbuild | Run | Link,
     [](Parsed &O, StringRef V) { return O.BaselineFile = V.str(), ok(); }},
    {"--diff", Value::Needed, Check | Run | Link,
     [](Parsed &O, StringRef V) { return O.DiffRev = V.str(), ok(); }},
    {"--base", Value::Needed, Run | Link,
     [](Parsed &O, StringRef V) {
       return O.BaseFolders.push_back(V.str()), ok();
     }},
    {"--update-baseline", Value::None, Check | Run | Link,
     [](Parsed &O, StringRef) { return O.UpdateBaseline = true, ok(); }},
    {"--fix", Value::Optional, Check | Kbuild | Run, setFix},
    {"--stats", Value::None, Check | Kbuild | Solve | Run | Link,
     [](Parsed &O, StringRef) { return O.Stats = true, ok(); }},
    {"--color", Value::None, Check | Kbuild | Explain,
     [](Parsed &O, StringRef) { return O.Color = true, ok(); }},
    {"--no-color", Value::None, Check | Kbuild | Explain,
     [](Parsed &O, StringRef) { return O.Color = false, ok(); }},
    {"--quiet", Value::None,
     Check | Kbuild | Solve | Run | Link | Query | Census | Contract | Lsp,
     [](Parsed &O, StringRef) { return O.Quiet = true, ok(); }},
    {"--strict", Value::None, Kbuild,
     [](Parsed &O, StringRef) { return O.Strict = true, ok(); }},
    {"--emit-flow", Value::None, Check,
     [](Parsed &O, StringRef) { return O.EmitFlow = true, ok(); }},
    {"--arch", Value::Needed, Solve,
     [](Parsed &O, StringRef V) { return O.Arch = V.str(), ok(); }},
    {"--jobs", Value::Needed, Check | Run | Lsp, setJobs},
    {"-j", Value::Needed, Check | Run | Lsp, setJobs},
    {"-p", Value::Needed, Check | Run | Query | Census | Contract | Lsp,
     [](Parsed &O, StringRef V) { return O.BuildPath = V.str(), ok(); }},
    {"-o", Value::Needed, Run,
     [](Parsed &O, StringRef V) { return O.Output = V.str(), ok(); }},
    {"--shard", Value::Needed, Run, setShard},
    {"--unit-timeout", Value::Needed, Run, setUnitTimeout},
    {"--limit", Value::Needed, Query, setLimit},
    {"--sql", Value::Needed, Query,
     [](Parsed &O, StringRef V) { return O.SQL = V.str(), ok(); }},
    {"--by", Value::Needed, Census, setBy},
    {"--depth", Value::Needed, Census, setDepth},
    {"--list", Value::Needed, Census, setList},
    {"--list", Value::None, Contract,
     [](Parsed &O, StringRef) { return O.ListEntries = true, ok(); }},
    {"--verify", Value::None, Contract,
     [](Parsed &O, StringRef) { return O.Verify = true, ok(); }},
    {"--format", Value::Needed, Check | Run | Link | Census, addFormat},
    {"--help", Value::None,
     Check | Kbuild | Solve | Run | Link | Query | Census | Contract | Explain |
         Lsp,
     [](Parsed &O, StringRef) { return O.Help = true, ok(); }},
    {"-h", Value::None,
     Check | Kbuild | Solve | Run | Link | Query | Census | Contract | Explain |
         Lsp,
     [](Parsed &O, StringRef) { return O.Help = true, ok(); }},
};

Error unknownOption(StringRef Arg, unsigned Sub) {
  StringRef Name = Arg.split('=').first;
  llvm::SmallVector<StringRef, 20> Names;
  for (const OptionRow &Row : Table)
    if ((Row.Subcommands & Sub) && Row.Name.starts_with("--"))
      Names.push_back(Row.Name);
  std::string Message = ("unknown option '" + Name + "'").str();
  // A compiler's flag needs another answer than a slip of the pen.
  if (StringRef Near = nearest(Name, Names); !Near.empty())
    Message += (" (did you mean '" + Near + "'?)").str();
  else if (Sub == Check && !Arg.starts_with("--"))
    Message += " (flags of the compiler follow '--')";
  return createStringError(Message);
}

class Parser {
public:
  Parser(unsigned Sub, llvm::ArrayRef<const char *> Args)
      : Sub(Sub), Args(Args) {
    O.IsCensus = Sub == Census;
  }

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
        O.Files.push_back(Arg.str());
        continue;
      }
      const OptionRow *Row = find(Arg);
      if (!Row) {
        if (Sub == Cc || (Sub == Kbuild && !isSlip(Arg)))
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
  const unsigned Sub;
  llvm::ArrayRef<const char *> Args;
  size_t Next = 0;
  Parsed O;

  /// Its own options end where those of a compiler, or its name, begin.
  bool wrapsCompiler() const { return Sub & (Kbuild | Cc); }

  const OptionRow *find(StringRef Arg) const {
    for (const OptionRow &Row : Table) {
      if (!(Row.Subcommands & Sub) || !Arg.starts_with(Row.Name))
        continue;
      StringRef Rest = Arg.drop_front(Row.Name.size());
      if (Rest.empty() || Rest.front() == '=' ||
          (Row.Name == "-j" && llvm::isDigit(Rest.front())))
        return &Row;
    }
    return nullptr;
  }

  /// kbuild's own options end where the compiler's begin, so a mistyped one
  /// would pass for a flag.
  static bool isSlip(StringRef Arg) {
    StringRef Name = Arg.split('=').first;
    llvm::SmallVector<StringRef, 20> Names;
    for (const OptionRow &Row : Table)
      if (Row.Subcommands & Kbuild)
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
    if (Sub == Solve)
      O.Files.insert(O.Files.end(), Rest.begin(), Rest.end());
    else if (wrapsCompiler() || (Next > 0 && Next <= Args.size() &&
                                 StringRef(Args[Next - 1]) == "--"))
      O.Flags = std::move(Rest);
  }

  /// A program has one contract, so its rules are those of the tree's root; a
  /// unit finds its own.
  Error takeRules() {
    if (!(Sub & (Run | Link | Query | Census | Contract | Cc)))
      return ok();
    std::string Folder = ".";
    if (const char *Tree = ::getenv("srctree"); Sub == Cc && Tree && *Tree)
      Folder = Tree; // Kbuild's, which may build elsewhere
    if (!O.BuildPath.empty()) {
      auto Root = sourceRoot(O);
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
    if (Error E = takeRules())
      return E;
    if (!O.FailOnGiven && Sub != Kbuild)
      O.FailOn = checks::Level::Warning;
    if (O.FailOn == checks::Level::Audit && !O.LevelGiven)
      O.Show = checks::Level::Audit;
    if (llvm::count_if(O.Formats,
                       [](const auto &F) { return F.second.empty(); }) > 1)
      return createStringError("option '--format': only one can go to stdout; "
                               "give the others a file: --format FORM=FILE");
    if (O.UpdateBaseline && O.BaselineFile.empty())
      return createStringError("option '--update-baseline' needs --baseline "
                               "FILE");
    if (StringRef(O.DiffRev).starts_with("-"))
      return createStringError("option '--diff': '" + O.DiffRev +
                               "' is no revision");
    if (!O.BaseFolders.empty() && !O.BaselineFile.empty())
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

std::optional<checks::Level> parseLevel(StringRef V) {
  return llvm::StringSwitch<std::optional<checks::Level>>(V)
      .Case("error", checks::Level::Error)
      .Case("warning", checks::Level::Warning)
      .Case("audit", checks::Level::Audit)
      .Default(std::nullopt);
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
  return Parser(unsigned(Sub), Args).run();
}

} // namespace pvlint::tool
