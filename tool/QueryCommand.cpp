//===- QueryCommand.cpp - pvlint query ------------------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Commands.h"
#include "batch/ProgramIndex.h"
#include "index/Chains.h"
#include "ir/Notes.h"
#include "output/Words.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/Support/Format.h"

namespace pvlint::tool {

using index::CallInfo;
using index::FunctionInfo;
using index::Reader;
using llvm::StringRef;

namespace {

class Query {
public:
  Query(const Options &O, Reader &R) : O(O), R(R) {}

  ExitStatus run(StringRef Command, StringRef Name) {
    using Method = void (Query::*)(const FunctionInfo &);
    auto Do = llvm::StringSwitch<Method>(Command)
                  .Case("callers-off", &Query::callersOff)
                  .Case("who-calls-off", &Query::callersOff)
                  .Case("may-enable", &Query::mayEnable)
                  .Case("contexts", &Query::contexts)
                  .Case("callers", &Query::callers)
                  .Case("callees", &Query::callees)
                  .Default(nullptr);
    if (Command == "sites") {
      if (sitesIn(Name))
        return finish();
      Do = &Query::sites;
    }
    if (Command == "annotations")
      return annotations(Name);
    if (!Do)
      return unknownCommand(Command);
    const auto Found = R.find(Name);
    if (Found.empty())
      return unknownFunction(Name);
    if (Found.size() > 1)
      return ambiguous(Name, Found);
    (this->*Do)(Found.front());
    return finish();
  }

  static bool isCommand(StringRef Word) {
    return llvm::is_contained(Commands, Word);
  }

private:
  static constexpr StringRef Commands[] = {
      "callers-off", "who-calls-off", "may-enable", "contexts",
      "callers",     "callees",       "sites",      "annotations"};

  const Options &O;
  Reader &R;
  llvm::raw_ostream &OS = llvm::outs();
  uint64_t Lines = 0;

  ExitStatus finish() {
    if (llvm::Error E = R.take())
      return fail(std::move(E));
    return output::Clean;
  }

  /// Whether one more line may be printed. All are counted.
  bool next() { return ++Lines <= O.Query.Limit; }

  void sayMore(StringRef What) {
    if (!O.quiet() && Lines > O.Query.Limit)
      flow::notes() << "pvlint: " << Lines << ' ' << What << ", "
                    << O.Query.Limit << " shown (--limit)\n";
  }

  ExitStatus unknownCommand(StringRef Command) {
    StringRef Near = nearest(Command, Commands);
    return fail("unknown query '" + Command + "'" +
                (Near.empty() ? " (see 'pvlint query --help')"
                              : " (did you mean '" + Near.str() + "'?)"));
  }

  ExitStatus unknownFunction(StringRef Name) {
    std::string Near = R.nearest(Name);
    // Maybe the name is right and the file is wrong.
    StringRef Bare = Name.contains(':') ? Name.rsplit(':').second : Name;
    const auto Elsewhere = R.find(Bare);
    if (!Elsewhere.empty())
      Near = Elsewhere.front().At.File + ":" + Bare.str();
    return fail("no function '" + Name + "' in the program" +
                (Near.empty() ? "" : " (did you mean '" + Near + "'?)"));
  }

  ExitStatus ambiguous(StringRef Name, llvm::ArrayRef<FunctionInfo> Found) {
    // Variants of one header function have one place.
    std::vector<std::string> Names;
    for (const FunctionInfo &F : Found)
      Names.push_back(F.At.File + ":" + F.Name);
    Names.erase(llvm::unique(Names), Names.end());
    fail("'" + Name + "' is " + llvm::Twine(Found.size()) +
         " functions, name one of them:");
    for (const std::string &N : llvm::ArrayRef(Names).take_front(O.Query.Limit))
      flow::notes() << "  " << N << '\n';
    return output::Failed;
  }

  void print(const index::Chains &Found, bool EventAtEnd, StringRef What) {
    for (const index::Chain &C : Found.Shown)
      OS << index::describe(R, C, EventAtEnd) << '\n';
    Lines = Found.Total;
    if (Found.Total == 0 && !O.quiet())
      flow::notes() << "pvlint: no " << What << '\n';
    else if (!O.quiet())
      flow::notes() << "pvlint: " << Found.Total << ' ' << What
                    << (Found.Total > Found.Shown.size()
                            ? ", " + std::to_string(Found.Shown.size()) +
                                  " shown (--limit)"
                            : std::string())
                    << '\n';
  }

  void callersOff(const FunctionInfo &F) {
    print(index::callersOff(R, F.Id, O.Query.Limit), /*EventAtEnd=*/false,
          "chains of calls enter it with interrupts disabled");
  }

  void mayEnable(const FunctionInfo &F) {
    print(index::mayEnable(R, F.Id, O.Query.Limit), /*EventAtEnd=*/true,
          "functions under it enable interrupts");
  }

  static std::string states(uint8_t States) {
    static constexpr std::pair<uint8_t, StringRef> Words[] = {
        {CallInfo::Entry, "as entered"},
        {CallInfo::Off, "off"},
        {CallInfo::On, "on"},
        {CallInfo::Unknown, "unknown"}};
    std::string Text;
    for (const auto &[State, Word] : Words)
      if (States & State)
        Text += (Text.empty() ? "" : ", ") + Word.str();
    return Text;
  }

  void contexts(const FunctionInfo &F) {
    for (const index::ContextInfo &C : R.contexts(F.Id)) {
      OS << (C.Off ? "off" : "on");
      if (!C.Why.empty())
        OS << ": it is " << C.Why;
      if (C.Via) {
        OS << ": called by " << R.function(C.Via->Caller).Name << "()";
        if (!C.Via->At.text().empty())
          OS << " at " << C.Via->At.text();
        if (!C.Via->Through.empty())
          OS << " through " << C.Via->Through;
        if (C.Via->OffBy) {
          const index::EventInfo E = R.event(*C.Via->OffBy);
          OS << ", disabled since " << E.At.text() << ' ' << E.Spelling;
        } else {
          OS << ", which is entered with interrupts disabled";
        }
      }
      OS << '\n';
    }
  }

  void call(const CallInfo &C, uint32_t Other) {
    if (!next())
      return;
    const FunctionInfo &F = R.function(Other);
    const std::string At = C.At.text();
    OS << (At.empty() ? R.function(C.Caller).At.File : At) << ": " << F.Name
       << "() [" << states(C.States) << ']';
    if (!C.Through.empty())
      OS << " through " << C.Through;
    OS << '\n';
  }

  void callers(const FunctionInfo &F) {
    for (const CallInfo &C : R.callers(F.Id))
      call(C, C.Caller);
    sayMore("calls");
  }

  void callees(const FunctionInfo &F) {
    for (const CallInfo &C : R.callees(F.Id))
      call(C, C.Callee);
    sayMore("calls");
  }

  void site(const index::SiteInfo &S) {
    if (!next())
      return;
    OS << S.At.File << ':' << S.At.Line << ':' << S.At.Col << ": in "
       << S.Function << ": " << S.Verdict;
    if (!S.Reason.empty())
      OS << " (" << S.Reason << ')';
    OS << '\n';
  }

  void sites(const FunctionInfo &F) {
    for (const index::SiteInfo &S : R.sites())
      if (S.Function == F.Name && S.At.File == F.At.File)
        site(S);
    sayMore("sites");
  }

  static bool isIn(StringRef File, StringRef Path) {
    Path = Path.rtrim('/');
    return Path == "." ||
           (File.consume_front(Path) && (File.empty() || File.front() == '/'));
  }

  /// Of a function, which need not have a body, or of those declared in a
  /// place.
  ExitStatus annotations(StringRef Name) {
    for (const index::AnnotationInfo &A : R.annotations())
      if ((A.Function == Name || isIn(A.At.File, Name)) && next())
        OS << A.At.File << ':' << A.At.Line << ':' << A.At.Col << ": "
           << A.Function << "() " << A.Text << ", used by "
           << output::plural(A.Users, "function") << '\n';
    sayMore("annotations");
    return finish();
  }

  /// False when nothing is under \p Path, which may be a function then.
  bool sitesIn(StringRef Path) {
    for (const index::SiteInfo &S : R.sites())
      if (isIn(S.At.File, Path))
        site(S);
    sayMore("sites");
    return Lines != 0;
  }
};

/// Columns by tabs, rows by newlines; those in values are escaped.
ExitStatus runSql(Reader &R, const QueryOptions &O) {
  llvm::raw_ostream &OS = llvm::outs();
  llvm::Error E = R.query(
      O.SQL,
      [&](llvm::ArrayRef<std::string> Columns) {
        for (size_t I = 0; I != Columns.size(); ++I) {
          if (I)
            OS << '\t';
          for (char C : Columns[I])
            switch (C) {
            case '\t':
              OS << "\\t";
              break;
            case '\n':
              OS << "\\n";
              break;
            case '\\':
              OS << "\\\\";
              break;
            default:
              if (llvm::isPrint(C) || C & 0x80)
                OS << C;
              else
                OS << llvm::format("\\x%02x", C);
            }
        }
        OS << '\n';
      },
      std::chrono::seconds(O.Timeout));
  return E ? fail(std::move(E)) : output::Clean;
}

} // namespace

ExitStatus runQuery(const Options &O) {
  std::vector<std::string> Names = O.In.Files;
  // "callers-off F" in one word, as a shell's quotes make it.
  if (!Names.empty() && StringRef(Names.back()).trim().contains(' ')) {
    auto [Command, Name] = StringRef(Names.back()).trim().split(' ');
    std::vector<std::string> Both{Command.str(), Name.trim().str()};
    Names.pop_back();
    Names.insert(Names.end(), Both.begin(), Both.end());
  }
  const size_t Words = O.Query.SQL.empty() ? 2 : 0;
  if (Names.size() < Words || Names.size() > Words + 1)
    return fail("expected a query and a name (see 'pvlint query --help')");
  if (Words && !Query::isCommand(Names[Names.size() - 2]) &&
      Query::isCommand(Names.back()))
    return fail("query '" + Names.back() +
                "' needs a name (see 'pvlint query --help')");
  const bool HasFolder = Names.size() > Words;
  auto Folder = batch::programFolder(O.In.BuildPath, Names);
  if (!Folder)
    return fail(Folder.takeError());
  if (HasFolder && Names.size() > Words)
    return fail("no flow files in '" + Names.front() + "'");
  auto R =
      batch::openIndex(*Folder, O.ContractFiles, batch::Stale::Use, O.quiet());
  if (!R)
    return fail(R.takeError());
  if (!O.Query.SQL.empty())
    return runSql(**R, O.Query);
  return Query(O, **R).run(Names[0], Names[1]);
}

} // namespace pvlint::tool
