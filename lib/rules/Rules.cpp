//===- Rules.cpp - .pvlint.yaml: what a project wants to be told ----------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/Rules.h"
#include "checks/Check.h"
#include "ir/Mistake.h"
#include "ir/ReadFile.h"
#include "ir/YamlText.h"
#include "rules/RuleUse.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/GlobPattern.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/SourceMgr.h"
#include "llvm/Support/YAMLParser.h"
#include <set>

namespace pvlint::rules {

using checks::Finding;
using checks::Level;
using llvm::Error;
using llvm::StringRef;
using llvm::Twine;
namespace fs = llvm::sys::fs;
namespace path = llvm::sys::path;
namespace yaml = llvm::yaml;

/// The word of \p Words that \p Typed was meant to be: " (did you mean …?)".
static std::string hint(StringRef Typed, llvm::ArrayRef<StringRef> Words) {
  StringRef Near;
  unsigned Least = 4;
  for (StringRef Word : Words) {
    unsigned Distance = Typed.edit_distance(Word, true, Least);
    if (Distance < Least) {
      Least = Distance;
      Near = Word;
    }
  }
  return Near.empty() ? "" : " (did you mean '" + Near.str() + "'?)";
}

static bool matches(StringRef Glob, StringRef Text) {
  return llvm::cantFail(llvm::GlobPattern::create(Glob)).match(Text);
}

bool matchesAny(const Globs &List, StringRef Text) {
  return List.empty() ||
         llvm::any_of(List, [&](StringRef G) { return matches(G, Text); });
}

Error GlobList::addCheck(StringRef Glob) {
  const bool Allow = !Glob.consume_front("-");
  auto Pattern = llvm::GlobPattern::create(Glob);
  if (!Pattern)
    return llvm::createStringError("'" + Glob +
                                   "': " + llvm::toString(Pattern.takeError()));
  std::vector<StringRef> Names;
  for (const checks::Check &C : checks::registry())
    Names.push_back(C.Name);
  if (llvm::none_of(Names, [&](StringRef N) { return Pattern->match(N); }))
    return llvm::createStringError("no check matches '" + Glob + "'" +
                                   hint(Glob, Names));
  Items.push_back({Allow, Glob.str()});
  return Error::success();
}

std::string GlobList::text() const {
  std::string Text;
  for (const Item &I : Items)
    Text +=
        (Text.empty() ? "" : ", ") + std::string(I.Allow ? "" : "-") + I.Glob;
  return Text;
}

bool GlobList::allows(StringRef Name, bool Before) const {
  bool Allowed = Items.empty() ? Before : Before && !Items.front().Allow;
  for (const Item &I : Items)
    if (matches(I.Glob, Name))
      Allowed = I.Allow;
  return Allowed;
}

/// Reads one file, or refuses it with a line for each mistake.
class RulesReader {
public:
  RulesReader(std::unique_ptr<llvm::MemoryBuffer> Buffer, StringRef File)
      : File(File) {
    Sources.setDiagHandler(
        [](const llvm::SMDiagnostic &D, void *Reader) {
          static_cast<RulesReader *>(Reader)->error(
              D.getLoc(), "not YAML: " + D.getMessage());
        },
        this);
    Sources.AddNewSourceBuffer(std::move(Buffer), llvm::SMLoc());
  }

  llvm::Expected<Rules> run() {
    const llvm::MemoryBuffer *Buffer = Sources.getMemoryBuffer(1);
    Start = llvm::SMLoc::getFromPointer(Buffer->getBufferStart());
    Out.File = File;
    Out.Folder = path::parent_path(File).str();
    if (const auto Problem = flow::yamlProblem(Buffer->getBuffer())) {
      error(llvm::SMLoc::getFromPointer(Buffer->getBufferStart() +
                                        Problem->Offset),
            Problem->Message);
      return llvm::make_error<flow::Mistakes>(std::move(Errors));
    }
    // What stands before a syntax error is not what was meant either.
    if (!yaml::Stream(Buffer->getMemBufferRef(), Sources, false).validate())
      return llvm::make_error<flow::Mistakes>(std::move(Errors));
    yaml::Stream Stream(Buffer->getMemBufferRef(), Sources, false);
    yaml::document_iterator Document = Stream.begin();
    bool HasVersion = false;
    if (Document != Stream.end() && Document->getRoot())
      mapping(Document->getRoot(), {"version", "contract", "rules"},
              [&](StringRef Key, yaml::Node *Value) {
                if (Key == "version") {
                  HasVersion = true;
                  if (scalar(Value) != "1")
                    error(Value, "expected 'version: 1'");
                } else if (Key == "contract") {
                  list(Value, [&](yaml::Node *N) { contract(scalar(N)); });
                } else {
                  list(Value, [&](yaml::Node *N) { rule(N); });
                }
              });
    if (Errors.empty() && !HasVersion)
      error(Start, "expected 'version: 1'");
    if (Errors.empty())
      return std::move(Out);
    return llvm::make_error<flow::Mistakes>(std::move(Errors));
  }

private:
  std::string File;
  llvm::SourceMgr Sources;
  llvm::SMLoc Start;
  std::vector<flow::Mistake> Errors;
  Rules Out;

  void error(llvm::SMLoc Loc, const Twine &Message) {
    auto [Line, Col] = Sources.getLineAndColumn(Loc.isValid() ? Loc : Start);
    Errors.push_back({File, Line, Col, Message.str()});
  }
  void error(yaml::Node *N, const Twine &Message) {
    error(N ? N->getSourceRange().Start : Start, Message);
  }
  void take(yaml::Node *N, Error E) {
    if (E)
      error(N, llvm::toString(std::move(E)));
  }

  void mapping(yaml::Node *N, llvm::ArrayRef<StringRef> Keys,
               llvm::function_ref<void(StringRef, yaml::Node *)> Each) {
    auto *Map = llvm::dyn_cast_or_null<yaml::MappingNode>(N);
    if (!Map)
      return error(N,
                   "expected 'KEY: …', KEY one of " + llvm::join(Keys, ", "));
    std::set<std::string> Seen;
    for (yaml::KeyValueNode &Pair : *Map) {
      yaml::Node *Key = Pair.getKey();
      const std::string Name = scalar(Key);
      if (!llvm::is_contained(Keys, Name)) {
        std::string Near = hint(Name, Keys);
        error(Key,
              "unknown key '" + Name + "'" +
                  (Near.empty() ? ", expected one of " + llvm::join(Keys, ", ")
                                : Near));
      } else if (!Seen.insert(Name).second) {
        error(Key, "'" + Name + "' is there twice");
      } else if (yaml::Node *Value = Pair.getValue()) {
        Each(Name, Value);
        continue;
      }
      if (yaml::Node *Value = Pair.getValue())
        Value->skip();
    }
  }

  /// A list, or one element of it.
  void list(yaml::Node *N, llvm::function_ref<void(yaml::Node *)> Each) {
    if (auto *Sequence = llvm::dyn_cast_or_null<yaml::SequenceNode>(N))
      for (yaml::Node &Element : *Sequence)
        Each(&Element);
    else
      Each(N);
  }

  std::string scalar(yaml::Node *N) {
    llvm::SmallString<32> Storage;
    if (auto *S = llvm::dyn_cast_or_null<yaml::ScalarNode>(N))
      return S->getValue(Storage).str();
    if (auto *B = llvm::dyn_cast_or_null<yaml::BlockScalarNode>(N))
      return B->getValue().trim().str();
    error(N, "expected a text");
    return "";
  }

  void contract(StringRef Name) {
    llvm::SmallString<128> Full;
    if (!path::is_absolute(Name))
      Full = Out.Folder;
    path::append(Full, Name);
    const bool IsBuiltin =
        llvm::is_contained(flow::Contract::choices(), Name) &&
        !llvm::sys::fs::is_regular_file(Full);
    Out.Contracts.push_back(IsBuiltin ? Name.str() : Full.str().str());
  }

  void globs(yaml::Node *N, Globs &To) {
    list(N, [&](yaml::Node *Element) {
      std::string Glob = scalar(Element);
      take(Element, llvm::GlobPattern::create(Glob).takeError());
      To.push_back(std::move(Glob));
    });
  }

  void checks(yaml::Node *N, GlobList &To) {
    list(N, [&](yaml::Node *Element) {
      take(Element, To.addCheck(scalar(Element)));
    });
  }

  void rule(yaml::Node *N) {
    Rules::Rule R;
    mapping(N, {"paths", "checks", "level", "suppress"},
            [&](StringRef Key, yaml::Node *Value) {
              if (Key == "paths")
                globs(Value, R.Paths);
              else if (Key == "checks")
                checks(Value, R.Checks);
              else if (Key == "level")
                level(Value, R.Least);
              else
                list(Value, [&](yaml::Node *E) { suppressed(E, R); });
            });
    Out.All.push_back(std::move(R));
  }

  void level(yaml::Node *N, std::optional<Level> &To) {
    To = llvm::StringSwitch<std::optional<Level>>(scalar(N))
             .Case("error", Level::Error)
             .Case("warning", Level::Warning)
             .Case("audit", Level::Audit)
             .Default(std::nullopt);
    if (!To)
      error(N, "expected one of error, warning, audit");
  }

  void suppressed(yaml::Node *N, Rules::Rule &R) {
    Rules::Suppressed S;
    mapping(N, {"check", "function", "reason"},
            [&](StringRef Key, yaml::Node *Value) {
              if (Key == "check")
                checks(Value, S.Checks);
              else if (Key == "function")
                globs(Value, S.Functions);
              else
                S.Reason = scalar(Value);
            });
    if (S.Checks.empty())
      error(N, "missing 'check': which findings are suppressed?");
    if (S.Reason.empty())
      error(N, "missing 'reason': why are they not bugs?");
    if (N)
      std::tie(S.Line, S.Col) =
          Sources.getLineAndColumn(N->getSourceRange().Start);
    R.Suppress.push_back(std::move(S));
  }
};

llvm::Expected<Rules> Rules::read(StringRef File) {
  auto Buffer = flow::readFile(File, flow::Pipes::Refused);
  if (!Buffer)
    return llvm::createStringError("cannot read '" + File +
                                   "': " + toString(Buffer.takeError()));
  return RulesReader(std::move(*Buffer), File).run();
}

llvm::Expected<Rules> Rules::find(StringRef Folder) {
  llvm::SmallString<128> Real;
  if (fs::real_path(Folder, Real))
    return Rules();
  for (StringRef Above = Real; !Above.empty();
       Above = path::parent_path(Above)) {
    llvm::SmallString<128> File(Above);
    path::append(File, FileName);
    // A link that leads nowhere is a mistake, too.
    fs::file_status Status;
    if (!fs::status(File, Status, /*follow=*/false))
      return read(File);
  }
  return Rules();
}

bool Rules::hasSuppressions() const {
  return llvm::any_of(All, [](const Rule &R) { return !R.Suppress.empty(); });
}

StringRef Rules::relative(StringRef Path) const {
  if (Path.consume_front(Folder))
    Path.consume_front("/");
  return Path;
}

void Rules::apply(std::vector<Finding> &Findings,
                  llvm::function_ref<std::string(uint32_t)> Path,
                  RuleUse *Use) const {
  if (All.empty())
    return;
  std::erase_if(Findings, [&](Finding &F) {
    const std::string Full = Path(F.Loc.File);
    const StringRef Name = relative(Full);
    bool Wanted = true;
    Level Least = Level::Audit;
    size_t Index = 0;
    for (const Rule &R : All) {
      const size_t First = Index;
      Index += R.Suppress.size();
      if (!matchesAny(R.Paths, Name))
        continue;
      Wanted = R.Checks.allows(F.Check, Wanted);
      Least = R.Least.value_or(Least);
      for (size_t I = 0; I != R.Suppress.size(); ++I) {
        const Suppressed &S = R.Suppress[I];
        if (!S.Checks.allows(F.Check) || !matchesAny(S.Functions, F.Function))
          continue;
        if (Use)
          Use->Used[First + I] = true;
        if (F.isSuppressed())
          continue;
        F.Suppressed = checks::Suppression::Rule;
        F.Reason = S.Reason;
      }
    }
    return !Wanted || F.Severity > Least;
  });
}

} // namespace pvlint::rules
